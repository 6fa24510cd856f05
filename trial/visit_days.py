"""The study-day chart: each patient's planned windows, visits held and unscheduled visits on one axis of months."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from trial import axes
from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.selection import Selection, selected_subjects
from trial.study import PlannedVisit
from trial.subjects import Subject, SubjectStatus
from trial.visits import Compliance, PlannedVisitStatus, UnscheduledVisit, compliance

PATIENTS_PER_PAGE = 30
GONE = frozenset({SubjectStatus.DIED, SubjectStatus.WITHDRAWN, SubjectStatus.SCREEN_FAILURE})


@dataclass(frozen=True, slots=True)
class DayMark:
    """One planned visit on the axis: its window and the day held, in months from the anchor."""

    planned: PlannedVisit
    cell: PlannedVisitStatus
    window: tuple[float, float]
    held: float | None
    target: float
    """Of a visit without a window the day held."""


@dataclass(frozen=True, slots=True)
class DayLane:
    """One patient's lane; without an anchor, or without the visit that is day 0, it is empty: nothing has a day."""

    subject: Subject
    margin: Compliance
    marks: tuple[DayMark, ...]
    unscheduled: tuple[tuple[float, UnscheduledVisit], ...]
    cut: float | None
    """The month of the data cut."""
    end: float | None
    """The month in which the patient left; None while on study and after completion."""
    anchor: float | None = 0.0
    """The month of the anchor; None where the lane is empty."""
    by_target: bool = False
    """Whether the visit that is day 0 was not held, so that its target stands for it."""


@dataclass(frozen=True, slots=True)
class StudyDays:
    """One page of lanes."""

    lanes: tuple[DayLane, ...]
    planned: tuple[PlannedVisit, ...]
    months: tuple[float, float]
    anchor_label: str
    cut: date
    synthetic: bool
    outside: int
    """Visits held on this page that lie outside the months of the axis."""
    page: int
    pages: int
    first: int
    """The place of the first patient of the page among all shown, from 1."""
    patients: int
    zero: PlannedVisit | None = None
    """The visit that is day 0 of every lane; None for the anchor."""

    @property
    def zero_label(self) -> str:
        """Name what is day 0."""
        return self.anchor_label if self.zero is None else self.zero.label

    @property
    def origin(self) -> float:
        """Give the planned month of what is day 0."""
        return 0.0 if self.zero is None else _month(self.zero.day)


def study_days(analysis: Analysis, selection: Selection) -> StudyDays:
    """Lay out one page of the patients that the selection keeps; a page beyond the last is the last."""
    shown = selected_subjects(selection, analysis)
    pages = max(1, -(-len(shown) // PATIENTS_PER_PAGE))
    page = min(selection.page, pages)
    start = (page - 1) * PATIENTS_PER_PAGE
    months = selection.months or _months(analysis)
    study = analysis.snapshot.study
    zero = None if selection.zero is None else study.visit(selection.zero)
    lanes = tuple(_lanes(analysis, shown[start : start + PATIENTS_PER_PAGE]))
    if zero is not None:
        lanes = tuple(aligned(lane, zero) for lane in lanes)
        months = (months[0] - _month(zero.day), months[1] - _month(zero.day))
    return StudyDays(
        lanes=lanes,
        planned=study.visits,
        months=months,
        anchor_label=study.anchor.label,
        cut=analysis.cut,
        synthetic=study.synthetic,
        outside=sum(not months[0] <= month <= months[1] for lane in lanes for month in _held(lane)),
        page=page,
        pages=pages,
        first=start + 1,
        patients=len(shown),
        zero=zero,
    )


def aligned(lane: DayLane, zero: PlannedVisit) -> DayLane:
    """Count the days of a lane from its own visit `zero`: from the day held, without one from the target."""
    own = next((mark for mark in lane.marks if mark.planned.id == zero.id), None)
    if own is None:
        return replace(lane, marks=(), unscheduled=(), cut=None, end=None, anchor=None)
    at = own.target if own.held is None else own.held
    return replace(
        lane,
        marks=tuple(
            replace(
                mark,
                window=(mark.window[0] - at, mark.window[1] - at),
                held=None if mark.held is None else mark.held - at,
                target=mark.target - at,
            )
            for mark in lane.marks
        ),
        unscheduled=tuple((month - at, visit) for month, visit in lane.unscheduled),
        cut=None if lane.cut is None else lane.cut - at,
        end=None if lane.end is None else lane.end - at,
        anchor=-at,
        by_target=own.held is None,
    )


def _months(analysis: Analysis) -> tuple[float, float]:
    """Give the one range of every patient and page: planned windows and visits held, with room at either end.

    A visit further than axes.LEAD_DAYS from all windows does not stretch the axis of everybody; it is counted instead.
    """
    edges = [visit.day + edge for visit in analysis.snapshot.study.visits for edge in visit.window]
    planned = np.array([*axes.LEAST_DAYS, *edges], dtype=np.float64)
    low, high = planned.min(), planned.max()
    held = [cell.actual_day for cell in analysis.visits if cell.actual_day is not None]
    held += [visit.day for visit in analysis.unscheduled if visit.day is not None]
    days = np.array(held, dtype=np.float64)
    near = days[(days >= low - axes.LEAD_DAYS) & (days <= high + axes.LEAD_DAYS)]
    first, last = float(near.min(initial=low)) / MONTH_DAYS, float(near.max(initial=high)) / MONTH_DAYS
    room = axes.PADDING / 2 * (last - first)
    return first - room, last + room


def _held(lane: DayLane) -> list[float]:
    return [mark.held for mark in lane.marks if mark.held is not None] + [month for month, _ in lane.unscheduled]


def _lanes(analysis: Analysis, shown: Sequence[Subject]) -> Iterable[DayLane]:
    visits = analysis.snapshot.study.visits
    unscheduled = defaultdict[int, list[tuple[float, UnscheduledVisit]]](list)
    for visit in analysis.unscheduled:
        if visit.day is not None:
            unscheduled[visit.subject].append((_month(visit.day), visit))
    for subject in shown:
        own = analysis.visits[subject.index * len(visits) : (subject.index + 1) * len(visits)]
        yield DayLane(
            subject=subject,
            margin=compliance(own),
            marks=() if subject.anchor is None else tuple(_marks(subject, visits, own)),
            unscheduled=tuple(unscheduled[subject.index]),
            cut=None if subject.anchor is None else _month((analysis.cut - subject.anchor).days),
            end=_end(subject),
            anchor=None if subject.anchor is None else 0.0,
        )


def _marks(subject: Subject, planned: Sequence[PlannedVisit], cells: Sequence[PlannedVisitStatus]) -> Iterable[DayMark]:
    """Place the visits of one patient; one without a window and without a day has no place."""
    for visit, cell in zip(planned, cells, strict=True):
        held = None if cell.actual_day is None else _month(cell.actual_day)
        window = window_months(subject, cell)
        if window is not None:
            yield DayMark(visit, cell, window, held, _target(subject, cell, window))


def _target(subject: Subject, cell: PlannedVisitStatus, window: tuple[float, float]) -> float:
    if cell.target is None or subject.anchor is None:
        return window[0]
    return _month((cell.target - subject.anchor).days)


def window_months(subject: Subject, cell: PlannedVisitStatus) -> tuple[float, float] | None:
    """Give the months of a window, of a visit without one the day on which it was held; None without either."""
    if subject.anchor is None:
        return None
    if cell.window is None:
        return None if cell.actual_day is None else (_month(cell.actual_day), _month(cell.actual_day))
    first, last = ((day - subject.anchor).days for day in cell.window)
    return _month(first), _month(last)


def _month(day: int) -> float:
    return day / MONTH_DAYS


def _end(subject: Subject) -> float | None:
    if subject.anchor is None or subject.end is None or subject.status not in GONE:
        return None
    return _month((subject.end - subject.anchor).days)
