"""Layout of the view Patient."""

from dash import html

from components.graph import graph
from components.ids import PatientId
from components.view import ViewLayout


def layout() -> ViewLayout:
    """Give the fixed layout."""
    return ViewLayout(
        head=html.Div(html.H1("Patient"), id=PatientId.HEAD, className="head"),
        body=html.Div(graph(PatientId.GRAPH, PatientId.ANSWER, PatientId.CAPTION, "Patient"), className="sheet"),
    )
