"""How the noise of single visits reaches the slopes: the weights that a patient's own days give each value.

Every slope of the continuous spline is a weighted sum of the values; the weights depend on the days alone. With equal
and independent errors of SD sigma, the errors of (pre, post) have covariance sigma^2 W W'. Time is months.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.columns import Flags, Floats


@dataclass(frozen=True, eq=False)
class Design:
    """One patient's visit days as months, and the weights of each value in the slopes (rows: pre, post)."""

    months: Floats
    weights: Floats

    @property
    def covariance(self) -> Floats:
        """Covariance of the errors of pre and post for residuals of SD 1."""
        return np.asarray(self.weights @ self.weights.T)

    @property
    def change_sd(self) -> float:
        """SD of the change (post minus pre) for residuals of SD 1."""
        across = self.weights[1] - self.weights[0]
        return float(np.sqrt(across @ across))


def spline(days: Floats) -> Design:
    """Give the weights of the continuous spline y = b0 + b1 t + b2 max(t, 0): pre b1, post b1 + b2 (M1)."""
    months = days / MONTH_DAYS
    columns = np.column_stack((np.ones(len(months)), months, np.maximum(months, 0.0)))
    solved = np.linalg.pinv(columns)
    return Design(months, np.vstack((solved[1], solved[1] + solved[2])))


def separate(days: Floats) -> Design:
    """Give the weights of two separate lines that share day 0, as published tables use them (M3)."""
    months = days / MONTH_DAYS
    return Design(months, np.vstack([_line(months, days <= 0), _line(months, days >= 0)]))


def _line(months: Floats, taken: Flags) -> Floats:
    away = np.where(taken, months - months[taken].mean(), 0.0)
    return np.asarray(away / (away @ away))


def of_patients(analysis: Analysis, subjects: Sequence[int], endpoint: int) -> tuple[Design, ...]:
    """Give the designs of these patients: their own used days of this endpoint."""
    points, width = analysis.points, len(analysis.snapshot.study.endpoints)
    found: list[Design] = []
    for subject in subjects:
        pair = subject * width + endpoint
        rows = slice(int(points.offsets[pair]), int(points.offsets[pair + 1]))
        found.append(spline(points.day[rows][points.used[rows]]))
    return tuple(found)
