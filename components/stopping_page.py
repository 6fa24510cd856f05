"""The page of guidance: events against the boundary, what pauses dosing until review, and the rule behind it."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.graph import listing_link
from components.icons import icon
from components.legend import entry
from components.stopping_figure import figure
from components.stopping_rule_tables import boundaries, operating, priors
from components.stopping_tables import course, paused
from trial.selection import Selection
from trial.stopping import pause_words, words
from trial.stopping.guidance import Guidance, State
from trial.stopping.plan import looks
from trial.stopping.view import StoppingView
from trial.stopping_rule import StoppingRule

CHIPS = {
    State.NOBODY: ("", "dash"),
    State.UNKNOWN: ("watch", "bang"),
    State.BELOW: ("good", "check"),
    State.ALERT: ("watch", "clock"),
    State.CROSSED: ("solid", "bang"),
}
"""Colour and icon of where a count stands."""
WITHOUT = (
    "No boundary, no state and no pause rule is given for these patients. To have them, write the rule into the "
    "table [stopping] of the study file. What an illustrative rule looks like is below, without these patients."
)
MOST_GAPS = 12
"""Gaps between patients that are listed."""


def page(view: StoppingView, selection: Selection) -> list[Component]:
    """Make the sheets of the page."""
    if view.found is None:
        return [_without(view.planned)]
    return [_count(view.found, view.about), _pauses(view.found, selection), _rule(view.found)]


def chip(kind: str, sign: str, text: str) -> Component:
    """Make a chip with its sign."""
    return html.Span([icon(sign, small=True), text], className=f"chip {kind}".strip())


def whose(rule: StoppingRule) -> Component:
    """Say on a chip whose rule it is."""
    return chip("" if rule.charter else "watch", "table" if rule.charter else "bang", words.source(rule).capitalize())


def _sheet(title: str, bar: list[Component], body: list[Component], css: str = "") -> Component:
    head = html.Div([html.H2(title), *bar], className="sheet-bar")
    return html.Section([head, *body], className=f"sheet stp {css}".strip(), **attrs(aria_label=title))


def _count(found: Guidance, about: str) -> Component:
    kind, sign = CHIPS[found.told]
    actions = html.Div(listing_link("stopping"), className="actions")
    bar = [chip(kind, sign, words.STATES[found.told].capitalize()), *_pause_chip(found), whose(found.rule), actions]
    more = [words.pending(found), words.earlier(found), words.short_follow_up(found), words.outside(found)]
    told = [*filter(None, more), *words.limits_of_data(found), *([about] if about else [])]
    body = [
        html.P(words.standing(found), className="stp-finding"),
        *([html.P(pause_words.pauses_line(found), className="stp-finding")] if found.pauses else []),
        *([html.Ul([html.Li(text) for text in told], className="stp-told")] if told else []),
        html.Div([_drawing(found), course(found)], className="stp-both"),
        html.P([words.what_counts(found.rule), " ", words.ASSUMPTION], className="footnote"),
    ]
    return _sheet("Events against the boundary", bar, body)


def _drawing(found: Guidance) -> Component:
    has_open = any(step.k_open != step.k for step in found.steps)
    key = [
        entry("stp-key event", "patient with an event"),
        entry("stp-key", "without"),
        *([entry("stp-key open", "with pending")] if has_open else []),
        entry("stp-key low", "alert"),
        entry("stp-key high", "boundary: board review"),
    ]
    return html.Figure(
        [
            html.Div(key, className="stp-keys"),
            figure(found.looks, found.steps),
            html.Div("Patients in the order of treatment", className="stp-axis"),
            html.Figcaption(words.caption(found)),
        ],
        className="stp-drawing",
    )


def _pauses(found: Guidance, selection: Selection) -> Component:
    none = html.P(pause_words.pauses_line(found), className="stp-finding")
    body = [
        paused(found, selection) if found.pauses else none,
        *_gaps(found),
        html.P(pause_words.PAUSE_SCOPE, className="footnote"),
    ]
    return _sheet("Pause until review, whatever the numbers", [*_pause_chip(found), whose(found.rule)], body)


def _pause_chip(found: Guidance) -> list[Component]:
    """Say on a chip whether a pause rule is met or pending; nothing where none is named."""
    if not found.pauses:
        return []
    if any(each.met for each in found.pauses):
        return [chip("solid", "bang", pause_words.PAUSE_MET.capitalize())]
    if any(each.open for each in found.pauses):
        return [chip("watch", "clock", f"Pause rule {pause_words.PAUSE_OPEN}")]
    if any(each.lacking for each in found.pauses):
        return [chip("watch", "bang", f"A pause rule {pause_words.PAUSE_UNKNOWN}")]
    return [chip("good", "check", "No pause rule met")]


def _gaps(found: Guidance) -> list[Component]:
    short = [gap for gap in found.gaps if gap.is_short]
    few = found.gaps if len(found.gaps) <= MOST_GAPS else short[:MOST_GAPS]
    rows = [html.Li(pause_words.gap_text(gap), className="short" if gap.is_short else "") for gap in few]
    more = [html.Li(f"{len(short) - len(few)} more that are shorter")] if len(short) > len(few) else []
    inside: list[Component] = [html.P(pause_words.gaps_line(found), className="stp-finding")]
    if rows:
        inside.append(html.Ul([*rows, *more], className="stp-gaps", **attrs(aria_label="Days between patients")))
    return inside


def _rule(found: Guidance) -> Component:
    return html.Details(
        [
            html.Summary(["The rule: how often chance crosses it, other priors", html.Span(words.source(found.rule))]),
            html.P(words.method(found.rule), className="stp-method"),
            *_tables(found.rule, len(found.looks)),
            priors(found),
        ],
        className="sheet stp stp-rule",
    )


def _tables(rule: StoppingRule, patients: int) -> list[Component]:
    return [boundaries(rule, looks(rule, patients)), operating(rule, patients)]


def _without(planned: int) -> Component:
    rule = StoppingRule()
    shown = looks(rule, planned)
    illustration = html.Details(
        [
            html.Summary("Show an illustrative rule, without these patients"),
            html.Div(whose(rule), className="stp-whose"),
            html.P(words.method(rule), className="stp-method"),
            html.Figure([figure(shown, ()), html.Div("Patients", className="stp-axis")], className="stp-drawing"),
            *_tables(rule, planned),
            html.P([words.what_counts(rule), " ", words.ASSUMPTION], className="footnote"),
        ],
        className="stp-more",
    )
    body = [html.P(words.NO_RULE, className="stp-finding"), html.P(WITHOUT, className="stp-method"), illustration]
    return _sheet("Stopping guidance", [], body)
