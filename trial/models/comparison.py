"""All models of all pairs, side by side, from one set of observations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from trial.columns import Counts, Floats
from trial.least_squares import Sample
from trial.models.estimates import Estimate, Estimates, Model
from trial.models.least import interaction, literature, spline, welch
from trial.models.medians import medians, theil_sen
from trial.series import Points
from trial.slopes import SHORT_SPAN_AFTER, Fits, fitted, lines


@dataclass(frozen=True, eq=False)
class Observations:
    """Used values of many pairs, in columns by pair and day, no two of a pair on one day."""

    pair: Counts
    day: Floats
    value: Floats
    pairs: int
    """How many pairs there are, those without any value included."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Every model of every pair. `fits` are the separate lines and M1 themselves."""

    fits: Fits
    models: tuple[Estimates, ...]

    def of(self, pair: int) -> tuple[Estimate, ...]:
        """Give all models of one pair."""
        return tuple(model.of(pair) for model in self.models)

    def model(self, wanted: Model) -> Estimates:
        """Give one model of every pair."""
        return next(each for each in self.models if each.model is wanted)


def observations(points: Points, pairs: Sequence[int]) -> Observations:
    """Take the used points of these pairs; the pairs are numbered as they stand in `pairs`."""
    wanted = np.asarray(pairs, dtype=np.int64)
    counts = points.offsets[wanted + 1] - points.offsets[wanted]
    pair = np.repeat(np.arange(len(wanted)), counts)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.repeat(points.offsets[wanted], counts) + within
    used = points.used[rows]
    rows = rows[used]
    return Observations(pair[used].astype(np.int64), points.day[rows], points.value[rows], len(wanted))


def by_day(pair: Counts, day: Floats, value: Floats, pairs: int) -> Observations:
    """Order observations by pair and day; those of one day become their mean: two identical days are one."""
    order = np.lexsort((day, pair))
    pair, day, value = pair[order], day[order], value[order]
    begins = np.ones(len(pair), dtype=np.bool_)
    begins[1:] = (np.diff(pair) != 0) | (np.diff(day) != 0)
    starts = np.flatnonzero(begins)
    if len(starts) < len(pair):
        count = np.diff(np.append(starts, len(pair)))
        least = np.minimum.reduceat(value, starts)
        value = least + np.add.reduceat(value - np.repeat(least, count), starts) / count
    return Observations(pair[starts], day[starts], value, pairs)


def build(seen: Observations) -> Comparison:
    """Fit every model to every pair."""
    fits = fitted(seen.pair, seen.day, seen.value, seen.pairs)
    return Comparison(fits, tuple(_models(seen, fits)))


def _models(seen: Observations, fits: Fits) -> Iterator[Estimates]:
    before, after, from_0 = seen.day <= 0, seen.day > 0, seen.day >= 0
    yield spline(fits.changes)
    yield interaction(fits)
    yield welch(fits)
    shared = Sample(seen.pair[from_0], seen.day[from_0], seen.value[from_0], seen.pairs)
    yield literature(fits, lines(shared, SHORT_SPAN_AFTER))
    parts = (medians(seen.pair[part], seen.day[part], seen.value[part], seen.pairs) for part in (before, after))
    yield theil_sen(*parts)
