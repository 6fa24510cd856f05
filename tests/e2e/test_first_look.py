"""The first minute: one command, one address, and the page answers who needs attention."""

from playwright.sync_api import expect

from components.ids import OverviewId, ShellId
from tests.e2e.screen import Screen

VIEWS = {
    "/": "Overview",
    "/trajectories": "Trajectories",
    "/safety": "Safety",
    "/visits": "Visits",
    "/patient/01-004": "",
    "/group": "Group",
    "/data": "Data",
}


def test_the_first_page_says_who_needs_attention_and_why(screen: Screen) -> None:
    screen.open()
    expect(screen.heading).to_have_text("3 of 6 patients need attention")
    expect(screen.page).to_have_title("3 of 6 patients need attention, TCA-ALS-SYN")
    rows = screen.at(OverviewId.ROWS).locator("[data-row-link]")
    expect(rows).to_have_count(6)
    expect(rows.locator(".ov-id")).to_contain_text(["01-003", "01-006", "01-004", "01-001", "01-002", "01-005"])
    expect(rows.nth(0)).to_contain_text("Died on day 264")
    expect(rows.nth(1)).to_contain_text("Month 6 overdue 3 days")
    expect(rows.nth(2)).to_contain_text("Event awaits adjudication")
    expect(screen.rail).to_have_text(
        [
            "01-001Completed",
            "01-002On study",
            "01-003needs attentionDied",
            "01-004to watchOn study",
            "01-005Withdrawn",
            "01-006needs attentionOn study",
        ]
    )


def test_every_view_is_named_marked_synthetic_and_dated(screen: Screen) -> None:
    """From the rail, one after the other, without a reload; then each by its address."""
    screen.open("/data")
    for path, name in VIEWS.items():
        if name:
            screen.go(name)
        else:
            screen.open_patient(path.removeprefix("/patient/"))
        _stands(screen, path, name)
    for path, name in VIEWS.items():
        screen.open(path)
        _stands(screen, path, name)


def _stands(screen: Screen, path: str, name: str) -> None:
    assert screen.address == path
    expect(screen.heading).to_have_count(1)
    expect(screen.page).to_have_title(f"{screen.title}, TCA-ALS-SYN")
    expect(screen.at(ShellId.STRIP)).to_have_text("SYNTHETIC DATASimulated patients. Not for clinical use.")
    expect(screen.at(ShellId.STRIP)).to_be_in_viewport()
    expect(screen.at(ShellId.STRIP_FACTS)).to_contain_text("Data as of31 Dec 2011")
    current = screen.page.locator("[aria-current=page]")
    expect(current).to_have_count(1)
    expect(current).to_contain_text(name or path.removeprefix("/patient/"))


def test_figures_say_synthetic_inside_them(screen: Screen) -> None:
    """A picture is cut out and passed on: the mark has to be part of the drawing."""
    for path in ("/trajectories", "/safety", "/patient/01-004"):
        screen.open(path)
        expect(screen.page.locator(".js-plotly-plot").get_by_text("Synthetic data")).to_be_visible()
