"""What is judged of an event: whether it goes on, grade, seriousness, relation, emergence on treatment."""

from datetime import date

import pytest

from tests.factories import study
from tests.trial.built import event
from trial.safety_rules import SafetyRules

ASPIRATION = {"PRTRT": "BONE MARROW ASPIRATION", "PRSTDTC": "2011-02-08"}


# --- Ongoing ---


@pytest.mark.parametrize(
    ("row", "alive", "dead"),
    [
        ({"AEENDTC": "2011-03-09", "AEOUT": "NOT RECOVERED/NOT RESOLVED"}, False, False),
        ({"AEENDTC": "2011-03"}, False, False),
        ({"AEOUT": "RECOVERED/RESOLVED"}, False, False),
        ({"AEOUT": "RECOVERED/RESOLVED WITH SEQUELAE"}, False, False),
        ({"AEOUT": "FATAL"}, False, False),
        ({"AEOUT": "NOT RECOVERED/NOT RESOLVED"}, True, False),
        ({"AEOUT": "Recovering/Resolving"}, True, False),
        ({"AEOUT": "UNKNOWN"}, None, None),
        ({"AEOUT": None}, None, None),
        ({}, None, None),
        ({"AEENRTPT": "ONGOING"}, True, False),
        ({"AEENRTPT": "BEFORE"}, None, None),
        ({"AEENRF": "AFTER"}, True, False),
        ({"AEENRF": "DURING/AFTER"}, None, None),
        ({"AEENRTPT": "ONGOING", "AEOUT": "RECOVERED/RESOLVED"}, False, False),
        ({"AEENDTC": "2012-07-01", "AEOUT": "FATAL"}, True, False),
    ],
)
def test_ongoing(row, alive, dead):
    row = {"AESTDTC": "2011-03-05", **row}
    assert event(**row).ongoing is alive
    assert event(more={"DM": [{"DTHDTC": "2011-07-20"}]}, **row).ongoing is dead
    assert event(more={"DM": [{"DTHDTC": "2012-07-20"}]}, **row).ongoing is alive


def test_an_end_after_the_cut_is_not_told():
    row = {"AESTDTC": "2011-03-05", "AEENDTC": "2011-03-20", "AEOUT": "RECOVERED/RESOLVED"}
    found = event(date(2011, 3, 19), **row)
    assert (found.end_date, found.end_day, found.ongoing, found.outcome) == (None, None, True, None)
    found = event(date(2011, 3, 20), **row)
    assert (found.end_date, found.end_day, found.ongoing, found.outcome) == (
        "2011-03-20",
        19,
        False,
        "RECOVERED/RESOLVED",
    )


# --- Grade, serious, related ---


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"AETOXGR": "3"}, (3, "CTCAE grade")),
        ({"AETOXGR": 2}, (2, "CTCAE grade")),
        ({"AETOXGR": "Grade 4"}, (4, "CTCAE grade")),
        ({"AETOXGR": "1", "AESEV": "SEVERE"}, (1, "CTCAE grade")),
        ({"AETOXGR": None, "AESEV": "SEVERE"}, (3, "severity, not CTCAE")),
        ({"AESEV": "mild"}, (1, "severity, not CTCAE")),
        ({"AESEV": "DREADFUL"}, (None, None)),
        ({"AETOXGR": None, "AESEV": None}, (None, None)),
        ({"AETOXGR": "6"}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_grade(row, expected):
    found = event(**row)
    assert (found.grade, found.grade_source) == expected


def test_grade_and_severity_can_have_other_names_and_meanings():
    rules = SafetyRules(grade="MYGR", severity="MYSEV", severity_grade=(("Awful", 5),))
    of = study(safety=rules)
    assert event(of=of, MYGR="2", AETOXGR="4").grade == 2
    assert event(of=of, MYSEV="AWFUL", AESEV="MILD").grade == 5


@pytest.mark.parametrize(("text", "expected"), [("Y", True), ("N", False), ("y", True), (None, None), ("U", None)])
def test_serious(text, expected):
    assert event(AESER=text).serious is expected
    assert event().serious is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"AEREL": "POSSIBLY RELATED"}, True),
        ({"AEREL": "Possible"}, True),
        ({"AEREL": "NOT RELATED"}, False),
        ({"AEREL": None}, None),
        ({}, None),
        ({"AEREL": "NOT RELATED", "RELPROC": "Y"}, True),
        ({"AEREL": None, "RELPROC": "Y"}, True),
        ({"AEREL": "RELATED", "RELPROC": None}, True),
        ({"AEREL": None, "RELPROC": "N"}, False),
        ({"AEREL": None, "RELPROC": None}, None),
    ],
)
def test_related_if_any_judgement_says_so(row, expected):
    rules = SafetyRules(related=(("AEREL", ("RELATED", "POSSIBLY RELATED", "POSSIBLE")), ("RELPROC", ("Y",))))
    assert event(of=study(safety=rules), **row).related is expected


# --- Emergent (domain 4.1) ---


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2011-03-01", None, True),
        ("2011-02-28", None, False),
        ("2011-02-28", "2011-06-01", False),
        ("2011-03", None, True),
        ("2011-02", None, False),
        ("2011", None, True),
        ("2011", "2011-02-28", False),
        ("2011", "2011-03-01", True),
        ("2011", "2011-02", False),
        ("2011", "2011-03", True),
        ("2011", "2011", True),
        ("2010", None, False),
        (None, None, True),
        (None, "2011-02-28", False),
        (None, "2011-03-05", True),
    ],
)
def test_emergent_from_the_infusion_on_conservative_where_the_start_is_partial(start, end, expected):
    assert event(AESTDTC=start, AEENDTC=end).emergent is expected


@pytest.mark.parametrize(
    ("start", "expected"), [("2011-02-08", True), ("2011-02-07", False), ("2011-02", True), ("2011-01", False)]
)
def test_procedure_emergent_from_the_aspiration_on(start, expected):
    assert event(more={"PR": [ASPIRATION]}, AESTDTC=start).procedure_emergent is expected
    planned = {"SV": [{"VISITNUM": 2, "SVSTDTC": "2011-02-08"}]}
    assert event(more=planned, AESTDTC=start).procedure_emergent is expected


def test_without_an_aspiration_nothing_is_said_of_it():
    others = [
        {"PRTRT": "LUMBAR PUNCTURE", "PRSTDTC": "2011-02-08"},
        ASPIRATION | {"PROCCUR": "N"},
        ASPIRATION | {"PRSTDTC": "2011-02"},
    ]
    assert event(more={"PR": others}, AESTDTC="2011-03-05").procedure_emergent is None
