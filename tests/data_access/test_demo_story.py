"""The six patients of the demonstration study: its files tell the story that its README promises."""

import pandas as pd
import pytest

from tests.data_access.demo_files import CUT, INFUSIONS, day, study_file, table


@pytest.fixture(scope="module")
def study() -> dict:
    return study_file()


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    """AE with its qualifiers as columns, each row once."""
    supp = table("suppae")
    assert not supp.duplicated(["id", "IDVARVAL", "QNAM"]).any()
    wide = (
        supp.pivot_table(index=["id", "IDVARVAL"], columns="QNAM", values="QVAL", aggfunc="first")
        .fillna("")
        .reset_index()
    )
    ae = table("ae").drop_duplicates()
    joined = ae.merge(wide, left_on=["id", "AESEQ"], right_on=["id", "IDVARVAL"], how="left", validate="one_to_one")
    return joined.assign(day=day(joined, "AESTDTC"), end=day(joined, "AEENDTC"))


def event(events: pd.DataFrame, subject: str, term: str) -> pd.Series:
    found = events[(events["id"] == subject) & (events["AETERM"] == term)]
    assert len(found) == 1, f"{term} of {subject}"
    return found.iloc[0]


# --- Who they are and how they stand ---


def test_six_patients_with_their_infusions():
    dm, ex = table("dm"), table("ex")
    assert list(dm["SUBJID"]) == list(INFUSIONS)
    assert list(dm["USUBJID"]) == [f"TCA-ALS-SYN-{each}" for each in INFUSIONS]
    assert dict(zip(ex["id"], ex["EXSTDTC"], strict=True)) == INFUSIONS
    assert dict(zip(dm["id"], dm["RFXSTDTC"], strict=True)) == INFUSIONS
    assert (ex["EXROUTE"] == "INTRATHECAL").all()
    gaps = pd.Series(pd.to_datetime(list(INFUSIONS.values()))).diff().dt.days.dropna()
    assert gaps.min() >= 7


def test_one_completed_one_died_one_withdrew():
    ds = table("ds")
    left = ds[ds["DSCAT"] == "DISPOSITION EVENT"]
    days = day(left, "DSSTDTC").astype(int)
    assert list(zip(left["id"], left["DSDECOD"], days, strict=True)) == [
        ("01-001", "COMPLETED", 366), ("01-003", "DEATH", 264), ("01-005", "WITHDRAWAL BY SUBJECT", 73),
    ]  # fmt: skip
    dm = table("dm").set_index("id")
    assert dm.loc["01-003", ["DTHDTC", "DTHFL"]].tolist() == ["2011-10-23", "Y"]
    assert (dm.drop("01-003")[["DTHDTC", "DTHFL"]] == "").all(axis=None)
    assert table("dd")[["id", "DDTESTCD", "DDSTRESC"]].to_numpy().tolist() == [
        ["01-003", "PRCDTH", "RESPIRATORY FAILURE"]
    ]


def test_the_third_had_a_gastrostomy_and_ventilation():
    pr = table("pr")
    extra = pr[pr["PRCAT"] == "SUPPORTIVE CARE"]
    assert list(zip(extra["id"], extra["PRTRT"], day(extra, "PRSTDTC"), strict=True)) == [
        ("01-003", "GASTROSTOMY", 141), ("01-003", "NON-INVASIVE MECHANICAL VENTILATION", 170),
    ]  # fmt: skip
    items = table("qs").query("id == '01-003' and VISIT == 'MONTH 6'").set_index("QSTESTCD")["QSSTRESC"]
    assert "ALSR105B" in items and "ALSR105A" not in items
    assert int(items["ALSR103"]) <= 1
    assert int(items["ALSR112"]) == 3


def test_one_takes_riluzole_after_the_infusion_another_stopped_in_time():
    cm = table("cm")
    riluzole = cm[cm["CMTRT"] == "RILUZOLE"].set_index("id")
    assert set(riluzole.index) == {"01-002", "01-006"}
    assert riluzole.loc["01-006", ["CMSTDTC", "CMENDTC", "CMENRTPT"]].tolist() == ["2011-08-20", "", "ONGOING"]
    screening = pd.Timestamp(table("dm").set_index("id").loc["01-002", "RFICDTC"])
    assert (screening - pd.Timestamp(riluzole.loc["01-002", "CMENDTC"])).days == 36


# --- Visits, counted again here by the rule of the visit plan ---


def status(planned: dict, infusion: pd.Timestamp, actual: pd.Timestamp, left: pd.Timestamp) -> tuple[str, int | None]:
    """Status and days off, by the rule of the plan for visits without a later one held."""
    lo, hi = (infusion + pd.Timedelta(days=planned["day"] + edge) for edge in planned["window"])
    if not pd.isna(actual):
        early, late = (actual - lo).days, (actual - hi).days
        return ("early", early) if early < 0 else ("late", late) if late > 0 else ("in", 0)
    if not pd.isna(left) and left <= hi:
        return "gone", None
    if lo > CUT:
        return "not yet due", (lo - CUT).days
    if hi >= CUT:
        return "due", (hi - CUT).days
    return ("overdue" if (CUT - hi).days <= 14 else "missed"), (CUT - hi).days


@pytest.fixture(scope="module")
def grid(study) -> dict[tuple[str, str], tuple[str, int | None]]:
    sv, ds = table("sv"), table("ds")
    held = sv[sv["SVSTDTC"] != ""].set_index(["id", "VISITNUM"])["SVSTDTC"]
    left = ds[ds["DSCAT"] == "DISPOSITION EVENT"].set_index("id")["DSSTDTC"]
    return {
        (subject, planned["id"]): status(
            planned, pd.Timestamp(infusion), pd.Timestamp(held.get((subject, str(planned["visitnum"])), None)),
            pd.Timestamp(left.get(subject, None)),
        )
        for subject, infusion in INFUSIONS.items()
        for planned in study["visits"]
    }  # fmt: skip


def test_the_grid_is_the_one_of_the_readme(grid):
    odd = {place: found for place, found in grid.items() if found != ("in", 0)}
    missed = odd.pop(("01-005", "MN2"))
    assert missed[0] == "missed"
    assert odd == {
        ("01-002", "MN1"): ("late", 4), ("01-002", "MN12"): ("due", 13), ("01-003", "MN2"): ("early", -3),
        ("01-003", "MN12"): ("gone", None), ("01-004", "MN2"): ("late", 5), ("01-004", "MN12"): ("not yet due", 51),
        ("01-005", "ASP"): ("early", -1), ("01-005", "MN6"): ("gone", None), ("01-005", "MN12"): ("gone", None),
        ("01-006", "MN6"): ("overdue", 3), ("01-006", "MN12"): ("not yet due", 135),
    }  # fmt: skip
    kinds = [found[0] for found in grid.values()]
    held = [kind for kind in kinds if kind in {"in", "early", "late"}]
    assert (kinds.count("in"), len(held) + kinds.count("overdue") + kinds.count("missed")) == (36, 42)


def test_one_visit_by_telephone_one_missed_one_unscheduled():
    sv = table("sv")
    phone = sv[sv["SVCNTMOD"] == "TELEPHONE CALL"]
    assert phone[["id", "VISIT"]].to_numpy().tolist() == [["01-005", "WEEK 2"]]
    missed = sv[sv["SVOCCUR"] == "N"]
    assert missed[["id", "VISIT", "SVREASOC", "SVSTDTC"]].to_numpy().tolist() == [
        ["01-005", "MONTH 2", "PATIENT DECLINED", ""]
    ]
    unplanned = sv[sv["SVPRESP"] == ""]
    assert unplanned[["id", "VISITNUM", "VISIT"]].to_numpy().tolist() == [["01-004", "5.1", "UNSCHEDULED 5.1"]]
    assert day(unplanned, "SVSTDTC").tolist() == [44]
    by_phone = table("qs").query("id == '01-005' and VISIT == 'WEEK 2'")
    assert set(by_phone["QSMETHOD"]) == {"TELEPHONE INTERVIEW"}


def test_no_visit_falls_on_a_weekend():
    dates = pd.to_datetime(table("sv")["SVSTDTC"].replace("", None)).dropna()
    assert dates.dt.day_of_week.max() <= 4


# --- Measurements ---


def test_records_before_screening_one_too_old_one_partial_one_of_another_scale():
    qs = table("qs")
    old = qs[qs["VISIT"].str.startswith("HISTORICAL")]
    screening = pd.to_datetime(old["id"].map(table("dm").set_index("id")["RFICDTC"]))
    limit = screening - pd.DateOffset(months=3)
    dated = old["QSDTC"].str.len() == 10
    too_old = dated & (pd.to_datetime(old["QSDTC"].where(dated)) < limit)
    assert old[too_old][["id", "VISIT"]].to_numpy().tolist() == [["01-001", "HISTORICAL 1"]]
    assert old[~dated][["id", "VISIT", "QSDTC", "QSDY"]].to_numpy().tolist() == [
        ["01-005", "HISTORICAL 1", "2011-01", ""]
    ]
    assert old[old["QSCAT"] == "ALSFRS"][["id", "VISIT"]].to_numpy().tolist() == [["01-002", "HISTORICAL 1"]]
    assert not table("sv")["VISIT"].str.startswith("HISTORICAL").any()


POINTS = [
    ("qs", "ALSR1TOT", [(4, 5), (4, 3), (4, 4), (4, 5), (3, 2), (5, 3)]),
    ("re", "FVCPP", [(4, 5), (4, 4), (4, 3), (4, 5), (3, 1), (5, 3)]),
    ("mk", "MVICARMZ", [(4, 5), (4, 4), (4, 4), (4, 5), (3, 1), (4, 3)]),
    ("mk", "MVICGRPZ", [(4, 5), (4, 4), (4, 4), (4, 5), (3, 1), (4, 3)]),
]


@pytest.mark.parametrize(("name", "code", "counts"), POINTS)
def test_usable_points_before_and_after_the_infusion(name, code, counts):
    frame, column = table(name), f"{name.upper()}STRESN"
    frame = frame[(frame[f"{name.upper()}TESTCD"] == code) & (frame[column] != "")]
    frame = frame[frame["REPOS"] == "SITTING"] if name == "re" else frame[frame[column] != "52"]
    days = day(frame, f"{name.upper()}DTC")
    usable = days.notna() & ~((frame["id"] == "01-001") & (days < -121))
    before = (usable & (days <= 0)).groupby(frame["id"]).sum()
    after = (usable & (days > 0)).groupby(frame["id"]).sum()
    assert [(int(before[each]), int(after[each])) for each in INFUSIONS] == counts


def test_not_done_says_why():
    re, mk = table("re"), table("mk")
    absent = re[re["RESTAT"] == "NOT DONE"]
    assert absent[absent["RETESTCD"] == "FVCPP"][["id", "VISIT", "REREASND", "RESTRESN"]].to_numpy().tolist() == [
        ["01-003", "MONTH 6", "TOO WEAK", ""], ["01-005", "WEEK 2", "TELEPHONE VISIT", ""],
    ]  # fmt: skip
    assert set(mk[mk["MKSTAT"] == "NOT DONE"]["id"] + mk[mk["MKSTAT"] == "NOT DONE"]["VISIT"]) == {"01-005WEEK 2"}
    assert (table("qs")["QSSTAT"] == "").all()


def test_every_other_total_is_the_sum_of_its_items():
    qs = table("qs")
    key = ["id", "VISITNUM"]
    items = qs[qs["QSTESTCD"].str.fullmatch(r"ALSR1(0\d[AB]?|1[012])")]
    assert items["QSSTRESN"].isin(list("01234")).all()
    sums = items.groupby(key)["QSSTRESN"].agg(lambda scores: scores.astype(int).sum())
    assert (items.groupby(key).size() == 12).all()
    totals = qs[qs["QSTESTCD"] == "ALSR1TOT"].set_index(key)["QSSTRESN"].astype(int).reindex(sums.index)
    wrong = totals[totals != sums]
    assert wrong.to_dict() == {("01-002", "6"): 52}
    assert sums["01-002", "6"] == 33


# --- Events ---


def test_the_counts_of_the_readme(events):
    known = events[events["AESTDTC"] <= "2011-12-31"]
    assert known.groupby("id").size().to_dict() == {
        "01-001": 2, "01-002": 4, "01-003": 5, "01-004": 5, "01-005": 3, "01-006": 3,
    }  # fmt: skip
    assert known["AETOXGR"].value_counts().to_dict() == {"1": 13, "2": 4, "3": 2, "": 2, "5": 1}
    assert list(known[known["AESER"] == "Y"]["id"]) == ["01-003", "01-003", "01-004"]


def test_the_uneventful_completer(events):
    assert set(events[events["id"] == "01-001"]["AETOXGR"]) == {"1"}


def test_the_headache_resolved(events):
    headache = event(events, "01-002", "Post-puncture headache")
    assert (headache["day"], headache["end"], headache["AETOXGR"]) == (2, 6, "2")
    assert (headache["AEOUT"], headache["AEREL"], headache["AESER"]) == ("RECOVERED/RESOLVED", "RELATED", "N")


def test_the_leg_pain_is_under_adjudication(events):
    pain = event(events, "01-004", "Radicular leg pain, left")
    assert (pain["day"], pain["AETOXGR"], pain["AESER"], pain["AEENDTC"], pain["AEENRTPT"]) == (
        9,
        "3",
        "Y",
        "",
        "ONGOING",
    )
    assert pain[["PESITE", "PENEURO", "PENATPRG", "PEADJ"]].tolist() == ["N", "Y", "U", "PENDING"]
    assert pain["PEADJREQ"] == "2011-10-31"
    assert list(events[events["PEADJ"] == "PENDING"]["id"]) == ["01-004"]


def test_the_death_is_attributed_to_the_disease(events):
    death = event(events, "01-003", "Respiratory failure")
    columns = ["AETOXGR", "AEOUT", "AESDTH", "AESER", "AEREL", "PENATPRG", "AEENDTC"]
    assert death[columns].tolist() == ["5", "FATAL", "Y", "Y", "NOT RELATED", "Y", "2011-10-23"]
    weakness = event(events, "01-003", "Leg weakness increased")
    assert weakness[["PENEURO", "PENATPRG", "PEADJ"]].tolist() == ["Y", "Y", "FINAL"]
    assert weakness["AEENTPT"] == "2011-10-23"


def test_gaps_of_real_records(events):
    assert list(events[events["AESTDTC"].str.len() == 7]["AETERM"]) == ["Low mood"]
    assert list(events[events["AEENDTC"].str.len() == 7]["AETERM"]) == ["Aspiration-site haematoma"]
    ungraded = events[events["AETOXGR"] == ""].set_index("AETERM")["AESEV"]
    assert ungraded.to_dict() == {"Constipation": "", "Low mood": "MODERATE"}
    assert list(events[events["AEOUT"] == "UNKNOWN"]["AETERM"]) == ["Muscle cramps"]


def test_what_lies_after_the_cut(events):
    assert list(events[events["AESTDTC"] > "2011-12-31"]["AETERM"]) == ["Common cold"]
    assert list(events[events["AEENDTC"] > "2011-12-31"]["AETERM"]) == ["Nausea"]
    starts = [("sv", "SVSTDTC"), ("qs", "QSDTC"), ("re", "REDTC"), ("mk", "MKDTC"), ("nv", "NVDTC"), ("cm", "CMSTDTC")]
    assert all(table(name)[column].max() <= "2011-12-31" for name, column in starts)
