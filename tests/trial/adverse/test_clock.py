"""The reporting clock of serious events: 7 and 15 days, from awareness or onset, to the report or the cut."""

from datetime import date

import pytest

from tests.trial.built import event
from trial.adverse.clock import clock, deadline
from trial.adverse.lines import clock_words, relation_words
from trial.safety_rules import SafetyRules

CUT = date(2011, 4, 1)
SERIOUS = {"AESER": "Y", "AESTDTC": "2011-03-05", "AEREL": "RELATED"}


def found(collected=True, **row):
    return clock(event(CUT, **SERIOUS | row), SafetyRules(), CUT, collected)


@pytest.mark.parametrize(
    ("row", "limit", "assumed"),
    [
        ({}, 15, False),
        ({"AESLIFE": "Y"}, 7, False),
        ({"AESDTH": "Y"}, 7, False),
        ({"AEOUT": "FATAL"}, 7, False),
        ({"AETOXGR": "5"}, 7, False),
        ({"AEREL": "NOT RELATED"}, None, False),
        ({"AEREL": "NOT RELATED", "RELASP": "POSSIBLE"}, 15, False),
        ({"AEREL": None, "RELPROC": "NOT RELATED"}, None, False),
        ({"AEREL": None}, 15, True),
    ],
)
def test_how_many_days_are_allowed(row, limit, assumed):
    assert (found(**row).limit, found(**row).assumed) == (limit, assumed)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"AEAWDTC": "2011-03-07", "AERPTDTC": "2011-03-22"}, ("reported in time", "awareness", 15)),
        ({"AEAWDTC": "2011-03-07", "AERPTDTC": "2011-03-23"}, ("reported late", "awareness", 16)),
        ({"AERPTDTC": "2011-03-20T10:00"}, ("reported in time", "onset", 15)),
        ({"AEAWDTC": "2011-03", "AERPTDTC": "2011-03-20"}, ("reported in time", "onset", 15)),
        ({"AEAWDTC": "2011-03-25"}, ("not reported yet", "awareness", 7)),
        ({}, ("overdue", "onset", 27)),
        ({"AEAWDTC": "2011-03-25", "AERPTDTC": "2011-04-02"}, ("not reported yet", "awareness", 7)),
        ({"AEAWDTC": "2011-04-02"}, ("overdue", "onset", 27)),
        ({"AESTDTC": "2011-03", "AERPTDTC": "2011-03-20"}, ("not recorded", None, None)),
        ({"AERPTDTC": "2011-03"}, ("not recorded", "onset", None)),
        ({"AEREL": "NOT RELATED", "AERPTDTC": "2011-03-07"}, ("no expedited clock", "onset", 2)),
    ],
)
def test_where_the_report_stands(row, expected):
    one = found(**row)
    assert (one.state, one.basis, one.days) == expected


def test_without_dates_of_report_in_the_data_nothing_is_overdue():
    assert (found(collected=False).state, found(collected=False).days) == ("not recorded", None)
    assert found(collected=False, AEREL="NOT RELATED").state == "no expedited clock"


def test_the_last_day_in_time():
    assert deadline(found(AEAWDTC="2011-03-07")) == date(2011, 3, 22)
    assert deadline(found(AEREL="NOT RELATED")) is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"AEAWDTC": "2011-03-07", "AERPTDTC": "2011-03-23"}, "reported late: 16 days from awareness, 15 allowed"),
        ({"AEAWDTC": "2011-03-31"}, "not reported yet on 1 Apr 2011: 1 day from awareness, 15 allowed"),
        ({}, "overdue on 1 Apr 2011: 27 days from onset, 15 allowed"),
        ({"AEREL": "NOT RELATED"}, "no expedited clock: not related"),
        ({"AERPTDTC": "2011-03"}, "15 days allowed; dates not recorded"),
        ({"AEREL": None, "AERPTDTC": "2011-03-06"},
         "reported in time: 1 day from onset, 15 allowed; relation not recorded, counted as related"),
    ],
)  # fmt: skip
def test_in_words(row, words):
    assert clock_words(found(**row), CUT) == words


def test_relations_in_words():
    one = event(AESHOSP="Y", AESMIE="y", AESDTH="N", AEREL="RELATED", RELPROC="RELATED", RELASP=None)
    assert relation_words(one) == "to cells, puncture; aspiration not recorded"
    assert relation_words(event()) == "not recorded"
    assert relation_words(event(AEREL="NOT RELATED", RELPROC="N", RELASP="N")) == "not related"
