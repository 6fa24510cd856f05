"""What every model of a pair gives: slope before, slope after, their difference, and the reason for what is missing.

A *pair* is one subject and one endpoint. Slopes are units per month of 30.4375 days. Columns hold one row per pair.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trial.columns import Counts, Flags, Floats
from trial.least_squares import t_quantile
from trial.slopes import CHANGE_DAYS, CHANGE_DAYS_BEFORE, METHOD

LEAST_BEFORE, LEAST_AFTER = CHANGE_DAYS_BEFORE, 2
"""Days at t <= 0 and t > 0 from which a pair counts as evaluable, and two separate lines can be compared."""
QUARTER_MONTHS = 3
"""Change per 3 months = 3 x slope."""


class Model(StrEnum):
    """A way to compare the slopes before and after (domain reference 3.1 and 3.2)."""

    SPLINE = "M1"
    INTERACTION = "M2"
    WELCH = "M2w"
    LITERATURE = "M3"
    THEIL_SEN = "Theil-Sen"

    @property
    def method(self) -> str:
        """Name the method in words."""
        return METHODS[self]


METHODS = {
    Model.SPLINE: METHOD,
    Model.INTERACTION: "two lines, one scatter",
    Model.WELCH: "two lines, each its own scatter",
    Model.LITERATURE: "two lines that share day 0",
    Model.THEIL_SEN: "medians of slopes between points",
}


class Lack(StrEnum):
    """Why a number cannot be given; the value is the sentence, with the counts of days to be filled in."""

    NO_POINTS = "no points"
    FEW_BEFORE = "2 points needed at or before day 0: {before} found"
    NONE_AFTER = "no point after day 0"
    FEW_AFTER = "2 points needed after day 0: {after} found"
    FEW_FROM_0 = "2 points needed from day 0 on"
    FEW_IN_ALL = "4 points needed: {all} found"
    NO_FREEDOM = "2 points on either side: no interval"
    FEW_FOR_SCATTER = "3 points needed on either side for an interval: {before} before, {after} after"
    ESTIMATES_ONLY = "estimates only: no joint standard error"
    MEDIANS_ONLY = "estimates only: no interval of the difference"
    NO_SCATTER = "no residual scatter: no test"

    def told(self, before: int, after: int) -> str:
        """Say it of a pair with so many days before and after."""
        return self.value.format(before=before, after=after, all=before + after)


LACKS = tuple(Lack)
NOTHING_LACKS = -1
"""Stands in the column of lacks where everything is given."""


def lacks(*cases: tuple[Flags, Lack]) -> Counts:
    """Give the first lack whose flag is set, as its position in LACKS."""
    positions = [LACKS.index(lack) for _, lack in cases]
    return np.select([flag for flag, _ in cases], positions, NOTHING_LACKS).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number per pair with its standard error and 95 % interval; NaN where one cannot be given."""

    value: Floats
    se: Floats
    lower: Floats
    upper: Floats


def alone(value: Floats) -> Quantity:
    """Give a quantity without any error."""
    none = np.full(len(value), np.nan)
    return Quantity(value, none, none, none)


def with_error(value: Floats, se: Floats, df: Counts | Floats) -> Quantity:
    """Give value +- t(.975, df) se; without residual scatter the interval has no width, whatever df."""
    half = np.where(se == 0, 0.0, t_quantile(df) * se)
    return Quantity(value, se, value - half, value + half)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its standard error and 95 % interval; None where one cannot be given."""

    value: float | None
    se: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """One model of one pair. `reason` stands for whatever is None."""

    model: Model
    n_pre: int
    n_post: int
    pre: Figure
    post: Figure
    change: Figure
    df: float | None
    p: float | None
    lack: Lack | None
    reason: str | None
    is_evaluable: bool

    @property
    def remarks(self) -> tuple[str, ...]:
        """Say what is missing, and that a change rests on too few days after the anchor to be counted."""
        thin = self.change.value is not None and not self.is_evaluable
        told = f"not evaluable: {LEAST_AFTER} points needed after day 0, {self.n_post} found" if thin else None
        return tuple(one for one in (self.reason, told) if one)


@dataclass(frozen=True, eq=False)
class Estimates:
    """One model of every pair, in columns."""

    model: Model
    n_pre: Counts
    """Distinct days at t <= 0."""
    n_post: Counts
    """Distinct days at t > 0."""
    pre: Quantity
    post: Quantity
    change: Quantity
    df: Floats
    p: Floats
    lack: Counts
    """Position in LACKS, NOTHING_LACKS where everything is given."""

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.n_pre)

    @property
    def is_evaluable(self) -> Flags:
        """Say which pairs count as evaluable: 2 days before, 2 after, 4 in all."""
        return (self.n_pre >= LEAST_BEFORE) & (self.n_post >= LEAST_AFTER) & (self.n_pre + self.n_post >= CHANGE_DAYS)

    def of(self, pair: int) -> Estimate:
        """Give one pair."""
        before, after = int(self.n_pre[pair]), int(self.n_post[pair])
        place = int(self.lack[pair])
        lack = None if place == NOTHING_LACKS else LACKS[place]
        return Estimate(
            model=self.model,
            n_pre=before,
            n_post=after,
            pre=_figure(self.pre, pair),
            post=_figure(self.post, pair),
            change=_figure(self.change, pair),
            df=given(self.df[pair]),
            p=given(self.p[pair]),
            lack=lack,
            reason=None if lack is None else lack.told(before, after),
            is_evaluable=bool(self.is_evaluable[pair]),
        )


def _figure(of: Quantity, pair: int) -> Figure:
    return Figure(given(of.value[pair]), given(of.se[pair]), given(of.lower[pair]), given(of.upper[pair]))


def given(value: np.float64) -> float | None:
    """Give a number of a column, None for NaN."""
    plain = float(value)
    return plain if plain == plain else None  # NaN is unlike itself
