"""Answers the view Overview: the finding, the counts, the rows."""

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.context import AppContext, Reading
from components.ids import OverviewId, ShellId
from components.overview_rows import body
from components.overview_summary import card, head
from trial.overview import build, headline, summary


def _head(reading: Reading) -> object:
    return head(headline(reading.analysis, reading.selection), reading.selection)


def _summary(reading: Reading) -> object:
    facts = headline(reading.analysis, reading.selection).facts
    return card(summary(reading.analysis, reading.selection), facts)


def _rows(reading: Reading) -> object:
    return body(build(reading.analysis, reading.selection))


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state; the browser builds the rows from their answer."""

    @app.callback(
        Output(OverviewId.HEAD, "children"),
        Output(OverviewId.SUMMARY, "children"),
        Output(OverviewId.ANSWER, "data"),
        Input(ShellId.STATE, "data"),
        prevent_initial_call=False,
    )
    def draw(stored: object) -> object:
        reading = context.reading(stored)
        return tuple(context.answers.answer(make, reading) for make in (_head, _summary, _rows))

    app.clientside_callback(
        ClientsideFunction("monitor", "build"),
        Input(OverviewId.ANSWER, "data"),
        State(OverviewId.ROWS, "id"),
        prevent_initial_call=True,
    )
