"""A picture that stayed because its update failed says so, in every panel, until it is made good (G5, G17)."""

import json
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Route, expect

from components.ids import FilterId, TrajectoryId
from tests.e2e.proxy import line_to
from tests.e2e.running import Monitor, answer, start
from tests.e2e.screen import Screen

CALLBACKS = "**/_dash-update-component"
QUICK = 1_000
IDLE = 10_000
UNANSWERED = 5
VIEWS = ("/", "/trajectories", "/safety", "/visits", "/visits?show=days", "/patient/01-004", "/group", "/data")
AROUND = ("shell-", "filter-")
BROKEN = {"error": "internal", "reference": "AB12-CD"}
FAULTS: dict[str, Callable[[Route], None]] = {
    "error": lambda route: route.fulfill(status=500, json=BROKEN),
    "cut connection": lambda route: route.abort("connectionreset"),
}
ON_PURPOSE = (
    "status of 50[03]",
    "ERR_(CONNECTION|EMPTY_RESPONSE|FAILED|CONTENT_LENGTH|INCOMPLETE)",
    "Callback (error|failed)",
    "Failed to fetch",
    "network error",
)
NOT_MARKED = """(ids) => {
  const shown = ids.map((id) => document.getElementById(id)).filter((one) => one && one.closest("main"));
  if (!shown.length) { return ["nothing is answered here"]; }
  const marked = (one) => one.closest("[data-watch]") || one.querySelector("[data-watch]");
  const says = (one) => one.checkVisibility() && (one.textContent.trim() || one.querySelector("svg"));
  return shown.filter((one) => says(one) && !marked(one)).map((one) => one.id);
}"""


@pytest.fixture
def fragile(chromium_path: object) -> Iterator[Monitor]:
    """A monitor of its own that may be killed and stopped."""
    running = start()
    yield running
    running.stop()


@pytest.fixture
def answered(monitor: Monitor) -> list[str]:
    """The ids of everything that the server answers from the question or the cut."""
    wired = json.loads(answer(f"{monitor.url}/_dash-dependencies")[1])
    follows = [one for one in wired if {"shell-state", "shell-frame"} & {asked["id"] for asked in one["inputs"]}]
    ids = {part.lstrip(".").split(".")[0] for one in follows for part in one["output"].split("...")}
    return sorted(one for one in ids if not one.startswith(AROUND))


def as_if_current(screen: Screen, answered: list[str]) -> list[str]:
    """What is answered by the server and stands on the page as if it were current."""
    return screen.page.evaluate(NOT_MARKED, answered)


def marked(screen: Screen) -> Locator:
    """What is marked as not current."""
    return screen.page.locator("main [data-watch]")


def change(screen: Screen) -> None:
    """Ask for another picture, as a click on a button of a view does; everything on the page depends on the cut."""
    screen.page.evaluate("""() => {
      const cut = document.getElementById("filter-cut");
      window.dash_clientside.set_props("filter-cut", {value: cut.value ? null : "2011-06-30"});
    }""")


def test_a_failed_update_marks_every_panel_at_once_and_is_made_good(screen: Screen, answered: list[str]) -> None:
    """The worst thing a monitor can do is to show the old answer under the new question."""
    screen.expecting(*ON_PURPOSE)
    for path in VIEWS:
        screen.open(path)
        for name, fail in FAULTS.items():
            expect(marked(screen)).to_have_count(0)
            failed = fail_answers(screen, fail)
            change(screen)
            while not failed:
                screen.page.wait_for_timeout(10)
            expect(marked(screen).first).to_be_attached(timeout=QUICK)
            assert as_if_current(screen, answered) == [], f"{name} on {path}"
            screen.page.unroute(CALLBACKS)
            again = screen.page.locator(".watch-toast, .watch-line").get_by_role("button", name="Try again")
            again.locator("visible=true").first.click()
            expect(marked(screen)).to_have_count(0)


def fail_answers(screen: Screen, fail: Callable[[Route], None]) -> list[str]:
    """Let through what settles the question and what stands around it; fail, and note, what answers it."""
    failed: list[str] = []

    def handle(route: Route) -> None:
        output = str((route.request.post_data_json or {}).get("output"))
        if any(one in output for one in AROUND):
            route.continue_()
        else:
            fail(route)
            failed.append(output)

    screen.page.route(CALLBACKS, handle)
    return failed


def test_a_question_that_cannot_be_settled_marks_the_whole_page(screen: Screen, answered: list[str]) -> None:
    screen.expecting(*ON_PURPOSE)
    screen.open("/trajectories")
    screen.page.route(CALLBACKS, FAULTS["error"])
    change(screen)
    expect(marked(screen).first).to_be_attached(timeout=QUICK)
    assert as_if_current(screen, answered) == []
    expect(screen.page.locator(".watch-toast")).to_contain_text("Reference AB12-CD")
    screen.page.unroute(CALLBACKS)
    screen.page.locator(".watch-toast").get_by_role("button", name="Try again").click()
    expect(marked(screen)).to_have_count(0)
    expect(screen.at(FilterId.CUT_LABEL)).to_have_text("30 Jun 2011")


def test_a_question_without_an_answer_is_marked_after_five_seconds(screen: Screen, answered: list[str]) -> None:
    screen.open("/patient/01-004")
    held: list[Route] | None = []
    screen.page.route(CALLBACKS, lambda route: held.append(route) if held is not None else route.continue_())
    change(screen)
    asked = time.monotonic()
    expect(marked(screen).first).to_be_attached(timeout=1_000 * UNANSWERED + 2 * QUICK)
    assert time.monotonic() - asked > UNANSWERED - 0.5
    assert as_if_current(screen, answered) == []
    waiting, held = held, None
    for route in waiting:
        route.continue_()
    expect(marked(screen)).to_have_count(0)
    expect(screen.at(FilterId.CUT_LABEL)).to_have_text("30 Jun 2011")


def test_an_answer_that_breaks_off_in_the_middle_is_marked_and_asked_for_again(
    visitor: Callable[..., Screen], monitor: Monitor, answered: list[str]
) -> None:
    """Its first line said 200; taken for an answer, the old picture would stand under the new question unmarked."""
    with line_to(monitor.port) as line:
        screen = visitor(line).expecting(*ON_PURPOSE).open("/trajectories")
        line.cuts = 1_000
        change(screen)
        expect(marked(screen).first).to_be_attached(timeout=2 * QUICK)
        assert as_if_current(screen, answered) == []
        line.cuts = 0
        expect(marked(screen)).to_have_count(0, timeout=IDLE)
        expect(screen.at(FilterId.CUT_LABEL)).to_have_text("30 Jun 2011")
        expect(screen.at(TrajectoryId.FOOT)).not_to_be_empty()


def test_a_killed_worker_is_replaced_while_people_work(visitor: Callable[..., Screen], fragile: Monitor) -> None:
    screen = visitor(fragile).expecting(*ON_PURPOSE).open()
    before = fragile.workers()
    assert len(before) == 2
    box = screen.filter("Patients")
    box.locator("summary").click()
    for number, subject in enumerate(("01-001", "01-003", "01-005"), 1):
        box.get_by_label(subject, exact=True).click(no_wait_after=True)
        fragile.kill_worker()
        expect(screen.at(FilterId.COUNT)).to_have_text(f"{number} of 6 patients", timeout=IDLE)
        expect(screen.page.locator(".ov-rows [data-row-link]")).to_have_count(number, timeout=IDLE)
        expect(marked(screen)).to_have_count(0, timeout=IDLE)
        fragile.wait()
    assert len(fragile.workers()) == 2
    assert set(fragile.workers()).isdisjoint(before)


def test_a_stopped_server_is_told_to_an_idle_page_and_a_new_one_clears_it(
    visitor: Callable[..., Screen], fragile: Monitor, answered: list[str]
) -> None:
    screen = visitor(fragile).expecting(*ON_PURPOSE).open("/trajectories")
    title = screen.title
    fragile.stop()
    expect(screen.page.locator("html[data-watch-all]")).to_be_attached(timeout=IDLE)
    assert as_if_current(screen, answered) == []
    line = screen.page.locator(".watch-line")
    expect(line).to_contain_text("Not current: the server does not answer. Still showing the previous picture.")
    expect(screen.heading).to_have_text(title)
    again = start(port=fragile.port)
    try:
        expect(marked(screen)).to_have_count(0, timeout=IDLE)
        expect(line).to_be_hidden()
        screen.choose("Status", "Died")
        expect(screen.at(FilterId.COUNT)).to_have_text("1 of 6 patients")
    finally:
        again.stop()
