"""The `results` document: everything computed at one cut, as plain values ready for JSON.

Numbers are unrounded; dates are ISO 8601; what cannot be given is None beside a reason. Keys and their order are the
contract with other programs.
"""

from collections.abc import Iterator
from datetime import date

from trial import historical_words, safety_document, visit_document
from trial.analysis import Analysis
from trial.calendar import complete_day
from trial.event_periods import period_text
from trial.events import Event
from trial.group.document import group
from trial.instruments import document
from trial.issues import Issue
from trial.laboratory.document import laboratory
from trial.models.document import build as models
from trial.series import Points
from trial.slopes import Change, Line
from trial.snapshot import Snapshot
from trial.subjects import Subject, SubjectId
from trial.visits import PlannedVisitStatus, UnscheduledVisit

Document = dict[str, object]


def build(analysis: Analysis) -> Document:
    """Give the whole document."""
    snapshot, study = analysis.snapshot, analysis.snapshot.study
    ids = [subject.id for subject in analysis.subjects]
    visit_ids = [visit.id for visit in study.visits]
    return {
        "study": {
            "id": study.id,
            "title": study.title,
            "synthetic": study.synthetic,
            "cut": analysis.cut.isoformat(),
            "version": snapshot.version,
        },
        "rows": rows(snapshot),
        "after_cut": dict(analysis.after_cut),
        "unused": list(snapshot.unused),
        "issues": [finding(issue) for issue in snapshot.issues],
        "subjects": [_subject(subject) for subject in analysis.subjects],
        "trajectories": list(_trajectories(analysis, ids)),
        "events": [_event(event, ids[event.subject]) for event in analysis.events],
        "visits": [_visit(visit, ids[visit.subject], visit_ids[visit.visit]) for visit in analysis.visits],
        "unscheduled": [_unscheduled(visit, ids[visit.subject]) for visit in analysis.unscheduled],
        "staging": list(document.staging(analysis.instruments.stages, ids)),
        "instruments": document.build(analysis.instruments, ids),
        **models(analysis, ids),
        "group": group(analysis),
        "safety": safety_document.build(analysis),
        **visit_document.build(analysis),
        "laboratory": laboratory(analysis),
        "historical": historical_words.document(analysis),
    }


def rows(snapshot: Snapshot) -> Document:
    """Give the row equation of every table: in = used + set_aside."""
    return {
        count.table: {"in": count.rows_in, "used": count.used, "set_aside": count.set_aside}
        for count in snapshot.ledger
    }


def finding(issue: Issue) -> Document:
    """Give one finding as the document and `check --json` show it."""
    return {
        "severity": issue.severity.value,
        "table": issue.table,
        "file": issue.file,
        "column": issue.column,
        "rows": list(issue.rows),
        "text": issue.text,
        "remedy": issue.remedy,
    }


def _subject(subject: Subject) -> Document:
    return {
        "id": subject.id,
        "usubjid": subject.usubjid,
        "infusion": _iso(subject.anchor),
        "last_day": subject.last_day,
        "status": subject.status.value,
    }


def _trajectories(analysis: Analysis, ids: list[SubjectId]) -> Iterator[Document]:
    """Give one entry for each subject and endpoint, also with no points."""
    endpoints, fits = analysis.snapshot.study.endpoints, analysis.fits
    points = _points(analysis.points)
    offsets = analysis.points.offsets.tolist()
    for pair in range(len(fits)):
        subject, endpoint = divmod(pair, len(endpoints))
        yield {
            "subject": ids[subject],
            "endpoint": endpoints[endpoint].id,
            "unit": endpoints[endpoint].unit,
            "points": points[offsets[pair] : offsets[pair + 1]],
            "pre": _line(fits.pre(pair)),
            "post": _line(fits.post(pair)),
            "change": _change(fits.change(pair)),
        }


def _points(points: Points) -> list[Document]:
    columns = zip(
        points.day.tolist(), points.value.tolist(), points.date, points.visit, points.used.tolist(), points.reason,
        strict=True,
    )  # fmt: skip
    return [
        {
            "day": int(day) if day == day else None,  # NaN is the one number unlike itself
            "value": value,
            "date": date_text,
            "visit": visit,
            "used": used,
            "reason": reason,
        }
        for day, value, date_text, visit, used, reason in columns
    ]


def _line(line: Line) -> Document:
    """Give one line. Its reason stands for numbers that are missing; an interval without width has all of them."""
    return {
        "n": line.n,
        "slope": line.slope,
        "se": line.se,
        "lower": line.lower,
        "upper": line.upper,
        "span_days": line.span_days,
        "reason": line.reason if line.se is None else None,
    }


def _change(change: Change) -> Document:
    return {
        "method": change.method,
        "pre": change.pre,
        "post": change.post,
        "estimate": change.estimate,
        "se": change.se,
        "lower": change.lower,
        "upper": change.upper,
        "df": change.df,
        "p": change.p,
        "reason": change.reason,
    }


def _event(event: Event, subject: str) -> Document:
    return {
        "subject": subject,
        "seq": event.seq,
        "term": event.term,
        "start_day": event.start_day,
        "end_day": event.end_day,
        "ongoing": event.ongoing,
        "grade": event.grade,
        "serious": event.serious,
        "related": event.related,
        "emergent": event.emergent,
        "start_date": _day(event.start_date),
        "end_date": _day(event.end_date),
        "procedure_emergent": event.procedure_emergent,
        "aesi": event.aesi,
        "related_cells": event.related_cells,
        "related_procedure": event.related_procedure,
        "related_aspiration": event.related_aspiration,
        "period": period_text(event.periods),
        "imputed": event.imputed,
        "procedure_imputed": event.procedure_imputed,
    }


def _visit(visit: PlannedVisitStatus, subject: str, visit_id: str) -> Document:
    return {
        "subject": subject,
        "visit": visit_id,
        "status": visit.status.value,
        "target": _iso(visit.target),
        "window": None if visit.window is None else [day.isoformat() for day in visit.window],
        "actual": _iso(visit.actual),
        "days_off": visit.days_off,
        "days_to_window_end": visit.days_to_window_end,
        "required": visit.required,
        "completed": visit.completed,
        "optimal": None if visit.optimal is None else [day.isoformat() for day in visit.optimal],
        "in_optimal": visit.in_optimal,
    }


def _unscheduled(visit: UnscheduledVisit, subject: str) -> Document:
    return {
        "subject": subject,
        "visitnum": visit.visitnum,
        "visit": visit.visit,
        "date": visit.date,
        "day": visit.day,
    }


def _day(written: str | None) -> str | None:
    """Drop the time of a complete date; a partial one stays as written."""
    day = complete_day(written)
    return written if day is None else day.isoformat()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
