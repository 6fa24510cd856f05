"""Columns in one form whatever the file format: text as str or None, numbers as float64, dates with two bounds."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from trial.calendar import EARLIEST_YEAR, LATEST_YEAR, DateIntervals, intervals

Texts = NDArray[np.object_]
Floats = NDArray[np.float64]
Rows = NDArray[np.bool_]
Codes = NDArray[np.int64]

_DAY_FIRST = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b.*")
_BLANK_BEFORE_TIME = re.compile(r"\d{4}-\d{2}-\d{2} .*")
_YEAR_FIRST = re.compile(r"(\d{4})-\d{2}(-\d{2})?(T.*)?")


def filled(size: int, value: str | None = None) -> Texts:
    """Make a text column of one value."""
    made: Texts = np.empty(size, dtype=object)
    made[:] = value
    return made


def missing(values: Texts | Floats) -> Rows:
    """Mark the cells without a value."""
    found: Rows = pd.isna(values)
    return found


def coded(values: Texts | Floats) -> tuple[Codes, Sequence[str | float]]:
    """Number the distinct values of a column in the order of their first row; a missing one is -1."""
    codes, distinct = pd.factorize(values)
    return codes, list(distinct)


def spread(codes: Codes, values: Sequence[str | None]) -> Texts:
    """Put the text of each code in place; code -1 has none."""
    table = filled(len(values) + 1)
    table[:-1] = values
    found: Texts = table[codes]
    return found


def texts(values: "pd.Series[str]") -> Texts:
    """Give a column as str or None; a number is written without needless decimals (3, not 3.0).

    What readers hand on as text (dtype object) is str or None already and is not looked at again.
    """
    if values.dtype == object:
        plain: Texts = values.to_numpy(dtype=object, copy=False)
        return plain
    codes, distinct = coded(values.to_numpy())
    return spread(codes, [_written(each) for each in distinct])


def _written(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def numbers(values: "pd.Series[str]") -> tuple[Floats, Texts | None]:
    """Give a column as float64, and what was written where that is no number (None where every text is one)."""
    if values.dtype != object:
        floats: Floats = values.to_numpy(dtype=np.float64, na_value=np.nan)
        return np.where(np.isfinite(floats), floats, np.nan), None
    plain: Texts = values.to_numpy(dtype=object, copy=False)
    codes, distinct = coded(plain)
    parsed: Floats = pd.to_numeric(pd.Series(distinct, dtype=object), errors="coerce").to_numpy(dtype=np.float64)
    bad = ~np.isfinite(parsed)
    parsed = np.append(np.where(bad, np.nan, parsed), np.nan)
    if not bad.any():
        return parsed[codes], None
    return parsed[codes], spread(
        codes, [str(each) if wrong else None for each, wrong in zip(distinct, bad, strict=True)]
    )


def dates(values: Texts) -> DateIntervals:
    """Read a column of ISO 8601 texts as intervals of epoch days."""
    return intervals(pd.Series(values, dtype=object, copy=False))


def why_no_date(text: str) -> str:
    """Say what is wrong with a text that is no date."""
    found = _YEAR_FIRST.fullmatch(text)
    if found and not EARLIEST_YEAR <= int(found[1]) <= LATEST_YEAR:
        return "the year cannot be right"
    if found:
        return "there is no such day or time"
    if _DAY_FIRST.fullmatch(text):
        return "not ISO 8601: day and month cannot be told apart"
    if _BLANK_BEFORE_TIME.fullmatch(text):
        return "not ISO 8601: a T stands between day and time"
    return "not an ISO 8601 date"
