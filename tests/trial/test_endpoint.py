"""The primary safety endpoint: judged events, edges, the demo."""

from datetime import date

import pytest

from tests.factories import one_subject
from tests.trial.endpoint_studies import DEFICIT, SITE, UNSURE, event, many, rate, shown
from tests.trial.test_across import demo
from trial import endpoint, endpoint_rates
from trial.analysis import build as analyse
from trial.endpoint_events import Component, Standing
from trial.endpoint_rates import Reading
from trial.primary import PrimaryStatus
from trial.primary_rules import Natural
from trial.selection import Selection

# --- Judged events ---


@pytest.mark.parametrize(
    ("row", "component", "natural", "standing", "certain"),
    [
        (SITE, Component.SITE, Natural.NOT_RECORDED, Standing.EVENT, True),
        (DEFICIT, Component.DEFICIT, Natural.NO, Standing.EVENT, True),
        (UNSURE, Component.DEFICIT, Natural.UNCERTAIN, Standing.EVENT, False),
        (DEFICIT | {"PENATPRG": None}, Component.DEFICIT, Natural.NOT_RECORDED, Standing.EVENT, False),
        (DEFICIT | {"PENATPRG": "Y"}, Component.DEFICIT, Natural.YES, Standing.NATURAL, False),
        (SITE | UNSURE, Component.BOTH, Natural.UNCERTAIN, Standing.EVENT, True),
        (UNSURE | {"PEADJ": None}, Component.DEFICIT, Natural.UNCERTAIN, Standing.PENDING, False),
        ({"PEADJ": "PENDING"}, Component.NEITHER, Natural.NOT_RECORDED, Standing.PENDING, False),
        (SITE | {"AESTDTC": "2011-02-20"}, Component.SITE, Natural.NOT_RECORDED, Standing.BEFORE, True),
    ],
)
def test_an_event_is_judged_by_itself(row, component, natural, standing, certain):
    found = event(row)
    assert (found.component, found.natural, found.standing, found.certain) == (component, natural, standing, certain)


def test_events_that_are_not_flagged_do_not_bear_on_the_endpoint():
    (line,) = shown(many([[{}, {"PEADJ": "NOT APPLICABLE"}]])).lines
    assert line.events == ()


def test_who_when_and_why_stand_beside_and_a_blank_is_not_recorded():
    by = {"PEADJBY": "Neurologist", "PEADJDTC": "2011-05-02", "PEADJRAT": "Not seen in ALS", "PEADJREQ": "2011-04-01"}
    found = event(DEFICIT | by)
    assert (found.adjudicator, found.adjudicated_on, found.reason, found.sent) == tuple(by.values())
    assert (found.adjudication, found.waiting_days) == ("final", None)
    assert event(SITE | {"PEADJ": None}).adjudication == "not recorded"
    assert event(DEFICIT).adjudicator is None


def test_days_since_an_event_was_sent_are_told_of_complete_dates_of_pending_ones():
    assert event(UNSURE | {"PEADJ": "PENDING", "PEADJREQ": "2012-06-20"}).waiting_days == 10
    assert event(UNSURE | {"PEADJ": "PENDING", "PEADJREQ": "2012-06"}).waiting_days is None


def test_what_is_dated_after_the_cut_is_not_known_yet():
    """At an earlier cut the event was pending, and nobody had said anything."""
    row = DEFICIT | {"PEADJBY": "Neurologist", "PEADJDTC": "2011-05-02", "PEADJRAT": "x", "PEADJREQ": "2011-04-20"}
    early, between = event(row, date(2011, 4, 1)), event(row, date(2011, 5, 1))
    assert (early.standing, early.adjudicator, early.reason, early.sent) == (Standing.PENDING, None, None, None)
    assert (between.standing, between.sent, between.waiting_days) == (Standing.PENDING, "2011-04-20", 11)
    assert between.adjudication == "final, dated after the cut"
    assert event(row, date(2011, 5, 2)).standing is Standing.EVENT
    assert event(row | {"PEADJDTC": "2011-05"}, date(2011, 5, 2)).standing is Standing.EVENT


def test_a_patient_whose_events_are_all_uncertain_has_none_in_the_sensitivity_analysis():
    lines = shown(many([[UNSURE], [UNSURE, SITE], [UNSURE, SITE | {"PEADJ": None}], [UNSURE]], [61, 61, 61, 29])).lines
    assert [line.primary.status for line in lines] == [PrimaryStatus.EVENT] * 4
    assert [line.sensitivity for line in lines] == [
        PrimaryStatus.NO_EVENT, PrimaryStatus.EVENT, PrimaryStatus.PENDING, PrimaryStatus.NOT_EVALUABLE,
    ]  # fmt: skip


# --- Edges ---


def test_without_its_columns_there_are_no_rates():
    bare = {"USUBJID": "S-1", "AETERM": "x", "AESTDTC": "2011-03-10"}
    result = shown(analyse(one_subject(AE=[bare]), None))
    assert (result.rates, result.headline, result.rules.missing) == ((), None, ("PESITE", "PENEURO"))
    assert not endpoint.build(analyse(one_subject(), None), Selection()).collected


def test_before_the_infusion_nobody_is_treated():
    result = shown(many([[SITE]], cut=date(2011, 2, 1)))
    assert (result.treated, rate(result).n, result.deaths.treated) == (0, 0, 0)
    assert [line.primary.status for line in result.lines] == [PrimaryStatus.NOT_EVALUABLE]


def test_patient_filters_hold_and_event_filters_change_nothing():
    analysis = many([[SITE], [], []])
    assert [(rate(shown(analysis, "S-1")).k, rate(shown(analysis, "S-1")).n)] == [(1, 1)]
    filtered = endpoint.build(analysis, Selection(grade=5, serious=True))
    assert (filtered.rates, filtered.events_filtered) == (shown(analysis).rates, True)


def test_of_many_patients_those_with_an_event_stand_first():
    result = shown(many([[]] * 12 + [[SITE | {"PEADJ": None}], [SITE]]))
    assert [line.subject.id for line in result.lines[:3]] == ["S-14", "S-13", "S-1"]


def test_the_demo_has_one_pending_patient_and_no_event():
    result = endpoint.build(demo(), Selection())
    assert [line.primary.status for line in result.lines] == [
        PrimaryStatus.NO_EVENT, PrimaryStatus.NO_EVENT, PrimaryStatus.NO_EVENT, PrimaryStatus.PENDING,
        PrimaryStatus.NO_EVENT, PrimaryStatus.NO_EVENT,
    ]  # fmt: skip
    assert [one.key for line in result.lines for one in line.events] == ["01-003:3", "01-004:3"]
    assert [(rate(result, one).k, rate(result, one).n) for one in Reading] == [(0, 6), (0, 6), (1, 6)]
    assert endpoint_rates.horizons(demo().snapshot.study).month_12 == 335
