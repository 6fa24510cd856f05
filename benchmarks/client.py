"""Asks a running server as a page does: one connection that is kept, one callback after the other."""

import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import orjson

from benchmarks.processes import HOST

STATE = "shell-state"
CALLBACKS = "/_dash-update-component"


class Part(TypedDict):
    """An input, state or output as Dash lists it."""

    id: str
    property: str


class Listed(TypedDict):
    """A callback as Dash lists it."""

    output: str
    inputs: list[Part]
    state: list[Part]
    clientside_function: object


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how long it took in milliseconds."""

    status: int
    body: bytes
    took: float


class Client:
    """One connection. The address is this machine's, always."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)

    def get(self, path: str) -> Answer:
        """Ask for a page or a list."""
        return self._ask("GET", path, None)

    def post(self, body: bytes) -> Answer:
        """Ask a callback."""
        return self._ask("POST", CALLBACKS, body)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        headers = {"Accept-Encoding": "br, gzip"} | ({} if body is None else {"Content-Type": "application/json"})
        start = time.perf_counter()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        return Answer(answer.status, content, (time.perf_counter() - start) * 1_000)

    def callbacks(self) -> list[Listed]:
        """List what the server can be asked: the callbacks that do not run in the browser."""
        self._connection.request("GET", "/_dash-dependencies")
        found: list[Listed] = orjson.loads(self._connection.getresponse().read())
        return [one for one in found if not one["clientside_function"]]


def outputs(listed: str) -> list[Part]:
    """Take apart what a callback writes, as Dash names it: "a.children" or "..a.children...b.data..".

    A callback that shares an output with another has a mark behind "@", which belongs to the property.
    """
    several = listed.startswith("..") and listed.endswith("..")
    names = listed[2:-2].split("...") if several else [listed]
    return [Part(id=name.rpartition(".")[0], property=name.rpartition(".")[2]) for name in names]


def body(listed: Listed, values: dict[str, object]) -> bytes:
    """Write the request that a page would send; `values` are of "id.property", what is not named is null."""
    written = outputs(listed["output"])
    several = listed["output"].startswith("..")

    def given(parts: Sequence[Part]) -> list[dict[str, object]]:
        return [{**part, "value": values.get(f"{part['id']}.{part['property']}")} for part in parts]

    inputs = given(listed["inputs"])
    return orjson.dumps({
        "output": listed["output"],
        "outputs": written if several else written[0],
        "inputs": inputs,
        "changedPropIds": [f"{inputs[0]['id']}.{inputs[0]['property']}"],
        "state": given(listed["state"]),
    })  # fmt: skip


def state(query: str = "", subject: str | None = None) -> dict[str, object]:
    """Give the store of a page that shows this query."""
    return {f"{STATE}.data": {"query": query, "subject": subject}}


def writing(callbacks: Sequence[Listed], output: str) -> Listed:
    """Find the callback that writes "id.property".

    Raises:
        LookupError: there is none, or there are several.
    """
    found = [
        one for one in callbacks if output in {f"{part['id']}.{part['property']}" for part in outputs(one["output"])}
    ]
    if len(found) != 1:
        raise LookupError(f"{len(found)} callbacks write {output}")
    return found[0]
