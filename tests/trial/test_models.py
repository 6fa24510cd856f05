"""The models side by side: worked example to the printed digits, second implementations, and typed reasons."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.reference import models as second
from tests.reference import worked_example as example
from tests.trial.compared import compared, estimate
from tests.trial.pairs import Series
from trial.calendar import MONTH_DAYS
from trial.models.comparison import Comparison
from trial.models.estimates import Estimate, Figure, Lack, Model
from trial.models.least import spline_level
from trial.models.medians import medians

SIX = 5e-7
EXAMPLE = (example.DAYS, example.VALUES)
LEAST = (Model.SPLINE, Model.INTERACTION, Model.WELCH)


@pytest.fixture(scope="module")
def worked() -> Comparison:
    return compared(EXAMPLE)


def six(found: float | None, wanted: float) -> bool:
    return found is not None and abs(found - wanted) <= SIX


# Worked example A, section 3.3


def test_worked_example_m1(worked: Comparison) -> None:
    found = worked.model(Model.SPLINE).of(0)
    for key in ("estimate", "se", "lower", "upper"):
        assert six(getattr(found.change, "value" if key == "estimate" else key), example.CHANGE[key])
    assert six(found.p, example.CHANGE["p"])
    assert found.df == example.CHANGE_DF
    assert six(found.pre.value, example.CHANGE["pre"])
    assert six(found.post.value, example.CHANGE["post"])
    assert six(found.pre.se, example.SPLINE_PRE_SE)
    assert six(found.post.se, example.SPLINE_POST_SE)
    level, error = spline_level(worked.fits.changes)
    assert six(level[0], example.SPLINE_INTERCEPT)
    assert six(error[0], example.SPLINE_INTERCEPT_SE)
    assert six(worked.fits.changes.residual_sd[0], example.SPLINE_S)


def test_worked_example_m2(worked: Comparison) -> None:
    found = worked.model(Model.INTERACTION).of(0)
    numbers = (found.change.value, found.change.se, found.p, found.change.lower, found.change.upper)
    assert all(map(six, numbers, example.INTERACTION.values()))
    assert found.df == example.INTERACTION_DF
    assert six(found.change.value / found.change.se, example.INTERACTION_T)
    assert (found.pre.value, found.post.value) == (worked.fits.pre(0).slope, worked.fits.post(0).slope)


def test_worked_example_m2w(worked: Comparison) -> None:
    found = worked.model(Model.WELCH).of(0)
    numbers = (found.change.se, found.df, found.p, found.change.lower, found.change.upper)
    assert all(map(six, numbers, example.WELCH.values()))
    assert six(found.change.value / found.change.se, example.WELCH_T)
    for period, line in ((found.pre, worked.fits.pre(0)), (found.post, worked.fits.post(0))):
        assert period == Figure(line.slope, line.se, line.lower, line.upper)


def test_worked_example_m3(worked: Comparison) -> None:
    found = worked.model(Model.LITERATURE).of(0)
    assert six(found.pre.value, example.PRE["slope"])
    assert six(found.post.value, example.POST_FROM_0["slope"])
    assert six(found.change.value, example.LITERATURE_CHANGE)
    assert [found.pre.se, found.post.se, found.change.se, found.change.lower, found.df, found.p] == [None] * 6
    assert found.lack is Lack.ESTIMATES_ONLY


def test_worked_example_post_with_the_baseline() -> None:
    after = [(day, value) for day, value in zip(*EXAMPLE, strict=True) if day >= 0]
    days, values = zip(*after, strict=True)
    moved = compared(([day - 365 for day in days], values)).fits.pre(0)  # a period by itself: all at or before day 0
    assert six(moved.slope, example.POST_FROM_0["slope"])
    assert six(moved.se, example.POST_FROM_0["se"])


def test_worked_example_theil_sen(worked: Comparison) -> None:
    found = worked.model(Model.THEIL_SEN).of(0)
    assert six(found.pre.value, example.THEIL_SEN["pre"])
    assert six(found.post.value, example.THEIL_SEN["post"])
    assert found.change.value == found.post.value - found.pre.value
    assert found.lack is Lack.MEDIANS_ONLY
    days, values = np.array(example.DAYS, dtype=float), np.array(example.VALUES)
    from_0 = days >= 0
    shared = medians(np.zeros(from_0.sum(), dtype=np.int64), days[from_0], values[from_0], 1)
    assert six(shared.slope[0], example.THEIL_SEN["post from 0"])
    sizes = {"pre": (days <= 0).sum(), "post from 0": from_0.sum(), "post": (days > 0).sum()}
    assert {name: size * (size - 1) // 2 for name, size in sizes.items()} == example.THEIL_SEN_SLOPES


# Second implementations


def near(found: float | None, wanted: float, scale: float, part: float = 1e-9) -> bool:
    if isnan(wanted):
        return found is None
    return found is not None and abs(found - wanted) <= part * max(abs(wanted), scale)


def assert_is(found: Estimate, wanted: second.Wanted) -> None:
    """Compare every number, to 1e-9 of itself or of its own standard error."""
    scale = 0.0 if isnan(wanted.se) else wanted.se
    change = (found.change.value, found.change.se, found.change.lower, found.change.upper)
    assert all(map(near, change, (wanted.estimate, wanted.se, wanted.lower, wanted.upper), [scale] * 4))
    assert near(found.df, wanted.df, 0)
    assert near(found.p, wanted.p, 0, 1e-7)
    for period, told in ((found.pre, wanted.pre), (found.post, wanted.post)):
        error = scale if isnan(told[1]) else told[1]
        assert all(map(near, (period.value, period.se, period.lower, period.upper), told, [error] * 4))


decimals = st.integers(-10_000, 10_000).map(lambda hundredths: hundredths / 100)


@st.composite
def courses(draw: st.DrawFn) -> Series:
    before = draw(st.lists(st.integers(-900, 0), min_size=3, max_size=9, unique=True))
    after = draw(st.lists(st.integers(1, 1500), min_size=3, max_size=9, unique=True))
    days = sorted(before + after)
    values = draw(st.lists(decimals, min_size=len(days), max_size=len(days), unique=True))
    return days, values


@given(series=courses())
def test_models_equal_statsmodels_and_scipy(series: Series) -> None:
    found = compared(series)
    wanted = (second.spline(*series), second.interaction(*series), second.welch(*series))
    if min(one.se for one in wanted) > 1e-9 and not any(error[1] < 1e-9 for error in (wanted[2].pre, wanted[2].post)):
        for model, numbers in zip(LEAST, wanted, strict=True):
            assert_is(found.model(model).of(0), numbers)


@given(series=courses())
def test_m3_equals_polyfit(series: Series) -> None:
    found = estimate(Model.LITERATURE, *series)
    pre, post = second.literature(*series)
    size = 100 / max(1, len(series[0]))
    assert near(found.pre.value, pre, size)
    assert near(found.post.value, post, size)
    assert near(found.change.value, post - pre, size)


@st.composite
def scores(draw: st.DrawFn) -> Series:
    """Whole scores, so that many values are tied."""
    before = draw(st.lists(st.integers(-900, 0), min_size=2, max_size=9, unique=True))
    after = draw(st.lists(st.integers(1, 1500), min_size=2, max_size=9, unique=True))
    days = sorted(before + after)
    return days, draw(st.lists(st.integers(20, 40).map(float), min_size=len(days), max_size=len(days)))


@given(series=scores())
def test_theil_sen_equals_scipy(series: Series) -> None:
    found = estimate(Model.THEIL_SEN, *series)
    sizes = (found.n_pre, found.n_post)
    for period, size, told in zip((found.pre, found.post), sizes, second.theil_sen(*series), strict=True):
        slope, _, lower, upper = told
        assert near(period.value, slope, 1.0, 1e-12)
        assert near(period.lower, lower if size >= 6 else float("nan"), 1.0, 1e-12)
        assert near(period.upper, upper if size >= 6 else float("nan"), 1.0, 1e-12)


def test_the_intercept_of_theil_sen_is_the_one_of_scipy() -> None:
    days, values = np.array(example.DAYS, dtype=float), np.array(example.VALUES)
    found = medians(np.zeros(9, dtype=np.int64), days, values, 1)
    wanted = stats.theilslopes(values, days / MONTH_DAYS)
    assert (found.slope[0], found.intercept[0]) == pytest.approx((wanted[0], wanted[1]), rel=1e-14)
    assert (found.lower[0], found.upper[0]) == pytest.approx((wanted[2], wanted[3]), rel=1e-14)


# One implementation of M1


def test_m1_is_the_change_of_the_foundation() -> None:
    rng = np.random.default_rng(5)
    made = [(np.sort(rng.choice(np.arange(-90, 300), 8, replace=False)), rng.normal(30, 4, 8)) for _ in range(50)]
    found = compared(*made)
    for pair in range(50):
        change, one = found.fits.change(pair), found.model(Model.SPLINE).of(pair)
        assert (change.pre, change.estimate, change.se, change.lower, change.upper, change.p, change.df) == (
            one.pre.value, one.change.value, one.change.se, one.change.lower, one.change.upper, one.p, one.df
        )  # fmt: skip
        assert change.reason == one.reason


def test_ten_thousand_random_designs_equal_numpy_least_squares() -> None:
    """M1 and M2 of 10,000 designs of 2 to 9 days on either side: every coefficient to 1e-9 of itself."""
    rng = np.random.default_rng(20110301)
    made = []
    for _ in range(10_000):
        before, after = rng.integers(2, 10, 2)
        days = [rng.choice(np.arange(-120, 1), before, replace=False), rng.choice(np.arange(1, 400), after, False)]
        made.append((np.sort(np.concatenate(days)), rng.normal(35, 8, before + after)))
    found = compared(*made)
    spline, interaction = (found.model(model) for model in (Model.SPLINE, Model.INTERACTION))
    worst = 0.0
    for pair, (days, values) in enumerate(made):
        t = days / MONTH_DAYS
        after = (days > 0).astype(float)
        m1 = np.linalg.lstsq(np.column_stack([np.ones_like(t), t, np.maximum(t, 0)]), values, rcond=None)[0]
        m2 = np.linalg.lstsq(np.column_stack([np.ones_like(t), t, after, after * t]), values, rcond=None)[0]
        pairs = (
            (spline.pre.value[pair], m1[1]), (spline.change.value[pair], m1[2]),
            (interaction.pre.value[pair], m2[1]), (interaction.change.value[pair], m2[3]),
        )  # fmt: skip
        worst = max(worst, *(abs(ours / theirs - 1) for ours, theirs in pairs))
    assert worst < 1e-9
