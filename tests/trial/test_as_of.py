"""The range of days of a trial: where it begins and ends, and what is known on a day in between."""

from datetime import date, timedelta

from tests.trial.shown import demo
from trial import analysis, as_of


def test_the_range_goes_from_the_first_consent_to_the_data_cut():
    found = as_of.build(demo())
    assert found is not None
    assert (found.first, found.last, found.at) == (date(2010, 10, 18), date(2011, 12, 31), date(2011, 12, 31))
    assert found.is_latest
    assert [name for _, name in found.anchors] == [f"01-00{number}" for number in range(1, 7)]


def test_the_range_stays_and_later_infusions_are_not_known_yet():
    found = as_of.build(analysis.build(demo().snapshot, date(2011, 5, 12)))
    assert found is not None
    assert (found.first, found.last, found.at) == (date(2010, 10, 18), date(2011, 12, 31), date(2011, 5, 12))
    assert not found.is_latest
    assert [name for _, name in found.anchors] == [f"01-00{number}" for number in range(1, 6)]
    assert all(day <= found.at for day, _ in found.anchors)


def test_a_day_before_the_first_record_begins_the_range():
    early = date(2010, 10, 18) - timedelta(days=30)
    found = as_of.build(analysis.build(demo().snapshot, early))
    assert found is not None
    assert (found.first, found.at, found.anchors) == (early, early, ())
