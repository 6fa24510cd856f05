"""The signs and words of visits stand in Python and, for the cells of the grid, in the browser: they are the same."""

import re

from components.overview_cells import VISIT_SIGNS
from components.visit_drawer import CHIPS
from tests.environment import ROOT
from trial.patient_visits import STATUS_WORDS
from trial.visits import VisitStatus

SCRIPT = (ROOT / "assets" / "96-visits.js").read_text(encoding="utf-8")


def in_browser(name: str) -> dict[str, str]:
    """A table of the script, as pairs."""
    (table,) = re.findall(rf"const {name} = {{(.*?)}};", SCRIPT, re.DOTALL)
    return dict(re.findall(r"(\w+): \"([^\"]+)\"", table))


def test_every_status_has_a_sign_and_a_word_everywhere() -> None:
    assert in_browser("SIGNS") == {status.value: sign for status, sign in VISIT_SIGNS.items()}
    assert in_browser("WORDS") == {status.value: word for status, word in STATUS_WORDS.items()}
    assert {status: sign for status, (_, sign) in CHIPS.items()} == VISIT_SIGNS
    assert set(VISIT_SIGNS) == set(VisitStatus)


def test_no_two_statuses_share_a_sign() -> None:
    assert len(set(VISIT_SIGNS.values())) == len(VISIT_SIGNS)
