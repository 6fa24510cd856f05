"""What is judged of one event: period, three relations, special interest, natural progression, worsening."""

from datetime import date

import pytest

from tests.factories import snapshot, study
from tests.trial.built import event, events
from trial.event_judgements import Attribution
from trial.event_periods import period_text
from trial.safety_rules import SafetyRules

ASPIRATION = {"PR": [{"PRTRT": "BONE MARROW ASPIRATION", "PRSTDTC": "2011-02-08"}]}


@pytest.mark.parametrize(
    ("start", "end", "with_aspiration", "without"),
    [
        ("2011-02-07", None, "PRE", "PRE"),
        ("2011-02-08", None, "ASP", "PRE"),
        ("2011-02-28", None, "ASP", "PRE"),
        ("2011-03-01", None, "T0", "T0"),
        ("2011-03-04", None, "T0", "T0"),
        ("2011-03-05", None, "E", "E"),
        ("2011-03-31", None, "E", "E"),
        ("2011-04-01", None, "L", "L"),
        ("2011-03", None, "T0 or E", "T0 or E"),
        ("2011-03", "2011-03-03", "T0", "T0"),
        ("2011-02", None, "PRE or ASP", "PRE"),
        ("2011", "2011-03-10", "PRE, ASP, T0 or E", "PRE, T0 or E"),
        ("2011", None, "PRE, ASP, T0, E or L", "PRE, T0, E or L"),
        ("2011-04", "2011-03-02", "L", "L"),
        (None, "2011-03-02", None, None),
    ],
)
def test_the_period_is_what_the_start_leaves_possible(start, end, with_aspiration, without):
    row = {"AESTDTC": start, "AEENDTC": end}
    assert period_text(event(more=ASPIRATION, **row).periods) == with_aspiration
    assert period_text(event(**row).periods) == without


def test_a_patient_without_the_aspiration_of_the_others_may_be_before_or_after_it():
    people = [{"USUBJID": who, "SUBJID": who} for who in ("S-01", "S-02")]
    made = snapshot({
        "DM": people,
        "EX": [{"USUBJID": each["USUBJID"], "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for each in people],
        "PR": [{"USUBJID": "S-01", **ASPIRATION["PR"][0]}],
        "AE": [{"USUBJID": "S-02", "AETERM": "x", "AESTDTC": "2011-02-20"}],
    })  # fmt: skip
    (found,) = events(made)
    assert period_text(found.periods) == "PRE or ASP"
    assert found.procedure_emergent is None


def test_without_an_anchor_there_is_no_period():
    found = event(more={"EX": [], **ASPIRATION}, AESTDTC="2011-02-20")
    assert (found.periods, found.emergent, found.imputed, found.procedure_emergent) == ((), None, False, True)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2011-03-01", None, (True, False)),
        ("2011-03", None, (True, False)),
        ("2011", None, (True, True)),
        (None, None, (True, True)),
        ("2011", "2011-02-28", (False, False)),
        ("2011-02-28", None, (False, False)),
    ],
)
def test_a_verdict_that_rests_on_a_partial_date_is_marked(start, end, expected):
    found = event(AESTDTC=start, AEENDTC=end)
    assert (found.emergent, found.imputed) == expected


@pytest.mark.parametrize(
    ("worsened", "expected"),
    [
        ("2011-03-01", True),
        ("2011-02-28", False),
        ("2011-03", True),
        ("2011-02", False),
        (None, False),
        ("2012-07-01", False),
        ("soon", False),
    ],
)
def test_an_event_of_before_is_emergent_if_its_grade_rose_afterwards(worsened, expected):
    of = study(safety=SafetyRules(worsened="AEWORSE"))
    found = event(of=of, AESTDTC="2011-01-01", AEWORSE=worsened)
    assert (found.emergent, found.imputed) == (expected, False)
    assert event(AESTDTC="2011-01-01", AEWORSE=worsened).emergent is False


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"AEREL": "RELATED", "RELPROC": "NOT RELATED", "RELASP": "Possibly related"}, (True, False, True)),
        ({"AEREL": "NOT RELATED"}, (False, None, None)),
        ({"RELPROC": "RELATED", "RELASP": None}, (None, True, None)),
    ],
)
def test_three_relations_blank_is_not_known(row, expected):
    found = event(**row)
    assert (found.related_cells, found.related_procedure, found.related_aspiration) == expected


def test_the_study_file_names_other_columns_and_values():
    rules = SafetyRules(
        related=(("AEREL", ("Y", "MAYBE")),), related_cells=(("CELLS", ("1",)),), related_procedure=(("LP", ("2",)),)
    )
    found = event(of=study(safety=rules), AEREL="MAYBE", CELLS="1", LP="1", RELASP="MAYBE")
    assert (found.related, found.related_cells, found.related_procedure, found.related_aspiration) == (
        True, True, False, True
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"AETERM": "stiff neck", "AEDECOD": "MENINGISM"}, True),
        ({"AETERM": "Csf  Leak"}, True),
        ({"AETERM": "Headache"}, False),
        ({"AETERM": None, "AEDECOD": None}, None),
    ],
)
def test_special_interest_by_the_coded_or_the_reported_term(row, expected):
    rules = SafetyRules(aesi=("Meningism", "CSF leak"))
    assert event(of=study(safety=rules), **row).aesi is expected
    assert event(**row).aesi is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Y", Attribution.YES), ("n", Attribution.NO), ("U", Attribution.UNCERTAIN), (None, None)],
)
def test_natural_progression(text, expected):
    assert event(PENATPRG=text).natural_progression is expected


def test_a_date_of_worsening_after_the_cut_is_not_known():
    of = study(safety=SafetyRules(worsened="AEWORSE"))
    assert event(date(2011, 3, 10), of, AESTDTC="2011-01-01", AEWORSE="2011-03-11").emergent is False
