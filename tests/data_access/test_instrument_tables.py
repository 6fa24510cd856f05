"""The tables [instruments.…] of a study file: what they mean, and every mistake in them."""

import pytest

from tests.data_access.test_study_file import SMALL, changed, mistakes, read
from trial.instrument_rules import ALSFRS_ITEMS, ALSFRS_R_ITEMS, InstrumentRules, ScaleRules

ITEMS = "\n".join(f'{name} = "I{place}"' for place, name in enumerate(ALSFRS_R_ITEMS))
SCALE = f"""
[instruments.alsfrs_r]
where = {{ QSCAT = "ALSFRS-R" }}
[instruments.alsfrs_r.items]
{ITEMS}
"""


def test_without_the_table_there_is_no_instrument() -> None:
    assert read(SMALL).instruments == InstrumentRules()
    assert read(SMALL).instruments.domains == frozenset()


def test_defaults() -> None:
    rules = read(SMALL + SCALE).instruments.alsfrs_r
    names = tuple((name, (f"I{place}",)) for place, name in enumerate(ALSFRS_R_ITEMS))
    assert rules == ScaleRules("QS", (("QSCAT", ("ALSFRS-R",)),), "QSTESTCD", "QSSTRESN", names)


def test_every_key_is_read() -> None:
    keys = '[instruments.alsfrs_r]\ndomain = "FT"\ntest = "FTTEST"\nvalue = "FTORRES"\ntotal = ["A", "B*"]'
    rules = read(SMALL + changed("[instruments.alsfrs_r]", keys, SCALE)).instruments
    assert rules.alsfrs_r is not None
    found = (rules.alsfrs_r.domain, rules.alsfrs_r.test, rules.alsfrs_r.value, rules.alsfrs_r.total)
    assert found == ("FT", "FTTEST", "FTORRES", ("A", "B*"))
    assert rules.domains == {"FT"}


def test_the_defaults_follow_the_domain() -> None:
    rules = read(SMALL + changed("[instruments.alsfrs_r]", '[instruments.alsfrs_r]\ndomain = "FT"', SCALE)).instruments
    assert rules.alsfrs_r is not None
    assert (rules.alsfrs_r.test, rules.alsfrs_r.value) == ("FTTESTCD", "FTSTRESN")


def test_the_original_scale_has_ten_items() -> None:
    items = "\n".join(f'{name} = ["I{place}", "J{place}"]' for place, name in enumerate(ALSFRS_ITEMS))
    text = f'[instruments.alsfrs]\nwhere = {{ QSCAT = "ALSFRS" }}\n[instruments.alsfrs.items]\n{items}\n'
    rules = read(SMALL + text).instruments
    assert rules.alsfrs_r is None
    assert rules.alsfrs is not None
    assert rules.alsfrs.items[-1] == ("breathing", ("I10", "J10"))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('speech = "I0"\n', "", [("instruments.alsfrs_r.items.speech", "is missing")]),
        ('speech = "I0"', "speech = 1", [("instruments.alsfrs_r.items.speech", "1 cannot be used")]),
        ('speech = "I0"', "speech = []", [("instruments.alsfrs_r.items.speech", "an empty list matches nothing")]),
        ('speech = "I0"', 'speech = "i1"', [("instruments.alsfrs_r.items.salivation", '"I1" stands for two items')]),
        ('speech = "I0"', 'speech = "I0"\nbreathing = "X"', [("instruments.alsfrs_r.items.breathing", "unknown key")]),
        ('where = { QSCAT = "ALSFRS-R" }\n', "", [("instruments.alsfrs_r.where", "is missing")]),
        ("[instruments.alsfrs_r]", '[instruments.alsfrs_r]\ndate = "QSDTC"', [
            ("instruments.alsfrs_r.date", "unknown key")]),
        ("[instruments.alsfrs_r]", '[instruments.alsfrs_s]\n[instruments.alsfrs_r]', [
            ("instruments.alsfrs_s", "unknown key")]),
        ("[instruments.alsfrs_r]", '[instruments.alsfrs_r]\ntotal = 4', [
            ("instruments.alsfrs_r.total", "4 cannot be used")]),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_key(old: str, new: str, wanted: list[tuple[str, str]]) -> None:
    assert mistakes(SMALL + changed(old, new, SCALE)) == wanted


def test_a_scale_without_items_is_a_mistake() -> None:
    text = SCALE[: SCALE.index("[instruments.alsfrs_r.items]")]
    assert mistakes(SMALL + text) == [("instruments.alsfrs_r.items", "is missing")]
