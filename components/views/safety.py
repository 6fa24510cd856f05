"""Layout of the view Safety."""

from dash import html

from components.graph import graph
from components.ids import SafetyId
from components.view import ViewLayout


def layout() -> ViewLayout:
    """Give the fixed layout."""
    return ViewLayout(
        head=html.Div(html.H1("Safety"), id=SafetyId.HEAD, className="head"),
        body=html.Div(graph(SafetyId.GRAPH, SafetyId.ANSWER, SafetyId.CAPTION, "Safety"), className="sheet"),
    )
