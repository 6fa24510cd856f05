"""The lines before and after, and the change: worked example, second implementations, rules of few points."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference import least_squares as second
from tests.reference import worked_example as example
from tests.trial.pairs import Series, assert_change_is, assert_line_is, change, fitted, line, points_of
from trial.calendar import MONTH_DAYS
from trial.slopes import Fits, fits

SIX = 5e-7


@pytest.fixture(scope="module")
def worked() -> Fits:
    return fitted((example.DAYS, example.VALUES))


# The worked example, to six decimals


@pytest.mark.parametrize("key", example.PRE)
def test_worked_example_before(worked: Fits, key: str) -> None:
    found = worked.before.sxx[0] if key == "sxx" else getattr(worked.pre(0), key)
    assert found == pytest.approx(example.PRE[key], abs=SIX)


@pytest.mark.parametrize("key", example.POST)
def test_worked_example_after(worked: Fits, key: str) -> None:
    assert getattr(worked.post(0), key) == pytest.approx(example.POST[key], abs=SIX)


@pytest.mark.parametrize("key", example.CHANGE)
def test_worked_example_change(worked: Fits, key: str) -> None:
    assert getattr(worked.change(0), key) == pytest.approx(example.CHANGE[key], abs=SIX)


def test_worked_example_counts(worked: Fits) -> None:
    assert (worked.pre(0).n, worked.pre(0).span_days) == (4, 89)
    assert (worked.post(0).n, worked.post(0).span_days) == (5, 351)
    assert (worked.pre(0).first_day, worked.pre(0).last_day, worked.post(0).first_day) == (-89, 0, 14)
    assert (worked.change(0).df, worked.change(0).method) == (example.CHANGE_DF, "continuous spline")
    assert [worked.pre(0).reason, worked.post(0).reason, worked.change(0).reason] == [None] * 3


def test_a_noiseless_change_comes_out_exactly() -> None:
    months = np.array(example.DAYS) / MONTH_DAYS
    values = 34 + np.where(months <= 0, example.NOISELESS_PRE, example.NOISELESS_POST) * months
    found = fitted((example.DAYS, values))
    assert found.pre(0).slope == pytest.approx(example.NOISELESS_PRE, rel=1e-13)
    assert found.post(0).slope == pytest.approx(example.NOISELESS_POST, rel=1e-13)
    assert found.change(0).estimate == pytest.approx(example.NOISELESS_CHANGE, rel=1e-13)
    assert [found.pre(0).se, found.post(0).se, found.change(0).se] == [0, 0, 0]
    assert (found.change(0).p, found.change(0).reason) == (None, "no residual scatter: no test")


# Second implementations

decimals = st.integers(-10_000, 10_000).map(lambda tenths: tenths / 100)


@st.composite
def period(draw: st.DrawFn, low: int, high: int) -> Series:
    days = sorted(draw(st.lists(st.integers(low, high), min_size=3, max_size=12, unique=True)))
    return days, draw(st.lists(decimals, min_size=len(days), max_size=len(days)))


@st.composite
def course(draw: st.DrawFn) -> Series:
    before = draw(st.lists(st.integers(-900, 0), min_size=2, max_size=8, unique=True))
    after = draw(st.lists(st.integers(1, 1500), min_size=2, max_size=8, unique=True))
    days = sorted(before + after)
    return days, draw(st.lists(decimals, min_size=len(days), max_size=len(days)))


def test_worked_example_equals_statsmodels_and_scipy(worked: Fits) -> None:
    before, after = (example.DAYS[:4], example.VALUES[:4]), (example.DAYS[4:], example.VALUES[4:])
    assert_line_is(worked.pre(0), second.statsmodels_line(*before))
    assert_line_is(worked.post(0), second.statsmodels_line(*after))
    assert_change_is(worked.change(0), second.statsmodels_spline(example.DAYS, example.VALUES))
    for found, series in ((worked.pre(0), before), (worked.post(0), after)):
        assert (found.slope, found.se, found.intercept) == pytest.approx(second.scipy_line(*series), rel=1e-12)


@given(series=st.one_of(period(-900, 0), period(1, 5000)))
def test_a_line_equals_exact_arithmetic(series: Series) -> None:
    wanted = second.exact_line(*series)
    found = line(*series)
    if wanted.s == 0:
        assert (found.se, found.residual_sd) == (0, 0)
        assert found.slope == pytest.approx(wanted.beta[1], rel=1e-9)
    else:
        assert_line_is(found, wanted)


@given(series=course())
def test_a_change_equals_exact_arithmetic(series: Series) -> None:
    wanted = second.exact_spline(*series)
    found = change(*series)
    if wanted.s == 0:
        assert (found.se, found.p) == (0, None)
        assert found.estimate == pytest.approx(wanted.beta[2], rel=1e-9, abs=1e-12)
    else:
        assert_change_is(found, wanted)


@given(series=course())
def test_a_change_equals_numpy_least_squares(series: Series) -> None:
    days, values = np.array(series[0]) / MONTH_DAYS, np.array(series[1])
    design = np.column_stack([np.ones(len(days)), days, np.clip(days, 0, None)])
    wanted = np.linalg.lstsq(design, values, rcond=None)[0]
    found = change(*series)
    # lstsq rounds against the size of the values over the time they span; of a constant it makes a slope of 1e-16.
    rounding = 1e-9 * max(np.abs(wanted[1:]).max(), np.abs(values).max() / np.ptp(days))
    assert (found.pre, found.estimate) == pytest.approx(tuple(wanted[1:]), rel=1e-9, abs=rounding)


def test_random_designs_equal_statsmodels() -> None:
    rng = np.random.default_rng(20110301)
    made = []
    for _ in range(200):
        before, after = rng.integers(3, 8, 2)
        days = np.concatenate([
            rng.choice(np.arange(-400, 1), before, replace=False),
            rng.choice(np.arange(1, 800), after, replace=False),
        ])  # fmt: skip
        made.append((np.sort(days), rng.normal(40, 5, before + after).round(2)))
    found = fitted(*made)
    for pair, (days, values) in enumerate(made):
        assert_line_is(found.pre(pair), second.statsmodels_line(days[days <= 0], values[days <= 0]))
        assert_line_is(found.post(pair), second.statsmodels_line(days[days > 0], values[days > 0]))
        assert_change_is(found.change(pair), second.statsmodels_spline(days, values))


def test_a_late_short_period_of_large_values_loses_no_digits() -> None:
    days, values = (7300, 7301, 7303), (1_000_000.25, 1_000_000.5, 1_000_001.0625)
    assert_line_is(line(days, values), second.exact_line(days, values))


def test_a_change_far_from_the_anchor_loses_no_digits() -> None:
    days, values = (-1, 0, 7300, 7301, 7303), (50.5, 50.25, 10.5, 10.0, 10.25)
    assert_change_is(change(days, values), second.exact_spline(days, values))


# Properties


@given(series=course(), shift=st.integers(-1000, 1000))
def test_a_shift_of_values_moves_the_intercept_alone(series: Series, shift: int) -> None:
    days, values = series
    one, other = fitted((days, values)), fitted((days, [value + shift for value in values]))
    scale = max(abs(value) for value in values) + abs(shift) + 1
    assert other.change(0).estimate == pytest.approx(one.change(0).estimate, abs=1e-9 * scale)
    for period_of in (Fits.pre, Fits.post):
        before, after = period_of(one, 0), period_of(other, 0)
        assert after.slope == pytest.approx(before.slope, abs=1e-9 * scale)
        assert after.intercept == pytest.approx(before.intercept + shift, abs=1e-9 * scale)


@given(series=course(), factor=st.sampled_from([-3.0, 0.001, 0.1, 7.0, 1e6]))
def test_a_scale_multiplies_slopes_and_errors_and_leaves_p(series: Series, factor: float) -> None:
    days, values = series
    one, other = change(days, values), change(days, [value * factor for value in values])
    size = abs(factor) * (abs(one.pre) + abs(one.estimate) + one.se)
    assert other.estimate == pytest.approx(one.estimate * factor, rel=1e-9, abs=1e-11 * size)
    assert other.pre == pytest.approx(one.pre * factor, rel=1e-9, abs=1e-11 * size)
    assert other.se == pytest.approx(one.se * abs(factor), rel=1e-6)
    assert (other.p is None) == (one.p is None)
    if one.p is not None:
        assert other.p == pytest.approx(one.p, rel=1e-6)


@given(series=course(), data=st.data())
def test_the_order_of_points_does_not_matter(series: Series, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(series[0]))))
    mixed = [series[0][i] for i in order], [series[1][i] for i in order]
    one, other = fitted(series), fitted(mixed)
    for fit in (Fits.pre, Fits.post, Fits.change):
        before, after = asdict(fit(one, 0)), asdict(fit(other, 0))
        assert after.keys() == before.keys()
        for key, value in before.items():
            known = isinstance(value, float)
            assert after[key] == (pytest.approx(value, rel=1e-8, abs=1e-8) if known else value), key


def test_pairs_do_not_touch_one_another(worked: Fits) -> None:
    long = (np.arange(-50, 50), np.arange(100) % 7)
    found = fitted(([], []), long, (example.DAYS, example.VALUES), ([3], [4]))
    assert len(found) == 4
    assert [found.pre(2), found.post(2), found.change(2)] == [worked.pre(0), worked.post(0), worked.change(0)]
    assert found.pre(1) == fitted(long).pre(0)
    assert [found.pre(0).n, found.pre(3).n, found.post(3).n] == [0, 0, 1]


def test_points_that_are_not_used_take_no_part(worked: Fits) -> None:
    points = points_of(((-400, *example.DAYS, 90), (99.0, *example.VALUES, 0.0)))
    used = points.used.copy()
    used[[0, -1]] = False
    found = fits(replace(points, used=used), 1)
    assert [found.pre(0), found.post(0), found.change(0)] == [worked.pre(0), worked.post(0), worked.change(0)]


def test_no_points_at_all() -> None:
    found = fitted()
    assert len(found) == 0
