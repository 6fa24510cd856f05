"""The composition root: puts data, screens and requests together, and is the command line."""

import argparse
import logging
import os
import re
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products: threads would only wait for one another

import orjson
import structlog
from dash import Dash, html
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker

from callbacks import register
from callbacks.context import AppContext
from callbacks.routing import every_layout
from components import page, shell
from data_access import settings as configuration
from data_access.settings import Settings, SettingsError
from data_access.store import SnapshotStore
from trial import analysis, results
from trial.issues import SEVERITY_ORDER, Issue, Severity
from trial.snapshot import Snapshot, Unusable
from trial.words import sentence

COMMANDS = ("serve", "check", "results")
FIRST_PORT, PORTS_TRIED = 8050, 50
LOOPBACK = ("127.0.0.1", "::1", "localhost")
OK, FINDINGS, UNUSABLE = 0, 1, 2
STATIC = re.compile(r'"(/(?:static|_dash-component-suites)/[^"]+)"')
GUNICORN = {
    "worker_class": "gthread",
    "workers": 2,
    "threads": 8,
    "preload_app": True,
    "timeout": 60,
    "graceful_timeout": 10,
    "keepalive": 30,
    "limit_request_line": 8190,
    "max_requests": 100_000,
    "max_requests_jitter": 10_000,
    "accesslog": None,
    "loglevel": "warning",
}


def make_app(settings: Settings) -> tuple[Dash, SnapshotStore]:
    """Build one application for one study; reads no data until it is asked."""
    store = SnapshotStore(settings)
    return _application(AppContext(source=store)), store


def _application(context: AppContext) -> Dash:
    app = Dash(
        __name__,
        title="Trial monitor",
        update_title="",
        assets_ignore=r"0\d-.*\.js",
        assets_path_ignore=["vendor"],
        index_string=page.INDEX,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        compress=False,
        enable_mcp=False,
        serve_locally=True,
        add_log_handler=False,
    )
    app.layout = shell.layout()
    app.validation_layout = html.Div([shell.layout(), *every_layout()])  # type: ignore[assignment]  # Dash says None
    register(app, context)
    return app


def _rehearsed(server: Flask) -> Flask:
    """Make the page and the compressed forms of what it names before the first visitor, once for all workers."""
    client = server.test_client()
    for address in ("/", *STATIC.findall(client.get("/").text)):
        client.get(address, headers={"Accept-Encoding": "br"})
    return server


def __getattr__(name: str) -> Flask:
    """Make `gunicorn app:server` work: the application is built when it is asked for, not on import.

    Each worker starts to load the study at once: now if this is one, else (--preload) when it is forked.
    """
    if name != "server":
        raise AttributeError(name)
    app, store = make_app(configuration.read())
    if _is_worker():
        store.start_loading()
    else:
        os.register_at_fork(after_in_child=store.start_loading)
    server: Flask = app.server
    globals()["server"] = server
    return server


def _is_worker() -> bool:
    """Whether this process is a worker of gunicorn: one takes its signals before it asks for the application."""
    return isinstance(getattr(signal.getsignal(signal.SIGTERM), "__self__", None), Worker)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with this program's settings; each worker starts to load the study when it is forked."""

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        """Take the study and the address; nothing is bound yet."""
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._context = AppContext(source=SnapshotStore(settings))
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn up; its own files and variables are not read."""
        for key, value in GUNICORN.items():
            self.cfg.set(key, value)
        self.cfg.set("bind", self._bind)
        self.cfg.set("post_fork", self._start_loading)

    def _start_loading(self, _arbiter: object, _worker: object) -> None:
        """Load and analyse the study in the background, so that the first answer waits for neither."""
        Thread(target=self._analyse, name="first-analysis", daemon=True).start()

    def _analyse(self) -> None:
        with suppress(Exception):  # a fault is told by the answer that meets it, with a reference
            self._context.analysis()

    def load(self) -> Flask:
        """Build the application once, before the workers are forked."""
        return _rehearsed(_application(self._context).server)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def serve(settings: Settings) -> int:
    """Serve until stopped. Loopback only, since there is no access control yet."""
    if settings.host not in LOOPBACK:
        _say(
            f"Refused to serve on {settings.host}: there is no access control yet, so only this machine may connect "
            "(--host 127.0.0.1)."
        )
        return UNUSABLE
    port = settings.port
    if port is None:
        port = next((p for p in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if _is_free(settings.host, p)), 0)
        if port != FIRST_PORT:
            _say(f"Port {FIRST_PORT} is taken; using {port}.")
    elif not _is_free(settings.host, port):
        _say(f"Port {port} is taken by another program. Choose another with --port, or leave it out.")
        return UNUSABLE
    shown = "the embedded synthetic demo study" if settings.is_demo else str(settings.data)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    sys.stdout.write(f"Trial monitor: http://{host}:{port}\nData: {shown}\nStop with Ctrl+C.\n")
    sys.stdout.flush()
    Server(settings, settings.host, port).run()
    return OK


def check(settings: Settings, as_json: bool) -> int:
    """Load, validate, print the findings. Exit: 0 no warning or error, 1 some, 2 unusable."""
    state = SnapshotStore(settings).load()
    if as_json:
        rows = results.rows(state) if isinstance(state, Snapshot) else {}
        refusal = [Issue(Severity.ERROR, "study", state.text, state.remedy)] if isinstance(state, Unusable) else []
        found = [results.finding(issue) for issue in (*state.issues, *refusal)]
        document = {"usable": isinstance(state, Snapshot), "rows": rows, "issues": found}
        sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        _print_findings(state)
    if isinstance(state, Unusable):
        return UNUSABLE
    return FINDINGS if any(issue.severity is not Severity.NOTE for issue in state.issues) else OK


def _print_findings(state: Snapshot | Unusable) -> None:
    lines = []
    for issue in sorted(state.issues, key=lambda one: SEVERITY_ORDER[one.severity]):
        rows = (
            f" rows {', '.join(map(str, issue.rows[:20]))}{' …' if len(issue.rows) > 20 else ''}" if issue.rows else ""
        )
        where = " ".join(filter(None, (issue.table, issue.file, issue.column)))
        lines.append(f"{issue.severity:<8}{where}{rows}: {sentence(issue.text)} {sentence(issue.remedy)}")
    if isinstance(state, Unusable):
        lines.append(f"Unusable: {sentence(state.text)} {sentence(state.remedy)}")
    else:
        total = sum(count.rows_in for count in state.ledger)
        aside = sum(count.set_aside for count in state.ledger)
        lines.append(f"{state.study.id}: {total} rows = {total - aside} used + {aside} set aside; cut {state.cut}.")
    sys.stdout.write("\n".join(lines) + "\n")


def print_results(settings: Settings) -> int:
    """Print the results document. Exit 0 whenever it does; 2 with nothing on standard output otherwise."""
    state = SnapshotStore(settings).load()
    if isinstance(state, Unusable):
        for issue in state.issues:
            _say(f"{issue.severity}: {issue.table} {sentence(issue.text)} {sentence(issue.remedy)}")
        _say(f"{sentence(state.text)} {sentence(state.remedy)}")
        return UNUSABLE
    document = results.build(analysis.build(state, None))
    sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")
    return OK


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2011-12-31") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Monitor of a trial with one treatment day a patient.")
    commands = parser.add_subparsers(dest="command", required=True)
    texts = (
        ("serve", "show the study in the browser (the default)"),
        ("check", "load and validate; exit 0 clean, 1 warnings or errors, 2 unusable"),
        ("results", "print every number as one JSON document"),
    )
    for name, text in texts:
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--study", type=Path, metavar="FILE", help="study file; default study.toml in the data")
        command.add_argument("--data", type=Path, metavar="DIR", help="folder of datasets; default the embedded demo")
        if name != "check":
            command.add_argument("--as-of", type=_iso_date, metavar="DATE", help="the data as they stood on this day")
        if name == "serve":
            command.add_argument("--host", help="only this machine: 127.0.0.1")
            command.add_argument("--port", type=int, help=f"default {FIRST_PORT}, or the next free one")
        if name == "check":
            command.add_argument("--json", action="store_true", help="findings as JSON")
    return parser


def _log_to_standard_error() -> None:
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def main(arguments: Sequence[str]) -> int:
    """Run one command; gives the exit code."""
    given = list(arguments)
    if not given or (given[0] not in COMMANDS and given[0] not in ("-h", "--help")):
        given.insert(0, "serve")
    chosen = vars(_parser().parse_args(given))
    command, as_json = chosen.pop("command"), chosen.pop("json", False)
    _log_to_standard_error()
    try:
        settings = configuration.read(chosen)
    except SettingsError as error:
        _say(str(error))
        return UNUSABLE
    if command == "serve":
        return serve(settings)
    return check(settings, as_json) if command == "check" else print_results(settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
