"""Counts over the patients shown: denominators, exact intervals, accrual, visits, deviations."""

from datetime import date

import pytest

from tests.factories import planned, snapshot, study
from trial import tallies
from trial.analysis import build as analyse
from trial.primary import PrimaryStatus, exact_interval
from trial.subjects import SubjectStatus

CUT = date(2011, 12, 31)
VISITS = (planned("Month 1", 5, 30, (-7, 7)), planned("Month 2", 6, 61, (-7, 7)))
FLAGS = {"PESITE": "N", "PENEURO": "N", "PENATPRG": None, "PEADJ": None, "AESTDTC": "2011-03-10", "AETERM": "Pain"}


def trial(people=5, of=None, **tables):
    """Patients S-1 to S-n, infused on 2011-03-01 and seen on 2011-03-31 unless `tables` say otherwise."""
    ids = [f"S-{n}" for n in range(1, people + 1)]
    records = {
        "DM": [{"USUBJID": one, "SUBJID": one} for one in ids],
        "EX": [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in ids],
        "SV": [{"USUBJID": one, "VISITNUM": 5, "SVSTDTC": "2011-03-31"} for one in ids],
        "AE": [{"USUBJID": ids[0], **FLAGS}],
    } | tables
    return analyse(snapshot(records, CUT, of or study(visits=VISITS, planned_subjects=6)), None)


def summary(analysis, *ids):
    shown = [subject for subject in analysis.subjects if not ids or subject.id in ids]
    return tallies.build(analysis, shown)


def test_the_denominator_holds_who_can_be_judged():
    found = summary(
        trial(
            EX=[{"USUBJID": f"S-{n}", "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for n in range(1, 5)],
            SV=[{"USUBJID": f"S-{n}", "VISITNUM": 5, "SVSTDTC": "2011-03-31"} for n in range(1, 4)],
            AE=[
                {"USUBJID": "S-1", **FLAGS, "PESITE": "Y", "PEADJ": "FINAL"},
                {"USUBJID": "S-2", **FLAGS, "PESITE": "Y", "PEADJ": "PENDING"},
            ],
        )
    ).primary
    assert (found.confirmed, found.pending, found.evaluable, found.not_evaluable) == (1, 1, 3, 1)
    assert found.interval == exact_interval(1, 3)
    assert found.interval_if_pending == exact_interval(2, 3)
    assert [status for _, status in found.patients] == [
        PrimaryStatus.EVENT, PrimaryStatus.PENDING, PrimaryStatus.NO_EVENT, PrimaryStatus.NOT_EVALUABLE,
    ]  # fmt: skip


def test_a_pending_patient_followed_for_less_counts_only_if_confirmed():
    """Until the decision such a patient says nothing: neither an event, nor its absence over 30 days."""
    analysis = trial(
        people=3,
        SV=[{"USUBJID": f"S-{n}", "VISITNUM": 5, "SVSTDTC": "2011-03-31"} for n in range(1, 3)],
        AE=[{"USUBJID": "S-3", **FLAGS, "PESITE": "Y", "PEADJ": "PENDING"}],
    )
    found = summary(analysis).primary
    assert (found.confirmed, found.pending, found.evaluable, found.evaluable_if_pending) == (0, 1, 2, 3)
    assert (found.interval, found.interval_if_pending) == (exact_interval(0, 2), exact_interval(1, 3))
    alone = summary(analysis, "S-3").primary
    assert (alone.evaluable, alone.interval, alone.interval_if_pending) == (0, None, exact_interval(1, 1))


def test_without_a_pending_patient_there_is_one_interval():
    found = summary(trial(6)).primary
    assert (found.confirmed, found.evaluable, found.interval_if_pending) == (0, 6, None)
    assert found.interval == pytest.approx((0, 0.459258), abs=1e-6)


def test_an_endpoint_that_is_not_collected_has_no_interval():
    found = summary(trial(AE=[{"USUBJID": "S-1", "AETERM": "Pain", "AESTDTC": "2011-03-10"}])).primary
    assert "PESITE" in found.not_collected
    assert (found.evaluable, found.interval) == (0, None)


def test_nobody_evaluable_is_no_interval_from_nothing():
    found = summary(trial(EX=[])).primary
    assert (found.evaluable, found.interval, found.patients) == (0, None, ())


def test_events_are_counted_by_patient_and_by_event():
    rows = [("S-1", "Y"), ("S-1", "Y"), ("S-2", "N"), ("S-3", None)]
    analysis = trial(
        AE=[{"USUBJID": one, **FLAGS, "AESER": serious} for one, serious in rows],
        DM=[{"USUBJID": f"S-{n}", "SUBJID": f"S-{n}", "DTHDTC": "2011-06-01" if n == 3 else None} for n in range(1, 6)],
    )
    found = summary(analysis).events
    assert (found.events, found.serious_patients, found.serious_events, found.unknown_serious) == (4, 1, 2, 1)
    assert found.deaths == 1
    assert summary(analysis, "S-2", "S-4").events == tallies.EventTally(1, 0, 0, 0, 0)


def test_follow_up_counts_to_the_last_contact():
    found = summary(trial(2, SV=[{"USUBJID": "S-1", "VISITNUM": 6, "SVSTDTC": "2011-05-01"}]))
    assert found.treated == 2
    assert found.patient_years == pytest.approx((61 + 0) / 365.25)


def test_visits_are_expected_when_held_missed_or_overdue():
    held = [("S-1", 5, "2011-03-31"), ("S-1", 6, "2011-05-01"), ("S-2", 5, "2011-04-12"), ("S-3", 5, "2011-03-01")]
    found = summary(
        trial(3, SV=[{"USUBJID": one, "VISITNUM": number, "SVSTDTC": day} for one, number, day in held])
    ).visits
    assert (found.expected, found.in_window, found.off_window, found.missed, found.overdue) == (6, 2, 2, 2, 0)
    assert summary(trial(3, study(visits=()))).visits == tallies.VisitTally(False, 0, 0, 0, 0, 0)


def test_deviations_are_counted_where_they_can_be_known():
    cm = [{"USUBJID": "S-1", "CMTRT": "Riluzole", "CMSTDTC": day} for day in ("2011-04-01", "2011-06-01")]
    found = summary(trial(CM=cm)).deviations
    assert (found.records, found.patients, found.unknown) == (2, 1, None)
    assert summary(trial(CM=cm), "S-2").deviations.records == 0
    assert summary(trial()).deviations.unknown == "The data have no medication (CM)."
    assert "no prohibited medicine" in summary(trial(of=study(prohibited=()))).deviations.unknown


def test_facts_are_of_the_whole_study():
    facts = tallies.facts(trial(DS=[{"USUBJID": "S-2", "DSDECOD": "COMPLETED", "DSSTDTC": "2011-12-01"}]))
    assert (facts.patients, facts.treated, facts.planned, facts.cut, facts.is_as_of) == (5, 5, 6, CUT, False)
    assert (facts.first_anchor, facts.last_anchor) == (date(2011, 3, 1), date(2011, 3, 1))
    assert facts.statuses == ((SubjectStatus.COMPLETED, 1), (SubjectStatus.ON_STUDY, 4))
