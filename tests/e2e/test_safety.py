"""Journeys on the safety timeline: figure, listing and record are one thing; filters, empty states, keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from components.ids import SafetyId, ShellId
from tests.e2e.screen import Screen

SPOT = """key => {
    const drawn = document.querySelector('#safety-graph .js-plotly-plot');
    const trace = drawn.data.find(one => one.name === 'Adverse event');
    const place = trace.customdata.findIndex(one => one[0] === 'event=' + encodeURIComponent(key));
    const {xaxis, yaxis} = drawn._fullLayout, box = drawn.getBoundingClientRect();
    return [box.x + xaxis._offset + xaxis.d2p(trace.x[place]), box.y + yaxis._offset + yaxis.d2p(trace.y[place])];
}"""


def drawn(screen: Screen) -> None:
    """Wait until the figure stands."""
    expect(screen.page.locator("#safety-graph .scatterlayer .trace").first).to_be_attached()


def row(screen: Screen, key: str):
    return screen.at(SafetyId.TABLE).locator(f".ag-row[row-id='{key}']")


def record(screen: Screen):
    return screen.at(SafetyId.RECORD).locator("h2")


def test_a_click_on_a_mark_opens_the_record_and_marks_the_row(screen: Screen) -> None:
    screen.open("/safety")
    drawn(screen)
    assert screen.title == "22 events in 6 patients, 3 serious"
    screen.page.mouse.click(*screen.page.evaluate(SPOT, "01-002:2"))
    expect(record(screen)).to_have_text("Post-puncture headache")
    assert screen.address == "/safety?event=01-002%3A2"
    expect(row(screen, "01-002:2").first).to_have_attribute("aria-selected", "true")
    assert screen.page.evaluate("document.getElementById('safety-graph').querySelector('.js-plotly-plot').data"
                                ".some(one => one.name === 'Open')")  # fmt: skip


def test_a_row_opens_the_record_and_rings_the_mark(screen: Screen) -> None:
    screen.open("/safety")
    row(screen, "01-003:4").first.click()
    expect(record(screen)).to_have_text("Aspiration pneumonia")
    screen.at(SafetyId.RECORD).get_by_role("button", name="Next event").click()
    expect(record(screen)).to_have_text("Respiratory failure")
    expect(row(screen, "01-003:5").first).to_have_attribute("aria-selected", "true")
    screen.at(SafetyId.RECORD).get_by_role("link", name="Open 01-003").click()
    screen.page.wait_for_url("**/patient/01-003*")


def test_the_keyboard_opens_and_closes_a_record(screen: Screen) -> None:
    screen.open("/safety")
    row(screen, "01-001:1").locator(".ag-cell").first.click()
    expect(record(screen)).to_have_text("Aspiration-site pain")
    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("Enter")
    expect(record(screen)).to_have_text("Puncture-site pain")
    screen.page.keyboard.press("Escape")
    expect(record(screen)).to_have_count(0)
    assert screen.address == "/safety"


def test_a_link_opens_the_record_and_brings_its_row_into_view(screen: Screen) -> None:
    screen.open("/safety?event=01-006%3A3")
    expect(record(screen)).to_have_text("Low mood")
    expect(row(screen, "01-006:3").first).to_be_attached()
    screen.page.wait_for_function("""() => {
        const row = document.querySelector("#safety-table .ag-row[row-id='01-006:3']");
        const box = document.getElementById("safety-table").getBoundingClientRect();
        return row && row.getBoundingClientRect().top > box.top && row.getBoundingClientRect().bottom <= box.bottom;
    }""")


def test_the_calendar_and_back(screen: Screen) -> None:
    screen.open("/safety")
    drawn(screen)
    screen.page.get_by_role("button", name="Calendar").click()
    expect(screen.page.locator("#safety-graph .xtick text").first).to_contain_text("20")
    assert screen.address == "/safety?align=calendar"
    screen.page.get_by_role("button", name="Infusion", exact=True).click()
    expect(screen.page.locator("#safety-graph .xtitle")).to_have_text("Months from infusion")
    assert screen.address == "/safety"


def test_the_day_line_by_keyboard_mouse_and_address(screen: Screen) -> None:
    screen.open("/safety?day=10")
    drawn(screen)
    line, told = screen.at(SafetyId.DAY), screen.at(SafetyId.DAY_FOUND)
    expect(told).to_contain_text("Infusion + 10 days: 1 event in 1 patient")
    expect(line).to_have_attribute("aria-valuetext", "Infusion + 10 days")
    line.focus()
    with screen.update():
        for key in ("ArrowLeft", "Shift+ArrowLeft"):
            screen.page.keyboard.press(key)
    expect(told).to_contain_text("Infusion + 2 days:")
    assert screen.address == "/safety?day=2"
    ruler, before = screen.page.locator(".saf-track").bounding_box(), screen.page.evaluate("window.asked.begun")
    screen.page.mouse.click(ruler["x"] + ruler["width"] / 2, ruler["y"] + 20)
    screen.settled(before)
    low, high = (float(line.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
    assert abs(float(line.get_attribute("aria-valuenow")) - (low + high) / 2) < 2
    thumb = line.bounding_box()
    upright = screen.page.locator(".saf-dayline").bounding_box()
    assert abs(thumb["x"] + thumb["width"] / 2 - upright["x"] - 1) < 2
    with screen.update():
        line.press("Home")
    with screen.update():
        told.get_by_role("button", name="Take the day line away").click()
    expect(told).to_be_empty()
    assert screen.address == "/safety"


def test_the_line_stands_on_its_day_and_an_entry_opens_its_record(screen: Screen) -> None:
    screen.open("/safety?day=9")
    drawn(screen)
    place = screen.page.evaluate(SPOT, "01-004:3")
    upright = screen.page.locator(".saf-dayline").bounding_box()
    assert abs(upright["x"] + 1 - place[0]) < 1.5
    with screen.update():
        screen.at(SafetyId.DAY_FOUND).get_by_role("button", name="Radicular leg pain").click()
    expect(record(screen)).to_have_text("Radicular leg pain, left")
    with screen.update():
        screen.page.get_by_role("button", name="Calendar").click()
    assert screen.address == "/safety?align=calendar&event=01-004%3A3"
    screen.at(SafetyId.DAY).focus()
    with screen.update():
        screen.page.keyboard.press("Enter")
    expect(screen.at(SafetyId.DAY_FOUND)).to_contain_text(" 2012: ")


def test_filters_reach_figure_counts_and_listing(screen: Screen) -> None:
    screen.open("/safety")
    screen.choose("Events", "3 and up")
    expect(screen.page.locator("main h1")).to_have_text("3 of 22 events, in 2 patients, 3 serious")
    expect(screen.at(SafetyId.COUNT)).to_have_text("3 events")
    expect(screen.at(SafetyId.LANES)).to_contain_text("2 of 5, 2 serious")


def test_no_event_that_matches_has_a_way_out(screen: Screen) -> None:
    screen.open("/safety?grade=4&related=1")
    expect(screen.at(SafetyId.EMPTY)).to_contain_text("No event matches")
    expect(screen.at(SafetyId.GRAPH)).to_be_hidden()
    screen.page.get_by_role("button", name="Reset all filters").click()
    drawn(screen)
    expect(screen.at(SafetyId.GRAPH)).to_be_visible()


def test_the_page_itself_never_scrolls(screen: Screen) -> None:
    screen.open("/safety?event=01-004%3A3")
    expect(record(screen)).to_be_visible()
    height = screen.page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert height[0] <= height[1] + 1
    main = screen.at(ShellId.MAIN)
    assert main.evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing(screen: Screen, mode: str) -> None:
    screen.page.add_init_script(f"localStorage.setItem('monitor-mode', '{mode}')")
    screen.open("/safety?day=10&event=01-004%3A3")
    drawn(screen)
    expect(screen.at(SafetyId.DAY_FOUND)).to_contain_text("Infusion + 10 days")
    found = Axe().run(screen.page).response
    assert len(found["passes"]) > 20
    assert [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")] == []
