"""How far visits lie from their targets and windows: median and spread in days, early and late, by visit and in all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.study import PlannedVisit
from trial.subjects import Subject
from trial.visits import HELD, PlannedVisitStatus, VisitStatus


@dataclass(frozen=True, slots=True)
class Offset:
    """One visit held on a certain day: days from its target, and days outside its window (0 inside)."""

    cell: PlannedVisitStatus
    days: int
    outside: int


@dataclass(frozen=True, slots=True)
class Offsets:
    """The visits of one kind. Days from target: negative is early. Without any, the numbers are None.

    `least` and `most` are the ends; `lower`, `median`, `upper` the quartiles (linear between order statistics).
    """

    planned: PlannedVisit | None
    """None: all visits."""
    each: tuple[Offset, ...]
    early: int
    late: int
    inside: int
    least: int | None
    lower: float | None
    median: float | None
    upper: float | None
    most: int | None


def offsets(analysis: Analysis, shown: Sequence[Subject]) -> tuple[Offsets, tuple[Offsets, ...]]:
    """Give the offsets of all visits and of each planned visit, over the patients shown.

    Visits without a target (no anchor yet) and on uncertain days have no offset; what has a window of one day because
    it is the anchor itself (the infusion) says nothing and is left out of "all".
    """
    visits = analysis.snapshot.study.visits
    found: list[list[Offset]] = [[] for _ in visits]
    for subject in shown:
        for cell in analysis.visits_of(subject.index):
            if cell.actual is not None and cell.target is not None and cell.status in HELD:
                found[cell.visit].append(Offset(cell, (cell.actual - cell.target).days, cell.days_off or 0))
    telling = [one for visit, own in zip(visits, found, strict=True) if not is_anchor(visit) for one in own]
    return _offsets(None, telling), tuple(
        _offsets(visit, own) for visit, own in zip(visits, found, strict=True) if not is_anchor(visit)
    )


def is_anchor(visit: PlannedVisit) -> bool:
    """Say whether a visit is the anchor itself: day 0 and no window around it."""
    return visit.days_from_origin == 0 and visit.window == (0, 0)


def _offsets(planned: PlannedVisit | None, own: Sequence[Offset]) -> Offsets:
    statuses = [one.cell.status for one in own]
    days = np.array([one.days for one in own], dtype=np.float64)
    lower, median, upper = (
        (float(value) for value in np.quantile(days, (0.25, 0.5, 0.75))) if own else (None, None, None)
    )
    return Offsets(
        planned=planned,
        each=tuple(own),
        early=statuses.count(VisitStatus.EARLY),
        late=statuses.count(VisitStatus.LATE),
        inside=statuses.count(VisitStatus.IN_WINDOW),
        least=int(days.min()) if own else None,
        lower=lower,
        median=median,
        upper=upper,
        most=int(days.max()) if own else None,
    )
