"""What is known at a data cut."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import endpoint, one_subject, snapshot, study, table
from trial.cut import END_AFTER_CUT, known_at
from trial.study import Anchor
from trial.tables import TEXT

CUT = date(2011, 12, 31)
STARTS = {
    "AE": "AESTDTC",
    "SV": "SVSTDTC",
    "EX": "EXSTDTC",
    "PR": "PRSTDTC",
    "CM": "CMSTDTC",
    "MH": "MHSTDTC",
    "DS": "DSSTDTC",
    "QS": "QSDTC",
    "RE": "REDTC",
    "MK": "MKDTC",
    "NV": "NVDTC",
    "VS": "VSDTC",
}


def one(name, *rows, cut=CUT, **more):
    return known_at(one_subject(**{name: rows}, **more), cut)


# --- Starts ---


@pytest.mark.parametrize(("name", "column"), STARTS.items())
def test_a_record_that_starts_after_the_cut_is_dropped_and_counted(name, column):
    known = one(name, {column: "2011-12-31"}, {column: "2012-01-01"}, {column: None})
    assert known.tables[name][column].tolist() == ["2011-12-31", None]
    assert known.after_cut[name] == 1


def test_a_partial_start_counts_from_its_earliest_possible_day():
    known = one("AE", {"AESTDTC": "2011-12"}, {"AESTDTC": "2011"}, {"AESTDTC": "2012"}, {"AESTDTC": "2012---01"})
    assert known.tables["AE"]["AESTDTC"].tolist() == ["2011-12", "2011"]
    assert known.after_cut["AE"] == 2


def test_a_disposition_without_a_start_is_placed_by_the_day_it_was_recorded():
    rows = [{"DSDECOD": "COMPLETED", "DSSTDTC": None, "DSDTC": day} for day in ("2011-12-31", "2012-01-01", None)]
    assert one("DS", *rows).tables["DS"]["DSDTC"].tolist() == ["2011-12-31", None]


def test_a_collection_date_places_no_event():
    known = one("AE", {"AESTDTC": "2011-12-01", "AEDTC": "2012-02-01"}, {"AESTDTC": None, "AEDTC": "2012-02-01"})
    assert known.after_cut["AE"] == 0


def test_every_table_has_a_count_and_planned_visits_are_never_cut():
    made = one_subject(QS=[], SUPPAE=[{"QNAM": "PESITE"}], TV=[{"VISITNUM": 9, "TVDTC": "2030-01-01"}])
    known = known_at(made, CUT)
    assert dict(known.after_cut) == {"DM": 0, "EX": 0, "QS": 0, "SUPPAE": 0, "TV": 0}
    assert len(known.tables["TV"]) == 1


def test_a_table_of_another_shape_is_placed_by_the_date_the_study_file_names():
    of = study(endpoints=(endpoint(domain="XX", date="XXWHEN"),))
    frame = table("XX", [{"USUBJID": "S-01", "XXWHENDTC": day} for day in ("2011-12-31", "2012-01-01")])
    frame = frame.rename(columns=lambda name: name.replace("XXWHENDTC", "XXWHEN"))
    known = known_at(snapshot({}, of=of, XX=frame), CUT)
    assert known.tables["XX"]["XXWHEN"].tolist() == ["2011-12-31"]


def test_what_stays_keeps_its_origin_and_starts_counting_anew():
    known = one("AE", {"AESTDTC": "2012-01-01"}, {"AESTDTC": "2011-12-01"})
    assert known.tables["AE"]["@ROW"].tolist() == [2]
    assert known.tables["AE"].index.tolist() == [0]


def test_a_cut_after_everything_changes_nothing():
    made = one_subject(AE=[{"AESTDTC": "2011-04-01", "AEENDTC": "2011-04-09"}], SV=[{"SVSTDTC": "2011-03-15"}])
    known = known_at(made, date(2030, 1, 1))
    assert all(known.tables[name] is made.tables[name] for name in made.tables)
    assert set(known.after_cut.values()) == {0}


def test_a_table_that_the_study_does_not_have_is_empty():
    assert len(one("AE").table("CM")) == 0
    assert "USUBJID" in one("AE").table("CM")


# --- Ends ---


def test_an_end_after_the_cut_is_unknown_and_so_is_what_depends_on_it():
    row = {"AESTDTC": "2011-12-01", "AEENDY": 30, "AEENRTPT": "BEFORE", "AESDTH": "Y", "AESER": "Y"}
    before = row | {"AEENDTC": "2011-12-31", "AEOUT": "RECOVERED/RESOLVED"}
    after = row | {"AEENDTC": "2012-01-01", "AEOUT": "FATAL"}
    ae = one("AE", before, after, {"AESTDTC": "2011-12-01"}).tables["AE"]
    assert ae["AEENDTC"].tolist() == ["2011-12-31", None, None]
    assert ae["AEOUT"].tolist() == ["RECOVERED/RESOLVED", None, None]
    assert ae["AESDTH"].tolist() == ["Y", None, None]
    assert ae["AEENRTPT"].tolist() == ["BEFORE", None, None]
    assert ae["AESER"].tolist() == ["Y", "Y", None]
    assert ae[END_AFTER_CUT].tolist() == [False, True, False]
    for column in ("AEENDTC.earliest", "AEENDTC.latest", "AEENDY"):
        assert np.isnan(ae[column]).tolist() == [False, True, True]


def test_a_partial_end_is_known_if_it_may_lie_before_the_cut():
    rows = [{"AESTDTC": "2011-12-01", "AEENDTC": end} for end in ("2011-12", "2011", "2012-01")]
    known = one("AE", *rows, cut=date(2011, 12, 15))
    assert known.tables["AE"]["AEENDTC"].tolist() == ["2011-12", "2011", None]


@pytest.mark.parametrize("name", ["EX", "CM", "PR", "MH", "SV"])
def test_ends_of_every_domain_are_cut(name):
    row = {f"{name}STDTC": "2011-12-01", f"{name}ENDTC": "2012-01-01"}
    assert one(name, row).tables[name][f"{name}ENDTC"].tolist() == [None]


def test_an_end_that_dates_an_endpoint_stays_for_the_series_to_judge():
    of = study(endpoints=(endpoint(domain="VS", date="VSENDTC"),))
    known = known_at(one_subject(of=of, VS=[{"VSDTC": "2011-12-31", "VSENDTC": "2012-01-01"}]), CUT)
    assert known.tables["VS"]["VSENDTC"].tolist() == ["2012-01-01"]


def test_the_snapshot_itself_is_not_changed():
    made = one_subject(AE=[{"AESTDTC": "2011-12-01", "AEENDTC": "2012-01-01", "AEOUT": "FATAL"}])
    known_at(made, CUT)
    assert made.tables["AE"]["AEOUT"].tolist() == ["FATAL"]
    assert END_AFTER_CUT not in made.tables["AE"]


# --- Death and disposition ---


def demographics(dm, cut=CUT, **more):
    return known_at(one_subject(DM=[dm], **more), cut).tables["DM"].iloc[0]


def test_a_death_counts_only_from_its_date():
    dm = {"DTHDTC": "2012-01-01", "DTHFL": "Y", "RFPENDTC": "2012-01-01", "RFICDTC": "2011-02-01"}
    row = demographics(dm)
    assert (row["DTHDTC"], row["DTHFL"], row["RFPENDTC"], row["RFICDTC"]) == (None, None, None, "2011-02-01")
    assert np.isnan(row["DTHDTC.earliest"])
    row = demographics(dm, date(2012, 1, 1))
    assert (row["DTHDTC"], row["DTHFL"]) == ("2012-01-01", "Y")


def test_a_partial_death_counts_from_its_earliest_possible_day():
    assert demographics({"DTHDTC": "2011-12", "DTHFL": "Y"}, date(2011, 12, 1))["DTHFL"] == "Y"
    assert demographics({"DTHDTC": "2011-12", "DTHFL": "Y"}, date(2011, 11, 30))["DTHFL"] is None


def test_a_death_flag_without_a_date_is_known():
    assert demographics({"DTHDTC": None, "DTHFL": "Y"})["DTHFL"] == "Y"


def test_a_death_flag_is_dated_by_the_disposition_if_only_that_has_a_date():
    ds = [{"DSDECOD": "DEATH", "DSSTDTC": "2012-01-01"}]
    assert demographics({"DTHDTC": None, "DTHFL": "Y"}, DS=ds)["DTHFL"] is None
    assert demographics({"DTHDTC": None, "DTHFL": "Y"}, date(2012, 1, 1), DS=ds)["DTHFL"] == "Y"


def test_so_is_a_date_of_death_that_cannot_be_read():
    """Contract, commands: "Death and disposition count only from their own dates." """
    dm, ds = {"DTHDTC": None, "DTHDTC" + TEXT: "UNK"}, [{"DSDECOD": "DEATH", "DSSTDTC": "2012-01-01"}]
    assert demographics(dm, DS=ds)["DTHDTC" + TEXT] is None
    assert demographics(dm, date(2012, 1, 1), DS=ds)["DTHDTC" + TEXT] == "UNK"
    assert demographics(dm)["DTHDTC" + TEXT] == "UNK"


def test_a_disposition_death_without_a_date_tells_of_no_later_death():
    """Contract, commands: "Death and disposition count only from their own dates." """
    undated, dated = ({"DSDECOD": "DEATH", "DSSTDTC": day} for day in (None, "2012-01-01"))
    for death, ds in (("2012-01-01", [undated]), (None, [undated, dated])):
        made = one_subject(DM=[{"DTHDTC": death, "DTHFL": "Y"}], DS=ds)
        assert len(known_at(made, CUT).tables["DS"]) == 0
        assert known_at(made, CUT).after_cut["DS"] == len(ds) - 1
        assert len(known_at(made, date(2012, 1, 1)).tables["DS"]) == len(ds)
    assert len(known_at(one_subject(DM=[{"DTHFL": "Y"}], DS=[undated]), CUT).tables["DS"]) == 1


def test_a_screen_failure_arm_counts_only_from_the_date_of_the_failure():
    dm, ds = {"ARMCD": "SCRNFAIL", "ARM": "Screen Failure"}, [{"DSDECOD": "SCREEN FAILURE", "DSSTDTC": "2012-01-01"}]
    assert demographics(dm, DS=ds)["ARMCD"] is None
    assert demographics(dm, DS=ds)["ARM"] is None
    assert demographics(dm, date(2012, 1, 1), DS=ds)["ARMCD"] == "SCRNFAIL"
    assert demographics(dm)["ARMCD"] == "SCRNFAIL"
    assert demographics({"ARMCD": "CELLS"}, DS=ds)["ARMCD"] == "CELLS"


def test_nobody_is_dropped_from_dm():
    made = snapshot({"DM": [{"USUBJID": "S-01", "RFICDTC": "2012-05-01", "DMDTC": "2012-05-01"}]})
    assert len(known_at(made, date(2011, 1, 1)).tables["DM"]) == 1


def test_an_anchor_in_dm_after_the_cut_is_none_yet():
    made = one_subject(DM=[{"RFXSTDTC": "2012-02-01"}], of=study(anchor=Anchor("First dose", "DM", "RFXSTDTC")))
    assert known_at(made, CUT).tables["DM"]["RFXSTDTC"].tolist() == [None]


# --- The whole, against plain loops ---


@given(
    st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 40))), max_size=12),
    st.integers(0, 40),
)
def test_each_row_is_judged_by_itself(spans, cut_day):
    zero = date(2011, 3, 1)
    iso = [None if day is None else (zero + timedelta(days=day)).isoformat() for span in spans for day in span]
    rows = [
        {"AESTDTC": start, "AEENDTC": end, "AEOUT": "FATAL"} for start, end in zip(iso[::2], iso[1::2], strict=True)
    ]
    known = known_at(one_subject(AE=rows, cut=date(2012, 1, 1)), zero + timedelta(days=cut_day))
    expected = [
        (row["AESTDTC"], *((None, None) if end is not None and end > cut_day else (row["AEENDTC"], "FATAL")))
        for row, (start, end) in zip(rows, spans, strict=True)
        if start <= cut_day
    ]
    ae = known.tables["AE"]
    found = list(zip(ae["AESTDTC"], ae["AEENDTC"], ae["AEOUT"], strict=True)) if rows else []
    assert found == expected
    assert known.after_cut["AE"] == len(rows) - len(expected)
