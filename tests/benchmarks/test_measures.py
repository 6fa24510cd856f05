"""What the benchmarks say of their measurements: percentiles, ratios and growth against other ways to compute them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measures import Times, alternately, growth, percentile, ratio

TIMES = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=30)


@given(TIMES, st.floats(0, 1))
def test_percentiles_are_those_of_numpy(values: list[float], share: float) -> None:
    assert percentile(values, share) == pytest.approx(float(np.quantile(values, share)))


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 1.1), ([1.0], -0.1)])
def test_a_percentile_of_nothing_is_refused(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match=r"no values|between 0 and 1"):
        percentile(values, share)


def test_times_are_summed_up() -> None:
    times = Times((4.0, 1.0, 3.0, 2.0))
    assert (times.least, times.p50) == (1.0, 2.5)
    assert times.p95 == pytest.approx(3.85)


def test_a_ratio_to_nothing_is_infinite() -> None:
    assert ratio(3.0, 2.0) == 1.5
    assert ratio(3.0, 0.0) == math.inf


@given(st.floats(-2, 3), st.floats(0.01, 100))
def test_growth_finds_the_exponent(power: float, factor: float) -> None:
    sizes = [6.0, 306.0, 3_000.0]
    assert growth(sizes, [factor * size**power for size in sizes]) == pytest.approx(power, abs=1e-9)


def test_growth_is_the_slope_of_the_logarithms() -> None:
    sizes, times = [6.0, 306.0, 3_000.0], [1.0, 7.0, 11.0]
    assert growth(sizes, times) == pytest.approx(float(np.polyfit(np.log(sizes), np.log(times), 1)[0]))


@pytest.mark.parametrize(("sizes", "times"), [([6], [1]), ([6, 6], [1, 2]), ([6, 60], [1, 0]), ([6, 60], [1])])
def test_growth_that_cannot_be_told_is_refused(sizes: list[float], times: list[float]) -> None:
    with pytest.raises(ValueError, match="growth needs"):
        growth(sizes, times)


def test_everything_is_measured_in_turn() -> None:
    done: list[str] = []

    def measured(name: str) -> float:
        done.append(name)
        return float(len(done))

    found = alternately({"ours": lambda: measured("ours"), "floor": lambda: measured("floor")}, 3)
    assert done == ["ours", "floor"] * 3
    assert found["ours"].values == (1.0, 3.0, 5.0)
    assert found["floor"].values == (2.0, 4.0, 6.0)


def test_measuring_ends_with_the_round_in_which_the_time_is_over() -> None:
    found = alternately({"ours": lambda: 1.0, "floor": lambda: 2.0}, 1_000, seconds=0)
    assert {name: len(times.values) for name, times in found.items()} == {"ours": 1, "floor": 1}
