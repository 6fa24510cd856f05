"""The page as a person uses it: words for what one does and sees, built on the ids of components.ids."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from components.ids import FilterId, ShellId

SLOW = 10_000
QUIET_MS = 120
"""So long no callback may be under way before the page counts as settled; a chain of callbacks pauses for less."""
COUNTING = """(() => {
  const plain = window.fetch.bind(window);
  const told = window.asked = {begun: 0, open: 0, last: performance.now()};
  window.fetch = (resource, options) => {
    const address = typeof resource === "string" ? resource : String(resource.url || resource);
    if (!address.includes("/_dash-update-component")) { return plain(resource, options); }
    told.begun += 1; told.open += 1;
    return plain(resource, options).finally(() => { told.open -= 1; told.last = performance.now(); });
  };
  document.addEventListener("securitypolicyviolation", (event) => console.error("policy: " + event.violatedDirective));
})()"""
"""Counts callbacks below the page's own watcher, and puts breaches of the content policy on the console."""
SETTLED = """async ([before, quiet, limit]) => {
  const told = window.asked, end = performance.now() + limit;
  const waiting = new Set(["", "Overview", "Trajectories", "Safety", "Visits"]);
  const title = () => { const text = document.querySelector("main h1")?.textContent || ""; return !waiting.has(text); };
  const stands = () => told.begun > before && told.open === 0 && performance.now() - told.last > quiet && title();
  while (!stands()) {
    if (performance.now() > end) { throw new Error("not settled: " + JSON.stringify([told, before, title()])); }
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
"""One script that waits by itself: polling from outside needs eval, which the content policy of the page forbids."""
MARKS = """(graph) => Array.from(document.querySelectorAll("#" + graph + " .scatterlayer .trace")).flatMap((drawn) => {
  const trace = drawn.__data__[0].trace;
  return Array.from(drawn.querySelectorAll(".point")).map((point) => {
    const own = (trace.customdata || [])[point.__data__.i], box = point.getBoundingClientRect();
    const target = Array.isArray(own) ? own[0] : own;
    return {target: target || "", kind: trace.name || "", x: box.x + box.width / 2, y: box.y + box.height / 2};
  });
})"""


class Screen:
    """One page of the monitor."""

    def __init__(self, page: Page, url: str) -> None:
        """Watch the page from its first request on."""
        self.page, self.url = page, url
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.loaded: list[str] = []
        self._expected: list[str] = []
        page.set_default_timeout(SLOW)
        page.add_init_script(COUNTING)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._complaint(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complaint(message.text)

    def _complaint(self, text: str) -> None:
        if not any(re.search(one, text) for one in self._expected):
            self.errors.append(text)

    def _request(self, request: Request) -> None:
        self.loaded.append(request.url)
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.foreign.append(request.url)

    def expecting(self, *patterns: str) -> "Screen":
        """Name the errors on the console that this journey causes on purpose."""
        self._expected.extend(patterns)
        return self

    def open(self, path: str = "/") -> "Screen":
        """Open an address and wait until its view stands."""
        self.page.goto(self.url + path)
        return self.settled()

    def settled(self, before: int = 0) -> "Screen":
        """Wait until callbacks were asked (more than `before`), all are answered, and the view has its title."""
        self.page.evaluate(SETTLED, [before, QUIET_MS, SLOW])
        return self

    @contextmanager
    def update(self) -> Iterator[None]:
        """Wait, after what is done inside, until the page has asked the server and shows the answer."""
        before = self.page.evaluate("window.asked.begun")
        yield
        self.settled(before)

    def at(self, one: StrEnum) -> Locator:
        """The element with an id."""
        return self.page.locator(f"#{one}")

    @property
    def heading(self) -> Locator:
        """The finding."""
        return self.page.locator("main h1")

    @property
    def title(self) -> str:
        """The text of the finding."""
        return self.heading.inner_text()

    @property
    def address(self) -> str:
        """Path and query of the address bar."""
        return str(self.page.evaluate("location.pathname + location.search"))

    def go(self, view: str) -> None:
        """Follow a link of the rail."""
        with self.update():
            self.at(ShellId.NAV).get_by_role("link", name=view).click()

    @property
    def rail(self) -> Locator:
        """The patients of the rail."""
        return self.at(ShellId.PATIENTS).locator(".rail-link")

    def open_patient(self, subject: str) -> None:
        """Follow a patient of the rail."""
        with self.update():
            self.at(ShellId.PATIENTS).get_by_role("link", name=subject).click()

    def press(self, key: str) -> None:
        """Press a key that leads to another view."""
        with self.update():
            self.page.keyboard.press(key)

    def filter(self, menu: str) -> Locator:
        """One filter of the bar."""
        return self.at(FilterId.BAR).locator(".filter", has=self.page.locator("summary", has_text=menu))

    def choose(self, menu: str, *options: str) -> None:
        """Open a menu of the filter bar, click options, close the menu."""
        box = self.filter(menu)
        box.locator("summary").click()
        for option in options:
            with self.update():
                box.get_by_label(option, exact=True).click()
        self.page.keyboard.press("Escape")

    def fill(self, menu: str, **fields: str) -> None:
        """Open a menu of the filter bar, type into its fields, close the menu."""
        box = self.filter(menu)
        box.locator("summary").click()
        for label, text in fields.items():
            box.get_by_label(label.replace("_", " ")).fill(text)
        with self.update():
            self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")

    def clear(self, menu: str) -> None:
        """Click the x of a filter."""
        with self.update():
            self.at(FilterId.BAR).get_by_role("button", name=f"Clear {menu}").click()

    def reset(self) -> None:
        """Click Reset all."""
        with self.update():
            self.at(FilterId.RESET).click()

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, with what they say."""
        summaries = self.at(FilterId.BAR).locator(".filter.set summary")
        pair = "[one.firstChild.textContent.trim(), one.querySelector('b').textContent]"
        return dict(summaries.evaluate_all(f"all => all.map(one => {pair})"))

    @property
    def count(self) -> str:
        """ "4 of 6 patients"."""
        return self.at(FilterId.COUNT).inner_text()

    def notices(self) -> list[str]:
        """What the page says was ignored."""
        return self.at(ShellId.NOTICES).locator(".notice").all_inner_texts()

    def marks(self, graph: StrEnum) -> list[dict]:
        """The marks of a figure: where they are on the screen and where a click on them leads."""
        expect(self.at(graph).locator(".point").first).to_be_attached()
        return self.page.evaluate(MARKS, str(graph))

    def click_mark(self, graph: StrEnum, target: str, kind: str = "") -> None:
        """Click with the mouse on the first mark of a figure that leads to `target`."""
        wanted = [one for one in self.marks(graph) if one["target"] == target and kind in one["kind"]]
        assert wanted, f"no mark of {graph} leads to {target}"
        with self.update():
            self.page.mouse.click(wanted[0]["x"], wanted[0]["y"])
