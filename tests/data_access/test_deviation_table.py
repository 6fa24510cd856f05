"""The tables [deviations] and [data_entry] of a study file."""

import pytest

from tests.data_access.test_study_file import SMALL, mistakes, read
from trial.deviation_rules import Criterion, DataEntry, DeviationRules, Rule, Step

WHOLE = """
[deviations]
important = ["missed_visit", "eligibility"]
primary = ["total"]
order = ["consent", "infusion"]
minimum_days_between = 7

[[deviations.eligibility]]
id = "HCT"
label = "Haematocrit above 30 %"
domain = "LB"
where = { LBTESTCD = "HCT" }
above = 30

[data_entry]
date = "SVENTDTC"
"""


def test_what_is_left_out_has_defaults() -> None:
    study = read(SMALL)
    assert (study.deviations, study.data_entry) == (DeviationRules(), None)
    assert read(SMALL + "[deviations]\n").deviations == DeviationRules()


def test_everything_that_can_be_said() -> None:
    study = read(SMALL + WHOLE)
    assert study.deviations == DeviationRules(
        important=(Rule.MISSED_VISIT, Rule.ELIGIBILITY),
        primary=("total",),
        order=(Step.CONSENT, Step.INFUSION),
        minimum_days_between=7,
        criteria=(
            Criterion("HCT", "Haematocrit above 30 %", "LB", (("LBTESTCD", ("HCT",)),), "LBSTRESN", "LBDTC", above=30),
        ),
    )
    assert study.deviations.domains == {"IE", "DV", "LB"}
    assert study.data_entry == DataEntry("SVENTDTC")


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('"missed_visit", ', '"missed", ', "deviations.important", '"missed" is not known'),
        ('"consent", ', '"consent", "consent", ', "deviations.order", '"consent" stands more than once'),
        ('["total"]', '["other"]', "deviations.primary", '"other" is no endpoint'),
        ("minimum_days_between = 7", "minimum_days_between = 0", "deviations.minimum_days_between", "0 cannot be used"),
        ("above = 30\n", "", "deviations.eligibility[HCT].at_least", "no limit is written"),
        ("above = 30", "over = 30\nabove = 30", "deviations.eligibility[HCT].over", "unknown key"),
        ("SVENTDTC", "entered", "data_entry.date", '"entered" cannot be used'),
    ],
)
def test_a_mistake(old: str, new: str, key: str, words: str) -> None:
    assert WHOLE.count(old) == 1
    assert mistakes(SMALL + WHOLE.replace(old, new)) == [(key, words)]
