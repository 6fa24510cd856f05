"""What a row says of a patient of whom nothing is open, and how events are put into words."""

import pytest

from tests.trial.built import disposition, event, person
from trial.attention import Level, ReasonKind
from trial.event_words import course_words, description, grade_words, sentence_case
from trial.standing import standing, worst


def told(missed=(), events=(), **records):
    return standing(person(**records), events, missed, "Infusion")


def test_on_study_nothing_is_open():
    found = told()
    assert (found.level, found.kind) == (Level.NOTHING, ReasonKind.STANDING)
    assert (found.title, found.detail) == ("Nothing open", "No event reported.")


@pytest.mark.parametrize(
    ("records", "title", "start"),
    [
        ({"EX": []}, "No infusion yet", "No event"),
        ({"DS": [disposition("COMPLETED", "2012-03-01")]}, "Completed on day 366", "No event"),
        (
            {"DS": [disposition("WITHDRAWAL BY SUBJECT", "2011-05-13")]},
            "Withdrew on day 73",
            "Withdrawal by subject. No",
        ),
        ({"DS": [disposition("SCREEN FAILURE")], "EX": []}, "Screen failure", "No event"),
        ({"DS": [disposition("LOST TO FOLLOW-UP", "2011")]}, "Withdrew", "Lost to follow-up. No"),
    ],
)
def test_the_way_out_is_the_title_and_its_reason_the_detail(records, title, start):
    found = told(**records)
    assert found.title == title
    assert found.detail.startswith(start)


def test_missed_visits_are_named_two_of_them_the_rest_counted():
    assert told(["Month 1"]).detail == "Month 1 missed. No event reported."
    assert told(["A", "B", "C", "D"]).detail == "A missed. B missed. 2 more missed. No event reported."


def test_the_worst_event_is_told():
    mild = event(AETOXGR="1", AEENDTC="2011-03-12", AESTDTC="2011-03-10")
    bad = event(AETERM="POST-PUNCTURE HEADACHE", AETOXGR="2", AESTDTC="2011-03-03", AEENDTC="2011-03-07")
    grave = event(AETOXGR="1", AESER="Y", AESTDTC="2011-03-10")
    unknown = event(AESTDTC="2011-03-10")
    assert worst([mild]) == "No event beyond grade 1."
    assert worst([mild, unknown]) == "No event beyond grade 1, 1 without a grade."
    assert worst([mild, bad]) == "Post-puncture headache, grade 2, day 2 to day 6."
    assert worst([mild, grave]) == "Headache, grade 1, serious, from day 9, end unknown."
    assert worst([grave, bad]).startswith("Post-puncture headache, grade 2")
    assert worst([unknown]) == "No event has a grade."


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"AESTDTC": "2011-03-10", "AEENDTC": "2011-03-10"}, "day 9"),
        ({"AESTDTC": "2011-03-10", "AEENDTC": "2011-03-12"}, "day 9 to day 11"),
        ({"AESTDTC": "2011-03-10", "AEOUT": "RECOVERED/RESOLVED"}, "from day 9, ended"),
        ({"AESTDTC": "2011-03-10", "AEOUT": "NOT RECOVERED/NOT RESOLVED"}, "ongoing from day 9"),
        ({"AESTDTC": "2011-03", "AEOUT": "NOT RECOVERED/NOT RESOLVED"}, "ongoing from 2011-03"),
        ({"AESTDTC": "2011-03-10"}, "from day 9, end unknown"),
        ({"AESTDTC": None}, "start and end not recorded"),
        ({"AESTDTC": None, "AEENDTC": "2011-03-12"}, "ended day 11"),
    ],
)
def test_the_course_of_an_event_says_what_is_known(row, words):
    assert course_words(event(**row)) == words


def test_grades_say_where_they_come_from():
    assert grade_words(event(AETOXGR="3")) == "grade 3"
    assert grade_words(event(AESEV="SEVERE")) == "grade 3 by severity"
    assert grade_words(event()) == "grade not recorded"
    assert description(event(AETOXGR="2", AEREL="RELATED", AESTDTC="2011-03-10", AEENDTC="2011-03-10")) == (
        "Grade 2, related, day 9."
    )


def test_capitals_of_the_data_do_not_shout():
    assert sentence_case("LEFT  LEG PAIN") == "Left leg pain"
    assert sentence_case("headache after ALS visit") == "Headache after ALS visit"
