"""The tables of a rule itself: boundaries by number of patients, how often chance crosses them, other priors."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.group_tables import Cell, table
from trial.stopping.guidance import Guidance
from trial.stopping.plan import Look, UnderPrior, chances, steps, type_one, under_priors
from trial.stopping.statistics import Crossing
from trial.stopping.text import chance_text, share_text
from trial.stopping_rule import StoppingRule
from trial.words import NOTHING, number, shortest

FEW = 12
"""Up to this many patients each has a column of its own in the table of boundaries."""


def boundaries(rule: StoppingRule, looks: Sequence[Look]) -> Component:
    """Give the smallest counts that reach alert and boundary, a column for each number of patients or run of them."""
    runs = steps(tuple(looks))
    spans = [(look, look.n, look.n) for look in looks] if len(looks) <= FEW else [(a, a.n, last) for a, last in runs]
    heads: list[Cell] = ["After patients", *(str(a) if a == b else f"{a} to {b}" for _, a, b in spans)]
    rows: list[list[Cell]] = [
        ["Alert at k of", *(_limit(look.alert) for look, _, _ in spans)],
        ["Boundary at k of", *(_limit(look.stop) for look, _, _ in spans)],
    ]
    if rule.pocock is not None:
        rows.append(["Pocock-type at k of", *(_limit(look.pocock) for look, _, _ in spans)])
    if len(looks) <= FEW:
        return table("Boundaries", heads, rows)
    columns = [heads, *rows]
    turned = list(zip(*(column[1:] for column in columns), strict=True))
    return table("Boundaries", [column[0] for column in columns], turned)


def _limit(k: int | None) -> str:
    return NOTHING if k is None else str(k)


def operating(rule: StoppingRule, patients: int) -> Component:
    """Give the chance to reach each limit at any look, by the true probability of an event; exact, not simulated."""
    found = chances(rule, patients)
    heads: list[Cell] = ["If the true probability is", *(share_text(each.rate) for each in found)]
    rows: list[list[Cell]] = [
        ["Chance that an alert is reached", *(chance_text(each.alert.probability) for each in found)],
        ["Chance that the boundary is crossed", *(chance_text(each.stop.probability) for each in found)],
        ["Patients treated until then, expected", *(number(each.stop.patients, 1) for each in found)],
    ]
    if rule.pocock is not None:
        rows.append(["Chance for the Pocock-type boundary", *(_crossed(each.pocock) for each in found)])
    own, pocock = type_one(rule, patients)
    words = f"Overall type I error, all {patients} looks: {chance_text(own.probability)} at p = {share_text(own.rate)}"
    if pocock is not None:
        words += f"; Pocock-type {chance_text(pocock.probability)} at p = {share_text(pocock.rate)}"
    return html.Div([table("Operating characteristics", heads, rows), html.P(f"{words}.", className="footnote")])


def _crossed(found: Crossing | None) -> str:
    return NOTHING if found is None else chance_text(found.probability)


def priors(found: Guidance) -> Component:
    """Give what the count says under three priors, now and with what is pending."""
    counts = [found.k] if found.k_open == found.k else [found.k, found.k_open]
    heads: list[Cell] = ["Prior"]
    for place, k in enumerate(counts):
        count = html.Small(f"{k} of {found.n}{', with pending' if place else ''}")
        heads += [[f"P(p > {share_text(found.rule.rate)})", count], ["One-sided 95 % upper bound of p", count]]
    columns = [under_priors(found.rule, k, found.n) for k in counts]
    rows: list[list[Cell]] = [
        [
            _prior(each[0]),
            *(text for one in each for text in (chance_text(one.above), f"{number(100 * one.upper, 1)} %")),
        ]
        for each in zip(*columns, strict=True)
    ]
    return table("The count under other priors", heads, rows)


def _under(one: UnderPrior) -> tuple[str, str]:
    return chance_text(one.above), f"{number(100 * one.upper, 1)} %"


def _prior(each: UnderPrior) -> str:
    a, b = map(shortest, each.prior)
    return f"{each.name[:1].upper()}{each.name[1:]}, Beta({a}, {b})"
