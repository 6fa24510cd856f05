"""Every rule of validation on a table small enough to read."""

from dataclasses import replace

import numpy as np
import pytest

from data_access.columns import why_no_date
from tests.data_access.raws import drafts, found, raw, reasons
from tests.factories import endpoint, study
from trial.study import Anchor

HEADACHE = {"USUBJID": "S-01", "AETERM": "Headache", "AESTDTC": "2011-03-02"}
TOTAL = {"USUBJID": "S-01", "QSTESTCD": "ALSR1TOT", "QSSTRESN": 34.0, "QSDTC": "2011-01-02"}


def visit(number: float | None, day: str | None, **more: str | None) -> dict[str, str | float | None]:
    return {"USUBJID": "S-01", "VISITNUM": number, "SVSTDTC": day, **more}


def test_clean_rows_are_used_and_nothing_is_said() -> None:
    draft = drafts(raw("AE", [HEADACHE, {**HEADACHE, "AETERM": "Fever"}]))["AE"]
    assert draft.issues == []
    assert list(draft.accepted()["AETERM"]) == ["Headache", "Fever"]


def test_text_is_str_or_none_and_numbers_are_floats() -> None:
    rows = [{**TOTAL, "QSORRES": None, "VISITNUM": 1.0}, {**TOTAL, "QSORRES": "34", "VISITNUM": None}]
    table = drafts(raw("QS", rows))["QS"].accepted()
    assert list(table["QSORRES"]) == [None, "34"]
    assert table["QSORRES"].dtype == object
    assert table["VISITNUM"].dtype == np.float64
    assert list(table["@ROW"]) == [1, 2]
    assert list(table["@FILE"]) == ["qs.csv", "qs.csv"]


@pytest.mark.parametrize("written", [34.0, "34", "34.0", "3.4e1"])
def test_a_number_is_the_same_from_every_format(written: str | float) -> None:
    draft = drafts(raw("QS", [{**TOTAL, "QSSTRESN": written}]))["QS"]
    assert list(draft.accepted()["QSSTRESN"]) == [34.0]
    assert draft.issues == []


def test_a_text_column_is_the_same_from_every_format() -> None:
    numbers = drafts(raw("AE", [{**HEADACHE, "AETOXGR": 2.0}]))["AE"].accepted()
    assert list(numbers["AETOXGR"]) == ["2"]


@pytest.mark.parametrize("written", ["<0.5", "BLQ", "3,4", "nan", "inf", "1_000", "0x1F"])
def test_text_in_a_number_column_is_kept_beside_a_null(written: str) -> None:
    draft = drafts(raw("QS", [{**TOTAL, "QSSTRESN": written}, {**TOTAL, "QSSTRESN": "30"}]))["QS"]
    table = draft.accepted()
    assert np.isnan(table["QSSTRESN"][0])
    assert table["QSSTRESN"][1] == 30.0
    assert list(table["QSSTRESN.text"]) == [written, None]
    assert found(draft) == [("warning", "QSSTRESN", (1,))]


def test_an_empty_identifier_sets_the_row_aside() -> None:
    draft = drafts(raw("AE", [HEADACHE, {**HEADACHE, "USUBJID": None}]))["AE"]
    assert reasons(draft) == {2: "USUBJID is empty"}


def test_an_unknown_subject_is_set_aside_and_named() -> None:
    draft = drafts(raw("AE", [HEADACHE, {**HEADACHE, "USUBJID": "S-99"}]))["AE"]
    assert reasons(draft) == {2: "the subject is not in DM"}
    assert found(draft) == [("error", "USUBJID", (2,))]
    assert "S-99" in draft.issues[0].text


def test_rows_of_another_study_are_set_aside() -> None:
    draft = drafts(raw("AE", [HEADACHE, {**HEADACHE, "STUDYID": "OTHER"}, {**HEADACHE, "STUDYID": "TCA-ALS-SYN"}]))[
        "AE"
    ]
    assert reasons(draft) == {2: "the row belongs to another study"}
    assert ("error", "STUDYID", (2,)) in found(draft)
    assert ("warning", "STUDYID", (1,)) in found(draft)


def test_a_row_of_another_study_takes_no_key() -> None:
    rows = [{**HEADACHE, "AESEQ": 1.0, "STUDYID": "OTHER"}, {**HEADACHE, "AESEQ": 1.0, "STUDYID": "TCA-ALS-SYN"}]
    assert set(reasons(drafts(raw("AE", rows))["AE"])) == {1}


def test_identical_rows_are_used_once() -> None:
    row = {**HEADACHE, "AESEQ": 4.0}
    draft = drafts(raw("AE", [row, {**HEADACHE, "AESEQ": 5.0}, row, row]))["AE"]
    assert reasons(draft) == {3: "repeats row 1 in every column", 4: "repeats row 1 in every column"}
    assert found(draft) == [("warning", None, (3, 4))]


def test_one_key_for_different_rows_keeps_the_first() -> None:
    rows = [{**HEADACHE, "AESEQ": 1.0}, {**HEADACHE, "AESEQ": 1.0, "AETERM": "Fever"}, {**HEADACHE, "AESEQ": 1.0}]
    draft = drafts(raw("AE", rows))["AE"]
    assert reasons(draft) == {2: "same USUBJID + AESEQ as row 1, other content", 3: "repeats row 1 in every column"}
    assert ("error", None, (2,)) in found(draft)
    assert "S-01 1 (row 1)" in next(issue.text for issue in draft.issues if issue.rows == (2,))


def test_one_key_in_two_parts_names_the_file() -> None:
    first = raw("QS", [{**TOTAL, "QSSEQ": 1.0}], "qsa.csv")
    second = raw("QS", [{**TOTAL, "QSSEQ": 1.0, "QSSTRESN": 12.0}], "qsb.csv")
    draft = drafts(first, second)["QS"]
    assert [(each.file, each.row, each.reason) for each in draft.rows_set_aside()] == [
        ("qsb.csv", 1, "same USUBJID + QSSEQ as row 1 of qsa.csv, other content")
    ]


def test_one_subject_twice_in_dm_sets_all_of_its_rows_aside() -> None:
    dm = raw("DM", [{"USUBJID": "S-01", "SEX": "F"}, {"USUBJID": "S-02", "SEX": "F"}, {"USUBJID": "S-01", "SEX": "M"}])
    made = drafts(dm, raw("AE", [HEADACHE]))
    assert set(reasons(made["DM"])) == {1, 3}
    assert reasons(made["AE"]) == {1: "the row of the subject in DM is set aside"}


def test_the_same_row_twice_in_dm_is_used_once() -> None:
    made = drafts(raw("DM", [{"USUBJID": "S-01", "SEX": "F"}, {"USUBJID": "S-01", "SEX": "F"}]), raw("AE", [HEADACHE]))
    assert reasons(made["DM"]) == {2: "repeats row 1 in every column"}
    assert reasons(made["AE"]) == {}


def test_another_sequence_number_is_no_repeat() -> None:
    draft = drafts(raw("QS", [{**TOTAL, "QSSEQ": 1.0}, {**TOTAL, "QSSEQ": 2.0}]))["QS"]
    assert draft.issues == []


def test_a_row_without_a_sequence_number_has_no_key() -> None:
    draft = drafts(raw("AE", [{**HEADACHE, "AESEQ": 1.0}, {**HEADACHE, "AESEQ": None}]))["AE"]
    assert reasons(draft) == {2: "AESEQ is empty: the row has no key"}


def test_visits_are_keyed_by_visitnum() -> None:
    rows = [visit(1, "2011-01-01"), visit(1, "2011-01-05"), visit(2, "2011-01-05")]
    assert reasons(drafts(raw("SV", rows))["SV"]) == {2: "same USUBJID + VISITNUM as row 1, other content"}


def test_a_visit_without_visitnum_is_used_but_told() -> None:
    rows = [visit(None, "2011-01-01"), visit(None, "2011-01-05"), visit(None, "2011-01-05"), visit(1, "2011-01-09")]
    draft = drafts(raw("SV", rows))["SV"]
    assert reasons(draft) == {3: "repeats row 2 in every column"}
    assert ("warning", "VISITNUM", (1, 2)) in found(draft)


@pytest.mark.parametrize(
    "written", ["2011-02-30", "2011-13", "31/12/24", "03/04/2014", "0202-03-01", "2011-3-1", "2011-UN-UN", "unknown"]
)
def test_an_impossible_start_sets_the_row_aside(written: str) -> None:
    draft = drafts(raw("AE", [{**HEADACHE, "AESTDTC": written}, HEADACHE]))["AE"]
    assert reasons(draft) == {1: f"AESTDTC {written} is no date: {why_no_date(written)}"}
    assert found(draft) == [("error", "AESTDTC", (1,))]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("03/04/2014", "not ISO 8601: day and month cannot be told apart"),
        ("31-12-24", "not ISO 8601: day and month cannot be told apart"),
        ("2014-02-30", "there is no such day or time"),
        ("2014-01-16T25:61", "there is no such day or time"),
        ("0202-03-01", "the year cannot be right"),
        ("1905-05-08 00:00:00", "not ISO 8601: a T stands between day and time"),
        ("soon", "not an ISO 8601 date"),
    ],
)
def test_reasons_of_dates(written: str, why: str) -> None:
    assert why_no_date(written) == why


def test_an_impossible_other_date_empties_the_cell() -> None:
    draft = drafts(raw("AE", [{**HEADACHE, "AEENDTC": "2011-02-31"}, {**HEADACHE, "AEENDTC": "2011-03-04"}]))["AE"]
    table = draft.accepted()
    assert list(table["AEENDTC"]) == [None, "2011-03-04"]
    assert list(table["AEENDTC.text"]) == ["2011-02-31", None]
    assert np.isnan(table["AEENDTC.earliest"][0])
    assert found(draft) == [("warning", "AEENDTC", (1,))]


def test_partial_dates_are_kept_as_intervals() -> None:
    draft = drafts(raw("AE", [{**HEADACHE, "AESTDTC": "2011-03"}, {**HEADACHE, "AESTDTC": None}]))["AE"]
    table = draft.accepted()
    assert list(table["AESTDTC"]) == ["2011-03", None]
    assert table["AESTDTC.latest"][0] - table["AESTDTC.earliest"][0] == 30
    assert np.isnan(table["AESTDTC.latest"][1])
    assert draft.issues == []


def test_a_date_of_dm_never_costs_a_subject() -> None:
    anchored = study(anchor=Anchor("First dose", "DM", "RFXSTDTC"))
    draft = drafts(raw("DM", [{"USUBJID": "S-01", "RFXSTDTC": "2011-02-30"}]), of=anchored)["DM"]
    assert reasons(draft) == {}
    assert ("warning", "RFXSTDTC", (1,)) in found(draft)


def test_a_lost_anchor_is_told_by_subject() -> None:
    doses = [{"USUBJID": "S-01", "EXROUTE": "INTRATHECAL", "EXSTDTC": day} for day in ("2011-02-30", "2011-06-01")]
    other = {"USUBJID": "S-02", "EXROUTE": "ORAL", "EXSTDTC": "2011-02-30"}
    draft = drafts(raw("EX", [*doses, other]))["EX"]
    assert set(reasons(draft)) == {1, 3}
    told = [issue.text for issue in draft.issues if not issue.rows]
    assert told == ["Infusion of S-01 may be missing or too late: a date is impossible"]


def test_an_end_before_its_start_is_told_and_used() -> None:
    rows = [
        {**HEADACHE, "AEENDTC": "2011-03-01"},
        {**HEADACHE, "AEENDTC": "2011-03-02"},
        {**HEADACHE, "AESTDTC": "2011-03-20", "AEENDTC": "2011-03"},
    ]
    draft = drafts(raw("AE", rows))["AE"]
    assert found(draft) == [("warning", "AEENDTC", (1,))]
    assert reasons(draft) == {}


def test_a_start_after_the_day_of_reading_is_an_error() -> None:
    draft = drafts(raw("AE", [{**HEADACHE, "AESTDTC": "2099-01-01"}, {**HEADACHE, "AESTDTC": "2026-11-23"}]))["AE"]
    assert found(draft) == [("error", "AESTDTC", (1,))]
    assert reasons(draft) == {}


def test_a_value_out_of_range_is_set_aside() -> None:
    rows = [{**TOTAL, "QSSTRESN": value} for value in (48.0, 49.0, 0.0, -1.0, None)]
    rows.append({**TOTAL, "QSTESTCD": "OTHER", "QSSTRESN": 99.0})
    draft = drafts(raw("QS", rows))["QS"]
    outside = "QSSTRESN is outside 0 to 48 (ALSFRS_R)"
    assert reasons(draft) == {2: outside, 4: outside}
    assert '"49", "-1"' in draft.issues[0].text


def test_an_endpoint_on_a_text_column_is_read_as_numbers() -> None:
    own = study(endpoints=(endpoint("own", value="QSORRES"),))
    draft = drafts(raw("QS", [{**TOTAL, "QSORRES": "12"}, {**TOTAL, "QSORRES": "many"}]), of=own)["QS"]
    table = draft.accepted()
    assert table["QSORRES"][0] == 12.0
    assert list(table["QSORRES.text"]) == [None, "many"]
    assert ("warning", "QSORRES", (2,)) in found(draft)


def test_an_impossible_age_is_no_number() -> None:
    people = [{"USUBJID": f"S-0{at}", "AGE": age} for at, age in enumerate((-5.0, 61.0, 120.0, 121.0))]
    draft = drafts(raw("DM", people))["DM"]
    table = draft.accepted()
    assert list(table["AGE"].isna()) == [True, False, False, True]
    assert list(table["AGE.text"]) == ["-5", None, None, "121"]
    assert found(draft) == [("warning", "AGE", (1, 4))]


def test_a_flag_is_y_or_n() -> None:
    rows = [{**HEADACHE, "AESER": value} for value in ("Y", "N", None, "y", "1")]
    draft = drafts(raw("AE", rows))["AE"]
    assert found(draft) == [("warning", "AESER", (4, 5))]
    assert reasons(draft) == {}


def test_a_row_without_its_topic_is_told() -> None:
    draft = drafts(raw("AE", [{**HEADACHE, "AETERM": None}, HEADACHE]))["AE"]
    assert found(draft) == [("warning", "AETERM", (1,))]


def test_a_missing_column_sets_its_table_aside_and_no_other() -> None:
    made = drafts(raw("AE", [{"USUBJID": "S-01", "AETERM": "Fever"}]), raw("QS", [TOTAL]))
    assert reasons(made["AE"]) == {1: "ae.csv has no column AESTDTC"}
    assert found(made["AE"]) == [("error", "AESTDTC", (1,))]
    assert reasons(made["QS"]) == {}


def test_a_missing_column_in_one_part_leaves_the_other_part() -> None:
    whole = raw("QS", [{**TOTAL, "QSSEQ": 1.0}], "qsa.csv")
    lacking = raw("QS", [{"USUBJID": "S-01", "QSTESTCD": "X", "QSSEQ": 2.0}], "qsb.csv")
    draft = drafts(whole, lacking)["QS"]
    assert [(each.file, each.row) for each in draft.rows_set_aside()] == [("qsb.csv", 1)]


def test_a_table_named_by_the_study_follows_the_convention() -> None:
    weighed = study(endpoints=(replace(endpoint("weight", "WEIGHT", "PE"), range=(20.0, 300.0)),))
    rows = [
        {"USUBJID": "S-01", "PETESTCD": "WEIGHT", "PESTRESN": value, "PEDTC": "2011-03-01"} for value in (70.0, 7.0)
    ]
    assert set(reasons(drafts(raw("PE", rows), of=weighed)["PE"])) == {2}
    assert "PE" not in drafts(raw("PE", rows))
