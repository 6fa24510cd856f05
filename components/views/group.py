"""Layout of the view Group: limits first, every change, before against after, statistics, responders, outcome."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.evaluation_card import TITLE
from components.graph import graph
from components.ids import GroupId
from components.view import ViewLayout


def _panel(key: GroupId, below: GroupId, figure: Component, name: str) -> Component:
    parts = [
        html.Div(id=key, className="sheet-bar"),
        html.Div(figure, className="grp-scroll", tabIndex="0", role="region", **attrs(aria_label=f"{name}, figure")),
        html.Div(id=below),
    ]
    return html.Section(
        parts, className="sheet grp-card grp-figure", **attrs(aria_label=name, data_panel=f"{key} {below}")
    )


def _words(part: GroupId, name: str) -> Component:
    return html.Section(id=part, className="sheet grp-card", **attrs(aria_label=name, data_panel=str(part)))


def layout() -> ViewLayout:
    """Give the fixed layout."""
    dots = graph(GroupId.DOTS_GRAPH, GroupId.DOTS_ANSWER, GroupId.DOTS_CAPTION, "Every patient’s change of slope")
    slopes = graph(GroupId.SLOPES_GRAPH, GroupId.SLOPES_ANSWER, GroupId.SLOPES_CAPTION, "Slope before and after")
    survival = graph(GroupId.SURVIVAL_GRAPH, GroupId.SURVIVAL_ANSWER, GroupId.SURVIVAL_CAPTION, "Survival")
    body = html.Div(
        [
            _words(GroupId.LIMITS, "What can and cannot be concluded"),
            html.Div(id=GroupId.PAGER, className="grp-pages", **attrs(data_panel=str(GroupId.PAGER))),
            _panel(GroupId.DOTS_KEY, GroupId.DOTS_NOTE, html.Div(dots, id=GroupId.DOTS_BOX), "Individual changes"),
            _panel(
                GroupId.SLOPES_KEY, GroupId.SLOPES_NOTE, html.Div(slopes, className="grp-before"), "Before and after"
            ),
            _words(GroupId.STATISTICS, "Statistics"),
            _words(GroupId.RESPONDERS, "Responders"),
            _panel(
                GroupId.SURVIVAL_KEY,
                GroupId.SURVIVAL_NOTE,
                html.Div(survival, className="grp-outcome"),
                "Survival and joint rank",
            ),
            _words(GroupId.EVALUATION, TITLE),
        ],
        className="grp",
    )
    head = html.Div(html.H1("Group"), id=GroupId.HEAD, className="head grp-head", **attrs(data_panel=str(GroupId.HEAD)))
    return ViewLayout(head=head, body=body)
