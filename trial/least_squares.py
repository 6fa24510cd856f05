"""Sums within many small samples at once, taken about the mean of each: the arithmetic under every fit.

A *pair* is one subject and one endpoint; `pair` says to which each observation belongs. Time is months of 30.4375 days.
"""

import numpy as np
from scipy.special import stdtr, stdtrit

from trial.calendar import MONTH_DAYS
from trial.columns import Counts, Floats

UPPER_TAIL = 0.975
"""Every interval and band is a two-sided 95 % one."""
EXACT = 1e-10
"""Residuals are rounding, not scatter, where their root mean square is at most this part of the largest absolute value:
far above double rounding (about 1e-15), far below the last recorded digit of a clinical value (1e-8 at the least)."""


class Sample:
    """Observations of many pairs, centred within each: months `x`, values `y`, and the sums that every fit needs."""

    def __init__(self, pair: Counts, day: Floats, value: Floats, pairs: int) -> None:
        """Take observations on relative days; `pairs` counts the pairs, those without observations included."""
        self.pair, self.pairs = pair, pairs
        self.n: Counts = np.bincount(pair, minlength=pairs).astype(np.int64)
        self.first_day, self.last_day = self.least(day), -self.least(-day)
        mean_day, days = self.centred(day)
        self.mean_months, self.x = mean_day / MONTH_DAYS, days / MONTH_DAYS
        self.mean_value, self.y = self.centred(value)
        self.sxx = self.total(self.x * self.x)
        self._rounding = EXACT * -self.least(-np.abs(value))

    def total(self, of: Floats) -> Floats:
        """Sum within each pair."""
        return np.bincount(self.pair, weights=of, minlength=self.pairs).astype(np.float64)

    def least(self, of: Floats) -> Floats:
        """Give the least of each pair, NaN without observations."""
        found = np.full(self.pairs, np.inf)
        np.minimum.at(found, self.pair, of)
        return np.where(self.n > 0, found, np.nan)

    def centred(self, of: Floats) -> tuple[Floats, Floats]:
        """Give the mean of each pair and what is left of each observation; equal observations leave exactly nothing."""
        least = self.least(of)
        above = of - least[self.pair]
        mean = ratio(self.total(above), self.n)
        return least + mean, above - mean[self.pair]

    def residual_sd(self, residual: Floats, parameters: int) -> Floats:
        """Give s = sqrt(SSE / df), df = n - parameters: 0 where residuals are rounding, NaN without df."""
        squares = self.total(residual * residual)
        scatter = np.where(squares <= self.n * self._rounding**2, 0.0, squares)
        return np.sqrt(ratio(scatter, self.n - parameters))


def ratio(above: Floats, below: Floats | Counts) -> Floats:
    """Divide where the divisor is above 0; NaN elsewhere."""
    quotient = np.full(len(above), np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient


def two_sided_p(estimate: Floats, se: Floats, df: Counts | Floats) -> Floats:
    """Give 2 P(T >= |estimate| / se), T with df degrees of freedom; NaN without an error or with df under 1."""
    p = 2 * stdtr(np.maximum(df, 1), -np.abs(ratio(estimate, se)))
    return np.where(df >= 1, p, np.nan)


def t_quantile(df: Counts | Floats) -> Floats:
    """Give t(.975, df), evaluated once for each distinct df; NaN below 1."""
    distinct, position = np.unique(df, return_inverse=True)
    quantile = np.full(len(distinct), np.nan)
    quantile[distinct >= 1] = stdtrit(distinct[distinct >= 1], UPPER_TAIL)
    return quantile[position]
