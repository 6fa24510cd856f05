"""Journeys on the trajectories: from a point to its patient, scale and arrangement, the table, no text on another."""

import pytest
from playwright.sync_api import expect

from components.ids import TrajectoryId
from tests.e2e.screen import Screen

COVERED = """(graph) => {
  const shown = Array.from(document.querySelectorAll(`#${graph} text, .tr-label > *, .tr-titles b, .tr-titles span`));
  const boxes = [];
  for (const text of shown) {
    const lines = text.querySelectorAll("tspan.line");
    for (const line of lines.length ? lines : [text]) {
      const box = line.getBoundingClientRect(), said = line.textContent.trim();
      if (said && box.width && box.height) { boxes.push({said, box, text}); }
    }
  }
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return {texts: boxes.length, covered: boxes.flatMap((one, place) => boxes.slice(place + 1)
    .filter((other) => !one.text.contains(other.text) && !other.text.contains(one.text))
    .filter((other) => across(one.box, other.box) > 0.5 && down(one.box, other.box) > 4)
    .map((other) => [one.said, other.said]))};
}"""
"""Pairs of texts in the figure that cover one another."""


def test_a_click_on_a_point_opens_its_patient(screen: Screen) -> None:
    screen.open("/trajectories")
    screen.click_mark(TrajectoryId.GRAPH, "/patient/01-002", "Outside")
    assert screen.address == "/patient/01-002"


def test_the_label_of_a_row_opens_its_patient_with_the_keyboard(screen: Screen) -> None:
    screen.open("/trajectories?months=-2..6")
    screen.at(TrajectoryId.ROWS).get_by_role("link", name="01-005").focus()
    with screen.update():
        screen.page.keyboard.press("Enter")
    assert screen.address == "/patient/01-005?months=-2..6"


def test_scale_and_arrangement_stand_in_the_address_and_are_told(screen: Screen) -> None:
    screen.open("/trajectories")
    with screen.update():
        screen.page.get_by_role("button", name="Fit", exact=True).click()
    assert screen.address == "/trajectories?scale=fit"
    expect(screen.at(TrajectoryId.FOOT)).to_contain_text("steepness cannot be compared")
    with screen.update():
        screen.page.get_by_role("button", name="Overlay", exact=True).click()
    assert screen.address == "/trajectories?layout=overlay&scale=fit"
    expect(screen.page.get_by_role("button", name="Overlay", exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_table_follows_the_figure(screen: Screen) -> None:
    screen.open("/trajectories")
    rows = screen.at(TrajectoryId.TABLE).locator("tbody tr")
    expect(rows).to_have_count(24)
    screen.choose("Endpoints", "FVC")
    expect(rows).to_have_count(6)
    expect(rows.first).to_contain_text("% predicted")
    expect(screen.at(TrajectoryId.TABLE).locator("th[scope=colgroup]")).to_have_text(["Pre", "Post", "Change"])


@pytest.mark.parametrize("query", ["", "?scale=fit", "?layout=overlay", "?endpoints=fvc"])
def test_no_text_covers_another(screen: Screen, query: str) -> None:
    screen.open(f"/trajectories{query}")
    figure = screen.at(TrajectoryId.GRAPH).locator(".main-svg").first
    for width in (1280, 1440, 1920):
        drawn = figure.get_attribute("width")
        screen.page.set_viewport_size({"width": width, "height": 900})
        if width > 1280:
            expect(figure).not_to_have_attribute("width", drawn or "")
        found = screen.page.evaluate(COVERED, str(TrajectoryId.GRAPH))
        assert found["texts"] > 50, width
        assert found["covered"] == [], width
