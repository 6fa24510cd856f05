"""Columns of JSON values: each cell as its declared type says, and what does not fit told by row and column."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from data_access.parsing.columns import Mask, Numbers, Objects, Rows, finite, tell_kinds, texts
from data_access.parsing.dataset_json_layout import Column, Kind
from data_access.parsing.ledger import Ledger
from data_access.parsing.strict_json import Json
from trial.issues import Severity

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_REMEDY = "Correct the values or their declared type at the source."


def column(declared: Column, values: Sequence[Json], rows: Rows, ledger: Ledger) -> Objects | Numbers:
    """Give one column as text (str or None) or float64; `rows` are the numbers of the rows."""
    if declared.kind is Kind.NUMBER:
        return finite(declared.name, _numbers(declared, values, rows, ledger), rows, ledger)
    if declared.kind is Kind.FLAG:
        return _flags(declared, values, rows, ledger)
    return _texts(declared, values, rows, ledger)


def _numbers(declared: Column, values: Sequence[Json], rows: Rows, ledger: Ledger) -> Numbers:
    if set(map(type, values)) <= {int, float, type(None)}:
        try:
            return np.array(values, dtype=np.float64)
        except OverflowError:
            pass  # a whole number beyond float64: found below, cell by cell
    found = [_number(value) for value in values]
    unfit = np.array([number is None for number in found], dtype=bool)
    _tell(
        declared,
        f"{_kinds(values, unfit)} where {declared.declared} is declared; the cell is left empty",
        rows[unfit],
        ledger,
    )
    if declared.declared.lower() != "decimal":
        written = np.array([isinstance(value, str) and value != "" for value in values], dtype=bool) & ~unfit
        _tell(
            declared, f"numbers as text where {declared.declared} is declared; read as numbers", rows[written], ledger
        )
    return np.array([np.nan if number is None else number for number in found], dtype=np.float64)


def _number(value: Json) -> float | None:
    """A number, NaN for a missing one, None for what is no number."""
    if value is None or value == "":
        return np.nan
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def _texts(declared: Column, values: Sequence[Json], rows: Rows, ledger: Ledger) -> Objects:
    if not set(map(type, values)) <= {str, type(None)}:
        unfit = np.array([isinstance(value, list | dict) for value in values], dtype=bool)
        other = np.array([isinstance(value, int | float) for value in values], dtype=bool)
        _tell(
            declared,
            f"lists or objects where {declared.declared} is declared; the cell is left empty",
            rows[unfit],
            ledger,
        )
        _tell(declared, f"numbers where {declared.declared} is declared; kept as text", rows[other], ledger)
        values = [_text(value) for value in values]
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    codes, distinct = pd.factorize(cells)
    found = texts(codes, [str(text).encode("utf-8", "surrogatepass") for text in distinct], legacy=None)
    tell_kinds(declared.name, found, rows, ledger)
    return found.cells


def _text(value: Json) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, int | float) else None


def _flags(declared: Column, values: Sequence[Json], rows: Rows, ledger: Ledger) -> Objects:
    unfit = np.array([value not in (None, "") and not isinstance(value, bool) for value in values], dtype=bool)
    _tell(declared, "other values where boolean is declared; the cell is left empty", rows[unfit], ledger)
    words = [("Y" if value else "N") if isinstance(value, bool) else None for value in values]
    if any(words):
        text = f"{declared.name} is logical; true and false are read as Y and N"
        ledger.find(Severity.NOTE, text, "Nothing to do.", declared.name)
    return np.array(words, dtype=object)


def _tell(declared: Column, what: str, rows: Rows, ledger: Ledger) -> None:
    if rows.size:
        ledger.find(Severity.WARNING, f"{declared.name} holds {what}", _REMEDY, declared.name, rows)


def _kinds(values: Sequence[Json], unfit: Mask) -> str:
    return "text" if all(isinstance(values[place], str) for place in np.flatnonzero(unfit).tolist()) else "other values"
