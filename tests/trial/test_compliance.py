"""The visits of the patients shown: counts by patient and visit, what is due next, the open cell."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from tests.factories import one_subject, planned, snapshot, study
from tests.trial.built import disposition
from tests.trial.shown import demo
from trial import analysis, compliance
from trial.open_visit import state_words, visit_key
from trial.selection import Selection
from trial.subjects import SubjectStatus
from trial.visits import Compliance, PlannedVisitStatus, VisitStatus

CUT = date(2011, 12, 31)


def infused(subject: str, day: str) -> dict[str, str]:
    return {"USUBJID": subject, "EXSTDTC": day, "EXROUTE": "INTRATHECAL"}


def held(subject: str, number: int, day: str) -> dict[str, str | int]:
    return {"USUBJID": subject, "VISITNUM": number, "SVSTDTC": day}


@pytest.fixture(scope="module")
def two() -> analysis.Analysis:
    """A is overdue for month 6 and has seen two visits; B is due for month 2 in 4 days."""
    return analysis.build(
        snapshot(
            {
                "DM": [{"USUBJID": "S-B"}, {"USUBJID": "S-A"}, {"USUBJID": "S-C"}],
                "EX": [infused("S-A", "2011-06-14"), infused("S-B", "2011-10-28")],
                "SV": [held("S-A", 4, "2011-06-28"), held("S-A", 5, "2011-07-25"), held("S-B", 4, "2011-11-11")],
            },
            CUT,
        ),
        None,
    )


def counted_by_hand(cells: list[PlannedVisitStatus]) -> Compliance:
    """Domain rule 5.2 written anew: held, overdue and missed visits are expected."""
    number = Counter(str(cell.status) for cell in cells)
    seen = number["in_window"] + number["early"] + number["late"]
    return Compliance(number["in_window"], seen, seen + number["overdue"] + number["missed"])


@pytest.mark.parametrize("selection", [Selection(), Selection(subjects=("01-002", "01-005")), Selection(cut=CUT)])
def test_every_margin_counts_its_own_cells(selection: Selection) -> None:
    grid = compliance.build(demo(), selection)
    assert grid.rows
    for row in grid.rows:
        assert row.margin == counted_by_hand(list(row.cells))
        assert [cell.visit for cell in row.cells] == list(range(len(grid.planned)))
        assert {cell.subject for cell in row.cells} == {row.subject.index}
    for place, margin in enumerate(grid.by_visit):
        assert margin == counted_by_hand([row.cells[place] for row in grid.rows])
    assert grid.total == counted_by_hand([cell for row in grid.rows for cell in row.cells])


def test_the_demonstration() -> None:
    grid = compliance.build(demo(), Selection())
    assert grid.total == Compliance(in_window=36, held=40, expected=42)
    assert (grid.overdue, grid.missed, grid.oldest_overdue) == (1, 1, 3)
    assert [margin.in_window for margin in grid.by_visit] == [6, 5, 6, 6, 5, 3, 4, 1]
    assert [margin.expected for margin in grid.by_visit] == [6, 6, 6, 6, 6, 6, 5, 1]
    assert [(one.subject.id, one.planned.id, one.finding, one.detail) for one in grid.due] == [
        ("01-006", "MN6", "3 days overdue", "missed after 11 Jan 2012"),
        ("01-002", "MN12", "13 days left", ""),
        ("01-004", "MN12", "Opens in 51 days", ""),
        ("01-006", "MN12", "Opens in 135 days", ""),
    ]
    assert [(visit.subject, visit.day) for visit in grid.unscheduled] == [(3, 44)]


def test_filters_take_their_patients_out_of_every_count() -> None:
    grid = compliance.build(demo(), Selection(status=(SubjectStatus.ON_STUDY,)))
    assert [row.subject.id for row in grid.rows] == ["01-002", "01-004", "01-006"]
    assert grid.total == Compliance(18, 20, 21)
    assert grid.everybody == 6
    assert grid.filters == ("Status on study",)
    none = compliance.build(demo(), Selection(subjects=("01-001",), status=(SubjectStatus.DIED,)))
    assert none.rows == none.due == none.unscheduled == ()
    assert none.total == Compliance(0, 0, 0)
    assert none.by_visit == (Compliance(0, 0, 0),) * 8


def test_due_next_is_in_the_order_of_urgency(two: analysis.Analysis) -> None:
    grid = compliance.build(two, Selection())
    assert [(one.subject.id, one.planned.id, one.days) for one in grid.due] == [
        ("S-A", "MN6", 3),
        ("S-B", "MN2", 4),
        ("S-B", "MN6", 105),
        ("S-A", "MN12", 135),
    ]
    assert [one.finding for one in grid.due[:2]] == ["3 days overdue", "4 days left"]
    assert grid.oldest_overdue == 3
    assert grid.undated == 1  # S-C has no infusion, so none of its visits has a day


def test_only_the_next_visit_of_a_patient_is_to_come() -> None:
    grid = compliance.build(analysis.build(one_subject(date(2011, 3, 2)), None), Selection())
    assert [(one.planned.id, one.days) for one in grid.due] == [("WK2", 10)]


def test_the_last_day_of_a_window() -> None:
    found = analysis.build(one_subject(date(2011, 5, 8)), None)
    due = {one.planned.id: one.finding for one in compliance.build(found, Selection()).due}
    assert due["MN2"] == "Last day of the window"


def test_a_study_without_planned_visits() -> None:
    found = analysis.build(one_subject(of=study(visits=()), SV=[{"VISITNUM": 4, "SVSTDTC": "2011-03-15"}]), None)
    grid = compliance.build(found, Selection())
    assert grid.planned == grid.by_visit == grid.due == ()
    assert grid.total == Compliance(0, 0, 0)
    assert [row.cells for row in grid.rows] == [()]


def open_at(key: str, **changes: object) -> compliance.OpenVisit:
    found = compliance.opened(demo(), Selection(visit=key, **changes))
    assert found is not None
    return found


def test_the_open_cell_tells_everything() -> None:
    found = open_at("01-006:MN6")
    assert found.state == "Overdue by 3 days"
    assert dict(found.facts) == {
        "Target": "14 Dec 2011, day 183",
        "Window": "30 Nov to 28 Dec 2011",
        "Reason": "None recorded",
        "Last visit": "12 Aug 2011, month 2",
        "Patient": "6 of 7 (86 %) in window",
    }
    assert [(one.label, one.value, one.missing) for one in found.assessments] == [
        ("ALSFRS-R", "", ""), ("FVC", "", ""), ("MVIC arm", "", ""), ("MVIC grip", "", ""),
    ]  # fmt: skip
    assert found.cell.rule.endswith("Counted to the data cut, not to today.")
    assert found.before is not None and found.before.id == "MN2"
    assert found.after is not None and found.after.id == "MN12"
    assert visit_key(found.subject, found.planned) == "01-006:MN6"


def test_values_come_with_units_and_gaps_with_reasons() -> None:
    late = open_at("01-002:MN1")
    assert [(one.label, one.value) for one in late.assessments] == [
        ("ALSFRS-R", "32 points"), ("FVC", "84.5 %"), ("MVIC arm", "−0.81 Z score"), ("MVIC grip", "−0.94 Z score"),
    ]  # fmt: skip
    assert dict(late.facts)["Held on"] == "24 Jan 2011, day 41"
    weak = open_at("01-003:MN6")
    assert [one.missing for one in weak.assessments if not one.value] == ["not done: too weak"]
    by_telephone = open_at("01-005:WK2")
    assert dict(by_telephone.facts)["Contact"] == "Telephone call"
    assert [one.missing for one in by_telephone.assessments] == ["", *["not done: telephone visit"] * 3]
    assert dict(open_at("01-005:MN2").facts)["Reason"] == "Patient declined"


def test_the_first_and_the_last_visit_have_one_neighbour() -> None:
    assert open_at("01-001:SCR").before is None
    assert open_at("01-001:MN12").after is None


def test_a_patient_outside_the_filters_can_be_open_and_is_told() -> None:
    assert not open_at("01-006:MN6", subjects=("01-001",)).is_shown
    assert open_at("01-006:MN6", subjects=("01-006",)).is_shown


@pytest.mark.parametrize("key", [None, "01-006:", "01-006:XX", "09-999:MN6", ":"])
def test_what_is_not_in_the_data_is_not_open(key: str | None) -> None:
    assert compliance.opened(demo(), Selection(visit=key)) is None


@pytest.mark.parametrize(
    ("cut", "tables", "visit", "words"),
    [
        ("2011-03-15", {"SV": [{"VISITNUM": 4, "SVSTDTC": "2011-03-15"}]}, 3, "In window"),
        ("2011-03-15", {"SV": [{"VISITNUM": 4, "SVSTDTC": "2011-03-11"}]}, 3, "1 day early"),
        ("2011-04-09", {"SV": [{"VISITNUM": 5, "SVSTDTC": "2011-04-09"}]}, 4, "2 days late"),
        ("2011-05-03", {}, 5, "Due, 5 days left"),
        ("2011-05-08", {}, 5, "Due, last day of the window"),
        ("2011-05-12", {}, 5, "Overdue by 4 days"),
        ("2011-05-23", {}, 5, "Missed"),
        ("2011-05-23", {}, 6, "Not yet due"),
        ("2011-08-01", {"DS": [disposition("DEATH")]}, 6, "Not applicable: died"),
        ("2011-05-23", {"EX": []}, 6, "Not dated yet"),
        ("2011-05-23", {"EX": [], "SV": [{"VISITNUM": 1, "SVSTDTC": "2011-02-01"}]}, 0, "Held"),
    ],
)
def test_a_status_in_words(cut: str, tables: dict[str, list[dict[str, object]]], visit: int, words: str) -> None:
    found = analysis.build(one_subject(date.fromisoformat(cut), **tables), None)
    assert state_words(found.visits[visit]) == words


def test_days_are_counted_to_an_earlier_cut() -> None:
    earlier = analysis.build(demo().snapshot, date(2011, 12, 20))
    cells = {(earlier.subjects[cell.subject].id, cell.visit): cell for cell in earlier.visits}
    assert cells["01-006", 6].status is VisitStatus.DUE
    assert compliance.build(earlier, Selection()).overdue == 0


def test_names_of_visits_need_not_be_unique() -> None:
    twins = study(visits=(planned("A", 1, 0, (0, 0), label="Visit"), planned("B", 2, 14, (-3, 3), label="Visit")))
    found = analysis.build(one_subject(of=replace(twins), SV=[{"VISITNUM": 2, "SVSTDTC": "2011-03-15"}]), None)
    shown = compliance.opened(found, Selection(visit="01:B"))
    assert shown is not None
    assert shown.cell.actual == date(2011, 3, 15)
