"""The listing of events and the record of one."""

import pytest

from data_access import settings
from data_access.store import SnapshotStore
from trial.analysis import build as analyse
from trial.event_record import build as record
from trial.primary import PrimaryStatus
from trial.safety import listing
from trial.selection import Selection


@pytest.fixture(scope="module")
def demo():
    return analyse(SnapshotStore(settings.read()).load(), None)


@pytest.fixture(scope="module")
def rows(demo):
    found = listing(demo, Selection())
    keys = [column.key for column in found.columns]
    return {f"{row[0]}:{row[1]}": dict(zip(keys, row, strict=True)) for row in found.rows}


def test_every_field_a_board_asks_for(rows):
    assert rows["01-004:3"] == {
        "subject": "01-004", "seq": 3, "term": "Radicular leg pain, left", "grade": 3, "serious": True, "related": True,
        "primary": "Pending adjudication", "start_day": 9, "end_day": None, "ongoing": True, "start_date": "2011-03-31",
        "end_date": None, "duration": None, "outcome": "NOT RECOVERED/NOT RESOLVED", "emergent": True,
        "procedure_emergent": True, "decoded": "Radicular pain", "body_system": "Nervous system (uncoded)",
        "grade_source": "CTCAE grade", "fatal": False, "aesi": True, "since": None, "period": "E",
        "related_cells": True,
        "related_procedure": True, "related_aspiration": False, "natural_progression": "Uncertain",
    }  # fmt: skip


def test_a_duration_counts_both_days_of_complete_dates(rows):
    assert rows["01-002:2"]["duration"] == 5  # 16 to 20 December
    assert rows["01-003:3"]["duration"] is None  # until death: the end is not recorded
    assert rows["01-005:1"]["duration"] is None  # the end has no day
    assert rows["01-006:3"]["duration"] is None


def test_what_is_not_recorded_stays_empty(rows):
    assert (rows["01-002:3"]["grade"], rows["01-002:3"]["grade_source"]) == (None, None)
    assert rows["01-006:3"]["grade_source"] == "severity, not CTCAE"
    assert (rows["01-006:3"]["start_date"], rows["01-006:3"]["start_day"]) == ("2011-09", None)
    assert rows["01-005:3"]["ongoing"] is None


def test_the_open_record_and_its_neighbours(demo):
    found = record(demo, Selection(event="01-004:3"))
    assert (found.key, found.subject.id, found.event.term) == ("01-004:3", "01-004", "Radicular leg pain, left")
    assert (found.place, found.of, found.status) == (14, 22, PrimaryStatus.PENDING)
    assert (found.previous.key, found.following.key) == ("01-004:2", "01-004:4")
    first = record(demo, Selection(event="01-001:1"))
    assert (first.previous, first.following.key) == (None, "01-001:2")
    last = record(demo, Selection(event="01-006:3"))
    assert (last.previous.key, last.following) == ("01-006:2", None)


def test_neighbours_are_those_shown(demo):
    found = record(demo, Selection(event="01-003:5", serious=True))
    assert (found.place, found.of, found.previous.key, found.following.key) == (2, 3, "01-003:4", "01-004:3")
    hidden = record(demo, Selection(event="01-001:1", serious=True))
    assert (hidden.place, hidden.of, hidden.previous, hidden.following) == (None, 3, None, None)


@pytest.mark.parametrize("key", [None, "01-004:99", "nobody:1", "01-004:", ""])
def test_no_such_record(demo, key):
    assert record(demo, Selection(event=key)) is None
