"""Columns of accepted tables as arrays: texts, numbers, dates and whose row it is; a column that is absent is empty."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from trial.snapshot import EARLIEST, LATEST
from trial.tables import SUBJECT

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Objects = NDArray[np.object_]

NOBODY = -1
"""Position of a row that belongs to no subject of the study."""
YES, NO = ("Y", "YES"), ("N", "NO")
"""How a flag is written, in capital letters."""


def plain(value: object) -> str | None:
    """Write one cell as text: without outer blanks, numbers without needless decimals; None for an empty cell."""
    text = f"{value:.15g}" if isinstance(value, float) else str(value).strip()
    return text or None


def texts(table: pd.DataFrame, column: str, change: Callable[[str], str] = str) -> Objects:
    """Take a column as texts, None where it has none; `change` is applied once to each distinct text."""
    if column not in table.columns:
        return np.full(len(table), None, dtype=object)
    codes, distinct = pd.factorize(table[column])
    written = [plain(value) for value in distinct]
    changed = [None if text is None else change(text) for text in written]
    return np.array([*changed, None], dtype=object)[codes]  # code -1, missing, takes the last


def capitals(table: pd.DataFrame, column: str) -> Objects:
    """Take a column of controlled terms in capital letters, None where it has none."""
    return texts(table, column, str.upper)


def numbers(table: pd.DataFrame, column: str) -> Floats:
    """Take a column as numbers, NaN where it has none."""
    if column not in table.columns:
        return np.full(len(table), np.nan)
    return np.asarray(pd.to_numeric(table[column], errors="coerce"), dtype=np.float64)


def bounds(table: pd.DataFrame, column: str) -> tuple[Floats, Floats]:
    """Give the earliest and latest possible epoch day of a date column, NaN where it has none."""
    return numbers(table, column + EARLIEST), numbers(table, column + LATEST)


def complete_days(table: pd.DataFrame, column: str) -> Floats:
    """Give the epoch day of a date column, NaN where it has none or the day is not certain."""
    earliest, latest = bounds(table, column)
    return np.where(earliest == latest, earliest, np.nan)


def owners(table: pd.DataFrame, position_of: Mapping[str, int]) -> Counts:
    """Give the position of each row's subject, NOBODY for one that is not in `position_of`."""
    if SUBJECT not in table.columns:
        return np.full(len(table), NOBODY, dtype=np.int64)
    codes, distinct = pd.factorize(table[SUBJECT])
    found = [position_of.get(str(usubjid), NOBODY) for usubjid in distinct]
    return np.array([*found, NOBODY], dtype=np.int64)[codes]


def first_rows(owner: Counts, order: Floats, wanted: Flags, count: int) -> Counts:
    """Find each owner's wanted row with the smallest `order` (NaN last, then table order); NOBODY without one."""
    rows = np.flatnonzero(wanted & (owner >= 0))
    ranked = rows[np.lexsort((order[rows], owner[rows]))]
    positions, first = np.unique(owner[ranked], return_index=True)
    found = np.full(count, NOBODY, dtype=np.int64)
    found[positions] = ranked[first]
    return found


def first_days(owner: Counts, days: Floats, wanted: Flags, count: int) -> Floats:
    """Give each owner's smallest day among the wanted rows, NaN without one."""
    first = np.full(count, np.inf)
    rows = wanted & (owner >= 0) & ~np.isnan(days)
    np.minimum.at(first, owner[rows], days[rows])
    return np.where(np.isinf(first), np.nan, first)
