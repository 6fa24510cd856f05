"""The row of the as-of slider: places and steps count whole days, the end of the data is the default."""

from datetime import date

from components.as_of_slider import row
from tests.components.sent import sent
from trial.as_of import AsOf

RANGE = AsOf(date(2011, 1, 1), date(2011, 1, 31), date(2011, 1, 28), ((date(2011, 1, 16), "01-001"),))


def parts(found):
    inside = sent(row(found))[0]["props"]["children"]
    return {part["type"] + str(place): part["props"] for place, part in enumerate(inside)}


def test_steps_are_a_week_and_end_with_the_range():
    found = parts(RANGE)
    assert found["Button1"]["data-change"] == "cut=2011-01-21"
    assert found["Button3"]["data-change"] == "cut="
    assert found["Button5"]["aria-disabled"] == "false"


def test_the_slider_counts_days_and_says_the_day():
    ticks, slider = parts(RANGE)["Div2"]["children"]
    assert (slider["props"]["max"], slider["props"]["data-asof"]) == ("30", "27")
    assert slider["props"]["aria-valuetext"] == "28 Jan 2011"
    assert ticks["props"]["children"][0]["props"]["style"] == {"left": "50.00%"}


def test_without_a_range_there_is_no_row():
    assert row(None) == []
