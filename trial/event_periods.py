"""In which period of the trial an event began: before the procedures, between them, or how long after the anchor."""

from collections.abc import Iterable
from enum import StrEnum

import numpy as np

from trial.columns import Counts, Floats
from trial.event_onset import Moment

ACUTE_DAYS = 3
"""The last day of T0: 72 hours from the anchor. Of days without hours the whole third day counts."""
EARLY_DAYS = 30
"""The last day of E."""


class Period(StrEnum):
    """The periods of a trial with one aspiration and one infusion, in the order of time."""

    BEFORE = "PRE"
    ASPIRATION = "ASP"
    ACUTE = "T0"
    EARLY = "E"
    LATE = "L"


PERIODS = tuple(Period)
_ACUTE, _EARLY, _LATE = (PERIODS.index(each) for each in (Period.ACUTE, Period.EARLY, Period.LATE))


def possible_periods(
    start: Moment, end: Moment, anchors: Floats, aspirations: Floats, has_aspirations: bool
) -> list[tuple[Period, ...]]:
    """Give the periods in which each event may have begun: one for a complete date, none without a date or an anchor.

    A partial start leaves every period that its days touch; no event begins after its own end. Where a study aspirates
    marrow, but a patient has no day of it, an onset before the anchor may be PRE or ASP; a study without aspirations
    has no ASP.
    """
    over = np.where(end.latest >= start.earliest, end.latest, np.inf)
    latest = np.fmin(start.latest, over)
    aspirated = aspirations - anchors
    first = _place(start.earliest - anchors, aspirated, 0)
    last = _place(latest - anchors, aspirated, int(has_aspirations))
    known = ~np.isnan(start.earliest - anchors)
    rows = zip(first.tolist(), last.tolist(), known.tolist(), strict=True)
    return [_between(low, high, has_aspirations) if is_known else () for low, high, is_known in rows]


def _place(day: Floats, aspirated: Floats, unknown: int) -> Counts:
    """Give the place of each day among the periods; `unknown` stands before the anchor without an aspiration."""
    before = np.where(np.isnan(aspirated), unknown, (day >= aspirated).astype(np.int64))
    after = np.where(day > EARLY_DAYS, _LATE, np.where(day > ACUTE_DAYS, _EARLY, _ACUTE))
    return np.where(day >= 0, after, before).astype(np.int64)


def _between(low: int, high: int, has_aspirations: bool) -> tuple[Period, ...]:
    found = PERIODS[low : high + 1]
    return found if has_aspirations else tuple(each for each in found if each is not Period.ASPIRATION)


def period_text(periods: Iterable[Period]) -> str | None:
    """Write what is possible: "T0", "T0 or E", "ASP, T0 or E"; None where nothing is known."""
    names = [str(each) for each in periods]
    if len(names) < 2:
        return names[0] if names else None
    return f"{', '.join(names[:-1])} or {names[-1]}"
