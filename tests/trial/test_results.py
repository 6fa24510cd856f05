"""The results document: keys, order, nulls and reasons exactly as the contract writes them."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from tests import factories
from tests.reference import worked_example as example
from tests.trial.results_shape import KEYED_BY_TABLE, NEVER_NULL, NULL_AFTER_ALL, SHAPE
from trial import events, primary, results, series, subjects
from trial.analysis import Analysis, build
from trial.cut import known_at
from trial.issues import Issue, Severity
from trial.slopes import fits
from trial.snapshot import TableCount
from trial.visit_status import Facts
from trial.visits import PlannedVisitStatus, UnscheduledVisit, VisitStatus

ANCHOR = date(2011, 3, 1)

VISIT = PlannedVisitStatus(
    subject=0, visit=0, status=VisitStatus.LATE, target=date(2011, 3, 15),
    window=(date(2011, 3, 12), date(2011, 3, 18)), actual=date(2011, 3, 20), actual_day=19, days_off=2,
    days_to_window_end=-400, reason=None, contact=None, assessments=(), required=4, completed=3, missed_after=None,
    facts=Facts(VisitStatus.LATE, 15053.0, 15045.0, 15051.0, 15065.0, float("nan"), "", 15453, 14, False, "Infusion"),
)  # fmt: skip
ISSUE = Issue(Severity.WARNING, "QS", "A text.", "A remedy.", "qs.csv", "QSSTRESN", (17, 18))


def records() -> dict[str, list[dict[str, object]]]:
    """The worked example in days from 1 March 2011, one event, and a second subject of whom nothing is known."""
    total = {"USUBJID": "S-01", "QSTESTCD": "ALSR1TOT"}
    days = [date.fromordinal(ANCHOR.toordinal() + day).isoformat() for day in example.DAYS]
    course = [{**total, "QSDTC": day, "QSSTRESN": v} for day, v in zip(days, example.VALUES, strict=True)]
    return {
        "DM": [{"USUBJID": "S-01", "SUBJID": "01"}, {"USUBJID": "S-02", "SUBJID": "02"}],
        "EX": [{"USUBJID": "S-01", "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"}],
        "QS": [*course, {**total, "QSDTC": "2011-05", "QSSTRESN": 29.5, "VISIT": "PHONE"}],
        "AE": [
            {
                "USUBJID": "S-01", "AETERM": "Headache", "AETOXGR": "2", "AESER": "N", "AEREL": "RELATED",
                "AESTDTC": "2011-03-02", "AEENDTC": "2011-03-05", "AEOUT": "RECOVERED/RESOLVED",
            }
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    snapshot = replace(
        factories.snapshot(records(), of=factories.study(visits=factories.study().visits[3:4])),
        issues=(ISSUE, Issue(Severity.NOTE, "LB", "Not used.", "Nothing to do.")),
        ledger=(TableCount("QS", 12, 10, 2),),
        unused=("LB",),
    )
    known = known_at(snapshot, snapshot.cut)
    people = subjects.build(known)
    reported = events.build(known, people)
    points, not_done = series.build(known, people)
    unheard = replace(
        VISIT, subject=1, status=VisitStatus.NOT_YET_DUE, target=None, window=None, actual=None, days_off=None,
        days_to_window_end=None, completed=0,
    )  # fmt: skip
    return Analysis(
        snapshot=snapshot, cut=snapshot.cut, after_cut=MappingProxyType({"QS": 0}), subjects=people, points=points,
        recorded=points, not_done=not_done, fits=fits(points, 8), events=reported,
        primary=primary.build(known, people, reported),
        visits=(VISIT, unheard), unscheduled=(UnscheduledVisit(0, 5.1, "PHONE", "2011-04", None),), milestones=(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def document(analysis: Analysis) -> dict[str, object]:
    return results.build(analysis)


def differences(found: object, wanted: object, where: str = "") -> Iterator[str]:
    """Name every place where a document has other keys, another order of keys or another kind of value."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        if where.lstrip(".") in KEYED_BY_TABLE:
            wanted = dict.fromkeys(found, next(iter(wanted.values())))
        if list(found) != list(wanted):
            yield f"{where}: keys {list(found)}"
        for key in wanted.keys() & found.keys():
            if found[key] is not None or (key in NEVER_NULL and f"{where}.{key}" not in NULL_AFTER_ALL):
                yield from differences(found[key], wanted[key], f"{where}.{key}")
    elif isinstance(wanted, list) and isinstance(found, list):
        for each in found:
            yield from differences(each, wanted[0], where)
    elif type(found) is not type(wanted):
        yield f"{where}: {type(found).__name__}"


def test_keys_order_and_kinds_are_those_of_the_contract(document: dict[str, object]) -> None:
    assert list(differences(document, SHAPE)) == []


def test_the_comparison_sees_order_kind_and_null(document: dict[str, object]) -> None:
    changed = json.loads(json.dumps(document))
    changed["subjects"][0] = {key: changed["subjects"][0][key] for key in sorted(changed["subjects"][0])}
    changed["trajectories"][0]["pre"]["n"] = 4.0
    changed["trajectories"][0]["points"][0]["value"] = None
    assert [place.split(":")[0] for place in differences(changed, SHAPE)].count(".subjects") == 1
    assert {".trajectories.pre.n: float", ".trajectories.points.value: NoneType"} <= set(differences(changed, SHAPE))


def test_it_is_json_without_not_a_number(document: dict[str, object]) -> None:
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def numbers_in(part: object) -> Iterator[float]:
    if isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from numbers_in(each)
    elif isinstance(part, float):
        yield part


DERIVED = (
    "models", "pre_slopes", "quarters", "group", "safety", "compliance", "completeness", "due", "deviations",
    "historical",
)  # fmt: skip


def test_every_number_is_finite_and_plain(document: dict[str, object]) -> None:
    own = {name: part for name, part in document.items() if name not in DERIVED}
    assert all(map(math.isfinite, numbers_in(document)))
    numbers = list(numbers_in(own))
    assert len(numbers) == 10 + 2 * 4 + 7 + 1  # values, two lines, the change, a VISITNUM
    assert all(type(number) is float and math.isfinite(number) for number in numbers)


def test_study_rows_and_findings(document: dict[str, object]) -> None:
    assert document["study"] == {
        "id": "TCA-ALS-SYN", "title": "A small trial", "synthetic": True, "cut": "2012-06-30", "version": "0" * 16,
    }  # fmt: skip
    assert document["rows"] == {"QS": {"in": 12, "used": 10, "set_aside": 2}}
    assert (document["after_cut"], document["unused"]) == ({"QS": 0}, ["LB"])
    assert document["issues"] == [
        {
            "severity": "warning", "table": "QS", "file": "qs.csv", "column": "QSSTRESN", "rows": [17, 18],
            "text": "A text.", "remedy": "A remedy.",
        },
        {
            "severity": "note", "table": "LB", "file": None, "column": None, "rows": [], "text": "Not used.",
            "remedy": "Nothing to do.",
        },
    ]  # fmt: skip


def test_subjects(document: dict[str, object]) -> None:
    assert document["subjects"] == [
        {"id": "01", "usubjid": "S-01", "infusion": "2011-03-01", "last_day": 365, "status": "on study"},
        {"id": "02", "usubjid": "S-02", "infusion": None, "last_day": None, "status": "not infused"},
    ]


def test_there_is_a_trajectory_for_each_subject_and_endpoint(document: dict[str, object]) -> None:
    assert [(each["subject"], each["endpoint"]) for each in document["trajectories"]] == [
        (subject, endpoint) for subject in ("01", "02") for endpoint in factories.FOUR
    ]
    assert [len(each["points"]) for each in document["trajectories"]] == [10, *[0] * 7]


def test_a_trajectory_without_points_says_so(document: dict[str, object]) -> None:
    empty = document["trajectories"][5]
    assert empty["unit"] == "%"
    line = {"n": 0, "slope": None, "se": None, "lower": None, "upper": None, "span_days": None, "reason": "no points"}
    assert (empty["points"], empty["pre"], empty["post"]) == ([], line, line)
    change = [value for key, value in empty["change"].items() if key not in ("method", "reason")]
    assert (empty["change"]["method"], empty["change"]["reason"]) == ("continuous spline", "no points")
    assert change == [None] * 8


def test_points_are_used_or_have_a_reason(document: dict[str, object]) -> None:
    points = document["trajectories"][0]["points"]
    assert points[0] == {
        "day": -89, "value": 36.0, "date": "2010-12-02", "visit": None, "used": True, "reason": None,
    }  # fmt: skip
    assert points[-1] == {
        "day": None, "value": 29.5, "date": "2011-05", "visit": "PHONE", "used": False, "reason": "partial date",
    }  # fmt: skip


def test_the_worked_example_comes_out_to_six_decimals(document: dict[str, object]) -> None:
    course = document["trajectories"][0]
    for part, wanted in (("pre", example.PRE), ("post", example.POST), ("change", example.CHANGE)):
        shown = wanted.keys() & course[part].keys()
        assert {"se", "lower", "upper"} < shown
        assert {key: course[part][key] for key in shown} == pytest.approx({key: wanted[key] for key in shown}, abs=5e-7)
    assert (course["pre"]["n"], course["pre"]["span_days"], course["pre"]["reason"]) == (4, 89, None)
    assert (course["post"]["n"], course["post"]["span_days"], course["change"]["df"]) == (5, 351, 6)


def test_numbers_are_not_rounded(document: dict[str, object]) -> None:
    assert len(repr(document["trajectories"][0]["pre"]["slope"])) > 15


def test_events(document: dict[str, object]) -> None:
    assert document["events"] == [
        {
            "subject": "01", "seq": 1, "term": "Headache", "start_day": 1, "end_day": 4, "ongoing": False, "grade": 2,
            "serious": False, "related": True, "emergent": True, "start_date": "2011-03-02", "end_date": "2011-03-05",
            "procedure_emergent": None, "aesi": None, "related_cells": True, "related_procedure": None,
            "related_aspiration": None, "period": "T0", "imputed": False, "procedure_imputed": False,
        }
    ]  # fmt: skip


def test_an_event_has_days_without_times_and_a_partial_date_as_written() -> None:
    """Contract, events: "A partial start: `start_date` as written, `start_day` null"."""
    row = {"AETERM": "Headache", "AESTDTC": "2011-03-02T14:30", "AEENDTC": "2011-03-05T08:00:00+01:00"}
    partial = row | {"AESTDTC": "2011---02", "AEENDTC": "2011-03"}
    events = results.build(build(factories.one_subject(AE=[row, partial]), None))["events"]
    assert [(each["start_date"], each["start_day"]) for each in events] == [("2011---02", None), ("2011-03-02", 1)]
    assert [(each["end_date"], each["end_day"]) for each in events] == [("2011-03", None), ("2011-03-05", 4)]


def test_a_reason_stands_only_beside_what_is_missing() -> None:
    """Contract, results: "what cannot be given is `null` beside a `reason`"; an exact line lacks nothing but a test."""
    rows = [
        {"QSTESTCD": "ALSR1TOT", "QSDTC": day, "QSSTRESN": 30}
        for day in ("2011-02-01", "2011-02-10", "2011-03-01", "2011-03-15", "2011-05-01")
    ]
    course = results.build(build(factories.one_subject(QS=rows), None))["trajectories"][0]
    assert (course["pre"]["slope"], course["pre"]["se"], course["pre"]["reason"]) == (0, 0, None)
    assert (course["post"]["slope"], course["post"]["se"]) == (0, None)
    assert course["post"]["reason"] == "2 points: no interval"
    assert (course["change"]["estimate"], course["change"]["se"], course["change"]["p"]) == (0, 0, None)
    assert course["change"]["reason"] == "no residual scatter: no test"


def test_visits_and_unscheduled_ones(document: dict[str, object]) -> None:
    assert document["visits"] == [
        {
            "subject": "01", "visit": "WK2", "status": "late", "target": "2011-03-15",
            "window": ["2011-03-12", "2011-03-18"], "actual": "2011-03-20", "days_off": 2, "days_to_window_end": -400,
            "required": 4, "completed": 3, "optimal": None, "in_optimal": None,
        },
        {
            "subject": "02", "visit": "WK2", "status": "not_yet_due", "target": None, "window": None, "actual": None,
            "days_off": None, "days_to_window_end": None, "required": 4, "completed": 0, "optimal": None,
            "in_optimal": None,
        },
    ]  # fmt: skip
    assert document["unscheduled"] == [
        {"subject": "01", "visitnum": 5.1, "visit": "PHONE", "date": "2011-04", "day": None}
    ]


def test_the_models_of_the_worked_example(document: dict[str, object]) -> None:
    found = {each["model"]: each for each in document["models"] if each["subject"] == "01" and each["estimate"]}
    assert list(found) == ["M1", "M2", "M2w", "M3", "Theil-Sen"]
    change = document["trajectories"][0]["change"]
    names = ("method", "pre", "post", "estimate", "se", "lower", "upper", "df", "p", "reason")
    assert {name: found["M1"][name] for name in names} == {name: change[name] for name in names}
    assert round(found["M2w"]["df"], 6) == example.WELCH["df"]
    assert (found["M3"]["se"], found["M3"]["df"], found["M3"]["evaluable"]) == (None, None, True)
    assert found["M3"]["reason"].startswith("estimates only")
    assert {each["reason"] for each in document["models"] if each["subject"] == "02"} == {"no points"}
