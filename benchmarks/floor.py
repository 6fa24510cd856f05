"""The floors, served as the monitor is: a Dash callback that does nothing, and a page of plotly without a framework.

`python -m benchmarks.floor --port P [--figures FILE]`; the file holds two figures for each name of a page:
{"trajectories": [{"data": ..., "layout": ..., "width": ..., "height": ...}, {...}]}.
"""

import argparse
import ast
import sys
from collections.abc import Callable
from pathlib import Path

import brotli
import flask
import orjson
from dash import Dash, Input, Output, dcc, html
from gunicorn.app.base import BaseApplication

from benchmarks.client import STATE
from benchmarks.processes import HOST, ROOT

PLOTLY = ROOT / "assets" / "vendor" / "plotly-basic.min.js"
KEPT = "public, max-age=31536000, immutable"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Floor</title><link rel="icon" href="data:,"></head>
<body style="margin: 0"><button id="change" type="button">Change</button><div id="place"></div>
<script src="/plotly.js"></script>
<script id="figures" type="application/json">FIGURES</script>
<script>
const figures = JSON.parse(document.getElementById("figures").textContent), place = document.getElementById("place");
let shown = 0;
function show(figure) {
  place.style.width = figure.width + "px";
  place.style.height = figure.height + "px";
  Plotly.react(place, figure.data, figure.layout, { displayModeBar: false });
}
show(figures[0]);
document.getElementById("change").addEventListener("click", function () {
  shown = 1 - shown;
  show(JSON.parse(JSON.stringify(figures[shown])));
});
</script></body></html>
"""


def application(figures: dict[str, object]) -> flask.Flask:
    """Make the floors: `answer.children` follows the store of the state; /page/<name> is a page without a framework."""
    app = Dash("floor", compress=False, enable_mcp=False, add_log_handler=False)
    app.layout = html.Div([dcc.Store(id=STATE), html.Div(id="answer")])
    server: flask.Flask = app.server

    @app.callback(Output("answer", "children"), Input(STATE, "data"))
    def answer(stored: object) -> str:
        return "an answer"

    server.add_url_rule("/plotly.js", "plotly", _file(PLOTLY.read_bytes(), "text/javascript", KEPT), methods=["GET"])
    for name, pair in figures.items():
        inline = orjson.dumps(pair).decode().replace("</", "<\\/")
        page = _file(PAGE.replace("FIGURES", inline).encode(), "text/html", "no-store")
        server.add_url_rule(f"/page/{name}", f"page-{name}", page, methods=["GET"])
    server.add_url_rule("/readyz", "ready", lambda: "ready", methods=["GET"])
    return server


def _file(content: bytes, kind: str, cache: str) -> Callable[[], flask.Response]:
    """Give what answers with a file compressed as the monitor compresses its own."""
    small = brotli.compress(content, quality=5)
    headers = {"Content-Encoding": "br", "Cache-Control": cache}
    return lambda: flask.Response(small, content_type=f"{kind}; charset=utf-8", headers=headers)


def gunicorn_settings() -> dict[str, object]:
    """Read the monitor's settings of gunicorn without importing it, so that the floor stays bare.

    Raises:
        LookupError: app.py does not set GUNICORN to a plain dictionary.
    """
    for node in ast.parse((ROOT / "app.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["GUNICORN"]:
            found: dict[str, object] = ast.literal_eval(node.value)
            return found
    raise LookupError("app.py sets no GUNICORN")


class Floor(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with the monitor's settings."""

    def __init__(self, port: int, figures: dict[str, object]) -> None:
        """Take the port and the figures."""
        self._port, self._figures = port, figures
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn up as the monitor does."""
        for key, value in gunicorn_settings().items():
            self.cfg.set(key, value)
        self.cfg.set("bind", f"{HOST}:{self._port}")

    def load(self) -> flask.Flask:
        """Build the application once, before the workers are forked."""
        return application(self._figures)


def main() -> int:
    """Serve until ended."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.floor", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--figures", type=Path)
    chosen = parser.parse_args()
    Floor(chosen.port, orjson.loads(chosen.figures.read_bytes()) if chosen.figures else {}).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
