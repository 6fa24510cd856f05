"""One endpoint in one patient, ready to be drawn: points, lines with their bands, what was not done.

A *pair* is one subject and one endpoint, as in trial.slopes. Months are 30.4375 days from the anchor.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.columns import Counts
from trial.series import NotDone
from trial.slopes import Change, Line, Lines, band
from trial.visits import PlannedVisitStatus

BAND_STEPS = 12
"""Stretches into which a band is cut; a band is a hyperbola, so few are enough."""


@dataclass(frozen=True, slots=True)
class PairPoint:
    """One point with a day. `change` counts from the baseline: the last used point at or before the anchor."""

    day: int
    month: float
    value: float
    date: str
    visit: str | None
    used: bool
    reason: str | None
    """Why it is in no fit; None when used."""
    records: int
    """How many records of that day were averaged."""
    planned: str | None
    """Label of the planned visit it belongs to."""
    days_off: int | None
    """Days outside the window of that visit, negative = early, 0 inside; None without a planned visit."""
    change: float | None
    is_baseline: bool
    is_old: bool
    """The rule on historical records speaks against using it; used all the same where that was chosen."""
    equation: str | None = None
    """Why it may not be % predicted by the equation of the study; None where nothing speaks for that."""

    @property
    def in_window(self) -> bool:
        """Say whether nothing places it outside the window of its visit."""
        return not self.days_off


@dataclass(frozen=True, slots=True)
class FittedLine:
    """A least-squares line over its own days, and the 95 % band of its mean at each of `months` (empty without one)."""

    line: Line
    months: tuple[float, ...]
    mean: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """An assessment that was not done. `month` is None without a complete date or an anchor."""

    month: float | None
    day: int | None
    date: str | None
    visit: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """One subject and endpoint. `points` have a day; `undated` counts the others."""

    subject: int
    endpoint: int
    points: tuple[PairPoint, ...]
    undated: int
    pre: FittedLine
    post: FittedLine
    change: Change
    missing: tuple[Missing, ...]


def build(analysis: Analysis, subjects: Sequence[int], endpoints: Sequence[int]) -> tuple[Pair, ...]:
    """Give every pair of these subjects and endpoints (positions), subject by subject."""
    width = len(analysis.snapshot.study.endpoints)
    wanted = np.array([subject * width + endpoint for subject in subjects for endpoint in endpoints], dtype=np.int64)
    pre, post = fitted(analysis.fits.before, wanted), fitted(analysis.fits.after, wanted)
    missing = _missing(analysis, set(wanted.tolist()), width)
    windows = {subject: _Windows(analysis, subject) for subject in subjects}
    pairs = []
    for place, pair in enumerate(wanted.tolist()):
        subject, endpoint = divmod(pair, width)
        points, undated = _points(analysis, pair, windows[subject])
        change = analysis.fits.change(pair)
        not_done = missing.get(pair, ())
        pairs.append(Pair(subject, endpoint, points, undated, pre[place], post[place], change, not_done))
    return tuple(pairs)


def fitted(lines: Lines, pairs: Counts) -> list[FittedLine]:
    """Give the lines of these pairs with their bands, all at once."""
    share = np.linspace(0, 1, BAND_STEPS + 1)
    first, last = lines.first_day[pairs, None] / MONTH_DAYS, lines.last_day[pairs, None] / MONTH_DAYS
    months = first + (last - first) * share
    mean, lower, upper = band(lines, pairs, months)
    columns = zip(months.tolist(), mean.tolist(), lower.tolist(), upper.tolist(), strict=True)
    found = zip(
        pairs.tolist(), np.isfinite(mean[:, 0]).tolist(), np.isfinite(lower[:, 0]).tolist(), columns, strict=True
    )
    return [
        FittedLine(
            line=lines.line(pair),
            months=tuple(at) if has_line else (),
            mean=tuple(middle) if has_line else (),
            lower=tuple(low) if has_band else (),
            upper=tuple(high) if has_band else (),
        )
        for pair, has_line, has_band, (at, middle, low, high) in found
    ]


class _Windows:
    """The planned visits of one subject, by visit number and by the day on which they were held."""

    def __init__(self, analysis: Analysis, subject: int) -> None:
        planned = analysis.snapshot.study.visits
        own = analysis.visits_of(subject)
        self._labels = [visit.label for visit in planned]
        self._by_number = {planned[each.visit].visitnum: each for each in own}
        self._by_day = {each.actual.isoformat(): each for each in own if each.actual is not None}

    def of(self, visitnum: float, day: str) -> tuple[str | None, int | None]:
        """Give label of the planned visit and days outside its window for a point of this number and date.

        A point without a number belongs to the visit held that day; the point's own day decides whether it is outside.
        """
        numbered = visitnum == visitnum  # NaN is unlike itself
        visit = self._by_number.get(visitnum) if numbered else self._by_day.get(day)
        if visit is None:
            return None, None
        return self._labels[visit.visit], _days_outside(visit, day)


def _days_outside(visit: PlannedVisitStatus, day: str) -> int | None:
    if visit.window is None:
        return None
    first, last, held = *visit.window, date.fromisoformat(day)
    return min((held - first).days, 0) + max((held - last).days, 0)


def _points(analysis: Analysis, pair: int, windows: _Windows) -> tuple[tuple[PairPoint, ...], int]:
    points = analysis.points
    rows = slice(*points.offsets[pair : pair + 2].tolist())
    columns = zip(
        points.day[rows].tolist(), points.value[rows].tolist(), points.date[rows], points.visit[rows],
        points.visitnum[rows].tolist(), points.used[rows].tolist(), points.reason[rows], points.records[rows].tolist(),
        points.too_old[rows].tolist(), range(rows.start, rows.stop), strict=True,
    )  # fmt: skip
    own = list(columns)
    dated = [row for row in own if row[0] == row[0]]
    before = [row for row in dated if row[5] and row[0] <= 0]
    baseline = before[-1] if before else None
    found = []
    for row in dated:
        day, value, written, visit, visitnum, used, reason, records, is_old, at = row
        planned, days_off = windows.of(visitnum, written)
        change = None if baseline is None else value - baseline[1]
        found.append(
            PairPoint(
                int(day), day / MONTH_DAYS, value, written, visit, used, reason, records, planned, days_off, change,
                row is baseline, is_old, analysis.equations.text(at),
            )
        )  # fmt: skip
    return tuple(found), len(own) - len(dated)


def _missing(analysis: Analysis, wanted: set[int], width: int) -> Mapping[int, tuple[Missing, ...]]:
    found: dict[int, list[Missing]] = {}
    for one in analysis.not_done:
        pair = one.subject * width + one.endpoint
        if pair in wanted:
            found.setdefault(pair, []).append(_one_missing(one))
    return {pair: tuple(each) for pair, each in found.items()}


def _one_missing(one: NotDone) -> Missing:
    return Missing(None if one.day is None else one.day / MONTH_DAYS, one.day, one.date, one.visit, one.reason)


def extent_of(pairs: Iterable[Pair], months: tuple[float, float]) -> tuple[float, float] | None:
    """Give the least and the greatest value of points and lines within these months, None where there are none."""
    values = [value for pair in pairs for month, value in _drawn(pair) if months[0] <= month <= months[1]]
    return (min(values), max(values)) if values else None


def _drawn(pair: Pair) -> Iterator[tuple[float, float]]:
    yield from ((point.month, point.value) for point in pair.points)
    for fit in (pair.pre, pair.post):
        yield from zip(fit.months, fit.mean, strict=True)
