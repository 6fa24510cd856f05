"""The part `safety.stopping` of the `results` document: the rule, the count, the boundaries, what pauses dosing."""

from trial.analysis import Analysis
from trial.stopping import guidance
from trial.stopping.criteria import Finding
from trial.stopping.guidance import Guidance, Step
from trial.stopping.pause_words import pause_state
from trial.stopping.pauses import Gap, PauseState, Trigger
from trial.stopping.plan import Look, chances, under_priors
from trial.stopping.statistics import Crossing
from trial.stopping_rule import StoppingRule

Entry = dict[str, object]
WITHOUT = "no rule in the study file"
"""The state where nothing is judged."""
BLANK = (
    "k", "k_if_pending", "posterior", "posterior_if_pending", "alert", "boundary", "pocock", "state_if_pending",
    "highest",
)  # fmt: skip
LISTS = ("patients", "boundaries", "operating", "priors", "pauses", "gaps", "outside")


def build(analysis: Analysis) -> Entry:
    """Give the guidance over the whole trial at the cut; without a rule only how many are treated."""
    found = guidance.build(analysis)
    if found is None:
        treated = sum(subject.anchor is not None for subject in analysis.subjects)
        empty: Entry = {"rule": None, "n": treated, **dict.fromkeys(BLANK), "state": WITHOUT}
        return empty | {name: [] for name in LISTS}
    look = found.steps[-1].look if found.steps else None
    step = found.highest
    return {
        "rule": _rule(found.rule, found.planned),
        "n": found.n,
        "k": found.k,
        "k_if_pending": found.k_open,
        "posterior": found.above(found.k),
        "posterior_if_pending": found.above(found.k_open),
        "alert": None if look is None else look.alert,
        "boundary": None if look is None else look.stop,
        "pocock": None if look is None else look.pocock,
        "state_if_pending": found.state_open.value,
        "highest": None if step is None else {"n": step.look.n, "state": step.state.value},
        "state": found.state.value,
        "patients": [_patient(each) for each in found.steps],
        "boundaries": [_look(each) for each in found.looks],
        "operating": [
            {"rate": each.rate, "alert": _chance(each.alert), "boundary": _chance(each.stop),
             "pocock": _chance(each.pocock), "expected_treated": each.stop.patients}
            for each in chances(found.rule, len(found.looks))
        ],
        "priors": _priors(found),
        "pauses": [_pause(each) for each in found.pauses],
        "gaps": [_gap(each) for each in found.gaps],
        "outside": list(found.outside),
    }  # fmt: skip


def _rule(rule: StoppingRule, planned: int) -> Entry:
    return {
        "charter": rule.charter,
        "prior": list(rule.prior),
        "rate": rule.rate,
        "stop": rule.stop,
        "alert": rule.alert,
        "events": [each.value for each in rule.events],
        "pause": [each.value for each in rule.pause],
        "pocock": None if rule.pocock is None else {"rate": rule.pocock.rate, "level": rule.pocock.level},
        "minimum_days_between": rule.minimum_days_between,
        "planned": planned,
    }


def _patient(step: Step) -> Entry:
    return {
        "subject": step.subject,
        "infusion": step.anchor.isoformat(),
        "n": step.look.n,
        "k": step.k,
        "k_if_pending": step.k_open,
        "state": step.state.value,
        "short_follow_up": step.is_short,
        "events": [_finding(each) for each in step.findings],
    }


def _finding(finding: Finding) -> Entry:
    return {
        "seq": finding.event.seq,
        "day": finding.event.start_day,
        "counts_as": [each.value for each in finding.met],
        "pending_as": [{"criterion": each.value, "waits_for": list(why)} for each, why in finding.open],
    }


def _look(look: Look) -> Entry:
    return {"n": look.n, "alert": look.alert, "boundary": look.stop, "pocock": look.pocock}


def _chance(found: Crossing | None) -> float | None:
    return None if found is None else found.probability


def _priors(found: Guidance) -> list[Entry]:
    columns = [under_priors(found.rule, k, found.n) for k in (found.k, found.k_open)]
    return [
        {"prior": list(now.prior), "posterior": now.above, "upper": now.upper, "posterior_if_pending": then.above,
         "upper_if_pending": then.upper}
        for now, then in zip(*columns, strict=True)
    ]  # fmt: skip


def _pause(one: PauseState) -> Entry:
    return {
        "rule": one.pause.value,
        "state": pause_state(one),
        "met": [_trigger(each) for each in one.met],
        "pending": [_trigger(each) for each in one.open],
    }


def _trigger(trigger: Trigger) -> Entry:
    event = trigger.event
    return {
        "subject": trigger.subject,
        "event": None if event is None else event.seq,
        "waits_for": list(trigger.open),
    }


def _gap(gap: Gap) -> Entry:
    return {"before": gap.before, "after": gap.after, "days": gap.days, "short": gap.is_short}
