"""The rule for stopping as the study file gives it: what counts, the boundaries, what pauses dosing until review."""

from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    """What makes a patient count as one with an event."""

    PRIMARY = "primary_endpoint"
    RELATED_SERIOUS = "related_serious"
    RELATED_GRADE_3 = "related_grade_3"


class Pause(StrEnum):
    """What pauses dosing until the board has reviewed it, whatever the numbers."""

    RELATED_DEATH = "related_death"
    GRADE_4 = "grade_4"
    NEUROLOGIC_PRIMARY = "neurologic_primary"
    RELATED_SERIOUS = "related_serious"


@dataclass(frozen=True, slots=True)
class Pocock:
    """A test of the count at every look: P(X >= k | n, rate) of at most `level` crosses."""

    rate: float = 0.10
    level: float = 0.05


@dataclass(frozen=True, slots=True)
class StoppingRule:
    """The rule: a beta prior of the probability p of an event, and P(p > rate) from which a boundary is reached."""

    charter: bool = False
    """Whether it is the trial's own rule; everything else is called illustrative."""
    prior: tuple[float, float] = (0.4, 1.6)
    rate: float = 0.20
    """The probability of an event that is still accepted."""
    stop: float = 0.90
    alert: float = 0.80
    events: tuple[Counted, ...] = tuple(Counted)
    pause: tuple[Pause, ...] = tuple(Pause)
    pocock: Pocock | None = Pocock()
    minimum_days_between: int = 7
    planned: int | None = None
    """Patients planned; None: as the study plans."""
