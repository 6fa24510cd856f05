"""What was mapped is told part by part: what was looked for, what was found, and which tests are no part."""

from dataclasses import replace

import pytest

from tests.factories import one_subject, study
from tests.trial.instruments.scale_studies import CODES, R, visit
from trial.analysis import build
from trial.instrument_rules import InstrumentRules
from trial.instruments import mapping

FULL = "444444444444"


def listed(rows, scale_rules=R):
    made = build(one_subject(of=study(instruments=InstrumentRules(alsfrs_r=scale_rules)), QS=rows), None)
    return mapping.listing(made.instruments).rows, mapping.summary(made.instruments)


def test_every_part_and_every_other_test_is_listed():
    other = {"QSCAT": "ALSFRS-R", "QSTESTCD": "BULBAR", "QSDTC": "2011-03-01", "QSSTRESN": 12}
    group = {**other, "QSTESTCD": "QSALL", "QSSTAT": "NOT DONE"}
    rows, summary = listed([*visit("2011-03-01", FULL), other, other, group])
    assert rows[0] == ("ALSFRS-R", "1 Speech", CODES["speech"], CODES["speech"], 1)
    assert rows[5] == ("ALSFRS-R", "5b Cutting food", CODES["cutting_gastrostomy"], "", 0)
    assert rows[12] == ("ALSFRS-R", "12 Respiratory insufficiency", CODES["respiratory"], CODES["respiratory"], 1)
    assert rows[13:] == (
        ("ALSFRS-R", "Recorded total", "ALSR1TOT", "", 0), ("ALSFRS-R", "not mapped", None, "BULBAR", 2),
    )  # fmt: skip
    assert summary == "12 of 14 parts found, 1 test not mapped"
    assert len(rows) == 15


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("*speech*", True),
        ("SPEECH", False),
        ("q1? Speech", True),
        ("Q1?Speech", False),
        ("Q...Speech", False),
        ("Q1. speech", True),
    ],
)
def test_patterns_are_whole_texts_without_regard_to_case(pattern, matches):
    rows = [{"QSCAT": "ALSFRS-R", "QSTESTCD": "X", "QSTEST": "Q1. Speech", "QSDTC": "2011-03-01", "QSSTRESN": 3}]
    items = tuple((name, (pattern,) if name == "speech" else (f"none {name}",)) for name, _ in R.items)
    found, _ = listed(rows, replace(R, test="QSTEST", items=items))
    assert (found[0][4] == 1) == matches


def test_without_instruments_there_is_nothing_to_list():
    made = build(one_subject(of=study()), None)
    assert mapping.listing(made.instruments).rows == ()
    assert mapping.summary(made.instruments) == ""
