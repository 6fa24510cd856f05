"""One monitor on the demo study for all journeys; each journey has its own pages, watched for errors and requests."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

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


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """What every browser window has."""
    return {**browser_context_args, "viewport": ROOM}


@pytest.fixture(scope="session")
def window(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[BrowserContext]:
    """The browser of one person who comes back: what it has fetched it keeps, which is what makes journeys quick."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Screen]]:
    """Make a browser of its own on a monitor."""
    made: list[Screen] = []

    def come(running: Monitor, **context: object) -> Screen:
        screen = Screen(new_context(**context).new_page(), running.url)
        made.append(screen)
        return screen

    yield come
    blameless(*made)


@pytest.fixture
def screen(window: BrowserContext, monitor: Monitor) -> Iterator[Screen]:
    """A page on the demo study; nothing that another journey chose is remembered."""
    one = Screen(window.new_page(), monitor.url)
    yield one
    if one.page.url.startswith(monitor.url):
        one.page.evaluate("localStorage.clear()")
    one.page.close()
    blameless(one)


def blameless(*screens: Screen) -> None:
    """No error on the console and no request to any other host."""
    assert [screen.foreign for screen in screens if screen.foreign] == []
    assert [screen.errors for screen in screens if screen.errors] == []
