"""Laboratory values and vital signs of the CDISC pilot against an independent tally in pandas."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data_access.assemble import assemble
from tests.environment import ROOT
from trial.analysis import build as analyse
from trial.laboratory.card import build
from trial.laboratory.document import laboratory, of_everybody
from trial.laboratory.flags import OUTSIDE
from trial.selection import Selection
from trial.snapshot import Snapshot

pytestmark = pytest.mark.outside_data


@pytest.fixture(scope="module")
def made(shared_data: Path, tmp_path_factory: pytest.TempPathFactory):
    """The pilot with its laboratory and vital signs."""
    folder = tmp_path_factory.mktemp("pilot")
    for name in ("dm.xpt", "ex.xpt"):
        shutil.copy(shared_data / "cdisc-pilot-sdtm-xpt" / name, folder)
    for name in ("lb.parquet", "vs.parquet"):
        shutil.copy(shared_data / "pharmaverse-sdtm" / name, folder)
    state = assemble(folder, ROOT / "docs" / "examples" / "pharmaverse-vs" / "study.toml")
    assert isinstance(state, Snapshot)
    return analyse(state, None)


@pytest.fixture(scope="module")
def raw(shared_data: Path) -> pd.DataFrame:
    """The laboratory file as it is, with the day from the first dose."""
    lb = pd.read_parquet(shared_data / "pharmaverse-sdtm" / "lb.parquet").replace({pd.NA: None})
    return lb.assign(value=pd.to_numeric(lb["LBSTRESN"]).astype(float))


def test_every_row_is_used_and_every_indicator_counted(made, raw: pd.DataFrame) -> None:
    counts = {each.table: (each.rows_in, each.used) for each in made.snapshot.ledger}
    assert counts["LB"] == (59580, 59580)
    assert counts["VS"] == (29643, 29643)
    found = of_everybody(made)
    outside = raw["LBNRIND"].isin(["HIGH", "LOW", "ABNORMAL"]).sum()
    assert np.isin(found.mark, OUTSIDE).sum() == outside == 2720
    assert not found.contradicted.any()
    # 480 indicators disagree with limits that were rounded when they were converted; the original unit agrees.
    assert not [issue for issue in made.snapshot.issues if issue.column == "LBNRIND"]


def test_baselines_and_changes_agree_with_the_flags_of_the_file(made, raw: pd.DataFrame) -> None:
    entries = {
        (each["subject"], each["test"], each["specimen"]): each for each in laboratory(made) if each["domain"] == "LB"
    }
    ids = {subject.usubjid: subject for subject in made.subjects}
    flagged = raw[(raw["LBBLFL"] == "Y") & raw["value"].notna()]
    compared = 0
    for row in flagged.itertuples():
        subject = ids[row.USUBJID]
        day = (pd.Timestamp(row.LBDTC[:10]).date() - subject.anchor).days if subject.anchor else 1
        entry = entries[subject.id, row.LBTESTCD, row.LBCAT]
        if day <= 0:
            assert entry["baseline"] == row.value
            compared += 1
    assert compared > 8000


def test_the_card_of_a_patient_holds_every_result(made, raw: pd.DataFrame) -> None:
    subject = made.subjects[0]
    found = build(made, Selection(), subject.id)
    assert found is not None
    shown = [result for _, group in found.groups for one in group if one.test.domain == "LB" for result in one.results]
    assert len(shown) == (raw["USUBJID"] == subject.usubjid).sum()


def test_the_neuro_file_is_read_in_full(shared_data: Path, tmp_path: Path) -> None:
    for name in ("dm_neuro.csv", "lb_neuro.csv", "ex_neuro.csv"):
        if (shared_data / "pharmaverse-sdtm" / name).exists():
            shutil.copy(shared_data / "pharmaverse-sdtm" / name, tmp_path)
    (tmp_path / "study.toml").write_text(
        '[study]\nid = "CDISCPILOT01"\ntitle = "T"\n[anchor]\nlabel = "Start"\ndomain = "DM"\ndate = "RFSTDTC"\n'
    )
    state = assemble(tmp_path, tmp_path / "study.toml")
    assert isinstance(state, Snapshot)
    neuro = analyse(state, None)
    entries = laboratory(neuro)
    assert sum(each["values"] for each in entries) == 151
    assert len(entries) == 75
    ratios = [each for each in entries if each["test"] == "PTAB42R"]
    assert {each["abnormal"] for each in ratios} == {0}
