"""Counts of events: each patient once at the worst grade, nothing dropped, unknown apart; periods reached."""

import json
from datetime import date

from tests.factories import one_subject, snapshot, study
from tests.trial.built import events
from tests.trial.reported import made
from trial import analysis, safety_document
from trial.adverse.counts import Tally, by_class, verdicts
from trial.adverse.summary import build
from trial.safety_rules import SafetyRules
from trial.selection import Selection


def test_each_patient_stands_once_at_the_worst_grade_of_a_term_and_of_a_class():
    nervous, uncoded = by_class(events(made()))
    assert (nervous.whole.soc, nervous.whole.count, nervous.whole.worst) == (
        "Nervous", Tally(3, 6), (0, 0, 1, 1, 0, 1)
    )  # fmt: skip
    assert [(row.term, row.count, row.worst, row.coded) for row in nervous.terms] == [
        ("Headache", Tally(3, 5), (0, 1, 1, 0, 0, 1), True),
        ("Seizure", Tally(1, 1), (0, 0, 0, 1, 0, 0), True),
    ]
    assert (uncoded.whole.soc, uncoded.whole.count, uncoded.whole.coded) == ("Not coded", Tally(1, 1), False)
    assert [(row.term, row.coded) for row in uncoded.terms] == [("As reported", False)]


def test_every_patient_of_a_row_is_in_one_column_of_grades():
    for each in by_class(events(made())):
        for row in (each.whole, *each.terms):
            assert sum(row.worst) == row.count.patients


def test_a_verdict_that_is_not_recorded_is_no_no():
    found = verdicts(events(made()), lambda event: None if event.grade is None else event.grade > 2)
    assert (found.yes, found.no, found.unknown) == (Tally(2, 2), Tally(3, 3), Tally(2, 2))


def test_periods_have_who_reached_them_and_partial_starts_a_row_of_their_own():
    rows = [("2011-03-01", None), ("2011-03", None), (None, None), ("2011-02-01", None)]
    ae = [{"AETERM": "x", "AESTDTC": start, "AEENDTC": end} for start, end in rows]
    found = build(analysis.build(one_subject(AE=ae), date(2011, 3, 20)), Selection())
    names = [(tuple(map(str, row.periods)), row.reached, row.count.events) for row in found.periods]
    assert names == [
        (("PRE",), 1, 1),
        (("T0",), 1, 1),
        (("E",), 1, 0),
        (("L",), 0, 0),
        (("T0", "E"), None, 1),
        ((), None, 1),
    ]
    assert found.imputed == 1


def test_filters_of_events_and_patients_change_what_is_counted_and_how_many_there_are():
    known = analysis.build(made(), None)
    found = build(known, Selection(grade=3))
    assert (found.patients, found.kept, found.of_events) == (3, Tally(2, 2), 7)
    found = build(known, Selection(subjects=("S-03",)))
    assert (found.patients, found.kept, found.of_events, found.time.patients) == (1, Tally(1, 2), 2, 1)


def test_special_interest_needs_a_list():
    known = analysis.build(made(of=study(safety=SafetyRules(aesi=("seizure",)))), None)
    found = build(known, Selection())
    assert [line.key for line in found.special] == ["S-02:5"]
    assert build(analysis.build(made(), None), Selection()).has_aesi_list is False


def test_the_document_is_plain_and_counts_everybody():
    found = safety_document.build(analysis.build(made(), None))
    assert json.loads(json.dumps(found))["summary"][0] == {
        "soc": "Nervous", "term": None, "coded": True, "patients": 3, "events": 6,
        "worst": {"1": 0, "2": 0, "3": 1, "4": 1, "5": 0, "unknown": 1},
    }  # fmt: skip
    empty = safety_document.build(analysis.build(snapshot({"DM": []}), None))
    assert (empty["summary"], empty["reports"]) == ([], [])
