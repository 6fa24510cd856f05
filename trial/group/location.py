"""Where the individual changes lie together: mean with its t interval, Hodges-Lehmann with its exact interval.

Units are those of the changes (units per month). Formulas, assumptions and proofs: docs/statistics.md.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit

from trial.columns import Floats
from trial.group.signs import MOST_RANKED, rank_sum_distribution
from trial.least_squares import UPPER_TAIL

HALVINGS = 60
LEAST_LEVEL = 0.90
"""An exact interval that cannot reach this level is not given."""


@dataclass(frozen=True, slots=True)
class Mean:
    """Mean, SD and paired t of n changes. What n does not allow is None: the SD below 2, t where the SD is 0."""

    n: int
    mean: float
    sd: float | None
    se: float | None
    t: float | None
    df: int | None
    p: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class HodgesLehmann:
    """Median of the Walsh averages with the exact interval of level `level`, None where n reaches no useful level."""

    estimate: float
    lower: float | None
    upper: float | None
    level: float | None


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's r of two columns of n patients; None with `reason` where it is not defined."""

    r: float | None
    n: int
    reason: str | None


def mean(changes: Floats) -> Mean:
    """Give mean, SD and the paired t test: t = mean / (SD / sqrt(n)), n - 1 degrees of freedom, 95 % interval.

    Assumption: changes are independent and normal. Six of them cannot show that. Source: Student, Biometrika 1908;6:1.
    """
    n, centre = len(changes), float(changes.mean())
    if n < 2:
        return Mean(n, centre, None, None, None, None, None, None, None)
    sd = float(changes.std(ddof=1))
    if sd <= 1e-12 * float(np.abs(changes).max()):
        return Mean(n, centre, 0.0, 0.0, None, n - 1, None, None, None)
    se = sd / n**0.5
    half = half_width(se, n - 1)
    return Mean(n, centre, sd, se, centre / se, n - 1, two_sided_t(centre / se, n - 1), centre - half, centre + half)


def half_width(se: float, df: int) -> float:
    """Give half the 95 % interval of a mean: t(.975, df) SE."""
    return float(stdtrit(df, UPPER_TAIL)) * se


def two_sided_t(t: float, df: int) -> float:
    """Give 2 P(T >= |t|) with df degrees of freedom."""
    return float(2 * stdtr(df, -abs(t)))


def hodges_lehmann(changes: Floats) -> HodgesLehmann:
    """Give the median of all (d_i + d_j) / 2, i <= j, and the exact interval from the signed-rank distribution.

    The interval runs from the c-th smallest to the c-th largest Walsh average, c the largest with
    2 P(W <= c - 1) <= 0.05, at least 1; its level is 1 - 2 P(W <= c - 1). Six changes: least to greatest, 96.875 %.
    Assumption: symmetric about one centre. Source: Hodges and Lehmann, Ann Math Stat 1963;34:598; Hollander and Wolfe,
    3.2 and 3.3.
    """
    n = len(changes)
    if n > MOST_RANKED:
        return _of_many(np.sort(changes))
    first, second = np.triu_indices(n)
    walsh = np.sort((changes[first] + changes[second]) / 2)
    # Without ties the doubled ranks are even: every second chance is that of a whole W.
    below = np.cumsum(rank_sum_distribution(np.arange(1.0, n + 1))[::2])
    cut = max(1, int(np.searchsorted(2 * below, 2 * (1 - UPPER_TAIL) + 1e-12, side="right")))
    level = 1 - 2 * float(below[cut - 1])
    if level < LEAST_LEVEL:
        return HodgesLehmann(float(np.median(walsh)), None, None, None)
    return HodgesLehmann(float(np.median(walsh)), float(walsh[cut - 1]), float(walsh[-cut]), level)


def _of_many(ordered: Floats) -> HodgesLehmann:
    """Give the same for many changes: the ranks are normal, and Walsh averages are counted, not listed."""
    n = len(ordered)
    every = n * (n + 1) // 2
    spread = (every * (2 * n + 1) / 12) ** 0.5
    cut = max(1, int(every / 2 - float(ndtri(UPPER_TAIL)) * spread))
    middle = (_walsh(ordered, (every + 1) // 2) + _walsh(ordered, every // 2 + 1)) / 2
    return HodgesLehmann(middle, _walsh(ordered, cut), _walsh(ordered, every + 1 - cut), 2 * UPPER_TAIL - 1)


def _walsh(ordered: Floats, place: int) -> float:
    """Give the Walsh average at `place` from below, by halving the range in which it lies."""
    low, high = float(ordered[0]), float(ordered[-1])
    own = np.arange(len(ordered))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = np.searchsorted(ordered, 2 * middle - ordered, side="right") - own
        low, high = (low, middle) if int(below[below > 0].sum()) >= place else (middle, high)
    return high


def correlation(one: Floats, other: Floats) -> Correlation:
    """Give Pearson's r of the slope before and the change: regression to the mean makes it negative by itself."""
    n = len(one)
    if n < 3:
        return Correlation(None, n, f"{n} evaluable: a correlation needs 3")
    if np.ptp(one) <= 1e-12 * float(np.abs(one).max()) or np.ptp(other) <= 1e-12 * float(np.abs(other).max()):
        return Correlation(None, n, "all equal: no correlation")
    return Correlation(float(np.corrcoef(one, other)[0, 1]), n, None)
