"""Days: relative days, study days without a day zero, months, and partial ISO 8601 dates as [earliest, latest].

A day is a whole number of days since 1970-01-01 (an *epoch day*); in columns it is a float64 with NaN for missing.
Relative day t = date - anchor (anchor = 0), used by every model and axis. Study day --DY has no zero (anchor = 1).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MONTH_DAYS = 30.4375
"""Days in a month of every model and axis: 365.25 / 12."""
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""Years outside are typing errors (0202, 20111), not dates of a trial."""

_EPOCH = date(1970, 1, 1)
_COMPLETE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2}|-)(?:-(?P<day>\d{2}|-))?)?"
    r"(?P<time>T(?:[01]\d|2[0-3]|-)(?::(?:[0-5]\d|-)(?::(?:[0-5]\d|-)(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class DateIntervals:
    """Earliest and latest possible epoch day of each text (NaN when missing), and which texts are no date at all."""

    earliest: NDArray[np.float64]
    latest: NDArray[np.float64]
    impossible: NDArray[np.bool_]


def epoch_day(day: date) -> int:
    """Count the days from 1970-01-01 to `day`."""
    return (day - _EPOCH).days


def from_epoch_day(day: float) -> date:
    """Turn an epoch day back into a date."""
    return _EPOCH + timedelta(days=int(day))


def interval(text: str) -> tuple[date, date] | None:
    """Give the earliest and latest day an ISO 8601 text can mean; None when it is no date.

    Accepts truncation from the right (2011, 2011-03) and a hyphen for a missing middle part (2011---05: the fifth of an
    unknown month of 2011). Times are read and dropped. Source: SDTMIG 3.4, 4.4.2.
    """
    found = _COMPLETE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = int(found["year"]), found["month"], found["day"]
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or (found["time"] and (month is None or day is None)):
        return None
    known_month = None if month in (None, "-") else int(month)
    known_day = None if day in (None, "-") else int(day)
    try:
        return _earliest(year, known_month, known_day), _latest(year, known_month, known_day)
    except ValueError:
        return None


def complete_day(text: str | None) -> date | None:
    """Give the day that a text means for certain; None for an incomplete one, for no date and for none at all."""
    bounds = None if text is None else interval(text)
    return bounds[0] if bounds is not None and bounds[0] == bounds[1] else None


def _earliest(year: int, month: int | None, day: int | None) -> date:
    return date(year, 1 if month is None else month, 1 if day is None else day)


def _latest(year: int, month: int | None, day: int | None) -> date:
    last_month = 12 if month is None else month
    return date(year, last_month, monthrange(year, last_month)[1] if day is None else day)


def intervals(texts: "pd.Series[str]") -> DateIntervals:
    """Read a column of ISO 8601 texts (str or None). Each distinct text is parsed once."""
    codes, distinct = pd.factorize(texts)
    bounds = [interval(str(text)) for text in distinct]
    earliest = np.array([np.nan if b is None else epoch_day(b[0]) for b in bounds] + [np.nan])
    latest = np.array([np.nan if b is None else epoch_day(b[1]) for b in bounds] + [np.nan])
    wrong = np.array([b is None for b in bounds] + [False])
    return DateIntervals(earliest[codes], latest[codes], wrong[codes])


def study_day(day: date, reference: date) -> int:
    """Give --DY: the reference day is 1, the day before is -1, there is no day 0 (SDTMIG 3.4, 4.4.4)."""
    difference = (day - reference).days
    return difference + 1 if difference >= 0 else difference


def relative_day(day: date, anchor: date) -> int:
    """Give the days from the anchor: 0 on the anchor day, negative before it."""
    return (day - anchor).days


def months_before(day: date, months: int) -> date:
    """Go back calendar months; a day the earlier month does not have becomes its last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
