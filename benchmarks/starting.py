"""From the command to /readyz: the monitor on the demo, against a Dash application that shows nothing."""

from benchmarks import processes
from benchmarks.measures import alternately, ratio
from benchmarks.report import Report, Row

MOST_MS = 3_000


def report(quick: bool) -> Report:
    """Start each twice (quick) or five times."""
    found = alternately({"monitor": _monitor, "floor": _floor}, 2 if quick else 5)
    ours, bare = found["monitor"], found["floor"]
    rows = (
        Row("start to readyz, demo, fastest", ours.least, "ms", most=MOST_MS),
        Row("start to readyz, demo, p50", ours.p50, "ms", "bare Dash, p50", ratio(ours.p50, bare.p50)),
        Row("bare Dash, p50", bare.p50, "ms"),
    )
    return Report("Start", rows)


def _monitor() -> float:
    with processes.serving(processes.monitor()) as server:
        return server.started


def _floor() -> float:
    with processes.serving(processes.floor()) as server:
        return server.started
