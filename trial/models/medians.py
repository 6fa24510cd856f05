"""The robust alternative: slopes by Theil and Sen, the median of all slopes between two points of a period.

Source: Sen, J Am Stat Assoc 1968;63:1379-1389, with SciPy's conventions (scipy.stats.theilslopes).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from trial.calendar import MONTH_DAYS
from trial.columns import Counts, Flags, Floats
from trial.least_squares import UPPER_TAIL
from trial.models.estimates import LEAST_BEFORE, Estimates, Lack, Model, Quantity, lacks
from trial.models.least import too_few

INTERVAL_POINTS = 6
"""Points from which the interval by ranks is given: with fewer it is as wide as the slopes themselves."""
MOST_SLOPES = 2_000_000
"""Slopes between points that are held at a time."""


@dataclass(frozen=True, eq=False)
class Medians:
    """The median slope of every pair in one period; NaN where one cannot be given."""

    n: Counts
    slope: Floats
    intercept: Floats
    """Median value less slope times median month."""
    lower: Floats
    upper: Floats


def medians(pair: Counts, day: Floats, value: Floats, pairs: int) -> Medians:
    """Give the median of (yj - yi) / (tj - ti), i < j, of each pair; observations lie by pair, no two on one day."""
    n = np.bincount(pair, minlength=pairs).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(n)[:-1]]).astype(np.int64)
    slope, intercept, lower, upper = (np.full(pairs, np.nan) for _ in range(4))
    for size in np.unique(n[n >= LEAST_BEFORE]).tolist():
        alike = np.flatnonzero(n == size)
        step = max(1, MOST_SLOPES // (size * size))
        for start in range(0, len(alike), step):
            group = alike[start : start + step]
            rows = first[group, None] + np.arange(size)
            months, values = day[rows] / MONTH_DAYS, value[rows]
            slopes = _slopes(months, values)
            slope[group] = np.median(slopes, axis=1)
            intercept[group] = np.median(values, axis=1) - slope[group] * np.median(months, axis=1)
            if size >= INTERVAL_POINTS:
                lower[group], upper[group] = _interval(slopes, values)
    return Medians(n, slope, intercept, lower, upper)


def _slopes(months: Floats, values: Floats) -> Floats:
    """Give the slopes between every two points of each row, ascending."""
    one, other = np.triu_indices(months.shape[1], 1)
    slopes = (values[:, other] - values[:, one]) / (months[:, other] - months[:, one])
    slopes.sort(axis=1)
    return np.asarray(slopes, dtype=np.float64)


def _interval(slopes: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Give the 95 % interval by ranks (Sen 1968, 2.6), less variance where values are tied.

    sigma^2 = (n (n - 1)(2n + 5) - sum over ties k (k - 1)(2k + 5)) / 18; ranks (N -+ z sigma) / 2 of N slopes.
    """
    n, count = values.shape[1], slopes.shape[1]
    tied = (values[:, :, None] == values[:, None, :]).sum(axis=2)  # of each point: how many have its value
    ties = ((tied - 1) * (2 * tied + 5)).sum(axis=1)
    sigma = np.sqrt((n * (n - 1) * (2 * n + 5) - ties) / 18)
    z = float(ndtri(UPPER_TAIL))
    upper = np.minimum(np.round((count + z * sigma) / 2).astype(np.int64), count - 1)
    lower = np.maximum(np.round((count - z * sigma) / 2).astype(np.int64) - 1, 0)
    rows = np.arange(len(slopes))
    return slopes[rows, lower], slopes[rows, upper]


def theil_sen(before: Medians, after: Medians) -> Estimates:
    """Give both median slopes and their difference, for which there is no interval."""
    enough = np.isfinite(before.slope) & np.isfinite(after.slope)
    none = np.full(len(enough), np.nan)
    pre, post = (_period(enough, each) for each in (before, after))
    return Estimates(
        model=Model.THEIL_SEN,
        n_pre=before.n,
        n_post=after.n,
        pre=pre,
        post=post,
        change=Quantity(post.value - pre.value, none, none, none),
        df=none,
        p=none,
        lack=lacks(*too_few(before.n, after.n), (enough, Lack.MEDIANS_ONLY)),
    )


def _period(enough: Flags, of: Medians) -> Quantity:
    none = np.full(len(of.n), np.nan)
    return Quantity(*(np.where(enough, column, np.nan) for column in (of.slope, none, of.lower, of.upper)))
