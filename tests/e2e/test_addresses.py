"""The address is the view: back, forward, reload, a link sent to somebody else, and an address that is wrong."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from components.ids import FilterId, ShellId
from tests.e2e.running import Monitor
from tests.e2e.screen import Screen

LINKS = (
    "/?subjects=01-003,01-006&grade=2",
    "/trajectories?endpoints=alsfrs_r&months=-3..9&layout=overlay",
    "/safety?serious=1&align=calendar&event=01-004%3A3",
    "/visits?status=on%20study&visit=01-006%3AMN6",
    "/patient/01-002?grade=1&cut=2011-06-30&scale=fit",
    "/group?subjects=01-001,01-002,01-003&endpoints=alsfrs_r",
    "/data?cut=2011-06-30",
)
SEEN = """() => document.querySelector("main").innerText.replace(/Read [^.]*UTC/, "")"""


def test_back_and_forward_walk_through_views_and_patients(screen: Screen) -> None:
    screen.open()
    screen.choose("Events", "3 and up")
    screen.go("Trajectories")
    screen.open_patient("01-003")
    screen.clear("Events")
    screen.open_patient("01-005")
    way = ["/?grade=3", "/trajectories?grade=3", "/patient/01-003", "/patient/01-005"]
    titles = ["3 of 6 patients need attention", "21 of 24 courses", "01-003", "01-005"]
    for step, move in ((2, "back"), (1, "back"), (0, "back"), (1, "forward"), (2, "forward"), (3, "forward")):
        with screen.update():
            screen.page.evaluate(f"history.{move}()")
        expect(screen.heading).to_contain_text(titles[step])
        assert screen.address == way[step]
        assert screen.filters == ({"Events": "Grade 3 and up"} if step < 2 else {})


def test_a_link_shows_the_same_view_in_another_browser_and_after_a_reload(
    visitor: Callable[..., Screen], monitor: Monitor
) -> None:
    mine, theirs = visitor(monitor), visitor(monitor)
    for link in LINKS:
        mine.open(link)
        assert mine.address == link
        assert mine.notices() == []
        theirs.open(mine.address)
        expect(theirs.heading).to_have_text(mine.title)
        assert theirs.address == link
        assert theirs.count == mine.count
        assert theirs.filters == mine.filters
        seen = mine.page.evaluate(SEEN)
        assert len(seen) > 200
        assert theirs.page.evaluate(SEEN) == seen
    theirs.page.reload()
    theirs.settled()
    assert theirs.page.evaluate(SEEN) == seen


def test_what_is_wrong_in_an_address_is_told_and_ignored(screen: Screen) -> None:
    screen.open("/?grade=9&months=12..3&colour=red&subjects=01-001,99-999&cut=2011-02-30&serious=1&serious=1")
    told = screen.notices()
    for one in ("9", "12..3", "colour", "99-999", "2011-02-30", "serious"):
        assert sum(f"“{one}”" in text or one in text for text in told) >= 1, f"{one} is not told in {told}"
    assert all("ignored" in text or "was used" in text or "not" in text for text in told)
    assert screen.address == "/?subjects=01-001&serious=1"
    assert screen.filters == {"Patients": "01-001", "Events": "serious"}
    expect(screen.at(FilterId.COUNT)).to_have_text("1 of 6 patients")


@pytest.mark.parametrize(
    ("path", "said"),
    [("/nowhere", "Page not found"), ("/patient/99-999", "Patient not found"), ("/patient/<b>x", "Patient not found")],
)
def test_an_address_that_leads_nowhere_has_a_way_back(screen: Screen, path: str, said: str) -> None:
    screen.expecting("status of 404")
    answer = screen.page.goto(screen.url + path)
    assert answer is not None
    assert answer.status == 404
    screen.settled()
    expect(screen.heading).to_have_text(said)
    expect(screen.at(ShellId.STRIP)).to_contain_text("SYNTHETIC DATA")
    with screen.update():
        screen.page.get_by_role("link", name="Open the overview").click()
    expect(screen.heading).to_have_text("3 of 6 patients need attention")
    assert screen.address == "/"
