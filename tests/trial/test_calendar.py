"""Days: study days without a zero, relative days, months, and partial dates as bounds."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trial.calendar import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    MONTH_DAYS,
    complete_day,
    epoch_day,
    from_epoch_day,
    interval,
    intervals,
    months_before,
    relative_day,
    study_day,
)

REFERENCE = date(2011, 3, 1)
DAYS = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31))


# --- Study day and relative day (domain 6.1) ---


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2011, 2, 28), -1), (date(2011, 3, 1), 1), (date(2011, 3, 2), 2), (date(2010, 12, 1), -90)],
)
def test_the_vector_of_study_days(day, expected):
    assert study_day(day, REFERENCE) == expected


@given(DAYS, DAYS)
def test_a_study_day_is_never_zero_and_orders_like_the_date(day, reference):
    found = study_day(day, reference)
    assert found != 0
    assert (found > 0) == (day >= reference)
    assert found == relative_day(day, reference) + (day >= reference)


@given(DAYS, st.integers(-2000, 2000))
def test_a_relative_day_counts_from_zero(anchor, days):
    day = anchor + timedelta(days=min(max(days, (date(1900, 1, 1) - anchor).days), (date(2200, 12, 31) - anchor).days))
    assert relative_day(day, anchor) == (day - anchor).days
    assert relative_day(anchor, anchor) == 0


@given(DAYS)
def test_an_epoch_day_is_the_same_as_numpys(day):
    assert epoch_day(day) == np.datetime64(day, "D").astype(int)
    assert from_epoch_day(float(epoch_day(day))) == day


def test_a_month_is_a_twelfth_of_a_julian_year():
    assert MONTH_DAYS == 30.4375
    assert [round(months * MONTH_DAYS) for months in (1, 2, 6, 12)] == [30, 61, 183, 365]


# --- Bounds of partial dates (ISO 8601, SDTMIG 3.4, 4.4.2) ---


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011-03-05", "2011-03-05", "2011-03-05"),
        (" 2011-03-05 ", "2011-03-05", "2011-03-05"),
        ("2011-03-05T14:30", "2011-03-05", "2011-03-05"),
        ("2011-03-05T14:30:59.5Z", "2011-03-05", "2011-03-05"),
        ("2011-03-05T14:30:00+01:00", "2011-03-05", "2011-03-05"),
        ("2011-03", "2011-03-01", "2011-03-31"),
        ("2011-02", "2011-02-01", "2011-02-28"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2011", "2011-01-01", "2011-12-31"),
        ("2011---05", "2011-01-05", "2011-12-05"),
        ("2011---31", "2011-01-31", "2011-12-31"),
        ("2011-03--", "2011-03-01", "2011-03-31"),
        ("2011----", "2011-01-01", "2011-12-31"),
        ("2011-03-05T-:30", "2011-03-05", "2011-03-05"),
    ],
)
def test_a_date_means_every_day_between_its_bounds(text, first, last):
    assert interval(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "", "2011-02-30", "2011-13", "2011-00", "2011-03-00", "2011-04-31", "05/03/2011", "20110305", "2011-3-5",
        "11-03-05", "--03-05", "2011-03T10:00", "2011T10:00", "2011-03-05T24:30", "2011-03-05T10:60",
        "2011-03-05 10:00", "0202-03-05", "20111-03-05", "2011---32", "unknown", "2011-03-05x",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert interval(text) is None


@given(DAYS)
def test_a_complete_date_has_one_day(day):
    assert interval(day.isoformat()) == (day, day)


@given(DAYS)
def test_less_of_a_date_means_more_days_and_never_others(day):
    iso = day.isoformat()
    ranges = [interval(text) for text in (iso, iso[:7], iso[:4])]
    assert all(first <= day <= last for first, last in ranges)
    assert all(wide[0] <= narrow[0] and narrow[1] <= wide[1] for narrow, wide in pairwise(ranges))


@given(DAYS)
def test_a_date_without_its_month_keeps_its_day(day):
    first, last = interval(f"{day.year}---{day.day:02d}")
    assert (first, last) == (date(day.year, 1, day.day), date(day.year, 12, day.day))


TEXTS = st.one_of(
    st.none(),
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: day.isoformat()[:7]),
    DAYS.map(lambda day: f"{day.year}---{day.day:02d}"),
    st.text("0123456789-T:", max_size=12),
)


@given(st.lists(TEXTS, max_size=20))
def test_a_column_is_read_like_its_texts_one_by_one(texts):
    found = intervals(pd.Series(texts, dtype=object))
    for row, text in enumerate(texts):
        expected = None if text is None else interval(text)
        assert found.impossible[row] == (text is not None and expected is None)
        if expected is None:
            assert np.isnan(found.earliest[row])
            assert np.isnan(found.latest[row])
        else:
            assert (found.earliest[row], found.latest[row]) == (epoch_day(expected[0]), epoch_day(expected[1]))


# --- Calendar months ---


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2011-05-15", 3, "2011-02-15"),
        ("2011-05-31", 3, "2011-02-28"),
        ("2012-05-31", 3, "2012-02-29"),
        ("2011-01-31", 3, "2010-10-31"),
        ("2011-03-31", 12, "2010-03-31"),
        ("2011-03-31", 0, "2011-03-31"),
    ],
)
def test_months_go_back_by_the_calendar(day, months, expected):
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 120))
def test_going_back_lands_in_the_right_month(day, months):
    found = months_before(day, months)
    assert (day.year - found.year) * 12 + day.month - found.month == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2011-03-05", date(2011, 3, 5)),
        ("2011-03-05T10:30", date(2011, 3, 5)),
        ("2011-03", None),
        ("soon", None),
        (None, None),
    ],
)
def test_only_a_complete_date_is_a_day(text, day):
    assert complete_day(text) == day
