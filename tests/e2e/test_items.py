"""The item heat map of a patient: items, totals and stages as a table below the course; it follows patient and cut."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Locator, expect

from components.ids import PatientId
from tests.e2e.screen import Screen


def row(screen: Screen, name: str) -> Locator:
    """The row of the item map with this name."""
    table = screen.at(PatientId.INSTRUMENTS).get_by_role("table", name="ALSFRS-R")
    return table.get_by_role("row").filter(has=screen.page.get_by_role("rowheader", name=name, exact=True))


def test_items_and_stages_follow_the_patient_and_the_cut(screen: Screen) -> None:
    screen.open("/patient/01-003")
    assert screen.page.locator("main").evaluate("one => one.scrollTop") == 0
    expect(row(screen, "5 Cutting food").get_by_role("cell")).to_have_text(
        ["–", "–", "2", "3", "3", "2", "1", "", "", "2b", ""]
    )
    expect(row(screen, "King’s, worst so far").get_by_role("cell")).to_have_text(
        ["–", "–", "3", "3", "3", "3", "3", "4A", "4A+4B", "4A+4B", "5"]
    )
    expect(row(screen, "MiToS stage").get_by_role("cell").last).to_have_text("5")
    with screen.update():
        screen.press("[")
    expect(screen.heading).to_have_text("01-002")
    expect(row(screen, "Total recorded").get_by_role("cell")).to_have_text(
        ["41", "36", "39", "34", "36", "32", "–", "28"]
    )
    expect(row(screen, "Total of the items 0 to 48").get_by_role("cell").nth(6)).to_have_text("33")
    screen.open("/patient/01-003?cut=2011-07-01")
    expect(row(screen, "King’s stage").get_by_role("cell")).to_have_text(["–", "–", "3", "3", "3", "3", "3", "4A"])


def test_what_is_doubtful_is_said_beside_the_items_and_on_the_data_view(screen: Screen) -> None:
    screen.open("/patient/01-001")
    told = screen.at(PatientId.INSTRUMENTS).get_by_role("list", name="Findings about the items")
    expect(told.get_by_role("listitem")).to_have_text(
        [
            "Week 2, day 14: Implausible rise: 4 Handwriting 2 to 4.",
            "Week 2, day 14: Implausible rise of the total: 37 to 41.",
        ]
    )
    screen.go("Data")
    expect(screen.page.get_by_text("Implausible rise: 4 Handwriting 2 to 4")).to_be_visible()


def test_the_items_download_as_they_stand(screen: Screen) -> None:
    screen.open("/patient/01-003")
    with screen.page.expect_download() as saved:
        screen.at(PatientId.INSTRUMENTS).locator("a[data-export='items']").click()
    body = Path(saved.value.path()).read_bytes().decode().split("\r\n\r\n", 1)[1]
    rows = list(csv.DictReader(io.StringIO(body)))
    assert {one["Patient"] for one in rows} == {"01-003"}
    assert [one["King's"] for one in rows] == ["", "", "3", "3", "3", "3", "3", "4A", "4A+4B", "4A+4B", "5"]
    assert rows[9]["Form of item 5"] == "5b"
