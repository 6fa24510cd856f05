"""The overlay is valid for plotly: singled patients with names, the others in grey, many as quantiles."""

import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from components.figures.trajectory_overlay import figure
from tests.trial.shown import crowd, demo
from trial.cohort import MOST_LINES
from trial.selection import Arrangement, Scale, Selection
from trial.trajectory import build

OVERLAY = Selection(arrangement=Arrangement.OVERLAY)
CASES = {
    "demo": lambda: (demo(), OVERLAY),
    "fitted": lambda: (demo(), replace(OVERLAY, scale=Scale.FIT)),
    "zoomed": lambda: (demo(), replace(OVERLAY, months=(-1, 2))),
    "off the infusion": lambda: (demo(), replace(OVERLAY, months=(30, 40))),
    "two of six": lambda: (demo(), replace(OVERLAY, subjects=("01-003", "01-004"), endpoints=("fvc",))),
    "crowd": lambda: (crowd(30, 3), OVERLAY),
    "one of a crowd": lambda: (crowd(30, 6), replace(OVERLAY, subjects=("P-0007",), page=2)),
    "many": lambda: (crowd(MOST_LINES + 20), OVERLAY),
}


def drawn(case: str) -> tuple:
    analysis, selection = CASES[case]()
    result = build(analysis, selection)
    return result, figure(result)


def named(made: dict, name: str) -> list[dict]:
    return [trace for trace in made["data"] if trace["name"] == name]


@pytest.mark.parametrize("case", CASES)
def test_plotly_takes_the_figure(case: str) -> None:
    result, made = drawn(case)
    go.Figure(made)
    axes = [key for key in made["layout"] if re.fullmatch(r"[xy]axis\d*", key)]
    assert len(axes) == 2 * len(result.columns)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", str(made))


@pytest.mark.parametrize("case", CASES)
def test_panels_do_not_overlap(case: str) -> None:
    result, made = drawn(case)
    boxes = []
    for place in range(len(result.columns)):
        axis = place + 1 if place else ""
        boxes.append((made["layout"][f"xaxis{axis}"]["domain"], made["layout"][f"yaxis{axis}"]["domain"]))
    assert all(0 <= low < high <= 1 + 1e-9 for box in boxes for low, high in box)
    for one in range(len(boxes)):
        for other in range(one):
            (x0, x1), (y0, y1) = boxes[one]
            (u0, u1), (v0, v1) = boxes[other]
            assert x1 <= u0 or u1 <= x0 or y1 <= v0 or v1 <= y0


def test_every_singled_patient_is_named_once_a_panel() -> None:
    result, made = drawn("demo")
    names = named(made, "Patient")
    assert len(names) == 4
    for trace in names:
        assert sorted(re.findall(r"01-\d+", " ".join(trace["text"]))) == [row.id for row in result.rows]
    assert named(made, "Other patients") == []


def test_others_are_one_grey_trace_that_tells_who_it_is() -> None:
    result, made = drawn("two of six")
    (grey,) = named(made, "Other patients")
    assert grey["line"]["color"] == "var(--grey-trace)"
    assert set(grey["customdata"]) - {None} == {f"/patient/01-00{n}" for n in (1, 2, 5, 6)}
    assert grey["x"].count(None) == 3
    assert result.cohort_patients == 4
    order = [trace["name"] for trace in made["data"]]
    assert order.index("Other patients") < order.index("Point")


def test_a_crowd_is_grey_alone_until_patients_are_chosen() -> None:
    _, made = drawn("crowd")
    assert {trace["name"] for trace in made["data"]} == {"Other patients"}
    assert len(made["data"]) == 3


def test_many_patients_are_quantiles_whatever_their_number() -> None:
    result, made = drawn("many")
    assert [trace["name"] for trace in made["data"]] == ["Middle 90 %", "Middle half", "Median"]
    ribbon = result.cohort[0].ribbon
    median = made["data"][2]
    assert median["y"] == list(ribbon.quantiles[2])
    assert all(f"of {count} patients" in text for count, text in zip(ribbon.patients, median["hovertext"], strict=True))


def test_names_stand_on_the_axis_also_when_it_is_cut() -> None:
    result, made = drawn("zoomed")
    low, high = result.months
    for trace in named(made, "Patient"):
        assert all(low <= x <= high for x in trace["x"])
        assert trace["cliponaxis"] is False
    assert named(drawn("off the infusion")[1], "Patient") == []


def test_happenings_and_pre_post_are_drawn_as_in_the_panels() -> None:
    _, made = drawn("demo")
    names = {trace["name"] for trace in made["data"]}
    assert {"Pre line", "Post line", "Happening", "Not done", "Not used", "Course"} <= names
    assert "Pre 95 % band" not in names
