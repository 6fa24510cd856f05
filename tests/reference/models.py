"""Second implementations of the models: statsmodels OLS of the whole design, SciPy's linregress and theilslopes.

M1 and M2 are one regression each with all their columns, so that the covariance matrix gives the errors of sums of
coefficients; nothing is orthogonalised or pooled by hand as in trial.models. Welch's degrees of freedom follow
SciPy's own t test (scipy/stats/_stats_py.py `_unequal_var_ttest_denom`, BSD-3-Clause), with the squared errors of the
slopes in place of vn and n - 2 in place of n - 1:

    df = (vn1 + vn2)**2 / (vn1**2 / (n1 - 1) + vn2**2 / (n2 - 1))
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import stats

MONTH = 30.4375


@dataclass(frozen=True)
class Wanted:
    """What a model gives; nan where the model has no such number. `pre` and `post`: value, SE, lower, upper."""

    pre: tuple[float, float, float, float]
    post: tuple[float, float, float, float]
    estimate: float
    se: float
    lower: float
    upper: float
    df: float
    p: float


def spline(days: Sequence[float], values: Sequence[float]) -> Wanted:
    """M1 by statsmodels: b0 + b1 t + b2 max(t, 0)."""
    months = _months(days)
    return _regression([np.ones_like(months), months, np.clip(months, 0, None)], values, [0, 1, 0], [0, 1, 1])


def interaction(days: Sequence[float], values: Sequence[float]) -> Wanted:
    """M2 by statsmodels: b0 + b1 t + b2 I + b3 I t."""
    months = _months(days)
    after = (months > 0).astype(float)
    return _regression([np.ones_like(months), months, after, after * months], values, [0, 1, 0, 0], [0, 1, 0, 1])


def _months(days: Sequence[float]) -> NDArray[np.float64]:
    return np.asarray(days, dtype=float) / MONTH


def _regression(columns: list[NDArray[np.float64]], values: Sequence[float], pre: list[int], post: list[int]) -> Wanted:
    design = np.column_stack(columns)
    y = np.asarray(values, dtype=float)
    if len(y) == design.shape[1]:
        beta = np.linalg.solve(design, y)
        slopes = (float(beta @ pre), float(beta @ post))
        return Wanted(*((slope, nan, nan, nan) for slope in slopes), slopes[1] - slopes[0], *(nan,) * 5)
    fitted = sm.OLS(y, design).fit()
    change = [b - a for a, b in zip(pre, post, strict=True)]
    test = fitted.t_test(change)
    lower, upper = test.conf_int()[0]
    return Wanted(
        _contrast(fitted, pre), _contrast(fitted, post), float(test.effect[0]), float(np.squeeze(test.sd)),
        float(lower), float(upper), float(fitted.df_resid), float(test.pvalue),
    )  # fmt: skip


def _contrast(fitted: object, of: list[int]) -> tuple[float, float, float, float]:
    test = fitted.t_test(of)
    return float(test.effect[0]), float(np.squeeze(test.sd)), *map(float, test.conf_int()[0])


def welch(days: Sequence[float], values: Sequence[float]) -> Wanted:
    """M2w: two lines by linregress, degrees of freedom by Satterthwaite."""
    parts = [_linregress(*part) for part in _periods(days, values)]
    (b1, se1, n1), (b2, se2, n2) = parts
    df = (se1**2 + se2**2) ** 2 / (se1**4 / (n1 - 2) + se2**4 / (n2 - 2))
    se, change = sqrt(se1**2 + se2**2), b2 - b1
    lower, upper = stats.t.interval(0.95, df, loc=change, scale=se)
    own = ((b, error, *map(float, stats.t.interval(0.95, n - 2, loc=b, scale=error))) for b, error, n in parts)
    return Wanted(*own, change, se, float(lower), float(upper), df, float(2 * stats.t.sf(abs(change) / se, df)))


def _periods(
    days: Sequence[float], values: Sequence[float]
) -> tuple[tuple[list[float], list[float]], tuple[list[float], list[float]]]:
    both = list(zip(days, values, strict=True))
    before, after = [one for one in both if one[0] <= 0], [one for one in both if one[0] > 0]
    return tuple(([day for day, _ in part], [value for _, value in part]) for part in (before, after))


def _linregress(days: Sequence[float], values: Sequence[float]) -> tuple[float, float, int]:
    found = stats.linregress(_months(days), values)
    return float(found.slope), float(found.stderr), len(days)


def literature(days: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    """M3: slopes through t <= 0 and through t >= 0."""
    both = list(zip(days, values, strict=True))
    parts = ([one for one in both if one[0] <= 0], [one for one in both if one[0] >= 0])
    pre, post = (np.polyfit(_months([day for day, _ in part]), [value for _, value in part], 1)[0] for part in parts)
    return float(pre), float(post)


def theil_sen(days: Sequence[float], values: Sequence[float]) -> tuple[tuple[float, float, float, float], ...]:
    """Slope, intercept and interval of either period by scipy.stats.theilslopes."""
    return tuple(
        tuple(map(float, stats.theilslopes(part[1], _months(part[0]), 0.95))) for part in _periods(days, values)
    )
