"""An application with two panels whose failures a browser test can order; served by gunicorn as the monitor is.

The folder MONITOR_TEST_FOLDER holds what a test says: `state` (ready:<version>, loading, unusable), `broken`, and
`deadly`, which has as many letters as there are workers to be killed. Chromium itself asks again once, unseen.
"""

import os
import signal
import time
from dataclasses import dataclass, replace
from pathlib import Path

import dash
import flask
from dash import Input, Output, dcc, html

from callbacks import errors, guard, headers, http
from callbacks.context import AppContext
from tests.callbacks.small import People
from tests.environment import ROOT
from tests.factories import one_subject
from trial.snapshot import Snapshot, Unusable

FOLDER = "MONITOR_TEST_FOLDER"
ONLY_WATCH = r"^(?!(10-tokens\.css|20-layout\.css|31-watch\.css|80-watch\.js|81-watch-marks\.js)$)"


@dataclass(frozen=True, eq=False)
class FileSource:
    """Says what the file `state` says."""

    folder: Path
    snapshot: Snapshot

    def current(self) -> Snapshot | Unusable | None:
        """Give the snapshot with the version that the file names."""
        kind, _, version = (self.folder / "state").read_text(encoding="utf-8").partition(":")
        if kind == "ready":
            return replace(self.snapshot, version=version)
        return Unusable("no-dm", "DM is missing.", "Put dm.csv there.") if kind == "unusable" else None


def layout() -> html.Div:
    """Two panels, one of them fed through a store, and what belongs to no panel."""
    left = html.Section(
        [dcc.Store(id="left-store"), html.P("…", id="left-text")],
        className="card",
        **{"data-panel": "left-store", "aria-label": "Left part"},
    )
    right = html.Section(html.P("…", id="right-text"), **{"data-panel": "right", "aria-label": "Right part"})
    asked = [dcc.Store(id=f"ask-{side}", data="first") for side in ("left", "right", "page")]
    return html.Div([*asked, html.H1("Watched"), html.Main([left, right]), dcc.Store(id="page-store")])


def add_callbacks(app: dash.Dash, folder: Path) -> None:
    """One callback for each panel and one for the page; what they are asked says how they fail."""

    def told(asked: object) -> str:
        if asked == "fail" and (folder / "broken").exists():
            raise ValueError("broken")
        if asked == "die" and (left := (folder / "deadly").read_text(encoding="utf-8")):
            (folder / "deadly").write_text(left[1:], encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
        if asked == "slow":
            time.sleep(6.5)
        return f"answer to {asked}"

    for output, prop, asked in (
        ("left-store", "data", "ask-left"),
        ("right-text", "children", "ask-right"),
        ("page-store", "data", "ask-page"),
    ):
        app.callback(Output(output, prop), Input(asked, "data"))(told)
    app.clientside_callback(
        "function (text) { return text || '…'; }", Output("left-text", "children"), Input("left-store", "data")
    )


def application() -> flask.Flask:
    """Make the application."""
    folder = Path(os.environ[FOLDER])
    app = dash.Dash(
        "watched",
        assets_folder=str(ROOT / "assets"),
        assets_ignore=ONLY_WATCH,
        assets_path_ignore=["vendor"],
        enable_mcp=False,
        update_title=None,
        index_string=dash.dash._default_index.replace("<html>", '<html lang="en">'),
    )
    app.layout = layout()
    context = AppContext(source=FileSource(folder, one_subject()), answers=People())
    guard.register(app, context)
    errors.register(app, context)
    add_callbacks(app, folder)
    http.register(app, context)
    headers.register(app, context)
    return app.server
