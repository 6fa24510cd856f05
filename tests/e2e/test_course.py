"""Journeys on the patients of the safety view: counts open their patients, listings download, axe finds nothing."""

from playwright.sync_api import expect

from components.ids import SafetyId
from tests.e2e.screen import Screen
from tests.e2e.test_accessibility import in_both_modes
from tests.e2e.test_downloads import downloaded

WIDER_THAN_ITS_PLACE = "document.documentElement.scrollWidth - window.innerWidth"


def test_from_a_count_to_its_patients_and_from_a_patient_to_the_events(screen: Screen) -> None:
    screen.open("/safety?cut=2011-12-01")
    with screen.update():
        screen.page.get_by_role("button", name="Patients", exact=True).click()
    page = screen.at(SafetyId.PAGE)
    expect(page.get_by_role("heading", level=2)).to_have_text(["Disposition", "Baseline", "Product and procedure"])
    assert screen.address == "/safety?cut=2011-12-01&part=course"
    assert screen.page.evaluate(WIDER_THAN_ITS_PLACE) == 0
    with screen.update():
        page.locator(".crs-ways li", has_text="Died").get_by_role("link").click()
    assert screen.address == "/?subjects=01-003&cut=2011-12-01"
    screen.open("/safety?part=course")
    with screen.update():
        page.locator(".crs-product tbody tr").nth(4).get_by_role("link").nth(1).click()
    assert screen.address == "/safety?subjects=01-005"
    expect(screen.heading).to_contain_text("3 events in 1 patient")


def test_listings_and_accessibility(screen: Screen) -> None:
    screen.open("/safety?subjects=01-003,01-004&part=course")
    for listing, rows in (("disposition", 2), ("product", 2)):
        _, head, found = downloaded(screen, listing)
        assert "01-003" in head["Filters"]
        assert [row["Patient"] for row in found] == ["01-003", "01-004"] and len(found) == rows
    _, _, values = downloaded(screen, "baseline")
    assert {row["Patient"] for row in values} == {"01-003", "01-004"} and all(row["Source"] for row in values)
    screen.at(SafetyId.PAGE).locator("summary").click()
    assert in_both_modes(screen) == []
