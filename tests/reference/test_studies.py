"""Whole studies: every slope, interval, change and p of the results document, fitted again from the points it lists."""

import json
import re
import tomllib
from datetime import date
from math import isclose
from pathlib import Path

import pytest

from data_access.assemble import assemble
from tests.environment import ROOT
from tests.reference import least_squares as second
from tests.reference import plain_models
from tests.reference.test_plain_results import arranged, differences
from trial import analysis, results
from trial.snapshot import Snapshot

DEMO = ROOT / "data_access" / "demo"
PILOT = ROOT / "docs" / "examples" / "cdisc-pilot" / "study.toml"

Trajectory = dict[str, object]


def trajectories(folder: Path, study: Path, cut: date | None = None) -> list[Trajectory]:
    """The trajectories of the document as another program would read them."""
    snapshot = assemble(folder, study)
    assert isinstance(snapshot, Snapshot), snapshot
    return json.loads(json.dumps(results.build(analysis.build(snapshot, cut))))["trajectories"]


def used(trajectory: Trajectory) -> tuple[list[int], list[float]]:
    points = [point for point in trajectory["points"] if point["used"]]
    return [point["day"] for point in points], [point["value"] for point in points]


def agrees(found: float | None, wanted: float, scale: float) -> bool:
    return found is not None and isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-11 * scale)


def check_line(found: dict[str, object], days: list[int], values: list[float]) -> bool:
    """Compare one line; say whether it has an interval."""
    assert found["n"] == len(days)
    assert found["span_days"] == (max(days) - min(days) if days else None)
    if len(days) < 3:
        assert (found["se"], found["lower"], found["upper"]) == (None, None, None)
        assert found["reason"]
        assert (found["slope"] is None) == (len(days) < 2)
        return False
    wanted, size = second.statsmodels_line(days, values), max(map(abs, values)) + 1
    assert agrees(found["slope"], wanted.beta[1], size)
    assert agrees(found["se"], wanted.se[1], size)
    assert agrees(found["lower"], wanted.intervals[1][0], size)
    assert agrees(found["upper"], wanted.intervals[1][1], size)
    return True


def check_change(found: dict[str, object], days: list[int], values: list[float]) -> bool:
    """Compare one change; say whether it is given with a p."""
    before = sum(day <= 0 for day in days)
    if len(days) < 4 or before < 2 or before == len(days):
        assert {value for key, value in found.items() if key not in ("method", "reason")} == {None}
        assert found["reason"]
        return False
    wanted, size = second.statsmodels_spline(days, values), max(map(abs, values)) + 1
    assert found["df"] == len(days) - 3
    assert agrees(found["pre"], wanted.beta[1], size)
    assert agrees(found["post"], wanted.beta[1] + wanted.beta[2], size)
    assert agrees(found["estimate"], wanted.beta[2], size)
    assert agrees(found["se"], wanted.se[2], size)
    assert agrees(found["lower"], wanted.intervals[2][0], size)
    assert agrees(found["upper"], wanted.intervals[2][1], size)
    if found["p"] is None:
        assert found["reason"]
        assert wanted.s < 1e-9 * size
        return False
    assert isclose(found["p"], wanted.p[2], rel_tol=1e-6)
    return True


def check(trajectory: Trajectory) -> tuple[bool, bool, bool]:
    days, values = used(trajectory)
    before = sum(day <= 0 for day in days)
    return (
        check_line(trajectory["pre"], days[:before], values[:before]),
        check_line(trajectory["post"], days[before:], values[before:]),
        check_change(trajectory["change"], days, values),
    )


@pytest.mark.parametrize("cut", [None, date(2011, 6, 30)])
def test_the_demo_study_agrees_with_statsmodels(cut: date | None) -> None:
    checked = [check(trajectory) for trajectory in trajectories(DEMO, DEMO / "study.toml", cut)]
    assert len(checked) == 24
    assert [sum(column) >= 12 for column in zip(*checked, strict=True)] == [True, True, True]


@pytest.mark.outside_data
def test_the_published_pilot_study_agrees_with_statsmodels(shared_data: Path) -> None:
    checked = [check(trajectory) for trajectory in trajectories(shared_data / "cdisc-pilot-sdtm-xpt", PILOT)]
    assert len(checked) == 306 * 4
    before, after, change = (sum(column) for column in zip(*checked, strict=True))
    assert (before, change) == (0, 0)  # one ADAS-Cog at baseline: nothing to compare a later slope with
    assert after > 200


@pytest.mark.outside_data
@pytest.mark.parametrize("anchor", ["", '[anchor]\nlabel = "Week 12"\ndomain = "SV"\ndate = "SVSTDTC"\n'])
def test_the_models_of_the_published_pilot_study_agree(shared_data: Path, tmp_path: Path, anchor: str) -> None:
    """Models, trust and quarters again in plain loops, from the points and visits that the document lists.

    Before the first dose the pilot has one value; with week 12 as day 0 it has several on either side.
    """
    text = PILOT.read_text(encoding="utf-8")
    if anchor:
        text = re.sub(r"\[anchor\].*?\n\n", anchor + 'where = { VISIT = "WEEK 12" }\n\n', text, flags=re.DOTALL)
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    snapshot = assemble(shared_data / "cdisc-pilot-sdtm-xpt", tmp_path / "study.toml")
    assert isinstance(snapshot, Snapshot), snapshot
    found = json.loads(json.dumps(results.build(analysis.build(snapshot, None))))
    infused = {each["id"] for each in found["subjects"] if each["infusion"]}
    wanted = plain_models.document(found["trajectories"], found["visits"], infused, tomllib.loads(text))
    for name in ("models", "pre_slopes", "quarters"):
        assert differences(arranged({name: found[name]}), arranged({name: wanted[name]})) == []
    given = {model: sum(each["estimate"] is not None for each in found["models"] if each["model"] == model)
             for model in ("M1", "M2", "M2w", "M3", "Theil-Sen")}  # fmt: skip
    assert min(given.values()) > 500 if anchor else set(given.values()) == {0}
