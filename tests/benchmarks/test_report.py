"""What the benchmarks print: a goal is held against the ratio where there is one, and a miss is told."""

import math

import pytest

from benchmarks.report import Report, Row, missed


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("load", 900, "ms"), None),
        (Row("load", 900, "ms", most=900), True),
        (Row("load", 901, "ms", most=900), False),
        (Row("load", 900, "ms", "floor", ratio=1.9, most=2), True),
        (Row("load", 1, "ms", "floor", ratio=2.1, most=2), False),
        (Row("load", 1, "ms", "floor", ratio=math.inf, most=2), False),
    ],
)
def test_a_goal_is_met_or_missed(row: Row, met: bool | None) -> None:
    assert row.met is met
    assert missed([Report("all", (row,))]) == ((row,) if met is False else ())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.01234, "0.0123"),
        (1.5, "1.50"),
        (12.34, "12.3"),
        (99.96, "100.0"),
        (1234.5, "1,234"),
        (-0.2, "-0.200"),
    ],
)
def test_a_value_has_three_digits(value: float, text: str) -> None:
    assert Row("load", value, "ms").cells[1] == f"{text} ms"


def test_a_report_is_a_table_with_even_columns() -> None:
    report = Report("Loads", (Row("ours", 1000, "ms", "floor", 2.5, 2), Row("floor", 400, "ms")))
    lines = report.markdown().splitlines()
    assert lines[:2] == ["### Loads", ""]
    assert [cell.strip() for cell in lines[4].split("|")[1:-1]] == [
        "ours",
        "1,000 ms",
        "floor",
        "2.50x",
        "≤ 2.00x",
        "MISSED",
    ]
    assert len({len(line) for line in lines[2:]}) == 1


def test_what_is_not_finite_is_nothing_in_the_document() -> None:
    data = Report("Loads", (Row("ours", math.nan, "ms", "floor", math.inf, 2),)).as_data()
    assert data == {
        "title": "Loads",
        "rows": [
            {"what": "ours", "value": None, "unit": "ms", "against": "floor", "ratio": None, "most": 2, "met": False}
        ],
    }
