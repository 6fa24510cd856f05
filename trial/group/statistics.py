"""Everything across patients for one endpoint: who is evaluable, the summaries of their changes, what chance gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.group import chance, location, mixed, responders, signs
from trial.group.chance import Drawn, Natural, Power
from trial.group.changes import Evaluated, evaluated
from trial.group.design import Design, of_patients
from trial.group.location import Correlation, HodgesLehmann, Mean
from trial.group.mixed import Mixed, Observations
from trial.group.responders import Kind, Responders, Threshold
from trial.group.signs import SignedRank, SignFlip, SignTest
from trial.models.trust import least_decline
from trial.study import Endpoint

LEAST = 2
"""Evaluable patients from which changes are summarised."""
EFFECTS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""True slowings for which the power is given, as parts of the natural-history slope."""
NO_REFERENCE = "the study file names no natural history"
NO_RESIDUAL = "the study file names no residual_sd"
TOO_FEW = "no patient with 3 days on either side"
YEAR = 12.0


@dataclass(frozen=True, slots=True)
class Summary:
    """The changes of the evaluable patients together; `signed_rank` and `sign_test` are None if every change is 0."""

    mean: Mean
    sign_flip: SignFlip
    signed_rank: SignedRank | None
    sign_test: SignTest | None
    hodges_lehmann: HodgesLehmann
    correlation: Correlation
    mixed: Mixed


@dataclass(frozen=True, slots=True)
class ByChance:
    """What no effect gives on these visit dates: draws, median r of pre and change; and the power of true slowings."""

    draws: int
    correlation: float | None
    power: tuple[Power, ...]
    centre: float
    covariance: tuple[tuple[float, float], tuple[float, float]]
    """Where (pre, post) of a patient would lie: both means at `centre`, spread over patients and visit dates."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What straight lines find in a course that levels off by itself, on these visit dates, with no effect at all."""

    pre: float
    change: float
    months: float
    """Time constant of the course."""

    @property
    def percent(self) -> float:
        """The slowing that is not there, in per cent of the slope before."""
        return -100 * self.change / self.pre


@dataclass(frozen=True, eq=False)
class EndpointGroup:
    """One endpoint across patients. `summary` is None with `reason`; `by_chance` is None with `chance_reason`."""

    evaluated: Evaluated
    summary: Summary | None
    reason: str | None
    responders: tuple[Responders, ...]
    by_chance: ByChance | None
    chance_reason: str | None
    curve: Curve | None

    @property
    def smallest_p(self) -> float:
        """The smallest two-sided p that the exact tests can reach with these patients."""
        return signs.smallest_p(len(self.evaluated))


def build(analysis: Analysis, subjects: Iterable[int], endpoints: Sequence[int]) -> tuple[EndpointGroup, ...]:
    """Give each of these endpoints across these patients (positions of both)."""
    chosen = tuple(subjects)
    return tuple(_endpoint(analysis, evaluated(analysis, chosen, endpoint)) for endpoint in endpoints)


def _endpoint(analysis: Analysis, who: Evaluated) -> EndpointGroup:
    endpoint = analysis.snapshot.study.endpoints[who.endpoint]
    if len(who) < LEAST:
        reason = "no evaluable patient" if not len(who) else "1 evaluable patient: nothing to summarise"
        return EndpointGroup(who, None, reason, _counted(endpoint, who, reason), None, reason, None)
    designs = of_patients(analysis, who.subjects.tolist(), who.endpoint)
    natural = natural_history(endpoint)
    if isinstance(natural, str):
        found, by_chance = _counted(endpoint, who, natural), None
    else:
        no_effect = chance.drawn(designs, natural)
        found = _counted(endpoint, who, no_effect.of(who.counted))
        effects = [part * abs(natural.slope) for part in EFFECTS]
        power = chance.power(no_effect, designs, natural, effects)
        spread = chance.spread(designs, natural)
        by_chance = ByChance(no_effect.draws, chance.expected_correlation(no_effect), power, natural.slope, spread)
    return EndpointGroup(
        evaluated=who,
        summary=_summary(analysis, who),
        reason=None,
        responders=found,
        by_chance=by_chance,
        chance_reason=natural if isinstance(natural, str) else None,
        curve=_curve(endpoint, designs),
    )


def _counted(endpoint: Endpoint, who: Evaluated, no_effect: Drawn | str) -> tuple[Responders, ...]:
    own = who.counted
    known = no_effect if own.any() or isinstance(no_effect, str) else TOO_FEW
    return responders.count(thresholds(endpoint), who.pre[own], who.change[own], known)


def _summary(analysis: Analysis, who: Evaluated) -> Summary:
    return Summary(
        mean=location.mean(who.change),
        sign_flip=signs.sign_flip(who.change),
        signed_rank=signs.signed_rank(who.change),
        sign_test=signs.sign_test(who.change),
        hodges_lehmann=location.hodges_lehmann(who.change),
        correlation=location.correlation(who.pre, who.change),
        mixed=mixed.fit(_observations(analysis, who), who.change),
    )


def _observations(analysis: Analysis, who: Evaluated) -> Observations:
    points = analysis.points
    rows = points.used & (points.endpoint == who.endpoint) & np.isin(points.subject, who.subjects)
    return Observations(points.subject[rows], points.day[rows] / MONTH_DAYS, points.value[rows])


def natural_history(endpoint: Endpoint) -> Natural | str:
    """Give the natural history of an endpoint, or why there is none to simulate from."""
    reference = endpoint.reference
    if reference is None:
        return NO_REFERENCE
    return (
        NO_RESIDUAL if reference.residual_sd is None else Natural(reference.slope, reference.sd, reference.residual_sd)
    )


def thresholds(endpoint: Endpoint) -> tuple[Threshold, ...]:
    """Give the responder thresholds of the study file, per cent first."""
    better, least = 1 if endpoint.better == "higher" else -1, least_decline(endpoint) or 0.0
    return (
        *(Threshold(Kind.PERCENT, value, better, least) for value in endpoint.responders.percent),
        *(Threshold(Kind.PER_MONTH, value, better) for value in endpoint.responders.per_month),
    )


def _curve(endpoint: Endpoint, designs: Sequence[Design]) -> Curve | None:
    """Put z(t) = -A (1 - exp(-t / tau)) through the patients' own days; A makes the change of a year 12 slopes."""
    reference, tau = endpoint.reference, endpoint.curve_months
    if reference is None or tau is None or not reference.slope:
        return None
    height = YEAR * reference.slope / (1 - np.exp(-YEAR / tau))
    found = np.array([design.weights @ (height * (1 - np.exp(-design.months / tau))) for design in designs])
    pre, post = found.mean(axis=0).tolist()
    return Curve(pre, post - pre, tau)
