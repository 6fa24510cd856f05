"""The listing of visits: one row a planned and an unscheduled visit, with dates, counts and reasons."""

from tests.factories import one_subject
from tests.trial.shown import demo
from trial import analysis, compliance
from trial.listing import Cell
from trial.selection import Selection
from trial.visit_listing import COLUMNS


def rows(selection: Selection = Selection()) -> list[dict[str, Cell]]:  # noqa: B008
    found = compliance.listing(demo(), selection)
    assert found.columns == COLUMNS
    return [{column.key: cell for column, cell in zip(COLUMNS, row, strict=True)} for row in found.rows]


def test_every_cell_has_its_row_and_every_unscheduled_visit_too() -> None:
    found = rows()
    assert len(found) == 6 * 8 + 1
    assert [row["subject"] for row in found] == sorted(str(row["subject"]) for row in found)
    assert len(rows(Selection(subjects=("01-004",)))) == 9


def test_a_late_visit() -> None:
    (late,) = [row for row in rows() if row["status"] == "Late" and row["subject"] == "01-002"]
    assert late == {
        "subject": "01-002", "subject_status": "On study", "visit_id": "MN1", "visitnum": 5.0, "visit": "Month 1",
        "status": "Late", "days_off": 4, "left": -4, "target": "2011-01-13", "target_day": 30,
            "opens": "2011-01-06",
        "closes": "2011-01-20", "best_from": None, "best_to": None, "in_best": None,
            "actual": "2011-01-24", "actual_day": 41, "contact": None, "reason": None,
            "completed": 4, "required": 4, "missing": None,
        "rule": "Held on 24 Jan 2011, 4 days after the window 6 Jan 2011 to 20 Jan 2011.",
    }  # fmt: skip


def test_what_has_no_value_at_a_visit_held_is_named_with_the_reason() -> None:
    missing = {(row["subject"], row["visit_id"]): row["missing"] for row in rows() if row["missing"]}
    assert missing["01-003", "MN6"] == "FVC: TOO WEAK"
    assert missing["01-005", "WK2"] == "FVC: TELEPHONE VISIT; MVIC arm: TELEPHONE VISIT; MVIC grip: TELEPHONE VISIT"
    assert ("01-006", "MN6") not in missing  # not held: nothing is missing at it


def test_an_unscheduled_visit() -> None:
    (found,) = [row for row in rows() if row["status"] == "Unscheduled"]
    assert (found["subject"], found["visit"], found["visitnum"]) == ("01-004", "UNSCHEDULED 5.1", 5.1)
    assert (found["actual"], found["actual_day"], found["target"], found["visit_id"]) == ("2011-05-05", 44, None, None)


def test_a_patient_without_an_anchor_has_rows_without_days() -> None:
    found = compliance.listing(analysis.build(one_subject(EX=[]), None), Selection())
    assert len(found.rows) == 8
    keys = [column.key for column in COLUMNS]
    for row in found.rows:
        named = dict(zip(keys, row, strict=True))
        assert named["target"] is named["opens"] is named["actual_day"] is named["days_off"] is None
