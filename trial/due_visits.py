"""What comes next at the data cut: visits overdue, visits due, and each patient's next visit to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trial.analysis import Analysis
from trial.study import PlannedVisit
from trial.subjects import Subject
from trial.visits import PlannedVisitStatus, VisitStatus
from trial.words import date_text, days_text

_ORDER = {VisitStatus.OVERDUE: 0, VisitStatus.DUE: 1, VisitStatus.NOT_YET_DUE: 2}


@dataclass(frozen=True, slots=True)
class DueVisit:
    """One visit to come. `days` are late (overdue), left (due) or until the window opens (not yet due)."""

    subject: Subject
    planned: PlannedVisit
    cell: PlannedVisitStatus
    days: int

    @property
    def finding(self) -> str:
        """Say how urgent it is: "3 days overdue"."""
        match self.cell.status:
            case VisitStatus.OVERDUE:
                return f"{days_text(self.days)} overdue"
            case VisitStatus.DUE:
                return f"{days_text(self.days)} left" if self.days else "Last day of the window"
            case _:
                return f"Opens in {days_text(self.days)}"

    @property
    def detail(self) -> str:
        """Say what follows when nothing is recorded, "" where nothing does."""
        if self.cell.status is VisitStatus.OVERDUE and self.cell.missed_after is not None:
            return f"missed after {date_text(self.cell.missed_after)}"
        return ""


def due_visits(analysis: Analysis, shown: Sequence[Subject]) -> tuple[DueVisit, ...]:
    """List overdue and due visits and each patient's next one, most urgent first: longest overdue, least days left."""
    planned = analysis.snapshot.study.visits
    found: list[DueVisit] = []
    for subject in shown:
        coming: list[DueVisit] = []
        for cell in analysis.visits_of(subject.index):
            if cell.status in _ORDER and (days := days_counted(cell, analysis.cut)) is not None:
                due = DueVisit(subject, planned[cell.visit], cell, days)
                (coming if cell.status is VisitStatus.NOT_YET_DUE else found).append(due)
        found += sorted(coming, key=lambda one: one.days)[:1]
    return tuple(sorted(found, key=_urgency))


def _urgency(one: DueVisit) -> tuple[int, int, str]:
    days = -one.days if one.cell.status is VisitStatus.OVERDUE else one.days
    return _ORDER[one.cell.status], days, one.subject.id


def days_counted(cell: PlannedVisitStatus, cut: date) -> int | None:
    """Give days late for an overdue visit, days left in an open window, days until a window opens."""
    if cell.window is None:
        return None
    match cell.status:
        case VisitStatus.OVERDUE:
            return (cut - cell.window[1]).days
        case VisitStatus.DUE:
            return (cell.window[1] - cut).days
        case _:
            return (cell.window[0] - cut).days
