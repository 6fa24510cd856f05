"""A page in Chromium: when its picture stood, how long a change took, how many bytes it cost."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
WIDTH, HEIGHT = 1440, 900
PATIENCE, SETTLED, FOLLOWS = 60_000, 300, 1_000
"""How long a page may take, how long it is left alone after a change, and after a load, in milliseconds."""
WATCH = """(() => {
  const drawn = () => document.querySelectorAll(".js-plotly-plot .scatterlayer path").length > 5
    && !document.querySelector(".dash-graph--pending");
  const listed = () => document.querySelectorAll("[data-row-link]").length > 0;
  const stands = location.pathname === "/" ? listed : drawn;
  const look = () => {
    if (document.body && stands()) { requestAnimationFrame(() => { window.stood = performance.now(); }); }
    else { requestAnimationFrame(look); }
  };
  requestAnimationFrame(look);
})()"""
"""Notes the moment at which the picture stands, in milliseconds since the address was asked for."""
CHANGE = """click => new Promise(done => {
  const graph = document.querySelector(".js-plotly-plot"), shown = () => JSON.stringify(graph.data);
  const before = shown(), start = performance.now();
  graph.once("plotly_afterplot", () => requestAnimationFrame(() => {
    const took = performance.now() - start;
    done(shown() === before ? null : took);
  }));
  document.querySelector(click).click();
})"""
"""Clicks and gives the time until plotly has drawn and the browser comes to paint it; null for the same picture."""
FIGURE = """() => {
  const graph = document.querySelector(".js-plotly-plot"), box = graph.getBoundingClientRect();
  return JSON.parse(JSON.stringify({ data: graph.data, layout: graph.layout, width: box.width, height: box.height }));
}"""


class NoChromiumError(RuntimeError):
    """There is no browser on this machine."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the machine's own Chromium until the block ends.

    Raises:
        NoChromiumError: there is none.
    """
    named = os.environ.get("MONITOR_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if named is None:
        raise NoChromiumError("no Chromium: install one, or name it in MONITOR_CHROMIUM")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=named, args=[*SWITCHES, *alone])
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a page: when the picture stood, and the bytes that came by soon after, as they travelled."""

    took: float
    received: int


class Traffic:
    """Counts the bytes that a page receives."""

    def __init__(self, page: Page) -> None:
        """Count from now on."""
        self.received = 0
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.on("Network.loadingFinished", self._finished)
        self._session.send("Network.enable")

    def _finished(self, event: dict[str, float]) -> None:
        self.received += int(event["encodedDataLength"])


def context(browser: Browser) -> BrowserContext:
    """Give an empty cache with a window of its own."""
    made = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    made.set_default_timeout(PATIENCE)
    made.add_init_script(WATCH)
    return made


def opened(within: BrowserContext, url: str) -> tuple[Page, Load]:
    """Open an address and wait until its picture stands and what the page fetches after it has come."""
    page = within.new_page()
    traffic = Traffic(page)
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => window.stood !== undefined")
    took = float(page.evaluate("() => window.stood"))
    page.wait_for_timeout(FOLLOWS)
    return page, Load(took, traffic.received)


def change(page: Page, click: str) -> float:
    """Click what `click` selects and give the time to the new picture.

    Raises:
        RuntimeError: what was drawn is what was there before.
    """
    page.bring_to_front()
    took: float | None = page.evaluate(CHANGE, click)
    if took is None:
        raise RuntimeError(f"a click on {click} at {page.url} drew the same picture again")
    page.wait_for_timeout(SETTLED)
    return took
