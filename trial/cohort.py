"""The other patients behind an overlay: one line each while they are few, quantiles by month when they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.columns import Counts, Flags, Floats

Item = TypeVar("Item")

MOST_LINES = 400
"""Patients up to whom each has a line of its own."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_BINS = 40
FEWEST = 10
"""Patients that a month needs for quantiles to be shown."""


@dataclass(frozen=True, slots=True)
class CohortLines:
    """The used points of every patient one after another; None stands between two patients."""

    months: tuple[float | None, ...]
    values: tuple[float | None, ...]
    subjects: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Quantiles of the used values in stretches of months; `quantiles` are in the order of QUANTILES.

    A patient counts once a stretch, with the mean of the values there. The patients are those still measured at that
    time: a later stretch is not the same group as an earlier one.
    """

    months: tuple[float, ...]
    patients: tuple[int, ...]
    quantiles: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """One endpoint of the other patients; `patients` counts those with a used point. Lines or ribbon, never both."""

    patients: int
    lines: CohortLines | None
    ribbon: Ribbon | None


def build(analysis: Analysis, subjects: Counts, endpoint: int) -> Cohort:
    """Give the other patients (positions) of one endpoint."""
    points = analysis.points
    wanted = np.zeros(len(analysis.subjects), dtype=np.bool_)
    wanted[subjects] = True
    rows = points.used & (points.endpoint == endpoint) & wanted[points.subject]
    patients = len(np.unique(points.subject[rows]))
    if not patients:
        return Cohort(0, None, None)
    if patients <= MOST_LINES:
        return Cohort(patients, _lines(analysis, rows), None)
    return Cohort(patients, None, _ribbon(analysis, rows))


def _lines(analysis: Analysis, rows: Flags) -> CohortLines:
    """Join the points of all patients, with a gap wherever the patient changes."""
    points, ids = analysis.points, [str(subject.id) for subject in analysis.subjects]
    subject = points.subject[rows]
    gaps = np.flatnonzero(np.diff(subject)) + 1
    return CohortLines(
        months=_gapped((points.day[rows] / MONTH_DAYS).round(3).tolist(), gaps),
        values=_gapped(points.value[rows].tolist(), gaps),
        subjects=_gapped([ids[one] for one in subject.tolist()], gaps),
    )


def _gapped(values: Sequence[Item], gaps: Counts) -> tuple[Item | None, ...]:
    """Put None in front of each of the places `gaps`."""
    place = np.arange(len(values))
    shifted = (place + np.searchsorted(gaps, place, side="right")).tolist()
    found: list[Item | None] = [None] * (len(values) + len(gaps))
    for at, value in zip(shifted, values, strict=True):
        found[at] = value
    return tuple(found)


def _ribbon(analysis: Analysis, rows: Flags) -> Ribbon:
    """Cut the months into equal stretches; in each, one mean a patient, then quantiles over the patients."""
    points = analysis.points
    months = points.day[rows] / MONTH_DAYS
    step = max(1.0, float(np.ceil((months.max() - months.min()) / MOST_BINS)))
    stretch = np.floor(months / step).astype(np.int64)
    first = int(stretch.min())
    _, group = np.unique((stretch - first) * len(analysis.subjects) + points.subject[rows], return_inverse=True)
    counts = np.bincount(group)
    value = np.bincount(group, weights=points.value[rows]) / counts
    month = np.bincount(group, weights=months) / counts
    place = np.zeros(len(counts), dtype=np.int64)
    place[group] = stretch - first
    order = np.lexsort((value, place))
    value, month, place = value[order], month[order], place[order]
    patients = np.bincount(place)
    shown = np.flatnonzero(patients >= FEWEST)
    starts = (np.cumsum(patients) - patients)[shown]
    centre = np.bincount(place, weights=month)[shown] / patients[shown]
    return Ribbon(
        months=tuple(centre.tolist()),
        patients=tuple(patients[shown].tolist()),
        quantiles=tuple(tuple(_quantile(value, starts, patients[shown], share).tolist()) for share in QUANTILES),
    )


def _quantile(ordered: Floats, starts: Counts, sizes: Counts, share: float) -> Floats:
    """Give the quantile of each sorted stretch by linear interpolation (Hyndman and Fan's type 7)."""
    position = share * (sizes - 1)
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, sizes - 1)
    part = position - below
    found: Floats = ordered[starts + below] * (1 - part) + ordered[starts + above] * part
    return found
