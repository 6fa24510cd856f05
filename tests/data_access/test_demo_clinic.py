"""The clinic in the demonstration study: blood, fluid, vital signs, the product, linked records and reports."""

import pandas as pd
import pytest

from tests.data_access.demo_files import INFUSIONS, day, table

LIMITS = ["LBSTNRLO", "LBSTNRHI", "LBSTRESN"]


@pytest.fixture(scope="module")
def lb() -> pd.DataFrame:
    frame = table("lb")
    frame[LIMITS] = frame[LIMITS].astype(float)
    return frame.assign(day=day(frame, "LBDTC"))


def test_blood_is_taken_twice_and_nobody_is_below_the_limits_of_the_trial(lb):
    taken = lb[lb["LBSPEC"] != "CEREBROSPINAL FLUID"].groupby(["LBTESTCD", "VISIT"])["id"].apply(list).to_dict()
    visits = {"HCT": ("SCREENING", "MONTH 1"), "PLAT": ("SCREENING", "MONTH 1"), "CREAT": ("SCREENING", "MONTH 1")}
    expected = {(code, visit): list(INFUSIONS) for code, both in visits.items() for visit in both}
    assert taken == expected | {("INR", "SCREENING"): list(INFUSIONS)}
    lowest = lb.groupby("LBTESTCD")["LBSTRESN"].min()
    assert lowest["HCT"] > 30 and lowest["PLAT"] > 100
    assert lb.loc[lb["LBTESTCD"] == "INR", "LBSTRESN"].max() <= 1.5


def test_the_mark_says_how_a_value_stands_to_its_limits(lb):
    marks = pd.Series("NORMAL", index=lb.index)
    marks[lb["LBSTRESN"] < lb["LBSTNRLO"]] = "LOW"
    marks[lb["LBSTRESN"] > lb["LBSTNRHI"]] = "HIGH"
    assert (lb["LBNRIND"] == marks).all()
    assert set(marks) == {"NORMAL", "LOW", "HIGH"}


def test_the_fluid_is_raised_beside_the_leg_pain_alone(lb):
    fluid = lb[lb["LBSPEC"] == "CEREBROSPINAL FLUID"]
    assert (fluid[fluid["day"] == 0].groupby("id")["LBTESTCD"].agg(set) == {"WBC", "PROT"}).all()
    assert (fluid.loc[fluid["day"] == 0, "LBNRIND"] == "NORMAL").all()
    later = fluid[fluid["day"] > 0]
    assert later[["id", "day", "LBTESTCD", "LBORRES", "LBNRIND"]].to_numpy().tolist() == [
        ["01-004", 14, "WBC", "33", "HIGH"], ["01-004", 14, "PROT", "0.99", "HIGH"],
        ["01-004", 44, "WBC", "17", "HIGH"], ["01-004", 44, "PROT", "0.67", "HIGH"],
    ]  # fmt: skip


def test_vital_signs_are_taken_in_person_and_show_the_fever():
    vs, sv = table("vs"), table("sv")
    seen = sv[(sv["SVOCCUR"] == "Y") & (sv["SVCNTMOD"] == "IN PERSON")]
    for code in ("WEIGHT", "SYSBP", "DIABP", "PULSE", "TEMP"):
        rows = vs[vs["VSTESTCD"] == code]
        assert list(zip(rows["id"], rows["VISIT"], strict=True)) == list(zip(seen["id"], seen["VISIT"], strict=True))
    assert vs.loc[vs["VSTESTCD"] == "HEIGHT", "VSORRES"].tolist() == ["164", "176", "172", "179", "168", "181"]
    hot = vs[(vs["VSTESTCD"] == "TEMP") & (vs["VSSTRESN"].where(vs["VSTESTCD"] == "TEMP", "0").astype(float) >= 38)]
    assert hot[["id", "VISIT", "VSORRES"]].to_numpy().tolist() == [["01-005", "INFUSION", "38.8"]]


def test_the_product_of_each_infusion():
    wide = table("suppex").pivot_table(index="id", columns="QNAM", values="QVAL", aggfunc="first")
    assert list(wide.index) == list(INFUSIONS)
    assert set(wide.columns) == {"EXVOL", "EXVOLU", "EXVIAB", "EXLEVEL", "EXNEEDLE"}
    assert list(wide.index[wide["EXVIAB"].isna()]) == ["01-004"]
    assert wide["EXVIAB"].dropna().astype(int).between(70, 99).all()
    assert set(wide["EXLEVEL"]) <= {"L3/L4", "L4/L5"} and set(wide["EXNEEDLE"]) == {"22G ATRAUMATIC"}


def test_every_link_joins_an_event_with_a_medicine_or_a_procedure():
    links = table("relrec")
    assert (links["RELTYPE"] == "").all()
    pairs = links.groupby(["id", "RELID"])["RDOMAIN"].agg(sorted)
    assert {tuple(pair) for pair in pairs} == {("AE", "CM"), ("AE", "PR")}
    for name in ("ae", "cm", "pr"):
        rows, code = table(name), name.upper()
        ends = links[links["RDOMAIN"] == code]
        assert set(ends["id"] + ends["IDVARVAL"]) <= set(rows["id"] + rows[f"{code}SEQ"])
    cm, linked = table("cm"), links[links["RDOMAIN"] == "CM"]
    alone = cm[~(cm["id"] + cm["CMSEQ"]).isin(linked["id"] + linked["IDVARVAL"])]
    assert alone[["id", "CMTRT"]].to_numpy().tolist() == [
        ["01-002", "RILUZOLE"], ["01-005", "BACLOFEN"], ["01-006", "RILUZOLE"],
    ]  # fmt: skip


def test_reports_of_serious_events_one_late_one_missing():
    ae, supp = table("ae").drop_duplicates(), table("suppae")
    dates = supp.pivot_table(index=["id", "IDVARVAL"], columns="QNAM", values="QVAL", aggfunc="first").reset_index()
    told = ae.merge(dates, left_on=["id", "AESEQ"], right_on=["id", "IDVARVAL"])
    assert (told["AEAWDTC"].notna() == (told["AESER"] == "Y")).all()
    serious = told[told["AESER"] == "Y"]
    waited = (pd.to_datetime(serious["AERPTDTC"]) - pd.to_datetime(serious["AEAWDTC"])).dt.days
    assert list(zip(serious["AEDECOD"], waited.fillna(-1), strict=True)) == [
        ("Pneumonia", 1), ("Respiratory failure", 17), ("Radicular pain", -1),
    ]  # fmt: skip
    judged = told[told["PEADJDTC"].notna()]
    assert list(judged["AEDECOD"]) == list(told.loc[told["PEADJ"] == "FINAL", "AEDECOD"]) == ["Leg weakness"]
    assert list(ae.loc[ae["AECONTRT"] == "Y", "AEDECOD"]) == [
        "Headache after lumbar puncture", "Constipation", "Pneumonia", "Respiratory failure", "Radicular pain",
        "Drooling", "Fever", "Muscle cramps", "Low mood",
    ]  # fmt: skip
