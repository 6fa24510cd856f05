"""The quarterly table: nearest value, "no visit planned" told from missed, and what became of the visit otherwise."""

from datetime import date, timedelta

import pytest

from tests.factories import CUT, one_subject, planned, study
from trial import analysis
from trial.models import quarters
from trial.models.quarters import Quarter, QuarterStatus
from trial.study import Study

ANCHOR = date(2011, 3, 1)


def on(day: int) -> str:
    return (ANCHOR + timedelta(days=day)).isoformat()


def table(*seen: tuple[int, float], of: Study | None = None, cut: date = CUT, **records: object) -> dict[str, Quarter]:
    """The quarters of the first endpoint of one subject with these days and values."""
    rows = [{"QSTESTCD": "ALSR1TOT", "QSSTRESN": value, "QSDTC": on(day)} for day, value in seen]
    made = one_subject(cut=cut, of=of, **({"QS": rows} | records))
    return {one.name: one for one in quarters.build(analysis.build(made, cut), 0)}


def test_a_quarter_takes_the_value_nearest_its_target() -> None:
    found = table((0, 34.0), (61, 32.0), (95, 31.0), (130, 30.0), (183, 28.0))
    assert (found["Q1"].day, found["Q1"].value, found["Q1"].change) == (95, 31.0, -3.0)
    assert (found["Q2"].day, found["Q2"].status, found["Q2"].text) == (183, QuarterStatus.VALUE, "")
    assert [one.target for one in found.values()] == [91, 183, 274, 365]


def test_of_two_values_equally_near_the_earlier_counts() -> None:
    assert table((0, 34.0), (81, 32.0), (101, 31.0))["Q1"].day == 81


@pytest.mark.parametrize(("day", "quarter"), [(46, "Q1"), (136, "Q1"), (138, "Q2"), (228, "Q2"), (410, "Q4")])
def test_the_edges_of_a_quarter_belong_to_it(day: int, quarter: str) -> None:
    assert table((0, 34.0), (day, 30.0))[quarter].day == day


@pytest.mark.parametrize("day", [45, 137, 411])
def test_a_day_between_quarters_is_in_none(day: int) -> None:
    assert all(one.value is None for one in table((0, 34.0), (day, 30.0)).values())


def test_month_2_serves_the_first_quarter_and_the_third_has_no_visit() -> None:
    found = table((0, 34.0), (61, 32.0), (183, 30.0), (365, 25.0))
    assert found["Q1"].day == 61
    assert (found["Q3"].status, found["Q3"].text) == (QuarterStatus.NO_VISIT_PLANNED, "no visit planned")


def test_an_unscheduled_value_fills_a_quarter_without_a_planned_visit() -> None:
    assert table((0, 34.0), (270, 26.0))["Q3"].value == 26.0


def test_a_missed_visit_is_not_the_same_as_no_visit() -> None:
    found = table((0, 34.0))
    assert (found["Q2"].status, found["Q2"].text) == (QuarterStatus.MISSED, "MN6: missed")
    assert found["Q3"].status is QuarterStatus.NO_VISIT_PLANNED


def test_a_visit_to_come() -> None:
    found = table((0, 34.0), cut=date(2011, 7, 1))
    assert (found["Q2"].status, found["Q2"].text) == (QuarterStatus.TO_COME, "MN6: not yet due")


def test_a_visit_after_the_patient_has_left() -> None:
    gone = [{"DSDECOD": "DEATH", "DSSTDTC": on(100), "DSCAT": "DISPOSITION EVENT"}]
    dead = [{"SUBJID": "01", "DTHDTC": on(100), "DTHFL": "Y"}]
    found = table((0, 34.0), DM=dead, DS=gone)
    assert found["Q2"].status is QuarterStatus.NOT_APPLICABLE
    assert "died" in found["Q2"].text


def test_a_visit_held_without_a_value_says_why() -> None:
    held = [{"VISITNUM": 7, "SVSTDTC": on(183), "VISIT": "MONTH 6"}]
    assert table((0, 34.0), SV=held)["Q2"].text == "MN6: held, no value"
    rows = [
        {"QSTESTCD": "ALSR1TOT", "QSSTRESN": 34.0, "QSDTC": on(0)},
        {"QSTESTCD": "ALSR1TOT", "QSDTC": on(183), "VISITNUM": 7, "QSSTAT": "NOT DONE", "QSREASND": "TOO WEAK"},
    ]
    found = table(SV=held, QS=rows)["Q2"]
    assert (found.status, found.text) == (QuarterStatus.NOT_MEASURED, "MN6: not done: too weak")


def test_a_visit_held_outside_the_quarter() -> None:
    held = [{"VISITNUM": 7, "SVSTDTC": on(240), "VISIT": "MONTH 6"}]
    found = table((0, 34.0), (240, 28.0), SV=held)
    assert found["Q2"].text == "MN6: held on day 240, outside the quarter"
    assert found["Q3"].value == 28.0


def test_a_visit_that_does_not_ask_for_the_endpoint_does_not_count() -> None:
    visits = (
        planned("Q", 4, 91, (-7, 7), required=("fvc",)),
        planned("MN6", 7, 183, (-14, 14), required=("alsfrs_r",)),
    )
    found = table((0, 34.0), of=study(visits=visits))
    assert (found["Q1"].text, found["Q2"].text) == ("no visit planned", "MN6: missed")


def test_where_no_visit_says_what_it_asks_for_all_count() -> None:
    found = table((0, 34.0), of=study(visits=(planned("Q", 4, 91, (-7, 7)),)))
    assert found["Q1"].text == "Q: missed"


def test_values_that_are_not_used_fill_no_quarter() -> None:
    rows = [{"QSTESTCD": "ALSR1TOT", "QSSTRESN": 30.0, "QSDTC": on(91), "QSSTAT": "NOT DONE"}]
    assert table(QS=rows)["Q1"].value is None


def test_without_an_anchor_there_are_no_quarters() -> None:
    found = table((0, 34.0), EX=[{"EXSTDTC": "2011-03-01", "EXROUTE": "ORAL"}])
    assert {one.status for one in found.values()} == {QuarterStatus.NO_ANCHOR}
    assert found["Q1"].text == "no infusion date"


def test_without_a_baseline_there_is_no_change() -> None:
    found = table((91, 30.0))["Q1"]
    assert (found.value, found.change) == (30.0, None)
