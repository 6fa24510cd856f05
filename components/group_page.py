"""The words of the view Group: finding, limits, who is not evaluable, the rule that nothing here confirms anything."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.controls import pager
from components.graph import listing_link, picture_button
from components.ids import GroupId
from components.legend import entry
from components.notices import empty, empty_by_data, empty_by_filter, reset_button
from components.state import patient_path
from trial.across import Across, GroupColumn
from trial.across_listing import DESCRIPTIVE
from trial.across_words import finding, limits, summary
from trial.words import counted

MOST_NAMED = 8


def head(result: Across) -> list[Component]:
    """Give the finding, what it stands on, and the numbers to take along."""
    actions = [listing_link("changes", "Changes, CSV"), listing_link("group", "Statistics, CSV")]
    return [
        html.Div([html.H1(finding(result)), html.P(summary(result), className="sub")]),
        html.Div(actions, className="actions"),
    ]


def conclusions(result: Across) -> list[Component]:
    """Say what can and cannot be concluded; or why there is nothing to show."""
    if not result.treated or not result.columns:
        return [_emptiness(result)]
    return [
        html.Div([html.H2(title(result)), html.Span(DESCRIPTIVE, className="muted")], className="sheet-bar"),
        html.Ul([html.Li(text) for text in limits(result)], className="grp-limits"),
    ]


def title(result: Across) -> str:
    """Head the limits: "What 6 patients without controls can and cannot show"."""
    which = f"of {len(result.arms)} arms taken together" if len(result.arms) > 1 else "without controls"
    return f"What {counted(result.treated, 'patient')} {which} can and cannot show"


def _emptiness(result: Across) -> Component:
    if not result.chosen and result.filters:
        return empty_by_filter("patient", result.filters)
    if not result.columns:
        return empty_by_data("0 endpoints", "The study file names no endpoint.")
    text = f"None of {counted(result.chosen, 'patient')} has a date of the {result.anchor_label.lower()}."
    return empty("No treated patient", text, [reset_button(primary=True)] if result.filters else [], "line")


def pages(result: Across) -> list[Component]:
    """Give the buttons to the other endpoints; nothing when one page holds all."""
    first, last, every = result.endpoints
    return pager(result.page, result.pages, f"Endpoints {first} to {last} of {every}")


def dots_key(result: Across) -> list[Component]:
    """Give the key of the individual changes."""
    return [
        html.H2("Every patient’s change of slope"),
        entry("grp-dot", "Patient"),
        entry("grp-bar", "95 % interval"),
        entry("grp-mean", "Mean"),
        html.Div([picture_button(GroupId.DOTS_GRAPH)], className="actions"),
    ]


def slopes_key(result: Across) -> list[Component]:
    """Give the key of the slopes before and after."""
    has_ellipse = any(column.group.by_chance is not None for column in result.columns)
    return [
        html.H2("Slope before and slope after"),
        entry("grp-dot", "Patient"),
        entry("grp-same", "No change"),
        *([entry("grp-ellipse", "95 of 100 patients without any effect")] if has_ellipse else []),
        html.Div([picture_button(GroupId.SLOPES_GRAPH)], className="actions"),
    ]


def survival_key(result: Across) -> list[Component]:
    """Give the key of survival."""
    has_natural = result.outcome.expected is not None
    return [
        html.H2("Without death, tracheostomy or permanent ventilation"),
        entry("grp-step", "Patients"),
        *([entry("grp-band", "95 % interval")] if any(step.lower for step in result.outcome.steps) else []),
        entry("grp-out", "Last contact"),
        *([entry("grp-natural", "Natural history")] if has_natural else []),
        html.Div(
            [picture_button(GroupId.SURVIVAL_GRAPH), listing_link("outcome", "Outcome, CSV")], className="actions"
        ),
    ]


def sentence(text: str) -> Component:
    """Write the sentence of a panel; a saved picture carries it too."""
    return html.P(text, className="grp-sentence", **attrs(data_sentence="1"))


def lacking(result: Across) -> list[Component]:
    """Name who is not evaluable, with the reason."""
    lines = [html.Li(_lacking(column)) for column in result.columns if column.lacking]
    return [html.P("Not evaluable:"), html.Ul(lines)] if lines else []


def _lacking(column: GroupColumn) -> list[Component | str]:
    parts: list[Component | str] = [html.B(f"{column.label} ")]
    for place, each in enumerate(column.lacking[:MOST_NAMED]):
        parts += ["; "] if place else []
        parts += [html.A(each.patient, href=patient_path(each.patient), className="patient-link"), f" {each.reason}"]
    more = len(column.lacking) - MOST_NAMED
    return [*parts, *([f"; and {more} more, see Changes, CSV"] if more > 0 else [])]
