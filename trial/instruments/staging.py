"""King's and MiToS stages of every assessment, of recorded care and of death, each beside the worst so far.

King's (Balendra 2014): dead is 5; nutritional failure (gastrostomy) is 4A; respiratory failure (item 10 is 0, or item
12 below 4) is 4B; both are 4A+4B; else the number of regions involved: bulbar (item 1, 2 or 3 below 4), upper limb
(item 4 or 5a below 4), lower limb (item 8 below 4). MiToS (Chio 2015): the number of lost functions, movement (item 6
or 8 at most 1), swallowing (item 3 at most 1), communicating (items 1 and 4 at most 1), breathing (item 10 at most 1,
or item 12 at most 2); dead is 5.

A recorded date of gastrostomy or of ventilation goes before what item 5 or item 12 says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from trial.columns import Counts, Flags, Floats
from trial.instruments.support import Since

NORMAL = 4
DEAD_MITOS = 5
UNKNOWN = -1
"""A stage that the items do not settle."""
SPEECH, SALIVATION, SWALLOWING, HANDWRITING, CUTTING, CUTTING_GASTROSTOMY = range(6)
DRESSING, TURNING, WALKING, STAIRS, DYSPNEA, ORTHOPNEA, RESPIRATORY = range(6, 13)


class Kings(IntEnum):
    """King's stages in their order; 4A and 4B are two ways of one stage."""

    NO_REGION = 0
    ONE = 1
    TWO = 2
    THREE = 3
    NUTRITIONAL = 4
    RESPIRATORY = 5
    BOTH = 6
    DEAD = 7

    @property
    def label(self) -> str:
        """The stage as it is written."""
        return ("0", "1", "2", "3", "4A", "4B", "4A+4B", "5")[self]


@dataclass(frozen=True, eq=False)
class Known:
    """Something that is so, is not so, or is not settled (neither `yes` nor `no`)."""

    yes: Flags
    no: Flags

    def __or__(self, other: "Known") -> "Known":
        """Whether one of the two is so."""
        return Known(self.yes | other.yes, self.no & other.no)

    def __and__(self, other: "Known") -> "Known":
        """Whether both are so."""
        return Known(self.yes & other.yes, self.no | other.no)


def at_most(values: Floats, limit: float) -> Known:
    """Whether an item is at most `limit`; not settled where it is missing."""
    return Known(values <= limit, values > limit)


def recorded(since: Since, subject: Counts, earliest: Floats, latest: Floats) -> Known:
    """Whether something is there by record at days; not settled without a record, or where its date leaves it open."""
    return Known(since.latest[subject] <= earliest, since.earliest[subject] > latest)


def preferred(first: Known, second: Known) -> Known:
    """Take the record where it settles the question, else the items."""
    open_ = ~first.yes & ~first.no
    return Known(first.yes | (open_ & second.yes), first.no | (open_ & second.no))


@dataclass(frozen=True, eq=False)
class Failures:
    """What makes stage 4 of King's."""

    nutritional: Known
    respiratory: Known


def failures(values: Floats, gastrostomy: Known, ventilation: Known, asked: Flags) -> Failures:
    """Judge nutritional and respiratory failure.

    `values` has the thirteen columns of the ALSFRS-R. Where breathing is not `asked` (the original ALSFRS) only the
    record tells of ventilation, and without one there is none.
    """
    five_a, five_b = ~np.isnan(values[:, CUTTING]), ~np.isnan(values[:, CUTTING_GASTROSTOMY])
    by_form = Known(five_b & ~five_a, five_a & ~five_b)
    by_item = at_most(values[:, RESPIRATORY], NORMAL - 1)
    breathless = at_most(values[:, DYSPNEA], 0)
    supported = preferred(ventilation, Known(by_item.yes & asked, np.where(asked, by_item.no, True)))
    marked = Known(breathless.yes & asked, np.where(asked, breathless.no, True))
    return Failures(preferred(gastrostomy, by_form), supported | marked)


def kings(values: Floats, failed: Failures) -> Counts:
    """Give King's stage of living patients, UNKNOWN where the items do not settle it.

    A failure that is settled gives stage 4 whatever else is missing; regions need both failures to be ruled out.
    """
    below = at_most(values, NORMAL - 1)
    item = [Known(below.yes[:, column], below.no[:, column]) for column in range(values.shape[1])]
    alone, tube_form = np.isnan(values[:, CUTTING_GASTROSTOMY]), np.isnan(values[:, CUTTING])
    cutting = Known(item[CUTTING].yes & alone, (item[CUTTING].no & alone) | (tube_form & ~alone))
    regions = (
        item[SPEECH] | item[SALIVATION] | item[SWALLOWING],
        item[HANDWRITING] | cutting,
        item[WALKING],
    )
    settled = failed.nutritional.no & failed.respiratory.no
    for region in regions:
        settled = settled & (region.yes | region.no)
    count = np.sum([region.yes for region in regions], axis=0)
    stage = np.select(
        [failed.nutritional.yes & failed.respiratory.yes, failed.nutritional.yes, failed.respiratory.yes, settled],
        [Kings.BOTH, Kings.NUTRITIONAL, Kings.RESPIRATORY, count],
        UNKNOWN,
    )
    return np.asarray(stage, dtype=np.int64)


def mitos(values: Floats) -> Counts:
    """Give the MiToS stage of living patients, UNKNOWN where the items do not settle it."""
    lost = (
        at_most(values[:, WALKING], 1) | at_most(values[:, DRESSING], 1),
        at_most(values[:, SWALLOWING], 1),
        at_most(values[:, SPEECH], 1) & at_most(values[:, HANDWRITING], 1),
        at_most(values[:, DYSPNEA], 1) | at_most(values[:, RESPIRATORY], 2),
    )
    settled = np.all([domain.yes | domain.no for domain in lost], axis=0)
    count = np.sum([domain.yes for domain in lost], axis=0)
    return np.where(settled, count, UNKNOWN).astype(np.int64)


def worst_kings(subject: Counts, stage: Counts) -> Counts:
    """Give the worst King's stage so far; entries are sorted by subject and time. 4A and 4B together are 4A+4B."""
    nutritional = running(subject, np.isin(stage, (Kings.NUTRITIONAL, Kings.BOTH)).astype(np.int64))
    respiratory = running(subject, np.isin(stage, (Kings.RESPIRATORY, Kings.BOTH)).astype(np.int64))
    both = (nutritional == 1) & (respiratory == 1)
    worst = running(subject, stage)
    return np.where(both & (worst < Kings.BOTH), Kings.BOTH, worst).astype(np.int64)


def running(subject: Counts, value: Counts) -> Counts:
    """Give the greatest value so far within each subject; entries are sorted by subject."""
    span = int(value.max(initial=0)) + 2
    _, position = np.unique(subject, return_inverse=True)
    lifted = position * span + value + 1
    return np.asarray(np.maximum.accumulate(lifted) - position * span - 1, dtype=np.int64) if len(value) else value


def missing_items(values: Floats, columns: Sequence[int]) -> tuple[int, ...]:
    """Name the columns that have no value among some; item 5 counts once, as 5a."""
    five = np.isnan(values[CUTTING]) and np.isnan(values[CUTTING_GASTROSTOMY])
    return tuple(column for column in columns if (five if column == CUTTING else bool(np.isnan(values[column]))))
