"""The small course of each endpoint beside a patient's slopes: points as change from the anchor, and the fitted lines.

Change is counted from the last used value at or before the anchor (the first used value where there is none), so that
one scale can serve all patients of an endpoint. It moves the picture up or down and changes no slope.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.columns import Counts, Flags, Floats
from trial.slopes import Change, Line
from trial.subjects import Subject

MARGIN = 0.06
"""Room above and below, as a share of the extent."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line from one month and change to another."""

    months: tuple[float, float]
    changes: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Course:
    """One patient and endpoint: used points and lines, in months from the anchor and units of change."""

    months: tuple[float, ...]
    changes: tuple[float, ...]
    pre: Segment | None
    post: Segment | None


@dataclass(frozen=True, slots=True)
class SlopeCell:
    """One patient and endpoint of the overview: the course and the numbers beside it."""

    course: Course
    pre: Line
    post: Line
    change: Change


@dataclass(frozen=True, slots=True)
class EndpointColumn:
    """One endpoint of the overview. `extent` is the least and the greatest change of all patients, with a margin."""

    id: str
    label: str
    unit: str
    extent: tuple[float, float]


class Courses:
    """All courses of an analysis, on the scales that every patient shares."""

    def __init__(self, analysis: Analysis) -> None:
        """Count every point from its pair's value at the anchor."""
        points, self._fits = analysis.points, analysis.fits
        self._endpoints = analysis.snapshot.study.endpoints
        self._offsets = points.offsets
        self._used = points.used & ~np.isnan(points.day)
        self._months = points.day / MONTH_DAYS
        self._zero = _zeros(points.offsets, points.day, points.value, self._used)
        pair = np.repeat(np.arange(len(self._zero)), np.diff(points.offsets))
        self._change = points.value - self._zero[pair]
        self._pair_endpoint = pair % max(len(self._endpoints), 1)

    def cell(self, subject: int, endpoint: int) -> SlopeCell:
        """Give one patient and endpoint."""
        pair = subject * len(self._endpoints) + endpoint
        rows = slice(self._offsets[pair], self._offsets[pair + 1])
        used = self._used[rows]
        pre, post, zero = self._fits.pre(pair), self._fits.post(pair), float(self._zero[pair])
        course = Course(
            months=tuple(self._months[rows][used].tolist()),
            changes=tuple(self._change[rows][used].tolist()),
            pre=_segment(pre, zero),
            post=_segment(post, zero),
        )
        return SlopeCell(course, pre, post, self._fits.change(pair))

    def column(self, endpoint: int) -> EndpointColumn:
        """Give the head of an endpoint and its scale over all patients, whoever is shown."""
        own = self._change[self._used & (self._pair_endpoint == endpoint)]
        low, high = (float(own.min()), float(own.max())) if len(own) else (-1.0, 1.0)
        if high - low < 1e-9:
            low, high = low - 1.0, high + 1.0
        margin = MARGIN * (high - low)
        described = self._endpoints[endpoint]
        return EndpointColumn(described.id, described.label, described.unit, (low - margin, high + margin))


def _zeros(offsets: Counts, day: Floats, value: Floats, used: Flags) -> Floats:
    """Give each pair's value from which change is counted, NaN without a used point. Points of a pair go by day."""
    pairs = len(offsets) - 1
    pair = np.repeat(np.arange(pairs), np.diff(offsets))
    zero = np.full(pairs, np.nan)
    rows = np.flatnonzero(used)
    zero[pair[rows][::-1]] = value[rows][::-1]  # written backwards, so that the first stays
    before = np.flatnonzero(used & (day <= 0))
    zero[pair[before]] = value[before]  # and here the last
    return zero


def _segment(line: Line, zero: float) -> Segment | None:
    """Give a line over its own days, from its first to its last used point."""
    if line.slope is None or line.intercept is None or line.first_day is None or line.last_day is None:
        return None
    first, last = line.first_day / MONTH_DAYS, line.last_day / MONTH_DAYS
    level = line.intercept - zero
    return Segment((first, last), (level + line.slope * first, level + line.slope * last))


def end_of_follow_up(subject: Subject, cut: date) -> float | None:
    """Give the month until which the patient was followed: the end, else the cut."""
    day = subject.day_reached(cut)
    return None if day is None else day / MONTH_DAYS
