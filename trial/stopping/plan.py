"""What a rule plans before any patient is treated: its boundaries after each patient, and what chance makes of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from trial.columns import Counts
from trial.stopping.statistics import (
    TRUE_RATES,
    Crossing,
    crossing,
    posterior,
    posterior_boundary,
    posterior_upper,
    tail_boundary,
)
from trial.stopping_rule import StoppingRule

JEFFREYS, UNIFORM = (0.5, 0.5), (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Look:
    """The smallest counts after n patients that reach the alert, the boundary and Pocock's; None: no count does."""

    n: int
    alert: int | None
    stop: int | None
    pocock: int | None


@dataclass(frozen=True, slots=True)
class Chances:
    """How often each boundary is crossed at any look, for one true probability of an event."""

    rate: float
    alert: Crossing
    stop: Crossing
    pocock: Crossing | None


@dataclass(frozen=True, slots=True)
class UnderPrior:
    """What a count says under one prior: P(p > rate), and the one-sided 95 % upper bound of p."""

    name: str
    prior: tuple[float, float]
    above: float
    upper: float


def looks(rule: StoppingRule, patients: int) -> tuple[Look, ...]:
    """Give the boundaries after each of 1 to `patients` patients."""
    columns = (
        _reachable(posterior_boundary(patients, rule.prior, rule.rate, rule.alert)),
        _reachable(posterior_boundary(patients, rule.prior, rule.rate, rule.stop)),
        [None] * patients if rule.pocock is None else _reachable(_pocock(rule, patients)),
    )
    return tuple(Look(n, *counts) for n, counts in enumerate(zip(*columns, strict=True), start=1))


def _pocock(rule: StoppingRule, patients: int) -> Counts:
    if rule.pocock is None:
        raise ValueError("a rule without a boundary of Pocock's type")
    return tail_boundary(patients, rule.pocock.rate, rule.pocock.level)


def _reachable(boundary: Counts) -> list[int | None]:
    return [k if k <= n else None for n, k in enumerate(boundary.tolist(), start=1)]


def steps(found: tuple[Look, ...]) -> tuple[tuple[Look, int], ...]:
    """Gather looks with the same counts: the first of each run, and the number of patients to which it goes."""
    return tuple(_steps(found))


def _steps(found: tuple[Look, ...]) -> Iterator[tuple[Look, int]]:
    first = 0
    for place, look in enumerate(found):
        last = place + 1 == len(found)
        if last or _counts(found[place + 1]) != _counts(look):
            yield found[first], look.n
            first = place + 1


def _counts(look: Look) -> tuple[int | None, ...]:
    return look.alert, look.stop, look.pocock


def chances(rule: StoppingRule, patients: int) -> tuple[Chances, ...]:
    """Give the operating characteristics at the usual true rates and at the accepted one."""
    rates = tuple(sorted({*TRUE_RATES, rule.rate}))
    alert = crossing(posterior_boundary(patients, rule.prior, rule.rate, rule.alert), rates)
    stop = crossing(posterior_boundary(patients, rule.prior, rule.rate, rule.stop), rates)
    pocock = [None] * len(rates) if rule.pocock is None else crossing(_pocock(rule, patients), rates)
    return tuple(Chances(*each) for each in zip(rates, alert, stop, pocock, strict=True))


def type_one(rule: StoppingRule, patients: int) -> tuple[Crossing, Crossing | None]:
    """Give the chance to cross at all if the probability is just what is accepted: the boundary, and Pocock's."""
    (own,) = crossing(posterior_boundary(patients, rule.prior, rule.rate, rule.stop), (rule.rate,))
    if rule.pocock is None:
        return own, None
    return own, crossing(_pocock(rule, patients), (rule.pocock.rate,))[0]


def under_priors(rule: StoppingRule, k: int, n: int) -> tuple[UnderPrior, ...]:
    """Give what k of n says under the prior of the rule, that of Jeffreys, and the uniform one."""
    named = (("prior of the rule", rule.prior), ("Jeffreys", JEFFREYS), ("uniform", UNIFORM))
    return tuple(
        UnderPrior(name, prior, float(posterior(k, n, prior, rule.rate)), posterior_upper(k, n, prior))
        for name, prior in named
    )
