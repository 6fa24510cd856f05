"""The short texts of the cells, and what the grid is made of."""

from datetime import date

import pytest

from components import visit_grid
from components.state import from_query
from components.visit_cells import cell_code, margin_code, visit_change
from tests.factories import one_subject, planned, study
from tests.trial.built import disposition
from tests.trial.shown import crowd, demo
from trial import analysis, compliance
from trial.compliance import ComplianceGrid
from trial.selection import Selection
from trial.visits import Compliance, VisitStatus


def grid(selection: Selection = Selection()) -> ComplianceGrid:  # noqa: B008
    return compliance.build(demo(), selection)


@pytest.mark.parametrize(
    ("subject", "visit", "code"),
    [
        ("01-001", 0, "in_window||day −29"),
        ("01-001", 2, "in_window||day 0"),
        ("01-002", 4, "late|+4 d|day 41"),
        ("01-003", 5, "early|−3 d|day 51"),
        ("01-002", 5, "in_window||day 63|3/4"),
        ("01-005", 3, "in_window||day 14|1/4|telephone call"),
        ("01-005", 5, "missed||missed"),
        ("01-002", 7, "due|13 d|left"),
        ("01-006", 6, "overdue|3 d|overdue"),
        ("01-004", 7, "not_yet_due||in 51 d"),
        ("01-003", 7, "not_applicable||died"),
    ],
)
def test_a_cell_of_each_kind(subject: str, visit: int, code: str) -> None:
    (row,) = grid(Selection(subjects=(subject,))).rows
    assert cell_code(row.cells[visit]) == code


def codes(cut: date, **tables: list[dict[str, object]]) -> list[str]:
    return [cell_code(cell) for cell in analysis.build(one_subject(cut, **tables), None).visits]


def test_the_last_day_of_a_window() -> None:
    assert codes(date(2011, 5, 8))[5] == "due||last day"


def test_without_an_anchor_nothing_is_dated() -> None:
    assert codes(date(2011, 5, 8), EX=[], SV=[{"VISITNUM": 1, "SVSTDTC": "2011-02-01"}])[:2] == [
        "in_window||held|0/4",
        "not_yet_due||not dated",
    ]


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("SCREEN FAILURE", "not_applicable||scr. fail"),
        ("LOST TO FOLLOW-UP", "not_applicable||lost"),
        ("ADVERSE EVENT", "not_applicable||left"),
        ("WITHDRAWAL BY SUBJECT", "not_applicable||withdrew"),
    ],
)
def test_why_no_visit_is_expected_fits_a_cell(term: str, code: str) -> None:
    assert codes(date(2011, 8, 1), DS=[disposition(term, "2011-07-20")])[7] == code


def test_a_separator_in_the_data_does_not_break_a_cell() -> None:
    found = codes(date(2011, 8, 1), SV=[{"VISITNUM": 4, "SVSTDTC": "2011-03-15", "SVCNTMOD": "TELE|PHONE"}])
    assert found[3].split("|") == ["in_window", "", "day 14", "0/4", "tele phone"]


def test_the_rim() -> None:
    assert margin_code(Compliance(36, 40, 42)) == "=36|42|86 %|40"
    assert margin_code(Compliance(0, 0, 0)) == "=0|0|–|0"


@pytest.mark.parametrize("subject", ["01-006", "a/b c&d=e", "Ä:1"])
def test_a_change_of_the_address_opens_its_cell(subject: str) -> None:
    selection, told = from_query(visit_change(subject, "MN6"))
    assert (selection.visit, told) == (f"{subject}:MN6", ())


def test_planned_days_in_a_heads_second_line() -> None:
    words = [visit_grid.planned_days(visit) for visit in grid().planned]
    assert words == ["−90 to −1", "−21 ± 7", "day 0", "14 ± 3", "30 ± 7", "61 ± 7", "183 ± 14", "365 ± 30"]
    assert visit_grid.planned_days(planned("X", 9, 28, (0, 0))) == "day 28"
    assert visit_grid.planned_days(planned("X", 9, 28, (-3, 1))) == "25 to 29"


def test_a_column_for_each_visit_between_patient_and_rim() -> None:
    columns = visit_grid.columns(grid())
    assert [column["field"] for column in columns] == ["id", *(f"v{n}" for n in range(8)), "m"]
    assert (columns[0]["pinned"], columns[-1]["pinned"]) == ("left", "right")
    assert columns[4]["cellRendererParams"] == {"visit": "WK2"}
    assert columns[4]["headerComponentParams"] == {"days": "14 ± 3"}


def test_a_row_for_each_patient_and_a_foot() -> None:
    rows = visit_grid.rows(grid())
    assert [row["id"] for row in rows] == [f"01-00{n}" for n in range(1, 7)]
    assert rows[5]["status"] == "On study"
    assert rows[5]["v6"] == "overdue|3 d|overdue"
    assert rows[5]["m"] == "=6|7|86 %|6"
    options = visit_grid.options(grid())
    (foot,) = options["pinnedBottomRowData"]
    assert (foot["id"], foot["v5"], foot["m"]) == ("", "=3|6|50 %|5", "=36|42|86 %|40")
    assert options["domLayout"] == "autoHeight"
    assert visit_grid.box_class(grid()) == "vs-grid"


def test_many_patients_scroll_inside_the_grid() -> None:
    many = compliance.build(crowd(visit_grid.MOST_OPEN_ROWS + 1), Selection())
    assert visit_grid.options(many)["domLayout"] == "normal"
    assert "tall" in visit_grid.box_class(many).split()


def test_long_names_get_room() -> None:
    of = study(visits=(planned("A", 1, 0, (0, 0), label="Week 10 (telephone)"),))
    found = compliance.build(analysis.build(one_subject(of=of), None), Selection())
    assert "long" in visit_grid.box_class(found).split()
    assert visit_grid.columns(found)[1]["minWidth"] == visit_grid.WIDE


def test_three_hundred_patients_stay_small() -> None:
    many = compliance.build(crowd(306), Selection())
    longest = max(len(row[f"v{n}"]) for row in visit_grid.rows(many) for n in range(8))
    assert longest <= len("not_applicable||scr. fail")
    assert {cell.status for row in many.rows for cell in row.cells} <= set(VisitStatus)
