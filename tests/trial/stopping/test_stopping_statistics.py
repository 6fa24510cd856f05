"""Boundaries and how often chance crosses them: the printed numbers of the rule, scipy.stats, and every sequence."""

from itertools import product
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from trial.stopping.statistics import (
    TRUE_RATES,
    crossing,
    posterior,
    posterior_boundary,
    posterior_upper,
    tail,
    tail_boundary,
)

PRIOR, JEFFREYS, UNIFORM = (0.4, 1.6), (0.5, 0.5), (1.0, 1.0)
STOP = posterior_boundary(6, PRIOR, 0.20, 0.90)
ALERT = posterior_boundary(6, PRIOR, 0.20, 0.80)
POSTERIORS = {
    (1, 1): 0.8243, (2, 2): 0.9568, (1, 2): 0.7084, (2, 3): 0.9071, (1, 3): 0.6014, (2, 4): 0.8460, (3, 4): 0.9734,
    (2, 5): 0.7781, (3, 5): 0.9479, (0, 6): 0.0520, (1, 6): 0.3527, (2, 6): 0.7072, (3, 6): 0.9139,
}  # fmt: skip
NONE = 99


@pytest.mark.parametrize(("k", "n"), POSTERIORS)
def test_posteriors_to_the_printed_digits(k, n):
    found = float(posterior(k, n, PRIOR, 0.20))
    assert f"{found:.4f}" == f"{POSTERIORS[k, n]:.4f}"
    assert found == pytest.approx(stats.beta.sf(0.20, 0.4 + k, 1.6 + n - k), rel=1e-12)


@pytest.mark.parametrize(
    ("boundary", "expected"),
    [
        (STOP, [NONE, 2, 2, 3, 3, 3]),
        (ALERT, [1, 2, 2, 2, 3, 3]),
        (tail_boundary(6, 0.10, 0.05), [NONE, 2, 2, 3, 3, 3]),
        (tail_boundary(6, 0.20, 0.05), [NONE, 2, 3, 3, 4, 4]),
    ],
)
def test_boundaries_of_six_patients(boundary, expected):
    assert [NONE if k > n else k for n, k in enumerate(boundary.tolist(), start=1)] == expected


@pytest.mark.parametrize(
    ("boundary", "expected"),
    [
        (STOP, [".008", ".036", ".148", ".321", ".518", ".703"]),
        (ALERT, [".057", ".127", ".295", ".479", ".653", ".797"]),
    ],
)
def test_operating_characteristics_to_the_printed_digits(boundary, expected):
    found = crossing(boundary)
    assert tuple(each.rate for each in found) == TRUE_RATES
    assert [f"{each.probability:.3f}"[1:] for each in found] == expected


def test_overall_type_one_error_to_the_printed_digits():
    (ten,) = crossing(tail_boundary(6, 0.10, 0.05), (0.10,))
    (twenty,) = crossing(tail_boundary(6, 0.20, 0.05), (0.20,))
    assert (f"{ten.probability:.3f}", f"{twenty.probability:.3f}") == ("0.036", "0.058")


@pytest.mark.parametrize(
    ("prior", "chance", "upper"), [(PRIOR, "0.052", "20.3"), (JEFFREYS, "0.095", "26.4"), (UNIFORM, "0.210", "34.8")]
)
def test_prior_sensitivity_of_none_in_six(prior, chance, upper):
    assert f"{float(posterior(0, 6, prior, 0.20)):.3f}" == chance
    found = posterior_upper(0, 6, prior)
    assert f"{100 * found:.1f}" == upper
    assert found == pytest.approx(stats.beta.ppf(0.95, prior[0], prior[1] + 6), rel=1e-12)


def enumerated(boundary, rate):
    """Every sequence of outcomes, one by one: chance to cross at any look, and expected number treated until then."""
    chance, treated = 0.0, 0.0
    for outcomes in product((0, 1), repeat=len(boundary)):
        weight = np.prod([rate if one else 1 - rate for one in outcomes])
        sums = np.cumsum(outcomes)
        first = next((at + 1 for at, k in enumerate(sums) if k >= boundary[at]), None)
        chance += weight * (first is not None)
        treated += weight * (first or len(boundary))
    return chance, treated


@pytest.mark.parametrize(
    "boundary", [STOP, ALERT, tail_boundary(6, 0.20, 0.05), posterior_boundary(9, UNIFORM, 0.3, 0.7)]
)
@pytest.mark.parametrize("rate", [0.0, *TRUE_RATES, 1.0])
def test_operating_characteristics_are_those_of_all_sequences(boundary, rate):
    (found,) = crossing(boundary, (rate,))
    assert (found.probability, found.patients) == pytest.approx(enumerated(boundary, rate), abs=1e-12)


PRIORS = st.tuples(st.floats(0.1, 5), st.floats(0.1, 5))


@given(patients=st.integers(1, 40), prior=PRIORS, rate=st.floats(0.02, 0.9), level=st.floats(0.3, 0.99))
def test_a_boundary_is_the_first_count_that_crosses(patients, prior, rate, level):
    found = posterior_boundary(patients, prior, rate, level)
    for n, k in enumerate(found.tolist(), start=1):
        chances = stats.beta.sf(rate, prior[0] + np.arange(n + 1), prior[1] + n - np.arange(n + 1))
        near = np.abs(chances - level) < 1e-9
        crosses = chances >= level
        assert near.any() or k == (int(np.argmax(crosses)) if crosses.any() else n + 1)


@given(patients=st.integers(1, 40), rate=st.floats(0.02, 0.9), level=st.floats(0.005, 0.4))
def test_a_boundary_of_the_binomial_tail_is_the_first_count_that_crosses(patients, rate, level):
    found = tail_boundary(patients, rate, level)
    for n, k in enumerate(found.tolist(), start=1):
        chances = stats.binom.sf(np.arange(n + 1) - 1, n, rate)
        assert float(np.abs(chances - tail(np.arange(n + 1), n, rate)).max()) < 1e-9
        near = np.abs(chances - level) < 1e-9
        crosses = chances <= level
        assert near.any() or k == (int(np.argmax(crosses)) if crosses.any() else n + 1)


def test_no_patient_has_no_boundary_and_no_chance_to_cross():
    assert posterior_boundary(0, PRIOR, 0.20, 0.90).tolist() == []
    assert {(each.probability, each.patients) for each in crossing(posterior_boundary(0, PRIOR, 0.2, 0.9))} == {(0, 0)}


def test_three_thousand_patients_take_no_time():
    start = perf_counter()
    boundary = posterior_boundary(3000, PRIOR, 0.20, 0.90)
    found = crossing(boundary)
    assert perf_counter() - start < 3
    assert boundary[-1] == np.argmax(stats.beta.sf(0.2, 0.4 + np.arange(3001), 1.6 + 3000 - np.arange(3001)) >= 0.9)
    assert [each.probability for each in found] == sorted(each.probability for each in found)
