"""Survival free of death and tracheostomy: who, how long, the Kaplan-Meier steps, and what natural history expects.

Time is days from the anchor. Patients without the event are censored at their last contact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.columns import Flags, Floats
from trial.milestones import MilestoneKind

EVENTS = (MilestoneKind.DEATH, MilestoneKind.TRACHEOSTOMY)


@dataclass(frozen=True, slots=True)
class Followed:
    """One treated patient: until which day followed, and the event that ended it, None if none is known."""

    subject: int
    day: int
    event: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """At `day` with `at_risk` still followed just before, `events` happen and `survival` is left."""

    day: float
    at_risk: int
    events: int
    survival: float


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
    """Give the treated patients with the first event on or after the anchor, else their last contact."""
    first: dict[int, tuple[int, str]] = {}
    for each in analysis.milestones:
        if each.kind in EVENTS and each.day is not None and each.day >= 0:
            known = first.get(each.subject)
            if known is None or each.day < known[0]:
                first[each.subject] = (each.day, str(each.kind))
    found: list[Followed] = []
    for index in subjects:
        subject = analysis.subjects[index]
        if subject.anchor is None:
            continue
        day, event = first.get(index, (max(subject.last_day or 0, 0), None))
        found.append(Followed(index, day, event))
    return tuple(found)


def kaplan_meier(days: Floats, events: Flags) -> tuple[Step, ...]:
    """Give S(t) = product over event days of (1 - d / n); who is censored on an event day is still at risk on it.

    Assumption: those censored fare like those still followed. Source: Kaplan and Meier, JASA 1958;53:457.
    """
    steps: list[Step] = []
    left = 1.0
    for day in np.unique(days[events]).tolist():
        at_risk, died = int((days >= day).sum()), int((events & (days == day)).sum())
        left *= 1 - died / at_risk
        steps.append(Step(day, at_risk, died, left))
    return tuple(steps)


def at_risk(days: Floats, at: float) -> int:
    """Count who is still followed on day `at`."""
    return int((days >= at).sum())


def expected_events(days: Floats, expected: Expected) -> float:
    """Give the events that the constant rate leads one to expect in the observed patient-months."""
    return expected.hazard * float(days.sum()) / MONTH_DAYS
