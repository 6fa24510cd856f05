"""CSV: each cell is text as written, only the empty field is missing, each row has as many fields as the header."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from data_access.parsing.columns import LEGACY, Objects, Rows, column_names, tell_kinds, texts
from data_access.parsing.content import Content, ContentError, belied, looks_like
from data_access.parsing.csv_records import Records, records, refuse_other_width, texts_are_quoted
from data_access.parsing.ledger import Ledger
from data_access.parsing.reading import finished, read_table
from data_access.raw import RawTable
from trial.issues import Severity

WORDS = "CSV"
IDENTIFIERS = frozenset({"STUDYID", "DOMAIN", "RDOMAIN", "USUBJID", "SUBJID", "POOLID"})
"""A header line holds at least one of these names."""

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_BLOCK = 1 << 24
_FILLED = re.compile(rb"[^\n]")
_Column: TypeAlias = tuple[NDArray[np.int32], pa.Array]
_EXPORT = "Export the dataset again as CSV: UTF-8, separated by commas, names in the first line."


@dataclass(frozen=True, slots=True)
class _Header:
    names: tuple[str, ...]
    written: tuple[str, ...]
    delimiter: str
    quoted: bool
    length: int


@dataclass(frozen=True, eq=False)
class _Coded:
    """The cells of a text: the code of each row (-1: missing) and the distinct byte strings of each column.

    `rows` are the numbers of the rows, `last` that of the last row of the file, whether or not it is among them.
    """

    columns: tuple[_Column, ...]
    rows: Rows
    last: int


def read(path: Path) -> RawTable:
    """Read a CSV file.

    UTF-8, or UTF-16 by its byte order mark; cells that are not UTF-8 are read as Windows-1252 and told. The delimiter
    is a comma, or a semicolon or tab where only that one splits the header. NA, None, NaN, 007 stay text; only where
    every text of the file is quoted is an unquoted NA missing (and told), for there it cannot be text.
    """
    return read_table(path, WORDS, _parse)


def _parse(content: Content) -> RawTable:
    data = _normal(content)
    header = _header(data)
    ledger = Ledger(content.name, content.path.name)
    if header.delimiter != ",":
        ledger.find(Severity.NOTE, f"Fields are separated by {_DELIMITERS[header.delimiter]}", "Nothing to do.")
    coded = _coded(data, header, ledger)
    if not data.endswith(b"\n"):
        text = "The last line has no line end: it may be cut"
        remedy = "Compare the last row with the source; end the last line with a line break."
        ledger.find(Severity.WARNING, text, remedy, rows=[coded.last] if coded.last else ())
    columns: dict[str, Objects] = {}
    for name, (codes, distinct) in zip(header.names, coded.columns, strict=True):
        found = texts(codes, distinct)
        tell_kinds(name, found, coded.rows, ledger)
        columns[name] = found.cells
    _put_aside_empty_and_repeated(header, columns, coded.rows, ledger)
    return finished(content, WORDS, ledger, columns, coded.rows)


def _normal(content: Content) -> bytes:
    """Give the text as UTF-8 (or what claims to be) without byte order mark, with single line feeds."""
    data = content.data
    looks = looks_like(data)
    if looks == "UTF-16 text":
        try:
            data = data.decode("utf-16").encode()
        except UnicodeError as fault:
            raise ContentError("The UTF-16 text is cut or damaged", _EXPORT) from fault
    elif looks not in {"CSV", "text", "binary data"}:
        raise belied(data, WORDS, _EXPORT)
    data = data.removeprefix(b"\xef\xbb\xbf")
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def _header(data: bytes) -> _Header:
    """Read the first line: its names, and the one delimiter that splits it."""
    line = data[: data.find(b"\n")] if b"\n" in data else data
    if looks_like(line or b" ") == "binary data":
        raise belied(data, WORDS, _EXPORT)
    text = _decoded(line)
    split = {delimiter: _split(text, delimiter) for delimiter in _DELIMITERS}
    if text and not any(split.values()):
        raise ContentError("A quotation mark in the header line is not closed", _EXPORT)
    if not any(name in text.upper() for name in IDENTIFIERS):
        raise _no_header()
    found = {delimiter: names for delimiter, names in split.items() if len(names) > 1}
    if not found:
        raise ContentError("One column found: is the delimiter a comma, a semicolon or a tab?", _EXPORT)
    if len(found) > 1:
        kinds = " and ".join(_DELIMITERS[delimiter] for delimiter in found)
        raise ContentError(f"The delimiter is not clear: the header is split by {kinds}", _EXPORT)
    ((delimiter, names),) = found.items()
    if not IDENTIFIERS & {name.strip().upper() for name in names}:
        raise _no_header()
    quoted = line.startswith(b'"') and line.count(b'"') == 2 * len(names) and line.endswith(b'"')
    return _Header(column_names(names), tuple(names), delimiter, quoted, len(line))


def _no_header() -> ContentError:
    named = ", ".join(sorted(IDENTIFIERS))
    return ContentError(f"No header: the first line holds none of the names {named}", _EXPORT)


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(LEGACY, errors="replace")


def _split(line: str, delimiter: str) -> list[str]:
    """Split the header line; nothing where quotation marks do not go with this delimiter."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _coded(data: bytes, header: _Header, ledger: Ledger) -> _Coded:
    """Cut the text into cells; where anything is out of the ordinary, look at every record first."""
    if b'"' not in data:
        try:
            columns = _cells(data[header.length + 1 :], header, within_lines=True)
        except pa.ArrowInvalid:
            pass  # a row of another length: find out which, and set it aside
        else:
            number = columns[0][0].size
            return _Coded(columns, np.arange(1, number + 1, dtype=np.int64), number)
    return _inspected(data, header, ledger)


def _inspected(data: bytes, header: _Header, ledger: Ledger) -> _Coded:
    """Set aside the rows that do not fit the header, then cut the others into cells."""
    found = records(data, ord(header.delimiter), len(header.names))
    refuse_other_width(found, len(header.names))
    rows, wanted = found.rows, ~found.blank
    wanted[0] = False
    for width in np.unique(found.fields[wanted & (found.fields != len(header.names))]):
        counted = "1 field" if width == 1 else f"{width} fields"
        wrong = wanted & (found.fields == width)
        ledger.put_aside(rows[wrong], f"{counted}, {len(header.names)} expected")
    wanted &= found.fields == len(header.names)
    _tell_strays(found, ledger)
    bare_na = header.quoted and b"NA" in data and texts_are_quoted(found)
    columns = _cells(found.only(wanted), header, missing=("NA",) if bare_na else (), longest=found.longest)
    if columns[0][0].size != np.count_nonzero(wanted):
        raise ContentError("The rows cannot be told apart: quotation marks are out of order", _EXPORT)
    _tell_bare_na(columns, ledger)
    return _Coded(columns, rows[wanted], int(rows[-1]))


def _tell_strays(found: Records, ledger: Ledger) -> None:
    if found.quotes.strays.size:
        text = "A quotation mark inside an unquoted field is kept as text"
        rows = found.rows_at(found.quotes.strays)
        ledger.find(Severity.NOTE, text, "Quote the field and double the mark to be certain.", rows=rows)


def _tell_bare_na(columns: tuple[_Column, ...], ledger: Ledger) -> None:
    number = sum(int(np.count_nonzero(codes < 0)) for codes, _ in columns)
    if number:
        text = f"{number:,} unquoted NA read as missing: every text of this file is quoted"
        ledger.find(Severity.NOTE, text, "Nothing to do; an empty field would say the same.")


def _cells(
    body: bytes, header: _Header, within_lines: bool = False, missing: tuple[str, ...] = (), longest: int = 0
) -> tuple[_Column, ...]:
    """Cut whole records into cells; `longest` is the length of the longest record where it is known."""
    names = [str(place) for place in range(len(header.names))]
    if _FILLED.search(body) is None:
        return ((np.empty(0, dtype=np.int32), pa.array([], type=pa.binary())),) * len(names)
    table = arrow_csv.read_csv(
        pa.BufferReader(body),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=max(_BLOCK, longest + 2)),
        parse_options=arrow_csv.ParseOptions(delimiter=header.delimiter, newlines_in_values=not within_lines),
        convert_options=arrow_csv.ConvertOptions(
            check_utf8=False,
            column_types=dict.fromkeys(names, pa.binary()),
            null_values=list(missing),
            strings_can_be_null=bool(missing),
            quoted_strings_can_be_null=False,
        ),
    )
    coded = (column.combine_chunks().dictionary_encode() for column in table.columns)
    return tuple((found.indices.fill_null(-1).to_numpy(), found.dictionary) for found in coded)


def _put_aside_empty_and_repeated(header: _Header, columns: dict[str, Objects], rows: Rows, ledger: Ledger) -> None:
    empty = repeated = np.arange(rows.size)
    for name, written in zip(header.names, header.written, strict=True):
        empty = empty[pd.isna(columns[name][empty])]
        repeated = repeated[np.equal(columns[name][repeated], written.rstrip(" "))]
    remedy = "Take empty lines out of the file."
    ledger.put_aside(rows[empty], "every field is empty", remedy=remedy, severity=Severity.WARNING)
    remedy = "Check that the file is complete: were two joined?"
    ledger.put_aside(rows[repeated], "the header is repeated", remedy=remedy, severity=Severity.WARNING)
