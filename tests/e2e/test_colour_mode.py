"""Light and dark: four places switch together, figures too, and the choice is remembered."""

from playwright.sync_api import expect

from components.ids import PatientId, SafetyId, ShellId
from tests.e2e.screen import Screen

PLACES = """() => {
  const root = document.documentElement, style = getComputedStyle(root), probe = document.createElement("i");
  root.append(probe);
  const colour = (value) => { probe.style.color = value; return getComputedStyle(probe).color; };
  const found = {
    bootstrap: root.getAttribute("data-bs-theme"),
    grid: document.body.getAttribute("data-ag-theme-mode"),
    dash: colour(style.getPropertyValue("--Dash-Text-Strong")),
    ink: colour(style.getPropertyValue("--ink")),
    ground: getComputedStyle(document.body).backgroundColor,
  };
  probe.remove();
  return found;
}"""
FIGURE = """(id) => {
  const drawn = document.querySelector("#" + id + " .js-plotly-plot");
  const label = drawn.querySelector(".infolayer .annotation text") || drawn.querySelector("text");
  return [drawn.layout.font.color, getComputedStyle(label).fill, getComputedStyle(drawn.querySelector(".point")).fill];
}"""
INK = {"light": "rgb(28, 36, 48)", "dark": "rgb(233, 237, 240)"}
GROUND = """(id) => getComputedStyle(document.querySelector("#" + id + " .ag-root-wrapper")).backgroundColor"""


def test_the_four_places_switch_together_and_the_choice_is_remembered(screen: Screen) -> None:
    screen.open("/patient/01-004")
    light, drawn = screen.page.evaluate(PLACES), screen.page.evaluate(FIGURE, PatientId.GRAPH)
    assert (light["bootstrap"], light["grid"]) == ("light", "light")
    assert light["dash"] == light["ink"] == INK["light"]
    screen.at(ShellId.COLOUR_MODE).click()
    expect(screen.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    dark = screen.page.evaluate(PLACES)
    assert (dark["bootstrap"], dark["grid"]) == ("dark", "dark")
    assert dark["dash"] == dark["ink"] == INK["dark"]
    assert dark["ground"] != light["ground"]
    screen.page.wait_for_timeout(400)
    redrawn = screen.page.evaluate(FIGURE, PatientId.GRAPH)
    assert all(before != after for before, after in zip(drawn, redrawn, strict=True)), (drawn, redrawn)
    screen.page.reload()
    screen.settled()
    assert screen.page.evaluate(PLACES) == dark
    expect(screen.at(PatientId.GRAPH).locator(".point").first).to_be_attached()
    assert screen.page.evaluate(FIGURE, PatientId.GRAPH) == redrawn
    screen.go("Safety")
    expect(screen.at(SafetyId.TABLE).locator(".ag-row").first).to_be_attached()
    shade = screen.page.evaluate(GROUND, SafetyId.TABLE)
    screen.at(ShellId.COLOUR_MODE).click()
    expect(screen.page.locator("html")).to_have_attribute("data-bs-theme", "light")
    assert screen.page.evaluate(PLACES) == light
    assert screen.page.evaluate(GROUND, SafetyId.TABLE) != shade
