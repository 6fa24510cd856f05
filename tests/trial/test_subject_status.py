"""Where subjects stand, and until when a visit can be expected of them."""

from datetime import date

import pytest

from tests.trial.built import disposition as ds
from tests.trial.built import person
from trial.subjects import SubjectStatus

# --- Status, in the order of the contract ---

DIED, FAILED, WITHDRAWN, COMPLETED = ds("DEATH"), ds("SCREEN FAILURE"), ds("ADVERSE EVENT"), ds("COMPLETED")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([COMPLETED, WITHDRAWN, FAILED, DIED], SubjectStatus.DIED),
        ([COMPLETED, WITHDRAWN, FAILED], SubjectStatus.SCREEN_FAILURE),
        ([COMPLETED, WITHDRAWN], SubjectStatus.WITHDRAWN),
        ([COMPLETED], SubjectStatus.COMPLETED),
        ([], SubjectStatus.ON_STUDY),
        ([ds("INFORMED CONSENT OBTAINED", category="PROTOCOL MILESTONE")], SubjectStatus.ON_STUDY),
        ([ds("FINAL LAB VISIT", category="OTHER EVENT")], SubjectStatus.ON_STUDY),
        ([ds("DEATH", category="OTHER EVENT")], SubjectStatus.DIED),
        ([ds("Lost to follow-up")], SubjectStatus.WITHDRAWN),
        ([ds("Lost to follow-up", category=None)], SubjectStatus.WITHDRAWN),
        ([ds("RANDOMIZED", category=None)], SubjectStatus.ON_STUDY),
        ([ds("COMPLETED", EPOCH="SCREENING")], SubjectStatus.ON_STUDY),
        ([ds(None, DSTERM="PROTOCOL COMPLETED")], SubjectStatus.COMPLETED),
    ],
)
def test_the_first_rule_that_holds_gives_the_status(records, expected):
    assert person(DS=records).status is expected


@pytest.mark.parametrize("dm", [{"DTHDTC": "2011-07-20"}, {"DTHFL": "Y"}, {"DTHDTC": "2011-07", "DTHFL": "Y"}])
def test_dm_knows_of_a_death(dm):
    assert person(DM=[dm], DS=[COMPLETED]).status is SubjectStatus.DIED


@pytest.mark.parametrize("dm", [{"ARMCD": "SCRNFAIL"}, {"ARM": "Screen Failure"}, {"ARMCD": "Scrnfail"}])
def test_the_arm_knows_of_a_screen_failure(dm):
    assert person(DM=[dm]).status is SubjectStatus.SCREEN_FAILURE
    assert person(DM=[{"ARMCD": "CELLS", "ARM": "Cells"}]).status is SubjectStatus.ON_STUDY


def test_without_an_anchor_a_subject_is_not_infused_unless_it_has_left():
    assert person(EX=[]).status is SubjectStatus.NOT_INFUSED
    assert person(EX=[], DS=[WITHDRAWN]).status is SubjectStatus.WITHDRAWN


def test_a_status_counts_from_its_own_date():
    before, on = date(2011, 7, 19), date(2011, 7, 20)
    assert person(before, DS=[DIED], DM=[{"DTHFL": "Y"}]).status is SubjectStatus.ON_STUDY
    assert person(on, DS=[DIED], DM=[{"DTHFL": "Y"}]).status is SubjectStatus.DIED
    assert person(before, DS=[WITHDRAWN]).status is SubjectStatus.ON_STUDY
    assert person(on, DS=[WITHDRAWN]).status is SubjectStatus.WITHDRAWN


def test_date_and_words_of_the_status_are_those_of_the_data():
    found = person(DS=[ds("Adverse event", "2011-08-02"), ds("PHYSICIAN DECISION", "2011-07-20")])
    assert (found.status_date, found.status_reason) == (date(2011, 7, 20), "PHYSICIAN DECISION")
    found = person(DS=[ds("COMPLETED", "2012-03")])
    assert (found.status, found.status_date) == (SubjectStatus.COMPLETED, None)


def test_the_better_date_of_death_is_taken():
    assert person(DM=[{"DTHDTC": "2011-07"}], DS=[DIED]).death == date(2011, 7, 20)
    assert person(DM=[{"DTHDTC": "2011-07-19"}], DS=[DIED]).death == date(2011, 7, 19)
    assert person(DM=[{"DTHFL": "Y"}], DS=[DIED]).death == date(2011, 7, 20)
    assert person(DM=[{"DTHFL": "Y"}]).death is None


def test_of_the_same_first_day_the_certain_date_counts():
    for order in (1, -1):
        found = person(DS=[ds("ADVERSE EVENT", "2011-07"), ds("PHYSICIAN DECISION", "2011-07-01")][::order])
        assert (found.status_date, found.status_reason) == (date(2011, 7, 1), "PHYSICIAN DECISION")


# --- Last day on which a visit can be expected ---


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("DEATH", "died"),
        ("SCREEN FAILURE", "screen failure"),
        ("WITHDRAWAL BY SUBJECT", "withdrew"),
        ("LOST TO FOLLOW-UP", "lost to follow-up"),
        ("PHYSICIAN DECISION", "left: physician decision"),
    ],
)
def test_the_end_has_a_date_and_words(term, words):
    found = person(DS=[ds(term)])
    assert (found.end, found.end_reason) == (date(2011, 7, 20), words)


def test_who_stays_or_completes_has_no_end():
    assert (person().end, person().end_reason) == (None, None)
    assert (person(DS=[COMPLETED]).end, person(DS=[COMPLETED]).end_reason) == (None, None)


def test_the_end_is_the_first_way_out_also_where_a_later_one_gives_the_status():
    found = person(DS=[ds("WITHDRAWAL BY SUBJECT", "2011-05-02")], DM=[{"DTHDTC": "2011-07-20"}])
    assert (found.status, found.end, found.end_reason) == (SubjectStatus.DIED, date(2011, 5, 2), "withdrew")
    assert found.status_date == date(2011, 7, 20)


def test_a_partial_end_is_its_first_day_but_not_before_the_last_contact():
    assert person(DM=[{"DTHDTC": "2011-07"}]).end == date(2011, 7, 1)
    visit = {"VISITNUM": 7, "SVSTDTC": "2011-07-12"}
    assert person(DM=[{"DTHDTC": "2011-07"}], SV=[visit]).end == date(2011, 7, 12)
    later = {"VISITNUM": 7, "SVSTDTC": "2011-09-12"}
    assert person(DM=[{"DTHDTC": "2011-07"}], SV=[later]).end == date(2011, 7, 31)


def test_without_any_date_the_end_is_the_last_contact():
    visit = {"VISITNUM": 4, "SVSTDTC": "2011-03-15"}
    assert person(DM=[{"DTHFL": "Y"}], SV=[visit]).end == date(2011, 3, 15)
    found = person(DM=[{"ARMCD": "SCRNFAIL"}], EX=[])
    assert (found.end, found.end_reason) == (None, "screen failure")


@pytest.mark.parametrize(
    ("records", "day"),
    [
        ({"DM": [{"DTHDTC": "2011-07-20"}], "DS": [ds("COMPLETED", "2011-08-01")]}, date(2011, 7, 20)),
        ({"DS": [ds("ADVERSE EVENT", "2011-06-10")]}, date(2011, 6, 10)),
        ({"DS": [ds("COMPLETED", "2011-08-01")]}, date(2011, 8, 1)),
        ({"DS": [ds("COMPLETED", None)], "SV": [{"VISITNUM": 4, "SVSTDTC": "2011-04-02"}]}, date(2011, 4, 2)),
        ({}, None),
    ],
)
def test_who_has_left_did_so_on_a_day(records, day):
    found = person(**records)
    assert (found.has_left, found.left_on) == (day is not None, day)
    cut = date(2011, 12, 31)
    assert found.day_reached(cut) == ((day or cut) - date(2011, 3, 1)).days
