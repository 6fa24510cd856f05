"""What the reader and the log are told when a request fails: a sentence and a reference number, never a value."""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from types import TracebackType

import dash
import flask
import structlog
from werkzeug.exceptions import HTTPException, InternalServerError

from callbacks.context import AppContext
from components.state import InvalidStateError

SENTENCES = {
    400: "The request could not be understood.",
    403: "The request is not allowed.",
    404: "There is nothing at this address.",
    405: "This address is not asked in that way.",
    408: "The request did not come in time.",
    413: "The request is too large.",
    415: "The request has the wrong content type.",
}
FAILED = "The monitor could not answer. What is shown may not be current."
OWN = str(Path(__file__).resolve().parent.parent)
MOST_LOGGED = 60
"""Lines a minute about refused requests, and as many about failures; the rest is counted."""

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Trial monitor</title></head>
<body><h1>{title}</h1><p>{text}</p><p>Reference {reference}</p><p><a href="/">Open the overview</a></p></body></html>
"""


def reference() -> str:
    """Make a number that a person can read out and an operator can find in the log: 7F3A-02."""
    digits = secrets.token_hex(3).upper()
    return f"{digits[:4]}-{digits[4:]}"


def location(trace: TracebackType | None) -> str:
    """Say where an error arose, as module, function and line of the innermost own code."""
    place = "unknown"
    while trace is not None:
        code, module = trace.tb_frame.f_code, trace.tb_frame.f_globals.get("__name__", "")
        if code.co_filename.startswith(OWN) and "site-packages" not in code.co_filename:
            place = f"{module}.{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


class Throttle:
    """Lets at most `most` lines a minute through; the next one that passes says how many did not."""

    def __init__(self, most: int = MOST_LOGGED, clock: Callable[[], float] = time.monotonic) -> None:
        """Start an empty minute."""
        self._most, self._clock, self._lock = most, clock, threading.Lock()
        self._until, self._passed, self._dropped = clock() + 60.0, 0, 0

    def admit(self) -> int | None:
        """Give the number of lines left out since the last one that passed, None when this one is left out too."""
        with self._lock:
            if self._clock() >= self._until:
                self._until, self._passed = self._clock() + 60.0, 0
            if self._passed >= self._most:
                self._dropped += 1
                return None
            self._passed += 1
            dropped, self._dropped = self._dropped, 0
            return dropped


class Redaction(logging.Filter):
    """Takes the exception out of log records: its text may hold a patient's data. Type and place remain."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record that carries an exception; let every record pass."""
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            record.msg, record.args = f"{kind.__name__} at {location(trace)}", ()
            record.exc_info, record.exc_text = None, None
        return True


def answer(code: int, text: str, number: str) -> flask.Response:
    """Make the answer to a request that failed: a page for somebody who reads, JSON for a program."""
    if "text/html" in flask.request.headers.get("Accept", "") and flask.request.method in {"GET", "HEAD"}:
        title = "Not found" if code == 404 else "Not possible"
        page = PAGE.format(title=title, text=escape(text), reference=number)
        return flask.Response(page, status=code, mimetype="text/html")
    response = flask.jsonify({"error": text, "reference": number})
    response.status_code = code
    return response


def register(app: dash.Dash, context: AppContext) -> None:
    """Answer every failed request with a sentence and a reference, and log the reference with type and place."""
    log = structlog.get_logger("monitor")
    refusals, failures = Throttle(), Throttle()
    server: flask.Flask = app.server
    server.logger.addFilter(Redaction())

    def told(event: str, throttle: Throttle, error: Exception, code: int) -> str:
        number, dropped = reference(), throttle.admit()
        if dropped is not None:
            log.warning(
                event,
                reference=number,
                status=code,
                kind=type(error).__name__,
                place=location(error.__traceback__),
                endpoint=flask.request.endpoint,
                method=flask.request.method,
                not_logged=dropped,
            )
        return number

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> flask.Response | HTTPException:
        code = error.code or 500
        if code < 400:
            return error
        response = answer(code, _sentence(error), told("refused", refusals, error, code))
        response.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
        return response

    @server.errorhandler(InvalidStateError)
    def unexpected(error: InvalidStateError) -> flask.Response:
        text = "The page asked for something that these data do not have. Load the page again."
        return answer(400, text, told("unexpected input", refusals, error, 400))

    @server.errorhandler(Exception)
    def failed(error: Exception) -> flask.Response:
        return answer(500, FAILED, told("failed", failures, error, 500))


def _sentence(error: HTTPException) -> str:
    """Give our own sentence, not the library's."""
    if isinstance(error, InternalServerError):
        return FAILED
    ours = error.description is not None and error.description != type(error).description
    return str(error.description) if ours else SENTENCES.get(error.code or 500, FAILED)
