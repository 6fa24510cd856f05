"""Restricted likelihood of the model with a random line per patient, found on its boundary too.

V = I + Z L L' Z' times the residual variance; L, lower triangular, holds the spread of intercept and slope between
patients relative to the residual SD. Everything is a sum of small products per patient, so one look costs the same
however many points there are. Source: Bates and others, J Stat Softw 2015;67:1 (profiled deviance, relative factor).
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import minimize

from trial.columns import Counts, Floats

SPREADS = (0.02, 0.1, 0.3, 1.0, 3.0, 8.0)
CORRELATIONS = (-0.95, -0.5, 0.0, 0.5, 0.95)
BEST_STARTS, MANY, BEST_OF_MANY = 6, 30, 3
"""The deviance is looked at on a coarse grid; from so many of its lowest places the search goes on, from fewer with
MANY patients or more. One start is not enough at any number: 1 study in 40 of 300 patients then ends elsewhere."""
BOUNDS = ((0.0, None), (None, None), (0.0, None))
STEP = 1e-5
"""Of the differences that stand for the slope of the deviance."""
CLOSE = {"ftol": 1e-13, "gtol": 1e-7, "maxiter": 300}


@dataclass(frozen=True, eq=False)
class Found:
    """The fit: fixed effects, their covariance, residual variance, the relative factor (L11, L21, L22)."""

    fixed: Floats
    covariance: Floats
    residual_variance: float
    factor: Floats


@dataclass(frozen=True, eq=False)
class _Profile:
    """A row a factor: deviance, X'V^-1 X, X'V^-1 y, weighted residual sum of squares."""

    deviance: Floats
    cross: Floats
    fixed: Floats
    rss: Floats


class Likelihood:
    """The products that the restricted likelihood needs, summed per patient."""

    def __init__(self, patient: Counts, fixed: Floats, values: Floats) -> None:
        """Take the design (columns 1, t, max(t, 0)); the first two are random between patients."""
        _, owner = np.unique(patient, return_inverse=True)
        self._centre, scale = float(values.mean()), float(np.sqrt(np.mean(fixed[:, 1] ** 2))) or 1.0
        y = values - self._centre
        z = fixed[:, :2] / np.array([1.0, scale])
        both = np.column_stack((fixed, y))
        self._zz, self._zb, self._bb = _sums(owner, z, z), _sums(owner, z, both), both.T @ both
        self._free = len(y) - fixed.shape[1]

    def fit(self, correlated: bool) -> Found:
        """Find the least restricted deviance from several starts, the correlation held at 0 unless `correlated`."""
        taken = np.array([0, 1, 2] if correlated else [0, 2])
        starts = _grid(correlated)
        best = BEST_STARTS if len(self._zz) < MANY else BEST_OF_MANY
        lowest = np.argsort(self.deviances(starts), kind="stable")[:best]

        def asked(part: Floats) -> tuple[float, Floats]:
            around = np.zeros((1 + 2 * len(taken), 3))
            around[:, taken] = part
            for place, column in enumerate(taken.tolist()):
                around[1 + 2 * place, column] += STEP
                around[2 + 2 * place, column] -= STEP
            found = self.deviances(around)
            return float(found[0]), (found[1::2] - found[2::2]) / (2 * STEP)

        bounds = [BOUNDS[place] for place in taken.tolist()]
        ends = [
            minimize(asked, start, method="L-BFGS-B", jac=True, bounds=bounds, options=CLOSE)
            for start in starts[lowest][:, taken]
        ]
        factor = np.zeros(3)
        factor[taken] = min(ends, key=lambda each: float(each.fun)).x
        return self._found(factor)

    def deviances(self, factors: Floats) -> Floats:
        """Give -2 times the restricted log-likelihood at each relative factor (a row each), but for a constant."""
        return self._profiled(factors).deviance

    def _found(self, factor: Floats) -> Found:
        at = self._profiled(factor[None, :])
        variance, fixed = float(at.rss[0]) / self._free, at.fixed[0].copy()
        fixed[0] += self._centre
        return Found(fixed, variance * np.linalg.inv(at.cross[0]), variance, factor)

    def _profiled(self, factors: Floats) -> _Profile:
        root = np.zeros((len(factors), 1, 2, 2))
        root[:, 0, 0, 0], root[:, 0, 1, 0], root[:, 0, 1, 1] = factors.T
        turned = root.transpose(0, 1, 3, 2)
        inner = np.eye(2) + turned @ self._zz @ root
        through = turned @ self._zb
        det = inner[..., 0, 0] * inner[..., 1, 1] - inner[..., 0, 1] * inner[..., 1, 0]
        inverse = np.empty_like(inner)
        inverse[..., 0, 0], inverse[..., 1, 1] = inner[..., 1, 1], inner[..., 0, 0]
        inverse[..., 0, 1], inverse[..., 1, 0] = -inner[..., 0, 1], -inner[..., 1, 0]
        weighed = through.transpose(0, 1, 3, 2) @ (inverse / det[..., None, None]) @ through
        left = self._bb - weighed.sum(axis=1)
        cross, toward = left[:, :-1, :-1], left[:, :-1, -1]
        fixed = np.linalg.solve(cross, toward[..., None])[..., 0]
        rss = np.maximum(left[:, -1, -1] - (fixed * toward).sum(axis=1), np.finfo(np.float64).tiny)
        spread = np.log(det).sum(axis=1) + np.linalg.slogdet(cross)[1]
        return _Profile(spread + self._free * np.log(rss), cross, fixed, rss)


def _grid(correlated: bool) -> Floats:
    """Give places to start from: spreads of intercept and slope, and how the slope goes with the intercept."""
    places = product(SPREADS, SPREADS, CORRELATIONS if correlated else (0.0,))
    return np.array([(first, second * r, second * (1 - r * r) ** 0.5) for first, second, r in places])


def _sums(owner: Counts, one: Floats, other: Floats) -> Floats:
    """Sum the products of the rows of two tables for each owner."""
    found = np.zeros((int(owner.max()) + 1, one.shape[1], other.shape[1]))
    np.add.at(found, owner, one[:, :, None] * other[:, None, :])
    return found
