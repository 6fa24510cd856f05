"""How many patients have the primary safety endpoint: k of n with exact bounds, for every reading of the data.

Three analyses, three denominators, three tiers of severity and two windows of time; formulas in docs/statistics.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trial.endpoint_events import Judged, Standing, Tier
from trial.primary import EVALUABLE_DAYS, exact_interval, exact_upper_bound, is_followed
from trial.study import Study
from trial.subjects import Subject

YEAR, NEAR = 365, 31
"""Day that month 12 is aimed at without a planned visit, and how near a visit must be planned to stand for it."""
TRUE_RATES = (0.01, 0.05, 0.10, 0.20, 0.30, 0.50)
"""True rates for which the chance of seeing an event is told."""


class Reading(StrEnum):
    """Which events count."""

    PRIMARY = "primary"
    SENSITIVITY = "sensitivity"
    IF_CONFIRMED = "if_pending_confirmed"


class Denominator(StrEnum):
    """Of which patients."""

    TREATED = "treated"
    DAY_30 = "evaluable_day_30"
    MONTH_12 = "evaluable_month_12"


class Window(StrEnum):
    """In which time after the anchor an event must have begun."""

    WHOLE = "whole"
    PERI = "day_0_to_30"


@dataclass(frozen=True, slots=True)
class Horizons:
    """Until which day a patient without an event must have been followed, for each denominator."""

    month_12: int
    visit: str | None
    """The planned visit whose window opens on that day; None: no visit is planned near 12 months."""

    def days(self, denominator: Denominator) -> int | None:
        """Give the days of follow-up that a denominator asks for, None for all treated patients."""
        return {Denominator.DAY_30: EVALUABLE_DAYS, Denominator.MONTH_12: self.month_12}.get(denominator)


@dataclass(frozen=True, slots=True)
class Rate:
    """k of n with exact bounds (Clopper-Pearson), None of no patients. `subjects` are the k, by position."""

    reading: Reading
    denominator: Denominator
    tier: Tier
    window: Window
    k: int
    n: int
    lower: float | None
    upper: float | None
    upper_one_sided: float | None
    subjects: tuple[int, ...]
    ungraded: int
    """Patients who have such an event of which grade or seriousness is not recorded, and none that reaches the tier."""


def horizons(study: Study) -> Horizons:
    """Give the day that month 12 asks for: the opening of the window of the visit planned nearest to day 365."""
    near = [visit for visit in study.visits if abs(visit.day - YEAR) <= NEAR]
    visit = min(near, key=lambda each: abs(each.day - YEAR), default=None)
    return Horizons(YEAR, None) if visit is None else Horizons(visit.day + visit.window[0], visit.label)


def counts(one: Judged, reading: Reading) -> bool:
    """Say whether an event counts in an analysis.

    Primary: final, and uncertain attribution counts. Sensitivity: final, and uncertain attribution does not. If every
    pending one is confirmed: the primary one, and whatever waits.
    """
    match reading:
        case Reading.PRIMARY:
            return one.standing is Standing.EVENT
        case Reading.SENSITIVITY:
            return one.standing is Standing.EVENT and one.certain
        case Reading.IF_CONFIRMED:
            return one.standing in (Standing.EVENT, Standing.PENDING)


def rates(treated: Sequence[Subject], events: Mapping[int, Sequence[Judged]], at: Horizons) -> tuple[Rate, ...]:
    """Give every rate over the treated patients; `events` are those that bear on the endpoint, by position.

    Evaluable in a row are patients with an event of that row, whenever it was, and those followed for as many days as
    the denominator asks for. A pending event makes evaluable only where it counts.
    """
    indices = {subject.index for subject in treated}
    own = {index: found for index, found in events.items() if index in indices}
    followed = {denominator: _followed(treated, at.days(denominator)) for denominator in Denominator}
    rows = [(reading, window, tier) for reading in Reading for window in Window for tier in Tier]
    found = {row: _with_event(own, *row) for row in rows}
    return tuple(
        _rate(denominator, row, found[row], followed[denominator]) for denominator in Denominator for row in rows
    )


def _followed(treated: Iterable[Subject], days: int | None) -> frozenset[int]:
    return frozenset(subject.index for subject in treated if days is None or is_followed(subject, days))


@dataclass(frozen=True, slots=True)
class _Found:
    """Patients with an event of a row, and how many have one of which it is not known and none that is."""

    counted: tuple[int, ...]
    ungraded: int


def _with_event(events: Mapping[int, Sequence[Judged]], reading: Reading, window: Window, tier: Tier) -> _Found:
    counted, ungraded = list[int](), 0
    for index, found in sorted(events.items()):
        own = [one for one in found if counts(one, reading) and (window is Window.WHOLE or one.is_early)]
        reached = [one.reaches(tier) for one in own]
        if any(reached):
            counted.append(index)
        elif None in reached:
            ungraded += 1
    return _Found(tuple(counted), ungraded)


def _rate(denominator: Denominator, row: tuple[Reading, Window, Tier], found: _Found, followed: frozenset[int]) -> Rate:
    k, n = len(found.counted), len(followed | set(found.counted))
    reading, window, tier = row
    return Rate(reading, denominator, tier, window, k, n, *_bounds(k, n), found.counted, found.ungraded)


def _bounds(k: int, n: int) -> tuple[float | None, float | None, float | None]:
    if not n:
        return None, None, None
    return *exact_interval(k, n), exact_upper_bound(k, n)


def chance_of_any(rate: float, patients: int) -> float:
    """Give the chance to see at least one event among independent patients of one true rate: 1 - (1 - rate)^n."""
    return float(1 - (1 - rate) ** patients)
