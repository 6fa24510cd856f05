"""Survival free of death, tracheostomy and permanent ventilation: who, how long, Kaplan-Meier steps, natural history.

Time is days from the anchor. Patients without the event are censored at their last contact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS, interval, relative_day
from trial.columns import Flags, Floats
from trial.milestones import Milestone, MilestoneKind
from trial.subjects import Subject

EVENTS = (MilestoneKind.DEATH, MilestoneKind.TRACHEOSTOMY, MilestoneKind.PERMANENT_VENTILATION)
TWO_SIDED = 1.959963984540054
"""97.5 % point of the normal distribution."""
NOT_CERTAIN = " (day not certain)"


@dataclass(frozen=True, slots=True)
class Followed:
    """One treated patient: until which day followed, and the event that ended it, None if none is known."""

    subject: int
    day: int
    event: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """At `day` with `at_risk` still followed just before, `events` happen and `survival` is left, 95 % interval.

    `lower` and `upper` are None where nobody is left without the event.
    """

    day: float
    at_risk: int
    events: int
    survival: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """The share without event at `month`, its 95 % interval (None before the first event), and what it stands on."""

    month: float
    at_risk: int
    events: int
    survival: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Undated:
    """An event without any date of a patient with no other: it counts nowhere, and that is told."""

    subject: int
    event: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Natural history as a constant rate: share without event at `month`, hence the hazard per month."""

    month: float
    event_free: float

    @property
    def hazard(self) -> float:
        """Events per patient-month: -ln(event_free) / month."""
        return float(-np.log(self.event_free) / self.month)

    def surviving(self, months: float) -> float:
        """Give the share without event after so many months."""
        return float(np.exp(-self.hazard * months))


def followed(analysis: Analysis, subjects: Sequence[int]) -> tuple[Followed, ...]:
    """Give the treated patients with the first event on or after the anchor, else their last contact.

    An event with a partial date counts on its earliest possible day; a death without any date on the last day known.
    """
    first: dict[int, tuple[int, str]] = {}
    for each in analysis.milestones:
        found = _event(each, analysis.subjects[each.subject]) if each.kind in EVENTS else None
        if found is not None:
            first[each.subject] = min(found, first.get(each.subject, found))
    people: list[Followed] = []
    for index in subjects:
        subject = analysis.subjects[index]
        if subject.anchor is not None:
            day, event = first.get(index, (max(subject.last_day or 0, 0), None))
            people.append(Followed(index, day, event))
    return tuple(people)


def undated(analysis: Analysis, people: Sequence[Followed]) -> tuple[Undated, ...]:
    """Give the events without any date of patients who are followed as if they had none."""
    without = {each.subject for each in people if each.event is None}
    told = {
        (each.subject, str(each.kind))
        for each in analysis.milestones
        if each.kind in EVENTS and each.subject in without and each.day is None and _no_date(each)
    }
    return tuple(Undated(*each) for each in sorted(told))


def _no_date(milestone: Milestone) -> bool:
    return milestone.start_date is None or interval(milestone.start_date) is None


def _event(milestone: Milestone, subject: Subject) -> tuple[int, str] | None:
    """Give the day and name of an event after the anchor, None for one before it or without any date."""
    if subject.anchor is None:
        return None
    died = milestone.kind == MilestoneKind.DEATH
    if milestone.day is not None:
        return (max(milestone.day, 0), str(milestone.kind)) if died or milestone.day >= 0 else None
    bounds = None if milestone.start_date is None else interval(milestone.start_date)
    if died:
        last = subject.end or subject.last_date or subject.anchor
        bounds = last, last
    if bounds is None or bounds[1] < subject.anchor:
        return None
    return max(relative_day(bounds[0], subject.anchor), 0), f"{milestone.kind}{NOT_CERTAIN}"


def kaplan_meier(days: Floats, events: Flags) -> tuple[Step, ...]:
    """Give S(t) = product over event days of (1 - d / n); who is censored on an event day is still at risk on it.

    95 % interval: S ** exp(+-z sqrt(V) / ln S), V = sum of d / (n (n - d)) (Greenwood, on the log(-log) scale).
    Assumption: those censored fare like those still followed. Sources: Kaplan and Meier, JASA 1958;53:457; Kalbfleisch
    and Prentice, The Statistical Analysis of Failure Time Data, 1980.
    """
    steps: list[Step] = []
    left, variance = 1.0, 0.0
    for day in np.unique(days[events]).tolist():
        at_risk, died = int((days >= day).sum()), int((events & (days == day)).sum())
        left *= 1 - died / at_risk
        variance += died / (at_risk * (at_risk - died)) if at_risk > died else np.inf
        steps.append(Step(day, at_risk, died, left, *_limits(left, variance)))
    return tuple(steps)


def _limits(left: float, variance: float) -> tuple[float, float] | tuple[None, None]:
    """Give the 95 % interval of a share, none where it is 0."""
    if left <= 0:
        return None, None
    away = TWO_SIDED * np.sqrt(variance) / abs(np.log(left))
    return float(left ** np.exp(away)), float(left ** np.exp(-away))


def level(steps: Sequence[Step], days: Floats, month: float) -> Level:
    """Read the curve at a month: the last step up to it holds."""
    day = month * MONTH_DAYS
    before = [step for step in steps if step.day <= day]
    last = before[-1] if before else Step(0.0, len(days), 0, 1.0)
    return Level(month, at_risk(days, day), sum(step.events for step in before), last.survival, last.lower, last.upper)


def at_risk(days: Floats, at: float) -> int:
    """Count who is still followed on day `at`."""
    return int((days >= at).sum())


def expected_events(days: Floats, expected: Expected) -> float:
    """Give the events that the constant rate leads one to expect in the observed patient-months."""
    return expected.hazard * float(days.sum()) / MONTH_DAYS
