"""The quarterly table of one patient and endpoint: the value nearest each quarter of the year, or why there is none.

Source: domain reference 1.2: 91, 183, 274 and 365 days after the anchor, each with 45 days on either side. The planned
visits do not fall on quarters, so an empty quarter without a planned visit is told from a visit that was missed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trial.analysis import Analysis
from trial.study import PlannedVisit
from trial.visit_status import HELD, VisitStatus
from trial.visits import PlannedVisitStatus
from trial.words import day_text, inner, not_done

QUARTER_DAYS = 45
"""Days on either side of the target within which a value counts for the quarter."""
QUARTERS = (("Q1", 91), ("Q2", 183), ("Q3", 274), ("Q4", 365))


class QuarterStatus(StrEnum):
    """What a cell of the quarterly table says."""

    VALUE = "value"
    NO_VISIT_PLANNED = "no_visit_planned"
    MISSED = "missed"
    OVERDUE = "overdue"
    TO_COME = "to_come"
    NOT_MEASURED = "not_measured"
    NOT_APPLICABLE = "not_applicable"
    NO_ANCHOR = "no_anchor"


OF_VISIT = {
    VisitStatus.MISSED: QuarterStatus.MISSED,
    VisitStatus.OVERDUE: QuarterStatus.OVERDUE,
    VisitStatus.DUE: QuarterStatus.TO_COME,
    VisitStatus.NOT_YET_DUE: QuarterStatus.TO_COME,
    VisitStatus.NOT_APPLICABLE: QuarterStatus.NOT_APPLICABLE,
    **dict.fromkeys(HELD, QuarterStatus.NOT_MEASURED),
}


@dataclass(frozen=True, slots=True)
class Quarter:
    """One cell. `change` counts from the baseline: the last used value at or before the anchor."""

    name: str
    target: int
    status: QuarterStatus
    value: float | None
    day: int | None
    change: float | None
    text: str
    """Why there is no value; empty where there is one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A used value of the pair."""

    day: int
    value: float


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned visit of the patient and, of this endpoint, the reason why it was not done."""

    visit: PlannedVisit
    status: PlannedVisitStatus
    not_done: str | None


def build(analysis: Analysis, pair: int) -> tuple[Quarter, ...]:
    """Give the four quarters of one pair."""
    study, points = analysis.snapshot.study, analysis.points
    subject, endpoint = divmod(pair, len(study.endpoints))
    rows = slice(*points.offsets[pair : pair + 2].tolist())
    own_points = list(
        zip(
            points.day[rows].tolist(),
            points.value[rows].tolist(),
            points.used[rows].tolist(),
            points.reason[rows],
            strict=True,
        )
    )
    seen = [Seen(int(day), value) for day, value, is_used, _ in own_points if is_used]
    refused = [(day, str(reason)) for day, _, is_used, reason in own_points if not is_used and day == day]
    asked = _asked(study.visits, study.endpoints[endpoint].id)
    if analysis.subjects[subject].anchor is None:
        why = f"no {inner(study.anchor.label)} date"
        return tuple(_empty(name, target, QuarterStatus.NO_ANCHOR, why) for name, target in QUARTERS)
    own = [one for one in analysis.visits_of(subject) if one.visit in asked]
    cells = [Planned(study.visits[one.visit], one, _not_done(one, endpoint)) for one in own]
    return tuple(_quarter(name, target, seen, cells, refused) for name, target in QUARTERS)


def _asked(visits: Sequence[PlannedVisit], endpoint: str) -> frozenset[int]:
    """Give the positions of the visits that ask for this endpoint; of all where no visit says what it asks for."""
    asks = [endpoint in visit.required for visit in visits]
    return frozenset(at for at, wanted in enumerate(asks) if wanted or not any(asks))


def _not_done(visit: PlannedVisitStatus, endpoint: int) -> str | None:
    return next((one.reason for one in visit.assessments if one.endpoint == endpoint), None)


def _quarter(
    name: str, target: int, seen: Sequence[Seen], planned: Sequence[Planned], refused: Sequence[tuple[float, str]]
) -> Quarter:
    """Give the value nearest the target, the earlier of two; else what became of the planned visit nearest it.

    `refused` are day and reason of the values that are not used.
    """
    near = [one for one in seen if abs(one.day - target) <= QUARTER_DAYS]
    if near:
        found = min(near, key=lambda one: abs(one.day - target))
        before = [one.value for one in seen if one.day <= 0]
        change = found.value - before[-1] if before else None
        return Quarter(name, target, QuarterStatus.VALUE, found.value, found.day, change, "")
    due = [one for one in planned if abs(one.visit.day - target) <= QUARTER_DAYS]
    if not due:
        return _empty(name, target, QuarterStatus.NO_VISIT_PLANNED, "no visit planned")
    one = min(due, key=lambda each: abs(each.visit.day - target))
    why = next((reason for day, reason in refused if abs(day - target) <= QUARTER_DAYS), None)
    return _empty(name, target, OF_VISIT[one.status.status], f"{one.visit.label}: {_became(one, target, why)}")


def _became(one: Planned, target: int, refused: str | None) -> str:
    status, day = one.status.status, one.status.actual_day
    if status is VisitStatus.NOT_APPLICABLE and one.status.reason:
        return one.status.reason.lower()
    if status not in HELD:
        return status.value.replace("_", " ")
    if day is not None and abs(day - target) > QUARTER_DAYS:
        return f"held on {day_text(day)}, outside the quarter"
    if refused is not None:
        return f"held, value not used: {refused}"
    return not_done(one.not_done) if one.not_done else "held, no value"


def _empty(name: str, target: int, status: QuarterStatus, text: str) -> Quarter:
    return Quarter(name, target, status, None, None, None, text)
