"""What the required endpoints gave at each planned visit: a usable value, or why there is none."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from trial.attendance import UNPLANNED, planned_positions
from trial.calendar import intervals
from trial.columns import Counts, Floats
from trial.series import NotDone, Points
from trial.study import PlannedVisit

NOT_DONE = "not done"
"""Stands where the site gave no reason."""
_DAYS = 1_000_000
"""More days than any calendar of a trial has: keeps subject, endpoint and day apart in one number."""

Reasons = dict[tuple[int, int, int], str]
"""Why an assessment was not done, by position of subject, planned visit and endpoint."""


def values_at_visits(points: Points, visits: Sequence[PlannedVisit], actual: Floats, endpoints: int) -> Floats:
    """Give the value of each subject, planned visit and endpoint, NaN without one.

    A point belongs to a visit by the VISITNUM of any of its records, else by being taken on the day on which the visit
    was held. Whether a point takes part in a fit does not matter. Of several the earliest counts.
    """
    by_number = _values_by_number(points, visits, (*actual.shape, endpoints))
    return np.where(np.isnan(by_number), _values_by_day(points, actual, endpoints), by_number)


def _values_by_number(points: Points, visits: Sequence[PlannedVisit], shape: tuple[int, int, int]) -> Floats:
    found = np.full(shape, np.nan)
    visit = planned_positions(points.visitnum_of_record, visits)
    planned = np.flatnonzero(visit != UNPLANNED)[::-1]  # written last, the earliest stays
    point = points.point_of_record[planned]
    found[points.subject[point], visit[planned], points.endpoint[point]] = points.value[point]
    return found


def _values_by_day(points: Points, actual: Floats, endpoints: int) -> Floats:
    written = intervals(pd.Series(points.date, dtype=object))
    rows = np.flatnonzero((written.earliest == written.latest) & np.isfinite(points.value))
    keys = (points.subject[rows] * endpoints + points.endpoint[rows]) * _DAYS + written.earliest[rows]
    order = np.argsort(keys, kind="stable")
    pairs = np.arange(len(actual))[:, None, None] * endpoints + np.arange(endpoints)[None, None, :]
    wanted = pairs * _DAYS + actual[:, :, None]
    place = _positions(keys[order], wanted)
    values = np.append(points.value[rows][order], np.nan)
    return np.asarray(values[place], dtype=np.float64)


def _positions(keys: Floats, wanted: Floats) -> Counts:
    """Find each wanted key among sorted ones; -1 where it is not there."""
    if not len(keys):
        return np.full(wanted.shape, -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1).astype(np.int64)


def reasons_not_done(not_done: Sequence[NotDone], visits: Sequence[PlannedVisit], actual: Floats) -> Reasons:
    """Give the reasons of assessments that were not done, placed like values: by VISITNUM, else by the day."""
    numbers = np.array([np.nan if each.visitnum is None else each.visitnum for each in not_done], dtype=np.float64)
    places = planned_positions(numbers, visits).tolist()
    days = intervals(pd.Series([each.date for each in not_done], dtype=object)).earliest.tolist()
    found: Reasons = {}
    for each, place, day in zip(not_done, places, days, strict=True):
        held_that_day = np.flatnonzero(actual[each.subject] == day).tolist()
        for visit in held_that_day if place == UNPLANNED else [place]:
            found.setdefault((each.subject, visit, each.endpoint), each.reason or NOT_DONE)
    return found
