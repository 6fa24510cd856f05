"""What is drawn of one patient and endpoint: bands as the statistics give them, windows, change, what is missing."""

import numpy as np
import pytest

from tests.trial.shown import demo, single
from tests.trial.totals import total
from trial import pairs
from trial.calendar import MONTH_DAYS
from trial.pairs import BAND_STEPS, Pair
from trial.slopes import band


def only(**records: object) -> Pair:
    return pairs.build(single(**records), [0], [0])[0]


def test_bands_are_those_of_the_statistics() -> None:
    analysis = demo()
    everything = np.arange(len(analysis.fits))
    for lines in (analysis.fits.before, analysis.fits.after):
        for pair, drawn in zip(everything, pairs.fitted(lines, everything), strict=True):
            line = lines.line(int(pair))
            assert drawn.line == line
            if line.slope is None:
                assert drawn.months == drawn.mean == drawn.lower == drawn.upper == ()
                continue
            days = np.linspace(line.first_day, line.last_day, BAND_STEPS + 1)
            assert drawn.months == pytest.approx((days / MONTH_DAYS).tolist())
            mean, lower, upper = (each[0].tolist() for each in band(lines, pair[None], np.array([drawn.months])))
            assert drawn.mean == pytest.approx(mean)
            assert drawn.lower == (() if line.se is None else pytest.approx(lower))
            assert drawn.upper == (() if line.se is None else pytest.approx(upper))


def test_a_line_spans_its_own_days_only() -> None:
    pair = only(QS=[total("2011-01-01", 40), total("2011-02-01", 38), total("2011-04-01", 36), total("2011-07-01", 30)])
    assert pair.pre.months[0] == pytest.approx(-59 / 30.4375)
    assert pair.pre.months[-1] == pytest.approx(-28 / 30.4375)
    assert pair.post.months[0] == pytest.approx(31 / 30.4375)
    assert pair.post.months[-1] == pytest.approx(122 / 30.4375)
    assert pair.post.mean == pytest.approx(np.linspace(36, 30, BAND_STEPS + 1).tolist())
    assert pair.post.lower == ()


def test_change_counts_from_the_last_used_value_up_to_day_0() -> None:
    pair = only(QS=[total("2011-02-01", 40), total("2011-02-27", 38), total("2011-03-15", 35)])
    assert [(point.change, point.is_baseline) for point in pair.points] == [(2, False), (0, True), (-3, False)]
    assert [point.change for point in only(QS=[total("2011-03-15", 35)]).points] == [None]


def test_a_record_that_is_not_used_is_no_baseline() -> None:
    screened = [{"VISITNUM": 1, "SVSTDTC": "2011-02-01"}]
    pair = only(SV=screened, QS=[total("2010-10-31", 44), total("2011-03-15", 35)])
    assert [(point.used, point.change) for point in pair.points] == [(False, None), (True, None)]
    assert "older than 3 months" in (pair.points[0].reason or "")


@pytest.mark.parametrize(
    ("day", "visitnum", "off"),
    [
        ("2011-03-12", 4, 0),
        ("2011-03-18", 4, 0),
        ("2011-03-11", 4, -1),
        ("2011-03-23", 4, 5),
        ("2011-03-23", None, None),
        ("2011-03-23", 4.1, None),
    ],
)
def test_days_outside_the_window_of_week_2(day: str, visitnum: float | None, off: int | None) -> None:
    point = only(QS=[total(day, 35, VISITNUM=visitnum), total("2011-04-20", 34, VISITNUM=99)]).points[0]
    assert point.days_off == off
    assert point.in_window is (not off)
    assert point.planned == ("WK2" if off is not None else None)


def test_a_point_without_a_number_belongs_to_the_visit_held_that_day() -> None:
    visits = [{"VISITNUM": 4, "SVSTDTC": "2011-03-21"}]
    points = only(SV=visits, QS=[total("2011-03-21", 35, VISITNUM=None), total("2011-03-22", 35, VISITNUM=None)]).points
    assert [point.days_off for point in points] == [3, None]


def test_what_has_no_day_is_counted_and_what_was_not_done_is_told() -> None:
    not_done = {
        "QSTESTCD": "ALSR1TOT",
        "QSDTC": "2011-04-01",
        "QSSTAT": "NOT DONE",
        "QSREASND": "TOO WEAK",
        "VISIT": "M1",
    }
    pair = only(QS=[total("2011-03", 35), total("2011-03-20", 34), not_done])
    assert (len(pair.points), pair.undated) == (1, 1)
    (missing,) = pair.missing
    assert (missing.day, missing.date, missing.visit, missing.reason) == (31, "2011-04-01", "M1", "TOO WEAK")
    assert missing.month == pytest.approx(31 / 30.4375)


def test_every_point_of_the_analysis_is_drawn_or_counted() -> None:
    analysis = demo()
    found = pairs.build(analysis, range(len(analysis.subjects)), range(len(analysis.snapshot.study.endpoints)))
    assert sum(len(pair.points) + pair.undated for pair in found) == len(analysis.points.day)
    assert sum(len(pair.missing) for pair in found) == len(analysis.not_done)
    values = [point.value for pair in found for point in pair.points]
    assert values == analysis.points.value[~np.isnan(analysis.points.day)].tolist()


def test_the_extent_covers_points_and_lines_within_the_months() -> None:
    pair = only(QS=[total("2011-01-01", 40), total("2011-02-01", 30), total("2011-02-25", 34), total("2011-07-01", 10)])
    assert pairs.extent_of([pair], (-20, 20)) == (10, 40)
    low, high = pairs.extent_of([pair], (-20, 0)) or (0, 0)
    assert (low, high) == (30, 40)
    assert pairs.extent_of([pair], (50, 60)) is None
