"""Sums up repeated measurements: percentiles, ratios, growth with size. Times are in milliseconds."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Action = Callable[[], float]
"""Does something once and gives how long it took, in milliseconds."""


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value under which `share` of the values lie, in proportion between neighbours (Hyndman-Fan type 7)."""
    if not values:
        raise ValueError("no values")
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {share}")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


@dataclass(frozen=True, slots=True)
class Times:
    """How long the same thing took, each time."""

    values: tuple[float, ...]

    @property
    def p50(self) -> float:
        """Give the median."""
        return percentile(self.values, 0.5)

    @property
    def p95(self) -> float:
        """Give what 95 of 100 stay under."""
        return percentile(self.values, 0.95)

    @property
    def least(self) -> float:
        """Give the fastest: on a busy machine the one that was disturbed least."""
        return min(self.values)


def ratio(of: float, to: float) -> float:
    """Give how many times `to` goes into `of`; infinite where `to` is nothing."""
    return of / to if to > 0 else math.inf


def growth(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Give the exponent k of time = a * size^k: the slope of log(time) on log(size) by least squares."""
    if len(sizes) != len(times) or len(sizes) < 2 or min(*sizes, *times) <= 0:
        raise ValueError("growth needs two or more pairs of positive numbers")
    x, y = [math.log(size) for size in sizes], [math.log(one) for one in times]
    mean_x, mean_y = math.fsum(x) / len(x), math.fsum(y) / len(y)
    spread = math.fsum((one - mean_x) ** 2 for one in x)
    if spread == 0:
        raise ValueError("growth needs two different sizes")
    return math.fsum((one - mean_x) * (other - mean_y) for one, other in zip(x, y, strict=True)) / spread


def timed(work: Callable[[], object]) -> float:
    """Do the work once and give how long it took."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000


def alternately(actions: Mapping[str, Action], rounds: int, seconds: float = math.inf) -> dict[str, Times]:
    """Do every action once a round, so that a slow moment of the machine meets all of them alike.

    Ends after `rounds`, or with the round in which `seconds` are over.
    """
    found: dict[str, list[float]] = {name: [] for name in actions}
    until = time.monotonic() + seconds
    for _ in range(rounds):
        for name, action in actions.items():
            found[name].append(action())
        if time.monotonic() > until:
            break
    return {name: Times(tuple(values)) for name, values in found.items()}
