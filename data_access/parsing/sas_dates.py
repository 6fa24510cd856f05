"""SAS dates, times and datetimes (numbers shown in a format) as ISO 8601 text, as every other format has them."""

import re

import numpy as np

from data_access.parsing.columns import Mask, Numbers, Objects

_DATE = re.compile(r"DATE|(?:DDMMYY|MMDDYY|YYMMDD)[BCDNPS]?|(?:E8601|IS8601|B8601)DA|YYMON|MONYY|WORDDATX?|WEEKDATX?")
_DATETIME = re.compile(r"DATETIME|DATEAMPM|MDYAMPM|(?:E8601|IS8601|B8601)DT")
_TIME = re.compile(r"TIME|TIMEAMPM|HHMM|TOD|(?:E8601|IS8601|B8601)TM")
_EPOCH = np.datetime64("1960-01-01")
_FIRST, _LAST = np.datetime64("1582-10-15"), np.datetime64("9999-12-31")
_DAY = 86_400


def iso_text(values: Numbers, shown: str) -> Objects | None:
    """Give numbers shown in SAS format `shown` as ISO 8601 text, missing as None.

    A SAS date counts days and a SAS datetime seconds from 1960-01-01, a SAS time counts seconds of the day. None if
    the format is none of the three, or a value cannot be such a number (not whole, out of range).
    """
    known = ~np.isnan(values)
    if _DATE.fullmatch(shown):
        texts = _texts(values, known, _DAY, "D")
    elif _DATETIME.fullmatch(shown):
        texts = _texts(values, known, 1, "s")
    elif _TIME.fullmatch(shown):
        texts = _times(values, known)
    else:
        return None
    if texts is None:
        return None
    spread = np.full(values.size, None, dtype=object)
    spread[known] = texts
    return spread


def _texts(values: Numbers, known: Mask, seconds: int, unit: str) -> Objects | None:
    least = (_FIRST - _EPOCH).astype("int64") * _DAY // seconds
    most = ((_LAST - _EPOCH).astype("int64") + 1) * _DAY // seconds - 1
    numbers = values[known]
    if not _whole(numbers, least, most):
        return None
    moments = _EPOCH.astype(f"datetime64[{unit}]") + numbers.astype(f"timedelta64[{unit}]")
    texts: Objects = np.datetime_as_string(moments).astype(object)
    return texts


def _times(values: Numbers, known: Mask) -> Objects | None:
    numbers = values[known]
    if not _whole(numbers, 0, _DAY - 1):
        return None
    moments = np.datetime64("1970-01-01T00:00:00") + numbers.astype("timedelta64[s]")
    texts: Objects = np.array([text.partition("T")[2] for text in np.datetime_as_string(moments)], dtype=object)
    return texts


def _whole(numbers: Numbers, least: float, most: float) -> bool:
    return bool(((numbers == np.floor(numbers)) & (numbers >= least) & (numbers <= most)).all())
