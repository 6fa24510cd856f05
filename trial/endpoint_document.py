"""The primary safety endpoint in `results`, `safety.primary`: every subject, the events behind it, every rate."""

from trial.analysis import Analysis
from trial.endpoint import Line, lines_of, rates_of, rules_in
from trial.endpoint_deaths import Deaths
from trial.endpoint_deaths import build as deaths
from trial.endpoint_events import Component, Judged, Standing, Tier
from trial.endpoint_rates import Denominator, Rate, horizons
from trial.primary_rules import Natural
from trial.words import listed

Document = dict[str, object]

STANDINGS = {
    Standing.EVENT: "event",
    Standing.PENDING: "pending",
    Standing.NATURAL: "natural_progression",
    Standing.BEFORE: "not_after_anchor",
}
COMPONENTS = {Component.SITE: ["A"], Component.DEFICIT: ["B"], Component.BOTH: ["A", "B"], Component.NEITHER: []}
NATURAL = {Natural.YES: "Y", Natural.NO: "N", Natural.UNCERTAIN: "U", Natural.NOT_RECORDED: None}
TIERS = {Tier.ANY: "any", Tier.MODERATE: "grade_2", Tier.SEVERE: "grade_3_or_serious"}


def build(analysis: Analysis) -> Document:
    """Give the endpoint over all subjects of the study, in the order of their ids."""
    missing, at = rules_in(analysis).missing, horizons(analysis.snapshot.study)
    lines = sorted(lines_of(analysis, analysis.subjects), key=lambda line: line.subject.index)
    return {
        "reason": f"The data have no {listed(missing)}." if missing else None,
        "evaluable_days": {str(each): at.days(each) for each in Denominator},
        "subjects": [_subject(line) for line in lines],
        "rates": [_rate(one, analysis) for one in rates_of(analysis, analysis.subjects)],
        "deaths": _deaths(deaths(analysis, analysis.subjects), analysis),
    }


def _subject(line: Line) -> Document:
    """Give one subject; `events` are those behind the status, `others` what is flagged or open besides."""
    return {
        "subject": line.subject.id,
        "status": line.primary.status.value,
        "sensitivity": line.sensitivity.value,
        "to_day": line.primary.to_day,
        "events": [_event(one) for one in line.events if one.event.seq in line.primary.events],
        "others": [_event(one) for one in line.events if one.event.seq not in line.primary.events],
    }


def _event(one: Judged) -> Document:
    return {
        "seq": one.event.seq,
        "standing": STANDINGS[one.standing],
        "component": COMPONENTS[one.component],
        "natural_progression": NATURAL[one.natural],
        "adjudication": one.adjudication,
        "adjudicator": one.adjudicator,
        "adjudication_date": one.adjudicated_on,
        "adjudication_reason": one.reason,
        "sent": one.sent,
        "waiting_days": one.waiting_days,
    }


def _rate(one: Rate, analysis: Analysis) -> Document:
    return {
        "analysis": one.reading.value,
        "denominator": one.denominator.value,
        "tier": TIERS[one.tier],
        "window": one.window.value,
        "k": one.k,
        "n": one.n,
        "lower": one.lower,
        "upper": one.upper,
        "upper_one_sided": one.upper_one_sided,
        "with_event": [analysis.subjects[index].id for index in one.subjects],
        "ungraded": one.ungraded,
    }


def _deaths(found: Deaths, analysis: Analysis) -> Document:
    return {
        "treated": found.treated,
        "deaths": [analysis.subjects[index].id for index in found.deaths],
        "events": found.events,
        "lower": found.interval[0],
        "upper": found.interval[1],
        "months": found.months,
        "expected": found.expected,
        "reason": None if found.expected is not None else "The study file has no [survival] reference.",
    }
