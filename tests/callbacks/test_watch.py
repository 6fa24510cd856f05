"""The watcher in a real browser and a real server: a picture that is not current says so (goals G5, G17)."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.callbacks.served import Server, free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEFT, RIGHT = "[data-panel=left-store]", "[data-panel=right]"
QUICK = 1_000
"""Milliseconds within which a failed request must show."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests; who stops it leaves it to the next to start it again."""
    one = Server(tmp_path_factory.mktemp("watched"), free_port())
    yield one
    one.stop()


@pytest.fixture
def server(running: Server) -> Server:
    """The server, running, with data and without orders to fail."""
    for file in running.folder.iterdir():
        file.unlink()
    running.say("state", "ready:1111111111111111")
    if running.process is None:
        running.start()
    return running


@pytest.fixture
def screen(server: Server, page: Page) -> Iterator[Page]:
    """The page, loaded and current; whatever it says on its console about the content policy fails the test."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.goto(server.address)
    for side in ("left", "right"):
        expect(page.locator(f"#{side}-text")).to_have_text("answer to first", timeout=20_000)
    expect(page.locator("[data-watch]")).to_have_count(0)
    yield page
    assert [text for text in complaints if "Content Security Policy" in text] == []
    assert [url for url in outside if not url.startswith((server.address, "data:", "blob:"))] == []


def ask(page: Page, side: str, what: str) -> None:
    """Change the input of a panel."""
    page.evaluate("([id, data]) => window.dash_clientside.set_props(id, { data })", [f"ask-{side}", what])


def words(panel: Locator) -> str:
    """What the bar over a panel says."""
    return str(panel.evaluate("one => getComputedStyle(one, '::before').content")).strip('"')


def test_a_failed_update_marks_its_panel_and_a_later_one_clears_it(server: Server, screen: Page) -> None:
    server.say("broken")
    ask(screen, "right", "fail")
    right = screen.locator(RIGHT)
    expect(right).to_have_attribute("data-watch", "failed", timeout=QUICK)
    expect(screen.locator(".watch-toast")).to_contain_text("Could not refresh Right part", timeout=QUICK)
    expect(screen.locator(".watch-toast")).to_contain_text("Still showing snapshot 11111111.")
    reference = re.search(r"Reference ([0-9A-F]{4}-[0-9A-F]{2})", screen.locator(".watch-toast").inner_text())
    assert reference is not None
    assert words(right) == (
        "Not current: the last update failed. Still showing the previous picture. Reference " + reference[1]
    )
    expect(screen.locator(LEFT)).not_to_have_attribute("data-watch", re.compile(".*"))
    expect(screen.locator("#right-text")).to_have_text("answer to first")
    expect(screen.locator(".watch-live")).to_have_text(
        "Could not refresh Right part. Still showing the previous picture."
    )
    ask(screen, "right", "ok")
    expect(screen.locator("[data-watch]")).to_have_count(0)
    expect(screen.locator(".watch-toast")).to_be_hidden()
    expect(screen.locator(".watch-live")).to_have_text("Up to date again.")


def test_a_panel_fed_through_a_store_is_marked_too(server: Server, screen: Page) -> None:
    server.say("broken")
    ask(screen, "left", "fail")
    expect(screen.locator(LEFT)).to_have_attribute("data-watch", "failed", timeout=QUICK)
    expect(screen.locator(RIGHT)).not_to_have_attribute("data-watch", re.compile(".*"))


def test_a_failed_update_of_the_page_itself_marks_every_panel(server: Server, screen: Page) -> None:
    server.say("broken")
    ask(screen, "page", "fail")
    expect(screen.locator("[data-watch=failed]")).to_have_count(2, timeout=QUICK)
    expect(screen.locator(".watch-toast")).to_contain_text("Could not refresh this page")


def test_try_again_asks_the_same_and_the_keyboard_reaches_it(server: Server, screen: Page) -> None:
    server.say("broken")
    ask(screen, "right", "fail")
    again = screen.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    again.click()
    expect(screen.locator(RIGHT)).to_have_attribute("data-watch", "failed")
    (server.folder / "broken").unlink()
    again.focus()
    screen.keyboard.press("Enter")
    expect(screen.locator("#right-text")).to_have_text("answer to fail")
    expect(screen.locator("[data-watch]")).to_have_count(0)


def test_a_closed_notice_leaves_the_mark_and_comes_back_with_the_next_failure(server: Server, screen: Page) -> None:
    server.say("broken")
    ask(screen, "right", "fail")
    screen.get_by_role("button", name="Close this notice").click()
    expect(screen.locator(".watch-toast")).to_be_hidden()
    expect(screen.locator(RIGHT)).to_have_attribute("data-watch", "failed")
    ask(screen, "left", "fail")
    expect(screen.locator(".watch-toast")).to_be_visible()


def test_no_answer_for_five_seconds_is_marked_until_it_comes(screen: Page) -> None:
    ask(screen, "right", "slow")
    screen.wait_for_timeout(4_000)
    expect(screen.locator("[data-watch]")).to_have_count(0)
    expect(screen.locator(RIGHT)).to_have_attribute("data-watch", "late", timeout=2_000)
    expect(screen.locator("#right-text")).to_have_text("answer to slow", timeout=5_000)
    expect(screen.locator("[data-watch]")).to_have_count(0)


def test_a_killed_worker_is_marked_and_asked_again(server: Server, screen: Page) -> None:
    server.say("deadly", "xxx")
    ask(screen, "right", "die")
    expect(screen.locator(RIGHT)).to_have_attribute("data-watch", "lost", timeout=QUICK)
    expect(screen.locator("#right-text")).to_have_text("answer to die", timeout=10_000)
    expect(screen.locator("[data-watch]")).to_have_count(0)


def test_a_stopped_server_marks_an_idle_page_and_its_return_clears_it(server: Server, screen: Page) -> None:
    server.stop()
    expect(screen.locator("[data-watch]")).to_have_count(2, timeout=10_000)
    expect(screen.locator(".watch-line")).to_contain_text("Not current: the server does not answer.")
    assert "the server does not answer" in words(screen.locator(LEFT))
    ask(screen, "right", "meanwhile")
    expect(screen.locator(".watch-toast")).to_be_visible(timeout=QUICK)
    server.start()
    expect(screen.locator("#right-text")).to_have_text("answer to meanwhile", timeout=15_000)
    expect(screen.locator("[data-watch]")).to_have_count(0)
    expect(screen.locator(".watch-line")).to_be_hidden()


def test_a_server_that_hangs_marks_an_idle_page(screen: Page) -> None:
    screen.context.route("**/readyz", lambda route: None)
    expect(screen.locator("[data-watch]")).to_have_count(2, timeout=10_000)


def test_data_that_become_unusable_mark_the_page_and_newer_ones_are_offered(server: Server, screen: Page) -> None:
    server.say("state", "unusable")
    expect(screen.locator(".watch-line")).to_contain_text("the server cannot read the data", timeout=10_000)
    server.say("state", "ready:2222222222222222")
    line = screen.locator(".watch-line")
    expect(line).to_contain_text("Newer data are loaded.", timeout=10_000)
    expect(screen.locator("[data-watch]")).to_have_count(0)
    line.get_by_role("button", name="Reload").click()
    expect(screen.locator("#right-text")).to_have_text("answer to first")
    expect(line).to_be_hidden()


def test_a_panel_that_comes_while_the_server_is_away_is_marked(server: Server, screen: Page) -> None:
    server.stop()
    expect(screen.locator("[data-watch]")).to_have_count(2, timeout=10_000)
    screen.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<p data-panel=late>new</p>')")
    expect(screen.locator("[data-panel=late]")).to_have_attribute("data-watch", "gone", timeout=QUICK)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_marks_are_accessible(server: Server, screen: Page, mode: str) -> None:
    screen.evaluate("mode => document.documentElement.setAttribute('data-bs-theme', mode)", mode)
    server.say("broken")
    ask(screen, "right", "fail")
    expect(screen.locator(".watch-toast")).to_be_visible()
    server.stop()
    expect(screen.locator(".watch-line")).to_be_visible(timeout=10_000)
    found = Axe().run(screen)
    serious = [one["id"] for one in found.response["violations"] if one["impact"] in {"serious", "critical"}]
    assert serious == []


def test_the_watcher_can_be_stopped(server: Server, screen: Page) -> None:
    screen.evaluate("window.monitorWatch.stop()")
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.wait_for_timeout(5_000)
    assert asked == []
