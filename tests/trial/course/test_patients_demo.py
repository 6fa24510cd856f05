"""The page of the patients of the demonstration, against its files read with pandas alone."""

import pandas as pd
import pytest

from data_access import settings
from data_access.store import SnapshotStore
from tests.data_access.demo_files import INFUSIONS, day, table
from trial.analysis import Analysis
from trial.analysis import build as analyse
from trial.course import baseline, flow, product
from trial.course.listings import baseline_listing, disposition_listing, product_listing
from trial.selection import Selection
from trial.snapshot import Snapshot
from trial.subjects import SubjectStatus

CUT = "2011-12-31"
MONTH = 30.4375


@pytest.fixture(scope="module")
def demo() -> Analysis:
    loaded = SnapshotStore(settings.read()).load()
    assert isinstance(loaded, Snapshot)
    return analyse(loaded, None)


def groups(stage: flow.Stage) -> dict[str, tuple[str, ...]]:
    return {group.label: group.subjects for group in flow.merged(stage.groups)}


def test_the_stages_are_those_of_the_files(demo):
    found = flow.build(demo, Selection())
    assert found.adds_up
    assert groups(found.screened) == {"Infusion given": tuple(INFUSIONS)}
    sv = table("sv")
    held = sv[sv["SVSTDTC"] != ""].groupby("VISIT")["id"].apply(tuple)
    for stage in found.visits:
        assert groups(stage)["Held"] == held[stage.label.upper()]
        assert stage.of == 6
    assert groups(found.visits[2])["Missed"] == ("01-005",)
    assert groups(found.visits[3]) == {
        "Held": ("01-001", "01-002", "01-003", "01-004"), "Overdue": ("01-006",), "No longer expected": ("01-005",),
    }  # fmt: skip
    assert groups(found.visits[4]) == {
        "Held": ("01-001",), "Due now": ("01-002",), "Not yet due": ("01-004", "01-006"),
        "No longer expected": ("01-003", "01-005"),
    }  # fmt: skip
    assert groups(found.ends) == {
        "On study": ("01-002", "01-004", "01-006"), "Completed": ("01-001",), "Withdrew": ("01-005",),
        "Died": ("01-003",),
    }  # fmt: skip
    assert [group.detail for group in found.ends.groups] == [
        "", "day 366", "Withdrawal by subject, day 73", "Respiratory failure, day 264",
    ]  # fmt: skip


def test_filters_and_cut_hold(demo):
    some = flow.build(demo, Selection(status=(SubjectStatus.ON_STUDY,)))
    assert (some.screened.of, some.ends.of, some.adds_up) == (3, 3, True)
    early = analyse(demo.snapshot, pd.Timestamp("2011-02-15").date())
    found = flow.build(early, Selection())
    assert found.adds_up
    assert groups(found.screened)["Infusion given"] == ("01-001", "01-002", "01-003")
    assert groups(found.screened)["No infusion yet"] == ("01-004", "01-005", "01-006")
    assert set(groups(found.ends)) == {"On study"}
    assert baseline.build(early, Selection()).subjects == ("01-001", "01-002", "01-003")


def characteristics(analysis: Analysis, selection: Selection | None = None) -> dict[str, baseline.Row]:
    return {row.characteristic.key: row for row in baseline.build(analysis, selection or Selection()).rows}


def test_the_baseline_is_the_last_value_up_to_the_infusion(demo):
    found = characteristics(demo)
    for name, code, key in (("qs", "ALSR1TOT", "alsfrs_r"), ("re", "FVCPP", "fvc"), ("mk", "MVICARMZ", "mvic_arm")):
        rows, prefix = table(name), name.upper()
        rows = rows[(rows[f"{prefix}TESTCD"] == code) & (rows[f"{prefix}STRESN"] != "")]
        rows = rows[rows["REPOS"] == "SITTING"] if name == "re" else rows
        rows = rows.assign(day=day(rows, f"{prefix}DTC")).query("day <= 0").sort_values("day", kind="stable")
        last = rows.groupby("id").last()
        assert [value.number for value in found[key].cells] == last[f"{prefix}STRESN"].astype(float).tolist()
        assert [value.when for value in found[key].cells] == last[f"{prefix}DTC"].tolist()
    totals = [value.number for value in found["alsfrs_r"].cells]
    bands = ["Mild" if total > 36 else "Moderate" if total > 24 else "Severe" for total in totals]
    assert [value.text for value in found["band"].cells] == bands


def test_person_and_history_are_those_of_the_files(demo):
    found = characteristics(demo)
    dm, mh, supp = table("dm"), table("mh"), table("suppmh")
    assert [value.number for value in found["age"].cells] == dm["AGE"].astype(float).tolist()
    assert [value.text[0] for value in found["sex"].cells] == dm["SEX"].tolist()
    onset = pd.to_datetime(mh[mh["MHEVDTYP"] == "SYMPTOM ONSET"]["MHSTDTC"])
    middle = onset + (onset.dt.days_in_month - 1) / 2 * pd.Timedelta(days=1)
    months = (pd.to_datetime(list(INFUSIONS.values())) - middle) / pd.Timedelta(days=MONTH)
    assert [value.number for value in found["since_onset"].cells] == pytest.approx(months.tolist())
    diagnosed = pd.to_datetime(mh[mh["MHEVDTYP"] == "DIAGNOSIS"]["MHSTDTC"])
    months = (pd.to_datetime(list(INFUSIONS.values())) - diagnosed) / pd.Timedelta(days=MONTH)
    assert [value.number for value in found["since_diagnosis"].cells] == pytest.approx(months.tolist())
    assert [value.text.upper() for value in found["el_escorial"].cells] == (
        supp[supp["QNAM"] == "ELESCOR"]["QVAL"].tolist()
    )
    assert [value.text for value in found["riluzole"].cells] == [
        "None recorded", "Taken, until 2010-10-12", *["None recorded"] * 4,
    ]  # fmt: skip
    assert {value.text for value in found["gastrostomy"].cells} == {"None recorded"}


def test_weight_and_body_mass_index(demo):
    found, vs = characteristics(demo), table("vs")
    weight = vs[(vs["VSTESTCD"] == "WEIGHT") & (vs["VISIT"] == "INFUSION")]["VSSTRESN"].astype(float).to_numpy()
    height = vs[vs["VSTESTCD"] == "HEIGHT"]["VSSTRESN"].astype(float).to_numpy()
    assert [value.number for value in found["weight"].cells] == weight.tolist()
    assert [value.number for value in found["bmi"].cells] == pytest.approx(weight / (height / 100) ** 2)


def test_summaries_are_those_of_pandas(demo):
    for row in characteristics(demo).values():
        values = pd.Series([value.number for value in row.cells if value is not None])
        if row.spread is not None:
            assert (row.spread.n, row.spread.mean, row.spread.sd) == (
                values.count(), pytest.approx(values.mean()), pytest.approx(values.std()),
            )  # fmt: skip
            assert (row.spread.median, row.spread.least, row.spread.most) == (
                pytest.approx(values.median()), values.min(), values.max(),
            )  # fmt: skip
        else:
            assert sum(len(level.subjects) for level in row.levels) + len(row.lacking) == 6


def test_the_product_beside_its_events(demo):
    found = product.build(demo, Selection())
    ex = table("ex")
    wide = table("suppex").pivot_table(index="id", columns="QNAM", values="QVAL", aggfunc="first")
    labels = [field.label for field in found.fields]
    assert labels == ["Dose, 10^6 Therapeutic Cells", "Volume, mL", "Viability, %", "Lot", "Level", "Needle"]
    for one in found.given:
        own = ex[ex["id"] == one.subject].iloc[0]
        extra = [None if pd.isna(wide.loc[one.subject, name]) else wide.loc[one.subject, name]
                 for name in ("EXVOL", "EXVIAB", "EXLEVEL", "EXNEEDLE")]  # fmt: skip
        assert one.cells == (own["EXDOSE"], extra[0], extra[1], own["EXLOT"], extra[2], extra[3])
    assert [one.cells[2] for one in found.given if one.subject == "01-004"] == [None]
    dates = pd.to_datetime(list(INFUSIONS.values()))
    assert [one.since_previous for one in found.given] == [None, *dates.to_series().diff().dt.days.dropna().tolist()]
    taken = pd.to_datetime(table("pr").query("PRTRT == 'BONE MARROW ASPIRATION'")["PRSTDTC"].to_numpy())
    assert [one.to_infusion for one in found.given] == (dates - taken).days.tolist()


def test_events_are_counted_by_day(demo):
    ae = table("ae").drop_duplicates().query("AESTDTC <= @CUT")
    began = day(ae, "AESTDTC")
    for one in product.build(demo, Selection()).given:
        own = began[ae["id"] == one.subject]
        assert one.early.count == int(own.between(0, 3).sum())
        assert one.month.count == int(own.between(0, 30).sum())
        assert not one.early.possible and not one.month.possible


def test_the_listings_hold_every_patient(demo):
    disposition = disposition_listing(demo, Selection())
    assert [row[0] for row in disposition.rows] == list(INFUSIONS)
    assert disposition.rows[2][4:7] == ("Respiratory failure", "2011-10-23", 264)
    assert [column.label for column in disposition.columns][-1] == "Month 12"
    rows = baseline_listing(demo, Selection(subjects=("01-004",))).rows
    assert {row[0] for row in rows} == {"01-004"}
    assert ("01-004", "Sex", "Male", None, None, None, "DM SEX") in rows
    given = product_listing(demo, Selection())
    places = {column.key: place for place, column in enumerate(given.columns)}
    assert [row[places["EXVIAB"]] for row in given.rows][3] is None
    assert [row[places["file"]] for row in given.rows] == ["ex.csv"] * 6
