"""Boundaries for a count of patients with an event, after each patient, and how often chance crosses them.

k of n treated patients have had an event. The probability p of an event is the same for every patient, and patients are
independent; both are assumptions. Everything is exact: no simulation, no normal approximation. Proportions are shares
of 1. A boundary is an array: place n - 1 holds the smallest k that crosses after n patients, n + 1 where none does.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv

from trial.columns import Counts, Flags, Floats

TRUE_RATES = (0.05, 0.10, 0.20, 0.30, 0.40, 0.50)
"""The true probabilities of an event for which the chance to cross is told."""
UPPER_LEVEL = 0.95
Numbers = Floats | Counts | float


def posterior(k: Numbers, n: Numbers, prior: tuple[float, float], rate: float) -> Floats:
    """Give the probability that p exceeds `rate` after k events in n patients.

    p ~ Beta(a, b) before; after, p ~ Beta(a + k, b + n - k), so P(p > r) = 1 - I_r(a + k, b + n - k), which is
    I_(1-r)(b + n - k, a + k). Source: Thall PF, Simon R. Biometrics 1994;50:337-349.
    """
    a, b = prior
    return np.asarray(betainc(b + np.subtract(n, k), a + np.asarray(k), 1 - rate), dtype=np.float64)


def posterior_upper(k: int, n: int, prior: tuple[float, float], level: float = UPPER_LEVEL) -> float:
    """Give the one-sided upper bound of p: the quantile `level` of Beta(a + k, b + n - k)."""
    return float(betaincinv(prior[0] + k, prior[1] + n - k, level))


def posterior_boundary(patients: int, prior: tuple[float, float], rate: float, level: float) -> Counts:
    """Give the smallest k with P(p > rate) >= level, after each of 1 to `patients` patients."""
    return _smallest(patients, lambda k, n: posterior(k, n, prior, rate) >= level)


def tail(k: Numbers, n: Numbers, rate: float) -> Floats:
    """Give P(X >= k), X binomial (n, rate): I_rate(k, n - k + 1); 1 at k = 0."""
    events = np.asarray(k, dtype=np.float64)
    found = betainc(np.maximum(events, 1), np.subtract(n, np.maximum(events, 1)) + 1, rate)
    return np.where(events == 0, 1.0, found)


def tail_boundary(patients: int, rate: float, level: float) -> Counts:
    """Give the smallest k with P(X >= k | n, rate) <= level, the same level at every look.

    A boundary of Pocock's type: one critical probability for all looks; over all looks together the probability to
    cross is larger than `level` or smaller, as `crossing` tells. Source: Pocock SJ. Biometrika 1977;64:191-199;
    for a binomial count: Ivanova A, Qaqish BF, Schell MJ. Biometrics 2005;61:540-545.
    """
    return _smallest(patients, lambda k, n: tail(k, n, rate) <= level)


def _smallest(patients: int, crosses: Callable[[Counts, Counts], Flags]) -> Counts:
    """Find the smallest k of 0 to n for which `crosses` holds, by halving, for all n at once; n + 1 where none does.

    It holds for every larger k too: more events of as many patients never speak for a smaller p.
    """
    n = np.arange(1, patients + 1, dtype=np.int64)
    low, high = np.zeros_like(n), n + 1
    while (low < high).any():
        middle = (low + high) // 2
        holds = crosses(np.minimum(middle, n), n) & (middle <= n) | (middle > n)
        high, low = np.where(holds, middle, high), np.where(holds | (low >= high), low, middle + 1)
    return low


@dataclass(frozen=True, slots=True)
class Crossing:
    """The chance to cross a boundary at any look if the true probability is `rate`, and patients treated until then."""

    rate: float
    probability: float
    patients: float
    """Expected number treated, if dosing ends where the boundary is crossed."""


def crossing(boundary: Counts, rates: tuple[float, ...] = TRUE_RATES) -> tuple[Crossing, ...]:
    """Give the operating characteristics of a boundary that is looked at after every patient.

    Exact sum over all sequences of outcomes: the distribution of k among the sequences that have not crossed is carried
    from patient to patient, f(k, n) = f(k, n - 1) (1 - p) + f(k - 1, n - 1) p, and what reaches the boundary leaves it.
    """
    chances = np.asarray(rates, dtype=np.float64)[:, None]
    most = int(boundary.max(initial=0))
    inside = np.zeros((len(rates), most + 1))
    inside[:, 0] = 1.0
    left, treated = np.zeros(len(rates)), np.zeros(len(rates))
    for limit in boundary.tolist():
        treated += inside.sum(axis=1)
        grown = inside * (1 - chances)
        grown[:, 1:] += inside[:, :-1] * chances
        left += grown[:, limit:].sum(axis=1)
        grown[:, limit:] = 0.0
        inside = grown
    return tuple(Crossing(*each) for each in zip(rates, left.tolist(), treated.tolist(), strict=True))
