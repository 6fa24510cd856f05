"""The tables of a synthetic study: SDTM that agrees with itself, and errors only where they are told."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data_access.synthetic import PARAMETERS, Switches, SyntheticStudy, generate
from data_access.synthetic.columns import TABLES, label
from data_access.synthetic.values import predicted_fvc
from tests.data_access.synthetic_studies import is_number, many_patients, some_patients
from trial.tables import contract


@pytest.fixture(scope="module")
def many() -> SyntheticStudy:
    return many_patients()


@pytest.fixture(scope="module")
def some() -> SyntheticStudy:
    return some_patients()


# --- The tables ---


def test_a_cut_that_leaves_a_mix(some):
    reasons = some.tables["DS"].query("DSCAT == 'DISPOSITION EVENT'")["DSDECOD"].value_counts()
    gone = set(reasons.index)
    assert {"COMPLETED", "DEATH", "WITHDRAWAL BY SUBJECT", "SCREEN FAILURE"} <= gone
    assert reasons.min() >= 3
    on_study = len(some.tables["DM"]) - reasons.sum()
    assert on_study >= 60
    assert 0 < some.tables["EX"]["USUBJID"].nunique() < 306
    assert len(some.tables["DM"]) == 306
    assert set(some.tables["SV"]["SVOCCUR"].dropna()) == {"Y", "N"}
    assert (some.tables["SV"]["SVCNTMOD"] == "TELEPHONE CALL").any()


def test_patients_come_one_after_another(some):
    dm = some.tables["DM"]
    assert dm["SITEID"].nunique() == round(306 / 12)
    for _, site in dm.groupby("SITEID"):
        screened = pd.to_datetime(site["RFICDTC"])
        assert screened.diff().dt.days.dropna().min() >= 13
        infused = pd.to_datetime(site["RFXSTDTC"].dropna()).sort_values()
        assert infused.diff().dt.days.dropna().min() >= 7
    prepared = some.tables["PR"].query("PRTRT == 'BONE MARROW ASPIRATION'").set_index("USUBJID")["PRSTDTC"]
    infusion = dm.set_index("USUBJID")["RFXSTDTC"].dropna()
    wait = (pd.to_datetime(infusion) - pd.to_datetime(prepared.reindex(infusion.index))).dt.days
    assert wait.between(13, 36).all()


def test_nothing_after_the_extraction_and_nobody_after_leaving(some):
    extraction = str(np.datetime64(some.record.extraction, "D"))
    for name, table in some.tables.items():
        for column in [column for column in table if column.endswith("DTC")]:
            assert table[column].dropna().max() <= extraction, (name, column)
    ended = some.tables["DM"].set_index("USUBJID")["RFPENDTC"].dropna()
    for name, column in (("SV", "SVSTDTC"), ("QS", "QSDTC"), ("AE", "AESTDTC"), ("AE", "AEENDTC"), ("PR", "PRSTDTC")):
        rows = some.tables[name].dropna(subset=[column])
        limit = rows["USUBJID"].map(ended).fillna("9999")
        assert (rows[column].str[:10] <= limit).all(), (name, column)


def test_keys_are_unique_and_sequences_have_no_holes(some):
    for name, table in some.tables.items():
        if name in {"DM", "TV", "SV", "RELREC"} or name.startswith("SUPP"):
            continue
        counted = table.groupby("USUBJID")[f"{name}SEQ"].agg(["min", "max", "count", "nunique"])
        assert (counted["min"] == 1).all(), name
        assert (counted["max"] == counted["count"]).all(), name
        assert (counted["nunique"] == counted["count"]).all(), name
    assert not some.tables["DM"].duplicated("USUBJID").any()
    assert not some.tables["SV"].duplicated(["USUBJID", "VISITNUM"]).any()


def test_study_days_have_no_zero_and_follow_the_dates(some):
    infusion = pd.to_datetime(some.tables["DM"].set_index("USUBJID")["RFSTDTC"])
    for name, dated, counted in (("QS", "QSDTC", "QSDY"), ("SV", "SVSTDTC", "SVSTDY"), ("AE", "AESTDTC", "AESTDY")):
        table = some.tables[name]
        dates = pd.to_datetime(table[dated].where(table[dated].str.len() == 10))
        since = (dates - table["USUBJID"].map(infusion)).dt.days
        expected = since + (since >= 0)
        assert table[counted].notna().sum() > 100
        assert not (table[counted] == 0).any()
        pd.testing.assert_series_equal(table[counted], expected, check_names=False, check_dtype=False)


def test_totals_are_the_sum_of_their_items(some):
    qs = some.tables["QS"]
    key = ["USUBJID", "VISITNUM"]
    items = qs[qs["QSTESTCD"].str.fullmatch(r"ALSR1(0\d[AB]?|1[012])")]
    assert items["QSSTRESN"].between(0, 4).all()
    assert (items["QSSTRESN"] % 1 == 0).all()
    assert (items.groupby(key).size() == 12).all()
    sums = items.groupby(key)["QSSTRESN"].sum()
    total = qs[qs["QSTESTCD"] == "ALSR1TOT"].set_index(key)["QSSTRESN"].reindex(sums.index)
    assert (total == sums).all()
    for code, numbers in (("BUL", "01 02 03"), ("FIN", "04 05A 05B 06"), ("GRO", "07 08 09"), ("RES", "10 11 12")):
        part = (
            items[items["QSTESTCD"].isin([f"ALSR1{each}" for each in numbers.split()])].groupby(key)["QSSTRESN"].sum()
        )
        recorded = qs[qs["QSTESTCD"] == f"ALSR1{code}"].set_index(key)["QSSTRESN"].reindex(part.index)
        assert (recorded == part).all(), code
    assert set(qs.loc[qs["QSTESTCD"] == "ALSF1TOT", "QSCAT"]) == {"ALSFRS"}
    assert qs.loc[qs["QSTESTCD"] == "ALSF1TOT", "QSSTRESN"].max() <= 40


def test_a_gastrostomy_decides_item_five_and_ventilation_item_twelve(many):
    qs, pr = many.tables["QS"], many.tables["PR"]
    for procedure, code in (("GASTROSTOMY", "ALSR105B"), ("NON-INVASIVE MECHANICAL VENTILATION", "ALSR112")):
        begun = pr[pr["PRTRT"] == procedure].groupby("USUBJID")["PRSTDTC"].min()
        rows = qs[qs["QSTESTCD"].isin([code, code.replace("B", "A")])]
        after = rows["QSDTC"] >= rows["USUBJID"].map(begun).fillna("9999")
        assert after.sum() > 50
        if code == "ALSR112":
            assert rows.loc[after, "QSSTRESN"].max() == 3
            assert rows.loc[~after, "QSSTRESN"].min() == 4
        else:
            assert (after == (rows["QSTESTCD"] == "ALSR105B")).all()


def test_percent_predicted_is_litres_over_predicted(some):
    re = some.tables["RE"]
    litres = re[(re["RETESTCD"] == "FVC") & re["RESTRESN"].notna()].set_index(["USUBJID", "VISITNUM"])
    percent = re[(re["RETESTCD"] == "FVCPP") & (re["REPOS"] == "SITTING")].set_index(["USUBJID", "VISITNUM"])[
        "RESTRESN"
    ]
    expected = 100 * litres["RESTRESN"] / litres["REORREF"].astype(float)
    assert len(expected) > 1_000
    assert (percent.reindex(expected.index) - expected).abs().max() <= 0.0500001
    assert percent.notna().sum() > len(expected)  # some old records have % predicted only


@pytest.mark.parametrize(
    ("sex", "age", "height", "expected"),
    [
        ("M", 55, 178, 4.9347),
        ("F", 62, 163, 3.2712),
        ("M", 45, 180, 5.3308),
        ("F", 50, 165, 3.6574),
        ("M", 70, 172, 4.0484),
    ],
)
def test_predicted_fvc_follows_nhanes_iii(some, sex, age, height, expected):
    cohort = some.record.cohort
    person = cohort.people.iloc[:1].assign(sex=sex, age=float(age), height=float(height))
    day = (person["screening"] - person["infusion"]).to_numpy()
    assert predicted_fvc(replace(cohort, people=person), np.array([0]), day)[0] == pytest.approx(expected, abs=5e-5)


def test_the_last_result_before_exposure_is_flagged_once(some):
    qs = some.tables["QS"]
    flagged = qs[qs["QSLOBXFL"] == "Y"]
    assert not flagged.duplicated(["USUBJID", "QSTESTCD"]).any()
    assert (flagged["QSDY"].dropna() <= 1).all()
    infused = some.tables["EX"]["USUBJID"]
    totals = qs[
        (qs["QSTESTCD"] == "ALSR1TOT") & (qs["QSDY"] <= 1) & qs["QSSTRESN"].notna() & qs["USUBJID"].isin(infused)
    ]
    last = totals.groupby("USUBJID")["QSDTC"].max()
    marked = flagged[flagged["QSTESTCD"] == "ALSR1TOT"].set_index("USUBJID")["QSDTC"]
    assert (marked.reindex(last.index) == last).all()


def test_serious_events_and_deaths_agree_with_themselves(some):
    ae, dm = some.tables["AE"], some.tables["DM"]
    reasons = ["AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE"]
    assert ((ae["AESER"] == "Y") == ae[reasons].eq("Y").any(axis=1)).all()
    assert set(ae.loc[ae["AEOUT"] == "FATAL", "USUBJID"]) == set(dm.loc[dm["DTHFL"] == "Y", "USUBJID"])
    assert set(some.tables["DD"]["USUBJID"]) == set(dm.loc[dm["DTHFL"] == "Y", "USUBJID"])
    fatal = ae[ae["AEOUT"] == "FATAL"].set_index("USUBJID")["AEENDTC"]
    assert (fatal == dm.set_index("USUBJID")["DTHDTC"].reindex(fatal.index)).all()


def test_qualifiers_belong_to_events(some):
    supp, ae = some.tables["SUPPAE"], some.tables["AE"]
    keys = set(ae["USUBJID"] + "/" + ae["AESEQ"].astype(str))
    assert set(supp["USUBJID"] + "/" + supp["IDVARVAL"]) == keys
    values = supp.groupby("QNAM")["QVAL"].agg(set)
    assert values["PESITE"] <= {"Y", "N"} and values["PENATPRG"] <= {"Y", "N", "U"}
    assert values["PEADJ"] == {"FINAL"}
    assert not supp.duplicated(["USUBJID", "IDVARVAL", "QNAM"]).any()


def test_names_and_labels_fit_transport_files(some):
    for name, table in some.tables.items():
        assert len(TABLES[name]) <= 40
        assert all(len(column) <= 8 for column in table), name
        assert all(label(column) != column and len(label(column)) <= 40 for column in table), name
        for column in table.columns[~table.columns.map(is_number)]:
            texts = table[column].dropna().astype(str)
            assert texts.map(str.isascii).all()
            assert texts.str.len().max() <= 200 or texts.empty
            assert not texts.eq("").any(), (name, column)


def test_the_program_takes_the_same_columns_for_numbers(some):
    for name, table in some.tables.items():
        if not name.startswith("SUPP"):
            assert [c for c in table if contract(name).is_number(c)] == [c for c in table if is_number(c)], name


def test_the_clinic_in_a_study_of_any_size(some):
    lb, vs, supp, links = (some.tables[name] for name in ("LB", "VS", "SUPPEX", "RELREC"))
    screened = some.tables["SV"].query("VISITNUM == 1 and SVOCCUR == 'Y'")["USUBJID"]
    for code in ("HCT", "PLAT", "INR", "CREAT"):
        at_first = lb[(lb["LBTESTCD"] == code) & (lb["VISITNUM"] == 1)]["USUBJID"]
        assert list(at_first) == list(screened)
    above = lb["LBSTRESN"] > lb["LBSTNRHI"]
    assert (above == (lb["LBNRIND"] == "HIGH")).all()
    fluid = lb[lb["LBSPEC"] == "CEREBROSPINAL FLUID"]
    raised = fluid[fluid["LBNRIND"] == "HIGH"]
    assert raised["LBDY"].min() > 1
    roots = some.tables["AE"].query("AEDECOD in ['Radicular pain', 'Meningism']")["USUBJID"]
    assert set(raised["USUBJID"]) <= set(roots) and raised["USUBJID"].nunique() >= 5
    assert vs.loc[vs["VSTESTCD"] == "WEIGHT", "VSSTRESN"].between(30, 160).all()
    assert set(supp["USUBJID"]) == set(some.tables["EX"]["USUBJID"])
    assert 0 < supp["USUBJID"].nunique() - (supp["QNAM"] == "EXVIAB").sum() < 20
    assert (links.groupby(["USUBJID", "RELID"]).size() == 2).all()
    for code in ("AE", "CM", "PR"):
        ends, rows = links[links["RDOMAIN"] == code], some.tables[code]
        assert set(ends["USUBJID"] + ends["IDVARVAL"]) <= set(rows["USUBJID"] + rows[f"{code}SEQ"].astype(str))


def test_reports_of_serious_events(some):
    ae = some.tables["AE"].assign(IDVARVAL=lambda rows: rows["AESEQ"].astype(str))
    supp = some.tables["SUPPAE"]
    wide = supp.pivot_table(index=["USUBJID", "IDVARVAL"], columns="QNAM", values="QVAL", aggfunc="first").reset_index()
    told = ae.merge(wide, on=["USUBJID", "IDVARVAL"])
    assert len(told) == len(ae)
    assert (told["AEAWDTC"].notna() <= (told["AESER"] == "Y")).all()
    waited = (pd.to_datetime(told["AERPTDTC"]) - pd.to_datetime(told["AEAWDTC"])).dt.days
    assert waited.min() >= 0 and (waited > 15).sum() >= 1
    assert (told["PEADJDTC"].notna() == (told["PEADJ"] == "FINAL")).all()
    assert (told["PEADJRAT"].notna() == told["PEADJDTC"].notna()).all()


# --- Errors on request ---


def test_data_errors_are_told_and_touch_nothing_else():
    clean = generate(120, seed=21)
    dirty = generate(120, seed=21, switches=Switches(data_errors=True))
    told = dirty.truth["errors"]
    assert clean.truth["errors"] == []
    assert len(told) == 10 * PARAMETERS.data_errors_each
    assert len({each["what"] for each in told}) == 10
    for name, table in dirty.tables.items():
        usual = clean.tables[name]
        told_here = [each for each in told if each["table"] == name]
        shared = table.iloc[: len(usual)]
        unequal = ~(shared.eq(usual) | (shared.isna() & usual.isna())).all(axis=1)
        added = len(table) - len(usual)
        assert unequal.sum() + added == len(told_here), name
        subjects = table["USUBJID"] if "USUBJID" in table else pd.Series("", index=table.index)
        assert set(subjects[unequal[unequal].index]) <= {each["usubjid"] for each in told_here}


def test_each_kind_of_data_error_is_in_the_tables():
    tables = generate(120, seed=21, switches=Switches(data_errors=True)).tables
    qs, ae, dm, sv, re = (tables[name] for name in ("QS", "AE", "DM", "SV", "RE"))
    cutting = qs[qs["QSTESTCD"].isin(["ALSR105A", "ALSR105B"])].groupby(["USUBJID", "VISITNUM"]).size()
    assert (cutting == 2).sum() == 2
    assert (qs["QSSTRESC"] == "5").sum() >= 1 and (qs.loc[qs["QSTESTCD"] == "ALSR108", "QSSTRESN"].max()) == 5
    assert (re.loc[re["RETESTCD"] == "FVC", "RESTRESN"] > 20).sum() == 2
    assert sv.duplicated(["USUBJID", "VISITNUM"]).sum() == 2
    whole = ae[ae["AESTDTC"].str.len().eq(10) & ae["AEENDTC"].notna()]
    assert (whole["AEENDTC"] < whole["AESTDTC"]).sum() == 2
    last = sv.dropna(subset=["SVSTDTC"]).groupby("USUBJID")["SVSTDTC"].max()
    died = dm[dm["DTHFL"] == "Y"]
    assert (died["DTHDTC"] < died["USUBJID"].map(last)).sum() >= 1
