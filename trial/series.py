"""The measured points of every subject and endpoint: one per calendar day, each used or with the reason why not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from trial import records
from trial.calendar import epoch_day, from_epoch_day, months_before, relative_day
from trial.columns import Counts, Floats, Objects
from trial.cut import KnownData
from trial.recomputed import Breaths
from trial.records import Records
from trial.study import Study
from trial.subjects import Subject, anchor_days
from trial.words import inner

PARTIAL_DATE, NO_DATE = "partial date", "no date"
OLDER = "historical record older than"
CONTRADICTION = "marked NOT DONE, yet has a value"


@dataclass(frozen=True, eq=False)
class Points:
    """All points in columns, sorted by subject, endpoint, day; one entry per point.

    `day` counts from the anchor (NaN: partial date or no anchor), `value` is the mean of that day's values, `date` the
    ISO text, `visit` the first VISIT text, `visitnum` its number (NaN without), `reason` says why `used` is False,
    `offsets[p]:offsets[p + 1]` are the points of pair p = subject.index * endpoints + endpoint position.
    Records without a complete date are one point each, after the dated ones, in the order of their text.
    """

    subject: NDArray[np.int64]
    endpoint: NDArray[np.int64]
    day: NDArray[np.float64]
    value: NDArray[np.float64]
    date: NDArray[np.object_]
    visit: NDArray[np.object_]
    visitnum: NDArray[np.float64]
    used: NDArray[np.bool_]
    reason: NDArray[np.object_]
    records: NDArray[np.int64]
    """How many records of that day were averaged."""
    offsets: NDArray[np.int64]
    point_of_record: NDArray[np.int64]
    """Of every averaged record, in the order of points, the position of its point."""
    visitnum_of_record: NDArray[np.float64]
    """Its own VISITNUM, NaN without: two visits may have been recorded for one day."""
    too_old: NDArray[np.bool_]
    """Only the rule on historical records speaks against using it."""


@dataclass(frozen=True, slots=True)
class NotDone:
    """An assessment that was planned and not done (--STAT NOT DONE), with the reason the site gave."""

    subject: int
    endpoint: int
    day: int | None
    date: str | None
    visit: str | None
    reason: str | None
    visitnum: float | None = None


def build(
    known: KnownData, subjects: Sequence[Subject], breaths: Breaths | None = None
) -> tuple[Points, tuple[NotDone, ...]]:
    """Give the points of every subject and endpoint, and the assessments that were not done.

    `breaths` are those of the same data, for endpoints that draw its recomputed % predicted.
    """
    found = records.build(known, subjects, breaths)
    found = found.taken(_order(found))
    has_value = np.isfinite(found.value)
    points = _points(found.taken(has_value & found.own), known.study, subjects)
    return points, _not_done(found.taken(found.not_done & ~has_value), subjects)


def _order(found: Records) -> Counts:
    """Order by subject, endpoint, day; without a complete date last by text; within a day a VISIT text in front."""
    dated = found.dated
    texts = found.date.copy()
    texts[dated] = None
    rank, _ = pd.factorize(texts, sort=True)
    keys = (
        pd.isna(found.visit),
        np.where(rank < 0, np.inf, rank),
        np.where(dated, found.earliest, np.inf),
        found.endpoint,
        found.subject,
    )
    return np.lexsort(keys)  # stable: the order of the table decides the rest


def _points(found: Records, study: Study, subjects: Sequence[Subject]) -> Points:
    """Turn sorted records into points: those of one subject, endpoint and calendar day into one."""
    starts = _starts(found)
    first, count = found.taken(starts), np.diff(np.append(starts, len(found)))
    contradicted = np.bincount(np.repeat(np.arange(len(starts)), count), found.not_done, len(starts)) > 0
    anchor = anchor_days(subjects)[first.subject]
    reason = _reasons(first, study, subjects)
    too_old = np.asarray(reason == _too_old(study.historical_months), dtype=np.bool_) & ~contradicted
    reason[contradicted & pd.isna(reason)] = CONTRADICTION
    unfit = _unfit(found, np.repeat(np.arange(len(starts)), count), len(starts))
    is_unfit = pd.notna(unfit)
    reason[is_unfit & (too_old | pd.isna(reason))] = unfit[is_unfit & (too_old | pd.isna(reason))]
    pairs = len(subjects) * len(study.endpoints)
    return Points(
        subject=first.subject,
        endpoint=first.endpoint,
        day=np.where(first.dated, first.earliest - anchor, np.nan),
        value=_means(found.value, starts, count),
        date=_iso(first),
        visit=first.visit,
        visitnum=first.visitnum,
        used=pd.isna(reason),
        reason=reason,
        records=count,
        offsets=np.searchsorted(first.subject * len(study.endpoints) + first.endpoint, np.arange(pairs + 1)),
        point_of_record=np.repeat(np.arange(len(starts), dtype=np.int64), count),
        visitnum_of_record=found.visitnum,
        too_old=too_old & ~is_unfit,
    )


def _starts(found: Records) -> Counts:
    """Find where a new point begins: another subject, endpoint or day, and any record without a complete date."""
    begins = np.ones(len(found), dtype=np.bool_)
    begins[1:] = (
        (np.diff(found.subject) != 0)
        | (np.diff(found.endpoint) != 0)
        | (np.diff(found.earliest) != 0)  # NaN differs from everything
        | ~found.dated[1:]
    )
    return np.flatnonzero(begins)


def _means(value: Floats, starts: Counts, count: Counts) -> Floats:
    """Average each group; equal values give exactly that value."""
    if not len(starts):
        return np.empty(0)
    least = np.minimum.reduceat(value, starts)
    above = value - np.repeat(least, count)
    return np.asarray(least + np.add.reduceat(above, starts) / count, dtype=np.float64)


def _unfit(found: Records, point: Counts, count: int) -> Objects:
    """Give each point the first reason of its records why the value can be in no fit."""
    reasons = np.full(count, None, dtype=object)
    rows = np.flatnonzero(pd.notna(found.unfit))[::-1]
    reasons[point[rows]] = found.unfit[rows]
    return reasons


def _iso(found: Records) -> Objects:
    """Give complete dates as ISO 8601 days without a time, others as written."""
    dated = found.dated
    texts = found.date.copy()
    texts[dated] = np.datetime_as_string(found.earliest[dated].astype("datetime64[D]")).astype(object)
    return texts


def _reasons(first: Records, study: Study, subjects: Sequence[Subject]) -> Objects:
    """Say of each point why it is in no fit; None where its dates allow one. The last that applies counts."""
    reasons = np.full(len(first), None, dtype=object)
    reasons[first.earliest < _oldest_days(study, subjects)[first.subject]] = _too_old(study.historical_months)
    no_anchor = _without_anchor(study, subjects)[first.subject]
    unanchored = pd.notna(no_anchor)
    reasons[unanchored] = no_anchor[unanchored]
    reasons[~first.dated] = PARTIAL_DATE
    reasons[np.isnan(first.earliest)] = NO_DATE
    return reasons


def _without_anchor(study: Study, subjects: Sequence[Subject]) -> Objects:
    """Say of each subject why its records have no day; None where they have one."""
    none = f"no {inner(study.anchor.label)} date"
    reasons = [each.anchor_note or none if each.anchor is None else None for each in subjects]
    return np.array([*reasons, None], dtype=object)[:-1]  # the added None keeps it an array of objects


def _oldest_days(study: Study, subjects: Sequence[Subject]) -> Floats:
    """Give the first day of each subject's protocol data: the screening date less the historical months, inclusive.

    NaN, which excludes nothing, without a screening date or a rule. Source: domain reference 5.3.
    """
    months = study.historical_months
    dates = [None if months is None or each.screening is None else months_before(each.screening, months)
             for each in subjects]  # fmt: skip
    return np.array([np.nan if day is None else epoch_day(day) for day in dates], dtype=np.float64)


def _too_old(months: int | None) -> str:
    return f"{OLDER} {months} month{'' if months == 1 else 's'} before screening"


def _not_done(found: Records, subjects: Sequence[Subject]) -> tuple[NotDone, ...]:
    rows = zip(found.subject.tolist(), found.endpoint.tolist(), found.dated.tolist(), strict=True)
    return tuple(
        _one_not_done(found, row, subjects[subject], endpoint, dated)
        for row, (subject, endpoint, dated) in enumerate(rows)
    )


def _one_not_done(found: Records, row: int, subject: Subject, endpoint: int, dated: bool) -> NotDone:
    day = from_epoch_day(found.earliest[row]) if dated else None
    return NotDone(
        subject=subject.index,
        endpoint=endpoint,
        day=None if day is None or subject.anchor is None else relative_day(day, subject.anchor),
        date=found.date[row] if day is None else day.isoformat(),
        visit=found.visit[row],
        reason=found.why[row],
        visitnum=None if np.isnan(found.visitnum[row]) else float(found.visitnum[row]),
    )
