"""The whole program by keyboard: every action can be reached, done and left again, and the focus is never lost."""

import pytest
from playwright.sync_api import expect

from components.ids import FilterId, SafetyId, ShellId
from tests.e2e.screen import Screen

FOCUS = """() => {
  const one = document.activeElement;
  return one === document.body ? "" : (one.getAttribute("aria-label") || one.textContent || one.id).trim();
}"""


def tab_until(screen: Screen, wanted: str, most: int = 60, key: str = "Tab") -> None:
    """Press Tab until the focus is on something named `wanted`."""
    met = []
    for _ in range(most):
        screen.page.keyboard.press(key)
        met.append(screen.page.evaluate(FOCUS))
        if wanted in met[-1]:
            return
    pytest.fail(f"{most} Tabs do not reach {wanted}: {met}")


def test_skip_link_menus_and_patients_by_keyboard_alone(screen: Screen) -> None:
    screen.open()
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate(FOCUS) == "Skip to the view"
    screen.page.keyboard.press("Enter")
    expect(screen.at(ShellId.MAIN)).to_be_focused()
    tab_until(screen, "Events")
    screen.page.keyboard.press("Enter")
    expect(screen.at(FilterId.GRADE)).to_be_visible()
    screen.page.keyboard.press("Tab")
    with screen.update():
        screen.page.keyboard.press("ArrowDown")
    assert screen.filters == {"Events": "Grade 1 and up"}
    screen.page.keyboard.press("Escape")
    expect(screen.at(FilterId.GRADE)).to_be_hidden()
    assert screen.page.evaluate(FOCUS).startswith("Events")
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate(FOCUS) == "Clear Events"
    with screen.update():
        screen.page.keyboard.press("Enter")
    assert screen.filters == {}
    assert screen.page.evaluate(FOCUS) != ""
    tab_until(screen, "01-006")
    screen.press("Enter")
    expect(screen.heading).to_have_text("01-006")
    expect(screen.heading).to_be_focused()


def test_views_of_the_rail_by_keyboard(screen: Screen) -> None:
    screen.open()
    tab_until(screen, "Trajectories")
    screen.press("Enter")
    expect(screen.heading).to_be_focused()
    tab_until(screen, "Overlay")
    with screen.update():
        screen.page.keyboard.press("Enter")
    assert screen.address == "/trajectories?layout=overlay"
    assert screen.page.evaluate(FOCUS) == "Overlay"


def test_a_record_opened_by_keyboard_gives_the_focus_back(screen: Screen) -> None:
    screen.open("/safety")
    cell = screen.at(SafetyId.TABLE).locator(".ag-row[row-id='01-002:2'] .ag-cell").first
    expect(cell).to_be_attached()
    cell.focus()
    screen.page.keyboard.press("Enter")
    expect(screen.at(SafetyId.RECORD).locator("h2")).to_have_text("Post-puncture headache")
    screen.page.keyboard.press("Escape")
    expect(screen.at(SafetyId.RECORD).locator("h2")).to_have_count(0)
    expect(screen.page.locator(".ag-row[row-id='01-002:2'] .ag-cell:focus")).to_have_count(1)
