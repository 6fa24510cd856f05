"""The small courses: change from the anchor value, one scale for all patients, lines over their own days."""

from datetime import date

import numpy as np
import pytest

from tests.factories import endpoint, one_subject, snapshot, study
from trial.analysis import build as analyse
from trial.axes import month_range
from trial.calendar import MONTH_DAYS
from trial.courses import MARGIN, Courses, end_of_follow_up

SCORE = study(endpoints=(endpoint(),), visits=(), historical_months=None)
CUT = date(2012, 3, 1)
DATES = {-59: "2011-01-01", -28: "2011-02-01", 0: "2011-03-01", 31: "2011-04-01", 61: "2011-05-01", 92: "2011-06-01"}


def scores(values, subject="S-01"):
    return [
        {"USUBJID": subject, "QSTESTCD": "ALSR1TOT", "QSSTRESN": float(value), "QSDTC": DATES[day]}
        for day, value in values.items()
    ]


def courses(values, **more):
    analysis = analyse(one_subject(CUT, SCORE, QS=scores(values), **more), None)
    return analysis, Courses(analysis)


def test_points_are_changes_from_the_last_value_at_or_before_the_anchor():
    _, made = courses({-28: 40, 0: 38, 31: 37, 61: 35})
    course = made.cell(0, 0).course
    assert course.changes == (2, 0, -1, -3)
    assert course.months == pytest.approx([day / MONTH_DAYS for day in (-28, 0, 31, 61)])


def test_without_a_value_before_the_anchor_the_first_one_counts():
    _, made = courses({31: 37, 61: 35})
    assert made.cell(0, 0).course.changes == (0, -2)


def test_lines_reach_over_their_own_days_and_keep_their_slope():
    values = {-59: 40, -28: 39, 0: 35, 31: 37, 61: 35, 92: 36}
    _, made = courses(values)
    cell = made.cell(0, 0)
    for segment, line, days in (
        (cell.course.pre, cell.pre, (-59, -28, 0)),
        (cell.course.post, cell.post, (31, 61, 92)),
    ):
        months = np.array(days) / MONTH_DAYS
        slope, level = np.polyfit(months, [values[day] - 35 for day in days], 1)
        assert segment.months == pytest.approx((months[0], months[-1]))
        assert segment.changes == pytest.approx((level + slope * months[0], level + slope * months[-1]))
        assert line.slope == pytest.approx(slope)


def test_one_point_has_no_line_and_no_point_no_course():
    _, made = courses({0: 38, 31: 37, 61: 35})
    assert made.cell(0, 0).course.pre is None
    assert made.cell(0, 0).course.post is not None
    assert courses({})[1].cell(0, 0).course.months == ()


def test_points_that_are_in_no_fit_are_not_drawn():
    rule = study(endpoints=(endpoint(),), visits=(), historical_months=1)
    rows = scores({-59: 48, 0: 38, 31: 37})
    analysis = analyse(one_subject(CUT, rule, DM=[{"SUBJID": "01", "RFICDTC": "2011-02-25"}], QS=rows), None)
    made = Courses(analysis)
    assert made.cell(0, 0).course.changes == (0, -1)
    low, high = made.column(0).extent
    assert (low, high) == pytest.approx((-1 - MARGIN, 0 + MARGIN))


def test_one_scale_serves_all_patients_of_an_endpoint():
    people = ("S-01", "S-02")
    made = snapshot(
        {
            "DM": [{"USUBJID": one} for one in people],
            "EX": [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in people],
            "QS": scores({0: 40, 31: 30}) + scores({0: 20, 31: 25}, "S-02"),
        },
        CUT,
        SCORE,
    )
    assert Courses(analyse(made, None)).column(0).extent == pytest.approx((-10 - 15 * MARGIN, 5 + 15 * MARGIN))


def test_a_flat_endpoint_still_has_a_scale():
    low, high = courses({0: 38, 31: 38})[1].column(0).extent
    assert low < 0 < high
    assert courses({})[1].column(0).extent[0] < 0


def test_months_cover_plan_and_used_points():
    rule = study(endpoints=(endpoint(),), visits=(), historical_months=1)
    rows = scores({-59: 48, 0: 38, 92: 37})
    analysis = analyse(one_subject(CUT, rule, DM=[{"SUBJID": "01", "RFICDTC": "2011-02-25"}], QS=rows), None)
    all_points, used = month_range(analysis), month_range(analysis, with_unused=False)
    assert all_points[0] < -59 / MONTH_DAYS < used[0] < -30 / MONTH_DAYS
    assert 92 / MONTH_DAYS < used[1] < 98 / MONTH_DAYS
    planned = month_range(analyse(one_subject(CUT, study(), QS=scores({0: 38})), None), with_unused=False)
    assert planned[0] < -90 / MONTH_DAYS
    assert planned[1] > 395 / MONTH_DAYS


def test_follow_up_ends_at_the_end_else_at_the_cut():
    analysis, _ = courses({0: 38})
    assert end_of_follow_up(analysis.subjects[0], analysis.cut) == pytest.approx(366 / MONTH_DAYS)
    died, _ = courses({0: 38}, DM=[{"SUBJID": "01", "DTHDTC": "2011-05-01"}])
    assert end_of_follow_up(died.subjects[0], died.cut) == pytest.approx(61 / MONTH_DAYS)
    untreated, _ = courses({0: 38}, EX=[])
    assert end_of_follow_up(untreated.subjects[0], untreated.cut) is None
