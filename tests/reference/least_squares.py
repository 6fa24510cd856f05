"""Second implementations of the fits: statsmodels, SciPy, and arithmetic without rounding.

statsmodels 0.15 (statsmodels/regression/linear_model.py, BSD-3-Clause) fits by the pseudo-inverse of the whole design:

    self.normalized_cov_params = np.dot(pinv_wexog, np.transpose(pinv_wexog))
    beta = np.dot(self.pinv_wexog, self.wendog)
    scale = np.dot(wresid, wresid) / self.df_resid

SciPy 1.17 (scipy/stats/_stats_py.py `linregress`, BSD-3-Clause) goes by way of the correlation:

    ssxm, ssxym, _, ssym = np.cov(x, y, bias=1).flat
    r = ssxym / np.sqrt(ssxm * ssym)
    slope = ssxym / ssxm
    slope_stderr = np.sqrt((1 - r**2) * ssym / ssxm / df)

The third solves the normal equations in fractions: a value that is wrong there is wrong by formula, not by rounding.
The prediction limits are those of statsmodels `get_prediction(...).summary_frame()`, `obs_ci_lower` and `obs_ci_upper`.
None of them shares a line, an order of sums or a centring with trial.slopes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import stats

MONTH = 30.4375


@dataclass(frozen=True)
class Fit:
    """Coefficients, their standard errors, 95 % intervals and p; s; degrees of freedom."""

    beta: tuple[float, ...]
    se: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]
    p: tuple[float, ...]
    s: float
    df: int


def _straight(days: Sequence[float]) -> NDArray[np.float64]:
    months = np.asarray(days) / MONTH
    return np.column_stack([np.ones_like(months), months])


def _hinged(days: Sequence[float]) -> NDArray[np.float64]:
    months = np.asarray(days) / MONTH
    return np.column_stack([np.ones_like(months), months, np.clip(months, 0, None)])


def _ols(design: NDArray[np.float64], values: Sequence[float]) -> Fit:
    model = sm.OLS(np.asarray(values, dtype=float), design).fit()
    low_high = tuple((float(low), float(high)) for low, high in model.conf_int(alpha=0.05))
    floats = (tuple(map(float, column)) for column in (model.params, model.bse))
    return Fit(*floats, low_high, tuple(map(float, model.pvalues)), sqrt(model.scale), int(model.df_resid))


def statsmodels_line(days: Sequence[float], values: Sequence[float]) -> Fit:
    """Fit y = b0 + b1 t."""
    return _ols(_straight(days), values)


def statsmodels_spline(days: Sequence[float], values: Sequence[float]) -> Fit:
    """Fit y = b0 + b1 t + b2 max(t, 0)."""
    return _ols(_hinged(days), values)


def statsmodels_band(
    days: Sequence[float], values: Sequence[float], at: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give the line and the 95 % confidence limits of its mean at other days."""
    fitted = sm.OLS(np.asarray(values, dtype=float), _straight(days)).fit()
    frame = fitted.get_prediction(_straight(at)).summary_frame(alpha=0.05)
    return tuple(frame[column].to_numpy() for column in ("mean", "mean_ci_lower", "mean_ci_upper"))


def statsmodels_prediction(
    days: Sequence[float], values: Sequence[float], at: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give the line and the 95 % prediction limits of one new value at other days."""
    fitted = sm.OLS(np.asarray(values, dtype=float), _straight(days)).fit()
    frame = fitted.get_prediction(_straight(at)).summary_frame(alpha=0.05)
    return tuple(frame[column].to_numpy() for column in ("mean", "obs_ci_lower", "obs_ci_upper"))


def scipy_line(days: Sequence[float], values: Sequence[float]) -> tuple[float, float, float]:
    """Give slope, standard error and intercept by `linregress`."""
    found = stats.linregress(np.asarray(days) / MONTH, values)
    return float(found.slope), float(found.stderr), float(found.intercept)


def exact_line(days: Sequence[int], values: Sequence[float]) -> Fit:
    """Fit y = b0 + b1 t in fractions."""
    return _exact([[Fraction(1), _months(day)] for day in days], values)


def exact_spline(days: Sequence[int], values: Sequence[float]) -> Fit:
    """Fit y = b0 + b1 t + b2 max(t, 0) in fractions."""
    return _exact([[Fraction(1), _months(day), max(_months(day), Fraction(0))] for day in days], values)


def _months(day: int) -> Fraction:
    return Fraction(int(day)) / Fraction(MONTH)


def _exact(design: list[list[Fraction]], values: Sequence[float]) -> Fit:
    """Solve X'X b = X'y by Gauss-Jordan elimination; only the square roots and t are not exact."""
    y = [Fraction(value) for value in values]
    size, df = len(design[0]), len(y) - len(design[0])
    normal = [[sum(row[i] * row[j] for row in design) for j in range(size)] for i in range(size)]
    inverse = _inverse(normal)
    moments = [sum(row[i] * value for row, value in zip(design, y, strict=True)) for i in range(size)]
    beta = [sum(inverse[i][j] * moments[j] for j in range(size)) for i in range(size)]
    fitted = [sum(b * x for b, x in zip(beta, row, strict=True)) for row in design]
    variance = sum((value - fit) ** 2 for value, fit in zip(y, fitted, strict=True)) / df
    se = tuple(sqrt(variance * inverse[i][i]) for i in range(size))
    quantile = float(stats.t.ppf(0.975, df))
    b = tuple(float(each) for each in beta)
    intervals = tuple((each - quantile * error, each + quantile * error) for each, error in zip(b, se, strict=True))
    p = tuple(
        float(2 * stats.t.sf(abs(each) / error, df)) if error else float("nan")
        for each, error in zip(b, se, strict=True)
    )
    return Fit(b, se, intervals, p, sqrt(variance), df)


def _inverse(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    size = len(matrix)
    rows = [[*row, *(Fraction(int(i == j)) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = next(k for k in range(i, size) if rows[k][i] != 0)
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [each / rows[i][i] for each in rows[i]]
        for k in range(size):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[size:] for row in rows]
