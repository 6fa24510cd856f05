"""Which visits were held and when, as SV, the anchor and the assessments tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from trial.calendar import MONTH_DAYS
from trial.columns import (
    NOBODY,
    Counts,
    Flags,
    Floats,
    Objects,
    bounds,
    capitals,
    complete_days,
    numbers,
    owners,
    texts,
)
from trial.contacts import assessment_tables, done, held
from trial.cut import KnownData
from trial.study import PlannedVisit, VisitKind
from trial.subjects import Subject, anchor_days, positions

UNPLANNED = -1
"""Position of a visit that the study does not plan."""

_IN_PERSON = frozenset({"IN PERSON", "IN-PERSON", "FACE TO FACE", "FACE-TO-FACE", "CLINIC", "CLINIC VISIT", "ON SITE"})
_RESULTS = ("ORRES", "STRESC", "STRESN")

Remarks = dict[tuple[int, int], str]
"""What the site wrote about a visit, by position of subject and planned visit."""


@dataclass(frozen=True, eq=False)
class Attendance:
    """What the records say of every subject (row) and planned visit (column)."""

    actual: Floats
    """Epoch day on which the visit was held, NaN without a certain one."""
    undated: Flags
    """Held, but on a day that is not certain."""
    earliest: Floats
    """First possible day of an undated visit, NaN where nothing is known of it."""
    latest: Floats
    reasons: Remarks
    """Why a visit did not take place."""
    contacts: Remarks
    """How a visit was held that was not in person."""
    unscheduled: Counts
    """Rows of SV with visits that were held and not planned."""


@dataclass(frozen=True, eq=False)
class _Rows:
    """SV by row: whose, which planned visit, on which certain day, with bounds, and whether it took place."""

    owner: Counts
    visit: Counts
    day: Floats
    earliest: Floats
    latest: Floats
    held: Flags

    def cells(self, rows: Flags) -> list[tuple[int, int]]:
        """Give the positions of subject and planned visit of some rows."""
        return list(zip(self.owner[rows].tolist(), self.visit[rows].tolist(), strict=True))

    def marked(self, rows: Flags, shape: tuple[int, int]) -> Flags:
        """Mark the cells of subjects and planned visits that have such a row."""
        found = np.zeros(shape, dtype=np.bool_)
        found[self.owner[rows], self.visit[rows]] = True
        return found

    @property
    def planned(self) -> Flags:
        """Rows of a subject's planned visits."""
        return np.asarray((self.owner != NOBODY) & (self.visit != UNPLANNED), dtype=np.bool_)


def attendance(known: KnownData, subjects: Sequence[Subject]) -> Attendance:
    """Read SV by VISITNUM, then the anchor, then assessments by VISITNUM; SV rows without one by the nearest target."""
    sv, visits = known.table("SV"), known.study.visits
    shape, anchors = (len(subjects), len(visits)), anchor_days(subjects)
    position_of = positions(subjects)
    rows = _placed(_rows(sv, visits, position_of), _unnumbered(sv), anchors, visits)
    actual = _earliest_days(rows.owner, rows.visit, rows.day, rows.planned & rows.held, shape)
    infusion = np.array([visit.kind is VisitKind.INFUSION for visit in visits], dtype=np.bool_)
    actual = np.where(np.isnan(actual) & infusion, anchors[:, None], actual)
    actual = np.where(np.isnan(actual), _assessed(known, position_of, np.isnan(actual)), actual)
    unclear = rows.planned & rows.held & np.isnan(rows.day)
    return Attendance(
        actual=actual,
        undated=rows.marked(unclear, shape) & np.isnan(actual),
        earliest=_earliest_days(rows.owner, rows.visit, rows.earliest, unclear, shape),
        latest=-_earliest_days(rows.owner, rows.visit, -rows.latest, unclear, shape),
        reasons=_remarks(rows, texts(sv, "SVREASOC"), rows.planned & ~rows.held),
        contacts=_remarks(rows, texts(sv, "SVCNTMOD"), rows.planned & rows.held & _remote(sv)),
        unscheduled=np.flatnonzero((rows.owner != NOBODY) & (rows.visit == UNPLANNED) & rows.held),
    )


def planned_positions(visitnums: Floats, visits: Sequence[PlannedVisit]) -> Counts:
    """Give the position of the planned visit with each VISITNUM, UNPLANNED without one."""
    planned = np.round([visit.visitnum for visit in visits] or [np.inf], 6)
    order = np.argsort(planned)
    wanted = np.round(visitnums, 6)
    place = order[np.minimum(np.searchsorted(planned[order], wanted), len(planned) - 1)]
    return np.where(planned[place] == wanted, place, UNPLANNED).astype(np.int64)


def _rows(sv: pd.DataFrame, visits: Sequence[PlannedVisit], position_of: Mapping[str, int]) -> _Rows:
    """Read SV. A row without any date is a visit that took place only where SVOCCUR says so."""
    earliest, latest = bounds(sv, "SVSTDTC")
    took_place = held(sv) & (~np.isnan(earliest) | (capitals(sv, "SVOCCUR") == "Y"))
    return _Rows(
        owner=owners(sv, position_of),
        visit=planned_positions(numbers(sv, "VISITNUM"), visits),
        day=complete_days(sv, "SVSTDTC"),
        earliest=earliest,
        latest=latest,
        held=np.asarray(took_place, dtype=np.bool_),
    )


def _unnumbered(sv: pd.DataFrame) -> Flags:
    """Mark rows without VISITNUM that the site does not call unscheduled."""
    called = np.array(["UNSCHED" in (text or "") for text in capitals(sv, "VISIT")], dtype=np.bool_)
    return np.isnan(numbers(sv, "VISITNUM")) & ~called


def _placed(rows: _Rows, unnumbered: Flags, anchors: Floats, visits: Sequence[PlannedVisit]) -> _Rows:
    """Place held visits without VISITNUM by the nearest target, where no numbered one was held.

    Of several the nearest to the target counts; the others stay unplanned.
    """
    taken = set(rows.cells(rows.planned & rows.held))
    nearest: dict[tuple[int, int], tuple[float, int]] = {}
    for row in np.flatnonzero(unnumbered & rows.held & (rows.owner != NOBODY) & ~np.isnan(rows.day)).tolist():
        day = float(rows.day[row] - anchors[rows.owner[row]])
        place = nearest_visit(day, visits)
        cell = (int(rows.owner[row]), place)
        if place != UNPLANNED and cell not in taken:
            nearest[cell] = min((abs(day - visits[place].day), row), nearest.get(cell, (np.inf, row)))
    visit = rows.visit.copy()
    for (_, place), (_, row) in nearest.items():
        visit[row] = place
    return replace(rows, visit=visit)


def nearest_visit(day: float, visits: Sequence[PlannedVisit]) -> int:
    """Give the planned visit whose target is nearest to a relative day, UNPLANNED beyond all of them.

    Days after the anchor belong to targets after it, the others to targets up to it, so that the parts touch midway
    between targets. A target of whole months counts unrounded (183 is 182.625). The last part ends as far after the
    last target as it begins before it; the first begins with the earliest window.
    """
    side = [(_unrounded(visit.day), place) for place, visit in enumerate(visits) if (visit.day > 0) == (day > 0)]
    if np.isnan(day) or not side or not _first_day(visits) <= day <= _last_day(visits):
        return UNPLANNED
    return min(side, key=lambda target: (abs(day - target[0]), target[0]))[1]


def _unrounded(target: int) -> float:
    months = round(target / MONTH_DAYS)
    return months * MONTH_DAYS if months > 0 and round(months * MONTH_DAYS) == target else target


def _first_day(visits: Sequence[PlannedVisit]) -> float:
    return min(visit.day + visit.window[0] for visit in visits)


def _last_day(visits: Sequence[PlannedVisit]) -> float:
    targets = sorted({0.0, *(_unrounded(visit.day) for visit in visits)})
    return targets[-1] + (targets[-1] - targets[-2]) / 2 if len(targets) > 1 else 0.0


def _earliest_days(owner: Counts, visit: Counts, day: Floats, wanted: Flags, shape: tuple[int, int]) -> Floats:
    """Give the first day of each cell among the wanted rows, NaN without one."""
    first = np.full(shape, np.inf)
    rows = wanted & ~np.isnan(day)
    np.minimum.at(first, (owner[rows], visit[rows]), day[rows])
    return np.where(np.isinf(first), np.nan, first)


def _assessed(known: KnownData, position_of: Mapping[str, int], open_cells: Flags) -> Floats:
    """Give the day of the earliest dated assessment with the VISITNUM of each cell that is still open."""
    first = np.full(open_cells.shape, np.nan)
    for name, table, column in assessment_tables(known):
        visit = planned_positions(numbers(table, "VISITNUM"), known.study.visits)
        owner = owners(table, position_of)
        rows = np.flatnonzero((owner != NOBODY) & (visit != UNPLANNED))
        rows = rows[open_cells[owner[rows], visit[rows]]]
        some = table.iloc[rows]
        measured = done(some, name) & _has_result(some, name)
        shape = (len(first), len(known.study.visits))
        found = _earliest_days(owner[rows], visit[rows], complete_days(some, column), measured, shape)
        first = np.fmin(first, found)
    return first


def _has_result(table: pd.DataFrame, prefix: str) -> Flags:
    """Mark findings with a result; all of a table that has no column for one."""
    columns = [f"{prefix}{ending}" for ending in _RESULTS if f"{prefix}{ending}" in table.columns]
    if not columns:
        return np.ones(len(table), dtype=np.bool_)
    return np.asarray(table[columns].notna().any(axis=1), dtype=np.bool_)


def _remote(sv: pd.DataFrame) -> Flags:
    """Mark visits that were not in person."""
    modes = capitals(sv, "SVCNTMOD")
    return np.array([mode is not None and mode not in _IN_PERSON for mode in modes], dtype=np.bool_)


def _remarks(rows: _Rows, written: Objects, wanted: Flags) -> Remarks:
    """Collect what the site wrote about planned visits; of several the first."""
    found: Remarks = {}
    for cell, text in zip(rows.cells(wanted), written[wanted], strict=True):
        if text is not None:
            found.setdefault(cell, text)
    return found
