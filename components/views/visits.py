"""Layout of the view Visits."""

from dash import html

from components.graph import graph
from components.ids import VisitsId
from components.view import ViewLayout


def layout() -> ViewLayout:
    """Give the fixed layout."""
    return ViewLayout(
        head=html.Div(html.H1("Visits"), id=VisitsId.HEAD, className="head"),
        body=html.Div(graph(VisitsId.GRAPH, VisitsId.ANSWER, VisitsId.CAPTION, "Visits"), className="sheet"),
    )
