"""Names below the visits of one patient: none stands on another, none moves without need."""

from itertools import pairwise

import pytest

from components.visit_lane import spread


def test_names_far_apart_stay():
    assert spread([-0.8, 0.0, 3.0], 0.4) == [-0.8, 0.0, 3.0]


def test_two_names_give_way_by_the_same_amount():
    assert spread([0.0, 0.2], 0.4) == pytest.approx([-0.1, 0.3])


def test_a_pushed_name_pushes_on_and_order_of_input_does_not_matter():
    places = [1.0, 0.1, 0.0, 0.2]
    moved = spread(places, 0.4)
    ordered = sorted(moved)
    assert all(second - first >= 0.4 - 1e-9 for first, second in pairwise(ordered))
    assert moved[0] == 1.0 and [moved.index(x) for x in ordered] == [2, 1, 3, 0]
    assert sum(moved) == pytest.approx(sum(places))


def test_nothing_to_move():
    assert spread([], 0.4) == []
