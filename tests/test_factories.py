"""The builder of small studies makes tables as the snapshot promises them."""

from datetime import date

import numpy as np
import pytest

from tests.factories import one_subject, snapshot, study, table
from trial.calendar import epoch_day
from trial.snapshot import FILE, ROW


def test_a_table_has_its_keys_its_types_and_the_companions_of_its_dates():
    frame = table("AE", [{"USUBJID": "S", "AETERM": "Fever", "AESTDTC": "2011-03"}, {"USUBJID": "S", "AETERM": None}])
    assert list(frame["AESEQ"]) == [1.0, 2.0]
    assert frame["AESEQ"].dtype == np.float64
    assert frame["AETERM"].dtype == object
    assert list(frame["AETERM"]) == ["Fever", None]
    assert frame["AESTDTC.earliest"][0] == epoch_day(date(2011, 3, 1))
    assert frame["AESTDTC.latest"][0] == epoch_day(date(2011, 3, 31))
    assert np.isnan(frame["AESTDTC.earliest"][1])
    assert list(frame[FILE]) == ["ae.csv", "ae.csv"]
    assert list(frame[ROW]) == [1, 2]


def test_an_empty_table_keeps_its_columns():
    frame = table("SV", [], ["VISITNUM", "SVSTDTC"])
    assert len(frame) == 0
    assert {"USUBJID", "VISITNUM", "SVSTDTC", "SVSTDTC.earliest", FILE, ROW} <= set(frame)


def test_an_impossible_date_is_refused():
    with pytest.raises(ValueError, match=r"AE\.AESTDTC"):
        table("AE", [{"AESTDTC": "2011-02-30"}])


def test_one_subject_is_infused_and_takes_more_tables():
    made = one_subject(AE=[{"AETERM": "Fever"}])
    assert set(made.tables) == {"DM", "EX", "AE"}
    assert made.tables["AE"]["USUBJID"][0] == "S-01"
    assert made.tables["EX"]["EXSTDTC"][0] == "2011-03-01"


def test_the_study_can_be_changed_field_by_field():
    assert study(prohibited=()).prohibited == ()
    assert snapshot({}, of=study(id="OTHER")).study.id == "OTHER"
