"""Journeys on Group: limits first, a click opens the patient, numbers behind one click, filters, pages, no cover."""

import pytest
from playwright.sync_api import expect

from components.ids import GroupId
from tests.e2e.screen import Screen
from tests.e2e.test_trajectories import COVERED


def test_the_page_opens_with_what_cannot_be_concluded(screen: Screen) -> None:
    screen.open("/group")
    expect(screen.heading).to_have_text("ALSFRS-R: slower decline in 4 of 6 patients, 3 expected by chance")
    limits = screen.at(GroupId.LIMITS)
    expect(limits).to_contain_text("they cannot fall below 0.05")
    expect(limits).to_contain_text("There is no control group")
    assert limits.bounding_box()["y"] < screen.at(GroupId.DOTS_GRAPH).bounding_box()["y"]
    expect(screen.page.locator("main")).to_contain_text("no confirmatory test planned")


@pytest.mark.parametrize(
    ("graph", "trace"), [(GroupId.DOTS_GRAPH, "Patient"), (GroupId.SLOPES_GRAPH, "Patient")], ids=["dots", "slopes"]
)
def test_a_click_on_a_point_opens_its_patient(screen: Screen, graph: GroupId, trace: str) -> None:
    screen.open("/group?endpoints=alsfrs_r")
    screen.at(graph).scroll_into_view_if_needed()
    screen.click_mark(graph, "/patient/01-001", trace)
    assert screen.address == "/patient/01-001?endpoints=alsfrs_r"


def test_every_number_is_one_click_away(screen: Screen) -> None:
    screen.open("/group")
    numbers = screen.at(GroupId.DOTS_NOTE).locator("details")
    expect(numbers.locator("table")).to_be_hidden()
    numbers.locator("summary").click()
    expect(numbers.locator("tbody tr")).to_have_count(21)
    expect(screen.at(GroupId.STATISTICS).locator("tbody tr")).to_have_count(10)
    expect(screen.at(GroupId.RESPONDERS)).to_contain_text("32 %")
    expect(screen.at(GroupId.SURVIVAL_NOTE).locator("tbody tr")).to_have_count(11)


def test_the_filters_hold_here_too(screen: Screen) -> None:
    screen.open("/group")
    screen.choose("Endpoints", "FVC")
    expect(screen.heading).to_contain_text("FVC: slower decline in 2 of 5 patients")
    screen.open("/group?subjects=01-001")
    expect(screen.at(GroupId.LIMITS)).to_contain_text("nothing can be summarised")
    expect(screen.at(GroupId.STATISTICS)).to_contain_text("Too few evaluable patients")


def test_no_text_covers_another(screen: Screen) -> None:
    screen.open("/group")
    for width in (1280, 1920):
        screen.page.set_viewport_size({"width": width, "height": 900})
        screen.page.wait_for_timeout(800)
        for graph in (GroupId.DOTS_GRAPH, GroupId.SURVIVAL_GRAPH):
            found = screen.page.evaluate(COVERED, str(graph))
            assert found["texts"] > 8, graph
            assert found["covered"] == [], (graph, width)
