"""How large, how deep and how slow the body of a request may be, and how it becomes plain values."""

import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore
from typing import Protocol, TypeAlias

import orjson
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, RequestTimeout

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The largest request that the monitor reads; the screens stay far below each of these."""

    body_bytes: int = 1_000_000
    depth: int = 20
    text: int = 10_000
    items: int = 5_000
    """Items of one list, keys of one object: a selection of 3,000 patients fits."""
    nodes: int = 50_000
    components: int = 1_000
    """Components that one pattern of a callback may name at once."""
    index: int = 100
    """Characters of the part of a component's id that a pattern leaves open."""


BOUNDS = Bounds()


def values(body: str | bytes, bounds: Bounds = BOUNDS) -> Json:
    """Read JSON as RFC 8259 has it and check its size.

    NaN, infinities, lone surrogates and text that is not UTF-8 are no JSON. Of two equal keys the last one holds, here
    and for every later reader, because the body is read only once.

    Raises:
        BadRequest: it is no JSON, or something in it is larger than `bounds` allows.
    """
    try:
        found: Json = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadRequest("The request is not valid JSON.") from None
    _measure(found, bounds)
    return found


def _measure(root: Json, bounds: Bounds) -> None:
    level, depth, seen = [root], 0, 0
    while level:
        depth += 1
        seen += len(level)
        if depth > bounds.depth:
            raise BadRequest(f"The request is nested deeper than {bounds.depth} levels.")
        if seen > bounds.nodes:
            raise BadRequest(f"The request holds more than {bounds.nodes} values.")
        level = [inner for node in level for inner in _inside(node, bounds)]


def _inside(node: Json, bounds: Bounds) -> Iterable[Json]:
    if isinstance(node, str) and len(node) > bounds.text:
        raise BadRequest("A text in the request is too long.")
    if not isinstance(node, list | dict):
        return ()
    if len(node) > bounds.items:
        raise BadRequest("A list in the request is too long.")
    return node if isinstance(node, list) else node.values()


class _Stream(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class Reception:
    """Takes bodies from the wire so that a few slow senders cannot hold every thread.

    A body that does not arrive at once may wait, but only `waiting` of them at a time in one process; the others are
    told to come again. A sender that makes no progress for `patience` seconds is cut off.
    """

    def __init__(self, waiting: int = 4, prompt: float = 0.5, patience: float = 10.0) -> None:
        self._places = BoundedSemaphore(waiting)
        self._prompt = prompt
        self._patience = patience

    def body(self, environ: Mapping[str, object], limit: int) -> bytes:
        """Read the whole body of a request, at most `limit` bytes.

        Raises:
            RequestEntityTooLarge: it is longer.
            RequestTimeout: it did not come in time.
            BadRequest: the sender went away, or broke the transfer encoding.
        """
        length = str(environ.get("CONTENT_LENGTH") or "")
        chunked = not length and "wsgi.input_terminated" in environ
        if not chunked and not length.isdecimal():
            return b""
        wanted = limit + 1 if chunked else int(length)
        if wanted > limit and not chunked:
            raise RequestEntityTooLarge(f"The request is larger than {limit} bytes.")
        body = self._take(environ, wanted)
        if len(body) > limit:
            raise RequestEntityTooLarge(f"The request is larger than {limit} bytes.")
        if not chunked and len(body) < wanted:
            raise BadRequest("The request ended early.")
        return body

    def _take(self, environ: Mapping[str, object], wanted: int) -> bytes:
        stream, wire = environ["wsgi.input"], environ.get("gunicorn.socket")
        if not isinstance(wire, socket.socket):
            return _read(stream, wanted)
        wire.settimeout(self._prompt)
        try:
            return _read(stream, wanted)
        except TimeoutError:
            # What came of a body of known length is kept and read again; a broken chunk cannot be taken up again.
            if not environ.get("CONTENT_LENGTH"):
                raise RequestTimeout("The request came too slowly.") from None
            return self._wait(stream, wanted, wire)
        finally:
            wire.settimeout(None)

    def _wait(self, stream: object, wanted: int, wire: socket.socket) -> bytes:
        if not self._places.acquire(blocking=False):
            raise RequestTimeout("The request came too slowly while others were waiting.")
        try:
            wire.settimeout(self._patience)
            return _read(stream, wanted)
        except TimeoutError:
            raise RequestTimeout("The request stopped before its end.") from None
        finally:
            self._places.release()


def _read(stream: object, wanted: int) -> bytes:
    """Read up to `wanted` bytes; what a server raises for a broken body is the sender's mistake."""
    read = getattr(stream, "read", None)
    if not callable(read):
        return b""
    try:
        found = read(wanted)
    except TimeoutError:
        raise
    except (OSError, ValueError, EOFError) as broken:
        raise BadRequest("The request did not arrive whole.") from broken
    return found if isinstance(found, bytes) else b""


def replay(body: bytes) -> BytesIO:
    """Give the body as a stream to whoever reads the request next."""
    return BytesIO(body)
