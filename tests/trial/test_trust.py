"""Reliability and shrinkage of the pre slope, the errors that visit days promise, and when slowing has a per cent."""

from math import sqrt

import numpy as np
import pytest

from tests.factories import endpoint
from tests.reference import worked_example as example
from tests.trial.compared import compared
from trial.calendar import MONTH_DAYS
from trial.models.estimates import Figure, Model
from trial.models.trust import (
    PreSlope,
    expected_errors,
    least_decline,
    pre_slopes,
    references,
    slowing,
)
from trial.study import Endpoint, Reference

TRAYNOR = Reference(-0.925, example.TAU, "Traynor 2004", 1.6)
DESIGNS = [(*days, *example.POST_DAYS) for days, _ in example.PRE_DESIGNS]


def natural(reference: Reference | None = TRAYNOR, **changes: object) -> Endpoint:
    return endpoint(reference=reference, **changes)


def pre_slope(days: tuple[int, ...], values: tuple[float, ...], reference: Reference | None = TRAYNOR) -> PreSlope:
    return pre_slopes(compared((days, values)).fits.before, references([natural(reference)])).of(0)


def rounded(found: float, printed: float) -> bool:
    """Equal to the digits in which a number was printed."""
    digits = len(str(printed).partition(".")[2])
    return round(found, max(digits, 2)) == printed


# Section 3.6, item 1: the table of designs


@pytest.mark.parametrize("design", range(len(DESIGNS)))
def test_the_table_of_designs(design: int) -> None:
    before, printed = example.PRE_DESIGNS[design]
    found = compared((DESIGNS[design], np.zeros(len(DESIGNS[design]))))
    se_pre, _ = expected_errors(found.fits, np.array([example.RESIDUAL_SDS[0]]))
    known = references([natural()])
    assert rounded(se_pre[0], printed[0])
    assert rounded(pre_slopes(found.fits.before, known).reliability[0], printed[1])
    months = np.array(DESIGNS[design]) / MONTH_DAYS
    columns = np.column_stack([np.ones_like(months), months, np.maximum(months, 0)])
    unit = sqrt(np.linalg.inv(columns.T @ columns)[2, 2])
    for residual_sd, wanted in zip(example.RESIDUAL_SDS, printed[2:], strict=True):
        error = expected_errors(found.fits, np.array([residual_sd]))[1][0]
        assert error == pytest.approx(residual_sd * unit, rel=1e-12)
        assert rounded(error, example.CLOSED_FORM.get((before, wanted), wanted))
    assert len(before) == found.fits.before.n[0]


def test_the_error_of_the_post_slope_with_day_0() -> None:
    shifted = [day - 400 for day in (0, *example.POST_DAYS)]
    found = compared((shifted, np.zeros(6)))
    assert rounded(example.RESIDUAL_SDS[0] / sqrt(found.fits.before.sxx[0]), example.POST_SE_FROM_0)


def test_expected_errors_are_those_of_simulated_values() -> None:
    """The closed form against the standard deviation over 40,000 patients without any change."""
    rng = np.random.default_rng(7)
    days = DESIGNS[2]
    course = 35 - 0.925 * np.array(days) / MONTH_DAYS
    found = compared(*((days, values) for values in course + rng.normal(0, 1.6, (40_000, len(days)))))
    se_pre, se_change = (each[0] for each in expected_errors(found.fits, np.full(40_000, 1.6)))
    assert np.std(found.fits.before.slope) == pytest.approx(se_pre, rel=0.015)
    assert np.std(found.fits.changes.estimate) == pytest.approx(se_change, rel=0.015)


# Section 3.4: shrinkage


def test_the_worked_shrinkage() -> None:
    given = example.SHRINKAGE
    days = (-90, -30, 0)
    sxx = float(compared((days, (0.0, 0.0, 0.0))).fits.before.sxx[0])
    reference = Reference(given["mu"], given["tau"], "3.9", given["se"] * sqrt(sxx))
    values = tuple(30 + given["slope"] * day / MONTH_DAYS for day in days)
    found = pre_slope(days, values, reference)
    assert found.slope == pytest.approx(-2.0)
    assert (found.se, found.reason, found.from_reference) == (pytest.approx(given["se"]), None, True)
    assert round(found.reliability, 4) == given["w"]
    assert round(found.shrunken, 3) == given["shrunken"]
    assert round(found.sd, 3) == given["sd"]


def test_shrinkage_is_the_posterior_of_the_normal_model() -> None:
    """Against the posterior on a grid: prior N(mu, tau), observed slope N(true, se)."""
    found = pre_slope((-90, -30, 0), (38.0, 34.5, 33.0))
    grid = np.linspace(-6, 4, 200_001)
    weight = np.exp(-(((grid + 0.925) / example.TAU) ** 2 + ((found.slope - grid) / found.se) ** 2) / 2)
    mean = np.average(grid, weights=weight)
    assert found.shrunken == pytest.approx(mean, rel=1e-9)
    assert found.sd == pytest.approx(sqrt(np.average((grid - mean) ** 2, weights=weight)), rel=1e-9)


def test_two_points_are_shrunken_with_the_residual_sd_of_the_study() -> None:
    found = pre_slope((-28, 0), (33.0, 32.0))
    assert round(found.reliability, 2) == 0.07
    assert abs(found.shrunken + 0.925) < abs(found.slope + 0.925)


def test_without_a_residual_sd_the_own_scatter_serves_from_four_points() -> None:
    reference = Reference(-0.925, example.TAU, "Traynor 2004")
    four = pre_slope((-89, -58, -27, 0), (36.0, 34.0, 33.0, 32.0), reference)
    assert four.se == pytest.approx(example.PRE["se"], abs=5e-7)
    assert (four.from_reference, four.reason) == (False, None)
    three = pre_slope((-58, -27, 0), (34.0, 33.0, 31.0), reference)
    assert three.reason == "not estimable: 3 points before, and the study file names no residual_sd"
    assert (three.se, three.reliability, three.shrunken, three.sd) == (None,) * 4
    assert three.slope is not None


@pytest.mark.parametrize(
    ("days", "values", "reference", "reason"),
    [
        ((0,), (3.0,), TRAYNOR, "not estimable: no pre slope"),
        ((-30, 0), (3.0, 2.0), None, "not estimable: the study file names no natural history"),
        (
            (-90, -60, -30, 0),
            (31.0,) * 4,
            Reference(-0.925, 0.7, "x"),
            "not estimable: no residual scatter before, and the study file names no residual_sd",
        ),
    ],
)
def test_why_there_is_no_reliability(
    days: tuple[int, ...], values: tuple[float, ...], reference: Reference | None, reason: str
) -> None:
    found = pre_slope(days, values, reference)
    assert (found.reason, found.reliability, found.shrunken, found.sd) == (reason, None, None, None)


def test_each_pair_has_the_natural_history_of_its_endpoint() -> None:
    fvc = Reference(-2.442, 1.858, "Traynor 2004", 5.9)
    series = ((-60, 0), (40.0, 38.0))
    found = pre_slopes(compared(series, series).fits.before, references([natural(), natural(fvc)]))
    assert [found.of(0).shrunken, found.of(1).shrunken] == pytest.approx(
        [pre_slope(*series).shrunken, pre_slope(*series, fvc).shrunken]
    )


# Slowing


def figures(pre: float | None, post: float | None) -> tuple[Figure, Figure]:
    return Figure(pre, None, None, None), Figure(post, None, None, None)


def test_the_slowing_of_the_worked_example() -> None:
    found = compared((example.DAYS, example.VALUES)).model(Model.SPLINE).of(0)
    percent, reason = slowing(found.pre, found.post, natural(least_decline=0.1))
    assert round(percent, 2) == example.SPLINE_SLOWING
    assert reason is None


@pytest.mark.parametrize(
    ("pre", "post", "better", "percent"),
    [
        (-1.0, -0.75, "higher", 25), (-1.0, 0.0, "higher", 100), (-1.0, -1.5, "higher", -50),
        (1.0, 0.75, "lower", 25), (1.0, 1.5, "lower", -50),
    ],
)  # fmt: skip
def test_slowing_is_positive_where_the_decline_is_slower(pre: float, post: float, better: str, percent: float) -> None:
    assert slowing(*figures(pre, post), natural(least_decline=0.1, better=better)) == (pytest.approx(percent), None)


@pytest.mark.parametrize(("pre", "better"), [(-0.1, "higher"), (0.0, "higher"), (0.8, "higher"), (-0.8, "lower")])
def test_slowing_is_not_defined_without_a_decline_before(pre: float, better: str) -> None:
    percent, reason = slowing(*figures(pre, 1.0), natural(least_decline=0.1, better=better))
    assert percent is None
    assert reason == "not defined: the pre slope is no decline of more than 0.1 per month"


def test_slowing_needs_both_slopes() -> None:
    assert slowing(*figures(None, None), natural(least_decline=0.1)) == (None, None)


def test_the_least_decline_is_the_one_of_the_study_file_else_a_tenth_of_natural_history() -> None:
    assert least_decline(natural(least_decline=0.3)) == 0.3
    assert least_decline(natural()) == pytest.approx(0.0925)
    assert least_decline(natural(None)) is None
    assert slowing(*figures(-1.0, -0.5), natural(None)) == (
        None, "not defined: the study file names neither least_decline nor a reference slope"
    )  # fmt: skip
