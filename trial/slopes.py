"""Least-squares lines before and after the anchor, and the change between them (continuous spline).

(types below; `fits` computes all of them at once)
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One least-squares line over one period. Slopes are units per month of 30.4375 days.

    `n` and `span_days` count distinct used days. `slope` is None with fewer than 2; `se`, `lower`, `upper` with
    fewer than 3; `reason` then says why. `short_span` marks a span under 30 days (pre) or 60 days (post).
    The band at day t is y(t) +- t(.975, n - 2) * s * sqrt(1/n + (t - mean)^2 / Sxx).
    """

    n: int
    slope: float | None
    se: float | None
    lower: float | None
    upper: float | None
    span_days: int | None
    reason: str | None
    short_span: bool
    first_day: float | None
    last_day: float | None
    intercept: float | None
    """Value of the line at day 0."""
    residual_sd: float | None
    mean_months: float | None
    sxx: float | None
    """Sum of squares about the mean, months squared."""


@dataclass(frozen=True, slots=True)
class Change:
    """Change of slope at the anchor by the continuous spline y = b0 + b1 t + b2 max(t, 0) (M1), per month."""

    method: str
    pre: float | None
    post: float | None
    estimate: float | None
    se: float | None
    lower: float | None
    upper: float | None
    df: int | None
    p: float | None
    reason: str | None
