"""Columns of an Arrow table as text and numbers; what is neither is refused by name."""

from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_access.parsing.columns import Numbers, Objects, Rows, finite, tell_kinds, texts
from data_access.parsing.content import ContentError
from data_access.parsing.ledger import Ledger
from trial.issues import Severity

EXACT = 2**53
"""Beyond it not every whole number is a float64."""
AGAIN = "Transfer the file again, or export it again."
_EXTENSION = b"ARROW:extension:name"
_UNITS: tuple[Literal["D", "s", "ms", "us"], ...] = ("D", "s", "ms", "us")


def refuse_foreign_types(schema: pa.Schema) -> None:
    """Refuse columns that are neither text, number, date, time nor logical.

    Raises:
        ContentError: there are such columns; each is named with its type.
    """
    foreign = [f"{field.name} ({field.type})" for field in schema if not _known(field)]
    if foreign:
        remedy = "Write these columns as plain text, numbers or dates."
        raise ContentError(f"Columns of a kind that a dataset does not have: {', '.join(foreign)}", remedy)


def _known(field: pa.Field) -> bool:
    kind = field.type
    if isinstance(kind, pa.BaseExtensionType) or _EXTENSION in (field.metadata or {}):
        return False
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    tests = (
        pa.types.is_null,
        is_text,
        pa.types.is_boolean,
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_decimal,
        pa.types.is_date,
        pa.types.is_timestamp,
        pa.types.is_time,
    )
    return any(test(kind) for test in tests)


def is_text(kind: pa.DataType) -> bool:
    """Whether a type holds text, or the bytes of text without saying so."""
    tests = (
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_string_view,
        pa.types.is_binary,
        pa.types.is_large_binary,
        pa.types.is_binary_view,
    )
    return any(test(kind) for test in tests)


def column(name: str, chunks: pa.ChunkedArray, rows: Rows, ledger: Ledger) -> Objects | Numbers:
    """Give one column as text (str or None) or float64."""
    kind = chunks.type
    if pa.types.is_dictionary(kind):
        _refuse_wild_codes(name, chunks)
        if not is_text(kind.value_type):
            kind = kind.value_type
            chunks = pa.chunked_array([chunk.dictionary_decode() for chunk in chunks.chunks], kind)
    if pa.types.is_null(kind) or not rows.size:
        number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
        return np.full(rows.size, np.nan) if number else np.full(rows.size, None, dtype=object)
    if pa.types.is_boolean(kind):
        return _flags(name, chunks, ledger)
    if pa.types.is_integer(kind):
        return _integers(name, chunks, ledger)
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return finite(name, _floats(chunks), rows, ledger)
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return _moments(chunks)
    if pa.types.is_time(kind):
        chunks = _times(chunks)
    return _texts(name, chunks, rows, ledger)


def _refuse_wild_codes(name: str, chunks: pa.ChunkedArray) -> None:
    """Refuse codes that point outside their dictionary: Arrow does not check them, and would read foreign memory."""
    for chunk in chunks.chunks:
        bounds = pc.min_max(chunk.indices).as_py()
        if bounds["min"] is not None and not 0 <= bounds["min"] <= bounds["max"] < len(chunk.dictionary):
            raise ContentError(f"The Parquet file is damaged: {name} points at values that are not there", AGAIN, name)


def _texts(name: str, chunks: pa.ChunkedArray, rows: Rows, ledger: Ledger) -> Objects:
    coded = chunks if pa.types.is_dictionary(chunks.type) else chunks.dictionary_encode()
    coded = coded.unify_dictionaries().combine_chunks()
    codes = coded.indices.cast(pa.int64()).fill_null(-1).to_numpy()
    found = texts(codes, coded.dictionary.cast(pa.large_binary()))
    tell_kinds(name, found, rows, ledger)
    return found.cells


def _floats(chunks: pa.ChunkedArray) -> Numbers:
    floats: Numbers = chunks.cast(pa.float64(), safe=False).to_numpy()
    return floats


def _integers(name: str, chunks: pa.ChunkedArray, ledger: Ledger) -> Objects | Numbers:
    """Whole numbers as float64; where that would change one (a long identifier), the column as text."""
    bounds = pc.min_max(chunks).as_py()
    if max(abs(bounds["min"] or 0), abs(bounds["max"] or 0)) <= EXACT:
        return _floats(chunks)
    text = f"{name} holds whole numbers of more than 15 digits; kept as text, digit by digit"
    ledger.find(Severity.NOTE, text, "Nothing to do if these are identifiers.", name)
    digits: Objects = np.array([None if n is None else str(n) for n in chunks.to_pylist()], dtype=object)
    return digits


def _flags(name: str, chunks: pa.ChunkedArray, ledger: Ledger) -> Objects:
    if chunks.null_count < len(chunks):
        ledger.find(Severity.NOTE, f"{name} is logical; true and false are read as Y and N", "Nothing to do.", name)
    words: Objects = np.array(["N", "Y", None], dtype=object)[chunks.cast(pa.int8()).fill_null(2).to_numpy()]
    return words


def _moments(chunks: pa.ChunkedArray) -> Objects:
    """Dates and timestamps as ISO 8601 text: local time where a zone is given, no time where no row has one."""
    if pa.types.is_timestamp(chunks.type) and chunks.type.tz:
        chunks = pc.local_timestamp(chunks)
    moments = chunks.cast(pa.timestamp("us"), safe=False).to_numpy()
    known = ~np.isnat(moments)
    found = moments[known]
    unit = next(unit for unit in _UNITS if (found.astype(f"datetime64[{unit}]") == found).all())
    texts = np.full(len(moments), None, dtype=object)
    texts[known] = np.datetime_as_string(found, unit=unit)
    return texts


def _times(chunks: pa.ChunkedArray) -> pa.ChunkedArray:
    seconds = chunks.cast(pa.time32("s"), safe=False)
    exact = pc.all(pc.equal(seconds.cast(chunks.type), chunks)).as_py()
    return (chunks if exact is False else seconds).cast(pa.string())
