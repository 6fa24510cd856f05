"""What the study file says about adjudication of the primary safety endpoint."""

import pytest

from data_access.study_file import StudyFileError, parse
from trial.safety_rules import SafetyRules

SMALL = """[study]
id = "S"
title = "T"
[anchor]
label = "Dose"
domain = "EX"
date = "EXSTDTC"
[safety]
"""


def read(keys: str) -> SafetyRules:
    return parse((SMALL + keys).encode()).safety


def test_the_columns_of_adjudication_and_the_terms_are_read() -> None:
    found = read(
        'adjudicator = "E"\nadjudication_date = "F"\nadjudication_reason = "G"\nadjudication_sent = "H"\n'
        'atypical = ["numbness", "bladder"]\n'
    )
    assert found == SafetyRules(
        adjudicator="E", adjudication_date="F", adjudication_reason="G", adjudication_sent="H",
        atypical=("numbness", "bladder"),
    )  # fmt: skip
    assert read("") == SafetyRules()
    assert (read("").adjudicator, read("").adjudication_date) == ("PEADJBY", "PEADJDTC")
    assert (read("").adjudication_reason, read("").adjudication_sent) == ("PEADJRAT", "PEADJREQ")


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ("adjudicator = 5", "safety.adjudicator"),
        ('adjudication_date = "not a column"', "safety.adjudication_date"),
        ('atypical = "numbness"', "safety.atypical"),
        ('adjudicators = "E"', "safety.adjudicators"),
    ],
)
def test_a_mistake_is_told_with_its_key(keys: str, key: str) -> None:
    with pytest.raises(StudyFileError, match=key.replace(".", r"\.")):
        read(keys)
