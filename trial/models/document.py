"""The parts of the `results` document that the models give: `models`, `pre_slopes`, `quarters`.

Numbers are unrounded; `reason` stands beside whatever is None.
"""

from collections.abc import Iterator, Sequence

from trial.analysis import Analysis
from trial.models import quarters
from trial.models.comparison import build as compare
from trial.models.comparison import observations
from trial.models.estimates import Estimate, Figure
from trial.models.trust import PreSlope, pre_slopes, references, slowing
from trial.study import Endpoint

Document = dict[str, object]


def build(analysis: Analysis, ids: Sequence[str]) -> Document:
    """Give the three lists: an entry a subject and endpoint, times models, 1, or quarters."""
    endpoints = analysis.snapshot.study.endpoints
    pairs = len(analysis.subjects) * len(endpoints)
    compared = compare(observations(analysis.points, range(pairs)))
    trusted = pre_slopes(compared.fits.before, references(endpoints * len(analysis.subjects)))
    named = [(subject, endpoint) for subject in ids for endpoint in endpoints]
    keys: list[Document] = [{"subject": subject, "endpoint": endpoint.id} for subject, endpoint in named]
    return {
        "models": [
            keys[pair] | _estimate(one, endpoint)
            for pair, (_, endpoint) in enumerate(named)
            for one in compared.of(pair)
        ],
        "pre_slopes": [key | _pre_slope(trusted.of(pair)) for pair, key in enumerate(keys)],
        "quarters": [key | cell for pair, key in enumerate(keys) for cell in _quarters(analysis, pair)],
    }


def _estimate(one: Estimate, endpoint: Endpoint) -> Document:
    percent, why = slowing(one.pre, one.post, endpoint)
    return {
        "model": one.model.value,
        "method": one.model.method,
        "n_pre": one.n_pre,
        "n_post": one.n_post,
        "evaluable": one.is_evaluable,
        "pre": one.pre.value,
        "post": one.post.value,
        "estimate": one.change.value,
        "se": one.change.se,
        "lower": one.change.lower,
        "upper": one.change.upper,
        "df": one.df,
        "p": one.p,
        "reason": one.reason,
        **_period("pre", one.pre),
        **_period("post", one.post),
        "slowing": percent,
        "slowing_reason": why,
    }


def _period(name: str, of: Figure) -> Document:
    return {f"{name}_se": of.se, f"{name}_lower": of.lower, f"{name}_upper": of.upper}


def _pre_slope(one: PreSlope) -> Document:
    source = "reference.residual_sd" if one.from_reference else "own scatter"
    return {
        "n": one.n,
        "slope": one.slope,
        "se": one.se,
        "se_from": None if one.se is None else source,
        "reliability": one.reliability,
        "shrunken": one.shrunken,
        "sd": one.sd,
        "reason": one.reason,
    }


def _quarters(analysis: Analysis, pair: int) -> Iterator[Document]:
    for one in quarters.build(analysis, pair):
        yield {
            "quarter": one.name,
            "target": one.target,
            "status": one.status.value,
            "value": one.value,
            "day": one.day,
            "change": one.change,
            "reason": one.text or None,
        }
