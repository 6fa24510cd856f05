"""Who needs attention, why, and in which order."""

from datetime import date

import pytest

from tests.factories import CUT, one_subject, planned, snapshot, study
from trial.analysis import build as analyse
from trial.attention import Level, ReasonKind, build
from trial.overview import by_urgency

PLAIN = {"PESITE": "N", "PENEURO": "N", "PENATPRG": None, "PEADJ": None}
ONE_VISIT = study(visits=(planned("Month 2", 6, 61, (-7, 7)),))
NO_VISIT = study(visits=())


def weigh(cut=CUT, of=NO_VISIT, **tables):
    (found,) = build(analyse(one_subject(cut, of, **tables), None))
    return found


def with_event(cut=CUT, **row):
    return weigh(cut, AE=[{"AETERM": "Headache", "AESTDTC": "2011-03-10", **PLAIN, **row}])


def titles(found):
    return [reason.title for reason in found.reasons]


def test_nothing_to_tell_is_no_reason():
    found = with_event(AETOXGR="2", AEENDTC="2011-03-12")
    assert (found.level, found.reasons) == (Level.NOTHING, ())


def test_a_death_is_told_with_its_day_and_cause():
    found = weigh(
        DM=[{"SUBJID": "01", "DTHFL": "Y", "DTHDTC": "2011-07-20"}],
        AE=[
            {"AETERM": "COUGH", "AESTDTC": "2011-03-10", "AETOXGR": "1"},
            {"AETERM": "RESPIRATORY FAILURE", "AESTDTC": "2011-07-19", "AETOXGR": "5", "AEREL": "NOT RELATED"},
        ],
    )
    (reason,) = found.reasons
    assert found.level is Level.ACT
    assert (reason.kind, reason.title) == (ReasonKind.DEATH, "Died on day 141")
    assert reason.detail == "Respiratory failure, not related."


def test_a_death_without_date_or_cause_says_so():
    (reason,) = weigh(DM=[{"SUBJID": "01", "DTHFL": "Y"}]).reasons
    assert (reason.title, reason.detail) == ("Died", "No fatal event is recorded as the cause.")


@pytest.mark.parametrize("row", [{"AETOXGR": "5"}, {"AETOXGR": "4", "AEOUT": "FATAL"}])
def test_a_fatal_event_of_a_living_patient_is_a_contradiction_to_clarify(row):
    found = with_event(AESER="Y", **row)
    assert (found.level, titles(found)) == (Level.ACT, ["Fatal event, no death recorded"])
    assert found.reasons[0].detail.endswith("Clarify with the site.")


def test_an_event_for_the_primary_endpoint_needs_action():
    found = with_event(PESITE="Y", PEADJ="FINAL", AETOXGR="3", AESER="Y", AEOUT="NOT RECOVERED/NOT RESOLVED")
    assert (found.level, titles(found)) == (Level.ACT, ["Primary safety event"])
    assert found.reasons[0].detail == "Headache: grade 3, serious, ongoing."


def test_an_open_adjudication_is_watched_and_told_once():
    found = with_event(PESITE="Y", PEADJ="PENDING", AETOXGR="3", AESER="Y", AEOUT="NOT RECOVERED/NOT RESOLVED")
    assert (found.level, titles(found)) == (Level.WATCH, ["Headache awaits adjudication"])
    assert found.reasons[0].detail == "Grade 3, serious, ongoing from day 9."


def test_a_long_term_moves_from_the_title_to_the_detail():
    term = "RADICULAR PAIN OF THE LEFT LEG BELOW THE KNEE"
    (reason,) = with_event(AETERM=term, PESITE="Y", PEADJ="PENDING", AETOXGR="2").reasons
    assert reason.title == "Event awaits adjudication"
    assert reason.detail.startswith("Radicular pain of the left leg below the knee: grade 2")


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ({"AETOXGR": "3", "AEOUT": "NOT RECOVERED/NOT RESOLVED"}, "Headache ongoing"),
        ({"AETOXGR": "1", "AESER": "Y", "AEOUT": "NOT RECOVERED/NOT RESOLVED"}, "Headache ongoing"),
        ({"AETOXGR": "4"}, "Headache, end unknown"),
        ({"AETOXGR": "3", "AEENDTC": "2011-03-12", "AEREL": "RELATED"}, "Headache, related"),
        ({"AETERM": "Inflammation of all nerve roots", "AETOXGR": "3"}, "Grade 3 event, end unknown"),
    ],
)
def test_a_grave_event_that_is_open_or_related_is_watched(row, title):
    found = with_event(**row)
    assert (found.level, titles(found)) == (Level.WATCH, [title])


@pytest.mark.parametrize(
    "row",
    [
        {"AETOXGR": "3", "AEENDTC": "2011-03-12", "AEREL": "NOT RELATED", "AESER": "Y"},
        {"AETOXGR": "2", "AEOUT": "NOT RECOVERED/NOT RESOLVED", "AEREL": "RELATED"},
        {"AEOUT": "NOT RECOVERED/NOT RESOLVED"},
    ],
)
def test_what_is_over_and_unrelated_or_not_grave_is_not_here(row):
    assert with_event(**row).reasons == ()


def test_a_prohibited_medicine_needs_action_also_when_it_was_stopped():
    cm = {"CMTRT": "RILUZOLE", "CMSTDTC": "2011-05-07"}
    (going,) = weigh(CM=[cm]).reasons
    (stopped,) = weigh(CM=[cm | {"CMENDTC": "2011-06-01"}]).reasons
    assert (going.level, going.title) == (Level.ACT, "Took riluzole from day 67")
    assert going.detail == "Prohibited, no end recorded."
    assert (stopped.title, stopped.detail) == (going.title, "Prohibited, ended day 92.")


def test_a_medicine_of_somebody_not_yet_screened_is_no_deviation():
    cm = [{"CMTRT": "riluzole", "CMSTDTC": "2009-12-25"}]
    assert weigh(EX=[], CM=cm).reasons == ()
    (reason,) = weigh(DM=[{"SUBJID": "01", "RFICDTC": "2010-01-05"}], EX=[], CM=cm).reasons
    assert (reason.title, reason.detail) == ("Took riluzole", "Prohibited, start 25 Dec 2009, no end recorded.")


def test_an_overdue_visit_needs_action_with_its_days():
    (reason,) = weigh(date(2011, 5, 12), ONE_VISIT).reasons
    assert (reason.level, reason.title) == (Level.ACT, "Month 2 overdue 4 days")
    assert reason.detail == "The window closed on 8 May 2011."


def test_a_visit_missed_last_is_watched_while_on_study_only():
    on_study = weigh(date(2011, 5, 23), ONE_VISIT)
    assert (on_study.level, titles(on_study)) == (Level.WATCH, ["Month 2 missed"])
    left = weigh(
        date(2011, 7, 1), ONE_VISIT,
        DS=[{"DSDECOD": "WITHDRAWAL BY SUBJECT", "DSSTDTC": "2011-06-10", "DSCAT": "DISPOSITION EVENT"}],
    )  # fmt: skip
    assert left.reasons == ()


def test_a_missed_visit_with_a_later_one_held_is_not_here():
    two = study(visits=(planned("Month 1", 5, 30, (-7, 7)), planned("Month 2", 6, 61, (-7, 7))))
    assert weigh(date(2011, 6, 1), two, SV=[{"VISITNUM": 6, "SVSTDTC": "2011-05-01"}]).reasons == ()


def test_a_treatment_date_that_is_not_known_is_watched():
    found = weigh(EX=[{"EXSTDTC": "2011-03", "EXROUTE": "INTRATHECAL"}])
    assert (found.level, titles(found)) == (Level.WATCH, ["Infusion date not known"])
    assert found.reasons[0].detail == "The infusion date is incomplete, so no day is counted."


def test_reasons_and_patients_go_by_urgency():
    """What needs action before what is watched; within, a death before a medicine before a visit; then the id."""
    ids = ("S-01", "S-02", "S-03", "S-04", "S-05")
    made = snapshot(
        {
            "DM": [
                {"USUBJID": one, "SUBJID": one[2:], "DTHDTC": "2011-05-01" if one == "S-05" else None} for one in ids
            ],
            "EX": [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in ids],
            "SV": [{"USUBJID": one, "VISITNUM": 6, "SVSTDTC": "2011-05-01"} for one in ("S-01", "S-02", "S-04")],
            "CM": [{"USUBJID": "S-02", "CMTRT": "Riluzole", "CMSTDTC": "2011-03-20"}],
            "AE": [
                {"USUBJID": one, "AETERM": "Pain", "AESTDTC": "2011-03-20", "AETOXGR": "3"} for one in ("S-02", "S-04")
            ],
        },
        date(2011, 5, 12),
        ONE_VISIT,
    )
    analysis = analyse(made, None)
    found = build(analysis)
    assert [one.level for one in found] == [Level.NOTHING, Level.ACT, Level.ACT, Level.WATCH, Level.ACT]
    assert titles(found[1]) == ["Took Riluzole from day 19", "Pain, end unknown"]
    assert [subject.id for subject in by_urgency(analysis.subjects, found)] == ["05", "02", "03", "04", "01"]
