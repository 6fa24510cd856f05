"""Assessment completeness: what each required assessment of each visit came to; n of N by visit, measure and item."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trial.analysis import Analysis
from trial.columns import Counts
from trial.instruments.gathered import ScaleCourse
from trial.instruments.scales import ITEM_LABELS
from trial.listing import Cell, Column, Listing
from trial.study import Endpoint, PlannedVisit
from trial.subjects import Subject
from trial.visits import EXPECTED, HELD, Assessment, PlannedVisitStatus, VisitStatus


class AssessmentState(StrEnum):
    """What one assessment of one planned visit came to: exactly one of these."""

    USABLE = "usable"
    NOT_DONE = "not_done"
    """The visit was held, and it is recorded that the assessment was not done; a reason may stand beside."""
    BLANK = "blank"
    """The visit was held, and there is neither a value nor a word."""
    NOT_HELD = "not_held"
    """The visit is overdue or missed."""
    TO_COME = "to_come"
    NOT_APPLICABLE = "not_applicable"
    """The patient left before the visit."""
    NOT_REQUIRED = "not_required"


@dataclass(frozen=True, slots=True)
class Completeness:
    """Required assessments: with a usable value, not done, blank; at visits held, and at visits expected."""

    usable: int
    not_done: int
    blank: int
    held: int
    """Required at the visits held: usable + not_done + blank."""
    expected: int
    """Required at the visits expected: held, overdue or missed."""


@dataclass(frozen=True, slots=True)
class ItemCompleteness:
    """One scale: assessments with every item, items answered of all, and the items left out most, by label."""

    label: str
    assessments: int
    whole: int
    answered: int
    items: int
    missing: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One patient: for each planned visit, in the order of the study file, the state of each measure."""

    subject: Subject
    cells: tuple[PlannedVisitStatus, ...]
    states: tuple[tuple[AssessmentState, ...], ...]
    """states[visit][measure]."""
    total: Completeness


@dataclass(frozen=True, slots=True)
class Matrix:
    """Patients x visits x measures, with what it adds up to over the patients shown."""

    measures: tuple[Endpoint, ...]
    """The endpoints that some visit requires."""
    places: tuple[int, ...]
    """Their positions in the study file."""
    visits: tuple[PlannedVisit, ...]
    """All planned visits; `by_visit` and `by_both` are in their order."""
    rows: tuple[MatrixRow, ...]
    by_measure: tuple[Completeness, ...]
    by_visit: tuple[Completeness, ...]
    by_both: tuple[tuple[Completeness, ...], ...]
    """by_both[visit][measure]."""
    total: Completeness
    items: tuple[ItemCompleteness, ...]


_OPEN = {VisitStatus.DUE, VisitStatus.NOT_YET_DUE}
_USABLE, _NOT_DONE, _BLANK, _HELD, _EXPECTED = range(5)
_COUNTED = {
    AssessmentState.USABLE: (1, 0, 0, 1, 1),
    AssessmentState.NOT_DONE: (0, 1, 0, 1, 1),
    AssessmentState.BLANK: (0, 0, 1, 1, 1),
    AssessmentState.NOT_HELD: (0, 0, 0, 0, 1),
}
_UNCOUNTED = (0, 0, 0, 0, 0)


def state(cell: PlannedVisitStatus, one: Assessment | None) -> AssessmentState:
    """Say what one assessment came to; None is one that the visit does not require."""
    if one is None:
        return AssessmentState.NOT_REQUIRED
    if cell.status in HELD:
        if one.value is not None:
            return AssessmentState.USABLE
        return AssessmentState.BLANK if one.reason is None else AssessmentState.NOT_DONE
    if cell.status in EXPECTED:
        return AssessmentState.NOT_HELD
    return AssessmentState.TO_COME if cell.status in _OPEN else AssessmentState.NOT_APPLICABLE


def build(analysis: Analysis, shown: Sequence[Subject]) -> Matrix:
    """Put the matrix of the patients shown together and count it."""
    study = analysis.snapshot.study
    required = {name for visit in study.visits for name in visit.required}
    places = [place for place, endpoint in enumerate(study.endpoints) if endpoint.id in required]
    states = [[_states(cell, places) for cell in analysis.visits_of(subject.index)] for subject in shown]
    flags = [_COUNTED.get(one, _UNCOUNTED) for row in states for visit in row for one in visit]
    counts = np.array(flags, dtype=np.int64).reshape(len(shown), len(study.visits), len(places), 5)
    each = counts.sum(axis=0)
    rows = tuple(
        MatrixRow(subject, analysis.visits_of(subject.index), tuple(row), _completeness(own))
        for subject, row, own in zip(shown, states, counts.sum(axis=(1, 2)), strict=True)
    )
    return Matrix(
        measures=tuple(study.endpoints[place] for place in places),
        places=tuple(places),
        visits=study.visits,
        rows=rows,
        by_measure=tuple(map(_completeness, each.sum(axis=0))),
        by_visit=tuple(map(_completeness, each.sum(axis=1))),
        by_both=tuple(tuple(map(_completeness, visit)) for visit in each),
        total=_completeness(each.sum(axis=(0, 1))),
        items=tuple(_items(course, shown) for course in analysis.instruments.scales),
    )


def _states(cell: PlannedVisitStatus, places: Sequence[int]) -> tuple[AssessmentState, ...]:
    own = {one.endpoint: one for one in cell.assessments}
    return tuple(state(cell, own.get(place)) for place in places)


def _completeness(counts: Counts) -> Completeness:
    numbers = [int(count) for count in counts]
    return Completeness(
        numbers[_USABLE], numbers[_NOT_DONE], numbers[_BLANK], numbers[_HELD], numbers[_EXPECTED]
    )  # fmt: skip


def _items(course: ScaleCourse, shown: Sequence[Subject]) -> ItemCompleteness:
    """Count the items of every assessment with at least one item, whatever its visit."""
    scale, scores = course.scale, course.scores
    wanted = np.isin(course.assessments.subject, [subject.index for subject in shown]) & (scores.scored > 0)
    items = scores.items[wanted]
    missing = np.isnan(items).sum(axis=0).tolist()
    named = [(ITEM_LABELS[item], count) for item, count in zip(scale.items, missing, strict=True) if count]
    return ItemCompleteness(
        label=scale.label,
        assessments=len(items),
        whole=int((scores.scored[wanted] == len(scale.items)).sum()),
        answered=int(scores.scored[wanted].sum()),
        items=items.size,
        missing=tuple(sorted(named, key=lambda each: -each[1])),
    )


COLUMNS = (
    Column("subject", "Patient"),
    Column("visit_id", "Visit id"),
    Column("visit", "Visit"),
    Column("status", "Visit status"),
    Column("measure", "Assessment"),
    Column("state", "State"),
    Column("value", "Value", "number"),
    Column("reason", "Reason"),
)


def listing(analysis: Analysis, shown: Sequence[Subject]) -> Listing:
    """List every required assessment of every planned visit of the patients shown."""
    study = analysis.snapshot.study
    rows: list[tuple[Cell, ...]] = []
    for subject in shown:
        for cell in analysis.visits_of(subject.index):
            visit = study.visits[cell.visit]
            rows += [
                (
                    subject.id, visit.id, visit.label, cell.status.value, study.endpoints[one.endpoint].label,
                    state(cell, one).value, one.value, one.reason,
                )
                for one in cell.assessments
            ]  # fmt: skip
    return Listing("completeness", "Required assessments", COLUMNS, tuple(rows))
