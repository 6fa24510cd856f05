"""The mixed model against full matrices, statsmodels, the theory of balanced data; singular fits are told."""

import warnings

import numpy as np
import pytest
from scipy.optimize import minimize
from statsmodels.regression.mixed_linear_model import MixedLM

from tests.reference.plain_mixed import design, restricted_deviance
from trial.group.likelihood import Likelihood
from trial.group.mixed import CORRELATED, TWO_STAGE, UNCORRELATED, Observations, fit

DAYS = np.array([-90, -30, 0, 14, 30, 61, 183, 365])


def simulated(seed, n=6, spread=(5.0, 0.7), residual=1.6):
    rng = np.random.default_rng(seed)
    patient, months = np.repeat(np.arange(n), len(DAYS)), np.tile(DAYS / 30.4375, n)
    level, slope = rng.normal(34, spread[0], n), rng.normal(-1, spread[1], n)
    return Observations(
        patient, months, level[patient] + slope[patient] * months + rng.normal(0, residual, len(months))
    )


def likelihood(seen):
    return Likelihood(seen.patient, design(seen.months), seen.values)


def own_changes(seen):
    return np.array([
        np.linalg.lstsq(design(seen.months[own]), seen.values[own], rcond=None)[0][2]
        for own in (seen.patient == one for one in np.unique(seen.patient))
    ])  # fmt: skip


def test_the_deviance_is_that_of_full_matrices():
    seen = simulated(1)
    factors = np.random.default_rng(2).normal(0, 1.5, (20, 3))
    found = likelihood(seen).deviances(factors)
    wanted = [restricted_deviance(seen.patient, seen.months, seen.values, one)[0] for one in factors]
    assert found == pytest.approx(np.array(wanted), rel=1e-9)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("spread", [(5.0, 0.7), (1.0, 0.1), (0.3, 0.02)])
def test_no_search_from_elsewhere_finds_less(seed, spread):
    seen = simulated(seed, spread=spread)
    asked = likelihood(seen)
    found = asked.fit(correlated=True)
    others = [
        minimize(lambda x: asked.deviances(x[None])[0], start, method="Nelder-Mead", options={"fatol": 1e-11}).fun
        for start in ([1, 0, 1], [0.2, 0, 0.2], [4, -1, 0.5], [0.01, 0, 3])
    ]
    assert asked.deviances(found.factor[None])[0] <= min(others) + 1e-7
    wanted = restricted_deviance(seen.patient, seen.months, seen.values, found.factor)
    assert found.fixed == pytest.approx(wanted[1], rel=1e-8)
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(wanted[2], rel=1e-8)


@pytest.mark.parametrize("seed", [0, 2, 3, 4, 5, 6])
def test_a_fit_on_which_statsmodels_settles_is_the_same(seed):
    seen = simulated(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        x = design(seen.months)
        wanted = MixedLM(seen.values, x, groups=seen.patient, exog_re=x[:, :2]).fit(method="bfgs")
    found = likelihood(seen).fit(correlated=True)
    assert wanted.converged
    assert found.fixed == pytest.approx(wanted.fe_params, rel=1e-6)
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(wanted.bse_fe, rel=1e-3)
    scale = np.sqrt(np.mean(seen.months**2))
    root = np.array([[found.factor[0], 0], [found.factor[1] / scale, found.factor[2] / scale]])
    assert root @ root.T * found.residual_variance == pytest.approx(np.asarray(wanted.cov_re), rel=0.02, abs=0.02)


def test_balanced_patients_give_the_mean_of_their_own_slopes():
    seen = simulated(3, n=7)
    x = design(seen.months)[:, :2]
    found = Likelihood(seen.patient, x, seen.values).fit(correlated=True)
    slopes = np.array([np.polyfit(seen.months[own], seen.values[own], 1)[0]
                       for own in (seen.patient == one for one in range(7))])  # fmt: skip
    assert found.factor.min() > -10
    assert found.fixed[1] == pytest.approx(slopes.mean())
    assert found.covariance[1, 1] ** 0.5 == pytest.approx(slopes.std(ddof=1) / 7**0.5, rel=1e-4)


def test_the_mean_change_of_balanced_patients_is_the_mean_of_their_changes():
    seen = simulated(5)
    found = fit(seen, own_changes(seen))
    assert (found.model, found.df, found.note) == (CORRELATED, 5, "")
    assert found.estimate == pytest.approx(own_changes(seen).mean())
    assert found.lower < found.estimate < found.upper


def test_a_singular_fit_falls_back_and_says_so():
    models = {}
    for seed in range(40):
        seen = simulated(seed, spread=(1.0, 0.1))
        found = fit(seen, own_changes(seen))
        models.setdefault(found.model, found)
    assert set(models) == {CORRELATED, UNCORRELATED, TWO_STAGE}
    assert models[UNCORRELATED].note.startswith(f"{CORRELATED}: singular, no spread of the ")
    assert UNCORRELATED in models[TWO_STAGE].note
    assert models[CORRELATED].note == ""


def test_two_stages_are_the_paired_t():
    for seed in range(40):
        seen = simulated(seed, spread=(0.0, 0.0))
        changes = own_changes(seen)
        found = fit(seen, changes)
        if found.model == TWO_STAGE:
            assert found.se == pytest.approx(changes.std(ddof=1) / 6**0.5)
            return
    raise AssertionError("no fit was singular")


def test_points_on_their_lines_have_no_mixed_model():
    seen = simulated(1, residual=0.0)
    found = fit(seen, own_changes(seen))
    assert found.model == TWO_STAGE
    assert "no residual scatter" in found.note


def test_two_patients_have_no_mixed_model():
    seen = simulated(1, n=2)
    assert fit(seen, own_changes(seen)).note == "2 evaluable: a mixed model needs 3"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("spread", [(5.0, 0.7), (6.0, 0.0), (0.0, 0.7), (3.0, 0.1)])
def test_of_many_patients_no_search_from_elsewhere_finds_less(seed, spread):
    """One start from the middle ended in the wrong place in about 1 of 5 of such studies."""
    seen = simulated(seed, n=60, spread=spread)
    asked = likelihood(seen)
    found = asked.deviances(asked.fit(correlated=True).factor[None])[0]
    for start in ([3, -1, 2], [0.3, 0, 0.3], [3, 0, 0.02]):
        other = minimize(lambda x: asked.deviances(x[None])[0], start, method="Nelder-Mead", options={"fatol": 1e-9})
        assert found <= other.fun + 1e-5
