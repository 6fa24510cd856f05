"""Pictures of every view of the demo study: for the README, and to be looked at before a release.

`python -m tests.e2e.pictures` renews docs/pictures; with FOLDER every view at each size, in light and dark, goes there.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import environment
from tests.e2e.running import start

VIEWS = {
    "overview": "/",
    "trajectories": "/trajectories",
    "overlay": "/trajectories?layout=overlay",
    "safety": "/safety",
    "safety-record": "/safety?event=01-004%3A3",
    "visits": "/visits",
    "visits-cell": "/visits?visit=01-006%3AMN6",
    "visits-days": "/visits?show=days",
    "patient": "/patient/01-004",
    "group": "/group",
    "data": "/data",
    "filtered-away": "/?grade=5&subjects=01-001",
    "not-found": "/nowhere",
}
SIZES = {"small": (1280, 720), "middle": (1440, 900), "large": (1920, 1080), "hand": (390, 844)}
IN_README = ("overview", "trajectories", "patient", "group")
README_FOLDER = environment.ROOT / "docs" / "pictures"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own browser."""
    path = environment.chromium(os.environ)
    if path is None:
        sys.exit(environment.NO_CHROMIUM)
    with sync_playwright() as playwright:
        arguments = environment.launch_arguments(environment.current_user())
        browser = playwright.chromium.launch(executable_path=str(path), args=arguments)
        yield browser
        browser.close()


def opened(browser: Browser, size: str, mode: str) -> Page:
    """A page of a size in a colour mode."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(f"localStorage.setItem('monitor-mode', '{mode}')")
    return context.new_page()


def take(page: Page, url: str, path: Path) -> None:
    """Open an address, wait until it stands still, and save what is seen."""
    page.goto(url)
    expect(page.locator("main h1")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    page.screenshot(path=str(path))


def main(arguments: list[str]) -> None:
    """Take the pictures."""
    monitor = start()
    try:
        with chromium() as browser:
            if not arguments:
                README_FOLDER.mkdir(parents=True, exist_ok=True)
                page = opened(browser, "middle", "light")
                for name in IN_README:
                    take(page, monitor.url + VIEWS[name], README_FOLDER / f"{name}.png")
                return
            folder = Path(arguments[0])
            folder.mkdir(parents=True, exist_ok=True)
            wanted = arguments[1].split(",") if len(arguments) > 1 else list(VIEWS)
            for mode in ("light", "dark"):
                for size in SIZES:
                    page = opened(browser, size, mode)
                    for name in wanted:
                        take(page, monitor.url + VIEWS[name], folder / f"{name}_{size}_{mode}.png")
                    page.context.close()
    finally:
        monitor.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
