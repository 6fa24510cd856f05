"""The ranges on which every patient of a study is drawn: one of months, one of values for each endpoint."""

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS

LEAD_DAYS = 183
"""A point that is in no fit and lies further before all others than this does not stretch the axis of everybody."""
LEAST_DAYS = (-30.0, 90.0)
"""The days from the anchor that are always shown."""
PADDING = 0.04
"""Room at either end, as a share of the range."""


def month_range(analysis: Analysis, with_unused: bool = True) -> tuple[float, float]:
    """Give the one range of months from the anchor: every planned window and every point of every patient.

    Points that are in no fit count too where they are drawn, unless they lie more than LEAD_DAYS before all others.
    """
    points = analysis.points
    planned = [visit.day + edge for visit in analysis.snapshot.study.visits for edge in visit.window]
    dated = ~np.isnan(points.day)
    days = np.concatenate([LEAST_DAYS, planned, points.day[dated & points.used]])
    unused = points.day[dated & ~points.used]
    if with_unused:
        days = np.concatenate([days, unused[unused >= days.min() - LEAD_DAYS]])
    low, high = float(days.min()) / MONTH_DAYS, float(days.max()) / MONTH_DAYS
    room = PADDING * (high - low)
    return round(low - room, 2), round(high + room, 2)


def value_extent(analysis: Analysis, endpoint: int) -> tuple[float, float]:
    """Give the one extent of an endpoint: its axis, else its range, made wider where a point lies outside."""
    described, points = analysis.snapshot.study.endpoints[endpoint], analysis.points
    own = points.value[(points.endpoint == endpoint) & ~np.isnan(points.day)]
    named = described.axis or described.range
    if named is None:
        return padded((float(own.min()), float(own.max()))) if len(own) else (0.0, 1.0)
    return float(min(named[0], own.min(initial=np.inf))), float(max(named[1], own.max(initial=-np.inf)))


def padded(extent: tuple[float, float], share: float = 0.12) -> tuple[float, float]:
    """Give an extent with room above and below; one without height gets some."""
    low, high = extent
    room = (high - low) * share or max(abs(high) * share, 0.5)
    return low - room, high + room
