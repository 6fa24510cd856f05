"""Recorded care that stages and forms depend on: gastrostomy and its removal, ventilation, tracheostomy, death."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from trial.calendar import epoch_day, interval
from trial.columns import NOBODY, Floats, bounds, capitals, owners
from trial.contacts import done
from trial.cut import KnownData
from trial.milestones import Milestone, MilestoneKind

_REMOVAL = re.compile(r"(GASTROSTOM|\bPEG\b|\bRIG\b).*(REMOV|CLOSURE)|(REMOV|CLOSURE).*(GASTROSTOM|\bPEG\b|\bRIG\b)")

VENTILATED = frozenset({MilestoneKind.VENTILATION, MilestoneKind.TRACHEOSTOMY, MilestoneKind.PERMANENT_VENTILATION})


@dataclass(frozen=True, eq=False)
class Since:
    """From when on something is there, by subject: the earliest and latest possible epoch day, NaN where not recorded.

    Of several records the first counts. A record without any date gives an interval without bounds.
    """

    earliest: Floats
    latest: Floats


@dataclass(frozen=True, eq=False)
class Support:
    """What is recorded of each subject, by position."""

    gastrostomy: Since
    removal: Since
    ventilation: Since
    """Non-invasive or invasive ventilation, or a tracheostomy."""
    death: Since


def build(known: KnownData, milestones: Sequence[Milestone], position_of: Mapping[str, int]) -> Support:
    """Gather the first record of each kind."""
    count = len(position_of)
    return Support(
        gastrostomy=_since(milestones, {MilestoneKind.GASTROSTOMY}, count),
        removal=_removals(known, position_of),
        ventilation=_since(milestones, VENTILATED, count),
        death=_since(milestones, {MilestoneKind.DEATH}, count),
    )


def _since(milestones: Sequence[Milestone], kinds: Set[MilestoneKind], count: int) -> Since:
    earliest, latest = np.full(count, np.nan), np.full(count, np.nan)
    for one in milestones:
        if one.kind in kinds:
            days = interval(one.start_date) if one.start_date else None
            low, high = (-np.inf, np.inf) if days is None else (epoch_day(days[0]), epoch_day(days[1]))
            earliest[one.subject] = np.fmin(earliest[one.subject], low)
            latest[one.subject] = np.fmin(latest[one.subject], high)
    return Since(earliest, latest)


def _removals(known: KnownData, position_of: Mapping[str, int]) -> Since:
    pr = known.table("PR")
    names = zip(capitals(pr, "PRDECOD"), capitals(pr, "PRTRT"), strict=True)
    removed = [any(name is not None and _REMOVAL.search(name) for name in each) for each in names]
    owner = owners(pr, position_of)
    rows = np.array(removed, dtype=np.bool_) & done(pr, "PR") & (owner != NOBODY)
    first, last = bounds(pr, "PRSTDTC")
    earliest, latest = np.full(len(position_of), np.nan), np.full(len(position_of), np.nan)
    np.fmin.at(earliest, owner[rows], np.where(np.isnan(first), -np.inf, first)[rows])
    np.fmin.at(latest, owner[rows], np.where(np.isnan(last), np.inf, last)[rows])
    return Since(earliest, latest)
