"""A small application behind the real guard, errors, headers and pages, with one callback of every kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import dash
from dash import ALL, MATCH, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate
from flask.testing import FlaskClient
from werkzeug.exceptions import BadRequest
from werkzeug.test import TestResponse

from callbacks import errors, guard, headers, http
from callbacks.context import AppContext
from components.state import InvalidStateError
from tests.environment import ROOT
from trial.snapshot import Snapshot, Unusable

SECRET = "PATIENT-01-004"
PATH = "/_dash-update-component"


@dataclass(eq=False)
class Source:
    """A snapshot source that a test can change."""

    state: Snapshot | Unusable | None = None

    def current(self) -> Snapshot | Unusable | None:
        """Give whatever the test has put here."""
        return self.state


@dataclass(eq=False)
class People:
    """Stands for the cached answers: only who is in the trial is asked of it."""

    ids: Sequence[str] = ("01-001", "01 002", "a/b")
    asked: list[object] = field(default_factory=list)

    def analysis(self, snapshot: Snapshot, cut: object) -> SimpleNamespace:
        """Give the subjects."""
        self.asked.append(cut)
        return SimpleNamespace(subjects=[SimpleNamespace(id=one) for one in self.ids])


def layout() -> html.Div:
    """Every component that a callback names."""
    cells = [
        html.Div([dcc.Input(id={"type": "cell", "index": i}), html.P(id={"type": "echo", "index": i})]) for i in "ab"
    ]
    inputs = [dcc.Input(id=one) for one in ("choice", "note", "broken", "absent", "still", "odd")]
    outputs = [html.P(id=one) for one in ("plain", "left", "right", "sum", "broken-out", "absent-out", "still-out")]
    rest = [html.Button(id="button"), html.P(id="odd-out"), html.P(id="browser-out")]
    return html.Div([*cells, *inputs, *outputs, *rest])


def add_callbacks(app: dash.Dash) -> None:
    """One callback of every kind that answers."""

    @app.callback(Output("plain", "children"), Input("choice", "value"), State("note", "value"))
    def plain(choice: object, note: object) -> str:
        return f"{choice}/{note}"

    @app.callback(Output("left", "children"), Output("right", "children"), Input("choice", "value"))
    def several(choice: object) -> tuple[str, str]:
        return str(choice), "right"

    @app.callback(Output("sum", "children"), Input({"type": "cell", "index": ALL}, "value"))
    def every(cells: list[object]) -> int:
        return len(cells)

    @app.callback(
        Output({"type": "echo", "index": MATCH}, "children"),
        Input({"type": "cell", "index": MATCH}, "value"),
        State({"type": "cell", "index": ALL}, "value"),
    )
    def same(cell: object, cells: list[object]) -> str:
        return f"{cell} of {len(cells)}"

    @app.callback(
        Output("plain", "children", allow_duplicate=True), Input("button", "n_clicks"), prevent_initial_call=True
    )
    def again(clicks: object) -> str:
        return "again"

    @app.callback(Input("button", "n_clicks"))
    def silent(clicks: object) -> None:
        return None

    app.clientside_callback(
        "function (value) { return value; }", Output("browser-out", "children"), Input("choice", "value")
    )


def add_failures(app: dash.Dash) -> None:
    """One callback of every kind that does not answer."""

    @app.callback(Output("broken-out", "children"), Input("broken", "value"))
    def broken(value: object) -> str:
        raise ValueError(f"{SECRET}: {value}")

    @app.callback(Output("absent-out", "children"), Input("absent", "value"))
    def absent(value: object) -> str:
        raise BadRequest("There is no such visit.")

    @app.callback(Output("still-out", "children"), Input("still", "value"))
    def still(value: object) -> str:
        raise PreventUpdate

    @app.callback(Output("odd-out", "children"), Input("odd", "value"))
    def odd(value: object) -> str:
        raise InvalidStateError(f"not a {value}")


def bare(assets: Path = ROOT / "assets") -> dash.Dash:
    """Dash as it is, without any of our protection."""
    app = dash.Dash("small", assets_folder=str(assets), enable_mcp=False, add_log_handler=False)
    app.layout = layout()
    add_callbacks(app)
    return app


def guarded(source: Source | None = None, assets: Path = ROOT / "assets", failures: bool = True) -> dash.Dash:
    """The same behind our protection, registered in the order of `callbacks.register`."""
    app = bare(assets)
    context = AppContext(source=source or Source(), answers=People())
    guard.register(app, context)
    errors.register(app, context)
    if failures:
        add_failures(app)
    http.register(app, context)
    headers.register(app, context)
    return app


def item(component: object, prop: str, value: object = None) -> dict[str, object]:
    """One input as the page sends it."""
    return {"id": component, "property": prop, "value": value}


def target(component: object, prop: str) -> dict[str, object]:
    """One output as the page sends it."""
    return {"id": component, "property": prop}


def cell(index: object) -> dict[str, object]:
    """An id of the pattern."""
    return {"type": "cell", "index": index}


def bodies(app: dash.Dash) -> dict[str, dict[str, object]]:
    """A right body for every callback that answers."""
    repeated = next(one for one in app.callback_map if one.startswith("plain.children@"))
    silent = next(one for one in app.callback_map if "." not in one)
    every = [item(cell("a"), "value", 1), item(cell("b"), "value", 2)]
    button = item("button", "n_clicks", 1)
    return {
        "plain": {
            "output": "plain.children", "outputs": target("plain", "children"),
            "inputs": [item("choice", "value", "x")], "state": [item("note", "value", "n")],
            "changedPropIds": ["choice.value"], "parsedChangedPropsIds": ["choice.value"],
        },
        "several": {
            "output": "..left.children...right.children..",
            "outputs": [target("left", "children"), target("right", "children")],
            "inputs": [item("choice", "value", "x")], "changedPropIds": [],
        },
        "every": {
            "output": "sum.children", "outputs": target("sum", "children"), "inputs": [every],
            "changedPropIds": ['{"index":"a","type":"cell"}.value'], "parsedChangedPropsIds": [cell("a")],
        },
        "same": {
            "output": '{"index":["MATCH"],"type":"echo"}.children',
            "outputs": target({"type": "echo", "index": "a"}, "children"),
            "inputs": [item(cell("a"), "value", 1)], "state": [every], "changedPropIds": [],
        },
        "again": {
            "output": repeated, "outputs": target("plain", repeated.rpartition(".")[2]),
            "inputs": [button], "changedPropIds": ["button.n_clicks"],
        },
        "silent": {"output": silent, "inputs": [button], "changedPropIds": ["button.n_clicks"]},
    }  # fmt: skip


def simple(output: str, given: str, value: object = "x") -> dict[str, object]:
    """A right body for a callback with one plain output and one plain input."""
    return {
        "output": f"{output}.children", "outputs": target(output, "children"),
        "inputs": [item(given, "value", value)], "changedPropIds": [f"{given}.value"],
    }  # fmt: skip


def post(client: FlaskClient, body: object, **extra: object) -> TestResponse:
    """Ask for a callback."""
    return client.post(PATH, json=body, **extra)
