"""The open cell: one planned visit of one patient with its dates, its assessments and the rule behind its status."""

from dataclasses import dataclass
from datetime import date

from trial.analysis import Analysis
from trial.event_words import sentence_case
from trial.patient_visits import patient_visits
from trial.selection import Selection, selected_subjects
from trial.study import FROM_INFUSION, PlannedVisit
from trial.subjects import Subject
from trial.visits import HELD, Compliance, PlannedVisitStatus, VisitStatus, compliance
from trial.words import date_text, day_text, days_text, inner, number, range_text, share


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One required endpoint: its value with the unit, or why there is none. Of a visit to come neither is known."""

    label: str
    value: str
    missing: str
    """Why there is no value: "not done: too weak", "no record"; "" with a value or while none is expected."""


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """Everything about one cell."""

    subject: Subject
    planned: PlannedVisit
    cell: PlannedVisitStatus
    anchor: date | None
    cut: date
    state: str
    """The status in words: "Overdue by 3 days"."""
    facts: tuple[tuple[str, str], ...]
    assessments: tuple[AssessmentLine, ...]
    patient: Compliance
    before: PlannedVisit | None
    """The planned visits before and after this one, in the order of the study file."""
    after: PlannedVisit | None
    is_shown: bool
    """Whether the filters keep the patient."""


def visit_key(subject: Subject, planned: PlannedVisit) -> str:
    """Give what the address calls a cell."""
    return f"{subject.id}:{planned.id}"


def open_visit(analysis: Analysis, selection: Selection) -> OpenVisit | None:
    """Find the cell that the selection names; None when it names none that these data have."""
    subject_id, _, visit_id = (selection.visit or "").rpartition(":")
    visits = analysis.snapshot.study.visits
    place = next((place for place, planned in enumerate(visits) if planned.id == visit_id), None)
    subject = next((one for one in analysis.subjects if one.id == subject_id), None)
    if subject is None or place is None:
        return None
    own = analysis.visits_of(subject.index)
    return OpenVisit(
        subject=subject,
        planned=visits[place],
        cell=own[place],
        anchor=subject.anchor,
        cut=analysis.cut,
        state=state_words(own[place]),
        facts=_facts(analysis, subject, visits[place], own[place]),
        assessments=_assessments(analysis, own[place]),
        patient=compliance(own),
        before=visits[place - 1] if place else None,
        after=visits[place + 1] if place + 1 < len(visits) else None,
        is_shown=any(one.index == subject.index for one in selected_subjects(selection, analysis)),
    )


def state_words(cell: PlannedVisitStatus) -> str:
    """Say the status in a few words: "Overdue by 3 days"."""
    off, left = cell.days_off, cell.days_to_window_end
    match cell.status:
        case VisitStatus.IN_WINDOW:
            return "In window" if cell.window is not None else "Held"
        case VisitStatus.EARLY:
            return f"{days_text(-off)} early" if off else "Early"
        case VisitStatus.LATE:
            return f"{days_text(off)} late" if off else "Late"
        case VisitStatus.DUE:
            return f"Due, {days_text(left)} left" if left else "Due, last day of the window"
        case VisitStatus.OVERDUE:
            return f"Overdue by {days_text(-left)}" if left else "Overdue"
        case VisitStatus.MISSED:
            return "Missed"
        case VisitStatus.NOT_YET_DUE:
            return "Not yet due" if cell.window is not None else "Not dated yet"
    return f"Not applicable: {cell.reason}" if cell.reason else "Not applicable"


def _facts(
    analysis: Analysis, subject: Subject, planned: PlannedVisit, cell: PlannedVisitStatus
) -> tuple[tuple[str, str], ...]:
    """Give label and text of everything known; a text of "" is left out."""
    unscheduled = [one for one in analysis.unscheduled if one.subject == subject.index]
    visits = patient_visits(analysis, subject, unscheduled)
    target = "" if cell.target is None else f"{date_text(cell.target)}, {_planned_day(analysis, planned)}"
    last = f"{date_text(visits.last[1])}, {visits.last[0].lower()}" if visits.last else "None"
    facts = (
        ("Target", target),
        ("Window", "" if cell.window is None else range_text(*cell.window)),
        ("Optimal", "" if cell.optimal is None else range_text(*cell.optimal)),
        ("Held on", _held(cell)),
        ("Contact", sentence_case(cell.contact or "")),
        ("Opens", _opens(analysis, cell)),
        ("Reason", _reason(cell)),
        ("Last visit", "" if cell.status in HELD else last),
        ("Patient", f"{share(visits.in_window, visits.expected)} in window" if visits.expected else ""),
    )
    return tuple((label, text) for label, text in facts if text)


def _planned_day(analysis: Analysis, planned: PlannedVisit) -> str:
    """Say the planned day: "day 14", or "16 days from week 2" for a visit counted from another one."""
    if planned.origin == FROM_INFUSION:
        return day_text(planned.day)
    origin = analysis.snapshot.study.visit(planned.origin)
    label = origin.label if origin is not None else planned.origin
    return f"{number(planned.days_from_origin, 0)} days from {inner(label)}"


def _held(cell: PlannedVisitStatus) -> str:
    if cell.actual is None:
        return "A day that is not certain" if cell.status in HELD else ""
    return (
        date_text(cell.actual) if cell.actual_day is None else f"{date_text(cell.actual)}, {day_text(cell.actual_day)}"
    )


def _opens(analysis: Analysis, cell: PlannedVisitStatus) -> str:
    if cell.status is not VisitStatus.NOT_YET_DUE or cell.window is None:
        return ""
    return f"In {days_text((cell.window[0] - analysis.cut).days)}"


def _reason(cell: PlannedVisitStatus) -> str:
    if cell.status in (VisitStatus.MISSED, VisitStatus.OVERDUE):
        return sentence_case(cell.reason) if cell.reason else "None recorded"
    return sentence_case(cell.reason) if cell.reason else ""


def _assessments(analysis: Analysis, cell: PlannedVisitStatus) -> tuple[AssessmentLine, ...]:
    found: list[AssessmentLine] = []
    for one in cell.assessments:
        endpoint = analysis.snapshot.study.endpoints[one.endpoint]
        if one.value is not None:
            unit = "%" if endpoint.unit.startswith("%") else endpoint.unit
            found.append(AssessmentLine(endpoint.label, f"{number(one.value, endpoint.decimals)} {unit}".strip(), ""))
        else:
            found.append(AssessmentLine(endpoint.label, "", _missing(cell, one.reason)))
    return tuple(found)


def _missing(cell: PlannedVisitStatus, reason: str | None) -> str:
    if reason is not None:
        plain = reason.lower() if reason.isupper() else reason
        return plain if plain.lower().startswith("not done") else f"not done: {plain}"
    return "no record" if cell.status in HELD else ""
