"""The rule for stopping in the study file: read strictly; a charter writes every part of its rule itself."""

import pytest

from data_access.study_file import StudyFileError
from tests.data_access.test_study_file import SMALL, read
from trial.stopping_rule import Counted, Pause, Pocock, StoppingRule

CHARTER = """
[stopping]
charter = true
prior = [1, 3]
rate = 0.25
stop = 0.95
alert = 0.85
events = ["related_serious", "primary_endpoint"]
pause = []
minimum_days_between = 14
planned = 12
"""


def stopping(text):
    return read(f"{SMALL}\n{text}").stopping


def mistakes(text):
    with pytest.raises(StudyFileError) as caught:
        stopping(text)
    return [str(mistake).partition(", ")[2] for mistake in caught.value.mistakes]


def test_without_the_table_there_is_no_rule():
    assert stopping("") is None


def test_an_empty_table_is_the_illustrative_rule():
    found = stopping("[stopping]")
    assert found == StoppingRule()
    assert (found.charter, found.prior, found.rate, found.stop, found.alert) == (False, (0.4, 1.6), 0.20, 0.90, 0.80)
    assert (found.events, found.pause) == (tuple(Counted), tuple(Pause))
    assert (found.pocock, found.minimum_days_between, found.planned) == (Pocock(0.10, 0.05), 7, None)


def test_what_is_written_is_read():
    assert stopping(CHARTER) == StoppingRule(
        charter=True, prior=(1.0, 3.0), rate=0.25, stop=0.95, alert=0.85,
        events=(Counted.PRIMARY, Counted.RELATED_SERIOUS), pause=(), pocock=None, minimum_days_between=14, planned=12,
    )  # fmt: skip
    assert stopping("[stopping]\npocock = { rate = 0.2, level = 0.01 }").pocock == Pocock(0.2, 0.01)
    assert stopping(CHARTER + "pocock = { rate = 0.2, level = 0.01 }").pocock == Pocock(0.2, 0.01)


@pytest.mark.parametrize("key", ["prior", "rate", "stop", "alert", "events", "pause", "minimum_days_between"])
def test_a_charter_takes_no_part_of_its_rule_from_the_program(key):
    text = "\n".join(line for line in CHARTER.splitlines() if not line.startswith(key))
    (found,) = mistakes(text)
    assert found.startswith(
        f"stopping.{key}: is missing; with charter = true write every part of the rule, as {key} = "
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("charter = 1", "stopping.charter: 1 cannot be used; must be true or false"),
        ("prior = [0.4]", "stopping.prior: is not two numbers above 0; a and b of a beta distribution"),
        ("prior = [0, 2]", "stopping.prior: is not two numbers above 0"),
        ("prior = [4, 1]", "stopping.prior: gives P(p > 0.2) = 1.00 before the first patient, no less"),
        ("rate = 20", "stopping.rate: 20 is not between 0 and 1; a share of 1, such as 0.20"),
        ("stop = 1", "stopping.stop: 1 is not between 0 and 1"),
        ("alert = 0.95", "stopping.alert: 0.95 is above stop 0.9; an alert comes no later than the stop"),
        ("events = []", "stopping.events: an empty list counts nothing"),
        ('events = ["sae"]', 'stopping.events: "sae" is unknown; known here: primary_endpoint, related_serious, '),
        ('pause = ["grade_4", "grade_4"]', 'stopping.pause: "grade_4" stands more than once; name each once'),
        ('pause = "grade_4"', 'stopping.pause: "grade_4" is not a list'),
        ("pocock = { rate = 0.1 }", "stopping.pocock.level: is missing; write level = 0.05"),
        ("pocock = { rate = 0.1, level = 5 }", "stopping.pocock.level: 5 is not between 0 and 1"),
        ("minimum_days_between = -1", "stopping.minimum_days_between: -1 cannot be used; must be a whole"),
        ("planned = 0", "stopping.planned: 0 cannot be used; must be a whole number of at least 1"),
        ("alarm = 0.8", "stopping.alarm: unknown key; did you mean alert?"),
    ],
)  # fmt: skip
def test_mistakes_are_told(line, wanted):
    found = mistakes(f"[stopping]\n{line}")
    assert found[0].startswith(wanted)
    assert len(found) == 1 or line == 'events = ["sae"]'
