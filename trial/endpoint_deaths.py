"""Deaths of the treated patients beside what natural history lets expect in the time they were followed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.group import survival
from trial.group.survival import Expected
from trial.subjects import Subject, SubjectStatus


@dataclass(frozen=True, slots=True)
class Deaths:
    """Deaths and the events of the reference, seen and expected.

    `events` are first deaths, tracheostomies or permanent ventilations after the anchor: what the reference of the
    study file is of. `expected` is None without a reference; it is never of deaths alone.
    """

    treated: int
    deaths: tuple[int, ...]
    """Treated patients who died, by position."""
    events: int
    interval: tuple[float, float]
    months: float
    expected: float | None
    reference_months: float | None
    event_free: float | None
    source: str


def build(analysis: Analysis, subjects: Sequence[Subject]) -> Deaths:
    """Count over the treated patients among `subjects`."""
    treated = [subject for subject in subjects if subject.anchor is not None]
    people = survival.followed(analysis, [subject.index for subject in treated])
    days = np.array([each.day for each in people], dtype=np.float64)
    events = sum(each.event is not None for each in people)
    reference = analysis.snapshot.study.survival
    expected = None if reference is None else Expected(reference.months, reference.event_free)
    return Deaths(
        treated=len(treated),
        deaths=tuple(subject.index for subject in treated if subject.status is SubjectStatus.DIED),
        events=events,
        interval=poisson_interval(events),
        months=float(days.sum()) / MONTH_DAYS,
        expected=None if expected is None else survival.expected_events(days, expected),
        reference_months=None if reference is None else reference.months,
        event_free=None if reference is None else reference.event_free,
        source="" if reference is None else reference.source,
    )


def poisson_interval(events: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact two-sided interval of a count (Garwood).

    lower = Gamma^-1(a/2; k), upper = Gamma^-1(1 - a/2; k + 1), shape k and scale 1, a = 1 - confidence; 0 at k = 0.
    Assumes that events fall independently in time. Source: Garwood F. Biometrika 1936;28:437-442.
    """
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events, tail))
    return low, float(gammaincinv(events + 1, 1 - tail))
