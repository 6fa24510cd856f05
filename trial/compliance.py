"""The visits view: planned against held visits of the selected patients."""

from dataclasses import dataclass

from trial.analysis import Analysis
from trial.listing import Column, Listing
from trial.selection import Selection, selected_subjects
from trial.visits import PlannedVisitStatus


@dataclass(frozen=True, slots=True)
class ComplianceGrid:
    """The cells that the selection keeps."""

    cells: tuple[PlannedVisitStatus, ...]


def build(analysis: Analysis, selection: Selection) -> ComplianceGrid:
    """Keep the cells of the selection."""
    shown = {subject.index for subject in selected_subjects(selection, analysis)}
    return ComplianceGrid(tuple(cell for cell in analysis.visits if cell.subject in shown))


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the planned visits of the selection."""
    planned = analysis.snapshot.study.visits
    columns = (Column("subject", "Patient"), Column("visit", "Visit"), Column("status", "Status"))
    rows = tuple(
        (analysis.subjects[cell.subject].id, planned[cell.visit].label, str(cell.status))
        for cell in build(analysis, selection).cells
    )
    return Listing("visits", "Planned visits", columns, rows)
