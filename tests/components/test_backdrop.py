"""What lies behind courses: ticks of months, the infusion and cut lines, the ground after the cut."""

import re

import pytest

from components.backdrop import backdrop, boxes_path, month_step, month_ticks, segments_path
from components.courses import Panel

UPPER, LOWER = Panel("x", "y", (0, 10), (-0.5, 0)), Panel("x", "y", (0, 10), (-1.5, -1))


@pytest.mark.parametrize(
    ("months", "ticks"),
    [
        ((-4.1, 13.3), [-3, 0, 3, 6, 9, 12]),
        ((-1, 3), [-1, 0, 1, 2, 3]),
        ((0.2, 1.1), [0.25, 0.5, 0.75, 1]),
        ((-2.2, 0.4), [-2, -1.5, -1, -0.5, 0]),
        ((-1.4, 40), [0, 6, 12, 18, 24, 30, 36]),
        ((-100, 400), [-60, 0, 60, 120, 180, 240, 300, 360]),
    ],
)
def test_ticks_lie_inside_and_fit_the_range(months: tuple[float, float], ticks: list[float]) -> None:
    assert month_ticks(months) == ticks


@pytest.mark.parametrize("span", [0.001, 1, 7, 17, 59, 119, 2400])
def test_there_are_never_many_ticks(span: float) -> None:
    assert span / month_step((0, span)) <= 41


def test_paths() -> None:
    assert segments_path([(0, 1, 2, 3)]) == "M0.0000,1.0000L2.0000,3.0000"
    assert boxes_path([(0, 1, 2, 3)]) == "M0.0000,1.0000L2.0000,1.0000L2.0000,3.0000L0.0000,3.0000Z"
    assert segments_path([]) == boxes_path([]) == ""


def drawn(months: tuple[float, float] = (-4, 13), cuts: tuple[float | None, float | None] = (9.0, None)) -> dict:
    shapes = backdrop([(UPPER, cuts[0]), (LOWER, cuts[1])], months, [(5,), (5,)])
    return {shape["name"]: shape for shape in shapes}


def xs(shape: dict) -> set[float]:
    return {float(x) for x in re.findall(r"[ML](-?[\d.]+),", shape["path"])}


def test_every_kind_is_one_shape_over_all_panels() -> None:
    found = drawn()
    assert set(found) == {"After the data cut", "Grid", "Foot", "Data cut", "Anchor"}
    assert all(shape["layer"] == "below" for shape in found.values())
    assert found["Anchor"]["path"].count("M") == found["Foot"]["path"].count("M") == 2


def test_the_ground_after_the_cut_begins_at_each_patients_own_cut() -> None:
    found = drawn()
    assert xs(found["After the data cut"]) == {9, 13}
    assert found["After the data cut"]["path"].count("Z") == 1
    assert xs(found["Data cut"]) == {9}
    assert {"After the data cut", "Data cut"}.isdisjoint(drawn(cuts=(13.5, None)))


def test_a_cut_before_the_range_leaves_only_future() -> None:
    found = drawn(cuts=(-5.0, None))
    assert xs(found["After the data cut"]) == {-4, 13}
    assert "Data cut" not in found


def test_the_line_of_the_anchor_stands_at_0_and_the_grid_keeps_away_from_it() -> None:
    found = drawn()
    assert xs(found["Anchor"]) == {0}
    assert 0 not in xs(found["Grid"])
    assert "Anchor" not in drawn(months=(1, 3))
