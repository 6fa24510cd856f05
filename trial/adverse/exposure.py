"""Events per patient-month of observation, with exact Poisson intervals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy.special import gammaincinv

from trial.calendar import MONTH_DAYS
from trial.events import Event
from trial.subjects import Subject


@dataclass(frozen=True, slots=True)
class Exposure:
    """Months from the anchor to the last contact, summed over the treated patients among those shown."""

    patients: int
    months: float


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per patient-month with a 95 % interval; None without any time. `without` counts patients with no event."""

    patients: int
    events: int
    without: int
    rate: float | None
    lower: float | None
    upper: float | None


def exposure(shown: Iterable[Subject]) -> Exposure:
    """Sum the time of observation. A patient who was not treated gives none."""
    treated = [subject for subject in shown if subject.anchor is not None]
    days = sum(max(subject.last_day or 0, 0) for subject in treated)
    return Exposure(len(treated), days / MONTH_DAYS)


def rate(events: Sequence[Event], time: Exposure) -> Rate:
    """Give the rate of some treatment-emergent events."""
    patients = len({event.subject for event in events})
    if not time.months:
        return Rate(patients, len(events), time.patients - patients, None, None, None)
    low, high = poisson_interval(len(events))
    return Rate(
        patients=patients,
        events=len(events),
        without=time.patients - patients,
        rate=len(events) / time.months,
        lower=low / time.months,
        upper=high / time.months,
    )


def poisson_interval(events: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact two-sided interval of the mean of a Poisson count.

    lower = Gamma^-1(a/2; k), upper = Gamma^-1(1 - a/2; k + 1), a = 1 - confidence, which are half the quantiles of
    chi-squared with 2k and 2k + 2 degrees of freedom; lower is 0 at k = 0. Assumes that events are independent and come
    at one constant rate: events that recur in one patient make the true interval wider. Unit: events.
    Source: Garwood F. Biometrika 1936;28:437-442.
    """
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events, tail))
    return low, float(gammaincinv(events + 1, 1 - tail))
