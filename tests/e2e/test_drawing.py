"""A change draws a figure once and whole; answered HTML is drawn without what could run."""

import pytest
from playwright.sync_api import expect

from components.ids import FilterId, TrajectoryId
from tests.e2e.screen import Screen

COUNT = """id => {
  const graph = document.querySelector(`#${id} .js-plotly-plot`);
  window.drawings = 0;
  graph.on("plotly_afterplot", () => { window.drawings += 1; });
}"""
FITS = """id => {
  const graph = document.querySelector(`#${id} .js-plotly-plot`), box = graph.getBoundingClientRect();
  const svg = graph.querySelector("svg.main-svg").getBoundingClientRect();
  return Math.abs(svg.width - box.width) < 1 && Math.abs(svg.height - box.height) < 1;
}"""
DRAW = """tree => {
  const { React, ReactDOM, monitor } = window, place = document.createElement("div");
  try {
    ReactDOM.flushSync(() => ReactDOM.createRoot(place).render(React.createElement(monitor.Html, { tree })));
  } catch (error) { return String(error); }
  return place.innerHTML;
}"""


def drawn(screen: Screen, view: str) -> None:
    """Open a view with a figure and wait until it is drawn."""
    screen.open(view)
    expect(screen.at(TrajectoryId.GRAPH).locator(".scatterlayer .trace").first).to_be_attached()
    screen.page.wait_for_timeout(500)


def test_a_change_draws_the_figure_once_in_its_new_size(screen: Screen) -> None:
    drawn(screen, "/trajectories")
    before = screen.at(TrajectoryId.GRAPH).bounding_box()
    screen.page.evaluate(COUNT, str(TrajectoryId.GRAPH))
    screen.choose("Endpoints", screen.at(FilterId.ENDPOINTS).locator("label").first.text_content())
    screen.page.wait_for_timeout(1_000)
    after = screen.at(TrajectoryId.GRAPH).bounding_box()
    assert before["height"] != after["height"], "the change must change the size to prove anything"
    assert screen.page.evaluate("window.drawings") == 1
    assert screen.page.evaluate(FITS, str(TrajectoryId.GRAPH))


def test_a_figure_follows_the_window(screen: Screen) -> None:
    drawn(screen, "/trajectories")
    screen.page.evaluate(COUNT, str(TrajectoryId.GRAPH))
    screen.page.set_viewport_size({"width": 1600, "height": 900})
    screen.page.wait_for_function("() => window.drawings > 0")
    screen.page.wait_for_timeout(500)
    assert screen.page.evaluate(FITS, str(TrajectoryId.GRAPH))


def part(kind: str, children: object = None, **props: object) -> dict[str, object]:
    """One element as it travels."""
    return {"type": kind, "namespace": "dash_html_components", "props": {"children": children, **props}}


def test_answered_html_is_drawn_as_it_is(screen: Screen) -> None:
    screen.open()
    inside = [
        part("B", "1 < 2", className="x"),
        None,
        "text & more",
        part("Span", **{"data-y": "1", "aria-hidden": "true"}),
    ]
    tree = [
        part("A", inside, href="/patient/01-004"),
        {"namespace": "monitor", "type": "Html", "props": {"tree": "deep"}},
    ]
    assert screen.page.evaluate(DRAW, tree) == (
        '<a href="/patient/01-004"><b class="x">1 &lt; 2</b>text &amp; more'
        '<span data-y="1" aria-hidden="true"></span></a>deep'
    )


def test_answered_html_cannot_run_anything(screen: Screen) -> None:
    screen.open()
    tree = part("A", "x", href="javascript:alert(1)", onClick="alert(1)", dangerouslySetInnerHTML={"__html": "<img>"})
    found = screen.page.evaluate(DRAW, tree)
    assert "javascript" not in found
    assert "img" not in found
    assert "alert" not in found
    assert ">x</a>" in found


@pytest.mark.parametrize("kind", ["Script", "Iframe", "ObjectEl", "Base"])
def test_answered_html_holds_nothing_that_loads(screen: Screen, kind: str) -> None:
    screen.open()
    found = screen.page.evaluate(DRAW, part("Div", part(kind)))
    assert found == f"Error: not an element for an answer: {kind}"
    screen.errors.clear()  # React tells of it in the console
