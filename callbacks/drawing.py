"""Draws every answered figure in the browser's colour mode, and follows clicks on marks."""

from dash import ClientsideFunction, Dash, Input, Output

from callbacks.context import AppContext
from components.ids import GroupId, PatientId, SafetyId, ShellId, TrajectoryId, VisitsId

GRAPHS = (
    (TrajectoryId.GRAPH, TrajectoryId.ANSWER),
    (SafetyId.GRAPH, SafetyId.ANSWER),
    (VisitsId.GRAPH, VisitsId.ANSWER),
    (PatientId.GRAPH, PatientId.ANSWER),
    (GroupId.DOTS_GRAPH, GroupId.DOTS_ANSWER),
    (GroupId.SLOPES_GRAPH, GroupId.SLOPES_ANSWER),
    (GroupId.SURVIVAL_GRAPH, GroupId.SURVIVAL_ANSWER),
)


def register(app: Dash, context: AppContext) -> None:
    """Wire answer and colour mode to each graph. Needs no data: `context` is unused."""
    for graph, answer in GRAPHS:
        app.clientside_callback(
            ClientsideFunction("monitor", "draw"),
            Output(graph, "figure"),
            Input(answer, "data"),
            Input(ShellId.THEME, "data"),
            prevent_initial_call=True,
        )
        app.clientside_callback(
            ClientsideFunction("monitor", "follow"), Input(graph, "clickData"), prevent_initial_call=True
        )
