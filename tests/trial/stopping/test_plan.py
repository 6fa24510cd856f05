"""What a rule plans: limits as they are printed, runs of the same limits, chances, other priors."""

import pytest
from scipy import stats

from trial.stopping.plan import Look, chances, looks, steps, type_one, under_priors
from trial.stopping_rule import Pocock, StoppingRule

RULE = StoppingRule()


def test_limits_that_no_count_reaches_are_none():
    assert looks(RULE, 3) == (Look(1, 1, None, None), Look(2, 2, 2, 2), Look(3, 2, 2, 2))
    assert looks(RULE, 0) == ()
    assert [look.pocock for look in looks(StoppingRule(pocock=None), 2)] == [None, None]


def test_runs_of_the_same_limits_are_gathered_without_a_gap():
    found = looks(RULE, 40)
    runs = steps(found)
    assert [(first.n, last) for first, last in steps(looks(RULE, 6))] == [(1, 1), (2, 3), (4, 4), (5, 6)]
    assert [first.n for first, _ in runs[1:]] == [last + 1 for _, last in runs[:-1]]
    assert runs[-1][1] == 40
    for first, last in runs:
        same = {(look.alert, look.stop, look.pocock) for look in found if first.n <= look.n <= last}
        assert same == {(first.alert, first.stop, first.pocock)}
    assert steps(()) == ()


def test_chances_stand_at_the_usual_rates_and_at_the_accepted_one():
    assert [each.rate for each in chances(StoppingRule(rate=0.25), 6)] == [0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5]
    found = chances(RULE, 6)
    assert [each.rate for each in found] == [0.05, 0.1, 0.2, 0.3, 0.4, 0.5]
    assert all(each.alert.probability >= each.stop.probability for each in found)
    assert {each.pocock for each in chances(StoppingRule(pocock=None), 6)} == {None}


def test_the_overall_type_one_error_is_at_the_accepted_rate_of_each_rule():
    own, pocock = type_one(RULE, 6)
    assert (own.rate, f"{own.probability:.3f}") == (0.20, "0.148")
    assert pocock is not None
    assert (pocock.rate, f"{pocock.probability:.3f}") == (0.10, "0.036")
    _, other = type_one(StoppingRule(pocock=Pocock(0.20, 0.05)), 6)
    assert other is not None
    assert f"{other.probability:.3f}" == "0.058"
    assert type_one(StoppingRule(pocock=None), 6)[1] is None


@pytest.mark.parametrize(("k", "n"), [(0, 0), (1, 6), (6, 6)])
def test_other_priors_are_those_of_scipy(k, n):
    for each in under_priors(RULE, k, n):
        a, b = each.prior
        assert each.above == pytest.approx(stats.beta.sf(0.20, a + k, b + n - k))
        assert each.upper == pytest.approx(stats.beta.ppf(0.95, a + k, b + n - k))
    assert [each.prior for each in under_priors(RULE, k, n)] == [(0.4, 1.6), (0.5, 0.5), (1.0, 1.0)]
