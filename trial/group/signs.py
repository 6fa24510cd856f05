"""Tests on the signs of individual changes: every pattern of signs, every set of signed ranks, the plain sign test.

Each patient's change is taken as equally likely to have had the other sign, whatever its size. Two-sided throughout.
Formulas, assumptions and proofs: docs/statistics.md.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, ndtr

from trial.columns import Floats

MOST_EXACT = 20
"""Changes up to which all 2^n patterns of signs are summed; beyond it a fixed number of random patterns."""
RANDOM_PATTERNS = 9_999
MOST_RANKED = 500
"""Changes up to which the ranks have their exact distribution; beyond it the normal one, told beside the number."""
SEED = 20_111_231
EQUAL = 1e-9
"""Sums and absolute changes are equal where they differ by less than this part of the largest: rounding, not data."""


@dataclass(frozen=True, slots=True)
class SignFlip:
    """Sign-flip test of the mean: `p` over `patterns` patterns, all of them if `exact`."""

    p: float
    patterns: int
    exact: bool


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Wilcoxon's signed-rank test on the `n` changes that are not 0. `w` is the smaller sum of ranks."""

    w: float
    w_plus: float
    n: int
    p: float
    exact: bool = True


@dataclass(frozen=True, slots=True)
class SignTest:
    """The sign test: `above` of `n` changes that are not 0 are above 0."""

    above: int
    n: int
    p: float


def smallest_p(n: int) -> float:
    """Give the smallest two-sided p that n changes can reach in a test on signs or ranks: 2 / 2^n, at most 1."""
    return min(1.0, 2.0 ** (1 - n))


def sign_flip(changes: Floats) -> SignFlip:
    """Give p = #{|sum s_i d_i| >= |sum d_i|} / 2^n over all patterns of signs s.

    Assumption: with no effect each change has a distribution symmetric about 0, independent between patients. Beyond
    MOST_EXACT changes: RANDOM_PATTERNS random patterns, seeded, and p = (1 + those as extreme) / (1 + patterns).
    Source: Fisher, The Design of Experiments, 1935, section 21.
    """
    if len(changes) > MOST_EXACT:
        return _random_flips(changes)
    sums = np.zeros(1)
    for change in changes.tolist():
        sums = np.concatenate((sums + change, sums - change))
    limit = abs(float(changes.sum())) - EQUAL * float(np.abs(changes).sum())
    return SignFlip(float(np.mean(np.abs(sums) >= limit)), len(sums), True)


def _random_flips(changes: Floats) -> SignFlip:
    bits = np.random.default_rng(SEED).integers(0, 2, size=(RANDOM_PATTERNS, len(changes)), dtype=np.int8)
    parts = np.array_split(bits, 10)  # as floats they would fill the memory at once
    sums = np.abs(2 * np.concatenate([part.astype(np.float64) @ changes for part in parts]) - changes.sum())
    limit = abs(float(changes.sum())) - EQUAL * float(np.abs(changes).sum())
    return SignFlip((1 + int((sums >= limit).sum())) / (1 + RANDOM_PATTERNS), RANDOM_PATTERNS, False)


def signed_rank(changes: Floats) -> SignedRank | None:
    """Give Wilcoxon's signed-rank test by its exact conditional distribution; None if every change is 0.

    Zeros are left out, ties share the mean of their ranks, and p = 2 P(W <= w) over all signs of these very ranks: no
    normal approximation up to MOST_RANKED changes. Assumption: as for `sign_flip`. Source: Wilcoxon, Biometrics
    1945;1:80; Hollander and Wolfe, Nonparametric Statistical Methods, 3.1.
    """
    size = np.abs(changes)
    kept = changes[size > EQUAL * size.max(initial=0.0)]
    if not len(kept):
        return None
    ranks = shared_ranks(np.abs(kept))
    plus = float(ranks[kept > 0].sum())
    least = min(plus, float(ranks.sum()) - plus)
    if len(kept) > MOST_RANKED:
        away = (least - float(ranks.sum()) / 2) / (float((ranks**2).sum()) / 4) ** 0.5
        return SignedRank(least, plus, len(kept), min(1.0, 2 * float(ndtr(away))), exact=False)
    below = float(rank_sum_distribution(ranks)[: round(2 * least) + 1].sum())
    return SignedRank(least, plus, len(kept), min(1.0, 2 * below))


def shared_ranks(values: Floats) -> Floats:
    """Rank from 1; values that differ only by rounding share the mean of their ranks."""
    order = np.argsort(values, kind="stable")
    steps = np.diff(values[order]) > EQUAL * np.abs(values).max(initial=0.0)
    groups = np.concatenate(([0], np.cumsum(steps)))
    means = np.bincount(groups, weights=np.arange(1, len(values) + 1)) / np.bincount(groups)
    ranks = np.empty(len(values))
    ranks[order] = means[groups]
    return ranks


def rank_sum_distribution(ranks: Floats) -> Floats:
    """Give P(2 W = 0, 1, 2, ...) of the sum of positive ranks, each rank in or out with probability 1/2.

    Ranks are doubled so that the halves of ties are whole. One convolution a rank.
    """
    doubled = np.rint(2 * ranks).astype(np.int64)
    chances = np.zeros(int(doubled.sum()) + 1)
    chances[0], reach = 1.0, 0
    for step in np.sort(doubled).tolist():
        moved = chances[: reach + 1] / 2
        reach += step
        chances[: reach + 1 - step] = moved
        chances[reach + 1 - step : reach + 1] = 0.0
        chances[step : reach + 1] += moved
    return chances


def sign_test(changes: Floats) -> SignTest | None:
    """Give the binomial test of as many changes above 0 as below; zeros left out, None if every change is 0."""
    above, below = int((changes > 0).sum()), int((changes < 0).sum())
    if above + below == 0:
        return None
    fewer = float(bdtr(min(above, below), above + below, 0.5))
    return SignTest(above, above + below, min(1.0, 2 * fewer))
