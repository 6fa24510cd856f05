"""One monitor on the demo study for all journeys; each journey gets its own page, watched for errors and requests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.e2e.running import Monitor, start
from tests.e2e.screen import Screen


@pytest.fixture(scope="session")
def monitor(chromium_path: object) -> Iterator[Monitor]:
    """The monitor on the embedded demo study."""
    running = start()
    yield running
    running.stop()


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """A meeting room's projector."""
    return {**browser_context_args, "viewport": {"width": 1280, "height": 720}}


@pytest.fixture
def screen(context: BrowserContext, monitor: Monitor) -> Iterator[Screen]:
    """A page on the demo study. At the end: no error in the console, no request to any other host."""
    screen = Screen(context.new_page(), monitor.url)
    yield screen
    assert screen.foreign == []
    assert screen.errors == []
