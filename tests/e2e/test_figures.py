"""Figures: the pinned library in its small form, no tool bar, no button that sends data away, pictures to keep."""

import struct
from pathlib import Path

import plotly
import pytest
from playwright.sync_api import expect

from tests.e2e.screen import Screen

FIGURES = ("/trajectories", "/safety", "/visits?show=days", "/patient/01-004")
FORBIDDEN = ("share", "chart studio", "cloud", "edit in", "produced with", "plotly")


def test_no_figure_has_a_tool_bar_and_no_button_anywhere_sends_data_away(screen: Screen) -> None:
    for path in FIGURES:
        screen.open(path)
        drawn = screen.page.locator(".js-plotly-plot")
        expect(drawn.locator(".scatterlayer, .barlayer").first).to_be_attached()
        expect(drawn.locator("button, a, .modebar-btn")).to_have_count(0)
        names = screen.page.locator("button, a").evaluate_all(
            "all => all.map(one => [one.textContent, one.title, one.getAttribute('aria-label'), one.href].join(' '))"
        )
        assert len(names) > 20
        assert [one for one in names if any(word in one.lower() for word in FORBIDDEN)] == []


def test_the_library_is_the_pinned_one_and_only_its_small_form(screen: Screen) -> None:
    pinned = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    with pinned.open(encoding="utf-8") as file:
        head = file.read(200)
    screen.open("/patient/01-004")
    assert f"plotly.js v{screen.page.evaluate('window.Plotly.version')}\n" in head
    assert screen.page.evaluate("Object.keys(window.Plotly.PlotSchema.get().traces).sort()") == [
        "bar",
        "pie",
        "scatter",
    ]
    screen.go("Trajectories")
    libraries = {url for url in screen.loaded if "plotly" in url.lower()}
    assert len(libraries) == 1
    assert "plotly-basic" in libraries.pop()


@pytest.mark.parametrize("path", FIGURES)
def test_the_picture_button_saves_what_is_seen(screen: Screen, path: str, tmp_path: Path) -> None:
    screen.open(path)
    expect(screen.page.locator(".js-plotly-plot .point, .js-plotly-plot .bars").first).to_be_attached()
    box = screen.page.locator(".js-plotly-plot").bounding_box()
    with screen.page.expect_download() as saved:
        screen.page.get_by_role("button", name="Picture").click()
    name = saved.value.suggested_filename
    assert name.endswith("_synthetic.png")
    saved.value.save_as(tmp_path / name)
    content = (tmp_path / name).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert box is not None
    assert width == pytest.approx(2 * box["width"], abs=4)
    assert 2 * box["height"] < height < 2 * box["height"] + 600
    assert len(content) > 20_000
