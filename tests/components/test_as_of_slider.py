"""The row of the as-of slider: places and steps count whole days, the end of the data is the default."""

from datetime import date

from components.as_of_slider import around, days
from tests.components.sent import sent
from trial.as_of import AsOf

RANGE = AsOf(date(2011, 1, 1), date(2011, 1, 31), date(2011, 1, 28), ((date(2011, 1, 16), "01-001"),))


def test_steps_are_a_week_and_end_with_the_range():
    earlier, _, later, day, back = (part["props"] for part in sent(around(RANGE)))
    assert earlier["data-change"] == "cut=2011-01-21"
    assert later["data-change"] == back["data-change"] == "cut="
    assert back["aria-disabled"] == "false"
    assert day["children"] == "28 Jan 2011"


def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others():
    """An address may ask for any date; a week beyond the calendar is no date."""
    whole = AsOf(date.min, date.max, date.min, ())
    assert sent(around(whole))[0]["props"]["data-change"] == "cut=0001-01-01"
    assert sent(around(AsOf(date.min, date.max, date.max, ())))[2]["props"]["data-change"] == "cut="


def test_the_slider_counts_days_and_marks_infusions_where_they_lie():
    assert days(RANGE) == {"first": "2011-01-01", "days": 30, "at": 27}
    ticks = sent(around(RANGE))[1]["props"]["children"]
    assert ticks[0]["props"]["style"] == {"left": "50.00%"}


def test_without_a_range_there_is_no_row():
    assert (around(None), days(None)) == ([], None)
