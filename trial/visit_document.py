"""The keys compliance, completeness, due, deviations and not_judged of the `results` document."""

from collections.abc import Sequence
from datetime import date

from trial import completeness_matrix
from trial.analysis import Analysis
from trial.completeness_matrix import Completeness, ItemCompleteness
from trial.data_entry import EntryLag, entry_lag
from trial.deviations import gathered
from trial.deviations.found import RULES, Deviation
from trial.due_visits import days_counted
from trial.subjects import Subject
from trial.visit_offsets import Offsets, offsets
from trial.visits import PlannedVisitStatus, VisitStatus

Document = dict[str, object]
_ORDER = (VisitStatus.OVERDUE, VisitStatus.DUE, VisitStatus.NOT_YET_DUE)


def build(analysis: Analysis) -> Document:
    """Give the keys, over all patients."""
    people = analysis.subjects
    matrix = completeness_matrix.build(analysis, people)
    found = gathered.build(analysis)
    return {
        "compliance": _compliance(analysis),
        "completeness": {
            "total": _completeness(matrix.total),
            "by_measure": [
                {"endpoint": endpoint.id, **_completeness(own)}
                for endpoint, own in zip(matrix.measures, matrix.by_measure, strict=True)
            ],
            "by_visit": [
                {"visit": visit.id, **_completeness(own)}
                for visit, own in zip(matrix.visits, matrix.by_visit, strict=True)
            ],
            "by_subject": [{"subject": row.subject.id, **_completeness(row.total)} for row in matrix.rows],
            "items": [_items(each) for each in matrix.items],
        },
        "due": _due(analysis),
        "deviations": [_deviation(one, people) for one in found.found],
        "not_judged": [{"rule": each.rule.value, "reason": each.reason} for each in found.unjudged],
    }


def _compliance(analysis: Analysis) -> Document:
    """Count by subject, by visit and in all; what is not expected counts nowhere."""
    visits = analysis.snapshot.study.visits
    by_subject = [
        {"subject": subject.id, **_margin(analysis.visits_of(subject.index), analysis.cut)}
        for subject in analysis.subjects
    ]
    by_visit = [
        {"visit": visit.id, **_margin(analysis.visits[place :: len(visits)], analysis.cut)}
        for place, visit in enumerate(visits)
    ]
    everything, of_each = offsets(analysis, analysis.subjects)
    return {
        "total": _margin(analysis.visits, analysis.cut),
        "by_subject": by_subject,
        "by_visit": by_visit,
        "offsets": [_offsets(own) for own in (everything, *of_each)],
        "data_entry": _entry(analysis),
    }


def _margin(cells: Sequence[PlannedVisitStatus], cut: date) -> Document:
    statuses = [cell.status for cell in cells]
    count = {status: statuses.count(status) for status in VisitStatus}
    early, inside, late = (count[one] for one in (VisitStatus.EARLY, VisitStatus.IN_WINDOW, VisitStatus.LATE))
    attended = early + inside + late
    expected = attended + count[VisitStatus.OVERDUE] + count[VisitStatus.MISSED]
    overdue = [
        (cut - cell.window[1]).days for cell in cells if cell.status is VisitStatus.OVERDUE and cell.window is not None
    ]
    return {
        "expected": expected,
        "attended": attended,
        "in_window": inside,
        "early": early,
        "late": late,
        "overdue": count[VisitStatus.OVERDUE],
        "missed": count[VisitStatus.MISSED],
        "percent": _percent(inside, expected),
        "attended_percent": _percent(attended, expected),
        "in_window_of_attended_percent": _percent(inside, attended),
        "oldest_overdue_days": max(overdue, default=None),
    }


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _offsets(own: Offsets) -> Document:
    return {
        "visit": None if own.planned is None else own.planned.id,
        "n": len(own.each),
        "early": own.early,
        "in_window": own.inside,
        "late": own.late,
        "least": own.least,
        "lower": own.lower,
        "median": own.median,
        "upper": own.upper,
        "most": own.most,
    }


def _entry(analysis: Analysis) -> Document:
    lag = entry_lag(analysis, analysis.subjects)
    nothing: Document = dict.fromkeys(("n", "median", "longest", "unentered", "before_visit", "reason"))
    if not isinstance(lag, EntryLag):
        return nothing | {"reason": lag}
    return nothing | {
        "n": len(lag.days),
        "median": lag.median,
        "longest": lag.longest,
        "unentered": lag.unentered,
        "before_visit": lag.before,
    }


def _completeness(own: Completeness) -> Document:
    return {
        "usable": own.usable,
        "not_done": own.not_done,
        "blank": own.blank,
        "held": own.held,
        "expected": own.expected,
        "percent": _percent(own.usable, own.held),
        "of_expected_percent": _percent(own.usable, own.expected),
    }


def _items(own: ItemCompleteness) -> Document:
    return {
        "scale": own.label,
        "assessments": own.assessments,
        "whole": own.whole,
        "answered": own.answered,
        "items": own.items,
        "percent": _percent(own.answered, own.items),
    }


def _due(analysis: Analysis) -> list[Document]:
    """Give every visit overdue, due or to come that has a window, the most urgent first."""
    visits, people = analysis.snapshot.study.visits, analysis.subjects
    found: list[tuple[tuple[int, int, str, int], Document]] = []
    for cell in analysis.visits:
        days = days_counted(cell, analysis.cut) if cell.status in _ORDER else None
        if days is None or cell.window is None:
            continue
        subject, visit = people[cell.subject], visits[cell.visit]
        urgency = -days if cell.status is VisitStatus.OVERDUE else days
        entry: Document = {
            "subject": subject.id,
            "visit": visit.id,
            "status": cell.status.value,
            "from": cell.window[0].isoformat(),
            "to": cell.window[1].isoformat(),
            "days": days,
        }
        found.append(((_ORDER.index(cell.status), urgency, subject.id, cell.visit), entry))
    return [entry for _, entry in sorted(found, key=lambda each: each[0])]


def _deviation(one: Deviation, people: Sequence[Subject]) -> Document:
    return {
        "rule": one.rule.value,
        "text": RULES[one.rule],
        "important": one.important,
        "subject": people[one.subject].id,
        "date": one.date,
        "detail": one.detail,
        "visit": one.visit,
        "table": one.source.table if one.source else None,
        "file": one.source.file if one.source else None,
        "row": one.source.row if one.source else None,
    }
