"""The sign on the overview: what calls for the board, nothing where nothing is reached."""

import pytest

from tests.trial.stopping.trials import DEFICIT, PENDING, RELATED_SAE, SITE, analysed, records
from trial.stopping import review
from trial.stopping.review import Review
from trial.stopping_rule import StoppingRule


def sign(*patients, rule=None):
    found = review.build(analysed(records(*patients), rule or StoppingRule()))
    return None if found is None else (found.is_urgent, found.title)


@pytest.mark.parametrize(
    ("patients", "expected"),
    [
        ([[], []], None),
        ([[SITE]], (False, "Illustrative rule: alert")),
        ([[SITE], []], None),
        ([[SITE], [SITE]], (True, "Illustrative rule: boundary crossed: board review")),
        ([[SITE], [SITE], [], [], []], (True, "Illustrative rule: boundary crossed: board review")),
        ([[], [PENDING], []], None),
        ([[], [], [DEFICIT | {"PEADJ": "PENDING"}]], (False, "Illustrative rule: pause rule pending")),
        ([[], [], [RELATED_SAE]], (True, "Illustrative rule: pause until review")),
        ([[RELATED_SAE]], (True, "Illustrative rule: alert, pause until review")),
    ],
)
def test_what_is_reached_and_how_urgent_it_is(patients, expected):
    assert sign(*patients) == expected


def test_a_charter_is_called_so_and_the_detail_says_the_count():
    found = review.build(analysed(records([RELATED_SAE], []), StoppingRule(charter=True)))
    assert isinstance(found, Review)
    assert found.title == "Charter: pause until review"
    assert found.detail.startswith("Below the boundary: 1 of 2 treated patients has an event that counts.")
    assert found.detail.endswith("Pause until review: related serious event. The rule: the trial’s charter.")


def test_without_a_rule_there_is_no_sign():
    assert review.build(analysed(records([SITE], [SITE]), None)) is None
