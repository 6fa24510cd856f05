"""The addresses that are no callbacks: pages, the two health probes, static files, and a real 404 for all others."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

import dash
import flask
import orjson
from flask_compress import Compress
from werkzeug.exceptions import MethodNotAllowed, NotFound

from callbacks.context import AppContext
from callbacks.guard import CALLBACK_PATH
from callbacks.statics import Packed, Shelf, lightened, packed, response, serve
from components.ids import VIEW_PATHS
from components.state import PATIENT_PREFIX
from trial.snapshot import Snapshot, Unusable
from trial.words import version_text

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

COMPRESS = {
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 1,
    "COMPRESS_LEVEL": 1,
    "COMPRESS_MIN_SIZE": 1_024,
    "COMPRESS_MIMETYPES": ["application/json", "text/csv", "text/html", "image/svg+xml"],
}
"""Answers made for one request are compressed quickly: 40 kB of figure take 0.2 ms and become 13 kB."""
TOLD = frozenset({"dash_version", "dash_version_url", "ddk_version", "end_id", "plotly_version", "python_version"})
"""Parts of Dash's configuration block that nobody outside needs: versions, and the key of background callbacks."""

_CONFIG = re.compile(r'(<script id="_dash-config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_ICON = re.compile(r"_favicon\.ico\?v=[0-9.]+")


def discreet(page: str) -> str:
    """Take the versions out of the index page. What is left is the same for every reader, so that it is made once."""
    return _CONFIG.sub(lambda found: f"{found[1]}{_less(found[2])}{found[3]}", _ICON.sub("_favicon.ico", page))


def _less(config: str) -> str:
    kept = {key: value for key, value in orjson.loads(config).items() if key not in TOLD}
    return orjson.dumps(kept).decode().replace("<", "\\u003c")


def register(app: dash.Dash, context: AppContext) -> None:
    """Wire pages, probes and static files."""
    server: flask.Flask = app.server
    shelf = Shelf(Path(app.config.assets_folder))
    server.config.update(COMPRESS)
    Compress(server)
    serve(app, shelf)
    server.extensions["shelf"] = shelf
    _probes(server, context)
    _pages(app, context, shelf)
    server.wsgi_app = _first_alone(server.wsgi_app)  # type: ignore[method-assign, assignment]


def _first_alone(inner: "WSGIApplication") -> "WSGIApplication":
    """Let nobody in before the first request is answered.

    Dash lists its scripts while it handles the first request, and a second one at the same moment would find the list
    half made: scripts would be 404, and the page would never start.
    """
    lock, started = Lock(), Event()

    def alone(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not started.is_set():
            with lock:
                if not started.is_set():
                    try:
                        return inner(environ, start_response)
                    finally:
                        started.set()
        return inner(environ, start_response)

    return alone


def _probes(server: flask.Flask, context: AppContext) -> None:
    def alive() -> flask.Response:
        return flask.jsonify(status="ok")

    def ready() -> tuple[flask.Response, int]:
        state = context.source.current()
        match state:
            case Snapshot():
                return flask.jsonify(status="ready", version=state.version, short=version_text(state.version)), 200
            case Unusable():
                return flask.jsonify(status="unusable", reason=state.code), 503
            case None:
                return flask.jsonify(status="loading", reason="loading"), 503

    server.add_url_rule("/healthz", view_func=alive, methods=["GET"])
    server.add_url_rule("/readyz", view_func=ready, methods=["GET"])


def _pages(app: dash.Dash, context: AppContext, shelf: Shelf) -> None:
    server: flask.Flask = app.server
    prefix = app.config.routes_pathname_prefix
    inside = frozenset(VIEW_PATHS.values())

    @cache
    def page() -> Packed:
        return packed("index.html", shelf.linked(lightened(discreet(app.index()))).encode())

    def index(path: str = "") -> flask.Response:
        if path == CALLBACK_PATH:
            raise MethodNotAllowed(valid_methods=["POST"])
        known = f"/{path.rstrip('/')}" in inside or _is_patient(f"/{path}", context)
        if not known and ("text/html" not in flask.request.headers.get("Accept", "") or path.startswith("_")):
            raise NotFound
        found = response(page(), kept=False)
        found.status_code = 200 if known else 404
        return found

    def gone() -> flask.Response:
        raise NotFound

    for endpoint, view in ((prefix, index), (f"{prefix}<path:path>", index), (f"{prefix}_reload-hash", gone)):
        if endpoint not in server.view_functions:
            raise LookupError("this version of Dash names its addresses in another way")
        server.view_functions[endpoint] = view


def _is_patient(path: str, context: AppContext) -> bool:
    """Whether an address names a patient; until the data are there, any name may be one."""
    if not path.startswith(PATIENT_PREFIX) or path == PATIENT_PREFIX:
        return False
    state = context.source.current()
    if not isinstance(state, Snapshot):
        return True
    subjects = context.answers.analysis(state, None).subjects
    return any(subject.id == path.removeprefix(PATIENT_PREFIX) for subject in subjects)
