"""The legends of the visit grid and of the study-day chart, with the rule of each status."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon
from components.overview_cells import VISIT_SIGNS
from trial.compliance_words import NOT_EXPECTED, RULES
from trial.patient_visits import STATUS_WORDS
from trial.visits import VisitStatus

MISSING_RULE = "The visit was held, and an assessment that it requires has no usable value; the open visit names it."
CONTACT_RULE = "The visit was held by telephone or in another way than in person."
DAY_SIGNS = (
    ("held", "Window, day held"),
    ("off", "Held early or late"),
    ("open", "Window open"),
    ("coming", "Window to come"),
    ("gone", "Overdue or missed"),
    ("unplanned", "Unscheduled visit"),
    ("end", "Left the study"),
    ("future", "After the data cut"),
)
"""Class and words of each mark of the study-day chart."""


def grid_legend() -> Component:
    """Make the legend of the grid; the rules unfold."""
    statuses = [
        html.Span([sign(status), STATUS_WORDS[status].capitalize()], className="key", title=rule)
        for status, rule in RULES.items()
    ]
    phone = html.Span(className="i small ic-phone", **attrs(aria_hidden="true"))
    missing = html.Span(className="vs-missing", **attrs(aria_hidden="true"))
    pairs = [
        part for status, rule in RULES.items() for part in (html.Dt(STATUS_WORDS[status].capitalize()), html.Dd(rule))
    ]
    rules = html.Details(
        [html.Summary("Rules"), html.Div([html.Dl(pairs), html.P(NOT_EXPECTED)], className="vs-rules")],
        className="vs-rulebook",
    )
    return html.Div(
        [
            *statuses,
            html.Span([missing, "Value missing"], className="key", title=MISSING_RULE),
            html.Span([phone, "Not in person"], className="key", title=CONTACT_RULE),
            rules,
        ],
        className="vs-legend of-grid",
    )


def days_legend() -> Component:
    """Make the legend of the study-day chart."""
    return html.Div(
        [
            html.Span([html.Span(className=f"vs-key {name}", **attrs(aria_hidden="true")), text], className="key")
            for name, text in DAY_SIGNS
        ],
        className="vs-legend of-days",
    )


def sign(status: VisitStatus) -> Component:
    """Make the small cell of a status."""
    return html.Span(icon(VISIT_SIGNS[status], small=True), className=f"vs-mini v-{status}")
