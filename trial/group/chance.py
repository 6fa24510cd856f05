"""What no effect at all looks like: changes simulated for this very set of visit dates, from natural history.

Each draw gives every patient a slope from Normal(mean, SD between patients) that the anchor does not alter, and values
scattered about that line with the residual SD; the continuous spline then finds the slopes before and after. Because
these are weighted sums of the values, their errors are drawn directly. Seeded: the same data give the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, stdtrit

from trial.columns import Flags, Floats
from trial.group.design import Design

DRAWS = 20_000
MOST_VALUES = 600_000
"""Draws times patients: up to 30 patients have all draws, more patients fewer."""
LEAST_DRAWS = 1_000
SEED = 1_082_653
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Natural:
    """Natural history of an endpoint: mean slope and SD between patients per month, SD of a single value."""

    slope: float
    sd: float
    residual_sd: float


@dataclass(frozen=True, eq=False)
class Drawn:
    """Simulated slopes without any effect: a row a draw, a column a patient."""

    pre: Floats
    change: Floats

    @property
    def draws(self) -> int:
        """Count the draws."""
        return len(self.pre)

    def of(self, patients: Flags) -> "Drawn":
        """Give the slopes of these patients alone."""
        return Drawn(self.pre[:, patients], self.change[:, patients])


@dataclass(frozen=True, slots=True)
class Power:
    """For a true slowing of `effect` (units per month): the chance that all changes share a sign, and of t p < 0.05."""

    effect: float
    same_sign: float
    paired_t: float


def draws_for(patients: int) -> int:
    """Give the number of draws for so many patients."""
    return min(DRAWS, max(LEAST_DRAWS, MOST_VALUES // max(patients, 1)))


def drawn(designs: Sequence[Design], natural: Natural, draws: int | None = None) -> Drawn:
    """Draw pre slopes and changes for these designs without any effect."""
    size, rng = draws or draws_for(len(designs)), np.random.default_rng(SEED)
    normal = rng.standard_normal((3, size, len(designs)))
    roots = np.array([np.linalg.cholesky(design.covariance) for design in designs]) * natural.residual_sd
    pre_error = roots[:, 0, 0] * normal[1]
    post_error = roots[:, 1, 0] * normal[1] + roots[:, 1, 1] * normal[2]
    return Drawn(natural.slope + natural.sd * normal[0] + pre_error, post_error - pre_error)


def spread(designs: Sequence[Design], natural: Natural) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give the covariance of (pre, post) without any effect: true slopes that do not change, plus mean error."""
    found = natural.sd**2 + natural.residual_sd**2 * np.mean([design.covariance for design in designs], axis=0)
    return (float(found[0, 0]), float(found[0, 1])), (float(found[1, 0]), float(found[1, 1]))


def power(no_effect: Drawn, designs: Sequence[Design], natural: Natural, effects: Sequence[float]) -> tuple[Power, ...]:
    """Give the power for each true slowing, the same in every patient.

    All changes on one side of 0, which alone reaches the smallest p of the exact tests: product of normal
    probabilities. Paired t at 0.05, two-sided: share of the draws, each moved by the effect.
    """
    errors = np.array([design.change_sd for design in designs]) * natural.residual_sd
    n = no_effect.change.shape[1]
    means = no_effect.change.mean(axis=1)
    limits = float(stdtrit(n - 1, 1 - LEVEL / 2)) * no_effect.change.std(axis=1, ddof=1) / n**0.5
    return tuple(
        Power(effect, same_sign(effect, errors), float(np.mean(np.abs(means + effect) > limits))) for effect in effects
    )


def same_sign(effect: float, spread: Floats) -> float:
    """Give the chance that independent normal changes with this mean and these SDs all lie on one side of 0."""
    away = effect / spread
    return float(np.prod(ndtr(away)) + np.prod(ndtr(-away)))


def expected_correlation(no_effect: Drawn) -> float | None:
    """Give the median r of pre slope and change over the draws: what regression to the mean alone makes of it."""
    if no_effect.pre.shape[1] < 3:
        return None
    pre = no_effect.pre - no_effect.pre.mean(axis=1, keepdims=True)
    change = no_effect.change - no_effect.change.mean(axis=1, keepdims=True)
    below = np.sqrt((pre * pre).sum(axis=1) * (change * change).sum(axis=1))
    return float(np.median((pre * change).sum(axis=1) / below))
