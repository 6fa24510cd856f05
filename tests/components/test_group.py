"""The view Group on the screen: figures are valid and equal the result, tables hold every number, empty states."""

import plotly.graph_objects as go
import pytest

from callbacks.context import Reading
from callbacks.group import PARTS, _view
from components import group_grid, group_page, group_sections, group_tables
from components.figures import group_dots, group_slopes, group_survival
from tests.trial.test_across import bare, demo
from trial import across, analysis
from trial.group.statistics import EFFECTS
from trial.selection import Selection

FIGURES = (group_dots.figure, group_slopes.figure, group_survival.figure)


def shown(selection=None, of=None):
    return across.build(of or demo(), selection or Selection())


def traces(figure, name):
    return [trace for trace in figure["data"] if trace["name"] == name]


def texts(part):
    """Everything that can be read in a component."""
    if isinstance(part, str):
        return part
    if isinstance(part, list | tuple):
        return " ".join(map(texts, part))
    return "" if part is None else texts(getattr(part, "children", None))


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize(
    "result", [shown(), shown(of=bare()), shown(Selection(endpoints=("fvc",))), shown(Selection(subjects=("01-001",)))]
)
def test_every_figure_is_valid(draw, result):
    go.Figure(draw(result))


def test_what_is_drawn_is_the_result():
    result = shown()
    dots, slopes = group_dots.figure(result), group_slopes.figure(result)
    for column, points, both in zip(result.columns, traces(dots, "Patient"), traces(slopes, "Patient"), strict=True):
        assert points["x"] == [round(each.change, 6) for each in column.patients]
        assert points["customdata"] == [[f"/patient/{each.patient}"] for each in column.patients]
        assert both["x"] == [round(each.pre, 6) for each in column.patients]
        assert both["y"] == [round(each.post, 6) for each in column.patients]
        assert len(points["hovertext"]) == len(points["x"])
    means = [trace["x"][0] for trace in traces(dots, "Mean")]
    assert means == [round(column.group.summary.mean.mean, 6) for column in result.columns]


def test_intervals_that_run_out_end_in_an_arrow():
    result = shown(Selection(endpoints=("fvc",)))
    figure = group_dots.figure(result)
    (arrows,) = traces(figure, "Interval goes on")
    low, high = figure["layout"]["xaxis"]["range"]
    outside = [each for each in result.columns[0].patients if each.lower < low or each.upper > high]
    assert 0 < len(outside) <= len(arrows["x"])
    assert all(low < x < high for x in arrows["x"])
    for trace in traces(figure, "95 % interval"):
        assert all(low - 1e-6 <= x <= high + 1e-6 for x in trace["x"] if x is not None)


def test_no_arrow_stands_on_the_edge_where_it_would_not_be_drawn():
    result = shown()
    figure = group_dots.figure(result)
    keys = [group_grid.axis(place) for place in range(4)]
    ranges = {f"x{key}": figure["layout"][f"xaxis{key}"]["range"] for key in keys}
    arrows = traces(figure, "Interval goes on")
    assert len(arrows) == 4
    for each in arrows:
        low, high = ranges[each["xaxis"]]
        assert all(low < x < high for x in each["x"])


def test_the_ellipse_holds_95_of_100_without_effect():
    (ellipse,) = traces(group_slopes.figure(shown(Selection(endpoints=("alsfrs_r",)))), "Without any effect")
    by_chance = shown().columns[0].group.by_chance
    (a, b), (_, c) = by_chance.covariance
    for x, y in zip(ellipse["x"], ellipse["y"], strict=True):
        u, v = x - by_chance.centre, y - by_chance.centre
        assert (c * u * u - 2 * b * u * v + a * v * v) / (a * c - b * b) == pytest.approx(5.991, rel=1e-3)
    assert traces(group_slopes.figure(shown(of=bare())), "Without any effect") == []


def test_the_steps_are_those_of_survival():
    result = shown()
    figure = group_survival.figure(result)
    (steps,) = traces(figure, "Patients")
    assert steps["y"][-1] == result.outcome.steps[-1].survival
    assert len(traces(figure, "Last contact")[0]["x"]) + len(traces(figure, "Event")[0]["x"]) == 6
    assert figure["layout"]["xaxis"]["ticktext"][0] == "0<br>6"
    assert len(traces(figure, "Natural history")) == 1
    assert traces(group_survival.figure(shown(of=bare())), "Natural history") == []


def test_the_power_says_in_sight_what_its_two_numbers_are():
    said = texts(group_sections.conclusions(shown()))
    assert group_sections.POWER_RULE in said and said.count("paired t ") >= 4 * len(EFFECTS)
    assert group_sections.POWER_RULE not in texts(group_sections.conclusions(shown(of=bare())))


def test_ticks_of_changes_lie_level_and_do_not_crowd():
    layout = group_dots.figure(shown(Selection(subjects=("01-001",))))["layout"]
    for place in range(4):
        axis = layout[f"xaxis{group_grid.axis(place)}"]
        assert axis["tickangle"] == 0 and len(axis["ticktext"]) <= 5


def test_every_statistic_stands_in_the_table():
    said = texts(group_tables.statistics(shown()))
    for part in ("+0.38", "p 0.4375", "W 7, n 6", "−0.64 to 1.98, 96.88 %", "t 0.98, df 5", "uncorrelated", "singular",
                 "−0.56 by chance", "0.03125"):  # fmt: skip
        assert part in said


def test_responders_stand_beside_chance():
    said = texts(group_tables.responders(shown()))
    assert "slower by 25 % or more 2 of 5" in said
    assert "32 %" in said
    assert "the study file names no natural history" in texts(group_tables.responders(shown(of=bare())))


def test_descriptive_is_said_on_every_card():
    result = shown()
    for part in (group_page.head(result), group_sections.conclusions(result), group_sections.statistics(result),
                 group_sections.responders(result)):  # fmt: skip
        assert "no confirmatory test planned" in texts(part)


def test_who_is_not_evaluable_is_named():
    assert "FVC 01-005 1 of 2 days after the infusion" in " ".join(texts(group_page.lacking(shown())).split())


def test_nobody_and_nothing():
    nobody = shown(Selection(subjects=("01-001",), status=("died",)))
    assert "No patient matches" in texts(group_page.conclusions(nobody))
    early = shown(of=analysis.build(demo().snapshot, demo().subjects[0].screening))
    assert "No treated patient" in texts(group_page.conclusions(early))
    assert group_grid.dots_height(early) > 0


def test_the_answer_has_every_part():
    for one, selection in ((demo(), Selection()), (bare(), Selection(subjects=("01-005",), endpoints=("fvc",)))):
        assert len(_view(Reading("v", selection, None, one))) == len(PARTS)
