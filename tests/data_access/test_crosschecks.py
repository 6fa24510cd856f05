"""Checks between tables: each says which rows do not fit, and none sets a row aside."""

from datetime import date

import pytest

from data_access.raw import RawTable
from tests.data_access.raws import assembled, raw
from tests.factories import study
from trial.snapshot import Snapshot
from trial.study import PlannedVisit

DIED = {"USUBJID": "S-01", "DTHDTC": "2011-06-10", "DTHFL": "Y"}
ALIVE = {"USUBJID": "S-02", "DTHDTC": None, "DTHFL": None}
DEATH = {"USUBJID": "S-01", "DSDECOD": "DEATH", "DSSTDTC": "2011-06-10"}
FATAL = {"USUBJID": "S-01", "AETERM": "Respiratory failure", "AESTDTC": "2011-06-01", "AEOUT": "FATAL", "AESDTH": "Y"}


def told(
    *raws: RawTable, cut: date = date(2012, 1, 1), visits: tuple[PlannedVisit, ...] = (), months: int | None = None
) -> list[tuple[str, str, str | None, tuple[int, ...]]]:
    """Severity, table, column and rows of what does not fit, switched-off notes left out."""
    state = assembled(*raws, of=study(data_cut=cut, endpoints=(), visits=visits, historical_months=months))
    assert isinstance(state, Snapshot)
    assert state.set_aside == ()
    kept = [issue for issue in state.issues if issue.rows]
    return [(issue.severity.value, issue.table, issue.column, issue.rows) for issue in kept]


def test_what_fits_is_not_told() -> None:
    visits = [{"USUBJID": "S-01", "VISITNUM": 1.0, "SVSTDTC": "2011-06-10"}]
    assert told(raw("DM", [DIED, ALIVE]), raw("DS", [DEATH]), raw("AE", [FATAL]), raw("SV", visits)) == []


def test_a_disposition_without_a_death() -> None:
    rows = [DEATH, {**DEATH, "USUBJID": "S-02"}]
    assert told(raw("DM", [DIED, ALIVE]), raw("DS", rows)) == [("warning", "DS", "DSDECOD", (2,))]


@pytest.mark.parametrize("sign", [{"DTHFL": None}, {"DTHDTC": None}])
def test_a_death_without_a_disposition(sign: dict[str, None]) -> None:
    other = {"USUBJID": "S-02", "DSDECOD": "COMPLETED", "DSSTDTC": "2011-06-10"}
    assert told(raw("DM", [{**DIED, **sign}, ALIVE]), raw("DS", [other])) == [("warning", "DM", "DTHFL", (1,))]


@pytest.mark.parametrize("day", ["2011-06-09", "2011-06-11", "2011-05", "2012"])
def test_two_days_of_death(day: str) -> None:
    rows = raw("DS", [{**DEATH, "DSSTDTC": day}])
    assert told(raw("DM", [DIED, ALIVE]), rows, cut=date(2013, 1, 1)) == [("warning", "DS", "DSSTDTC", (1,))]


@pytest.mark.parametrize("day", ["2011-06-10T08:00", "2011-06", "2011", None])
def test_a_day_of_death_that_may_be_the_same(day: str | None) -> None:
    assert told(raw("DM", [DIED, ALIVE]), raw("DS", [{**DEATH, "DSSTDTC": day}])) == []


@pytest.mark.parametrize("sign", [{"AEOUT": None}, {"AESDTH": None}])
def test_a_fatal_event_without_a_death(sign: dict[str, None]) -> None:
    rows = [{**FATAL, **sign}, {**FATAL, **sign, "USUBJID": "S-02"}]
    assert told(raw("DM", [DIED, ALIVE]), raw("AE", rows)) == [("warning", "AE", "AEOUT", (2,))]


def test_records_after_death() -> None:
    days = ("2011-06-10", "2011-06-11", "2011-06")
    scores = [{"USUBJID": "S-01", "QSTESTCD": "X", "QSDTC": day} for day in days]
    visits = [
        {"USUBJID": "S-01", "VISITNUM": 1.0, "SVSTDTC": "2011-07-01", "SVOCCUR": None},
        {"USUBJID": "S-01", "VISITNUM": 2.0, "SVSTDTC": "2011-08-01", "SVOCCUR": "N"},
        {"USUBJID": "S-02", "VISITNUM": 2.0, "SVSTDTC": "2011-08-01", "SVOCCUR": None},
    ]
    assert told(raw("DM", [DIED, ALIVE]), raw("QS", scores), raw("SV", visits)) == [
        ("warning", "QS", "QSDTC", (2,)),
        ("warning", "SV", "SVSTDTC", (1,)),
    ]


def test_records_after_the_cut_are_noted() -> None:
    rows = [{"USUBJID": "S-01", "AETERM": "A", "AESTDTC": day} for day in ("2011-03-01", "2011-03-02", "2011-03")]
    assert told(raw("DM", [ALIVE, {**ALIVE, "USUBJID": "S-01"}]), raw("AE", rows), cut=date(2011, 3, 1)) == [
        ("note", "AE", "AESTDTC", (2,))
    ]


@pytest.mark.parametrize(
    ("consent", "visit", "warned"),
    [
        (None, {}, True),
        ("2011-01", {}, True),
        ("2011-01-03", {}, False),
        (None, {"SVSTDTC": "2011-01-03"}, False),
        (None, {"SVSTDTC": "2011-01-03", "SVOCCUR": "N"}, True),
        (None, {"SVSTDTC": "2011-01"}, True),
        (None, {"SVSTDTC": "2011-01-03", "VISITNUM": 2.0}, True),
    ],
)
def test_a_subject_without_a_screening_date(consent: str | None, visit: dict[str, str | float], warned: bool) -> None:
    """Contract, points: "with no screening date nothing is excluded (a warning)"."""
    people = raw("DM", [{"USUBJID": "S-01", "RFICDTC": consent}, {"USUBJID": "S-02", "RFICDTC": "2011-01-03"}])
    seen = raw("SV", [{"USUBJID": "S-01", "VISITNUM": 1.0, "SVSTDTC": None, "SVOCCUR": "Y"} | visit])
    found = told(people, seen, visits=study().visits, months=3)
    assert found == ([("warning", "DM", "RFICDTC", (1,))] if warned else [])
    assert told(people, seen, visits=study().visits) == []
