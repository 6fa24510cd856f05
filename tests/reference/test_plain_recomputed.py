"""A study whose FVC is recomputed by one equation, against plain loops: the whole document, every row."""

import shutil
import tomllib
from pathlib import Path

import pytest

from data_access.assemble import assemble
from data_access.synthetic.__main__ import main
from tests.reference.plain_measures import spirometry
from tests.reference.plain_people import people
from tests.reference.plain_tables import assessment_tables, cut_of, known_at, read
from tests.reference.test_plain_results import DEMO, agrees
from trial.snapshot import Snapshot

RECORDED = 'where = { RETESTCD = "FVCPP", REPOS = "SITTING" }\nvalue = "RESTRESN"'
RECOMPUTED = 'where = { RETESTCD = ["FVC", "FVCPP"], REPOS = "SITTING" }\nvalue = "FVCPRED"'


def changed(folder: Path) -> Path:
    """The study in a folder, its FVC recomputed."""
    path = folder / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert RECORDED in text
    path.write_text(text.replace(RECORDED, RECOMPUTED), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with one equation in the whole series."""
    folder = tmp_path_factory.mktemp("recomputed") / "demo"
    shutil.copytree(DEMO, folder)
    return changed(folder)


def test_the_demo_in_one_equation(demo: Path) -> None:
    found = agrees(demo, None)
    fvc = [each for each in found["trajectories"] if each["endpoint"] == "fvc"]
    study = tomllib.loads((demo / "study.toml").read_text(encoding="utf-8"))
    data = read(demo, study)
    cut = cut_of(data, study, None)
    known, _ = known_at(data, study, cut)
    rules = study["instruments"]["fvc"]
    wanted, unknown = {}, {}
    for person in people(known, data.tables, study, cut, assessment_tables(data, study)):
        for one in spirometry(person, rules, cut):
            if one["position"] == "SITTING":
                kind = unknown if one["percent"] is None else wanted
                kind[person.id, one["date"]] = one["recorded_percent"] if one["percent"] is None else one["percent"]
    points = {(each["subject"], point["date"]): point for each in fvc for point in each["points"]}
    assert {key: point["value"] for key, point in points.items()} == pytest.approx(wanted | unknown, rel=1e-9)
    assert set(unknown) == {("01-002", "2010-09-16")}
    assert not points["01-002", "2010-09-16"]["used"]
    assert points["01-002", "2010-10-15"]["used"]


def test_every_row_in_is_used_or_set_aside(demo: Path) -> None:
    found = assemble(demo, demo / "study.toml")
    assert isinstance(found, Snapshot)
    assert all(each.rows_in == each.used + each.set_aside for each in found.ledger)
    assert not [each for each in found.switched_off if "FVC" in each.what]


def test_a_generated_study_with_errors_in_one_equation(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path), "--patients", "25", "--seed", "11", "--data-errors"]) == 0
    assert len(agrees(changed(tmp_path), None)["subjects"]) == 25
