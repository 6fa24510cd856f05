"""Planned visits of the study file: what their day is counted from, and their inner window."""

import pytest

from tests.data_access.test_study_file import SMALL, changed, mistakes, read

SECOND = """
[[visits]]
id = "B"
label = "B"
visitnum = 5
day = 16
from = "WK2"
window = [-2, 2]
optimal = [0, 1]
"""


def test_a_visit_counted_from_another_stands_on_the_axis_of_the_anchor() -> None:
    first, second = read(SMALL + SECOND).visits
    assert (second.day, second.days_from_origin, second.origin, second.optimal) == (30, 16, "WK2", (0, 1))
    assert (first.day, first.days_from_origin, first.origin, first.optimal) == (14, 14, "infusion", None)


def test_a_visit_counted_from_the_screening() -> None:
    screened = changed("required = ", 'kind = "screening"\nrequired = ').replace("day = 14", "day = -28")
    found = read(screened + SECOND.replace('"WK2"', '"screening"')).visits[1]
    assert (found.day, found.days_from_origin) == (-12, 16)


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        (SMALL + SECOND.replace('"WK2"', '"WK3"'), "visits[B].from", '"WK3" is no visit'),
        (SMALL + SECOND.replace('"WK2"', '"screening"'), "visits[B].from", "there is no screening visit"),
        (SMALL + SECOND.replace('"WK2"', '"B"'), "visits[B].from", "is counted in a circle: B from B"),
        (SMALL + SECOND.replace("[0, 1]", "[-3, 1]"), "visits[B].optimal", "[-3, 1] reaches out of the window"),
        (SMALL + SECOND.replace('"B"', '"infusion"'), "visits[infusion].id", '"infusion" is a word of the key from'),
    ],
)
def test_a_visit_that_cannot_be_counted(text: str, key: str, words: str) -> None:
    assert mistakes(text) == [(key, words)]


def test_visits_counted_in_a_circle_are_each_told() -> None:
    circle = changed("day = 14", 'day = 14\nfrom = "B"') + SECOND
    assert mistakes(circle) == [
        ("visits[WK2].from", "is counted in a circle: WK2 from B from WK2"),
        ("visits[B].from", "is counted in a circle: B from WK2 from B"),
    ]
