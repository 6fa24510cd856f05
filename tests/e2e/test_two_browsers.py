"""Two people at once: nothing that one chooses reaches the other, whichever worker answers."""

from collections.abc import Callable

from playwright.sync_api import expect

from components.ids import FilterId, SafetyId, TrajectoryId
from tests.e2e.running import Monitor
from tests.e2e.screen import Screen


def test_two_browsers_with_different_filters_do_not_influence_one_another(
    visitor: Callable[..., Screen], monitor: Monitor
) -> None:
    first, second = visitor(monitor).open("/trajectories"), visitor(monitor).open("/trajectories")
    turns = (("01-001", "01-004"), ("01-002", "01-005"), ("01-003", "01-006"))
    for number, (mine, theirs) in enumerate(turns, 1):
        first.choose("Patients", mine)
        second.choose("Patients", theirs)
        _shows(first, [one for one, _ in turns[:number]])
        _shows(second, [other for _, other in turns[:number]])
    first.choose("Endpoints", "FVC")
    second.choose("Events", "Serious only")
    for one in (first, second):
        one.go("Safety")
    assert first.address == "/safety?subjects=01-001,01-002,01-003&endpoints=fvc"
    assert second.address == "/safety?subjects=01-004,01-005,01-006&serious=1"
    expect(first.at(SafetyId.COUNT)).to_have_text("11 events")
    expect(second.at(SafetyId.COUNT)).to_have_text("1 event")
    first.reset()
    expect(first.at(SafetyId.COUNT)).to_have_text("22 events")
    second.page.reload()
    second.settled()
    expect(second.at(SafetyId.COUNT)).to_have_text("1 event")


def _shows(screen: Screen, subjects: list[str]) -> None:
    expect(screen.at(TrajectoryId.ROWS).locator("a")).to_have_text(subjects)
    expect(screen.at(FilterId.COUNT)).to_have_text(f"{len(subjects)} of 6 patients")
    assert screen.address == f"/trajectories?subjects={','.join(subjects)}"
