"""What a person waits for: first load to the picture, change to the new one; beside a page without a framework."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks import pages, processes
from benchmarks.measures import Action, Times, alternately, ratio
from benchmarks.report import Report, Row
from components.ids import FilterId

LOAD_RATIO, CHANGE_RATIO, CHANGE_MS = 2.0, 1.3, 150.0
LOAD_BYTES, CHANGE_BYTES = 0.9, 20.0


@dataclass(frozen=True, slots=True)
class View:
    """A view with a figure, and a click that changes it and changes it back."""

    name: str
    path: str
    click: str


FIRST_ENDPOINT = f"#{FilterId.ENDPOINTS} input"
VIEWS = (
    View("trajectories", "/trajectories", FIRST_ENDPOINT),
    View("patient", "/patient/01-004", FIRST_ENDPOINT),
    View("safety", "/safety", f"#{FilterId.FLAGS} input"),
)


def report(quick: bool) -> Report:
    """Load each page 3 times (quick) or 9 times, change each figure 10 or 30 times."""
    loads, changes = (3, 10) if quick else (9, 30)
    try:
        with (
            pages.chromium() as browser,
            processes.serving(processes.monitor()) as monitor,
            _floor(browser, monitor.url) as floor,
        ):
            rows = [*_loads(browser, monitor.url, floor, loads), *_changes(browser, monitor.url, floor, changes)]
    except pages.NoChromiumError as error:
        rows = [Row(f"not measured: {error}", 0, "")]
    return Report("In Chromium, demo", tuple(rows))


@contextmanager
def _floor(browser: Browser, url: str) -> Iterator[str]:
    """Serve the floor with the figures that the monitor drew, before and after each change."""
    figures = {view.name: _figures(browser, url, view) for view in VIEWS}
    with tempfile.TemporaryDirectory(prefix="monitor-bench-") as folder:
        file = Path(folder) / "figures.json"
        file.write_bytes(orjson.dumps(figures))
        with processes.serving(processes.floor(file)) as server:
            yield server.url


def _figures(browser: Browser, url: str, view: View) -> list[object]:
    within = pages.context(browser)
    page = _ready(within, url + view.path)
    found: list[object] = [page.evaluate(pages.FIGURE)]
    pages.change(page, view.click)
    page.wait_for_timeout(500)
    found.append(page.evaluate(pages.FIGURE))
    within.close()
    return found


def _loads(browser: Browser, url: str, floor: str, rounds: int) -> list[Row]:
    ours = {"overview": f"{url}/", **{view.name: url + view.path for view in VIEWS}}
    floors = {f"{view.name}, floor": f"{floor}/page/{view.name}" for view in VIEWS}
    received: dict[str, int] = {}
    actions = {name: _load(browser, name, each, received) for name, each in (ours | floors).items()}
    found = alternately(actions, rounds)
    return [
        *(row for name in ours for row in _load_rows(name, found)),
        *(Row(f"bytes on first load, {name}", received[name] / 1e6, "MB", most=LOAD_BYTES) for name in ours),
        *(Row(f"bytes on first load, {name}", received[name] / 1e6, "MB") for name in floors),
    ]


def _load(browser: Browser, name: str, url: str, received: dict[str, int]) -> Action:
    """Give what loads an address into an empty cache and notes the bytes that came."""

    def load() -> float:
        within = pages.context(browser)
        _, found = pages.opened(within, url)
        within.close()
        received[name] = found.received
        return found.took

    return load


def _load_rows(name: str, found: dict[str, Times]) -> list[Row]:
    """Hold a view against the page with its own figure; the overview, which has none, against the first of them."""
    floor = f"{name if f'{name}, floor' in found else VIEWS[0].name}, floor"
    return _held(f"first load to picture, {name}", found[name], found[floor], floor, LOAD_RATIO)


def _held(what: str, ours: Times, floor: Times, name: str, most: float) -> list[Row]:
    return [
        Row(f"{what}, p50", ours.p50, "ms", f"{name}: {floor.p50:.0f} ms", ratio(ours.p50, floor.p50), most),
        Row(f"{what}, fastest", ours.least, "ms", f"{name}: {floor.least:.0f} ms", ratio(ours.least, floor.least)),
    ]


def _changes(browser: Browser, url: str, floor: str, rounds: int) -> list[Row]:
    rows = []
    for view in VIEWS:
        within = pages.context(browser)
        ours, bare = _ready(within, url + view.path), _ready(within, f"{floor}/page/{view.name}")
        actions = {"ours": _changing(ours, view.click), "floor": _changing(bare, "#change")}
        alternately(actions, 4)
        traffic = pages.Traffic(ours)
        found = alternately(actions, rounds)
        what = f"change to picture, {view.name}"
        rows += [
            Row(what, found["ours"].p50, "ms", most=CHANGE_MS),
            *_held(what, found["ours"], found["floor"], f"{view.name}, floor", CHANGE_RATIO),
            Row(f"bytes a change, {view.name}", traffic.received / rounds / 1e3, "kB", most=CHANGE_BYTES),
        ]
        within.close()
    return rows


def _ready(within: BrowserContext, url: str) -> Page:
    page, _ = pages.opened(within, url)
    page.wait_for_timeout(500)
    return page


def _changing(page: Page, click: str) -> Action:
    return lambda: pages.change(page, click)
