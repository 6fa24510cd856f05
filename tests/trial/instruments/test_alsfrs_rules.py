"""What is doubtful about an assessment is told with its rule, its date and the rows of its records."""

import pytest

from tests.trial.instruments.scale_studies import CODES, analysis, findings, told, visit
from trial.instruments.findings import issues
from trial.issues import Severity

FULL = "444444444444"
PEG = {"PRTRT": "GASTROSTOMY", "PRSTDTC": "2011-04-10"}
REMOVED = {"PRTRT": "GASTROSTOMY TUBE REMOVAL", "PRSTDTC": "2011-05-10"}


def test_a_plain_course_has_no_finding():
    assert told(visit("2011-03-01", FULL, 48), visit("2011-04-01", "344444444444", 47)) == []


def test_both_forms_are_a_query():
    both = {"QSCAT": "ALSFRS-R", "QSDTC": "2011-03-01", "QSTESTCD": CODES["cutting_gastrostomy"], "QSSTRESN": 4}
    (found,) = findings([*visit("2011-03-01", FULL), both], tables={"PR": [{**PEG, "PRSTDTC": "2011-02-01"}]})
    assert (found.kind.name, found.kind.severity, found.day) == ("both_forms", Severity.WARNING, 0)
    assert found.rows == (("qs.csv", 5), ("qs.csv", 13))


def test_the_form_switches_once_and_forward_only():
    a, b = visit("2011-04-01", FULL), visit("2011-05-01", FULL, peg=True)
    assert told(a, b, tables={"PR": [PEG]}) == []
    back = visit("2011-06-01", FULL)
    assert told(a, b, back, tables={"PR": [PEG]}) == [("form_back", "2011-06-01")]
    assert told(a, b, back, tables={"PR": [PEG, REMOVED]}) == []
    assert told(a, b, back, tables={"PR": [PEG, {**REMOVED, "PRSTDTC": None}]}) == [], "recorded without a date"


def test_the_form_is_held_to_the_recorded_gastrostomy():
    assert told(visit("2011-04-09", FULL), tables={"PR": [PEG]}) == []
    assert told(visit("2011-04-11", FULL), tables={"PR": [PEG]}) == [("form_after_gastrostomy", "2011-04-11")]
    assert told(visit("2011-04-11", FULL), tables={"PR": [{**PEG, "PRSTDTC": "2011-04"}]}) == [], "it may be later"
    assert told(visit("2011-04-09", FULL, peg=True), tables={"PR": [PEG]}) == [
        ("form_before_gastrostomy", "2011-04-09")
    ]
    assert told(visit("2011-04-10", FULL, peg=True), tables={"PR": [PEG]}) == []
    assert told(visit("2011-04-10", FULL, peg=True), tables={"PR": [{**PEG, "PRSTDTC": None}]}) == [], "without a date"


def test_item_twelve_is_held_to_the_recorded_ventilation():
    niv = {"PR": [{"PRTRT": "NIV", "PRSTDTC": "2011-04-10"}]}
    below = FULL[:11] + "3"
    assert told(visit("2011-04-09", below), tables=niv) == [("ventilation_before_record", "2011-04-09")]
    assert told(visit("2011-04-10", below), tables=niv) == []
    assert told(visit("2011-04-09", below)) == [], "nothing recorded at all: the item tells"


@pytest.mark.parametrize(("items", "rule"), [("24", "item_rise"), ("34", None), ("42", None), ("02", "item_rise")])
def test_an_item_that_rises_by_two_is_a_query(items, rule):
    before, after = (visit(day, one + FULL[1:]) for day, one in zip(("2011-03-01", "2011-04-01"), items, strict=True))
    assert told(before, after) == ([(rule, "2011-04-01")] if rule else [])
    (*found,) = findings(before, after)
    assert [one.text for one in found] == ([f"Implausible rise: 1 Speech {items[0]} to {items[1]}"] if rule else [])


def test_a_total_that_rises_by_four_is_a_query():
    assert told(visit("2011-03-01", "333344444444"), visit("2011-04-01", FULL)) == [("total_rise", "2011-04-01")]
    assert told(visit("2011-03-01", "333444444444"), visit("2011-04-01", FULL)) == []


def test_rises_are_between_consecutive_values_of_dated_assessments():
    gap = visit("2011-04-01", "." + FULL[1:])
    assert told(visit("2011-03-01", "2" + FULL[1:]), gap, visit("2011-05-01", FULL)) == [
        ("items_missing", "2011-04-01"), ("item_rise", "2011-05-01"),
    ]  # fmt: skip
    assert told(visit("2011-03", "2" + FULL[1:]), visit("2011-05-01", FULL)) == []


def test_a_recorded_total_stands_in_where_there_are_no_items():
    alone = [{"QSCAT": "ALSFRS-R", "QSTESTCD": "ALSR1TOT", "QSDTC": "2011-02-01", "QSSTRESN": 44}]
    assert told(alone, visit("2011-03-01", FULL)) == [("total_rise", "2011-03-01")]


def test_another_subject_does_not_take_part():
    rows = [{"QSCAT": "ALSFRS-R", "QSTESTCD": "ALSR1TOT", "QSDTC": "2011-02-01", "QSSTRESN": 1, "USUBJID": "S-02"}]
    assert told(rows, visit("2011-03-01", FULL)) == []


def test_the_recorded_total_is_compared_with_the_items():
    (found,) = findings(visit("2011-03-01", FULL, 47))
    assert (found.kind.name, found.text) == ("total_differs", "Total 47 recorded, the items add up to 48")
    assert found.rows == (("qs.csv", 13),)
    (found,) = findings(visit("2011-03-01", "." + FULL[1:], 44))
    assert (found.kind.name, found.text) == (
        "total_without_items", "Total 44 recorded, but 11/12 items, 1 Speech missing",
    )  # fmt: skip


def test_missing_items_and_the_floor_are_noted():
    (found,) = findings(visit("2011-03-01", "4444........"))
    assert found.kind.severity is Severity.NOTE
    assert found.text == "4/12 items, 5 Cutting food, 6 Dressing and hygiene, 7 Turning in bed and 5 more missing"
    (found,) = findings(visit("2011-03-01", "000044444444"))
    assert (found.kind.name, found.kind.severity) == ("floor", Severity.NOTE)


def test_records_that_cannot_be_used_are_told():
    rows = visit("2011-03-01", FULL)
    rows[0] = {**rows[0], "QSSTRESN": 7.0}
    rows[3] = {**rows[3], "QSSTAT": "NOT DONE"}
    found = findings([*rows, {**rows[6], "QSSTRESN": 1.0}])
    assert [(one.kind.name, one.text, one.rows) for one in found if one.kind.severity is Severity.WARNING] == [
        ("impossible_item", "1 Speech is no whole number of 0 to 4", (("qs.csv", 1),)),
        ("two_values", "7 Turning in bed has two different values on one day", (("qs.csv", 7), ("qs.csv", 13))),
        ("not_done_with_value", "4 Handwriting is marked NOT DONE and has a value", (("qs.csv", 4),)),
    ]


def test_findings_are_gathered_by_rule():
    one = analysis(visit("2011-03-01", FULL, 47)).instruments.findings
    (issue,) = issues(one, ["S-01"])
    assert issue.text == "ALSFRS-R: Total 47 recorded, the items add up to 48: S-01, 2011-03-01"
    assert (issue.severity, issue.table, issue.file, issue.column, issue.rows) == (
        Severity.WARNING, "QS", "qs.csv", "QSSTRESN", (13,),
    )  # fmt: skip
    both = analysis(visit("2011-03-01", FULL, 47), visit("2011-04-01", FULL, 46)).instruments.findings
    (issue,) = issues(both, ["S-01"])
    assert issue.text == "ALSFRS-R: 2 assessments have a recorded total that is not the sum of the items: S-01"
    assert issue.rows == (13, 26)
