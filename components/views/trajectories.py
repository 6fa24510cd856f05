"""Layout of the view Trajectories."""

from dash import html

from components.graph import graph
from components.ids import TrajectoryId
from components.view import ViewLayout


def layout() -> ViewLayout:
    """Give the fixed layout."""
    return ViewLayout(
        head=html.Div(html.H1("Trajectories"), id=TrajectoryId.HEAD, className="head"),
        body=html.Div(
            graph(TrajectoryId.GRAPH, TrajectoryId.ANSWER, TrajectoryId.CAPTION, "Trajectories"), className="sheet"
        ),
    )
