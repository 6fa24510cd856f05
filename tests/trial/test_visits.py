"""Planned visits against held ones at a data cut (domain rule 5.1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import CUT, one_subject, planned, snapshot, study
from tests.trial.built import disposition, visit, visits
from trial.study import VisitKind
from trial.visits import Compliance, VisitStatus, compliance

INFUSION = date(2011, 3, 1)
NUMBERS = {each.id: each.visitnum for each in study().visits}


def sv(visit_id, day, **more):
    return {"VISITNUM": NUMBERS[visit_id], "SVSTDTC": day, **more}


# --- The vector of domain 5.1 ---


@pytest.mark.parametrize(
    ("visit_id", "target", "first", "last"),
    [
        ("WK2", "2011-03-15", "2011-03-12", "2011-03-18"),
        ("MN1", "2011-03-31", "2011-03-24", "2011-04-07"),
        ("MN2", "2011-05-01", "2011-04-24", "2011-05-08"),
        ("MN6", "2011-08-31", "2011-08-17", "2011-09-14"),
        ("MN12", "2012-02-29", "2012-01-30", "2012-03-30"),
    ],
)
def test_targets_and_windows(visit_id, target, first, last):
    found = visit(visit_id)
    assert found.target == date.fromisoformat(target)
    assert found.window == (date.fromisoformat(first), date.fromisoformat(last))


def test_the_vector_held_late():
    found = visit("MN1", SV=[sv("MN1", "2011-04-09")])
    assert (found.status, found.days_off, found.actual) == (VisitStatus.LATE, 2, date(2011, 4, 9))


@pytest.mark.parametrize(
    ("cut", "status", "days_left"),
    [("2011-05-03", "due", 5), ("2011-05-12", "overdue", -4), ("2011-05-23", "missed", -15)],
)
def test_the_vector_not_held(cut, status, days_left):
    found = visit("MN2", date.fromisoformat(cut))
    assert (found.status, found.days_to_window_end) == (status, days_left)
    assert (found.actual, found.days_off) == (None, None)


def test_the_vector_of_a_death():
    for cut in (date(2011, 7, 20), CUT):
        for visit_id in ("MN6", "MN12"):
            found = visit(visit_id, cut, DM=[{"DTHDTC": "2011-07-20"}])
            assert (found.status, found.reason) == (VisitStatus.NOT_APPLICABLE, "died")


# --- Each branch at its edges ---


@pytest.mark.parametrize(
    ("actual", "status", "days_off", "days_left"),
    [
        ("2011-03-11", "early", -1, 7),
        ("2011-03-12", "in_window", 0, 6),
        ("2011-03-15", "in_window", 0, 3),
        ("2011-03-18", "in_window", 0, 0),
        ("2011-03-19", "late", 1, -1),
    ],
)
def test_a_held_visit(actual, status, days_off, days_left):
    found = visit("WK2", SV=[sv("WK2", actual)])
    assert (found.status, found.days_off, found.days_to_window_end) == (status, days_off, days_left)
    assert found.actual == date.fromisoformat(actual)
    assert found.actual_day == (found.actual - INFUSION).days


@pytest.mark.parametrize(
    ("cut", "status"),
    [
        ("2011-08-16", "not_yet_due"),
        ("2011-08-17", "due"),
        ("2011-09-14", "due"),
        ("2011-09-15", "overdue"),
        ("2011-09-28", "overdue"),
        ("2011-09-29", "missed"),
    ],
)
def test_a_visit_without_a_record(cut, status):
    found = visit("MN6", date.fromisoformat(cut))
    assert found.status == status
    assert found.missed_after == date(2011, 9, 28)


@pytest.mark.parametrize(("cut", "status"), [("2011-03-23", "overdue"), ("2011-03-24", "missed")])
def test_grace_never_reaches_into_the_next_planned_window(cut, status):
    found = visit("WK2", date.fromisoformat(cut))
    assert (found.status, found.missed_after) == (status, date(2011, 3, 23))


def test_where_the_next_window_begins_at_once_there_is_no_grace():
    of = study(visits=(planned("A", 1, 10, (-3, 3)), planned("B", 2, 14, (-3, 3))))
    assert visit("A", date(2011, 3, 14), of).status is VisitStatus.DUE
    found = visit("A", date(2011, 3, 15), of)
    assert (found.status, found.missed_after) == (VisitStatus.MISSED, date(2011, 3, 14))


def test_the_study_sets_the_grace():
    of = study(visits=(planned("A", 1, 10, (0, 0), grace=2),))
    assert [visit("A", date(2011, 3, day), of).status for day in (13, 14)] == ["overdue", "missed"]


def test_once_a_later_visit_was_held_nothing_is_overdue():
    assert visit("MN2", date(2011, 5, 12)).status is VisitStatus.OVERDUE
    found = visit("MN2", date(2011, 5, 12), SV=[sv("MN6", "2011-05-11")])
    assert (found.status, found.missed_after) == (VisitStatus.MISSED, date(2011, 5, 8))
    assert visit("MN2", date(2011, 5, 12), SV=[sv("MN1", "2011-05-11")]).status is VisitStatus.OVERDUE
    assert visit("MN2", date(2011, 5, 10), SV=[sv("MN6", "2011-05-11")]).status is VisitStatus.OVERDUE


def test_a_visit_on_the_same_target_is_no_later_one():
    of = study(visits=(planned("A", 1, 10, (-3, 3)), planned("B", 2, 10, (-3, 3))))
    held = [{"VISITNUM": 1, "SVSTDTC": "2011-03-11"}]
    assert visit("B", date(2011, 3, 15), of, SV=held).status is VisitStatus.OVERDUE


@pytest.mark.parametrize(
    ("left", "status"), [("2011-09-13", "not_applicable"), ("2011-09-14", "not_applicable"), ("2011-09-15", "missed")]
)
def test_who_leaves_by_the_end_of_the_window_is_not_expected(left, status):
    found = visit("MN6", DS=[disposition("WITHDRAWAL BY SUBJECT", left)])
    assert (found.status, found.reason) == (status, "withdrew" if status == "not_applicable" else None)


def test_a_held_visit_stands_also_after_the_subject_has_left():
    found = visit("MN6", DM=[{"DTHDTC": "2011-07-20"}], SV=[sv("MN6", "2011-08-20")])
    assert (found.status, found.reason) == (VisitStatus.IN_WINDOW, None)


def test_completing_the_trial_excuses_no_visit():
    assert visit("MN6", DS=[disposition("COMPLETED", "2011-07-20")]).status is VisitStatus.MISSED


def test_visits_before_the_infusion_have_windows_too():
    found = visit("SCR", SV=[sv("SCR", "2010-12-01")])
    assert (found.window, found.days_off) == ((date(2010, 12, 1), date(2011, 2, 28)), 0)
    assert visit("SCR", SV=[sv("SCR", "2010-11-30")]).days_off == -1
    assert visit("SCR").status is VisitStatus.MISSED


# --- Without an anchor ---


def test_without_an_anchor_a_record_is_in_window_and_nothing_else_is_said():
    found = visit("SCR", EX=[], SV=[sv("SCR", "2011-02-01")])
    assert (found.status, found.actual) == (VisitStatus.IN_WINDOW, date(2011, 2, 1))
    nothing = (
        found.target,
        found.window,
        found.days_off,
        found.actual_day,
        found.days_to_window_end,
        found.missed_after,
    )
    assert nothing == (None,) * 6


@pytest.mark.parametrize(
    ("ds", "status", "reason"),
    [
        ([], "not_yet_due", None),
        ([disposition("SCREEN FAILURE")], "not_applicable", "screen failure"),
        ([disposition("ADVERSE EVENT")], "not_applicable", "left: adverse event"),
        ([disposition("COMPLETED")], "not_applicable", "completed"),
    ],
)
def test_without_an_anchor_and_a_record(ds, status, reason):
    found = visit("WK2", EX=[], DS=ds)
    assert (found.status, found.reason, found.target) == (status, reason, None)


def test_an_anchor_after_the_cut_is_none_yet():
    found = visit("ASP", date(2011, 2, 20), SV=[sv("ASP", "2011-02-08")])
    assert (found.status, found.window) == (VisitStatus.IN_WINDOW, None)
    assert visit("WK2", date(2011, 2, 20)).status is VisitStatus.NOT_YET_DUE


# --- Counts ---


def test_compliance_counts_only_expected_visits():
    rows = [sv("SCR", "2011-02-01"), sv("ASP", "2011-01-31"), sv("WK2", "2011-03-20")]
    found, _ = visits(one_subject(SV=rows), date(2011, 5, 12))
    assert [each.status for each in found] == [
        "in_window", "early", "in_window", "late", "missed", "overdue", "not_yet_due", "not_yet_due",
    ]  # fmt: skip
    assert compliance(found) == Compliance(in_window=2, held=4, expected=6)
    assert compliance([]) == Compliance(0, 0, 0)


# --- The whole, against plain loops ---

PLAN = (
    planned("P", 1, -10, (-5, 5), kind=VisitKind.PROCEDURE),
    planned("I", 2, 0, (0, 0), kind=VisitKind.INFUSION),
    planned("A", 3, 10, (-2, 2), grace=4),
    planned("B", 4, 20, (-3, 3), grace=9),
    planned("C", 5, 40, (-5, 5)),
)
DAY = st.integers(-20, 70)


def plainly(anchor, end, cut, held):
    """Statuses by the rule of domain 5.1, one visit at a time. Days count from an arbitrary zero."""
    found = []
    for place, each in enumerate(PLAN):
        actual = held.get(each.id)
        low, high = anchor + each.day + each.window[0], anchor + each.day + each.window[1]
        if actual is not None:
            found.append("early" if actual < low else "late" if actual > high else "in_window")
            continue
        if end is not None and end <= high:
            found.append("not_applicable")
        elif cut < low:
            found.append("not_yet_due")
        elif cut <= high:
            found.append("due")
        else:
            until = high + each.grace
            if place + 1 < len(PLAN):
                until = min(until, anchor + PLAN[place + 1].day + PLAN[place + 1].window[0] - 1)
            later = any(other.id in held for other in PLAN[place + 1 :])
            found.append("overdue" if cut <= until and not later else "missed")
    return found


@settings(max_examples=60)
@given(
    people=st.lists(
        st.tuples(st.integers(-5, 5), st.one_of(st.none(), DAY), st.dictionaries(st.sampled_from("PABC"), DAY)),
        min_size=1,
        max_size=4,
    ),
    cut=st.integers(5, 70),
)
def test_every_visit_is_judged_by_the_rule(people, cut):
    def iso(day):
        return (INFUSION + timedelta(days=day)).isoformat()

    names = [f"S-{number}" for number in range(len(people))]
    numbers = {each.id: each.visitnum for each in PLAN}
    tables = {
        "DM": [
            {"USUBJID": name, "SUBJID": name, "DTHDTC": None if end is None else iso(end)}
            for name, (_, end, _) in zip(names, people, strict=True)
        ],
        "EX": [
            {"USUBJID": name, "EXSTDTC": iso(anchor), "EXROUTE": "INTRATHECAL"}
            for name, (anchor, _, _) in zip(names, people, strict=True)
        ],
        "SV": [
            {"USUBJID": name, "VISITNUM": numbers[key], "SVSTDTC": iso(day)}
            for name, (_, _, held) in zip(names, people, strict=True)
            for key, day in held.items()
        ],
    }
    found, _ = visits(snapshot(tables, of=study(visits=PLAN)), INFUSION + timedelta(days=cut))
    for position, (anchor, end, held) in enumerate(people):
        known = {key: day for key, day in held.items() if day <= cut} | {"I": anchor}
        expected = plainly(anchor, end if end is not None and end <= cut else None, cut, known)
        assert [each.status for each in found if each.subject == position] == expected
