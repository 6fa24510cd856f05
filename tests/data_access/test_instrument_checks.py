"""What the study file looks for and the data do not have, and scales that are mixed, are findings about the data."""

from dataclasses import replace

import pytest

from data_access.instrument_checks import issues
from tests.factories import endpoint, one_subject, study
from tests.trial.instruments.scale_studies import CODES, ORIGINAL, STUDY, R, rules, visit
from trial.instrument_rules import ALSFRS_ITEMS, InstrumentRules
from trial.issues import Severity

FULL = "444444444444"


def told(rows, of):
    """Severity and text of each finding."""
    return [(issue.severity, issue.text) for issue in issues(one_subject(of=of, QS=rows))]


def alone(scale_rules):
    """A study with ALSFRS-R alone."""
    return study(instruments=InstrumentRules(alsfrs_r=scale_rules))


def test_nothing_is_told_where_everything_is_found():
    rows = [*visit("2011-03-01", FULL, 48), *visit("2011-04-01", FULL, 48)]
    assert told(rows, alone(R)) == []
    assert told(rows, study()) == [], "no instrument named"


def test_a_scale_without_rows_is_told():
    assert told([{"QSTESTCD": "X", "QSDTC": "2011-03-01"}], alone(R)) == [
        (Severity.WARNING, "ALSFRS-R: no row of QS belongs to it, so there are no items and no stages")
    ]


def test_an_item_that_is_never_found_is_told():
    rows = [row for row in visit("2011-03-01", FULL) if row["QSTESTCD"] != CODES["speech"]]
    wanted = "ALSFRS-R: no record for 1 Speech and Recorded total: no total can be given"
    assert (Severity.WARNING, wanted) in told(rows, alone(R))
    only = "ALSFRS-R: no recorded total, nothing to compare the sum of the items with"
    assert told(visit("2011-03-01", FULL), alone(R)) == [(Severity.NOTE, only)]
    assert told(visit("2011-03-01", FULL), alone(replace(R, total=()))) == [], "no total looked for"


def test_a_test_that_two_items_name_is_told():
    loose = replace(R, items=tuple((name, ("ALSR1*",) if name == "stairs" else found) for name, found in R.items))
    texts = [text for _, text in told(visit("2011-03-01", FULL), alone(loose))]
    assert any(text.startswith("ALSFRS-R: named by more than one item, so taken for none: ") for text in texts)


def test_rows_of_both_scales_are_an_error():
    both = InstrumentRules(alsfrs_r=R, alsfrs=replace(ORIGINAL, where=R.where))
    found = told(visit("2011-03-01", FULL), study(instruments=both))
    assert (Severity.ERROR, "12 rows belong to ALSFRS-R and to ALSFRS") in found


@pytest.mark.parametrize("codes", [("ALSR1TOT", "ALSF1TOT"), ("ALSR1TOT",)])
def test_an_endpoint_that_mixes_the_scales_is_an_error(codes):
    total = {"QSCAT": "ALSFRS", "QSTESTCD": "ALSF1TOT", "QSDTC": "2011-05-01", "QSSTRESN": 38.0}
    made = endpoint(where=(("QSTESTCD", codes),), label="Score")
    named = InstrumentRules(alsfrs_r=R, alsfrs=rules(ALSFRS_ITEMS, "ALSFRS", total=("ALSF1TOT",)))
    found = told([*visit("2011-03-01", FULL, 48), total], study(endpoints=(made,), instruments=named))
    mixed = (Severity.ERROR, "The endpoint Score takes values of ALSFRS-R and of ALSFRS")
    assert (mixed in found) == (len(codes) == 2)
    assert STUDY.instruments.alsfrs_r is R
