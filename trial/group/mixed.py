"""One mixed model over all evaluable patients, by restricted maximum likelihood; singular fits fall back, in words.

y = (b0 + u0) + (b1 + u1) t + b2 max(t, 0) + e, with (u0, u1) normal between patients; b2 is the mean change of slope.
A random change per patient is not estimable with six. Degrees of freedom: patients - 1 (no Kenward-Roger here).
Source: Laird and Ware, Biometrics 1982;38:963. Proofs: docs/statistics.md.
"""

from dataclasses import dataclass

import numpy as np

from trial.columns import Counts, Floats
from trial.group.likelihood import Likelihood
from trial.group.location import half_width, mean, two_sided_t

LEAST_PATIENTS = 3
SINGULAR = 1e-4
"""A random effect whose SD is below this part of the residual SD came out as 0."""
NO_SCATTER = 1e-6
"""Residuals below this part of the largest value are rounding: nothing to estimate an error from."""
CORRELATED = "random intercept and slope, correlated"
UNCORRELATED = "random intercept and slope, uncorrelated"
TWO_STAGE = "two stages: the mean of the patients' own changes"


@dataclass(frozen=True, slots=True)
class Mixed:
    """The mean change by the mixed model, per month. `model` is the one that held, `note` what did not and why."""

    model: str
    estimate: float | None
    se: float | None
    lower: float | None
    upper: float | None
    df: int | None
    p: float | None
    note: str


@dataclass(frozen=True, eq=False)
class Observations:
    """Used points of the evaluable patients: patient, months from the anchor, value."""

    patient: Counts
    months: Floats
    values: Floats


def fit(observations: Observations, changes: Floats) -> Mixed:
    """Fit the model; if it is singular the one without correlation, then the two-stage mean of `changes`."""
    n = len(changes)
    if n < LEAST_PATIENTS:
        return Mixed("", None, None, None, None, None, None, f"{n} evaluable: a mixed model needs {LEAST_PATIENTS}")
    months = observations.months
    columns = np.column_stack((np.ones(len(months)), months, np.maximum(months, 0.0)))
    likelihood = Likelihood(observations.patient, columns, observations.values)
    told: list[str] = []
    for model in (CORRELATED, UNCORRELATED):
        found = likelihood.fit(model == CORRELATED)
        wrong = _fault(found.residual_variance, found.factor, observations.values)
        if wrong is None:
            return _given(model, float(found.fixed[2]), float(found.covariance[2, 2]) ** 0.5, n - 1, "; ".join(told))
        told.append(f"{model}: {wrong}")
    two = mean(changes)
    return _given(TWO_STAGE, two.mean, two.se or 0.0, n - 1, "; ".join(told))


def _given(model: str, estimate: float, se: float, df: int, note: str) -> Mixed:
    half = half_width(se, df)
    p = two_sided_t(estimate / se, df) if se > 0 else None
    return Mixed(model, estimate, se, estimate - half, estimate + half, df, p, note)


def _fault(variance: float, factor: Floats, values: Floats) -> str | None:
    if variance**0.5 <= NO_SCATTER * float(np.abs(values).max()):
        return "no residual scatter"
    lost = [name for name, part in (("intercept", factor[0]), ("slope", factor[2])) if part < SINGULAR]
    if not lost:
        return None
    return f"singular, no spread of the {' and the '.join(lost)} between patients could be told from the residuals"
