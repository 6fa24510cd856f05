"""Journeys on the overview: who needs attention, and the ways from there to a patient."""

from playwright.sync_api import expect

from components.ids import OverviewId
from tests.e2e.screen import Screen


def rows(screen: Screen):
    return screen.at(OverviewId.ROWS).locator("[data-row-link]")


def test_attention_comes_first_and_says_why(screen: Screen) -> None:
    screen.open("/")
    expect(rows(screen)).to_have_count(6)
    assert screen.title == "3 of 6 patients need attention"
    assert rows(screen).locator("a.patient-link").all_text_contents() == [
        "Needs attention. 01-003", "Needs attention. 01-006", "To watch. 01-004", "01-001", "01-002", "01-005",
    ]  # fmt: skip
    expect(rows(screen).nth(1)).to_contain_text("Took riluzole from day 67")


def test_a_click_anywhere_on_a_row_opens_the_patient(screen: Screen) -> None:
    screen.open("/?status=died")
    rows(screen).first.locator(".ov-course").last.click()
    screen.page.wait_for_url("**/patient/01-003?status=died")
    screen.page.go_back()
    expect(rows(screen)).to_have_count(1)


def test_the_keyboard_opens_the_patient(screen: Screen) -> None:
    screen.open("/")
    rows(screen).nth(2).locator("a").focus()
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_url("**/patient/01-004")


def test_small_figures_are_drawn_in_both_modes(screen: Screen) -> None:
    screen.open("/")
    pictures = screen.at(OverviewId.ROWS).locator("img.spark")
    expect(pictures).to_have_count(24)
    assert pictures.evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 0)")
    before = pictures.first.screenshot()
    screen.page.evaluate("document.documentElement.setAttribute('data-bs-theme', 'dark')")
    assert pictures.first.evaluate("one => getComputedStyle(one).content").startswith('url("data:image/svg+xml,')
    assert pictures.first.screenshot() != before


def test_a_filter_that_leaves_nobody_is_undone_with_one_button(screen: Screen) -> None:
    screen.open("/?status=screen%20failure")
    expect(screen.at(OverviewId.ROWS)).to_contain_text("No patient matches")
    screen.page.get_by_role("button", name="Reset all filters").click()
    expect(rows(screen)).to_have_count(6)
    assert screen.address == "/"


def test_study_facts_open_and_close(screen: Screen) -> None:
    screen.open("/")
    expect(rows(screen)).to_have_count(6)
    facts = screen.page.locator(".ov-facts")
    facts.locator("summary").click()
    expect(facts.locator("dl")).to_contain_text("6 of 6 planned infused")
    screen.page.keyboard.press("Escape")
    expect(facts.locator("dl")).to_be_hidden()
