"""What the models say with few points, without scatter and on identical days, and what changes nothing."""

import numpy as np
import pytest

from tests.reference import worked_example as example
from tests.trial.compared import compared, estimate
from trial.calendar import MONTH_DAYS
from trial.models.comparison import by_day
from trial.models.estimates import Figure, Lack, Model

EXAMPLE = (example.DAYS, example.VALUES)
LEAST = (Model.SPLINE, Model.INTERACTION, Model.WELCH)

# Few points


@pytest.mark.parametrize(
    ("days", "lacks"),
    [
        ((), (Lack.NO_POINTS,) * 5),
        ((5, 9), (Lack.FEW_BEFORE,) * 5),
        ((0, 5, 9), (Lack.FEW_BEFORE,) * 5),
        ((-9, 0), (Lack.NONE_AFTER, Lack.NONE_AFTER, Lack.NONE_AFTER, Lack.FEW_FROM_0, Lack.NONE_AFTER)),
        ((-9, 0, 5), (Lack.FEW_IN_ALL, Lack.FEW_AFTER, Lack.FEW_AFTER, Lack.ESTIMATES_ONLY, Lack.FEW_AFTER)),
        ((-9, -2, 5), (Lack.FEW_IN_ALL, Lack.FEW_AFTER, Lack.FEW_AFTER, Lack.FEW_FROM_0, Lack.FEW_AFTER)),
        ((-9, -4, 0, 5), (None, Lack.FEW_AFTER, Lack.FEW_AFTER, Lack.ESTIMATES_ONLY, Lack.FEW_AFTER)),
        ((-9, 0, 5, 9), (None, Lack.NO_FREEDOM, Lack.FEW_FOR_SCATTER, Lack.ESTIMATES_ONLY, Lack.MEDIANS_ONLY)),
        ((-9, 0, 5, 9, 12), (None, None, Lack.FEW_FOR_SCATTER, Lack.ESTIMATES_ONLY, Lack.MEDIANS_ONLY)),
        ((-9, -4, 0, 5, 9, 12), (None, None, None, Lack.ESTIMATES_ONLY, Lack.MEDIANS_ONLY)),
    ],
)
def test_too_few_days_give_a_typed_reason(days: tuple[int, ...], lacks: tuple[Lack | None, ...]) -> None:
    values = [30.0, 33.5, 31.0, 29.5, 30.5, 28.0][: len(days)]
    found = compared((days, values)).of(0)
    assert tuple(one.lack for one in found) == lacks
    for one in found:
        assert (one.change.value is None) == (one.lack in {*Lack} - {
            Lack.NO_FREEDOM, Lack.FEW_FOR_SCATTER, Lack.ESTIMATES_ONLY, Lack.MEDIANS_ONLY, Lack.NO_SCATTER
        })  # fmt: skip
        assert (one.change.se is None) == (one.lack is not None)
        assert (one.reason is None) == (one.lack is None)
        assert one.reason is None or "{" not in one.reason


def test_a_change_on_one_day_after_is_remarked_as_not_evaluable() -> None:
    found = estimate(Model.SPLINE, (-9, -4, 0, 5), (30.0, 33.5, 31.0, 29.5))
    assert found.reason is None
    assert found.remarks == ("not evaluable: 2 points needed after day 0, 1 found",)
    shared = estimate(Model.LITERATURE, (-9, -4, 0, 5), (30.0, 33.5, 31.0, 29.5))
    assert shared.remarks == (shared.reason, "not evaluable: 2 points needed after day 0, 1 found")
    assert estimate(Model.SPLINE, (0, 5), (30.0, 33.5)).remarks == ("2 points needed at or before day 0: 1 found",)
    assert estimate(Model.SPLINE, example.DAYS, example.VALUES).remarks == ()


def test_reasons_name_what_was_found() -> None:
    assert estimate(Model.SPLINE, (0, 5, 9), (1.0, 2.0, 4.0)).reason == ("2 points needed at or before day 0: 1 found")
    assert estimate(Model.WELCH, (-9, 0, 5, 9), (1.0, 2.0, 4.0, 3.0)).reason == (
        "3 points needed on either side for an interval: 2 before, 2 after"
    )


@pytest.mark.parametrize(
    ("days", "evaluable"),
    [((-9, 0, 5, 9), True), ((-9, -4, 0, 5), False), ((0, 5, 9, 12), False), ((-9, -4, 0), False)],
)
def test_evaluable_needs_two_days_on_either_side(days: tuple[int, ...], evaluable: bool) -> None:
    for one in compared((days, [30.0, 33.5, 31.0, 29.5][: len(days)])).of(0):
        assert one.is_evaluable is evaluable


# No scatter


def test_a_constant_value_gives_slopes_of_0_without_a_test() -> None:
    for model in LEAST:
        found = estimate(model, example.DAYS, [31.0] * 9)
        assert found.pre == found.post == found.change == Figure(0, 0, 0, 0)
        assert (found.p, found.lack, found.reason) == (None, Lack.NO_SCATTER, "no residual scatter: no test")
    for model in (Model.LITERATURE, Model.THEIL_SEN):
        assert estimate(model, example.DAYS, [31.0] * 9).change.value == 0


def test_a_noiseless_bend_comes_out_in_every_model() -> None:
    months = np.array(example.DAYS) / MONTH_DAYS
    values = 34 + np.where(months <= 0, example.NOISELESS_PRE, example.NOISELESS_POST) * months
    for one in compared((example.DAYS, values)).of(0):
        found = (one.pre.value, one.post.value, one.change.value)
        assert found == pytest.approx((example.NOISELESS_PRE, example.NOISELESS_POST, example.NOISELESS_CHANGE))
        assert one.change.se in (0, None)
        assert one.p is None


def test_scatter_on_one_side_alone_leaves_the_degrees_of_freedom_of_that_side() -> None:
    days, values = (-60, -30, 0, 14, 30, 61, 90), (32.0, 31.0, 30.0, 30.0, 28.0, 29.0, 26.0)
    found = estimate(Model.WELCH, days, values)
    assert found.df == pytest.approx(2)
    assert (found.pre.se, found.change.se) == (0, found.post.se)


# Identical days and other delicate designs


def test_two_identical_days_are_one() -> None:
    days, values = (-60, -60, 0, 5, 5, 9), (30.0, 34.0, 31.0, 28.0, 30.0, 27.0)
    wanted = compared(((-60, 0, 5, 9), (32.0, 31.0, 29.0, 27.0))).of(0)
    assert compared((days, values)).of(0) == wanted
    found = compared(((-5, -5, 5, 5, 5), (1.0, 2.0, 3.0, 4.0, 5.0))).of(0)
    assert [one.lack for one in found] == [Lack.FEW_BEFORE] * 5


def test_the_order_of_observations_does_not_matter() -> None:
    rng = np.random.default_rng(3)
    order = rng.permutation(9)
    days, values = np.array(example.DAYS)[order], np.array(example.VALUES)[order]
    assert compared((days, values)).of(0) == compared(EXAMPLE).of(0)


def test_pairs_without_any_observation_stand_between_the_others() -> None:
    found = compared(([], []), EXAMPLE, ([], []))
    assert found.of(1) == compared(EXAMPLE).of(0)
    assert {one.lack for pair in (0, 2) for one in found.of(pair)} == {Lack.NO_POINTS}


def test_no_observation_at_all() -> None:
    assert [one.lack for one in compared(([], [])).of(0)] == [Lack.NO_POINTS] * 5
    nothing = by_day(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0), 0)
    assert nothing.pairs == 0


# Properties


def test_a_factor_multiplies_slopes_and_errors() -> None:
    one, other = compared(EXAMPLE), compared((example.DAYS, np.array(example.VALUES) * -4))
    for model in Model:
        a, b = one.model(model).of(0), other.model(model).of(0)
        assert (b.pre.value, b.post.value) == pytest.approx((-4 * a.pre.value, -4 * a.post.value), rel=1e-13)
        assert b.change.se == (None if a.change.se is None else pytest.approx(4 * a.change.se, rel=1e-13))
        assert [b.p, b.df] == [None if number is None else pytest.approx(number, rel=1e-11) for number in (a.p, a.df)]
