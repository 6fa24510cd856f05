"""The same dataset is the same table in each format, down to the last cell."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.data_access.readers import files
from tests.data_access.readers.files import VITALS, WRITERS, Cell, Table

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), max_size=12)
NUMBER = st.one_of(
    st.integers(-(2**53), 2**53).map(float),
    st.floats(allow_nan=False, allow_infinity=False, min_value=1e-60, max_value=1e60),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e60, max_value=-1e-60),
)


def trimmed(values: list[Cell]) -> list[Cell]:
    """What a reader makes of a column: trailing blanks cut, empty text is missing."""
    return [value.rstrip(" ") or None if isinstance(value, str) else value for value in values]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table whose rows all belong to a subject; at least one text and one number column, each with a value."""
    rows = draw(st.integers(1, 6))
    texts = draw(st.lists(st.one_of(st.none(), TEXT), min_size=rows, max_size=rows))
    numbers = [draw(NUMBER), *draw(st.lists(st.one_of(st.none(), NUMBER), min_size=rows - 1, max_size=rows - 1))]
    return {"USUBJID": [f"S-{row}" for row in range(rows)], "AETERM": texts, "AESTRESN": numbers}


@pytest.mark.parametrize("form", WRITERS)
def test_a_small_table(form, tmp_path):
    path = files.save(tmp_path, "vs" + files.suffix(form), files.as_bytes(VITALS, form))
    table = files.read(path)
    assert table.usable
    assert not table.issues
    assert table.name == "VS"
    assert list(table.frame.index) == [1, 2, 3, 4]
    expected = {name: list(values) for name, values in VITALS.items()}
    if form == "csv":
        expected["VSSEQ"] = ["1.0", "2.0", "1.0", "2.0"]
        expected["VSSTRESN"] = ["120.0", None, None, "0.1"]
    assert files.columns(table) == expected


@pytest.mark.parametrize("form", [form for form in WRITERS if form not in ("csv", "parquet")])
def test_labels_are_kept(form, tmp_path):
    table = files.read(files.save(tmp_path, "vs" + files.suffix(form), files.as_bytes(VITALS, form)))
    assert table.labels == {name: f"Label of {name}" for name in VITALS}


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("csv", "CSV"),
        ("xpt5", "SAS transport v5"),
        ("xpt8", "SAS transport v8"),
        ("parquet", "Parquet"),
        ("json", "Dataset-JSON 1.1"),
        ("json10", "Dataset-JSON 1.0"),
        ("ndjson", "Dataset-JSON 1.1 (NDJSON)"),
        ("gzip", "Dataset-JSON 1.1 (NDJSON, compressed)"),
        ("zlib", "Dataset-JSON 1.1 (NDJSON, compressed)"),
    ],
)
def test_the_format_is_said_in_words(form, words, tmp_path):
    table = files.read(files.save(tmp_path, "vs" + files.suffix(form), files.as_bytes(VITALS, form)))
    assert table.origin.format == words


@pytest.mark.parametrize("form", WRITERS)
@settings(max_examples=60)
@given(table=tables())
def test_any_table(form, table, tmp_path_factory):
    path = files.save(tmp_path_factory.mktemp("t"), "ae" + files.suffix(form), files.as_bytes(table, form, "AE"))
    found = files.read(path)
    assert found.usable
    assert files.cells(found, "USUBJID") == list(table["USUBJID"])
    assert files.cells(found, "AETERM") == trimmed(list(table["AETERM"]))
    numbers = files.cells(found, "AESTRESN")
    if form == "csv":
        numbers = [None if text is None else float(text) for text in numbers]
    # A SAS number has 56 bits of fraction and hexadecimal steps: each of these floats fits without loss.
    assert numbers == list(table["AESTRESN"])


def test_helpers_tell_a_broken_promise(tmp_path):
    """The checks behind every test of a reader do see what they are there for."""
    path = files.save(tmp_path, "vs.csv", files.as_bytes(VITALS, "csv"))
    table = files.read(path)
    with pytest.raises(AssertionError, match="stands or is set aside"):
        files.keep_promises(type(table)(table.name, table.frame.iloc[1:], table.origin), path)
    table.frame.loc[2, "USUBJID"] = "blank at the end "
    with pytest.raises(AssertionError):
        files.keep_promises(table, path)


def test_missing_numbers_are_nan(tmp_path):
    table = files.read(files.save(tmp_path, "vs.xpt", files.as_bytes(VITALS, "xpt5")))
    assert math.isnan(table.frame["VSSTRESN"].iloc[1])
