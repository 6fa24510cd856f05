"""Parquet: counted before it is read, each column by its type, foreign types refused by name."""

import datetime as dt
import decimal
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data_access.readers import parquet
from tests.data_access.readers import files
from tests.data_access.readers.files import VITALS, cells, only, refused
from trial.issues import Severity

MOMENT = dt.datetime(2011, 3, 1, 23, 30, 15)


@pytest.fixture
def read(tmp_path):
    """Read a Parquet file given as bytes."""
    return lambda data: files.read(files.save(tmp_path, "vs.parquet", data))


def one(values):
    """A Parquet file of one column, A, beside STUDYID."""
    return files.parquet_bytes(pa.table({"STUDYID": ["S1"] * len(values), "A": values}))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([1, None, 3]), [1.0, None, 3.0]),
        (pa.array([1, None, 255], pa.uint8()), [1.0, None, 255.0]),
        (pa.array([2**53, None, -(2**53)]), [2.0**53, None, -(2.0**53)]),
        (pa.array([1.5, None, float("nan")]), [1.5, None, None]),
        (pa.array([1.5, None, 2.0], pa.float16()), [1.5, None, 2.0]),
        (pa.array([decimal.Decimal("1.50"), None, decimal.Decimal("-0.25")]), [1.5, None, -0.25]),
        (pa.array([decimal.Decimal("1.50"), None, None], pa.decimal256(50, 2)), [1.5, None, None]),
        (pa.array([None, None, None], pa.int32()), [None, None, None]),
        (pa.array(["x  ", None, ""]), ["x", None, None]),
        (pa.array(["x", None, "  y"], pa.large_string()), ["x", None, "  y"]),
        (pa.array(["x", None, "y"], pa.string_view()), ["x", None, "y"]),
        (pa.array([b"x", None, b""], pa.binary()), ["x", None, None]),
        (pa.array(["x", None, "x"]).dictionary_encode(), ["x", None, "x"]),
        (pa.array([7, None, 7]).dictionary_encode(), [7.0, None, 7.0]),
        (pa.nulls(3), [None, None, None]),
        (pa.array([dt.date(2011, 3, 1), None, dt.date(1959, 12, 31)]), ["2011-03-01", None, "1959-12-31"]),
        (pa.array([dt.date(2011, 3, 1), None, None], pa.date64()), ["2011-03-01", None, None]),
        (pa.array([MOMENT, None, None]), ["2011-03-01T23:30:15", None, None]),
        (pa.array([MOMENT, None, None], pa.timestamp("ns")), ["2011-03-01T23:30:15", None, None]),
        (pa.array([dt.datetime(2011, 3, 1), None, dt.datetime(2011, 3, 2)]), ["2011-03-01", None, "2011-03-02"]),
        (pa.array([MOMENT, None, None], pa.timestamp("s", "Europe/Madrid")), ["2011-03-02T00:30:15", None, None]),
        (pa.array([dt.time(7, 5, 1), None, None]), ["07:05:01", None, None]),
        (pa.array([dt.time(7, 5, 1, 500000), None, None]), ["07:05:01.500000", None, None]),
    ],
    ids=lambda value: str(getattr(value, "type", "")) or None,
)
def test_types(read, values, expected):
    table = read(one(values))
    assert cells(table, "A") == expected
    assert not table.issues


def test_numbers_are_float64_also_where_all_are_missing(read):
    assert read(one(pa.array([None, None], pa.int64()))).frame["A"].dtype == float
    assert read(one(pa.array([], pa.int64()))).frame["A"].dtype == float
    assert read(one(pa.array([], pa.string()))).frame["A"].dtype == object


def test_logical_values_are_y_and_n(read):
    table = read(one(pa.array([True, None, False])))
    assert cells(table, "A") == ["Y", None, "N"]
    assert only(table).severity is Severity.NOTE
    assert not read(one(pa.array([None, None], pa.bool_()))).issues


def test_whole_numbers_that_a_float_would_change_are_text(read):
    table = read(one(pa.array([2**53 + 1, None, 7])))
    assert cells(table, "A") == ["9007199254740993", None, "7"]
    assert only(table).severity is Severity.NOTE


def test_numbers_without_bounds_are_left_empty(read):
    table = read(one(pa.array([1.0, float("inf"), float("-inf")])))
    assert cells(table, "A") == [1.0, None, None]
    assert (only(table).severity, only(table).rows) == (Severity.WARNING, (2, 3))


def test_bytes_that_are_not_utf_8(read):
    table = read(one(pa.array([b"Alzheimer\x92s", b"a\x81", b"a\x00b", b"x"])))
    assert cells(table, "A") == ["Alzheimer’s", "x"]
    assert [row.row for row in table.set_aside] == [2, 3]
    assert only(table, Severity.WARNING).rows == (1,)


@pytest.mark.parametrize(
    "values",
    [
        pa.array([[1], [2]]),
        pa.array([{"x": 1}, {"x": 2}]),
        pa.array([[("x", 1)], []], pa.map_(pa.string(), pa.int64())),
        pa.array([b"0" * 16] * 2, pa.uuid()),
        pa.array([1, 2], pa.duration("s")),
        pa.array([b"0000"] * 2, pa.binary(4)),
    ],
    ids=lambda values: str(values.type),
)
def test_foreign_types_are_refused_by_name(read, values):
    issue = refused(read(one(values)), "Columns of a kind that a dataset does not have: A (")
    assert "plain text" in issue.remedy


def test_extension_types_that_nobody_knows_here_are_refused(read):
    field = pa.field("A", pa.int64(), metadata={"ARROW:extension:name": "someone.else"})
    data = files.parquet_bytes(pa.table([pa.array([1])], schema=pa.schema([field])))
    refused(read(data), "Columns of a kind that a dataset does not have: A (int64)")


def test_columns_of_the_same_name(read):
    table = pa.table([pa.array([1]), pa.array(["x"])], names=["Age", "AGE"])
    refused(read(files.parquet_bytes(table)), "Two columns have the same name: AGE (columns 1 and 2)")


def test_rows_over_the_limit_are_not_read(read, monkeypatch):
    data = files.parquet_bytes(pa.table({"STUDYID": pa.array(["S1"] * 11), "A": pa.nulls(11)}))
    monkeypatch.setattr(parquet, "MAX_ROWS", 10)
    refused(read(data), "11 rows × 2 columns are over the limit (10 rows, 250,000,000 cells)")
    monkeypatch.setattr(parquet, "MAX_ROWS", 100)
    monkeypatch.setattr(parquet, "MAX_CELLS", 21)
    refused(read(data), "11 rows × 2 columns are over the limit")


def test_a_small_file_of_many_rows_is_refused_before_it_is_read(read):
    target = io.BytesIO()
    rows = parquet.MAX_ROWS // 1000 + 1
    with pq.ParquetWriter(target, pa.schema([("STUDYID", pa.string())])) as writer:
        for _ in range(1000):
            writer.write_table(pa.table({"STUDYID": pa.array(["S1"] * rows)}))
    assert len(target.getvalue()) < 500_000
    refused(read(target.getvalue()), "5,001,000 rows × 1 columns are over the limit")


def test_several_row_groups(read):
    target = io.BytesIO()
    table = files.arrow(VITALS)
    with pq.ParquetWriter(target, table.schema) as writer:
        writer.write_table(table)
        writer.write_table(table)
    found = read(target.getvalue())
    assert cells(found, "VSORRES") == list(VITALS["VSORRES"]) * 2
    assert list(found.frame.index) == [*range(1, 9)]


@pytest.mark.parametrize("length", [1, 4, 8, 100, 500])
def test_cut(read, length):
    data = files.parquet_bytes(files.arrow(VITALS))
    assert not read(data[:length]).usable
    refused(read(data[:-length]), "The file is cut")


def test_damaged(read):
    data = bytearray(files.parquet_bytes(files.arrow(VITALS)))
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    data[footer : footer + 32] = bytes(32)
    refused(read(data), "The Parquet file is damaged")


def test_encrypted(read):
    data = files.parquet_bytes(files.arrow(VITALS))
    refused(read(data[:-4] + b"PARE"), "The Parquet file is encrypted")


def test_content_that_is_no_parquet(read):
    refused(read(files.as_bytes(VITALS, "xpt5")), "Content is not Parquet (looks like SAS transport)")
    refused(read(files.as_bytes(VITALS, "csv")), "Content is not Parquet (looks like CSV)")
