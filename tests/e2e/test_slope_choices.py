"""Journeys of the choices about slopes: switched on, named in caption and chip, shared by link, undone by Back."""

from collections.abc import Callable

from playwright.sync_api import expect

from components.ids import FilterId, PatientId, TrajectoryId
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
    expect(screen.at(PatientId.RULES)).to_be_hidden()
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
