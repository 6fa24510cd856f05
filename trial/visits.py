"""Planned visits against held ones at the data cut: in window, early, late, due, overdue, missed.

(types below; `build` computes them)
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VisitStatus(StrEnum):
    """Status of one planned visit of one subject (domain rule 5.1)."""

    IN_WINDOW = "in_window"
    EARLY = "early"
    LATE = "late"
    DUE = "due"
    OVERDUE = "overdue"
    MISSED = "missed"
    NOT_YET_DUE = "not_yet_due"
    NOT_APPLICABLE = "not_applicable"


HELD = frozenset({VisitStatus.IN_WINDOW, VisitStatus.EARLY, VisitStatus.LATE})
EXPECTED = HELD | {VisitStatus.OVERDUE, VisitStatus.MISSED}
"""Visits that count in the denominator of attendance and compliance."""


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
    """Window end minus the cut; negative when the window is over."""
    reason: str | None
    """Why not applicable or why not held, in a few words: died, withdrew, the site's reason."""
    contact: str | None
    """SVCNTMOD when it is not a visit in person."""
    assessments: tuple[Assessment, ...]
    required: int
    completed: int
    missed_after: date | None
    """Last day on which a visit without a record still counts as overdue."""
    rule: str
    """The rule that gave the status, in words."""


@dataclass(frozen=True, slots=True)
class UnscheduledVisit:
    """A visit held that the protocol does not list."""

    subject: int
    visitnum: float | None
    visit: str | None
    date: str | None
    day: int | None
