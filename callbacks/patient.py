"""Answers the view Patient."""

from dash import Dash, Input, Output, html

from callbacks.context import AppContext, Reading
from components.ids import PatientId, ShellId


def _head(reading: Reading) -> object:
    return html.H1(f"Patient: {len(reading.analysis.subjects)} patients")


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state."""

    @app.callback(Output(PatientId.HEAD, "children"), Input(ShellId.STATE, "data"), prevent_initial_call=False)
    def draw(stored: object) -> object:
        return context.answer(_head, stored)
