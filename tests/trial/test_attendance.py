"""Which visits were held and when, what they gave, and which were not planned."""

from datetime import date

import numpy as np
import pytest

from tests.factories import one_subject, planned, study
from tests.trial.built import visit, visits
from trial.attendance import UNPLANNED, nearest_visit, planned_positions
from trial.study import VisitKind
from trial.visits import Assessment, UnscheduledVisit, VisitStatus

WK2 = {"VISITNUM": 4, "SVSTDTC": "2011-03-15"}
TOTAL = {"QSTESTCD": "ALSR1TOT", "QSSTRESN": 33, "QSDTC": "2011-03-15", "VISITNUM": 4}


def unscheduled(*sv, **tables):
    return visits(one_subject(SV=sv, **tables))[1]


# --- When a visit was held ---


def test_sv_says_when():
    assert visit("WK2", SV=[WK2], QS=[TOTAL | {"QSDTC": "2011-03-13"}]).actual == date(2011, 3, 15)


def test_the_infusion_visit_is_held_on_the_anchor_where_sv_says_nothing():
    assert visit("INF").actual == date(2011, 3, 1)
    assert visit("INF", SV=[{"VISITNUM": 3, "SVSTDTC": "2011-03-02"}]).actual == date(2011, 3, 2)


def test_else_the_earliest_dated_assessment_with_that_visitnum_says_when():
    other = {"VSTESTCD": "PULSE", "VSDTC": "2011-03-14", "VISITNUM": 4, "VSORRES": "80"}
    assert visit("WK2", QS=[TOTAL]).actual == date(2011, 3, 15)
    assert visit("WK2", QS=[TOTAL], VS=[other]).actual == date(2011, 3, 14)
    assert visit("WK2", QS=[TOTAL | {"VISITNUM": 4.1}]).actual is None
    assert visit("WK2", QS=[TOTAL | {"VISITNUM": None}]).actual is None


@pytest.mark.parametrize("row", [{"QSDTC": "2011-03"}, {"QSSTAT": "NOT DONE"}, {"QSSTRESN": None}])
def test_what_was_not_measured_or_not_dated_says_nothing(row):
    assert visit("WK2", QS=[TOTAL | row, {**TOTAL, "QSTESTCD": "OTHER", **row}]).actual is None


def test_of_several_records_the_earliest_complete_date_counts():
    rows = [WK2 | {"SVSTDTC": day} for day in ("2011-03-17", "2011-03", "2011-03-14", None)]
    assert visit("WK2", SV=rows).actual == date(2011, 3, 14)


def test_a_visit_that_did_not_occur_is_not_held_and_says_why():
    row = WK2 | {"SVOCCUR": "N", "SVREASOC": "Too weak to travel"}
    found = visit("WK2", SV=[row])
    assert (found.status, found.actual, found.reason) == (VisitStatus.MISSED, None, "Too weak to travel")
    assert visit("WK2", SV=[row], QS=[TOTAL]).reason is None
    assert visit("WK2", SV=[row | {"SVOCCUR": None, "SVSTDTC": None}]).reason == "Too weak to travel"


def test_a_row_without_a_date_is_a_visit_only_where_it_says_that_it_occurred():
    row = WK2 | {"SVSTDTC": None}
    assert visit("WK2", SV=[row]).status is VisitStatus.MISSED
    found = visit("WK2", SV=[row | {"SVOCCUR": "Y"}])
    assert (found.status, found.actual, found.days_off, found.days_to_window_end) == ("in_window", None, None, None)


@pytest.mark.parametrize(
    ("written", "status", "days_off"),
    [
        ("2011-03", "in_window", None),
        ("2011-02", "early", None),
        ("2011-04", "late", None),
        ("2011---15", "in_window", None),
    ],
)
def test_an_uncertain_day_is_early_or_late_only_if_every_possible_day_is(written, status, days_off):
    found = visit("WK2", SV=[WK2 | {"SVSTDTC": written}])
    assert (found.status, found.actual, found.days_off) == (status, None, days_off)


def test_an_uncertain_day_surely_inside_is_nothing_off():
    of = study(visits=(planned("A", 4, 15, (-20, 20)),))
    assert visit("A", of=of, SV=[WK2 | {"SVSTDTC": "2011-03"}]).days_off == 0


def test_a_visit_on_an_uncertain_day_is_held_for_those_before_it():
    assert visit("WK2", date(2011, 3, 20)).status is VisitStatus.OVERDUE
    assert visit("WK2", date(2011, 3, 20), SV=[{"VISITNUM": 5, "SVSTDTC": "2011-03"}]).status is VisitStatus.MISSED


def test_a_contact_that_was_not_in_person_is_told():
    assert visit("WK2", SV=[WK2 | {"SVCNTMOD": "TELEPHONE CALL"}]).contact == "TELEPHONE CALL"
    assert visit("WK2", SV=[WK2 | {"SVCNTMOD": "In person"}]).contact is None
    assert visit("WK2", SV=[WK2 | {"SVCNTMOD": "TELEPHONE CALL", "SVOCCUR": "N"}]).contact is None


# --- By number, else by the nearest target ---


def test_numbers_are_told_apart_to_six_decimals():
    plan = (planned("B", 9.3, 2, (0, 0)), planned("A", 4, 1, (0, 0)))
    given = np.array([4, 9.3, 9.3 + 1e-9, 9.31, np.nan, -1])
    assert planned_positions(given, plan).tolist() == [1, 0, 0, UNPLANNED, UNPLANNED, UNPLANNED]
    assert planned_positions(given, ()).tolist() == [UNPLANNED] * 6


@pytest.mark.parametrize(
    ("visit_id", "first", "last"),
    [("WK2", 1, 22), ("MN1", 23, 45), ("MN2", 46, 121), ("MN6", 122, 273), ("MN12", 274, 456)],
)
def test_the_parts_of_domain_5_1(visit_id, first, last):
    plan = study().visits
    ids = [plan[place].id for place in (nearest_visit(day, plan) for day in (first, last))]
    assert ids == [visit_id, visit_id]


def test_days_up_to_the_anchor_belong_to_visits_up_to_it():
    plan = study().visits
    places = {day: nearest_visit(day, plan) for day in (-91, -90, -28, -21, -11, -10, 0, 457, float("nan"))}
    assert {day: None if place < 0 else plan[place].id for day, place in places.items() if day == day} == {
        -91: None, -90: "SCR", -28: "SCR", -21: "ASP", -11: "ASP", -10: "INF", 0: "INF", 457: None,
    }  # fmt: skip
    assert nearest_visit(float("nan"), plan) == UNPLANNED


def test_a_row_without_a_number_belongs_to_the_nearest_target():
    row = {"SVSTDTC": "2011-03-20", "VISITNUM": None}
    assert visit("WK2", SV=[row]).actual == date(2011, 3, 20)
    assert visit("WK2", SV=[{"SVSTDTC": "2011-03-20"}]).actual == date(2011, 3, 20)
    assert visit("WK2", SV=[row | {"VISIT": "Unscheduled"}]).actual is None
    assert visit("WK2", SV=[row, WK2]).actual == date(2011, 3, 15)
    assert visit("WK2", EX=[], SV=[row]).actual is None


def test_of_several_rows_without_a_number_the_nearest_counts_and_the_others_are_unscheduled():
    rows = [{"SVSTDTC": day} for day in ("2011-03-05", "2011-03-16", "2011-03-21")]
    assert visit("WK2", SV=rows).actual == date(2011, 3, 16)
    assert [each.date for each in unscheduled(*rows)] == ["2011-03-05", "2011-03-21"]


# --- Not planned ---


def test_visits_that_are_not_planned_are_listed_by_day():
    rows = [
        {"VISITNUM": 5.2, "VISIT": "UNSCHEDULED 5.2", "SVSTDTC": "2011-05"},
        {"VISITNUM": 5.1, "VISIT": "UNSCHEDULED 5.1", "SVSTDTC": "2011-04-20T09:00"},
        {"VISITNUM": 0.1, "VISIT": "HISTORICAL 1", "SVSTDTC": "2011-01-02"},
        {"VISITNUM": 5.3, "VISIT": "UNSCHEDULED 5.3", "SVSTDTC": "2011-05-20", "SVOCCUR": "N"},
        WK2,
    ]
    assert unscheduled(*rows) == (
        UnscheduledVisit(0, 0.1, "HISTORICAL 1", "2011-01-02", -58),
        UnscheduledVisit(0, 5.1, "UNSCHEDULED 5.1", "2011-04-20", 50),
        UnscheduledVisit(0, 5.2, "UNSCHEDULED 5.2", "2011-05", None),
    )
    assert unscheduled(*rows, EX=[])[0].day is None


# --- What a visit gave ---


def assessments(**tables):
    found = visit("WK2", **tables)
    assert found.required == len(found.assessments) == 4
    assert found.completed == sum(each.value is not None for each in found.assessments)
    return found.assessments


NOTHING = tuple(Assessment(endpoint, None, None) for endpoint in range(4))


def test_a_value_belongs_to_a_visit_by_its_number():
    assert assessments(QS=[TOTAL])[0] == Assessment(0, 33, None)
    assert assessments(SV=[WK2], QS=[TOTAL | {"QSDTC": "2011-03-29"}])[0].value == 33
    assert assessments(SV=[WK2], QS=[TOTAL | {"QSDTC": "2011-03"}])[0].value == 33
    assert assessments(SV=[WK2], QS=[TOTAL | {"QSDTC": "2011-03-29", "VISITNUM": 5}]) == NOTHING


def test_two_visits_recorded_for_one_day_both_have_its_value():
    """Contract: "`completed` counts the required endpoints with a usable value at that VISITNUM, else on ..." """
    day, month = TOTAL | {"QSDTC": "2011-03-20"}, TOTAL | {"QSDTC": "2011-03-20", "VISITNUM": 5, "VISIT": "MONTH 1"}
    for rows in ([day, month], [month, day]):
        held = {"SV": [WK2, {"VISITNUM": 5, "SVSTDTC": "2011-03-31"}], "QS": rows}
        assert [visit(each, **held).completed for each in ("WK2", "MN1")] == [1, 1]


def test_else_by_the_day_of_the_visit():
    unnumbered = TOTAL | {"VISITNUM": None}
    assert assessments(SV=[WK2], QS=[unnumbered])[0].value == 33
    assert assessments(SV=[WK2], QS=[unnumbered | {"QSDTC": "2011-03-16"}]) == NOTHING
    both = [unnumbered | {"QSSTRESN": 20}, TOTAL | {"QSDTC": "2011-03-16"}]
    assert assessments(SV=[WK2], QS=both)[0].value == 33


def test_a_value_without_a_certain_day_belongs_to_no_visit_by_day():
    of = study(visits=(planned("INF", 3, 0, (0, 0), kind=VisitKind.INFUSION, required=("alsfrs_r",)),))
    dated = TOTAL | {"VISITNUM": None, "QSDTC": "2011-03-01"}
    assert visit("INF", of=of, QS=[dated]).completed == 1
    assert visit("INF", of=of, QS=[dated | {"QSDTC": "2011-03"}]).completed == 0


def test_of_several_values_with_the_number_the_earliest_counts():
    rows = [TOTAL | {"QSDTC": f"2011-03-{day}", "QSSTRESN": day} for day in (17, 14, 16)]
    assert assessments(QS=rows)[0].value == 14


def test_each_endpoint_and_subject_keeps_its_own_value():
    arm = {"MKTESTCD": "MVICARMZ", "MKSTRESN": -1.5, "MKDTC": "2011-03-15", "VISITNUM": 4}
    grip = arm | {"MKTESTCD": "MVICGRPZ", "MKSTRESN": -2.5, "VISITNUM": None}
    found = assessments(SV=[WK2], QS=[TOTAL], MK=[arm, grip])
    assert [each.value for each in found] == [33, None, -1.5, -2.5]


def test_a_visit_held_without_its_assessment_says_why():
    not_done = {"RETESTCD": "FVCPP", "RESTAT": "NOT DONE", "REREASND": "Too weak", "REDTC": "2011-03-15"}
    by_number = [not_done | {"VISITNUM": 4, "REDTC": "2011-03-18"}]
    assert assessments(SV=[WK2], RE=by_number)[1] == Assessment(1, None, "Too weak")
    assert assessments(SV=[WK2], RE=[not_done])[1] == Assessment(1, None, "Too weak")
    assert assessments(SV=[WK2], RE=[not_done | {"REREASND": None}])[1].reason == "not done"
    assert assessments(SV=[WK2], RE=[not_done | {"REDTC": "2011-03-16"}])[1].reason is None
    assert visit("WK2", SV=[WK2], RE=by_number).status is VisitStatus.IN_WINDOW


def test_a_value_speaks_louder_than_not_done():
    value = {"RETESTCD": "FVCPP", "RESTRESN": 70.0, "REDTC": "2011-03-15", "VISITNUM": 4}
    refused = {"RETESTCD": "FVCPP", "RESTAT": "NOT DONE", "REREASND": "Refused", "REDTC": "2011-03-14", "VISITNUM": 4}
    assert assessments(SV=[WK2], RE=[refused, value])[1] == Assessment(1, 70.0, None)
