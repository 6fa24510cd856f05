"""Historical records: which of them the rule of the study admits before screening, and what else is doubtful of them.

Eligible: screening less the calendar months of the study file <= date <= screening, both days included. Of a partial
date every day that it can mean must be inside; if only some are, it is indeterminate. Source: domain reference 5.3.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from trial.analysis import Analysis
from trial.calendar import epoch_day, intervals, months_before
from trial.columns import Counts, Flags, Floats
from trial.series import OLDER, PARTIAL_DATE
from trial.subjects import Subject, anchor_days
from trial.words import date_text


class Eligibility(StrEnum):
    """Where the date of a historical record stands."""

    ELIGIBLE = "eligible"
    INDETERMINATE = "indeterminate"
    """A partial date that can mean a day inside and one outside, or no date."""
    TOO_OLD = "too old"
    AFTER = "after screening"
    UNKNOWN = "no screening date"


ORDER = tuple(Eligibility)


@dataclass(frozen=True, eq=False)
class Historical:
    """The historical records in columns, in the order of points: position of the point, eligibility (in ORDER)."""

    point: Counts
    state: Counts

    def __len__(self) -> int:
        """Count the records."""
        return len(self.point)


@dataclass(frozen=True, slots=True)
class HistoricalRecord:
    """One historical value. `why` says what its date has to do with the rule, `flags` what else is doubtful."""

    subject: int
    endpoint: int
    date: str | None
    day: int | None
    visit: str | None
    value: float
    eligibility: Eligibility
    why: str
    used: bool
    flags: tuple[str, ...]


def states(earliest: Floats, latest: Floats, first: Floats, last: Floats) -> Counts:
    """Judge dates (epoch days), as positions in ORDER.

    Each can mean the days `earliest` to `latest`; the rule admits the days `first` to `last`.
    """
    found = np.full(len(earliest), ORDER.index(Eligibility.INDETERMINATE))
    found[(earliest >= first) & (latest <= last)] = ORDER.index(Eligibility.ELIGIBLE)
    found[latest < first] = ORDER.index(Eligibility.TOO_OLD)
    found[earliest > last] = ORDER.index(Eligibility.AFTER)
    found[np.isnan(last)] = ORDER.index(Eligibility.UNKNOWN)
    return found


def build(analysis: Analysis) -> Historical:
    """Find the records that belong to no planned visit and may lie on or before the anchor; judge their dates.

    Nothing where the study file has no [historical].
    """
    months, points = analysis.snapshot.study.historical_months, analysis.points
    if months is None:
        return Historical(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    planned = [visit.visitnum for visit in analysis.snapshot.study.visits]
    rows = np.flatnonzero(~np.isin(points.visitnum, planned) & ~(points.day > 0))
    dates, anchors = intervals(pd.Series(points.date[rows], dtype=object)), anchor_days(analysis.subjects)
    kept = ~(dates.earliest > anchors[points.subject[rows]])
    rows, earliest, latest = rows[kept], dates.earliest[kept], dates.latest[kept]
    windows = [window(subject, months) for subject in analysis.subjects]
    limits = np.array([(np.nan, np.nan) if one is None else (epoch_day(one[0]), epoch_day(one[1])) for one in windows])
    first, last = limits.reshape(-1, 2)[points.subject[rows]].T
    return Historical(rows, states(earliest, latest, first, last))


def window(subject: Subject, months: int) -> tuple[date, date] | None:
    """Give the first and the last day that the rule admits, None without a screening date."""
    day = subject.screening
    return None if day is None else (months_before(day, months), day)


def records(analysis: Analysis, found: Historical, subjects: Collection[int]) -> Iterator[HistoricalRecord]:
    """Give the historical records of some subjects, by subject and endpoint."""
    points, positions = analysis.points, _without_position(analysis)
    chosen = np.isin(points.subject[found.point], list(subjects))
    for at, state in zip(found.point[chosen].tolist(), found.state[chosen].tolist(), strict=True):
        subject, day = int(points.subject[at]), float(points.day[at])
        yield HistoricalRecord(
            subject=subject,
            endpoint=int(points.endpoint[at]),
            date=points.date[at],
            day=None if np.isnan(day) else int(day),
            visit=points.visit[at],
            value=float(points.value[at]),
            eligibility=ORDER[state],
            why=_why(analysis, analysis.subjects[subject], ORDER[state], points.date[at]),
            used=bool(points.used[at]),
            flags=tuple(_flags(analysis, at, positions)),
        )


def _why(analysis: Analysis, subject: Subject, state: Eligibility, written: str | None) -> str:
    """Say what the date has to do with the days that the rule admits."""
    admitted = window(subject, analysis.snapshot.study.historical_months or 0)
    if admitted is None:
        return "without a screening date the rule excludes nothing"
    first, last = (date_text(day) for day in admitted)
    if written is None:
        return "no date: ask the site for it"
    return {
        Eligibility.ELIGIBLE: f"within {first} to {last}",
        Eligibility.INDETERMINATE: f"can be a day inside {first} to {last} or outside: ask the site for the day",
        Eligibility.TOO_OLD: f"before {first}",
        Eligibility.AFTER: f"after screening, {last}: data of the study, no history",
    }[state]


def _flags(analysis: Analysis, point: int, positions: Collection[tuple[int, int, str | None]]) -> Iterator[str]:
    """Say what beside the date speaks against a value: another requirement of the rule, or no day for a fit."""
    points = analysis.points
    reason, equation = points.reason[point], analysis.equations.text(point)
    if equation is not None:
        yield equation
    if (int(points.subject[point]), int(points.endpoint[point]), points.date[point]) in positions:
        yield "position not recorded"
    if reason is not None and not points.too_old[point] and not str(reason).startswith(OLDER):
        yield "partial date, so in no fit" if reason == PARTIAL_DATE else str(reason)


def _without_position(analysis: Analysis) -> frozenset[tuple[int, int, str | None]]:
    """Give subject, endpoint and date of spirometry in no recorded position, for endpoints that do not ask for one."""
    found = analysis.instruments.spirometry
    if found is None:
        return frozenset()
    asking = [
        place
        for place, endpoint in enumerate(analysis.snapshot.study.endpoints)
        if endpoint.domain == found.rules.domain and found.rules.position not in dict(endpoint.where)
    ]
    rows = np.flatnonzero(pd.isna(found.position)).tolist() if asking else []
    return frozenset((int(found.subject[row]), place, found.date[row]) for row in rows for place in asking)


def counts(found: Historical, chosen: Flags | None = None) -> Mapping[Eligibility, int]:
    """Count the records by eligibility, in the order of the rule; only what there is."""
    own = found.state if chosen is None else found.state[chosen]
    every = {state: int((own == place).sum()) for place, state in enumerate(ORDER)}
    return {state: count for state, count in every.items() if count}
