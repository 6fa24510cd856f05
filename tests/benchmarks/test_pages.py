"""What is measured in Chromium: the moment at which a picture stands, and a change that is really another picture."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Browser, BrowserContext

from benchmarks import pages, processes

POINTS = list(range(9))
TRACES = [{"x": POINTS, "y": POINTS, "mode": "markers", "type": "scatter"}]
LOWER = [{**TRACES[0], "y": [0] * len(POINTS)}]


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A floor with a page whose picture changes and one whose picture does not."""

    def figure(traces: list[dict[str, object]]) -> dict[str, object]:
        return {"data": traces, "layout": {}, "width": 400, "height": 300}

    folder: Path = tmp_path_factory.mktemp("figures")
    file = folder / "figures.json"
    file.write_bytes(orjson.dumps({"changes": [figure(TRACES), figure(LOWER)], "stays": [figure(TRACES)] * 2}))
    with processes.serving(processes.floor(file)) as server:
        yield server.url


@pytest.fixture
def within(browser: Browser) -> Iterator[BrowserContext]:
    made = pages.context(browser)
    yield made
    made.close()


def test_a_load_is_timed_and_its_bytes_are_counted(within: BrowserContext, floor: str) -> None:
    page, load = pages.opened(within, f"{floor}/page/changes")
    assert page.evaluate(pages.FIGURE)["data"][0]["y"] == POINTS
    assert load.took > 0
    assert load.received > 100_000, "plotly is part of what a page loads"


def test_a_change_is_timed_until_the_other_picture_stands(within: BrowserContext, floor: str) -> None:
    page, _ = pages.opened(within, f"{floor}/page/changes")
    traffic = pages.Traffic(page)
    assert pages.change(page, "#change") > 0
    assert page.evaluate(pages.FIGURE)["data"][0]["y"] == [0] * len(POINTS)
    assert traffic.received == 0


def test_the_same_picture_again_is_no_change(within: BrowserContext, floor: str) -> None:
    page, _ = pages.opened(within, f"{floor}/page/stays")
    with pytest.raises(RuntimeError, match="drew the same picture again"):
        pages.change(page, "#change")
