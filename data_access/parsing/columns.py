"""Columns as every reader hands them on: upper-case names, text as str or None, finite numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data_access.parsing.content import ContentError
from data_access.parsing.ledger import Ledger
from trial.issues import Severity

Objects: TypeAlias = NDArray[np.object_]
Numbers: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.int32] | NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that no text of a dataset holds; tab and line breaks do occur in comments."""
LEGACY = "cp1252"
RENAME = "Give every column one name of its own and export the dataset again."


class Kind(IntEnum):
    """What became of the bytes of one text."""

    FINE = 0
    LEGACY = 1
    UNREADABLE = 2
    CONTROL = 3


@dataclass(frozen=True, eq=False)
class Texts:
    """A text column: `cells` str or None; `kinds` one Kind a row, or None where all are fine."""

    cells: Objects
    kinds: NDArray[np.uint8] | None = None


def column_names(written: Iterable[str]) -> tuple[str, ...]:
    """Give the column names in upper case, stripped.

    Raises:
        ContentError: a name is empty or not readable, or two become equal.
    """
    names = tuple(name.strip().upper() for name in written)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names, start=1):
        places[name].append(place)
    unnamed = places.get("")
    if unnamed:
        remedy = "Name the column or take it out; row numbers have no place here."
        raise ContentError(f"Column {_listed(unnamed)} has no name", remedy)
    if any(CONTROL.search(name) for name in names):
        raise ContentError("A column name holds control characters: the header is damaged", RENAME)
    double = {name: where for name, where in places.items() if len(where) > 1}
    if double:
        told = "; ".join(f"{name} (columns {_listed(where)})" for name, where in double.items())
        raise ContentError(f"Two columns have the same name: {told}", RENAME, column=next(iter(double)))
    return names


def _listed(places: Sequence[int]) -> str:
    return " and ".join(str(place) for place in places)


def texts(codes: Codes, distinct: Sequence[bytes] | pa.Array, legacy: str | None = LEGACY) -> Texts:
    """Decode a column given as distinct byte strings and the code of each row (-1: missing).

    Trailing blanks go, empty text is None. What is not UTF-8 is read in the `legacy` encoding and marked; what
    cannot be read there either, or holds control characters, is None and marked.
    """
    raw = distinct if isinstance(distinct, pa.Array) else pa.array(distinct, type=pa.binary())
    plain = _plain(raw)
    if plain is not None:
        return Texts(_taken(plain, codes))
    decoded = [_decoded(one, legacy) for one in raw.to_pylist()]
    kinds = np.array([*(kind for _, kind in decoded), Kind.FINE], dtype=np.uint8)[codes]
    trimmed = [None if text is None else text.rstrip(" ") or None for text, _ in decoded]
    return Texts(_taken(np.array(trimmed, dtype=object), codes), kinds if kinds.any() else None)


def _plain(distinct: pa.Array) -> Objects | None:
    """Decode and trim all at once where nothing is wrong with any."""
    try:
        found = distinct.cast(pa.large_binary()).cast(pa.large_string())
    except pa.ArrowInvalid:
        return None
    if pc.any(pc.match_substring_regex(found, CONTROL.pattern)).as_py():
        return None
    trimmed = pc.utf8_rtrim(found, " ")
    plain: Objects = pc.if_else(pc.equal(trimmed, ""), None, trimmed).to_numpy(zero_copy_only=False)
    return plain


def _decoded(raw: bytes | None, legacy: str | None) -> tuple[str | None, Kind]:
    kind = Kind.FINE
    if raw is None:
        return None, kind
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        if legacy is None:
            return None, Kind.UNREADABLE
        kind = Kind.LEGACY
        try:
            text = raw.decode(legacy)
        except UnicodeDecodeError:
            return None, Kind.UNREADABLE
    return (None, Kind.CONTROL) if CONTROL.search(text) else (text, kind)


def _taken(distinct: Objects, codes: Codes) -> Objects:
    """Spread distinct texts over the rows; code -1 takes the None at the end."""
    shared = np.empty(len(distinct) + 1, dtype=object)
    shared[:-1] = distinct
    taken: Objects = shared[codes]
    return taken


def tell_kinds(column: str, found: Texts, rows: Rows, ledger: Ledger) -> None:
    """Tell which cells were read in the legacy encoding, and set aside the rows with a cell that cannot be read."""
    if found.kinds is None:
        return
    foreign = rows[found.kinds == Kind.LEGACY]
    if foreign.size:
        text = f"{column} is not UTF-8 here; read as Windows-1252"
        remedy = "Check these texts; export in UTF-8 to be certain."
        ledger.find(Severity.WARNING, text, remedy, column, foreign)
    ledger.put_aside(rows[found.kinds == Kind.UNREADABLE], f"{column} is not readable text", column)
    ledger.put_aside(rows[found.kinds == Kind.CONTROL], f"{column} holds control characters", column)


def finite(column: str, values: Numbers, rows: Rows, ledger: Ledger) -> Numbers:
    """Empty the cells that hold an infinite number, and tell them."""
    infinite = np.isinf(values)
    if not infinite.any():
        return values
    text = f"{column} holds a number without bounds; the cell is left empty"
    ledger.find(Severity.WARNING, text, "Correct the value at the source.", column, rows[infinite])
    return np.where(infinite, np.nan, values)


def table_of(columns: Mapping[str, Objects | Numbers], rows: Rows, ledger: Ledger) -> pd.DataFrame:
    """Make the frame of the rows that stand, indexed by their number in the file."""
    index = pd.Index(rows, dtype="int64")
    series = {name: pd.Series(values, index=index, dtype=values.dtype, copy=False) for name, values in columns.items()}
    frame = pd.DataFrame(series, index=index, columns=pd.Index(list(columns), dtype=object))
    standing = ledger.standing(rows)
    return frame if standing.all() else frame.loc[standing]
