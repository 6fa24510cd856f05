"""Journey through the guidance: from the overview to the count, to the record behind it, to the patient; and back."""

from playwright.sync_api import expect

from components.ids import SafetyId
from tests.e2e.screen import Screen
from tests.e2e.test_accessibility import in_both_modes


def test_from_the_sign_on_the_overview_to_the_record_and_the_patient(screen: Screen) -> None:
    screen.open("/?subjects=01-002&cut=2011-12-01")
    screen.page.get_by_role("link", name="Illustrative rule: pause until review").click()
    screen.page.wait_for_url("**/safety?subjects=01-002&cut=2011-12-01&part=stopping")
    page = screen.at(SafetyId.PAGE)
    expect(page.get_by_text("Below the boundary: 1 of 6 treated patients has an event that counts.")).to_be_visible()
    expect(page.get_by_text("About all 6 patients at the cut. Not applied here: patients 01-002.")).to_be_visible()
    expect(page.locator(".stp-paper .stp-mark")).to_have_count(6)
    page.get_by_role("button", name="Respiratory failure, day 258").click()
    expect(screen.at(SafetyId.RECORD).locator("h2")).to_have_text("Respiratory failure")
    assert screen.address == "/safety?subjects=01-002&cut=2011-12-01&part=stopping&event=01-003%3A5"
    page.get_by_role("link", name="01-003").first.click()
    screen.page.wait_for_url("**/patient/01-003*")
    screen.page.go_back()
    expect(page.locator(".stp-paper .stp-mark")).to_have_count(6)


def test_it_fits_a_projector_and_axe_finds_nothing(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 1280, "height": 720})
    screen.open("/safety?part=stopping")
    screen.page.locator(".stp-rule summary").click()
    expect(screen.page.get_by_text("Overall type I error, all 6 looks: 0.148 at p = 0.20")).to_be_visible()
    assert screen.page.evaluate("[document.documentElement, document.getElementById('shell-main')]"
                                ".map(one => one.scrollWidth - one.clientWidth)") == [0, 0]  # fmt: skip
    assert in_both_modes(screen) == []
