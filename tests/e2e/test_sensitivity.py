"""Journeys of the sensitivity: closed it says one sentence, one click shows every number of `results`."""

import pytest
from playwright.sync_api import Locator, expect

from components.ids import PatientId, TrajectoryId
from tests.e2e.screen import Screen
from tests.e2e.test_accessibility import in_both_modes
from tests.e2e.test_downloads import downloaded
from tests.e2e.test_numbers import CELLS, LABELS, written

ROWS = "all => all.map((row) => Array.from(row.cells).map((cell) => cell.textContent))"
OVERFLOW = "fold => [fold.scrollWidth - fold.clientWidth, document.querySelector('main').scrollWidth - innerWidth]"


def fold(screen: Screen) -> Locator:
    return screen.page.locator("details.sens-fold")


def toggled(screen: Screen) -> None:
    """Open or close the fold and wait for what the server has to say about it."""
    with screen.update():
        fold(screen).locator("summary").click()


def test_one_click_shows_every_model_of_the_patient(screen: Screen, numbers: dict) -> None:
    screen.open("/patient/01-003")
    expect(screen.at(PatientId.SENSITIVITY_SENTENCE)).to_contain_text("The direction of the change")
    expect(screen.at(PatientId.SENSITIVITY)).to_be_hidden()
    toggled(screen)
    rows = screen.at(PatientId.SENSITIVITY).locator("table").first.locator("tbody tr")
    expect(rows).to_have_count(20)
    entries = [each for each in numbers["models"] if each["subject"] == "01-003"]
    for cells, entry in zip(rows.evaluate_all(ROWS), entries, strict=True):
        pre, post, change, interval, se, df = cells[-9:-3]
        assert (pre, post) == (written(entry["pre"]), written(entry["post"]))
        assert change == written(entry["estimate"], sign=True)
        assert se == written(entry["se"])
        assert entry["lower"] is None or interval == f"{written(entry['lower'])} to {written(entry['upper'])}"
        assert cells[-10].startswith(entry["model"])
        assert df == written(entry["df"], 1 if entry["model"] == "M2w" else 0)
        assert cells[-1] == (entry["reason"] or "–")
    signal = screen.at(PatientId.SENSITIVITY).locator(".gauged").all_inner_texts()
    shares = [each["reliability"] for each in numbers["pre_slopes"] if each["subject"] == "01-003"]
    assert [one.split(" %")[0] for one in signal] == [f"{100 * share:.0f}" for share in shares]
    expect(screen.at(PatientId.SENSITIVITY)).to_contain_text("no visit planned")


def test_the_next_patient_brings_its_own_numbers_and_the_fold_stays_open(screen: Screen) -> None:
    screen.open("/patient/01-003")
    toggled(screen)
    before = screen.at(PatientId.SENSITIVITY).inner_text()
    screen.press("]")
    assert screen.address == "/patient/01-004"
    expect(screen.at(PatientId.SENSITIVITY)).to_be_visible()
    assert screen.at(PatientId.SENSITIVITY).inner_text() != before


def test_every_course_shown_has_its_models_under_the_trajectories(screen: Screen, numbers: dict) -> None:
    screen.open("/trajectories?subjects=01-001,01-003")
    toggled(screen)
    rows = screen.at(TrajectoryId.MODELS).locator("tbody tr")
    expect(rows).to_have_count(8)
    shown = {(cells[0], cells[1]): cells[2:] for cells in rows.evaluate_all(CELLS)}
    for entry in numbers["models"]:
        if entry["subject"] in ("01-001", "01-003"):
            cells = shown[entry["subject"], LABELS[entry["endpoint"]]]
            place = {"M1": 0, "M2": 3, "M2w": 5, "M3": 7, "Theil-Sen": 8}[entry["model"]]
            assert cells[place] == written(entry["estimate"], sign=True)
    _, head, listed = downloaded(screen, "models")
    assert head["Listing"] == "Change of slope by five models"
    assert len(listed) == 2 * 4 * 5


def test_a_closed_fold_asks_for_nothing_and_keeps_nothing(screen: Screen) -> None:
    screen.open("/patient/01-003")
    inside = screen.at(PatientId.SENSITIVITY)
    assert inside.inner_html() == ""
    toggled(screen)
    expect(inside.locator("table")).to_have_count(3)
    toggled(screen)
    expect(inside.locator("table")).to_have_count(0)
    screen.open_patient("01-004")
    assert inside.inner_html() == ""
    toggled(screen)
    expect(inside.locator("table")).to_have_count(3)
    screen.go("Trajectories")
    assert screen.at(TrajectoryId.MODELS).inner_html() == ""
    toggled(screen)
    expect(screen.at(TrajectoryId.MODELS).locator("tbody tr")).to_have_count(24)
    toggled(screen)
    expect(screen.at(TrajectoryId.MODELS).locator("tbody tr")).to_have_count(0)


def test_without_a_course_on_the_page_there_is_no_fold(screen: Screen) -> None:
    screen.open("/trajectories?status=screen%20failure")
    expect(fold(screen)).to_be_hidden()


@pytest.mark.parametrize("path", ["/patient/01-003", "/trajectories?subjects=01-003"])
def test_axe_finds_nothing_in_the_open_fold_and_nothing_leaves_the_page(screen: Screen, path: str) -> None:
    screen.open(path)
    toggled(screen)
    assert in_both_modes(screen) == []
    for size in ({"width": 1280, "height": 720}, {"width": 1920, "height": 1080}, {"width": 390, "height": 844}):
        screen.page.set_viewport_size(size)
        screen.page.wait_for_timeout(300)
        beyond, page = fold(screen).evaluate(OVERFLOW)
        assert (beyond, max(page, 0)) == (0, 0), size
