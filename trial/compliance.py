"""The visits view: planned visits of the patients shown against those held; n of N by patient, by visit and in all."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from trial import completeness_matrix, visit_listing
from trial.analysis import Analysis
from trial.columns import Counts
from trial.completeness_matrix import Matrix
from trial.deviations import gathered
from trial.due_visits import DueVisit, due_visits
from trial.listing import Listing
from trial.open_visit import OpenVisit, open_visit
from trial.selection import Selection, selected_subjects
from trial.selection_words import describe
from trial.study import PlannedVisit
from trial.subjects import Subject
from trial.visit_calendar import calendar_file
from trial.visits import EXPECTED, HELD, Compliance, PlannedVisitStatus, UnscheduledVisit, VisitStatus


@dataclass(frozen=True, slots=True)
class Row:
    """One patient: a cell for each planned visit, in the order of the study file, and the patient's own n of N."""

    subject: Subject
    cells: tuple[PlannedVisitStatus, ...]
    margin: Compliance


@dataclass(frozen=True, slots=True)
class ComplianceGrid:
    """The patients that the selection keeps, with everything counted over them alone.

    Expected visits are held, overdue or missed ones: attendance is held / expected, window compliance is
    in window / expected. Due, not yet due and not applicable ones are not expected (domain rule 5.2).
    """

    planned: tuple[PlannedVisit, ...]
    anchor_label: str
    cut: date
    rows: tuple[Row, ...]
    by_visit: tuple[Compliance, ...]
    total: Compliance
    overdue: int
    missed: int
    oldest_overdue: int
    """Days since the window of the longest overdue visit closed; 0 without one."""
    due: tuple[DueVisit, ...]
    """Overdue, due and each patient's next visit to come, most urgent first."""
    undated: int
    """Patients shown who may yet have visits but no day to count them from."""
    unscheduled: tuple[UnscheduledVisit, ...]
    everybody: int
    filters: tuple[str, ...]


def build(analysis: Analysis, selection: Selection) -> ComplianceGrid:
    """Put the cells of the patients shown together and count them."""
    study = analysis.snapshot.study
    shown = selected_subjects(selection, analysis)
    counts = _counts(analysis)[[subject.index for subject in shown]]
    rows = tuple(
        Row(subject, analysis.visits_of(subject.index), _compliance(margin))
        for subject, margin in zip(shown, counts.sum(axis=1).tolist(), strict=True)
    )
    statuses = [cell.status for row in rows for cell in row.cells]
    due = due_visits(analysis, shown)
    wanted = {subject.index for subject in shown}
    return ComplianceGrid(
        planned=study.visits,
        anchor_label=study.anchor.label,
        cut=analysis.cut,
        rows=rows,
        by_visit=tuple(map(_compliance, counts.sum(axis=0).tolist())),
        total=_compliance(counts.sum(axis=(0, 1)).tolist()),
        overdue=statuses.count(VisitStatus.OVERDUE),
        missed=statuses.count(VisitStatus.MISSED),
        oldest_overdue=max((one.days for one in due if one.cell.status is VisitStatus.OVERDUE), default=0),
        due=due,
        undated=sum(subject.anchor is None and not subject.has_left for subject in shown),
        unscheduled=tuple(visit for visit in analysis.unscheduled if visit.subject in wanted),
        everybody=len(analysis.subjects),
        filters=describe(selection, analysis),
    )


def opened(analysis: Analysis, selection: Selection) -> OpenVisit | None:
    """Give the visit that the selection has open, None when none is."""
    return open_visit(analysis, selection)


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the planned and the unscheduled visits of the patients shown, with every date and reason."""
    return visit_listing.listing(analysis, selected_subjects(selection, analysis))


def completeness(analysis: Analysis, selection: Selection) -> Matrix:
    """Give what the required assessments of the patients shown came to."""
    return completeness_matrix.build(analysis, selected_subjects(selection, analysis))


def completeness_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the required assessments of the patients shown."""
    return completeness_matrix.listing(analysis, selected_subjects(selection, analysis))


def deviations_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the protocol deviations of the patients shown, each with its rule and the record behind it."""
    return gathered.listing(analysis, selected_subjects(selection, analysis))


def calendar(analysis: Analysis, selection: Selection) -> bytes:
    """Give the coming windows of the patients shown as an iCalendar file."""
    return calendar_file(analysis, selected_subjects(selection, analysis))


_COUNTED = {status: (status is VisitStatus.IN_WINDOW, status in HELD, status in EXPECTED) for status in VisitStatus}


def _counts(analysis: Analysis) -> Counts:
    """Give of each subject and planned visit whether it is in window, held, expected (1 or 0)."""
    flags = [_COUNTED[cell.status] for cell in analysis.visits]
    size = len(analysis.snapshot.study.visits)
    return np.array(flags, dtype=np.int64).reshape(len(analysis.subjects), size, 3)


def _compliance(counts: list[int]) -> Compliance:
    in_window, held, expected = counts
    return Compliance(in_window, held, expected)
