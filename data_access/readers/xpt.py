"""SAS transport (XPT), version 5 and 8: the structure is checked byte by byte before the rows are parsed."""

from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyreadstat
from numpy.typing import NDArray

from data_access.parsing.columns import Numbers, Objects, Rows, finite, tell_kinds, texts
from data_access.parsing.content import Content, ContentError
from data_access.parsing.ledger import Ledger
from data_access.parsing.reading import finished, read_table
from data_access.parsing.sas_dates import iso_text
from data_access.parsing.transport import AGAIN, Layout, Variable, layout, readable
from data_access.parsing.transport_rows import (
    Area,
    always_filled,
    area,
    blank_rows,
    no_number,
    special_missing,
    trailing_blank,
    with_zero_bytes,
)
from data_access.raw import RawTable
from trial.issues import Severity

WORDS = "SAS transport"
IDENTIFIERS = ("STUDYID", "USUBJID", "DOMAIN", "RDOMAIN")
_Cells: TypeAlias = list[str | float | None]
_BYTES = "LATIN1"
"""The encoding in which each byte is a character and comes back unchanged: text is decoded afterwards, cell by cell."""


def read(path: Path) -> RawTable:
    """Read a SAS transport file.

    Guaranteed: one dataset; a whole number of rows with nothing but padding behind; no row of zero bytes; in version 8
    as many rows as the header says; numbers with a SAS date, time or datetime format become ISO 8601 text. Not visible
    in a version 5 file alone: a cut at a multiple of 80 bytes that falls between two rows.
    """
    return read_table(path, WORDS, _parse)


def _parse(content: Content) -> RawTable:
    found = layout(content.data)
    ledger = Ledger(found.dataset or content.name, content.path.name)
    whole = area(content.data, found)
    _tell_the_end(whole, found, ledger)
    rows = np.arange(1, len(whole.rows) + 1, dtype=np.int64)
    ledger.put_aside(rows[blank_rows(whole.rows)], "the record is blank", severity=Severity.WARNING)
    cells, labels = _parsed(content.data, found, whole)
    rows = rows[: len(next(iter(cells.values())))]
    columns = {v.name: _column(v, cells[v.name], whole, rows, ledger) for v in found.variables}
    return finished(content, f"{WORDS} v{found.version}", ledger, columns, rows, labels)


def _tell_the_end(whole: Area, found: Layout, ledger: Ledger) -> None:
    """Tell what the end of the file leaves open: missing padding, blank records that may be rows."""
    if whole.unpadded:
        text = f"The padding after the last row is missing; all {len(whole.rows):,} rows of the header are there"
        ledger.find(Severity.NOTE, text, "Transfer such files in binary mode: something strips blanks on the way.")
    identified = any(v.name in IDENTIFIERS and v.is_text and always_filled(whole.rows, v) for v in found.variables)
    if whole.uncertain and not identified:
        counted = "1 blank record" if whole.uncertain == 1 else f"{whole.uncertain} blank records"
        text = f"{counted} at the end: row or padding cannot be told; taken as padding"
        ledger.find(Severity.NOTE, text, "Compare the number of rows with the source.")


def _parsed(data: bytes, found: Layout, whole: Area) -> tuple[dict[str, _Cells], dict[str, str]]:
    """Parse the rows: the parser must see the columns and rows of the structure (it drops blank rows at the end)."""
    try:
        cells, described = pyreadstat.read_xport(
            BytesIO(data), encoding=_BYTES, output_format="dict", disable_datetime_conversion=True
        )
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as fault:
        raise ContentError("The parser of SAS transport files refuses the file", AGAIN) from fault
    columns = {readable(name.encode(_BYTES)).upper(): values for name, values in cells.items()}
    lengths = {len(values) for values in columns.values()}
    if [*columns] != [v.name for v in found.variables] or lengths not in _expected_lengths(whole):
        raise ContentError("Structure and parser do not see the same rows and columns", AGAIN)
    labels = [readable((label or "").encode(_BYTES)) for label in described.column_labels]
    return columns, dict(zip(columns, labels, strict=True))


def _expected_lengths(whole: Area) -> tuple[set[int], set[int]]:
    """How many rows the parser may see: all, or those up to the last that is not blank."""
    number = len(whole.rows)
    return {number}, {number - trailing_blank(whole.rows)}


def _column(variable: Variable, cells: _Cells, whole: Area, rows: Rows, ledger: Ledger) -> Objects | Numbers:
    seen = whole.rows[: rows.size]
    if variable.is_text:
        cut = with_zero_bytes(seen, variable)
        ledger.put_aside(rows[cut], f"{variable.name} holds control characters", variable.name)
        codes, distinct = pd.factorize(np.array(cells, dtype=object))
        found = texts(codes, [str(text).encode(_BYTES) for text in distinct])
        tell_kinds(variable.name, found, rows, ledger)
        return found.cells
    return _numbers(variable, np.array(cells, dtype=np.float64), seen, rows, ledger)


def _numbers(
    variable: Variable, values: Numbers, seen: NDArray[np.uint8], rows: Rows, ledger: Ledger
) -> Objects | Numbers:
    name = variable.name
    special = special_missing(seen, variable)
    if special.any():
        text = f"{name} holds special missing values (.A to .Z, ._); they are missing, their letters are not kept"
        ledger.find(Severity.NOTE, text, "Nothing to do.", name, rows[special])
    broken = no_number(seen, variable)
    if broken.any():
        text = f"{name} holds bytes that are no number; the cell is left empty"
        ledger.find(Severity.WARNING, text, AGAIN, name, rows[broken])
        values = np.where(broken, np.nan, values)
    values = finite(name, values, rows, ledger)
    moments = iso_text(values, variable.format)
    return values if moments is None else moments
