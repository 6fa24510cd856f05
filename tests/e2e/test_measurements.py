"""Lung function, strength and EMG of a patient: they follow patient and cut, and download as they stand."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Locator, expect

from components.ids import PatientId
from tests.e2e.screen import Screen


def card(screen: Screen, name: str) -> Locator:
    """One card below the course."""
    return screen.at(PatientId.INSTRUMENTS).get_by_role("region", name=name, exact=True).first


def test_the_cards_follow_the_patient_and_the_cut(screen: Screen) -> None:
    screen.open("/patient/01-003")
    fvc = card(screen, "Forced vital capacity")
    expect(fvc).to_contain_text("Last on day 51: 2.77 L, 65.4 % predicted (NHANES III). Not done: too weak, day 185.")
    expect(card(screen, "Isometric strength (MVIC)")).to_contain_text("38 % slowing")
    expect(card(screen, "Electromyography (EMG)")).to_contain_text("3 muscles on 2 occasions")
    expect(screen.at(PatientId.RULES)).to_contain_text("MVIC arm and MVIC grip level off by themselves")
    with screen.update():
        screen.press("[")
    expect(screen.heading).to_have_text("01-002")
    expect(fvc).to_contain_text("% predicted by an unknown equation: no litres recorded")
    screen.open("/patient/01-003?cut=2011-03-05")
    expect(fvc).to_contain_text("Last on day 29: 2.86 L")
    expect(card(screen, "Electromyography (EMG)")).to_contain_text("3 muscles on 1 occasion.")


def test_a_value_of_an_unknown_equation_is_told_on_the_data_view(screen: Screen) -> None:
    screen.open("/data")
    expect(screen.page.get_by_text("% predicted by an unknown equation: no litres recorded")).to_be_visible()


def test_the_measurements_download_as_they_stand(screen: Screen) -> None:
    screen.open("/patient/01-003")
    with screen.page.expect_download() as saved:
        screen.at(PatientId.INSTRUMENTS).locator("a[data-export='spirometry']").click()
    body = Path(saved.value.path()).read_bytes().decode().split("\r\n\r\n", 1)[1]
    rows = list(csv.DictReader(io.StringIO(body)))
    assert {one["Patient"] for one in rows} == {"01-003"}
    assert [one["Litres"] for one in rows] == ["3.6", "3.7", "3.09", "", "3.18", "3.05", "2.86", "2.77", ""]
