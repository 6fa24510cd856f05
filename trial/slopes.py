"""Least-squares lines before and after the anchor, and the change of slope between them, for all pairs at once.

Time is months of 30.4375 days from the anchor; slopes are units per month. A *pair* is one subject and one endpoint.
Every sum is taken about the mean of its pair, so that neither a late period nor a large value costs digits. Formulas,
assumptions, edge cases and the tests that prove them: docs/statistics.md.
"""

from dataclasses import dataclass

import numpy as np

from trial.calendar import MONTH_DAYS
from trial.columns import Counts, Floats
from trial.least_squares import Sample, ratio, t_quantile, two_sided_p
from trial.series import Points

METHOD = "continuous spline"
INTERVAL_DAYS = 3
"""Distinct days from which a line has an interval."""
CHANGE_DAYS, CHANGE_DAYS_BEFORE, CHANGE_DAYS_AFTER = 4, 2, 1
"""Distinct days that the change needs: in all, at t <= 0, at t > 0."""
SHORT_SPAN_BEFORE, SHORT_SPAN_AFTER = 30, 60
"""Days of span under which a line with an interval is marked short."""
NO_SCATTER = "no residual scatter"


@dataclass(frozen=True, slots=True)
class Line:
    """One least-squares line over one period. Slopes are units per month of 30.4375 days.

    `n` and `span_days` count distinct used days. `slope` is None with fewer than 2; `se`, `lower`, `upper` with
    fewer than 3; `reason` then says why. It also tells of an interval without width: points exactly on a line.
    `short_span` marks 3 or more days that span under 30 days (pre) or 60 days (post).
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


@dataclass(frozen=True, slots=True)
class Change:
    """Change of slope at the anchor by the continuous spline y = b0 + b1 t + b2 max(t, 0) (M1), per month.

    `pre` is b1, `post` b1 + b2, `estimate` b2. All None with `reason` where the days do not suffice; only `p` is None
    where there is no residual scatter.
    """

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


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of one period in columns, one row per pair; NaN where a number cannot be given."""

    n: Counts
    slope: Floats
    se: Floats
    lower: Floats
    upper: Floats
    first_day: Floats
    last_day: Floats
    intercept: Floats
    residual_sd: Floats
    mean_months: Floats
    sxx: Floats
    """Sum of squares about the mean, months squared."""
    short: int
    """Days of span under which a line is marked short."""

    def line(self, pair: int) -> Line:
        """Give the line of one pair, with the reason for what it lacks."""
        n = int(self.n[pair])
        first, last = _number(self.first_day[pair]), _number(self.last_day[pair])
        span = None if first is None or last is None else round(last - first)
        se = _number(self.se[pair])
        return Line(
            n=n,
            slope=_number(self.slope[pair]),
            se=se,
            lower=_number(self.lower[pair]),
            upper=_number(self.upper[pair]),
            span_days=span,
            reason=_line_reason(n, se),
            short_span=n >= INTERVAL_DAYS and span is not None and span < self.short,
            first_day=first,
            last_day=last,
            intercept=_number(self.intercept[pair]),
            residual_sd=_number(self.residual_sd[pair]),
        )


@dataclass(frozen=True, eq=False)
class Changes:
    """The changes of slope in columns, one row per pair; NaN where a number cannot be given."""

    n: Counts
    n_pre: Counts
    pre: Floats
    estimate: Floats
    se: Floats
    lower: Floats
    upper: Floats
    p: Floats
    residual_sd: Floats
    mean_value: Floats
    mean_months: Floats
    mean_hinge: Floats
    sxx: Floats
    """Sum of squares of the months about their mean."""
    sqq: Floats
    """Sum of squares of the part of max(t, 0) that is orthogonal to 1 and t."""
    along: Floats
    """Slope of max(t, 0) on t: the part of the hinge that is not orthogonal is `along` times t."""

    def change(self, pair: int) -> Change:
        """Give the change of one pair, with the reason for what it lacks."""
        n, n_pre = int(self.n[pair]), int(self.n_pre[pair])
        missing = _missing_days(n, n_pre)
        if missing is not None:
            return Change(METHOD, None, None, None, None, None, None, None, None, missing)
        pre, estimate, p = float(self.pre[pair]), float(self.estimate[pair]), _number(self.p[pair])
        return Change(
            method=METHOD,
            pre=pre,
            post=pre + estimate,
            estimate=estimate,
            se=float(self.se[pair]),
            lower=float(self.lower[pair]),
            upper=float(self.upper[pair]),
            df=n - 3,
            p=p,
            reason=f"{NO_SCATTER}: no test" if p is None else None,
        )


@dataclass(frozen=True, eq=False)
class Fits:
    """Every fit of an analysis; p = subject.index * number of endpoints + endpoint position."""

    before: Lines
    after: Lines
    changes: Changes

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.before.n)

    def pre(self, pair: int) -> Line:
        """Give the line through the used days at t <= 0."""
        return self.before.line(pair)

    def post(self, pair: int) -> Line:
        """Give the line through the used days at t > 0."""
        return self.after.line(pair)

    def change(self, pair: int) -> Change:
        """Give the change of slope by the continuous spline over all used days."""
        return self.changes.change(pair)


def fits(points: Points, pairs: int) -> Fits:
    """Fit pre (t <= 0), post (t > 0) and continuous spline to the used points of every pair.

    Ordinary least squares; one point per calendar day (Points holds no two). Source: domain reference 3.1.
    """
    pair = np.repeat(np.arange(pairs, dtype=np.int64), np.diff(points.offsets))[points.used]
    return fitted(pair, points.day[points.used], points.value[points.used], pairs)


def fitted(pair: Counts, day: Floats, value: Floats, pairs: int) -> Fits:
    """Fit observations, no two of one pair on the same day; `pairs` counts the pairs, those without any included."""
    post = day > 0
    return Fits(
        before=lines(Sample(pair[~post], day[~post], value[~post], pairs), SHORT_SPAN_BEFORE),
        after=lines(Sample(pair[post], day[post], value[post], pairs), SHORT_SPAN_AFTER),
        changes=_changes(Sample(pair, day, value, pairs), day),
    )


def lines(sample: Sample, short: int) -> Lines:
    """Fit a straight line to every pair.

    b = Sxy / Sxx; SE(b) = s / sqrt(Sxx), s^2 = SSE / (n - 2); interval b +- t(.975, n - 2) SE(b).
    """
    slope = ratio(sample.total(sample.x * sample.y), sample.sxx)
    residual_sd = sample.residual_sd(sample.y - slope[sample.pair] * sample.x, 2)
    se = ratio(residual_sd, np.sqrt(sample.sxx))
    half = t_quantile(sample.n - 2) * se
    return Lines(
        n=sample.n,
        slope=slope,
        se=se,
        lower=slope - half,
        upper=slope + half,
        first_day=sample.first_day,
        last_day=sample.last_day,
        intercept=sample.mean_value - slope * sample.mean_months,
        residual_sd=residual_sd,
        mean_months=sample.mean_months,
        sxx=np.where(sample.n > 0, sample.sxx, np.nan),
        short=short,
    )


def _changes(sample: Sample, day: Floats) -> Changes:
    """Fit y = b0 + b1 t + b2 max(t, 0) by Gram-Schmidt: the hinge, made orthogonal to 1 and t, alone carries b2.

    SE(b2) = s / sqrt(Sqq), s^2 = SSE / (n - 3); p two-sided from t with n - 3 degrees of freedom. With 2 days at t <= 0
    and 1 at t > 0 the three columns are always independent: two days settle b0 and b1, the third b2.
    """
    pair, x = sample.pair, sample.x
    n_pre = np.bincount(pair[day <= 0], minlength=sample.pairs).astype(np.int64)
    enough = (sample.n >= CHANGE_DAYS) & (n_pre >= CHANGE_DAYS_BEFORE) & (sample.n - n_pre >= CHANGE_DAYS_AFTER)
    mean_hinge, hinge = sample.centred(np.maximum(day, 0.0) / MONTH_DAYS)
    along = ratio(sample.total(x * hinge), sample.sxx)
    across = hinge - along[pair] * x
    sqq = np.where(enough, sample.total(across * across), np.nan)
    estimate = ratio(sample.total(across * sample.y), sqq)
    unbent = sample.y - estimate[pair] * hinge
    pre = ratio(sample.total(x * unbent), sample.sxx)
    residual_sd = sample.residual_sd(unbent - pre[pair] * x, 3)
    se = ratio(residual_sd, np.sqrt(sqq))
    half = t_quantile(sample.n - 3) * se
    return Changes(
        n=sample.n, n_pre=n_pre, pre=pre, estimate=estimate, se=se, lower=estimate - half, upper=estimate + half,
        p=two_sided_p(estimate, se, sample.n - 3), residual_sd=residual_sd, mean_value=sample.mean_value,
        mean_months=sample.mean_months, mean_hinge=mean_hinge, sxx=sample.sxx, sqq=sqq, along=along,
    )  # fmt: skip


def band(lines: Lines, pairs: Counts, months: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the lines of these pairs at `months` (a row a pair) and the 95 % confidence band of their means.

    Mean b0 + b1 t; band +- t(.975, n - 2) s sqrt(1/n + (t - mean)^2 / Sxx); NaN what a line lacks.
    """
    mean = lines.intercept[pairs, None] + lines.slope[pairs, None] * months
    n = lines.n[pairs]
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = (months - lines.mean_months[pairs, None]) ** 2 / lines.sxx[pairs, None]
        spread = lines.residual_sd[pairs, None] * np.sqrt(1 / n[:, None] + distance)
    half = t_quantile(n - 2)[:, None] * spread
    return mean, mean - half, mean + half


def _number(value: np.float64) -> float | None:
    plain = float(value)
    return plain if plain == plain else None  # NaN is unlike itself; asking numpy takes ten times as long


def _line_reason(n: int, se: float | None) -> str | None:
    if n < INTERVAL_DAYS:
        return ("no points", "1 point", "2 points: no interval")[n]
    return f"{NO_SCATTER}: the interval has no width" if se == 0 else None


def _missing_days(n: int, n_pre: int) -> str | None:
    if n == 0:
        return "no points"
    if n_pre < CHANGE_DAYS_BEFORE:
        return f"{CHANGE_DAYS_BEFORE} points needed at or before day 0: {n_pre} found"
    if n - n_pre < CHANGE_DAYS_AFTER:
        return "no point after day 0"
    return f"{CHANGE_DAYS} points needed: {n} found" if n < CHANGE_DAYS else None
