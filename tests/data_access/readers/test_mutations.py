"""Damage of every kind, at random: never an exception, every row accounted for, no cut that loads in silence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.raw import RawTable
from tests.data_access.readers import files
from tests.data_access.readers.files import WRITERS

ROWS = 9
TABLE = {
    "STUDYID": ["S1"] * ROWS,
    "USUBJID": [f"S1-{row:03}" for row in range(ROWS)],
    "VSSEQ": [float(row + 1) for row in range(ROWS)],
    "VSORRES": [f"value {row}" for row in range(ROWS)],
    "VSSTRESN": [None if row == 4 else row / 7 for row in range(ROWS)],
    "VSDTC": ["2011-03-01T10:00"] * ROWS,
}
WHOLE = {form: files.as_bytes(TABLE, form) for form in WRITERS}
MAY_BE_CUT = "The last line has no line end: it may be cut"
EXAMPLES = settings(max_examples=200)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """One file name for each form, written over and over."""
    return tmp_path_factory.mktemp("mutations")


def read(scratch, form, data):
    """Read damaged bytes; the promises of every reader are checked on the way."""
    return files.read(files.save(scratch, f"vs{files.suffix(form)}", data))


def rows_of(table: RawTable) -> int:
    """Rows shown and set aside."""
    return len(table.frame) + len(table.set_aside)


def original(form: str, table: RawTable, rows: int) -> bool:
    """Whether the first rows are those that were written."""
    expected = {name: values[:rows] for name, values in TABLE.items()}
    if form == "csv":
        expected = {name: [None if v is None else str(v) for v in values] for name, values in expected.items()}
    return files.columns(table) == expected


@pytest.mark.parametrize("form", WRITERS)
@EXAMPLES
@given(data=st.data())
def test_cut(form, data, scratch):
    whole = WHOLE[form]
    length = data.draw(st.integers(0, len(whole) - 1))
    table = read(scratch, form, whole[:length])
    if form == "csv":
        assert not table.usable or whole[:length].endswith(b"\n") or MAY_BE_CUT in {i.text for i in table.issues}
        assert not table.usable or rows_of(table) <= ROWS
    elif form == "xpt5":
        assert not table.usable or length % 80 == 0
    elif table.usable:
        assert form in ("xpt8", "ndjson")
        assert rows_of(table) == ROWS, "padding is gone, or the end of the last line"
        assert original(form, table, ROWS - len(table.set_aside))
        assert len(table.set_aside) <= (form == "ndjson")


@pytest.mark.parametrize("length", range(0, len(WHOLE["xpt5"]), 80))
def test_cut_at_a_multiple_of_80(length, scratch):
    """What version 5 cannot show: a cut that falls between two rows, or leaves only blanks of a row."""
    table = read(scratch, "xpt5", WHOLE["xpt5"][:length])
    if table.usable:
        begin = WHOLE["xpt5"].index(b"HEADER RECORD*******OBS") + 80
        width = 2 + 6 + 8 + 7 + 8 + 16
        assert rows_of(table) == (length - begin) // width
        assert original("xpt5", table, rows_of(table))


@pytest.mark.parametrize("form", WRITERS)
@EXAMPLES
@given(data=st.data())
def test_one_bit_flipped(form, data, scratch):
    damaged = bytearray(WHOLE[form])
    place = data.draw(st.integers(0, len(damaged) - 1))
    damaged[place] ^= 1 << data.draw(st.integers(0, 7))
    table = read(scratch, form, bytes(damaged))
    if form in ("gzip", "zlib"):
        assert not table.usable or original(form, table, ROWS), "the check sum sees every change of the content"
    elif form != "csv" and table.usable:
        padding = int(form == "xpt5")  # its padding has room for one more row, and nothing says how many there are
        assert rows_of(table) - ROWS in range(padding + 1)


@pytest.mark.parametrize("form", WRITERS)
@EXAMPLES
@given(data=st.data())
def test_bytes_taken_out_put_in_or_overwritten(form, data, scratch):
    whole = WHOLE[form]
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start, min(len(whole), start + 200)))
    new = data.draw(st.one_of(st.binary(max_size=100), st.sampled_from([bytes(80), b" " * 80, b"\n", b'"', b","])))
    damaged = whole[:start] + new + whole[end:]
    table = read(scratch, form, damaged)
    if not table.usable or damaged == whole:
        return
    if form == "csv" and b'"' not in damaged:
        lines = [line for line in damaged.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n") if line]
        assert rows_of(table) == len(lines) - 1
    elif form == "xpt5":
        assert len(damaged) % 80 == 0
    elif form != "csv":
        assert rows_of(table) == ROWS


@pytest.mark.parametrize("form", WRITERS)
@EXAMPLES
@given(noise=st.binary(max_size=300), share=st.floats(0, 0.999))
def test_noise_behind_a_true_beginning(form, noise, share, scratch):
    whole = WHOLE[form]
    table = read(scratch, form, whole[: int(share * len(whole))] + noise)
    if table.usable and form not in ("csv", "xpt5"):
        assert rows_of(table) == ROWS
    if form in ("parquet", "gzip", "zlib"):
        assert not table.usable
