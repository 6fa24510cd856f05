"""What a course that bends by itself does to a comparison of slopes: change without any effect."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.calendar import MONTH_DAYS
from trial.columns import Floats
from trial.words import listed

FALL, MONTHS = 1.6525, 15.0
"""z(t) = z0 - FALL (1 - exp(-t / MONTHS)): it loses 0.91 in the first year, as the placebo patients of Traynor 2004."""
BEFORE, AFTER = (-90, -30, 0), (14, 30, 61, 183, 365)
"""Days of the example: three points up to the infusion, and the planned visits after it."""


@dataclass(frozen=True, slots=True)
class Spurious:
    """Slopes per month of a bending course without any effect, and the slowing in per cent that they feign."""

    pre: float
    post: float
    slowing: float


def course(days: Sequence[int], months: float = MONTHS) -> Floats:
    """Give the course on some days: 0 on day 0, levelling off with the time constant `months`."""
    gone = np.asarray(days, dtype=np.float64) / MONTH_DAYS / months
    return np.asarray(-FALL * (1 - np.exp(-gone)), dtype=np.float64)


def spurious(months: float = MONTHS, before: Sequence[int] = BEFORE, after: Sequence[int] = AFTER) -> Spurious:
    """Fit straight lines to the course, day 0 in both (M3), and give the slowing 100 (post - pre) / |pre|.

    No noise, no effect: all of it is the bend. Assumes the exponential course above; its direction is an assumption.
    """
    pre, post = (_slope(days, months) for days in (tuple(before), (0, *after)))
    return Spurious(pre, post, 100 * (post - pre) / abs(pre))


def _slope(days: Sequence[int], months: float) -> float:
    month = np.asarray(days, dtype=np.float64) / MONTH_DAYS
    away = month - month.mean()
    return float(away @ course(days, months) / (away @ away))


def sentence(names: Sequence[str] = ("MVIC scores",), months: float = MONTHS) -> str:
    """Say it in words that stand beside the slopes of courses that level off by themselves."""
    single = len(names) == 1 and not names[0].endswith("scores")
    what = "levels off by itself" if single else "level off by themselves"
    return (
        f"{listed(list(names))} {what}: without any effect of treatment straight lines before and after show "
        f"{spurious(months).slowing:.0f} % slowing on the planned days; Group has it for the days held."
    )
