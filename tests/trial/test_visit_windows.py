"""Windows counted from the screening or from another visit, and inner windows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import one_subject, planned, snapshot, study
from tests.trial.built import visit, visits
from trial.study import FROM_SCREENING, VisitKind
from trial.visits import EXPECTED, HELD, VisitStatus

CHAIN = (
    planned("SCR", 1, -28, (-62, 27), kind=VisitKind.SCREENING),
    planned("LAB", 2, -21, (-2, 2), origin=FROM_SCREENING, offset=7),
    planned("A", 3, 10, (-3, 3)),
    planned("B", 4, 26, (-2, 2), origin="A", offset=16),
    planned("C", 5, 33, (-1, 1), origin="B", offset=7),
)
OF = study(visits=CHAIN)


def held(number, day):
    return {"VISITNUM": number, "SVSTDTC": day}


def target(visit_id, *rows, **more):
    return visit(visit_id, of=OF, SV=list(rows), **more).target


def test_a_visit_counted_from_the_screening():
    assert target("LAB", held(1, "2011-01-10")) == date(2011, 1, 17)
    assert target("LAB", held(1, "2011-01-10"), EX=[]) == date(2011, 1, 17)  # the infusion has nothing to do with it
    assert target("LAB") is None
    found = visit("LAB", of=OF)
    assert (found.status, found.rule) == (
        VisitStatus.NOT_YET_DUE,
        "Without a date for screening there is no window yet.",
    )


def test_a_visit_counted_from_another_moves_with_the_day_on_which_that_one_was_held():
    assert target("B") == date(2011, 3, 27)  # day 26, by the target of A
    assert target("B", held(3, "2011-03-15")) == date(2011, 3, 31)
    assert target("B", held(3, "2011-03")) == date(2011, 3, 27)  # a day that is not certain moves nothing
    assert target("C", held(3, "2011-03-15")) == date(2011, 4, 7)
    assert target("C", held(3, "2011-03-15"), held(4, "2011-04-01")) == date(2011, 4, 8)


def test_grace_ends_before_the_window_that_the_patient_really_has():
    closed = visit("B", of=OF, SV=[])
    assert closed.missed_after == date(2011, 4, 1)  # C opens on 2 April
    moved = visit("B", of=OF, SV=[held(3, "2011-03-15")])
    assert moved.missed_after == date(2011, 4, 5)


@pytest.mark.parametrize(
    ("actual", "status", "in_optimal", "words"),
    [
        ("2011-03-14", "in_window", True, "and inside the optimal 14 Mar 2011 to 16 Mar 2011."),
        ("2011-03-12", "in_window", False, "and outside the optimal 14 Mar 2011 to 16 Mar 2011."),
        ("2011-03-20", "late", False, "after the window 12 Mar 2011 to 18 Mar 2011."),
        ("2011-03", "in_window", None, "set against the window 12 Mar 2011 to 18 Mar 2011."),
    ],
)
def test_the_inner_window_is_told_and_changes_no_status(actual, status, in_optimal, words):
    of = study(visits=(planned("WK2", 4, 14, (-3, 3), optimal=(-1, 1)),))
    found = visit("WK2", of=of, SV=[held(4, actual)])
    assert (found.status, found.in_optimal) == (status, in_optimal)
    assert found.optimal == (date(2011, 3, 14), date(2011, 3, 16))
    assert found.rule.endswith(words)
    plain = visit("WK2", of=study(visits=(planned("WK2", 4, 14, (-3, 3)),)), SV=[held(4, actual)])
    assert (plain.status, plain.in_optimal, plain.optimal) == (status, None, None)


# --- What must hold of any records ---

DAYS = st.dictionaries(st.sampled_from([1, 2, 3, 4, 5]), st.integers(-90, 80), max_size=5)
LEFT = st.one_of(st.none(), st.integers(5, 80))
ZERO = date(2011, 3, 1)


def _iso(day):
    return (ZERO + timedelta(days=day)).isoformat()


def _records(days, left, shift=0):
    return {
        "EX": [{"EXSTDTC": _iso(shift), "EXROUTE": "INTRATHECAL"}],
        "DM": [{"SUBJID": "01", "DTHDTC": None if left is None else _iso(left + shift)}],
        "SV": [held(number, _iso(day + shift)) for number, day in days.items()],
    }


def _cells(days, left, cut, shift=0):
    found, _ = visits(one_subject(of=OF, **_records(days, left, shift)), ZERO + timedelta(days=cut + shift))
    return found


@settings(max_examples=60, deadline=None)
@given(days=DAYS, left=LEFT, cut=st.integers(0, 120), shift=st.integers(-400, 400))
def test_shifting_all_dates_changes_no_status(days, left, cut, shift):
    before, after = _cells(days, left, cut), _cells(days, left, cut, shift)
    assert [(one.status, one.days_off, one.in_optimal) for one in before] == [
        (one.status, one.days_off, one.in_optimal) for one in after
    ]


@settings(max_examples=60, deadline=None)
@given(days=DAYS, left=LEFT, cut=st.integers(0, 120))
def test_every_visit_has_one_status_and_the_expected_ones_add_up(days, left, cut):
    cells = _cells(days, left, cut)
    assert len(cells) == len(CHAIN)
    assert all(isinstance(cell.status, VisitStatus) for cell in cells)
    count = {status: sum(cell.status is status for cell in cells) for status in VisitStatus}
    assert sum(count.values()) == len(cells)
    expected = sum(cell.status in EXPECTED for cell in cells)
    names = ("in_window", "early", "late", "overdue", "missed")
    assert expected == sum(count[VisitStatus(name)] for name in names)
    assert all((cell.actual is not None) == (cell.status in HELD) for cell in cells)


@settings(max_examples=60, deadline=None)
@given(days=DAYS, cut=st.integers(0, 120), later=st.integers(1, 60))
def test_time_alone_never_turns_missed_back(days, cut, later):
    """Later records may: a visit held after all, and a visit it is counted from that moves it."""
    known = {number: day for number, day in days.items() if day <= cut}
    for before, after in zip(_cells(known, None, cut), _cells(known, None, cut + later), strict=True):
        if before.status is VisitStatus.MISSED:
            assert after.status is VisitStatus.MISSED


def test_many_patients_have_their_own_windows():
    rows = [{"USUBJID": f"S-{n}", **held(3, _iso(10 + n))} for n in range(4)]
    people = [{"USUBJID": f"S-{n}", "SUBJID": str(n)} for n in range(4)]
    doses = [{"USUBJID": f"S-{n}", "EXSTDTC": _iso(0), "EXROUTE": "INTRATHECAL"} for n in range(4)]
    found, _ = visits(snapshot({"DM": people, "EX": doses, "SV": rows}, of=OF))
    assert [cell.target for cell in found if cell.visit == 3] == [ZERO + timedelta(days=26 + n) for n in range(4)]


def test_the_default_study_counts_from_the_infusion():
    same = study(visits=tuple(replace(each, offset=each.day) for each in study().visits))
    assert visit("MN1", of=same) == visit("MN1")
