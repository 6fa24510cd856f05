"""Answers the view Safety."""

from dash import Dash, Input, Output, html

from callbacks.context import AppContext, Reading
from components.ids import SafetyId, ShellId


def _head(reading: Reading) -> object:
    return html.H1(f"Safety: {len(reading.analysis.subjects)} patients")


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state."""

    @app.callback(Output(SafetyId.HEAD, "children"), Input(ShellId.STATE, "data"), prevent_initial_call=False)
    def draw(stored: object) -> object:
        return context.answer(_head, stored)
