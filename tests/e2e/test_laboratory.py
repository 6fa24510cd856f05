"""Journeys of the laboratory values of a patient, and of the narrative of an event."""

from playwright.sync_api import expect

from components.ids import PatientId, SafetyId
from tests.e2e.screen import Screen
from tests.e2e.test_accessibility import in_both_modes
from tests.e2e.test_downloads import downloaded

OVERFLOW = "fold => [fold.scrollWidth - fold.clientWidth, document.querySelector('main').scrollWidth - innerWidth]"


def test_one_click_shows_every_value_and_what_lies_outside(screen: Screen, numbers: dict) -> None:
    screen.open("/patient/01-004")
    sentence = screen.at(PatientId.LABORATORY_SENTENCE)
    expect(sentence).to_contain_text("outside them: Leukocytes (cerebrospinal fluid) high")
    fold = screen.page.locator("details.lab-fold")
    with screen.update():
        fold.locator("summary").click()
    own = [each for each in numbers["laboratory"] if each["subject"] == "01-004"]
    rows = fold.locator("tbody tr:not(.group)")
    expect(rows).to_have_count(len(own))
    expect(fold.locator(".lab-mark")).to_have_count(sum(each["abnormal"] for each in own))
    assert set(fold.locator(".lab-mark").all_inner_texts()) == {"▲ H"}
    assert max(fold.evaluate(OVERFLOW)) <= 0
    assert in_both_modes(screen) == []
    name, _, listing = downloaded(screen, "laboratory")
    assert name.startswith("laboratory_")
    assert sum(bool(row["Value"]) for row in listing) == sum(each["values"] for each in own)


def test_the_narrative_is_copied_and_events_lead_to_one_another(screen: Screen) -> None:
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen.open("/safety?event=01-004%3A3")
    drawer = screen.at(SafetyId.RECORD)
    expect(drawer.locator(".saf-narrative")).to_contain_text("9 days after the infusion")
    drawer.locator("[data-copy-text]").click()
    copied = screen.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("01-004: Radicular leg pain, left")
    assert "Simulated patients" in copied
    assert in_both_modes(screen) == []
    with screen.update():
        drawer.get_by_role("button", name="Fall, grade 2").click()
    expect(drawer.locator("h2")).to_have_text("Fall")
    assert screen.address == "/safety?event=01-004%3A4"
