"""Journeys on the visits: cells say themselves in words, open by mouse and keyboard; every display opens the same."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from components.ids import ShellId, VisitsId
from tests.e2e.screen import Screen
from tests.trial.shown import demo
from trial import compliance
from trial.compliance import ComplianceGrid
from trial.patient_visits import STATUS_WORDS
from trial.selection import Selection

SPOT = """key => {
    const drawn = document.querySelector('#visits-graph .js-plotly-plot');
    const trace = drawn.data.find(one => one.name === 'Visit');
    const place = trace.customdata.findIndex(one => one[0] === 'visit=' + encodeURIComponent(key));
    const {xaxis, yaxis} = drawn._fullLayout, box = drawn.getBoundingClientRect();
    return [box.x + xaxis._offset + xaxis.d2p(trace.x[place]), box.y + yaxis._offset + yaxis.d2p(trace.y[place])];
}"""


def grid() -> ComplianceGrid:
    return compliance.build(demo(), Selection())


def cell(screen: Screen, key: str) -> Locator:
    return screen.at(VisitsId.GRID).locator(f"[data-visit='{key}']")


def title(screen: Screen) -> Locator:
    return screen.at(VisitsId.DRAWER).locator("h2")


def test_every_cell_says_patient_visit_and_status_in_words(screen: Screen) -> None:
    screen.open("/visits")
    assert screen.title == "36 of 42 visits were in window"
    expect(screen.at(VisitsId.GRID).locator("[data-visit]")).to_have_count(48)
    for row in grid().rows:
        for one in row.cells:
            planned = grid().planned[one.visit]
            found = cell(screen, f"{row.subject.id}:{planned.id}")
            expect(found).to_have_class(f"vs-cell v-{one.status}" + (" lacks" if _lacks(one) else ""))
            words = found.get_attribute("aria-label") or ""
            assert words.startswith(f"{row.subject.id} {planned.label}, {STATUS_WORDS[one.status]}"), words
    spoken = {
        "01-006:MN6": "01-006 Month 6, overdue 3 days",
        "01-002:MN12": "01-002 Month 12, due 13 days left",
        "01-002:MN1": "01-002 Month 1, late 4 days, day 41",
        "01-004:MN12": "01-004 Month 12, not yet due in 51 days",
        "01-003:MN12": "01-003 Month 12, not applicable, died",
        "01-005:WK2": "01-005 Week 2, in window, day 14, assessments 1 of 4, telephone call",
    }
    for key, words in spoken.items():
        expect(cell(screen, key)).to_have_attribute("aria-label", words)


def _lacks(one: object) -> bool:
    return bool(one.actual is not None and one.completed < one.required)


def test_the_rim_has_n_of_n(screen: Screen) -> None:
    screen.open("/visits")
    foot = screen.at(VisitsId.GRID).locator(".ag-floating-bottom .vs-count b")
    expect(foot.last).to_have_text("36/42")
    rim = screen.at(VisitsId.GRID).locator(".ag-pinned-right-cols-container .vs-count b")
    expect(rim).to_have_text([f"{row.margin.in_window}/{row.margin.expected}" for row in grid().rows])


def test_a_cell_opens_the_drawer_and_steps_move_it(screen: Screen) -> None:
    screen.open("/visits")
    cell(screen, "01-006:MN6").click()
    expect(title(screen)).to_have_text("01-006, month 6")
    assert screen.address == "/visits?visit=01-006%3AMN6"
    expect(cell(screen, "01-006:MN6")).to_have_attribute("data-open", "")
    screen.at(VisitsId.DRAWER).get_by_role("button", name="Previous visit").click()
    expect(title(screen)).to_have_text("01-006, month 2")
    expect(screen.page.locator("[data-open]")).to_have_count(1)
    screen.at(VisitsId.DRAWER).get_by_role("link", name="Open 01-006").click()
    screen.page.wait_for_url("**/patient/01-006*")


def test_the_keyboard_opens_a_cell_and_gets_the_focus_back(screen: Screen) -> None:
    screen.open("/visits")
    cell(screen, "01-001:SCR").click()
    expect(title(screen)).to_have_text("01-001, screening")
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        screen.page.keyboard.press(key)
    expect(title(screen)).to_have_text("01-002, aspiration")
    expect(title(screen)).to_be_focused()
    screen.page.keyboard.press("Escape")
    expect(title(screen)).to_have_count(0)
    back = screen.page.locator(".ag-cell-focus", has=screen.page.locator("[data-visit='01-002:ASP']"))
    expect(back).to_be_focused()
    assert screen.address == "/visits"


def test_what_is_due_next_opens_its_cell(screen: Screen) -> None:
    screen.open("/visits")
    screen.at(VisitsId.DUE).get_by_role("button").first.click()
    expect(title(screen)).to_have_text("01-006, month 6")
    expect(screen.at(VisitsId.DRAWER).locator(".chip")).to_have_text("Overdue by 3 days")


def test_chart_and_listing_open_the_same_visit(screen: Screen) -> None:
    screen.open("/visits?show=days")
    expect(screen.page.locator("#visits-graph .scatterlayer .trace").first).to_be_attached()
    screen.page.mouse.click(*screen.page.evaluate(SPOT, "01-002:MN1"))
    expect(title(screen)).to_have_text("01-002, month 1")
    screen.page.get_by_role("button", name="Listing").click()
    row = screen.at(VisitsId.TABLE).locator(".ag-row[row-id='01-002:MN1']").first
    expect(row).to_have_attribute("aria-selected", "true")
    screen.at(VisitsId.TABLE).locator(".ag-row[row-id='01-002:MN2']").first.locator(".ag-cell").first.click()
    expect(title(screen)).to_have_text("01-002, month 2")
    assert screen.address == "/visits?show=listing&visit=01-002%3AMN2"


def test_filters_narrow_every_count(screen: Screen) -> None:
    screen.open("/visits?status=on%20study")
    assert screen.title == "18 of 21 visits were in window"
    expect(screen.page.locator("main .sub")).to_contain_text("the 3 patients shown")
    expect(screen.at(VisitsId.GRID).locator("[data-visit]")).to_have_count(24)
    screen.open("/visits?status=not%20infused")
    expect(screen.at(VisitsId.EMPTY)).to_contain_text("No patient matches")
    expect(screen.at(VisitsId.GRID)).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/visits?visit=01-006%3AMN6", ".vs-cell"),
        ("/visits?show=days", "#visits-graph .trace"),
        ("/visits?show=listing", "#visits-table .ag-row"),
        ("/visits?show=completeness&visit=01-003%3AMN6", ".cm-cell"),
        ("/visits?show=deviations", ".op-dot"),
    ],
)
def test_no_serious_finding_of_axe(screen: Screen, path: str, shown: str) -> None:
    screen.open(path)
    for mode in ("light", "dark"):
        if mode == "dark":
            screen.at(ShellId.COLOUR_MODE).click()
            expect(screen.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        expect(screen.page.locator(shown).first).to_be_attached()
        found = Axe().run(screen.page).response["violations"]
        assert [(one["id"], one["impact"]) for one in found if one["impact"] in {"serious", "critical"}] == []


def test_the_slider_takes_the_view_through_the_trial(screen: Screen) -> None:
    screen.open("/visits?cut=2011-05-12")
    slider = screen.at(VisitsId.AS_OF_SLIDER)
    expect(slider).to_have_attribute("aria-valuetext", "12 May 2011")
    expect(screen.page.locator("h1")).to_have_text("23 of 26 visits were in window")
    slider.focus()
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "13 May 2011")
    screen.page.wait_for_url("**/visits?cut=2011-05-13")
    expect(slider).to_be_focused()
    slider.press("End")
    expect(screen.page.locator("h1")).to_have_text("36 of 42 visits were in window")
    screen.page.wait_for_url("**/visits")
    screen.at(VisitsId.AS_OF).get_by_role("button", name="7 days earlier").click()
    screen.page.wait_for_url("**/visits?cut=2011-12-24")
    expect(slider).to_have_value("432")


def test_a_visit_aligns_all_patients(screen: Screen) -> None:
    screen.open("/visits?show=days")
    screen.page.get_by_role("button", name="Day 0 is Month 2").click()
    screen.page.wait_for_url("**/visits?show=days&zero=MN2")
    expect(screen.at(VisitsId.RULES)).to_contain_text("Day 0 is each patient’s own Month 2")
    expect(screen.page.get_by_role("button", name="Day 0 is Month 2")).to_have_attribute("aria-pressed", "true")


def test_from_a_deviation_to_its_visit_and_from_a_gap_to_its_reason(screen: Screen) -> None:
    screen.open("/visits?show=deviations")
    sheet = screen.at(VisitsId.DEVIATIONS)
    expect(sheet.locator(".dv-table tbody tr")).to_have_count(11)
    sheet.locator(".dv-rule", has_text="Out of window").click()
    screen.page.wait_for_url("**/visits?show=deviations&rule=out_of_window")
    expect(sheet.locator(".dv-table tbody tr")).to_have_count(4)
    sheet.locator(".dv-open", has_text="Month 1 on 24 Jan 2011").click()
    expect(title(screen)).to_have_text("01-002, month 1")
    screen.page.get_by_role("group", name="Display").get_by_text("Completeness").click()
    gaps = screen.at(VisitsId.COMPLETENESS)
    gaps.get_by_role("button", name="01-003, Month 6: ALSFRS-R value, FVC not done: too weak").click()
    expect(title(screen)).to_have_text("01-003, month 6")
    expect(screen.at(VisitsId.DRAWER)).to_contain_text("not done: too weak")


def test_patients_are_chosen_by_how_their_visits_went(screen: Screen) -> None:
    screen.open("/visits?visits=outside")
    expect(screen.at(VisitsId.GRID).locator("[data-visit]")).to_have_count(4 * 8)
    expect(screen.page.get_by_text("Patients with a visit outside its window.")).to_be_visible()
    screen.page.get_by_role("button", name="All patients").first.click()
    screen.page.wait_for_url("**/visits")
    expect(screen.at(VisitsId.GRID).locator("[data-visit]")).to_have_count(6 * 8)
