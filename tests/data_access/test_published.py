"""Published studies and files with known faults: they load, or say precisely what they lack, and never fall over."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from data_access.assemble import assemble
from data_access.readers import csv
from tests.environment import ROOT
from trial.issues import Severity
from trial.snapshot import Snapshot, Unusable

pytestmark = pytest.mark.outside_data
EXAMPLES = ROOT / "docs" / "examples"
PILOT = {
    "DM": 306, "AE": 961, "CM": 7510, "DS": 596, "EX": 591, "MH": 1817, "QS": 12241 + 562 + 1524, "RELREC": 211,
    "SUPPAE": 961,
    "SUPPDM": 1197, "SUPPDS": 3, "SV": 3559, "TV": 21,
}  # fmt: skip
BEYOND_NOTES = [
    "1 row with SVSTDTC after the subject's death: 01-710-1083",
    "30 rows not called serious, but a criterion of seriousness is met: 01-701-1192, 01-701-1211, 01-704-1008, "
    "01-704-1445, 01-705-1393 and 15 more",
]
STUDY = """
[study]
id = "{id}"
title = "T"
[anchor]
label = "Start"
domain = "DM"
date = "RFSTDTC"
"""


def loaded(folder: Path, example: str) -> Snapshot:
    state = assemble(folder, EXAMPLES / example / "study.toml")
    assert isinstance(state, Snapshot), state
    return state


def rows(state: Snapshot) -> dict[str, int]:
    assert all(each.used == each.rows_in for each in state.ledger)
    return {each.table: each.rows_in for each in state.ledger}


def beyond_notes(state: Snapshot) -> list[str]:
    return [issue.text for issue in state.issues if issue.severity is not Severity.NOTE]


def test_the_cdisc_pilot_in_sas_transport(shared_data: Path) -> None:
    state = loaded(shared_data / "cdisc-pilot-sdtm-xpt", "cdisc-pilot")
    assert rows(state) == PILOT
    assert state.unused == ("SC", "SE", "TA", "TE", "TI", "TS")
    assert beyond_notes(state) == BEYOND_NOTES
    assert state.cut == date(2015, 3, 31)
    totals = state.tables["QS"][state.tables["QS"]["QSTESTCD"] == "ACTOT"]
    assert len(totals) == 818
    assert totals["QSSTRESN"].mean() == pytest.approx(24.337830, abs=1e-6)
    assert state.tables["AE"]["AETRTEM"].value_counts().to_dict() == {"Y": 910, "N": 51}
    starts = state.tables["AE"]
    assert (starts["AESTDTC.earliest"] < starts["AESTDTC.latest"]).sum() == 24


def test_the_cut_of_the_pilot_without_its_own(shared_data: Path, tmp_path: Path) -> None:
    text = (EXAMPLES / "cdisc-pilot" / "study.toml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("data_cut"))
    (tmp_path / "study.toml").write_text(text.replace(line, ""), encoding="utf-8")
    state = assemble(shared_data / "cdisc-pilot-sdtm-xpt", tmp_path / "study.toml")
    assert isinstance(state, Snapshot)
    assert state.cut == date(2015, 3, 5)


def test_the_cdisc_pilot_in_dataset_json_1_0(shared_data: Path) -> None:
    state = loaded(shared_data / "dataset-json-v1.0-sdtm", "dataset-json-v1.0")
    expected = {name: PILOT[name] for name in ("DM", "AE", "DS", "EX", "SUPPAE", "SV", "TV")} | {"QS": 562 + 1524}
    assert rows(state) == expected
    assert beyond_notes(state) == BEYOND_NOTES


def test_vital_signs_in_parquet_beside_sas_transport(shared_data: Path, tmp_path: Path) -> None:
    for name in ("dm.xpt", "ex.xpt", "sv.xpt", "ds.xpt"):
        shutil.copy(shared_data / "cdisc-pilot-sdtm-xpt" / name, tmp_path)
    shutil.copy(shared_data / "pharmaverse-sdtm" / "vs.parquet", tmp_path)
    state = loaded(tmp_path, "pharmaverse-vs")
    assert rows(state) == {"DM": 306, "DS": 596, "EX": 591, "SV": 3559, "VS": 29643}
    assert beyond_notes(state) == BEYOND_NOTES[:1]


def test_the_domain_decides_in_the_neuro_study(shared_data: Path, tmp_path: Path) -> None:
    for path in (shared_data / "pharmaverse-sdtm").glob("*_neuro.csv"):
        shutil.copy(path, tmp_path)
    (tmp_path / "study.toml").write_text(STUDY.format(id="CDISCPILOT01"))
    state = assemble(tmp_path, tmp_path / "study.toml")
    assert isinstance(state, Snapshot)
    assert rows(state) == {"DM": 15, "LB": 151, "NV": 98, "SUPPNV": 68}
    assert state.unused == ("AG",)
    assert state.tables["NV"]["REFREG"].notna().sum() == 68


def test_dirty_events_and_visits_beside_the_pilot(shared_data: Path, tmp_path: Path) -> None:
    for name in ("dm.xpt", "ex.xpt"):
        shutil.copy(shared_data / "cdisc-pilot-sdtm-xpt" / name, tmp_path)
    for name in ("ae_dirty_dates_and_ids.csv", "sv_dirty_visits.csv"):
        shutil.copy(shared_data / "broken-files" / name, tmp_path)
    (tmp_path / "study.toml").write_text(STUDY.format(id="CDISCPILOT01"))
    state = assemble(tmp_path, tmp_path / "study.toml")
    assert isinstance(state, Snapshot)
    assert {(each.table, each.row) for each in state.set_aside} == {
        *(("AE", row) for row in (4, 5, 6, 7, 8, 13, 14, 51, 52)),
        *(("SV", row) for row in (14, 121)),
    }
    ends = [issue.rows for issue in state.issues if issue.table == "AE" and issue.column == "AEENDTC"]
    assert ends == [(9,)]
    assert state.cut < date(2099, 1, 1)


def test_damaged_files_cost_themselves_alone(shared_data: Path, tmp_path: Path) -> None:
    files = sorted(path for path in (shared_data / "broken-files").iterdir() if not path.name.startswith("csv_"))
    assert len(files) > 20
    for path in [*files, shared_data / "cdisc-pilot-sdtm-xpt" / "dm.xpt"]:
        shutil.copy(path, tmp_path)
    (tmp_path / "study.toml").write_text(STUDY.format(id="CDISCPILOT01"))
    state = assemble(tmp_path, tmp_path / "study.toml")
    assert isinstance(state, Snapshot)
    assert {each.table: each.used for each in state.ledger}["DM"] == 306
    unread = {each.name for each in state.files if each.rows is None} - {"README.md", "study.toml"}
    assert len(unread) > 15
    blamed = {issue.file for issue in state.issues if issue.severity is Severity.ERROR}
    assert unread <= blamed


def test_records_with_known_faults_never_fall_over(shared_data: Path, tmp_path: Path) -> None:
    folders = sorted(path.parent for path in (shared_data / "broken-sdtm-csv").rglob("_datasets.csv"))
    assert len(folders) > 50
    shown = 0
    for folder in folders:
        study = tmp_path / "study.toml"
        study.write_text(STUDY.format(id=_study_id(folder)))
        state = assemble(folder, study)
        shown += isinstance(state, Snapshot)
        if isinstance(state, Unusable):
            assert state.code in {"no_dm", "no_dates", "no_subjects"}, (folder, state)
            assert state.remedy
    assert shown > 25


def _study_id(folder: Path) -> str:
    path = folder / "dm.csv"
    found = csv.read(path).frame["STUDYID"].dropna().unique() if path.exists() else []
    return str(found[0]) if len(found) else "NONE"
