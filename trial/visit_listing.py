"""The listing of visits: a row for each planned and each unscheduled visit, with every date, count and reason."""

from collections import defaultdict
from collections.abc import Sequence

from trial.analysis import Analysis
from trial.listing import Cell, Column, Listing
from trial.patient_visits import STATUS_WORDS
from trial.subjects import Subject
from trial.visit_status import DayTexts, rule
from trial.visits import Assessment, PlannedVisitStatus, UnscheduledVisit

COLUMNS = (
    Column("subject", "Patient"),
    Column("subject_status", "Patient status"),
    Column("visit_id", "Visit id"),
    Column("visitnum", "VISITNUM", "number"),
    Column("visit", "Visit"),
    Column("status", "Visit status"),
    Column("days_off", "Days off window", "number", 0),
    Column("left", "Days to window end", "number", 0),
    Column("target", "Target"),
    Column("target_day", "Target day", "number", 0),
    Column("opens", "Window from"),
    Column("closes", "Window to"),
    Column("best_from", "Optimal from"),
    Column("best_to", "Optimal to"),
    Column("in_best", "In optimal window"),
    Column("actual", "Held on"),
    Column("actual_day", "Day held", "number", 0),
    Column("contact", "Contact"),
    Column("reason", "Reason"),
    Column("completed", "Assessments done", "number", 0),
    Column("required", "Assessments required", "number", 0),
    Column("missing", "Without a value"),
    Column("rule", "Rule"),
)
TITLE = "Planned and unscheduled visits"
UNSCHEDULED = "Unscheduled"
NOTE = (
    "Days off window: negative is early, positive is late, 0 is inside. Days to window end are counted from the day "
    "held, else from the data cut; negative is after the window."
)


def listing(analysis: Analysis, shown: Sequence[Subject]) -> Listing:
    """List the visits of the patients shown: planned ones in the order of the study file, then unscheduled ones."""
    writer = _Writer(analysis)
    unscheduled = defaultdict[int, list[UnscheduledVisit]](list)
    for visit in analysis.unscheduled:
        unscheduled[visit.subject].append(visit)
    size = len(analysis.snapshot.study.visits)
    rows: list[tuple[Cell, ...]] = []
    for subject in shown:
        own = analysis.visits[subject.index * size : (subject.index + 1) * size]
        rows += [writer.planned(subject, cell) for cell in own]
        rows += [_unplanned(subject, visit) for visit in unscheduled[subject.index]]
    return Listing("visits", TITLE, COLUMNS, tuple(rows), NOTE)


class _Writer:
    """Writes rows of planned visits."""

    def __init__(self, analysis: Analysis) -> None:
        study = analysis.snapshot.study
        self._planned = study.visits
        self._endpoints = [endpoint.label for endpoint in study.endpoints]
        self._texts = DayTexts()

    def planned(self, subject: Subject, cell: PlannedVisitStatus) -> tuple[Cell, ...]:
        """Write one planned visit."""
        visit = self._planned[cell.visit]
        opens, closes = cell.window or (None, None)
        best_from, best_to = cell.optimal or (None, None)
        return (
            subject.id,
            subject.status.capitalize(),
            visit.id,
            visit.visitnum,
            visit.label,
            STATUS_WORDS[cell.status].capitalize(),
            cell.days_off,
            cell.days_to_window_end,
            cell.target.isoformat() if cell.target else None,
            (cell.target - subject.anchor).days if cell.target and subject.anchor else None,
            opens.isoformat() if opens else None,
            closes.isoformat() if closes else None,
            best_from.isoformat() if best_from else None,
            best_to.isoformat() if best_to else None,
            cell.in_optimal,
            cell.actual.isoformat() if cell.actual else None,
            cell.actual_day,
            cell.contact,
            cell.reason,
            cell.completed,
            cell.required,
            self._missing(cell.assessments) if cell.actual is not None and cell.completed < cell.required else None,
            rule(cell.facts, self._texts),
        )

    def _missing(self, assessments: Sequence[Assessment]) -> str:
        """Name what has no value at a visit that was held, each with the site's reason."""
        return "; ".join(
            f"{self._endpoints[one.endpoint]}: {one.reason or 'no record'}" for one in assessments if one.value is None
        )


def _unplanned(subject: Subject, visit: UnscheduledVisit) -> tuple[Cell, ...]:
    blank: dict[str, Cell] = dict.fromkeys(column.key for column in COLUMNS)
    filled: dict[str, Cell] = {
        "subject": subject.id,
        "subject_status": subject.status.capitalize(),
        "visitnum": visit.visitnum,
        "visit": visit.visit or "Unscheduled",
        "status": UNSCHEDULED,
        "actual": visit.date,
        "actual_day": visit.day,
        "rule": "Held, and not a visit of the protocol.",
    }
    return tuple((blank | filled).values())
