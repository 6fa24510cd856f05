"""Layout of the view Trajectories: finding, one card with key, labels, figure and rules, the table under it."""

from dash import html

from components.attributes import attrs
from components.graph import graph
from components.ids import TrajectoryId
from components.view import ViewLayout

AROUND = " ".join((TrajectoryId.BAR, TrajectoryId.PAGER, TrajectoryId.ROWS, TrajectoryId.FOOT, TrajectoryId.EMPTY))
"""What is answered together with the figure."""


def layout() -> ViewLayout:
    """Give the fixed layout. The labels of the rows give the figure its height."""
    canvas = html.Div(
        [
            html.Div(id=TrajectoryId.ROWS, className="tr-rows"),
            graph(TrajectoryId.GRAPH, TrajectoryId.ANSWER, TrajectoryId.CAPTION, "Trajectories"),
        ],
        className="tr-canvas",
    )
    scroll = html.Div(canvas, className="tr-scroll", tabIndex="0", role="region", **attrs(aria_label="Courses"))
    card = html.Div(
        [
            html.Div(id=TrajectoryId.BAR, className="sheet-bar"),
            html.Div(id=TrajectoryId.PAGER),
            scroll,
            html.Div(id=TrajectoryId.FOOT, className="tr-foot"),
        ],
        className="sheet tr-card",
        role="group",
        **attrs(aria_label="Courses with key and rules", data_panel=AROUND),
    )
    numbers = html.Section(
        [html.H2("Numbers"), html.Div(id=TrajectoryId.TABLE)],
        className="sheet tr-numbers",
        **attrs(aria_label="Numbers", data_panel=str(TrajectoryId.TABLE)),
    )
    return ViewLayout(
        head=html.Div(
            html.H1("Trajectories"),
            id=TrajectoryId.HEAD,
            className="head tr-head",
            **attrs(data_panel=str(TrajectoryId.HEAD)),
        ),
        body=html.Div([html.Div(id=TrajectoryId.EMPTY), card, numbers], className="tr-body"),
    )
