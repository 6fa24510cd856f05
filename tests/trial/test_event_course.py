"""Where an event lies in time: certain and possible days, open ends, the way out of the trial, the edge of an axis."""

from datetime import date

import pytest

from tests.factories import one_subject
from tests.trial.built import disposition
from trial import events as event_module
from trial import subjects
from trial.calendar import epoch_day
from trial.cut import known_at
from trial.event_course import End, course, cut_to, observed, reaches, shifted

ANCHOR = epoch_day(date(2011, 3, 1))
CUT = date(2011, 12, 31)


def placed(more=None, cut=CUT, **row):
    """The course of the one event of the one subject, in days from the infusion, and the moment the patient left."""
    made = one_subject(cut=cut, AE=[{"AETERM": "Headache", **row}], **(more or {}))
    known = known_at(made, cut)
    people = subjects.build(known)
    (event,) = event_module.build(known, people)
    seen = observed(people[0], cut)
    found = course(event, seen)
    return found if found is None else shifted(found, ANCHOR)


def test_both_days_known():
    found = placed(AESTDTC="2011-03-03", AEENDTC="2011-03-07")
    assert (found.first, found.last, found.solid, found.dashed) == (2, 6, (2, 6), ())
    assert (found.end, found.one_day, found.imputed) == (End.DATED, False, False)


def test_one_day_is_one_day():
    found = placed(AESTDTC="2011-03-03", AEENDTC="2011-03-03")
    assert (found.first, found.last, found.solid, found.one_day) == (2, 2, None, True)


def test_a_partial_start_is_only_possible_until_its_last_day():
    found = placed(AESTDTC="2011-05", AEENDTC="2011-06-20")
    assert found.first == 61  # 1 May
    assert found.dashed == ((61, 91),)
    assert found.solid == (91, 111)
    assert (found.imputed, found.one_day) == (True, False)


def test_a_partial_end_is_certain_only_up_to_its_first_day():
    found = placed(AESTDTC="2011-03-11", AEENDTC="2011-05")
    assert found.solid == (10, 61)
    assert found.dashed == ((61, 91),)
    assert (found.last, found.end) == (91, End.PARTLY_DATED)


def test_an_event_within_one_partial_month_is_nowhere_certain():
    found = placed(AESTDTC="2011-05-20", AEENDTC="2011-05")
    assert found.solid is None
    assert found.dashed == ((80, 91),)
    assert not found.one_day


def test_two_partial_dates_of_the_same_month():
    found = placed(AESTDTC="2011-05", AEENDTC="2011-05")
    assert (found.solid, found.dashed, found.one_day) == (None, ((61, 91),), False)


def test_ongoing_goes_to_the_cut():
    found = placed(AESTDTC="2011-03-11", AEOUT="NOT RECOVERED/NOT RESOLVED")
    assert (found.solid, found.end) == ((10, 305), End.ONGOING)


def test_nobody_knows_longer_than_the_patient_was_seen():
    left = {"DS": [disposition("WITHDRAWAL BY SUBJECT", "2011-06-09")]}
    found = placed(left, AESTDTC="2011-03-11", AEOUT="NOT RECOVERED/NOT RESOLVED")
    assert (found.solid, found.last, found.end) == ((10, 100), 100, End.LAST_SEEN)


def test_who_completed_is_seen_until_then():
    left = {"DS": [disposition("COMPLETED", "2011-06-09")]}
    assert placed(left, AESTDTC="2011-03-11", AEOUT="NOT RECOVERED/NOT RESOLVED").last == 100


def test_death_ends_what_had_not_ended():
    died = {"DM": [{"SUBJID": "01", "DTHFL": "Y", "DTHDTC": "2011-06-09"}]}
    found = placed(died, AESTDTC="2011-03-11", AEOUT="NOT RECOVERED/NOT RESOLVED")
    assert (found.solid, found.end) == ((10, 100), End.AT_DEATH)


@pytest.mark.parametrize(("outcome", "end"), [("RECOVERED/RESOLVED", End.NOT_DATED), (None, End.UNKNOWN)])
def test_an_end_without_a_day_draws_nothing_certain(outcome, end):
    found = placed(AESTDTC="2011-03-11", AEOUT=outcome)
    assert (found.first, found.last, found.solid, found.dashed, found.end) == (10, 10, None, (), end)
    assert not found.one_day


def test_an_end_before_the_start_is_no_end():
    found = placed(AESTDTC="2011-03-11", AEENDTC="2011-03-05")
    assert (found.first, found.last, found.solid, found.end) == (10, 10, None, End.BEFORE_START)
    assert not found.one_day


def test_without_a_start_there_is_no_place():
    assert placed(AESTDTC=None, AEENDTC="2011-03-05") is None


def test_a_patient_without_an_anchor_is_placed_by_the_dates():
    found = placed(
        {"EX": [{"EXSTDTC": "2012-05-01", "EXROUTE": "INTRATHECAL"}]}, AESTDTC="2011-03", AEENDTC="2011-04-05"
    )
    assert (found.first, found.dashed, found.solid) == (0, ((0, 30),), (30, 35))


def test_the_edge_of_an_axis_cuts_and_tells():
    found = cut_to(placed(AESTDTC="2011-03-11", AEENDTC="2011-06-09"), 30, 60)
    assert (found.first, found.last, found.solid, found.before, found.beyond) == (30, 60, (30, 60), True, True)
    inside = cut_to(placed(AESTDTC="2011-03-11", AEENDTC="2011-06-09"), 0, 200)
    assert (inside.solid, inside.before, inside.beyond) == ((10, 100), False, False)
    gone = cut_to(placed(AESTDTC="2011-03-11", AEENDTC="2011-03-13"), 30, 60)
    assert (gone.first, gone.solid, gone.before, gone.beyond) == (30, None, True, False)


@pytest.mark.parametrize(("low", "high", "kept"), [(0, 9, False), (0, 10, True), (12, 20, True), (13, 20, False)])
def test_what_lies_in_a_stretch_of_time(low, high, kept):
    assert reaches(placed(AESTDTC="2011-03-11", AEENDTC="2011-03-13"), 300, low, high) is kept


def test_an_unknown_end_may_be_anywhere_until_the_patient_was_last_seen():
    assert reaches(placed(AESTDTC="2011-03-11"), 150, 100, 200)
    assert not reaches(placed(AESTDTC="2011-03-11"), 90, 100, 200)
    assert not reaches(placed(AESTDTC="2011-03-11"), 150, 0, 9)
