"""Exact tests on signs: published numbers, scipy, and every pattern one by one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.reference.group_examples import DARWIN, DEPRESSION, WORKED
from trial.group.signs import (
    MOST_EXACT,
    rank_sum_distribution,
    shared_ranks,
    sign_flip,
    sign_test,
    signed_rank,
    smallest_p,
)

CHANGES = st.lists(st.integers(-9, 9).map(lambda whole: whole / 4), min_size=1, max_size=9).map(np.array)


def test_worked_example_of_six_changes():
    flip, rank, signs = sign_flip(WORKED), signed_rank(WORKED), sign_test(WORKED)
    assert (flip.p, flip.patterns, flip.exact) == (12 / 64, 64, True)
    assert (rank.w, rank.w_plus, rank.n, rank.p) == (4.0, 17.0, 6, 0.21875)
    assert (signs.above, signs.n) == (4, 6)
    assert signs.p == pytest.approx(0.6875)


def test_darwins_maize():
    flip, rank = sign_flip(DARWIN), signed_rank(DARWIN)
    assert DARWIN.sum() == 314
    assert flip.p == 1726 / 32768
    assert round(flip.p, 7) == 0.0526733
    assert (rank.w, round(rank.p, 6)) == (24, 0.041260)


def test_hollander_and_wolfe():
    rank = signed_rank(DEPRESSION)
    assert rank.w_plus == 40
    assert rank.p / 2 == 0.01953125


def test_the_signed_rank_distribution_of_six():
    chances = rank_sum_distribution(np.arange(1.0, 7.0))
    assert (np.cumsum(chances[::2])[:8] * 64).tolist() == [1, 2, 3, 5, 7, 10, 14, 18]
    assert chances.sum() == 1.0
    assert not chances[1::2].any()


def test_the_smallest_p_says_how_many_patients_it_takes():
    assert [smallest_p(n) for n in (0, 1, 2, 5, 6)] == [1.0, 1.0, 0.5, 0.0625, 0.03125]
    six = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert sign_flip(six).p == signed_rank(six).p == smallest_p(6)


@given(CHANGES)
def test_every_pattern_one_by_one(changes):
    sums = [abs(sum(sign * one for sign, one in zip(signs, changes, strict=True)))
            for signs in product((1, -1), repeat=len(changes))]  # fmt: skip
    assert sign_flip(changes).p == np.mean([each >= abs(changes.sum()) for each in sums])


@given(CHANGES)
def test_ranks_with_ties_and_zeros_one_by_one(changes):
    kept = changes[changes != 0]
    found = signed_rank(changes)
    if not len(kept):
        assert found is None
        return
    ranks = stats.rankdata(np.abs(kept))
    assert shared_ranks(np.abs(kept)).tolist() == ranks.tolist()
    plus = ranks[kept > 0].sum()
    least = min(plus, ranks.sum() - plus)
    all_sums = [sum(rank for rank, taken in zip(ranks, signs, strict=True) if taken)
                for signs in product((0, 1), repeat=len(kept))]  # fmt: skip
    assert found.w == least
    assert found.p == pytest.approx(min(1.0, 2 * np.mean([each <= least for each in all_sums])), rel=1e-12)


@pytest.mark.parametrize("n", [1, 2, 6, 15, 49])
def test_without_ties_the_ranks_are_those_of_scipy(n):
    changes = np.random.default_rng(n).normal(0.3, 1, n)
    wanted = stats.wilcoxon(changes, method="exact")
    assert signed_rank(changes).w == wanted.statistic
    assert signed_rank(changes).p == pytest.approx(wanted.pvalue, rel=1e-9)


def test_the_sign_flip_is_that_of_scipy():
    changes = np.random.default_rng(4).normal(0.3, 1, 10)
    wanted = stats.permutation_test((changes,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert sign_flip(changes).p == pytest.approx(wanted.pvalue)


def test_many_changes_take_random_patterns_the_same_each_time():
    changes = np.random.default_rng(5).normal(0.15, 1, 200)
    first, again = sign_flip(changes), sign_flip(changes)
    assert not first.exact
    assert first == again
    normal = 2 * stats.norm.sf(abs(changes.sum()) / np.sqrt((changes**2).sum()))
    assert first.p == pytest.approx(normal, abs=0.01)
    assert sign_flip(changes[:MOST_EXACT]).patterns == 2**MOST_EXACT


@pytest.mark.parametrize("changes", [[1, 1, -1], [0, 2, 3], [-1, -2, -3, 4]])
def test_the_sign_test_is_the_binomial_one(changes):
    kept = [one for one in changes if one]
    found = sign_test(np.array(changes, dtype=float))
    assert found.p == pytest.approx(stats.binomtest(sum(one > 0 for one in kept), len(kept)).pvalue)


def test_without_any_change_there_is_no_rank_and_no_sign():
    nothing = np.zeros(4)
    assert signed_rank(nothing) is None
    assert sign_test(nothing) is None
    assert sign_flip(nothing).p == 1.0


def test_many_ranks_are_normal():
    changes = np.round(np.random.default_rng(8).normal(0.05, 1, 700), 1)
    found = signed_rank(changes)
    wanted = stats.wilcoxon(changes, method="asymptotic", correction=False)
    assert not found.exact
    assert found.w == wanted.statistic
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-6)
