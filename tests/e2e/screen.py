"""The page as a person uses it: words for what one does and sees, built on the ids of components.ids."""

from enum import StrEnum

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from components.ids import FilterId, ShellId

SLOW = 10_000


class Screen:
    """One page of the monitor."""

    def __init__(self, page: Page, url: str) -> None:
        """Watch the page from its first request on."""
        self.page, self.url = page, url
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.page.set_default_timeout(SLOW)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(request.url)

    def open(self, path: str = "/") -> "Screen":
        """Open an address and wait until its view stands."""
        self.page.goto(self.url + path)
        self.settled()
        return self

    def settled(self) -> None:
        """Wait until no callback is under way and the view has its title."""
        expect(self.page.locator("main h1")).not_to_be_empty(timeout=SLOW)
        self.page.wait_for_function("document.title !== 'Trial monitor'")
        self.page.wait_for_load_state("networkidle")

    def at(self, one: StrEnum) -> Locator:
        """The element with an id."""
        return self.page.locator(f"#{one}")

    @property
    def title(self) -> str:
        """The finding: the h1."""
        return self.page.locator("main h1").inner_text()

    @property
    def address(self) -> str:
        """Path and query of the address bar."""
        return str(self.page.evaluate("location.pathname + location.search"))

    def go(self, view: str) -> None:
        """Follow a link of the rail."""
        self.at(ShellId.NAV).get_by_role("link", name=view).click()
        self.settled()

    def open_patient(self, subject: str) -> None:
        """Follow a patient of the rail."""
        self.at(ShellId.PATIENTS).get_by_role("link", name=subject).click()
        self.page.wait_for_url(f"**/patient/{subject}*")
        self.settled()

    def choose(self, menu: str, option: str) -> None:
        """Open a menu of the filter bar, click one option, close the menu."""
        box = self.at(FilterId.BAR).locator("details", has=self.page.locator("summary", has_text=menu))
        box.locator("summary").click()
        box.get_by_label(option, exact=True).click()
        self.page.keyboard.press("Escape")
        self.page.wait_for_load_state("networkidle")

    def clear(self, menu: str) -> None:
        """Click the x of a filter."""
        self.at(FilterId.BAR).get_by_role("button", name=f"Clear {menu}").click()
        self.page.wait_for_load_state("networkidle")

    @property
    def count(self) -> str:
        """ "4 of 6 patients"."""
        return self.at(FilterId.COUNT).inner_text()

    def notices(self) -> list[str]:
        """What the page says was ignored."""
        return self.at(ShellId.NOTICES).locator(".notice").all_inner_texts()
