"""One monitor on the demo study for all journeys; each journey has its own pages, watched for errors and requests."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.e2e.running import Monitor, results, start
from tests.e2e.screen import Screen

ROOM = {"width": 1280, "height": 720}
"""A meeting room's projector."""


@pytest.fixture(scope="session")
def monitor(chromium_path: object) -> Iterator[Monitor]:
    """The monitor on the embedded demo study. Its log must stay empty: a callback that fails writes there."""
    running = start()
    yield running
    said = running.said()
    running.stop()
    assert said == ""


@pytest.fixture(scope="session")
def numbers() -> dict:
    """Every number of the demo study as the command line prints them: what the screens must agree with."""
    return results()


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """What every browser window has."""
    return {**browser_context_args, "viewport": ROOM}


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Screen]]:
    """Make a browser of its own on a monitor. At the end: no error on the console, no request to any other host."""
    made: list[Screen] = []

    def come(running: Monitor, **context: object) -> Screen:
        screen = Screen(new_context(**context).new_page(), running.url)
        made.append(screen)
        return screen

    yield come
    assert [screen.foreign for screen in made if screen.foreign] == []
    assert [screen.errors for screen in made if screen.errors] == []


@pytest.fixture
def screen(visitor: Callable[..., Screen], monitor: Monitor) -> Screen:
    """A page on the demo study."""
    return visitor(monitor)
