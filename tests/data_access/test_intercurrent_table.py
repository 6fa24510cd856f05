"""The table of intercurrent events in a study file: its defaults, and every mistake in it."""

import pytest

from tests.data_access.test_study_file import SMALL, changed, mistakes, read
from trial.intercurrent import Intercurrent, IntercurrentRules


def test_intercurrent_events_default_to_treatment_policy_and_an_empty_list_is_one() -> None:
    assert read(SMALL).intercurrent == IntercurrentRules((), tuple(Intercurrent), ())
    table = '[intercurrent]\ncensor = ["cell_product"]\nsensitivity = []\n[anchor]'
    assert read(changed("[anchor]", table)).intercurrent == IntercurrentRules((Intercurrent.CELL_PRODUCT,), (), ())


@pytest.mark.parametrize(
    ("line", "key", "text"),
    [
        ('censor = ["divorce"]', "intercurrent.censor", '"divorce" is no intercurrent event'),
        ('sensitivity = ["death", "death"]', "intercurrent.sensitivity", '"death" stands more than once'),
        ('censor = "death"', "intercurrent.censor", '"death" is not a list'),
        ("lapse = 3", "intercurrent.lapse", "unknown key"),
    ],
)
def test_mistakes_about_intercurrent_events_are_told(line: str, key: str, text: str) -> None:
    found = mistakes(changed("[anchor]", f"[intercurrent]\n{line}\n[anchor]"))
    assert any(where == key and text in said for where, said in found), found
