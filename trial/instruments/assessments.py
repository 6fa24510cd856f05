"""The records of a scale as assessments: one row for each subject and day, one column for each item."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.columns import Counts, Flags, Floats, Objects
from trial.instruments.scales import HIGHEST, OTHER, Scale, ScaleRecords


@dataclass(frozen=True, eq=False)
class Assessments:
    """All assessments in columns, sorted by subject and day; those without a complete date last, by their text.

    `cells` has a column for each of `scale.columns`, NaN where an item has no usable value; `recorded` is the total as
    the site wrote it. The records of assessment a are `order[offsets[a]:offsets[a + 1]]`, rows of `records`.
    """

    records: ScaleRecords
    order: Counts
    offsets: Counts
    subject: Counts
    earliest: Floats
    latest: Floats
    date: Objects
    visit: Objects
    visitnum: Floats
    cells: Floats
    recorded: Floats
    impossible: Flags
    """By item: a record that is no whole number of 0 to 4."""
    unlike: Flags
    """By item: two records of one day with different values."""
    contradicted: Flags
    """By item: marked NOT DONE, and yet a value."""

    @property
    def scale(self) -> Scale:
        """The scale."""
        return self.records.scale

    @property
    def dated(self) -> Flags:
        """Mark the assessments with a complete date."""
        return np.equal(self.earliest, self.latest)

    def __len__(self) -> int:
        """Count the assessments."""
        return len(self.subject)

    def rows(self, at: int, parts: Counts | None = None) -> tuple[tuple[str, int], ...]:
        """Give file and row of the records of one assessment; of some parts only, where given."""
        own = self.order[self.offsets[at] : self.offsets[at + 1]]
        if parts is not None:
            own = own[np.isin(self.records.part[own], parts)]
        return tuple(zip(self.records.file[own].tolist(), self.records.row[own].tolist(), strict=True))


def build(records: ScaleRecords) -> Assessments:
    """Gather the records of one subject and calendar day; times are dropped, records without a day go by their text."""
    when = _when(records)
    taken = np.flatnonzero(records.part != OTHER)
    order = taken[np.lexsort((when[taken], records.subject[taken]))]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = (np.diff(records.subject[order]) != 0) | (np.diff(when[order]) != 0)
    starts = np.flatnonzero(begins)
    assessment = np.cumsum(begins) - 1
    first = order[starts]
    count, columns = len(starts), records.total
    value, part = records.value[order], records.part[order]
    is_item = part < columns
    possible = np.isnan(value) | ~is_item | ((value == np.floor(value)) & (value >= 0) & (value <= HIGHEST))
    refuted = records.not_done[order] & ~np.isnan(value)
    usable = np.where(possible & ~refuted, value, np.nan)
    cell = assessment * (columns + 1) + part
    size = (count, columns + 1)
    least, most = _extremes(cell, usable, count * (columns + 1))
    unlike = least != most  # NaN differs from itself: an empty cell is told apart below
    cells = np.where(unlike, np.nan, least).reshape(size)
    return Assessments(
        records=records,
        order=order,
        offsets=np.append(starts, len(order)),
        subject=records.subject[first],
        earliest=records.earliest[first],
        latest=records.latest[first],
        date=_dates(records, first),
        visit=_first_texts(records.visit[order], assessment, count),
        visitnum=records.visitnum[first],
        cells=cells[:, :columns],
        recorded=cells[:, columns],
        impossible=_marked(cell, ~possible & ~refuted, size)[:, :columns],
        unlike=(unlike & ~np.isnan(least)).reshape(size),
        contradicted=_marked(cell, refuted, size)[:, :columns],
    )


def _when(records: ScaleRecords) -> Floats:
    """Give each record a number that orders it and is shared by one day: days, then texts, then no date at all."""
    dated = records.earliest == records.latest
    words = records.date.copy()
    words[dated] = None
    rank, _ = pd.factorize(words, sort=True)
    beyond = 1e7  # later than any day
    visits = np.where(np.isnan(records.visitnum), -1.0, records.visitnum)
    return np.where(dated, records.earliest, np.where(rank >= 0, beyond + rank, 2 * beyond + visits))


def _extremes(cell: Counts, value: Floats, size: int) -> tuple[Floats, Floats]:
    """Give the least and the greatest value of each cell, NaN for a cell without any."""
    least, most = np.full(size, np.nan), np.full(size, np.nan)
    np.fmin.at(least, cell, value)
    np.fmax.at(most, cell, value)
    return least, most


def _marked(cell: Counts, rows: Flags, size: tuple[int, int]) -> Flags:
    found = np.zeros(size[0] * size[1], dtype=np.bool_)
    found[cell[rows]] = True
    return found.reshape(size)


def _dates(records: ScaleRecords, first: Counts) -> Objects:
    """Give complete dates as ISO 8601 days without a time, others as written."""
    days = records.date[first]
    dated = np.equal(records.earliest[first], records.latest[first])
    days[dated] = np.datetime_as_string(records.earliest[first][dated].astype("datetime64[D]")).astype(object)
    return days


def _first_texts(words: Objects, assessment: Counts, count: int) -> Objects:
    """Give the first text of each assessment, None where it has none."""
    found = np.full(count, None, dtype=object)
    named = np.flatnonzero(pd.notna(words))[::-1]
    found[assessment[named]] = words[named]  # the first stands last and stays
    return found
