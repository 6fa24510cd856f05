"""The part `group` of the `results` document: the numbers across all patients, one entry an endpoint."""

from collections.abc import Mapping

from trial.analysis import Analysis
from trial.group.location import Mean
from trial.group.mixed import Mixed
from trial.group.responders import Responders
from trial.group.statistics import EndpointGroup, Summary, build

Entry = dict[str, object]
EMPTY = (
    "mean", "sd", "t", "t_df", "t_p", "t_lower", "t_upper", "signflip_p", "signflip_patterns", "wilcoxon_p",
    "wilcoxon_w", "hodges_lehmann", "hl_lower", "hl_upper", "hl_level", "sign_p", "correlation", "mixed",
)  # fmt: skip


def group(analysis: Analysis) -> list[Entry]:
    """Give every endpoint over all treated patients."""
    endpoints = range(len(analysis.snapshot.study.endpoints))
    return [_entry(analysis, each) for each in build(analysis, range(len(analysis.subjects)), endpoints)]


def _entry(analysis: Analysis, found: EndpointGroup) -> Entry:
    who, by_chance = found.evaluated, found.by_chance
    return {
        "endpoint": analysis.snapshot.study.endpoints[who.endpoint].id,
        "n": who.treated,
        "evaluable": len(who),
        "reason": found.reason,
        "not_evaluable": [
            {"subject": analysis.subjects[each.subject].id, "reason": each.reason} for each in who.not_evaluable
        ],
        "smallest_p": found.smallest_p,
        **(_summary(found.summary) if found.summary else dict.fromkeys(EMPTY)),
        "correlation_no_effect": None if by_chance is None else by_chance.correlation,
        "no_effect_draws": None if by_chance is None else by_chance.draws,
        "no_effect_reason": found.chance_reason,
        "responders": [_responders(each) for each in found.responders],
        "power": [] if by_chance is None else [
            {"effect": each.effect, "same_sign": each.same_sign, "paired_t": each.paired_t} for each in by_chance.power
        ],
    }  # fmt: skip


def _summary(found: Summary) -> Mapping[str, object]:
    rank, centre = found.signed_rank, found.hodges_lehmann
    return {
        **_mean(found.mean),
        "signflip_p": found.sign_flip.p,
        "signflip_patterns": found.sign_flip.patterns,
        "wilcoxon_p": None if rank is None else rank.p,
        "wilcoxon_w": None if rank is None else rank.w,
        "hodges_lehmann": centre.estimate,
        "hl_lower": centre.lower,
        "hl_upper": centre.upper,
        "hl_level": centre.level,
        "sign_p": None if found.sign_test is None else found.sign_test.p,
        "correlation": found.correlation.r,
        "mixed": _mixed(found.mixed),
    }


def _mean(found: Mean) -> Entry:
    return {
        "mean": found.mean,
        "sd": found.sd,
        "t": found.t,
        "t_df": found.df,
        "t_p": found.p,
        "t_lower": found.lower,
        "t_upper": found.upper,
    }


def _mixed(found: Mixed) -> Entry:
    return {
        "model": found.model or None,
        "estimate": found.estimate,
        "se": found.se,
        "lower": found.lower,
        "upper": found.upper,
        "df": found.df,
        "p": found.p,
        "note": found.note,
    }


def _responders(found: Responders) -> Entry:
    return {
        "kind": found.threshold.kind.value,
        "threshold": found.threshold.value,
        "count": found.count,
        "of": found.of,
        "undefined": found.undefined,
        "null_rate": found.null_rate,
        "null_at_least": found.null_at_least,
        "reason": found.reason,
    }
