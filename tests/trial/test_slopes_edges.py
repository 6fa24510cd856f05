"""What the fits say with few points, with no scatter, and of their confidence band."""

import numpy as np
import pytest

from tests.reference import least_squares as second
from tests.reference import worked_example as example
from tests.trial.pairs import assert_change_is, assert_line_is, change, fitted, line
from trial.calendar import MONTH_DAYS
from trial.slopes import Change, Line, band

# Few points

NOTHING = Line(0, None, None, None, None, None, "no points", False, None, None, None, None)


def test_no_point() -> None:
    assert fitted(([], [])).pre(0) == NOTHING
    assert fitted(([], [])).post(0) == NOTHING
    assert fitted(([], [])).change(0) == Change("continuous spline", *[None] * 8, "no points")


def test_one_point_has_no_slope() -> None:
    found = line([5], [33.0])
    assert (found.n, found.span_days, found.reason, found.short_span) == (1, 0, "1 point", False)
    assert [found.slope, found.se, found.lower, found.upper, found.intercept, found.residual_sd] == [None] * 6


def test_two_points_have_a_slope_and_no_interval() -> None:
    found = line([-61, 0], [34.0, 32.0])
    assert found.slope == pytest.approx(-2 / (61 / 30.4375), rel=1e-14)
    assert found.intercept == pytest.approx(32, rel=1e-14)
    assert (found.n, found.span_days, found.reason) == (2, 61, "2 points: no interval")
    assert [found.se, found.lower, found.upper, found.residual_sd] == [None] * 4


def test_day_0_belongs_before() -> None:
    found = fitted(([0, 1], [30.0, 31.0]))
    assert (found.pre(0).n, found.post(0).n) == (1, 1)
    assert (found.pre(0).first_day, found.post(0).first_day) == (0, 1)


@pytest.mark.parametrize(
    ("days", "short"),
    [((-29, -5, 0), True), ((-30, -5, 0), False), ((1, 30, 60), True), ((1, 30, 61), False), ((-9, 0), False)],
)
def test_a_short_span_is_marked_and_changes_no_number(days: tuple[int, ...], short: bool) -> None:
    values = [30.0, 31.5, 30.5][: len(days)]
    found = line(days, values)
    assert found.short_span is short
    if len(days) > 2:
        assert_line_is(found, second.exact_line(days, values))
        assert found.reason is None


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ((-60, -30, 0), "no point after day 0"),
        ((-60, -30, -20, 0), "no point after day 0"),
        ((0, 14, 30), "2 points needed at or before day 0: 1 found"),
        ((0, 14, 30, 61), "2 points needed at or before day 0: 1 found"),
        ((14, 30, 61, 183), "2 points needed at or before day 0: 0 found"),
        ((-30, 0, 14), "4 points needed: 3 found"),
    ],
)
def test_too_few_days_for_a_change(days: tuple[int, ...], reason: str) -> None:
    found = change(days, [30.0, 31.5, 30.5, 29.0][: len(days)])
    assert found == Change("continuous spline", *[None] * 8, reason)


@pytest.mark.parametrize("days", [(-30, 0, 14, 30), (-60, -30, 0, 14)])
def test_four_days_suffice_for_a_change(days: tuple[int, ...]) -> None:
    values = [31.0, 30.5, 30.25, 29.0]
    found = change(days, values)
    assert (found.df, found.reason) == (1, None)
    assert_change_is(found, second.exact_spline(days, values))


# No scatter


@pytest.mark.parametrize("value", [0.0, 33.1, 48.0, -0.7])
def test_constant_values(value: float) -> None:
    found = fitted((example.DAYS, [value] * 9))
    for each in (found.pre(0), found.post(0)):
        assert (each.slope, each.se, each.lower, each.upper) == (0, 0, 0, 0)
        assert str(each.slope) == "0.0"
        assert each.reason == "no residual scatter: the interval has no width"
    assert (found.change(0).estimate, found.change(0).pre, found.change(0).post) == (0, 0, 0)
    assert (found.change(0).p, found.change(0).reason) == (None, "no residual scatter: no test")


def test_rounding_is_not_scatter_and_the_last_recorded_digit_is() -> None:
    days = (-90, -60, -30, 0, 30, 60)
    straight = np.array([36.3, 35.2, 34.1, 33.0, 31.9, 30.8])
    assert change(days, straight).se == 0
    recorded = change(days, straight + np.array([0, 1e-6, 0, 0, 0, 0]))
    assert recorded.se is not None
    assert 0 < recorded.se < 1e-6
    assert recorded.p is not None


# The band

ONLY = np.array([0])


def at(*days: float) -> np.ndarray:
    """One row of months, for one pair."""
    return np.array([days]) / MONTH_DAYS


def test_band_equals_statsmodels() -> None:
    days = (14.0, 100.0, 365.0, 400.0)
    wanted = second.statsmodels_band(example.DAYS[4:], example.VALUES[4:], np.array(days))
    lines = fitted((example.DAYS, example.VALUES)).after
    for found, limit in zip(band(lines, ONLY, at(*days)), wanted, strict=True):
        assert found[0] == pytest.approx(limit, rel=1e-12)


def test_bands_of_many_pairs_do_not_touch_one_another() -> None:
    series = [(example.DAYS, example.VALUES), ([10, 20, 40, 80], [5.0, 4.0, 4.5, 3.0]), ([-61, 0], [34.0, 32.0])]
    together = band(fitted(*series).after, np.arange(3), np.repeat(at(14.0, 70.0), 3, axis=0))
    for place, one in enumerate(series):
        for all_at_once, alone in zip(together, band(fitted(one).after, ONLY, at(14.0, 70.0)), strict=True):
            assert all_at_once[place] == pytest.approx(alone[0], nan_ok=True)


def test_band_of_two_points_is_a_line_alone() -> None:
    mean, lower, upper = band(fitted(([-61, 0], [34.0, 32.0])).before, ONLY, at(-61.0, -30.5, 0.0))
    assert mean[0] == pytest.approx([34, 33, 32])
    assert np.isnan(lower).all()
    assert np.isnan(upper).all()


def test_band_without_a_line_is_missing() -> None:
    for days in ([], [5.0]):
        found = band(fitted((days, days)).after, ONLY, at(0.0, 1.0))
        assert all(np.isnan(each).all() and each.shape == (1, 2) for each in found)


def test_band_of_an_exact_line_has_no_width() -> None:
    mean, lower, upper = band(fitted(([10, 20, 30], [5.0, 5.0, 5.0])).after, ONLY, at(10.0, 30.0))
    assert mean.tolist() == lower.tolist() == upper.tolist() == [[5, 5]]
