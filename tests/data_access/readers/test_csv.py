"""CSV: strict field count, text as written, encodings, delimiters, ends of files."""

import pytest

from data_access.readers.csv import read as read_csv
from tests.data_access.readers import files
from tests.data_access.readers.files import cells, columns, only, refused
from trial.issues import Severity

HEADER = b"STUDYID,USUBJID,VSORRES\n"


@pytest.fixture
def read(tmp_path):
    """Read a CSV text given as bytes."""
    return lambda data: files.read(files.save(tmp_path, "vs.csv", data))


def reasons(table):
    """The rows set aside, and why."""
    return {row.row: row.reason for row in table.set_aside}


@pytest.mark.parametrize(
    "word", ["NA", "None", "NaN", "null", "N/A", "007", "1e5", "12345678901234567890123", "TRUE", "1,5"]
)
def test_every_cell_is_text(read, word):
    table = read(HEADER + f'S1,S1-1,"{word}"\nS1,NA,{word.replace(",", ".")}\n'.encode())
    assert cells(table, "VSORRES") == [word, word.replace(",", ".")]
    assert cells(table, "USUBJID") == ["S1-1", "NA"]
    assert not table.issues


def test_only_the_empty_field_is_missing(read):
    table = read(HEADER + b'S1,S1-1,\nS1,S1-2,""\nS1,S1-3,   \nS1,S1-4,  x  \n')
    assert cells(table, "VSORRES") == [None, None, None, "  x"]


def test_names_are_upper_case_and_stripped(read):
    table = read(b" studyid , UsubjId,\tVsorres\nS1,S1-1,1\n".replace(b"\t", b" "))
    assert list(table.frame.columns) == ["STUDYID", "USUBJID", "VSORRES"]


def test_rows_of_another_length_are_set_aside(read):
    table = read(HEADER + b"S1,S1-1,1\nS1,S1-2\nS1,S1-3,3\nS1,S1-4,4,5\nS1\n")
    assert reasons(table) == {2: "2 fields, 3 expected", 4: "4 fields, 3 expected", 5: "1 field, 3 expected"}
    assert list(table.frame.index) == [1, 3]
    assert cells(table, "VSORRES") == ["1", "3"]
    assert {issue.severity for issue in table.issues} == {Severity.ERROR}
    assert [issue.rows for issue in table.issues] == [(2,), (4,), (5,)]


def test_every_row_longer_than_the_header(read):
    issue = refused(read(HEADER + b"S1,S1-1,1,\nS1,S1-2,2,\n"), "The header has 3 names, rows 4: trailing delimiter?")
    assert "delimiter" in issue.remedy


def test_every_row_shorter_or_of_several_lengths(read):
    refused(read(HEADER + b"S1,S1-1\nS1,S1-2\n"), "The header has 3 names, rows 2")
    refused(read(HEADER + b"S1,S1-1\nS1,S1-2,1,,\n"), "The header has 3 names, rows 2 to 5")


def test_no_line_end_at_the_end(read):
    table = read(HEADER + b"S1,S1-1,125\nS1,S1-2,12")
    assert cells(table, "VSORRES") == ["125", "12"]
    issue = only(table)
    assert (issue.severity, issue.rows) == (Severity.WARNING, (2,))
    assert issue.text == "The last line has no line end: it may be cut"


def test_the_last_line_is_told_also_where_it_is_set_aside(read):
    table = read(HEADER + b"S1,S1-1,125\nS1,S1")
    assert reasons(table) == {2: "2 fields, 3 expected"}
    assert only(table, Severity.WARNING).rows == (2,)


def test_header_only(read):
    for data in (HEADER, HEADER.rstrip(b"\n"), HEADER + b"\n\n"):
        table = read(data)
        assert table.usable
        assert table.frame.shape == (0, 3)


def test_blank_lines_are_no_rows(read):
    table = read(HEADER + b"\nS1,S1-1,1\n\n\nS1,S1-2,2\n\n")
    assert list(table.frame.index) == [1, 2]
    assert not table.issues
    with_quotes = read(HEADER + b'\nS1,S1-1,"1"\n\n\nS1,S1-2,2\nS1\n\n')
    assert list(with_quotes.frame.index) == [1, 2]
    assert reasons(with_quotes) == {3: "1 field, 3 expected"}


def test_empty_rows_are_set_aside(read):
    table = read(HEADER + b"S1,S1-1,1\n,,\n , ,\n")
    assert reasons(table) == {2: "every field is empty", 3: "every field is empty"}
    assert only(table).severity is Severity.WARNING
    assert read(HEADER + b",,\n").usable


def test_the_header_repeated(read):
    table = read(HEADER + b"S1,S1-1,1\n" + HEADER + b"S1,S1-2,2\n")
    assert reasons(table) == {2: "the header is repeated"}
    assert list(table.frame.index) == [1, 3]


@pytest.mark.parametrize("sign", [b"\x00", b"\x01", b"\x1f", b"\x7f"])
def test_control_characters(read, sign):
    table = read(HEADER + b"S1,S1-1,a" + sign + b"b\nS1,S1-2,2\n")
    assert reasons(table) == {1: "VSORRES holds control characters"}
    assert only(table).column == "VSORRES"
    assert list(table.frame.index) == [2]


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks(read, end, mark):
    table = read(mark + (HEADER + b'S1,S1-1,1\nS1,S1-2,"two\nlines"\n').replace(b"\n", end))
    assert columns(table) == {"STUDYID": ["S1", "S1"], "USUBJID": ["S1-1", "S1-2"], "VSORRES": ["1", "two\nlines"]}
    assert not table.issues


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_by_its_mark(read, encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    data = mark + "STUDYID,USUBJID,VSORRES\nS1,S1-1,Köln\n".encode(encoding)
    assert cells(read(data), "VSORRES") == ["Köln"]
    refused(read(data[:-1]), "The UTF-16 text is cut")


def test_utf_16_without_its_mark(read):
    refused(read("STUDYID,USUBJID\nS1,S1-1\n".encode("utf-16-le")), "Content is not CSV (looks like binary data)")


def test_windows_1252_is_read_and_told(read):
    table = read(HEADER + "S1,S1-1,Müller\n".encode() + "S1,S1-2,Alzheimer’s\nS1,S1-3,plain\n".encode("cp1252"))
    assert cells(table, "VSORRES") == ["Müller", "Alzheimer’s", "plain"]
    issue = only(table)
    assert (issue.severity, issue.column, issue.rows) == (Severity.WARNING, "VSORRES", (2,))
    assert "Windows-1252" in issue.text


def test_bytes_that_are_no_text_in_either_encoding(read):
    table = read(HEADER + b"S1,S1-1,a\x81b\nS1,S1-2,2\n")
    assert reasons(table) == {1: "VSORRES is not readable text"}
    assert "?" not in str(columns(table))


@pytest.mark.parametrize(("delimiter", "words"), [(b";", "semicolons"), (b"\t", "tabs")])
def test_other_delimiters(read, delimiter, words):
    table = read(b"STUDYID;USUBJID;VSORRES\nS1;S1-1;1,5\nS1;S1-2;a,b,c\n".replace(b";", delimiter))
    assert cells(table, "VSORRES") == ["1,5", "a,b,c"]
    issue = only(table)
    assert (issue.severity, issue.text) == (Severity.NOTE, f"Fields are separated by {words}")


def test_delimiters_that_are_not_clear(read):
    refused(read(b"STUDYID;USUBJID,VSORRES\n1;2,3\n"), "The delimiter is not clear: the header is split by commas and")
    refused(read(b"STUDYID,USUBJID;VSORRES\n1,2;3\n"), "The delimiter is not clear: the header is split by commas and")
    refused(read(b"STUDYID\nS1\n"), "One column found")
    refused(read(b"STUDYID|USUBJID\nS1|S1-1\n"), "One column found")
    refused(read(b"MY_STUDYID,AGE\nS1,63\n"), "No header")


def test_no_header(read):
    refused(read(b"S1,VS,S1-1\nS1,VS,S1-2\n"), "No header: the first line holds none of the names")
    refused(read(b"\n" + HEADER), "No header")
    refused(read(b'"STUDYID,USUBJID\nS1,S1-1\n'), "A quotation mark in the header line is not closed")


def test_columns_of_the_same_name(read):
    issue = refused(read(b"STUDYID,Age,AGE ,SEX\nS1,1,2,F\n"), "Two columns have the same name: AGE (columns 2 and 3)")
    assert issue.column == "AGE"


def test_a_column_without_name(read):
    refused(read(b'"","STUDYID"\n"1","S1"\n'), "Column 1 has no name")
    refused(read(b"STUDYID,AGE,\nS1,1,\n"), "Column 3 has no name")


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"PK\x03\x04rest", "a ZIP archive or Excel workbook"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b'{"datasetJSONVersion": "1.1.0"}', "JSON"),
        (b"<?xml version='1.0'?><ODM/>", "XML"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x00" * 100, "nothing but zero bytes"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_content_that_is_no_csv(read, data, looks):
    refused(read(data), f"Content is not CSV (looks like {looks})")


def test_a_record_longer_than_a_block(read):
    long = b"x" * (17 << 20)
    table = read(HEADER + b"S1,S1-1," + long + b'\nS1,S1-2,"' + long + b'"\n')
    assert [len(text) for text in cells(table, "VSORRES")] == [17 << 20] * 2


def test_the_public_door_takes_a_path(tmp_path):
    assert read_csv(files.save(tmp_path, "dm.csv", HEADER)).name == "DM"
