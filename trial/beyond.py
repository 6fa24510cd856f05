"""What a course may be held against: its own line from before, continued, and the natural history of the endpoint.

*Expected from before* is the pre line beyond the anchor with the 95 % prediction interval of one new measurement.
*Natural history* starts at the patient's baseline value and falls with the reference slopes of the study file. Both end
with what is known of the patient. Formulas, assumptions, sources and tests: docs/statistics.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.columns import Counts, Floats
from trial.least_squares import t_quantile
from trial.slopes import Lines

NORMAL = 1.96
"""Standard deviations that hold 95 % of a normal distribution; the reference band of domain reference 3.9."""
STEPS = 24
"""Stretches into which an edge is cut; the edges of a prediction interval are hyperbolas."""
NO_BASELINE = "no used value at or before day 0"
NO_REFERENCE = "no reference in the study file"
NOTHING_AFTER = "nothing is known after day 0"


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is drawn beside one course: middle and edges at each of `months`; empty with `reason` where it is not."""

    months: tuple[float, ...]
    mean: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    reason: str | None


def prediction(lines: Lines, pairs: Counts, months: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the lines of these pairs at `months` (a row a pair) and the 95 % prediction interval of one new value.

    y = b0 + b1 t; interval y +- t(.975, n - 2) s sqrt(1 + 1/n + (t - mean)^2 / Sxx). NaN what a line lacks; where the
    points lie exactly on their line there is no scatter to predict from, and no interval.
    """
    mean = lines.intercept[pairs, None] + lines.slope[pairs, None] * months
    n = lines.n[pairs]
    scatter = np.where(lines.residual_sd[pairs] > 0, lines.residual_sd[pairs], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = (months - lines.mean_months[pairs, None]) ** 2 / lines.sxx[pairs, None]
        half = (t_quantile(n - 2) * scatter)[:, None] * np.sqrt(1 + 1 / n[:, None] + distance)
    return mean, mean - half, mean + half


def natural_slopes(analysis: Analysis, endpoint: int) -> tuple[float, float, float] | None:
    """Give mean, lower and upper slope per month of an endpoint's natural history, None without a reference.

    Lower and upper are mean -+ 1.96 SD between patients. Source: domain reference 3.9.
    """
    reference = analysis.snapshot.study.endpoints[endpoint].reference
    if reference is None:
        return None
    spread = NORMAL * reference.sd
    return reference.slope, reference.slope - spread, reference.slope + spread


def natural_at(analysis: Analysis, pairs: Counts, months: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the natural history of these pairs at `months` (a row a pair): baseline value + slope (t - its month).

    NaN without a reference and without a baseline. At the baseline itself the edges meet.
    """
    width = len(analysis.snapshot.study.endpoints)
    month, value = _baselines(analysis)
    found = [natural_slopes(analysis, endpoint) for endpoint in range(width)]
    slopes = np.array([each or (np.nan,) * 3 for each in found])[pairs % width] if width else np.empty((0, 3))
    since = months - month[pairs, None]
    mean, lower, upper = (value[pairs, None] + slopes[:, [edge]] * since for edge in range(3))
    return mean, lower, upper


def _baselines(analysis: Analysis) -> tuple[Floats, Floats]:
    """Give month and value of every pair's baseline: its last used point at or before the anchor, NaN without."""
    points = analysis.points
    pairs = len(points.offsets) - 1
    owner = np.repeat(np.arange(pairs), np.diff(points.offsets))
    rows = np.flatnonzero(points.used & (points.day <= 0))
    last = np.full(pairs, -1)
    np.maximum.at(last, owner[rows], rows)
    month, value = np.append(points.day / MONTH_DAYS, np.nan)[last], np.append(points.value, np.nan)[last]
    return np.where(last < 0, np.nan, month), np.where(last < 0, np.nan, value)


def expected(analysis: Analysis, pairs: Sequence[int]) -> tuple[Beyond, ...]:
    """Continue the pre line of these pairs from the anchor to the end of what is known of the patient."""
    wanted = np.array(pairs, dtype=np.int64)
    ends = _ends(analysis, wanted)
    months = ends[:, None] * np.linspace(0, 1, STEPS + 1)
    edges = prediction(analysis.fits.before, wanted, months)
    why = [
        NOTHING_AFTER if not end > 0 else analysis.fits.pre(pair).reason
        for pair, end in zip(pairs, ends.tolist(), strict=True)
    ]
    return _drawn(months, edges, why)


def natural(analysis: Analysis, pairs: Sequence[int]) -> tuple[Beyond, ...]:
    """Give the natural history of these pairs from their baseline to the end of what is known of the patient."""
    wanted = np.array(pairs, dtype=np.int64)
    width = len(analysis.snapshot.study.endpoints)
    ends, starts = _ends(analysis, wanted), _baselines(analysis)[0][wanted]
    months = starts[:, None] + (ends - starts)[:, None] * np.linspace(0, 1, STEPS + 1)
    why = [
        NO_REFERENCE if natural_slopes(analysis, pair % width) is None
        else NO_BASELINE if start != start
        else None if end > 0
        else NOTHING_AFTER
        for pair, start, end in zip(pairs, starts.tolist(), ends.tolist(), strict=True)
    ]  # fmt: skip
    return _drawn(months, natural_at(analysis, wanted, months), why)


def _ends(analysis: Analysis, pairs: Counts) -> Floats:
    """Give the month up to which the patient of each pair is known: the end once it has left, else the cut."""
    reached = [subject.day_reached(analysis.cut) for subject in analysis.subjects]
    days = np.array([np.nan if day is None else day for day in reached], dtype=np.float64)
    return days[pairs // max(len(analysis.snapshot.study.endpoints), 1)] / MONTH_DAYS


def _drawn(months: Floats, edges: tuple[Floats, Floats, Floats], why: Sequence[str | None]) -> tuple[Beyond, ...]:
    rows = zip(months.tolist(), *(edge.tolist() for edge in edges), why, strict=True)
    return tuple(
        Beyond((), (), (), (), reason)
        if reason is not None
        else Beyond(tuple(at), tuple(mean), tuple(low), tuple(high), None)
        for at, mean, low, high, reason in rows
    )
