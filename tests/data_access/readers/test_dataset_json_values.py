"""Dataset-JSON: each cell as its declared type says; what does not fit is told by row and column."""

import json

import pytest

from tests.data_access.readers import files
from tests.data_access.readers.files import cells, only, refused
from trial.issues import Severity


@pytest.fixture
def read(tmp_path):
    """Read the object of a file, or its bytes."""

    def reader(said, name="vs.json"):
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        return files.read(files.save(tmp_path, name, data))

    return reader


def one(declared, *values, **changes):
    """A dataset with one column, A, of a declared type, beside STUDYID."""
    table = {"STUDYID": ["S1"] * len(values), "A": ["x"] * len(values)}
    said = files.json_11(table, rows=[["S1", value] for value in values], **changes)
    said["columns"][1]["dataType"] = declared
    return said


def test_unknown_types(read):
    refused(read(one("complex", "x")), "Column A has no dataType, or one that is not known")


@pytest.mark.parametrize("declared", ["string", "date", "datetime", "time", "URI"])
def test_text_types(read, declared):
    table = read(one(declared, "2011-03-01", None, "", " x "))
    assert cells(table, "A") == ["2011-03-01", None, None, " x"]
    assert not table.issues


@pytest.mark.parametrize("declared", ["integer", "float", "double", "decimal"])
def test_number_types(read, declared):
    table = read(one(declared, 63, None, 0.5, -1e3, ""))
    assert cells(table, "A") == [63.0, None, 0.5, -1000.0, None]
    assert table.frame["A"].dtype == float
    assert not table.issues


def test_a_date_with_an_integer_target_stays_iso_8601(read):
    said = one("date", "2011-03-01")
    said["columns"][1] |= {"targetDataType": "integer", "displayFormat": "DATE9."}
    assert cells(read(said), "A") == ["2011-03-01"]


def test_decimal_is_written_as_text(read):
    table = read(one("decimal", "1.50", "-3", ".5", "1e3", None))
    assert cells(table, "A") == [1.5, -3.0, 0.5, 1000.0, None]
    assert not table.issues


@pytest.mark.parametrize("value", ["sixty", "NaN", "1_000", "inf", "0x1F", "1,5", "63 years"])
@pytest.mark.parametrize("declared", ["integer", "decimal"])
def test_text_in_a_number_column(read, declared, value):
    table = read(one(declared, 63, value, None))
    assert cells(table, "A") == [63.0, None, None]
    issue = only(table)
    assert (issue.severity, issue.column, issue.rows) == (Severity.WARNING, "A", (2,))
    assert issue.text == f"A holds text where {declared} is declared; the cell is left empty"
    assert value not in issue.text + issue.remedy


def test_numbers_as_text_are_read_and_told(read):
    table = read(one("integer", 63, "64"))
    assert cells(table, "A") == [63.0, 64.0]
    assert (only(table).severity, only(table).rows) == (Severity.WARNING, (2,))


@pytest.mark.parametrize("value", [True, [1], {"a": 1}])
def test_other_values_in_a_number_column(read, value):
    table = read(one("integer", 63, value))
    assert cells(table, "A") == [63.0, None]
    assert only(table).text == "A holds other values where integer is declared; the cell is left empty"


def test_numbers_in_a_text_column(read):
    table = read(one("string", "x", 701, 1.5, True, [1], None))
    assert cells(table, "A") == ["x", "701", "1.5", "true", None, None]
    assert {issue.rows for issue in table.issues} == {(2, 3, 4), (5,)}


def test_logical_values(read):
    table = read(one("boolean", True, False, None, "Y"))
    assert cells(table, "A") == ["Y", "N", None, None]
    assert only(table, Severity.WARNING).rows == (4,)


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"1" * 400])
def test_numbers_beyond_bounds(read, number):
    data = json.dumps(one("integer", 5, 424242)).encode().replace(b"424242", number)
    table = read(data)
    assert cells(table, "A") == [5.0, None]
    assert (only(table).severity, only(table).rows) == (Severity.WARNING, (2,))


@pytest.mark.parametrize("bad", [b"\\ud800", b"a\\u0000b", b"\\u001b"])
def test_text_that_is_none(read, bad):
    data = json.dumps(one("string", "ok", "BAD")).encode().replace(b"BAD", bad)
    table = read(data)
    assert [(row.row, row.column) for row in table.set_aside] == [(2, "A")]
