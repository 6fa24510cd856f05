"""From everywhere to a patient with one click; from patient to patient by button and by key."""

import pytest
from playwright.sync_api import expect

from components.ids import FilterId, PatientId, ShellId, TrajectoryId
from tests.e2e.screen import Screen


def test_a_click_opens_the_patient_from_every_view_and_keeps_the_filters(screen: Screen) -> None:
    screen.open("/?grade=1")
    with screen.update():
        screen.page.locator("[data-row-link]", has_text="01-006").locator(".ov-why").click()
    _opened(screen, "01-006")
    screen.open_patient("01-002")
    _opened(screen, "01-002")
    screen.go("Trajectories")
    screen.click_mark(TrajectoryId.GRAPH, "/patient/01-001", "Point")
    _opened(screen, "01-001")
    for view, subject in (("Trajectories", "01-003"), ("Safety", "01-004"), ("Visits", "01-005")):
        screen.go(view)
        with screen.update():
            screen.at(ShellId.BODY).get_by_role("link", name=subject, exact=True).first.click()
        _opened(screen, subject)


def _opened(screen: Screen, subject: str) -> None:
    expect(screen.heading).to_have_text(subject)
    assert screen.address == f"/patient/{subject}?grade=1"
    expect(screen.at(ShellId.PATIENTS).locator("[aria-current=page]")).to_contain_text(subject)
    expect(screen.at(PatientId.GRAPH).locator(".point").first).to_be_attached()


def test_next_and_previous_by_button_and_key_within_the_filter(screen: Screen) -> None:
    screen.open("/patient/01-003?subjects=01-001,01-003,01-004,01-006")
    head = screen.at(PatientId.HEAD)
    expect(head).to_contain_text("2 of 4")
    with screen.update():
        head.get_by_role("link", name="Next patient").click()
    expect(screen.heading).to_have_text("01-004")
    with screen.update():
        head.get_by_role("link", name="Previous patient").click()
    expect(screen.heading).to_have_text("01-003")
    for key, subject in (("n", "01-004"), ("]", "01-006"), ("p", "01-004"), ("[", "01-003"), ("p", "01-001")):
        screen.press(key)
        expect(screen.heading).to_have_text(subject)
        expect(screen.heading).to_be_focused()
    expect(head).to_contain_text("No previous patient")
    screen.page.keyboard.press("p")
    screen.press("n")
    expect(screen.heading).to_have_text("01-003")


def test_single_keys_open_views_help_and_meeting_mode(screen: Screen) -> None:
    screen.open("/data")
    for key, path in (
        ("1", "/"),
        ("2", "/trajectories"),
        ("3", "/safety"),
        ("4", "/visits"),
        ("5", "/group"),
        ("6", "/data"),
    ):
        screen.press(key)
        assert screen.address == path
    body, dialog = screen.page.locator("body"), screen.at(ShellId.HELP_DIALOG)
    screen.page.keyboard.press("f")
    expect(body).to_have_attribute("data-present", "1")
    expect(screen.at(ShellId.STRIP)).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(body).to_have_attribute("data-present", "0")
    screen.page.keyboard.press("?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    screen.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(screen.at(ShellId.HELP)).to_be_focused()


def test_single_keys_can_be_switched_off_and_are_not_taken_while_one_types(screen: Screen) -> None:
    screen.open("/patient/01-002")
    screen.page.keyboard.press("?")
    screen.at(ShellId.HELP_DIALOG).get_by_label("Single keys work").uncheck()
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("n")
    screen.page.keyboard.press("1")
    screen.page.reload()
    screen.settled()
    screen.page.keyboard.press("n")
    expect(screen.heading).to_have_text("01-002")
    screen.at(ShellId.HELP).click()
    screen.at(ShellId.HELP_DIALOG).get_by_label("Single keys work").check()
    screen.page.keyboard.press("Escape")
    screen.press("1")
    screen.filter("Patients").locator("summary").click()
    field = screen.at(FilterId.BAR).get_by_label("Find in this list")
    field.press_sequentially("1n?f3")
    expect(field).to_have_value("1n?f3")
    assert screen.address == "/"
    expect(screen.at(ShellId.HELP_DIALOG)).to_be_hidden()
    screen.page.keyboard.press("Control+1")
    assert screen.address == "/"


@pytest.mark.parametrize("subject", ["01-001", "01-006"])
def test_the_ends_of_the_list_are_ends(screen: Screen, subject: str) -> None:
    screen.open(f"/patient/{subject}")
    missing = "previous" if subject == "01-001" else "next"
    expect(screen.at(PatientId.HEAD)).to_contain_text(f"No {missing} patient")
