"""Checks within AE: each says which rows contradict themselves, and none sets a row aside."""

import pytest

from tests.data_access.raws import raw
from tests.data_access.test_crosschecks import ALIVE, DEATH, DIED, told

NO_CRITERION = {"AESDTH": "N", "AESLIFE": "N", "AESHOSP": "N"}
EVENT = {"USUBJID": "S-01", "AETERM": "Fall", "AESTDTC": "2011-06-01", "AESER": "N", **NO_CRITERION}


def found(*changes: dict[str, str | None]) -> list[tuple[str, str | None, tuple[int, ...]]]:
    """Severity, column and rows of what is told of AE; both subjects are in DM, S-01 died."""
    rows = [EVENT | change for change in changes]
    every = told(raw("DM", [DIED, ALIVE]), raw("DS", [DEATH]), raw("AE", rows))
    return [(severity, column, at) for severity, table, column, at in every if table == "AE"]


def test_what_fits_is_not_told() -> None:
    serious = {"AESER": "Y", "AESHOSP": "Y", "AETOXGR": "3", "AESEV": "SEVERE", "AERPTDTC": "2011-06-03"}
    assert found({"AETOXGR": "1", "AESEV": "MILD"}, serious) == []


@pytest.mark.parametrize(
    ("change", "severity", "column"),
    [
        ({"AESHOSP": "Y"}, "warning", "AESER"),
        ({"AESHOSP": "Y", "AESER": None}, "warning", "AESER"),
        ({"AESER": "Y"}, "warning", "AESER"),
        ({"AESER": "Y", "AESHOSP": None}, "note", "AESER"),
        ({"AETOXGR": "1", "AESEV": "SEVERE"}, "note", "AETOXGR"),
        ({"AETOXGR": "Grade 4", "AESEV": "MODERATE"}, "note", "AETOXGR"),
        ({"AEOUT": "FATAL"}, "warning", "AESDTH"),
        ({"AEOUT": "RECOVERED/RESOLVED", "AETOXGR": "5", "AESEV": "SEVERE"}, "warning", "AEOUT"),
        ({"AEOUT": "FATAL", "AESDTH": "Y", "AESER": "Y", "AETOXGR": "4"}, "warning", "AETOXGR"),
        ({"USUBJID": "S-02", "AETOXGR": "5"}, "warning", "AETOXGR"),
        ({"AESER": "Y", "AESHOSP": "Y", "AERPTDTC": None}, "warning", "AERPTDTC"),
    ],
)
def test_a_contradiction_is_told_with_its_row(change: dict[str, str | None], severity: str, column: str) -> None:
    reported = {"AERPTDTC": "2011-06-03"}
    assert found(reported | dict.fromkeys(change) | EVENT, reported | change) == [(severity, column, (2,))]


@pytest.mark.parametrize("grade", ["3", "4", "5"])
def test_the_highest_severity_stands_for_every_higher_grade(grade: str) -> None:
    assert found({"AETOXGR": grade, "AESEV": "SEVERE"}) == []


def test_without_a_column_there_is_nothing_to_compare() -> None:
    bare = {"USUBJID": "S-01", "AETERM": "Fall", "AESTDTC": "2011-06-01", "AESER": "Y"}
    assert told(raw("DM", [ALIVE, DIED]), raw("DS", [DEATH]), raw("AE", [bare])) == []


def test_a_serious_event_after_the_cut_needs_no_report_yet() -> None:
    later = {"AESTDTC": "2012-02-01", "AESER": "Y", "AESHOSP": "Y", "AERPTDTC": None}
    of_report = [each for each in found({"AERPTDTC": "2011-06-03"}, later) if each[1] == "AERPTDTC"]
    assert of_report == []
