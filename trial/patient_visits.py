"""One patient's planned visits in short: a mark for each, how many were in window, the last one and the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trial.analysis import Analysis
from trial.calendar import complete_day
from trial.due_visits import days_counted
from trial.study import PlannedVisit
from trial.subjects import Subject
from trial.visits import HELD, PlannedVisitStatus, UnscheduledVisit, VisitStatus, compliance
from trial.words import counted, date_text, day_text, days_text, range_text

_COMING = (VisitStatus.OVERDUE, VisitStatus.DUE, VisitStatus.NOT_YET_DUE)
"""What can be the next visit, most urgent first."""
STATUS_WORDS = {
    VisitStatus.IN_WINDOW: "in window",
    VisitStatus.EARLY: "early",
    VisitStatus.LATE: "late",
    VisitStatus.DUE: "due",
    VisitStatus.OVERDUE: "overdue",
    VisitStatus.MISSED: "missed",
    VisitStatus.NOT_YET_DUE: "not yet due",
    VisitStatus.NOT_APPLICABLE: "not applicable",
}


@dataclass(frozen=True, slots=True)
class VisitMark:
    """One cell: the status and everything about it in words."""

    label: str
    status: VisitStatus
    text: str


@dataclass(frozen=True, slots=True)
class NextVisit:
    """The visit to come. Dates are None without an anchor; `days` are late (overdue), left (due) or to go."""

    label: str
    status: VisitStatus
    target: date | None
    window: tuple[date, date] | None
    days: int | None
    text: str


@dataclass(frozen=True, slots=True)
class PatientVisits:
    """All planned visits of one patient."""

    marks: tuple[VisitMark, ...]
    in_window: int
    expected: int
    last: tuple[str, date] | None
    """Name and date of the latest visit held, planned or not."""
    next: NextVisit | None
    """The most urgent of the visits to come, None when there is none."""


def patient_visits(analysis: Analysis, subject: Subject, unscheduled: Sequence[UnscheduledVisit]) -> PatientVisits:
    """Put one patient's visits together; `unscheduled` are this patient's."""
    own = analysis.visits_of(subject.index)
    counts = compliance(own)
    pairs = list(zip(analysis.snapshot.study.visits, own, strict=True))
    return PatientVisits(
        marks=tuple(VisitMark(plan.label, visit.status, visit_words(plan, visit)) for plan, visit in pairs),
        in_window=counts.in_window,
        expected=counts.expected,
        last=_last(pairs, unscheduled),
        next=_next(pairs, analysis.cut),
    )


def _last(
    pairs: Sequence[tuple[PlannedVisit, PlannedVisitStatus]], unscheduled: Sequence[UnscheduledVisit]
) -> tuple[str, date] | None:
    held = [(plan.label, visit.actual) for plan, visit in pairs if visit.actual is not None and visit.status in HELD]
    dated = [(other.visit or "Unscheduled visit", complete_day(other.date)) for other in unscheduled]
    held += [(name, day) for name, day in dated if day is not None]
    return max(held, key=lambda pair: pair[1], default=None)


def _next(pairs: Sequence[tuple[PlannedVisit, PlannedVisitStatus]], cut: date) -> NextVisit | None:
    for status in _COMING:
        for plan, visit in pairs:
            if visit.status is status:
                return NextVisit(
                    plan.label, status, visit.target, visit.window, days_counted(visit, cut), visit_words(plan, visit)
                )
    return None


def visit_words(plan: PlannedVisit, visit: PlannedVisitStatus) -> str:
    """Write one visit in full: "Month 2, 2 days late. Held on 10 May 2011, day 70. Window 24 Apr to 8 May 2011."."""
    state = STATUS_WORDS[visit.status]
    if visit.days_off:
        state = f"{days_text(abs(visit.days_off))} {state}"
    elif visit.status is VisitStatus.OVERDUE and visit.days_to_window_end is not None:
        state = f"overdue {counted(-visit.days_to_window_end, 'day')}"
    elif visit.reason is not None and visit.status not in HELD:
        state = f"{state}: {visit.reason}"
    parts = [f"{plan.label}, {state}"]
    if visit.actual is not None:
        day = "" if visit.actual_day is None else f", {day_text(visit.actual_day)}"
        parts.append(f"Held on {date_text(visit.actual)}{day}")
    if visit.window is not None and visit.status is not VisitStatus.NOT_APPLICABLE:
        parts.append(f"Window {range_text(*visit.window)}")
    return ". ".join(parts) + "."
