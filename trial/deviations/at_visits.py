"""Deviations of planned visits: out of window, missed, overdue, on one day with another, without an assessment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from trial.attendance import UNPLANNED, planned_positions
from trial.columns import NOBODY, numbers, owners
from trial.contacts import held
from trial.cut import KnownData
from trial.deviation_rules import Rule
from trial.deviations.found import Deviation, Source
from trial.snapshot import FILE, ROW
from trial.study import Study
from trial.subjects import Subject, positions
from trial.visits import HELD, PlannedVisitStatus, VisitStatus
from trial.words import date_text, days_text, inner, listed, range_text

_OFF = {VisitStatus.EARLY: "before", VisitStatus.LATE: "after"}
_Sources = Mapping[tuple[int, int], Source]


def build(known: KnownData, subjects: Sequence[Subject], visits: Sequence[PlannedVisitStatus]) -> Iterator[Deviation]:
    """Give the deviations of all planned visits."""
    judge = _Judge(known.study, _sources(known, subjects))
    for cell in visits:
        yield from judge.timing(cell)
        if cell.status in HELD:
            yield from judge.assessments(cell)
    yield from judge.same_day(visits)


def _sources(known: KnownData, subjects: Sequence[Subject]) -> _Sources:
    """Give the first SV record of each planned visit that has one."""
    sv = known.table("SV")
    owner, visit = owners(sv, positions(subjects)), planned_positions(numbers(sv, "VISITNUM"), known.study.visits)
    rows = np.flatnonzero((owner != NOBODY) & (visit != UNPLANNED) & held(sv))[::-1]
    if not len(rows):
        return {}
    places = zip(owner[rows].tolist(), visit[rows].tolist(), strict=True)
    origins = zip(sv[FILE].iloc[rows].tolist(), sv[ROW].iloc[rows].tolist(), strict=True)
    return {place: Source("SV", str(file), int(row)) for place, (file, row) in zip(places, origins, strict=True)}


class _Judge:
    """Writes the deviations of single visits."""

    def __init__(self, study: Study, sources: _Sources) -> None:
        self._study, self._sources, self._rules = study, sources, study.deviations
        primary = set(self._rules.primary)
        self._counted = [not primary or endpoint.id in primary for endpoint in study.endpoints]

    def timing(self, cell: PlannedVisitStatus) -> Iterator[Deviation]:
        """Tell a visit out of its window, overdue or missed."""
        if cell.window is None:
            return
        window = f"the window {range_text(*cell.window)}"
        match cell.status:
            case VisitStatus.EARLY | VisitStatus.LATE:
                off = "" if not cell.days_off else f"{days_text(abs(cell.days_off))} "
                yield self._told(Rule.OUT_OF_WINDOW, cell, cell.actual, f"{off}{_OFF[cell.status]} {window}")
            case VisitStatus.MISSED:
                why = f"; reason: {cell.reason.lower()}" if cell.reason else ""
                yield self._told(Rule.MISSED_VISIT, cell, cell.window[1], f"no record for {window}{why}")
            case VisitStatus.OVERDUE:
                late = days_text(-(cell.days_to_window_end or 0))
                yield self._told(Rule.OVERDUE_VISIT, cell, cell.window[1], f"{late} overdue, {window} has closed")

    def assessments(self, cell: PlannedVisitStatus) -> Iterator[Deviation]:
        """Tell what a visit that was held gave no value of: what has no record, and what was not done and why."""
        open_ones = [one for one in cell.assessments if one.value is None and self._counted[one.endpoint]]
        blank = [self._study.endpoints[one.endpoint].label for one in open_ones if one.reason is None]
        if blank:
            yield self._told(Rule.ASSESSMENT_MISSING, cell, cell.actual, f"no record of {listed(blank)}")
        told = [one for one in open_ones if one.reason is not None]
        reasons = [f"{self._study.endpoints[one.endpoint].label}: {(one.reason or '').lower()}" for one in told]
        if reasons:
            yield self._told(Rule.ASSESSMENT_NOT_DONE, cell, cell.actual, "; ".join(reasons))

    def same_day(self, visits: Sequence[PlannedVisitStatus]) -> Iterator[Deviation]:
        """Tell planned visits that share a day with an earlier one of the patient."""
        seen = defaultdict[tuple[int, date], list[PlannedVisitStatus]](list)
        for cell in visits:
            if cell.actual is not None:
                seen[cell.subject, cell.actual].append(cell)
        for cells in seen.values():
            for cell in cells[1:]:
                other = inner(self._study.visits[cells[0].visit].label)
                yield self._told(Rule.SAME_DAY, cell, cell.actual, f"on the same day as {other}")

    def _told(self, rule: Rule, cell: PlannedVisitStatus, day: date | None, detail: str) -> Deviation:
        visit = self._study.visits[cell.visit]
        on = f" on {date_text(day)}" if cell.status in HELD and day is not None else ""
        return Deviation(
            rule=rule,
            important=rule in self._rules.important,
            subject=cell.subject,
            date=None if day is None else day.isoformat(),
            detail=f"{visit.label}{on}: {detail}",
            source=self._sources.get((cell.subject, cell.visit)) if cell.status in HELD else None,
            visit=visit.id,
        )
