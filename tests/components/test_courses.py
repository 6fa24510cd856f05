"""Geometry of courses: gaps between runs, lines and bands cut to their panel, words of a hover."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import courses, theme
from components.courses import POST, PRE, Panel, Placed, band_in, joined, line_in
from tests.trial.shown import demo, single
from tests.trial.totals import total
from trial import pairs
from trial.milestones import Milestone, MilestoneKind
from trial.pairs import FittedLine, Pair
from trial.selection import Selection
from trial.trajectory import build

PANEL = Panel("x2", "y2", (0.0, 50.0), (-2.0, -1.0))


def placed(pair: Pair, panel: Panel = PANEL, patient: str = "01-004") -> Placed:
    return Placed(pair, panel, patient, "/patient/01-004", "ALSFRS-R", "points", 0)


def drawn(**records: object) -> Placed:
    return placed(pairs.build(single(**records), [0], [0])[0])


def straight(months: tuple[float, float], values: tuple[float, float]) -> FittedLine:
    line = pairs.build(demo(), [0], [0])[0].pre.line
    return FittedLine(line, months, values, (), ())


def test_a_panel_places_its_extent_on_its_stretch() -> None:
    assert PANEL.heights([0, 25, 50]) == [-2, -1.5, -1]
    assert PANEL.height(10) == -1.8


def test_runs_are_joined_with_one_gap_between_two() -> None:
    assert joined([]) == []
    assert joined([[1, 2], [3], [4, 5]]) == [1, 2, None, 3, None, 4, 5]


@pytest.mark.parametrize(
    ("values", "months", "cut"),
    [
        ((40, 10), (0, 3), (40, 10)),
        ((60, 40), (1, 3), (50, 40)),
        ((60, -40), (0.5, 3), (50, 0)),
        ((-10, 10), (2, 3), (0, 10)),
        ((25, 25), (0, 3), (25, 25)),
    ],
)
def test_a_line_is_cut_where_it_leaves_the_panel(
    values: tuple[float, float], months: tuple[float, float], cut: tuple[float, float]
) -> None:
    ends = {(60, 40): (0, 4), (-10, 10): (1, 3), (60, -40): (0.25, 2.75)}.get(values, (0.0, 3.0))
    at, heights = line_in(PANEL, straight(ends, values))
    slope = (values[1] - values[0]) / (ends[1] - ends[0])
    assert heights == pytest.approx(PANEL.heights(cut))
    if slope:
        assert [values[0] + slope * (month - ends[0]) for month in at] == pytest.approx(cut, abs=0.01)


@pytest.mark.parametrize("values", [(60, 55), (-1, -5), (51, 51)])
def test_a_line_outside_the_panel_is_not_drawn(values: tuple[float, float]) -> None:
    assert line_in(PANEL, straight((0, 3), values)) == ([], [])


@given(st.lists(st.floats(-200, 200), min_size=2, max_size=8), st.floats(0, 50))
def test_a_band_never_leaves_its_panel(middle: list[float], half: float) -> None:
    months = tuple(np.linspace(0, 3, len(middle)).tolist())
    fit = FittedLine(
        straight((0, 1), (0, 1)).line,
        months,
        tuple(middle),
        tuple(v - half for v in middle),
        tuple(v + half for v in middle),
    )
    at, heights = band_in(PANEL, fit)
    assert len(at) == len(heights) == 2 * len(middle)
    assert all(-2 <= height <= -1 for height in heights)
    assert at == at[::-1]
    for above, below, value in zip(heights, heights[::-1], middle, strict=False):
        assert below <= above
        if value - half >= 0 and value + half <= 50:
            assert above == pytest.approx(PANEL.height(value + half), abs=1e-4)
            assert below == pytest.approx(PANEL.height(value - half), abs=1e-4)


def test_lines_of_two_points_are_another_trace_than_lines_with_an_interval() -> None:
    sure = drawn(QS=[total(day, value) for day, value in (("2011-01-01", 40), ("2011-02-01", 37), ("2011-02-20", 37))])
    unsure = drawn(QS=[total("2011-01-01", 40), total("2011-02-01", 37)])
    (firm,) = courses.lines([sure, unsure], PRE)
    (weak,) = courses.lines([sure, unsure], PRE, unsure=True)
    assert len(firm["x"]) == len(weak["x"]) == 2
    assert (firm["line"]["dash"], weak["line"]["dash"]) == ("solid", "2px,3px")
    assert firm["line"]["width"] > weak["line"]["width"]
    assert "no interval" in weak["name"]
    assert (firm["xaxis"], firm["yaxis"]) == ("x2", "y2")
    assert courses.bands([unsure], PRE) == []
    assert len(courses.bands([sure, unsure], PRE)) == 1
    assert courses.lines([sure, unsure], POST) == []


def test_pre_and_post_differ_in_colour_dash_and_name() -> None:
    assert PRE.dash != POST.dash
    assert (PRE.line, POST.line) == (theme.PRE, theme.POST)
    assert (PRE.text, POST.text) == (theme.PRE_INK, theme.POST_INK)


def test_points_of_each_kind_are_drawn_once_with_their_own_sign() -> None:
    one = drawn(
        SV=[{"VISITNUM": 1, "SVSTDTC": "2011-02-01"}],
        QS=[total("2010-10-01", 44), total("2011-02-01", 40), total("2011-03-23", 38, VISITNUM=4)],
    )
    kinds = {trace["name"]: trace for trace in courses.points([one])}
    assert [len(kinds[name]["x"]) for name in ("Point", "Outside its visit window", "Not used")] == [1, 1, 1]
    looks = {(kind["marker"]["symbol"], kind["marker"]["color"]) for kind in kinds.values()}
    assert len(looks) == 3
    assert kinds["Outside its visit window"]["marker"]["color"] == theme.SURFACE
    assert all(trace["customdata"] == [["/patient/01-004"]] for trace in kinds.values())


def test_a_hover_says_everything_of_a_point() -> None:
    one = drawn(QS=[total("2011-02-01", 40), total("2011-03-22", 36, VISITNUM=4), total("2011-03-22", 35, VISITNUM=4)])
    texts = [text for trace in courses.points([one]) for text in trace["hovertext"]]
    assert texts == [
        "<b>01-004</b>  ALSFRS-R<br>22 Mar 2011, day 21, WK2<br><b>35.5 points</b>, −4.5 from baseline"
        "<br>4 days after the window<br>mean of 2 records of that day",
        "<b>01-004</b>  ALSFRS-R<br>1 Feb 2011, day −28<br><b>40 points</b>, baseline",
    ]


def test_a_hover_of_an_unused_point_gives_the_reason() -> None:
    one = drawn(SV=[{"VISITNUM": 1, "SVSTDTC": "2011-02-01"}], QS=[total("2010-10-01", 44)])
    (trace,) = courses.points([one])
    assert trace["hovertext"][0].endswith(
        "no baseline<br>not used: historical record older than 3 months before screening"
    )


def test_text_of_the_data_cannot_become_markup() -> None:
    one = drawn(QS=[total("2011-02-01", 40, VISIT="<a href='x'>V & W</a>\u202e", VISITNUM=77)])
    one = replace(one, patient="<b>01", unit="<i>u</i>")
    text = courses.points([one])[0]["hovertext"][0]
    assert "&lt;b&gt;01" in text
    assert "&lt;a href='x'&gt;V &amp; W&lt;/a&gt;·" in text
    assert "&lt;i&gt;u" in text


def test_what_was_not_done_stands_at_the_foot_with_its_reason() -> None:
    record = {
        "QSTESTCD": "ALSR1TOT",
        "QSDTC": "2011-04-01",
        "QSSTAT": "NOT DONE",
        "QSREASND": "TOO WEAK",
        "VISIT": "M1",
    }
    (trace,) = courses.not_done([drawn(QS=[record])])
    assert trace["x"] == [round(31 / 30.4375, 4)]
    assert -2 < trace["y"][0] < -1.85
    assert trace["hovertext"] == ["<b>01-004</b>  ALSFRS-R<br>2011-04-01, day 31, M1<br>not done: too weak"]


def test_happenings_stand_above_the_panel_with_words() -> None:
    row = next(row for row in build(demo(), Selection()).rows if row.id == "01-003")
    one = placed(pairs.build(demo(), [row.subject], [0])[0])
    unknown = Milestone(row.subject, MilestoneKind.DEATH, "Death", "2011-10", None, None, None)
    (trace,) = courses.marks([(one, (*row.marks, unknown))], 0.05)
    assert len(trace["x"]) == len(row.marks)
    assert set(trace["y"]) == {-0.95}
    assert len(set(trace["marker"]["symbol"])) == 3
    assert trace["hovertext"][-1] == "<b>01-004</b>  Death<br>2011-10-23, day 264"
    assert courses.marks([(one, (unknown,))], 0.05) == []


def test_nothing_to_draw_gives_no_trace() -> None:
    nothing = drawn(QS=[total("2011-03", 40)])
    assert courses.points([nothing]) == courses.not_done([nothing]) == courses.bands([nothing], PRE) == []
