"""Planned visits against held ones at the data cut: in window, early, late, due, overdue, missed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isnan

import numpy as np

from trial.attendance import Attendance, attendance
from trial.calendar import epoch_day, from_epoch_day, relative_day
from trial.columns import Flags, Floats, Objects, bounds, complete_days, numbers, owners, texts
from trial.completeness import Reasons, reasons_not_done, values_at_visits
from trial.cut import KnownData
from trial.series import NotDone, Points
from trial.study import FROM_INFUSION, FROM_SCREENING, Study
from trial.subjects import Subject, anchor_days, positions
from trial.visit_status import (
    EXPECTED,
    HELD,
    DayTexts,
    Facts,
    VisitStatus,
    Whereabouts,
    rule,
    statuses,
)  # fmt: skip
from trial.visit_windows import Plan, later_visit_held, plan

__all__ = ["EXPECTED", "HELD", "VisitStatus"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One required endpoint at one visit: the usable value, or not done and why."""

    endpoint: int
    value: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class PlannedVisitStatus:
    """One subject x planned visit. `visit` is the position in study.visits."""

    subject: int
    visit: int
    status: VisitStatus
    target: date | None
    window: tuple[date, date] | None
    actual: date | None
    actual_day: int | None
    days_off: int | None
    """Days outside the window, negative = early, 0 inside; None unless held."""
    days_to_window_end: int | None
    """Window end minus the day on which the visit was held, else minus the cut; negative after the window."""
    reason: str | None
    """Why not applicable or why not held, in a few words: died, withdrew, the site's reason."""
    contact: str | None
    """SVCNTMOD when it is not a visit in person."""
    assessments: tuple[Assessment, ...]
    required: int
    completed: int
    missed_after: date | None
    """Last day on which a visit without a record still counts as overdue."""
    facts: Facts = field(compare=False, repr=False)
    """What the rule that gave the status speaks of."""
    optimal: tuple[date, date] | None = None
    """The inner window, where the protocol would rather have the visit; None where it names none."""
    in_optimal: bool | None = None
    """Whether the visit was held in the inner window; None without one, and unless held on a certain day."""

    @property
    def rule(self) -> str:
        """The rule that gave the status, in words; written when it is asked for, which few cells are."""
        return rule(self.facts, DayTexts())


@dataclass(frozen=True, slots=True)
class UnscheduledVisit:
    """A visit held that the protocol does not list."""

    subject: int
    visitnum: float | None
    visit: str | None
    date: str | None
    day: int | None


@dataclass(frozen=True, slots=True)
class Compliance:
    """Counts of planned visits: attendance is held / expected, window compliance in_window / expected."""

    in_window: int
    held: int
    expected: int


def compliance(visits: Iterable[PlannedVisitStatus]) -> Compliance:
    """Count visits in their window, held and expected; due, not yet due and not applicable ones are not expected."""
    statuses = [visit.status for visit in visits]
    return Compliance(
        in_window=sum(status is VisitStatus.IN_WINDOW for status in statuses),
        held=sum(status in HELD for status in statuses),
        expected=sum(status in EXPECTED for status in statuses),
    )


_NOT_APPLICABLE = VisitStatus.NOT_APPLICABLE


@dataclass(frozen=True, eq=False)
class _Grid:
    """Everything known of the cells of subjects (rows) and planned visits (columns)."""

    known: KnownData
    subjects: Sequence[Subject]
    attended: Attendance
    windows: Plan
    people: Whereabouts
    later_held: Flags
    statuses: Objects


def build(
    known: KnownData, subjects: Sequence[Subject], points: Points, not_done: Sequence[NotDone] = ()
) -> tuple[tuple[PlannedVisitStatus, ...], tuple[UnscheduledVisit, ...]]:
    """Give the status of every subject and planned visit, subject by subject, and the visits that were not planned."""
    visits, attended = known.study.visits, attendance(known, subjects)
    windows, people = plan(visits, subjects, attended.actual), _whereabouts(subjects)
    later_held = later_visit_held(visits, ~np.isnan(attended.actual) | attended.undated)
    found = statuses(windows, attended, people, later_held, known.cut_day)
    values = values_at_visits(points, visits, attended.actual, len(known.study.endpoints))
    assessments = _Assessments(known.study, values, reasons_not_done(not_done, visits, attended.actual))
    writer = _Writer(_Grid(known, subjects, attended, windows, people, later_held, found), assessments)
    cells = (writer.cell(subject, visit) for subject in subjects for visit in range(len(visits)))
    return tuple(cells), tuple(_unscheduled(known, subjects, attended))


def _whereabouts(subjects: Sequence[Subject]) -> Whereabouts:
    ends = [np.nan if subject.end is None else epoch_day(subject.end) for subject in subjects]
    left = [subject.has_left for subject in subjects]
    return Whereabouts(np.array(left, dtype=np.bool_), np.array(ends, dtype=np.float64))


class _Assessments:
    """The required endpoints of each visit with their values, or the reasons why there are none."""

    def __init__(self, study: Study, values: Floats, reasons: Reasons) -> None:
        position_of = {endpoint.id: position for position, endpoint in enumerate(study.endpoints)}
        self._required = [
            [position_of[name] for name in visit.required if name in position_of] for visit in study.visits
        ]
        self._blank = [Assessment(endpoint, None, None) for endpoint in range(len(study.endpoints))]
        self._all_blank = [tuple(self._blank[endpoint] for endpoint in required) for required in self._required]
        self._values: list[list[list[float]]] = values.tolist()
        self._reasons = reasons
        self._any: list[list[bool]] = np.any(~np.isnan(values), axis=2).tolist()
        for subject, visit, _ in reasons:
            self._any[subject][visit] = True

    def at(self, subject: int, visit: int) -> tuple[Assessment, ...]:
        """Give the assessments that one subject's visit requires."""
        if not self._any[subject][visit]:
            return self._all_blank[visit]
        values = self._values[subject][visit]
        return tuple([self._one(subject, visit, endpoint, values[endpoint]) for endpoint in self._required[visit]])

    def _one(self, subject: int, visit: int, endpoint: int, value: float) -> Assessment:
        if not isnan(value):
            return Assessment(endpoint, value, None)
        reason = self._reasons.get((subject, visit, endpoint))
        return self._blank[endpoint] if reason is None else Assessment(endpoint, None, reason)


class _Writer:
    """Writes down the cells; each date is made once."""

    def __init__(self, grid: _Grid, assessments: _Assessments) -> None:
        study = grid.known.study
        self._assessments, self._attended, self._cut = assessments, grid.attended, grid.known.cut_day
        self._graces, self._origins = [visit.grace for visit in study.visits], _origins(study)
        self._days: list[list[list[float]]] = _days(grid).tolist()
        self._statuses: list[list[VisitStatus]] = grid.statuses.tolist()
        self._later_held: list[list[bool]] = grid.later_held.tolist()
        self._dates = _Dates()

    def cell(self, subject: Subject, visit: int) -> PlannedVisitStatus:
        """Write down one planned visit of one subject."""
        row, dates = subject.index, self._dates
        status, days = self._statuses[row][visit], self._days[row][visit]
        target, first, last, actual, missed_after, end, best_first, best_last, actual_day, off, left = days
        held, gone = status in HELD, subject.end_reason or subject.status.value
        assessments = self._assessments.at(row, visit)
        facts = Facts(
            status, actual, first, last, missed_after, end, gone, self._cut, self._graces[visit],
            self._later_held[row][visit], self._origins[visit], (best_first, best_last),
        )  # fmt: skip
        return PlannedVisitStatus(
            subject=row,
            visit=visit,
            status=status,
            target=dates[target],
            window=dates.range(first, last),
            actual=dates[actual],
            actual_day=_whole(actual_day),
            days_off=_whole(off),
            days_to_window_end=_whole(left),
            reason=None if held else gone if status is _NOT_APPLICABLE else self._attended.reasons.get((row, visit)),
            contact=self._attended.contacts.get((row, visit)),
            assessments=assessments,
            required=len(assessments),
            completed=len([each for each in assessments if each.value is not None]),
            missed_after=dates[missed_after],
            facts=facts,
            optimal=dates.range(best_first, best_last),
            in_optimal=None if isnan(best_first) or isnan(actual) else best_first <= actual <= best_last,
        )


def _origins(study: Study) -> list[str]:
    """Name what each visit is counted from, as a rule in words says that it is not known."""
    labels = {FROM_INFUSION: study.anchor.label, FROM_SCREENING: "screening"} | {
        visit.id: visit.label for visit in study.visits
    }
    return [f"a date for {labels[visit.origin]}" for visit in study.visits]


class _Dates(dict[float, date | None]):
    """Makes each date once."""

    def __missing__(self, day: float) -> date | None:
        if isnan(day):
            return None  # not kept: no NaN equals another
        self[day] = made = from_epoch_day(day)
        return made

    def range(self, first: float, last: float) -> tuple[date, date] | None:
        """Give two days as dates, None where there are none."""
        opens, closes = self[first], self[last]
        return None if opens is None or closes is None else (opens, closes)


def _whole(days: float) -> int | None:
    return None if isnan(days) else int(days)


def _days(grid: _Grid) -> Floats:
    """Give of each cell the epoch days of target, window, visit, last overdue day, way out, inner window; three counts.

    The counts are the days of the visit from the anchor, off the window, and to the end of the window.
    """
    actual, windows, undated = grid.attended.actual, grid.windows, grid.attended.undated
    until = np.where(undated, np.nan, np.where(np.isnan(actual), grid.known.cut_day, actual))
    missed_after = np.where(grid.later_held, windows.last, windows.grace_end)
    end = np.broadcast_to(grid.people.end[:, None], actual.shape)
    actual_day = actual - anchor_days(grid.subjects)[:, None]
    best = (windows.optimal_first, windows.optimal_last)
    dates = (windows.target, windows.first, windows.last, actual, missed_after, end, *best)
    return np.stack((*dates, actual_day, _days_off(grid), windows.last - until), axis=-1)


def _days_off(grid: _Grid) -> Floats:
    """Give the days outside the window, negative before it; NaN unless held on a day of which that is certain."""
    attended, windows = grid.attended, grid.windows
    actual = attended.actual
    off = np.where(actual < windows.first, actual - windows.first, np.maximum(actual - windows.last, 0))
    surely_inside = attended.undated & (attended.earliest >= windows.first) & (attended.latest <= windows.last)
    return np.where(surely_inside, 0, off)


def _unscheduled(known: KnownData, subjects: Sequence[Subject], attended: Attendance) -> Iterator[UnscheduledVisit]:
    """Give the visits that the protocol does not list, by subject and day."""
    sv = known.table("SV").iloc[attended.unscheduled]
    owner = owners(sv, positions(subjects))
    first, day, number = bounds(sv, "SVSTDTC")[0], complete_days(sv, "SVSTDTC"), numbers(sv, "VISITNUM")
    visit, written = texts(sv, "VISIT"), texts(sv, "SVSTDTC")
    for row in np.lexsort((number, first, owner)).tolist():
        anchor = subjects[owner[row]].anchor
        certain = None if np.isnan(day[row]) else from_epoch_day(day[row])
        yield UnscheduledVisit(
            subject=int(owner[row]),
            visitnum=None if np.isnan(number[row]) else float(number[row]),
            visit=visit[row],
            date=written[row] if certain is None else certain.isoformat(),
            day=None if certain is None or anchor is None else relative_day(certain, anchor),
        )
