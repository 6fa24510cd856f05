"""Everything at one cut: the cut that holds, and the order in which results stand."""

from dataclasses import replace
from datetime import date

import pytest

from tests import factories
from trial import analysis
from trial.analysis import Analysis

CUT = date(2011, 6, 30)


def made(cut: date | None = None) -> Analysis:
    """Two subjects, the second listed first, each with one total before and one after the infusion."""
    people = ("S-02", "S-01")
    total = {"QSTESTCD": "ALSR1TOT"}
    snapshot = factories.snapshot(
        {
            "DM": [{"USUBJID": each, "SUBJID": each[-2:]} for each in people],
            "EX": [{"USUBJID": each, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for each in people],
            "QS": [
                {**total, "USUBJID": each, "QSDTC": day, "QSSTRESN": value}
                for each in people
                for day, value in (("2011-03-01", 34), ("2011-04-01", 32))
            ],
        },
        cut=CUT,
    )
    return analysis.build(snapshot, cut)


@pytest.mark.parametrize(
    ("asked", "holds"), [(None, CUT), (CUT, CUT), (date(2011, 3, 31), date(2011, 3, 31)), (date(2012, 1, 1), CUT)]
)
def test_the_earlier_cut_holds(asked: date | None, holds: date) -> None:
    assert made(asked).cut == holds


def test_without_a_data_cut_a_later_as_of_date_holds() -> None:
    unlimited = replace(made().snapshot, cut_limit=None)
    assert analysis.build(unlimited, date(2012, 1, 1)).cut == date(2012, 1, 1)
    assert analysis.build(unlimited, None).cut == CUT


def test_what_is_not_yet_known_takes_part_in_nothing() -> None:
    early = made(date(2011, 3, 31))
    assert early.after_cut["QS"] == 2
    assert len(early.points.day) == 2
    assert [early.fits.post(pair).n for pair in (0, 4)] == [0, 0]
    assert [made().fits.post(pair).n for pair in (0, 4)] == [1, 1]


def test_positions_are_those_of_subjects_endpoints_and_visits() -> None:
    found = made()
    assert [(subject.index, subject.id) for subject in found.subjects] == [(0, "01"), (1, "02")]
    visits, endpoints = found.snapshot.study.visits, found.snapshot.study.endpoints
    assert [(visit.subject, visit.visit) for visit in found.visits] == [
        (subject, visit) for subject in range(2) for visit in range(len(visits))
    ]
    assert len(found.fits) == 2 * len(endpoints) == len(found.points.offsets) - 1
    assert [each.subject for each in found.primary] == [0, 1]


def test_the_snapshot_is_left_as_it_was() -> None:
    first = made()
    before = {name: table.copy() for name, table in first.snapshot.tables.items()}
    analysis.build(first.snapshot, date(2011, 3, 2))
    assert all(table.equals(before[name]) for name, table in first.snapshot.tables.items())


def test_no_subjects_at_all() -> None:
    empty = analysis.build(factories.snapshot({"DM": []}), None)
    assert (empty.subjects, empty.visits, len(empty.fits)) == ((), (), 0)
