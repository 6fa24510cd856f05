"""Many who look at once: each changes something, waits for the whole answer, and looks at it for a while."""

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException

from benchmarks import processes
from benchmarks.client import Client, body, state, writing
from benchmarks.measures import Times
from benchmarks.report import Report, Row

VIEWERS, PAUSE = 50, 5.0
MOST_MS = 250
ENDPOINTS = ("alsfrs_r", "fvc", "mvic_arm", "mvic_grip")
ASKED = ("filter-count.children", "trajectories-answer.data", "trajectories-table-answer.data")
"""What a change of the state asks for when Trajectories is open."""
SESSION = "shell-state.data"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the viewers saw, gathered from all of them; an error is a status that is not 200, or 0 for no answer."""

    times: list[float] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)


def report(quick: bool) -> Report:
    """Let 50 viewers look for 10 s (quick) or 20 s, then with pauses five times as short."""
    seconds = 10.0 if quick else 20.0
    with processes.serving(processes.monitor()) as monitor:
        calm = _look(monitor.port, seconds, PAUSE)
        hurried = _look(monitor.port, seconds / 2, PAUSE / 5)
    return Report(
        f"{VIEWERS} viewers at once, 4 requests a change",
        (*_rows(f"pauses of {PAUSE:.0f} s", calm, MOST_MS), *_rows(f"pauses of {PAUSE / 5:.0f} s", hurried, None)),
    )


def _rows(what: str, seen: Seen, most: float | None) -> tuple[Row, ...]:
    times = Times(tuple(seen.times))
    return (
        Row(f"{what}: a change, p95", times.p95, "ms", most=most),
        Row(f"{what}: a change, p50", times.p50, "ms"),
        Row(f"{what}: changes", len(seen.times), ""),
        Row(f"{what}: errors", len(seen.errors), "", most=0),
    )


def _look(port: int, seconds: float, pause: float) -> Seen:
    seen, until = Seen(), time.monotonic() + seconds
    threads = [threading.Thread(target=_viewer, args=(number, port, until, pause, seen)) for number in range(VIEWERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _viewer(number: int, port: int, until: float, pause: float, seen: Seen) -> None:
    chance, client = random.Random(number), Client(port)
    callbacks = client.callbacks()
    session, views = writing(callbacks, SESSION), [writing(callbacks, output) for output in ASKED]
    time.sleep(chance.uniform(0, pause))
    while time.monotonic() < until:
        query = f"endpoints={chance.choice(ENDPOINTS)}&months=-6..{chance.randint(6, 12)}"
        place = {"shell-location.pathname": "/trajectories", "shell-location.search": f"?{query}"}
        asked = [body(session, place | state("")), *(body(view, state(query)) for view in views)]
        _change(client, asked, seen)
        time.sleep(pause * chance.uniform(0.8, 1.2))
    client.close()


def _change(client: Client, asked: Sequence[bytes], seen: Seen) -> None:
    try:
        answers = [client.post(one) for one in asked]
    except (OSError, HTTPException):
        client.close()  # the next question connects anew
        seen.errors.append(0)
        return
    seen.times.append(sum(answer.took for answer in answers))
    seen.errors.extend(answer.status for answer in answers if answer.status != 200)
