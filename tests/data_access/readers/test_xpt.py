"""SAS transport: structure before trust, numbers, missing values, dates, encodings."""

import numpy as np
import pandas as pd
import pytest

from data_access.parsing.sas_dates import iso_text
from tests.data_access.readers import files
from tests.data_access.readers.files import VITALS, cells, only, refused
from trial.issues import Severity

OBSERVATIONS = b"HEADER RECORD*******OBS     HEADER RECORD!!!!!!!"
LONG = {"STUDYID": ["S1"] * 9, "USUBJID": [f"S1-{n}" for n in range(9)], "AETERM": [f"term {n:070}" for n in range(9)]}


@pytest.fixture
def read(tmp_path):
    """Read a transport file given as bytes."""
    return lambda data: files.read(files.save(tmp_path, "vs.xpt", bytes(data)))


def begin(data):
    """Where the rows of a version 5 file begin."""
    return data.index(OBSERVATIONS) + 80


def one_number(raw):
    """A version 5 file of two rows; the number of the second is these eight bytes."""
    data = bytearray(files.xport_bytes({"USUBJID": ["S1-1", "S1-2"], "AVAL": [1.5, 2.5]}, 5))
    place = begin(data) + 12 + 4
    assert bytes(data[place : place + 8]) == b"\x41\x28" + bytes(6)
    data[place : place + 8] = raw
    return data


@pytest.mark.parametrize("version", [5, 8])
def test_zero_rows(read, version):
    table = read(files.xport_bytes({name: values[:0] for name, values in LONG.items()}, version))
    assert table.usable
    assert table.frame.shape == (0, 3)


@pytest.mark.parametrize("version", [5, 8])
@pytest.mark.parametrize("lost", range(1, 80))
def test_a_cut_inside_a_record_is_seen(read, version, lost):
    whole = files.xport_bytes(LONG, version)
    assert len(whole) % 80 == 0
    assert not read(whole[:-80][:-lost]).usable


def test_a_cut_says_how_far_the_file_goes(read):
    data = files.xport_bytes(LONG, 5)
    width = 2 + 4 + 75
    issue = refused(read(data[: begin(data) + 4 * width + 7]), "The file is cut, or foreign bytes follow")
    assert "row 5 has 7 of 81 bytes" in issue.text
    assert "binary mode" in issue.remedy


def test_a_cut_between_rows_is_not_taken_for_missing_padding(read):
    data = files.xport_bytes(LONG, 5)
    issue = refused(read(data[: begin(data) + 4 * 81]), "The file is cut, or foreign bytes follow")
    assert "4 whole rows are there" in issue.text


@pytest.mark.parametrize("blocks", range(1, 9))
def test_a_cut_at_a_multiple_of_80_is_seen_inside_a_row(read, blocks):
    data = files.xport_bytes(LONG, 5)
    refused(read(data[: -80 * blocks]), "The file is cut inside row")


def test_the_header_of_version_8_vouches_for_the_rows(read):
    data = files.xport_bytes(LONG, 8)
    stripped = data.rstrip(b" ")
    table = read(stripped)
    assert len(table.frame) == 9
    assert (only(table).severity, only(table).text[:40]) == (Severity.NOTE, "The padding after the last row is missin")
    refused(
        read(data.replace(b"              9                 ", b"             10                 ")),
        "The file is cut: its",
    )
    issue = refused(
        read(data.replace(b"              9                 ", b"              3                 ")), "The file h"
    )
    assert issue.text == "The file holds more than the 3 rows that its header says"


def test_stripped_padding_cannot_be_told_from_a_cut_in_version_5(read):
    data = files.xport_bytes(VITALS, 5)
    assert data != data.rstrip(b" ")
    refused(read(data.rstrip(b" ")), "The file is cut, or foreign bytes follow")


def test_rows_of_zero_bytes(read):
    data = bytearray(files.xport_bytes(LONG, 5))
    start = begin(data) + 4 * 81
    data[start:] = bytes(len(data) - start)
    issue = refused(read(data), "The file is cut inside row 10, or foreign bytes follow its last row")
    data = bytearray(files.xport_bytes(LONG, 5))
    data[start : start + 3 * 81] = bytes(3 * 81)
    issue = refused(read(data), "3 rows are zero bytes, the first is row 5: half-copied?")
    assert issue.rows == (5, 6, 7)


def test_foreign_bytes_behind_the_rows(read):
    data = files.xport_bytes(LONG, 5)
    refused(read(data + b"x" * 53), "The file is cut, or foreign bytes follow")
    refused(read(data + b"x" * 80), "The file is cut inside row 11, or foreign bytes follow")
    blanks = read(data + b" " * 800)
    assert (len(blanks.frame), len(blanks.set_aside)) == (9, 10)
    assert only(blanks).text == "10 rows set aside: the record is blank"


def test_two_datasets(read):
    first, second = files.xport_bytes(LONG, 5, "TA"), files.xport_bytes(VITALS, 5, "TE")
    refused(read(first + second[240:]), "Contains 2 datasets (TA, TE); one per file expected")


@pytest.mark.parametrize("length", [1, 79, 80, 239, 240, 400, 600, 700, 1000, 1100, 1200])
def test_cut_in_the_headers(read, length):
    data = files.xport_bytes(LONG, 5)
    assert begin(data) == 1200
    assert not read(data[: min(length, begin(data) - 1)]).usable


@pytest.mark.parametrize("place", [20, 260, 345, 580, 613, 1125])
def test_damaged_headers(read, place):
    data = bytearray(files.xport_bytes(LONG, 5))
    data[place] ^= 0x10
    table = read(data)
    assert not table.usable
    assert "damaged" in table.issues[0].text


@pytest.mark.parametrize(("place", "value"), [(641, 3), (641, 0), (645, 0), (727, 9), (700, 160), (715, 160)])
def test_damaged_variables(read, place, value):
    data = bytearray(files.xport_bytes(LONG, 5))
    data[place] = value
    refused(read(data), "The description of variable")


def test_variables_of_the_same_name(read):
    data = files.xport_bytes(LONG, 5).replace(b"USUBJID ", b"STUDYID ", 1)
    refused(read(data), "Two columns have the same name: STUDYID (columns 1 and 2)")


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"<html>Sign in</html>", "HTML"),
        (b"STUDYID,DOMAIN\nS1,DM\n", "CSV"),
        (b"PK\x03\x04", "a ZIP archive or Excel work"),
    ],
)
def test_content_that_is_no_transport_file(read, data, looks):
    refused(read(data), f"Content is not XPT (looks like {looks}")


def test_the_first_header_misspelt(read):
    data = files.xport_bytes(LONG, 5).replace(b"LIBRARY", b"LIBRARX", 1)
    refused(read(data), "The first header record of the SAS transport file is damaged")


@pytest.mark.parametrize("letter", b"_AMZ")
def test_special_missing_values_are_missing_and_counted(read, letter):
    table = read(one_number(bytes([letter]) + bytes(7)))
    assert cells(table, "AVAL") == [1.5, None]
    assert (only(table).severity, only(table).column, only(table).rows) == (Severity.NOTE, "AVAL", (2,))


def test_a_plain_missing_value_needs_no_word(read):
    table = read(one_number(b"." + bytes(7)))
    assert cells(table, "AVAL") == [1.5, None]
    assert not table.issues


@pytest.mark.parametrize("raw", [b" " * 8, b"a" + bytes(7), b"\x7f" + b"\xff" * 7])
def test_bytes_that_are_no_number_are_not_shown_as_one(read, raw):
    table = read(one_number(raw))
    assert cells(table, "AVAL") == [1.5, None]
    assert (only(table).severity, only(table).rows) == (Severity.WARNING, (2,))


def test_trailing_blank_records_of_a_table_without_identifiers(read):
    table = read(files.xport_bytes({"A": ["x", "y", "", ""]}, 5))
    assert cells(table, "A") == ["x", "y"]
    issue = only(table)
    assert issue.severity is Severity.NOTE
    assert "row or padding cannot be told" in issue.text


def test_trailing_blanks_are_padding_where_every_row_has_a_study(read):
    table = read(files.xport_bytes({"STUDYID": ["S1", "S1"], "A": ["x", ""]}, 5))
    assert len(table.frame) == 2
    assert not table.issues


def test_blank_records_of_version_8_are_rows(read):
    table = read(files.xport_bytes({"A": ["x", "", "y", ""]}, 8))
    assert cells(table, "A") == ["x", "y"]
    assert [row.row for row in table.set_aside] == [2, 4]


def test_blank_records_too_wide_for_padding_are_rows(read):
    wide = {"A": ["x" * 100, "", "y", ""], "B": ["z", "", "z", ""]}
    table = read(files.xport_bytes(wide, 5))
    assert [row.row for row in table.set_aside] == [2, 4]
    assert list(table.frame.index) == [1, 3]


def test_text_behind_a_zero_byte_is_not_lost_in_silence(read):
    data = files.xport_bytes(LONG, 5).replace(b"term 000", b"term\x00000", 1)
    table = read(data)
    assert [(row.row, row.column) for row in table.set_aside] == [(1, "AETERM")]
    assert len(table.frame) == 8


def test_control_characters(read):
    data = files.xport_bytes(LONG, 5).replace(b"term 000", b"ter\x1b 000", 1)
    assert [row.reason for row in read(data).set_aside] == ["AETERM holds control characters"]


def test_windows_1252_is_read_and_told(read):
    data = files.xport_bytes(LONG, 5).replace(b"term 0000", b"term\x92s 00", 1)
    table = read(data)
    assert str(table.frame["AETERM"].iloc[0]).startswith("term’s 00")
    assert (only(table).severity, only(table).column, only(table).rows) == (Severity.WARNING, "AETERM", (1,))


def test_utf_8_is_read(read):
    table = read(files.xport_bytes({"STUDYID": ["S1"], "SITENAME": ["Hôpital Zürich"]}, 5))
    assert cells(table, "SITENAME") == ["Hôpital Zürich"]
    assert not table.issues


@pytest.mark.parametrize("version", [5, 8])
def test_sas_dates_become_iso_8601(read, version):
    table = {"USUBJID": ["S1-1", "S1-2"], "ADT": [18687.0, None], "ADTM": [1614556800.0, None], "ATM": [37815.0, None]}
    formats = {"ADT": "DATE9.", "ADTM": "DATETIME20.", "ATM": "TIME8."}
    found = read(files.xport_bytes(table, version, formats=formats))
    assert cells(found, "ADT") == ["2011-03-01", None]
    assert cells(found, "ADTM") == ["2011-03-01T00:00:00", None]
    assert cells(found, "ATM") == ["10:30:15", None]


def test_numbers_that_cannot_be_dates_stay_numbers():
    values = np.array([1.0, np.nan, 2.5])
    assert iso_text(values, "DATE") is None
    assert iso_text(np.array([1e9]), "DATE") is None
    assert iso_text(np.array([86_400.0]), "TIME") is None
    assert iso_text(np.array([1.0]), "BEST") is None
    assert iso_text(np.array([np.nan]), "DATE").tolist() == [None]


@pytest.mark.parametrize("shown", ["DATE", "YYMMDD", "DDMMYYS", "E8601DA", "MMDDYYP"])
def test_date_formats_agree_with_pandas(shown):
    days = np.arange(-5_000.0, 30_000.0, 777.0)
    expected = pd.Timestamp("1960-01-01") + pd.to_timedelta(days, unit="D")
    assert iso_text(days, shown).tolist() == expected.strftime("%Y-%m-%d").tolist()


def test_a_dataset_without_a_name_takes_that_of_the_file(read):
    data = bytearray(files.xport_bytes(LONG, 5))
    data[408:416] = b"        "
    assert read(data).name == "VS"
