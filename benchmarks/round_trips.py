"""What a change costs on the server: the main callback under gunicorn against a Dash callback that does nothing."""

import itertools
from collections.abc import Callable, Iterator

from benchmarks import processes
from benchmarks.client import Client, body, state, writing
from benchmarks.measures import Times, alternately, ratio
from benchmarks.report import Report, Row

MAIN, SESSION, FLOOR = "trajectories-answer.data", "shell-state.data", "answer.children"
WARM_UP = 60
"""Enough requests on a connection, or on several, that both workers have answered some of them."""
CACHED, UNCACHED = 1.5, 4.0
QUERY = "endpoints=alsfrs_r"


def queries() -> Iterator[str]:
    """Give queries that were not asked before and show the same: ranges of months that differ in the third decimal."""
    return (f"months=-6..{12 + step / 1000:.10g}" for step in itertools.count(1))


def report(quick: bool) -> Report:
    """Measure; a quick run asks 150 times, a full one 1,000 times."""
    rounds, seconds = (150, 8.0) if quick else (1_000, 60.0)
    with processes.serving(processes.monitor()) as monitor, processes.serving(processes.floor()) as floor:
        ours, bare = Client(monitor.port), Client(floor.port)
        found = _measured(ours, bare, rounds, seconds)
        ours.close()
        bare.close()
    rows = [
        *_rows("bare Dash callback", found["floor"], found["floor"], None),
        *_rows("main callback, answer cached", found["cached"], found["floor"], CACHED),
        *_rows("main callback, not cached", found["uncached"], found["floor"], UNCACHED),
        *_rows("control to state", found["session"], found["floor"], None),
    ]
    return Report("Round trips under gunicorn, one connection, demo", tuple(rows))


def _measured(ours: Client, bare: Client, rounds: int, seconds: float) -> dict[str, Times]:
    main = writing(ours.callbacks(), MAIN)
    session = writing(ours.callbacks(), SESSION)
    floor = body(writing(bare.callbacks(), FLOOR), state(QUERY))
    cached, fresh = body(main, state(QUERY)), queries()
    settled = body(
        session, {"shell-location.pathname": "/trajectories", "shell-location.search": f"?{QUERY}"} | state("")
    )
    actions: dict[str, Callable[[], float]] = {
        "floor": lambda: _took(bare, floor),
        "cached": lambda: _took(ours, cached),
        "uncached": lambda: _took(ours, body(main, state(next(fresh)))),
        "session": lambda: _took(ours, settled),
    }
    alternately(actions, WARM_UP)
    return alternately(actions, rounds, seconds)


def _took(client: Client, asked: bytes) -> float:
    answer = client.post(asked)
    if answer.status != 200:
        raise RuntimeError(f"a callback answered {answer.status}: {answer.body[:200]!r}")
    return answer.took


def _rows(what: str, times: Times, floor: Times, most: float | None) -> list[Row]:
    return [
        Row(f"{what}, fastest", times.least, "ms", "bare Dash, fastest", ratio(times.least, floor.least)),
        Row(f"{what}, p50", times.p50, "ms", "bare Dash, p50", ratio(times.p50, floor.p50), most),
        Row(f"{what}, p95", times.p95, "ms", "bare Dash, p95", ratio(times.p95, floor.p95)),
    ]
