"""Findings and stages of untidy items against the independent implementation, patient by patient."""

from datetime import date
from pathlib import Path

import pytest

from tests.reference import item_courses
from tests.reference.test_plain_results import agrees
from trial.instruments import alsfrs_rules
from trial.instruments.findings import Kind

PATIENTS = 80


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("as_of", [None, date(2011, 6, 15)])
def test_untidy_items(tmp_path: Path, seed: int, as_of: date | None) -> None:
    item_courses.write(tmp_path, seed, PATIENTS)
    assert len(agrees(tmp_path, as_of)["staging"]) > PATIENTS


def test_the_untidy_items_break_every_rule_and_reach_every_stage(tmp_path: Path) -> None:
    item_courses.write(tmp_path, 1, 3 * PATIENTS)
    found = agrees(tmp_path, None)
    rules = {each.name for each in vars(alsfrs_rules).values() if isinstance(each, Kind)}
    assert {each["finding"] for each in found["instruments"]["findings"]} == rules
    assert {each["kings"] for each in found["staging"]} == {None, "0", "1", "2", "3", "4A", "4B", "4A+4B", "5"}
    assert {each["mitos"] for each in found["staging"]} == {None, 0, 1, 2, 3, 4, 5}
