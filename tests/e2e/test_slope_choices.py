"""Journeys of the choices about slopes: switched on, named in caption and chip, shared by link, undone by Back."""

from collections.abc import Callable

from playwright.sync_api import expect

from components.ids import FilterId, PatientId, ShellId, TrajectoryId
from tests.e2e.running import Monitor
from tests.e2e.screen import Screen
from tests.e2e.test_accessibility import in_both_modes
from tests.e2e.test_trajectories import COVERED

TRACES = """(graph) => document.querySelector(`#${graph} .js-plotly-plot`).data.map((trace) => trace.name)"""


def drawn(screen: Screen, graph: str = TrajectoryId.GRAPH) -> set[str]:
    """The names of what a figure draws."""
    return set(screen.page.evaluate(TRACES, str(graph)))


def test_expected_from_before_is_switched_on_named_shared_and_undone(
    visitor: Callable[..., Screen], monitor: Monitor
) -> None:
    first = visitor(monitor).open("/trajectories")
    assert "Expected from before" not in drawn(first)
    first.choose("Slopes", "Expected from before")
    assert first.address == "/trajectories?expected=1"
    assert first.filters == {"Slopes": "Expected"}
    assert "Expected from before" in drawn(first)
    expect(first.at(TrajectoryId.CAPTION)).to_contain_text("95 % prediction interval")
    expect(first.at(TrajectoryId.FOOT)).to_contain_text("the pre line continued from infusion")
    second = visitor(monitor).open(first.address)
    assert {"Expected from before", "Expected from before, 95 % range"} <= drawn(second)
    assert second.filters == {"Slopes": "Expected"}
    first.open_patient("01-003")
    assert first.address == "/patient/01-003?expected=1"
    assert "Expected from before" in drawn(first, PatientId.GRAPH)
    with first.update():
        first.page.go_back()
    assert first.address == "/trajectories?expected=1"
    first.clear("Slopes")
    assert first.address == "/trajectories"
    assert "Expected from before" not in drawn(first)


def test_natural_history_is_chosen_on_the_patient_with_its_source(screen: Screen) -> None:
    screen.open("/patient/01-004")
    expect(screen.at(PatientId.RULES)).not_to_contain_text("Traynor 2004")
    screen.at(PatientId.SCALE).locator("summary").click()
    with screen.update():
        screen.at(PatientId.SCALE).get_by_role("button", name="Natural history").click()
    assert screen.address == "/patient/01-004?natural=1"
    assert "Natural history" in drawn(screen, PatientId.GRAPH)
    expect(screen.at(PatientId.RULES)).to_contain_text("Traynor 2004")
    assert screen.filters == {"Slopes": "Natural history"}
    screen.reset()
    assert screen.address == "/patient/01-004"
    assert "Natural history" not in drawn(screen, PatientId.GRAPH)


def test_axe_finds_nothing_beside_the_courses(screen: Screen) -> None:
    screen.open("/trajectories?expected=1&natural=1")
    screen.filter("Slopes").locator("summary").click()
    assert in_both_modes(screen) == []
    screen.open("/patient/01-003?expected=1&natural=1")
    screen.at(PatientId.SCALE).locator("summary").click()
    assert in_both_modes(screen) == []


def test_no_text_covers_another_beside_the_courses(screen: Screen) -> None:
    screen.open("/trajectories?expected=1&natural=1")
    for width in (1280, 1920):
        screen.page.set_viewport_size({"width": width, "height": 900})
        screen.page.wait_for_timeout(600)
        assert screen.page.evaluate(COVERED, str(TrajectoryId.GRAPH))["covered"] == [], width
        bar = screen.at(FilterId.BAR).bounding_box()
        assert bar is not None
        assert bar["height"] < 40, width


def test_a_sensitivity_analysis_is_told_in_every_view_shared_and_undone(
    visitor: Callable[..., Screen], monitor: Monitor
) -> None:
    first = visitor(monitor).open("/trajectories")
    before = first.title
    expect(first.at(ShellId.HANDLING)).to_be_hidden()
    box = first.filter("Slopes")
    box.locator("summary").click()
    with first.update():
        box.get_by_label("Sensitivity: censored after death", exact=False).click()
    first.page.keyboard.press("Escape")
    assert first.address == "/trajectories?strategy=censor"
    assert first.title == f"{before} (values after events censored)"
    told = "3 values censored: 3 of 01-003 after gastrostomy, day 141."
    expect(first.at(TrajectoryId.CAPTION)).to_contain_text(told)
    expect(first.at(TrajectoryId.FOOT)).to_contain_text(told)
    assert first.filters == {"Slopes": "Censored"}
    numbers = first.at(TrajectoryId.TABLE).locator("tbody tr", has_text="01-003").all_inner_texts()
    second = visitor(monitor).open(first.address)
    assert second.at(TrajectoryId.TABLE).locator("tbody tr", has_text="01-003").all_inner_texts() == numbers
    for view in ("Overview", "Safety", "Visits"):
        first.go(view)
        expect(first.at(ShellId.HANDLING)).to_contain_text("Slopes are not the default ones.")
    first.open_patient("01-003")
    assert first.address == "/patient/01-003?strategy=censor"
    expect(first.at(PatientId.RULES)).to_contain_text(told)
    assert sum(mark["kind"] == "Not used" for mark in first.marks(PatientId.GRAPH)) == 3
    with first.update():
        first.at(ShellId.HANDLING).get_by_role("button", name="Default slopes").click()
    assert first.address == "/patient/01-003"
    expect(first.at(ShellId.HANDLING)).to_be_hidden()
    assert not any(mark["kind"] == "Not used" for mark in first.marks(PatientId.GRAPH))
    with first.update():
        first.page.go_back()
    assert first.address == "/visits?strategy=censor"


def test_old_records_are_let_in_marked_and_told(screen: Screen) -> None:
    screen.open("/trajectories")
    kinds = [mark["kind"] for mark in screen.marks(TrajectoryId.GRAPH)]
    assert (kinds.count("Not used"), kinds.count("Old record, used by choice")) == (4, 0)
    screen.choose("Slopes", "Also records older than 3 months before screening")
    assert screen.address == "/trajectories?history=all"
    kinds = [mark["kind"] for mark in screen.marks(TrajectoryId.GRAPH)]
    assert (kinds.count("Not used"), kinds.count("Old record, used by choice")) == (0, 4)
    assert "(old records included)" in screen.title
    expect(screen.at(ShellId.HANDLING)).to_contain_text("4 values of 1 patient enter the slopes")
    screen.page.keyboard.press("f")
    expect(screen.at(ShellId.HANDLING)).to_be_visible()
    screen.page.keyboard.press("f")
    screen.reset()
    screen.page.wait_for_url("**/trajectories")


def test_the_listing_says_that_its_slopes_are_not_the_default(screen: Screen) -> None:
    screen.open("/trajectories?history=all&strategy=censor")
    with screen.page.expect_download() as caught:
        screen.page.get_by_role("link", name="Slopes, CSV").click()
    text = caught.value.path().read_text(encoding="utf-8-sig")
    assert "All historical records in the slopes; Censored after death" in text


def test_axe_finds_nothing_where_slopes_are_not_the_default(screen: Screen) -> None:
    for path in ("/", "/trajectories", "/patient/01-003"):
        screen.open(f"{path}?history=all&strategy=censor")
        assert in_both_modes(screen) == [], path
    screen.at(PatientId.SCALE).locator("summary").click()
    assert in_both_modes(screen) == []


def test_why_something_was_not_done_is_a_mark_with_words(screen: Screen) -> None:
    screen.open("/patient/01-003")
    (mark,) = [one for one in screen.marks(PatientId.GRAPH) if one["kind"] == "Not done"]
    screen.page.mouse.move(mark["x"], mark["y"])
    expect(screen.at(PatientId.GRAPH).locator(".hoverlayer")).to_contain_text("not done:")
    screen.open("/trajectories")
    marks = [one for one in screen.marks(TrajectoryId.GRAPH) if one["kind"] == "Not done"]
    assert len(marks) >= 4
    screen.page.mouse.move(marks[0]["x"], marks[0]["y"])
    expect(screen.at(TrajectoryId.GRAPH).locator(".hoverlayer")).to_contain_text("not done:")
