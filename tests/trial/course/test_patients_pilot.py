"""The page of the patients of the CDISC pilot, against its files read with pyreadstat and pandas alone."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from data_access.assemble import assemble
from tests.environment import ROOT
from trial.analysis import Analysis
from trial.analysis import build as analyse
from trial.course import baseline, flow, product
from trial.selection import Selection
from trial.snapshot import Snapshot

pytestmark = pytest.mark.outside_data


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "cdisc-pilot-sdtm-xpt"


@pytest.fixture(scope="module")
def pilot(folder: Path) -> Analysis:
    state = assemble(folder, ROOT / "docs" / "examples" / "cdisc-pilot" / "study.toml")
    assert isinstance(state, Snapshot)
    return analyse(state, None)


def raw(folder: Path, name: str) -> pd.DataFrame:
    return pyreadstat.read_xport(folder / f"{name}.xpt")[0]


def test_disposition_equals_dm_and_ds(pilot, folder):
    dm, ds, ex = raw(folder, "dm"), raw(folder, "ds"), raw(folder, "ex")
    found = flow.build(pilot, Selection())
    assert found.adds_up
    sizes = {group.label: len(group.subjects) for group in flow.merged(found.screened.groups)}
    failed = int((dm["ARMCD"].str.upper() == "SCRNFAIL").sum())
    assert sizes == {"First dose given": ex["USUBJID"].nunique(), "Screen failure": failed} and failed == 52
    treated = ds[ds["USUBJID"].isin(ex["USUBJID"]) & (ds["DSCAT"] == "DISPOSITION EVENT")]
    dead = set(dm.loc[dm["DTHFL"] == "Y", "USUBJID"])
    reasons = treated[~treated["USUBJID"].isin(dead)]["DSDECOD"].value_counts()
    ends = {group.label: len(group.subjects) for group in flow.merged(found.ends.groups)}
    assert ends == {
        "Completed": reasons["COMPLETED"], "Withdrew": reasons.drop("COMPLETED").sum(), "Died": len(dead),
    }  # fmt: skip
    withdrew = {
        group.detail.split(", day")[0].upper(): len(group.subjects)
        for group in found.ends.groups
        if group.label == "Withdrew"
    }
    assert withdrew == reasons.drop("COMPLETED").to_dict()


def test_baseline_equals_a_tally(pilot, folder):
    ex, dm, qs = raw(folder, "ex"), raw(folder, "dm"), raw(folder, "qsco")
    first = ex.groupby("USUBJID")["EXSTDTC"].min()
    treated = dm[dm["USUBJID"].isin(first.index)]
    rows = {row.characteristic.key: row for row in baseline.build(pilot, Selection()).rows}
    assert rows["age"].spread.mean == pytest.approx(treated["AGE"].mean())
    assert rows["age"].spread.sd == pytest.approx(treated["AGE"].std())
    assert {level.label: len(level.subjects) for level in rows["sex"].levels} == {
        "Female": int((treated["SEX"] == "F").sum()), "Male": int((treated["SEX"] == "M").sum()),
    }  # fmt: skip
    totals = qs[(qs["QSTESTCD"] == "ACTOT") & qs["QSSTRESN"].notna() & qs["USUBJID"].isin(first.index)]
    before = totals[totals["QSDTC"].str[:10] <= totals["USUBJID"].map(first)].sort_values("QSDTC", kind="stable")
    last = before.groupby("USUBJID")["QSSTRESN"].last()
    assert rows["adas_cog"].spread.n == len(last)
    assert rows["adas_cog"].spread.mean == pytest.approx(last.mean())
    assert rows["adas_cog"].spread.median == pytest.approx(last.median())
    assert "riluzole" not in rows


def test_events_after_the_first_dose_equal_a_tally(pilot, folder):
    ae, ex = raw(folder, "ae"), raw(folder, "ex")
    first = pd.to_datetime(ex.groupby("USUBJID")["EXSTDTC"].min())
    began = pd.to_datetime(ae["AESTDTC"].where(ae["AESTDTC"].str.len() == 10))
    since = (began - ae["USUBJID"].map(first)).dt.days
    found = product.build(pilot, Selection())
    assert not found.has_aspiration
    assert sum(one.early.count for one in found.given) == int(since.between(0, 3).sum())
    assert sum(one.month.count for one in found.given) == int(since.between(0, 30).sum())
    assert [field.label for field in found.fields] == ["Dose, mg"]
