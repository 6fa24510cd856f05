"""The coming visit windows as an iCalendar file (RFC 5545): study ids only, and the same bytes for the same cut.

Each window that is open or yet to come is an event of whole days, from its first to its last day. DTSTAMP is the data
cut, never the clock; the UID is study, patient and visit, so that a later file moves an event in place of adding one.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from trial.analysis import Analysis
from trial.patient_visits import STATUS_WORDS
from trial.subjects import Subject
from trial.visits import PlannedVisitStatus, VisitStatus
from trial.words import SYNTHETIC_MARK, date_text

COMING = frozenset({VisitStatus.DUE, VisitStatus.NOT_YET_DUE})
PRODUCT = "-//trial-monitor//visit windows//EN"


def coming(analysis: Analysis, shown: Sequence[Subject]) -> Iterator[tuple[Subject, PlannedVisitStatus]]:
    """Give the windows that are open at the cut or lie after it, by patient and plan."""
    for subject in shown:
        for cell in analysis.visits_of(subject.index):
            if cell.status in COMING and cell.window is not None:
                yield subject, cell


def calendar_file(analysis: Analysis, shown: Sequence[Subject]) -> bytes:
    """Write the file for the patients shown."""
    study = analysis.snapshot.study
    mark = f"{SYNTHETIC_MARK}: " if study.synthetic else ""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{mark}{study.id}, visit windows at {analysis.cut.isoformat()}")
    for subject, cell in coming(analysis, shown):
        calendar.add_component(_event(analysis, subject, cell, mark))
    text: bytes = calendar.to_ical()
    return text


def _event(analysis: Analysis, subject: Subject, cell: PlannedVisitStatus, mark: str) -> Event:
    study, planned = analysis.snapshot.study, analysis.snapshot.study.visits[cell.visit]
    event = Event()
    event.add("uid", f"{study.id}.{subject.id}.{planned.id}")
    event.add("dtstamp", datetime.combine(analysis.cut, time(), UTC))
    event.add("summary", f"{mark}{subject.id} {planned.label}")
    if cell.window is not None:
        event.add("dtstart", cell.window[0])
        event.add("dtend", cell.window[1] + timedelta(days=1))  # the day after the last: RFC 5545, 3.6.1
    target = "" if cell.target is None else f"Target {date_text(cell.target)}. "
    status = f"{STATUS_WORDS[cell.status].capitalize()} at the data cut, {date_text(analysis.cut)}."
    event.add("description", target + status)
    event.add("transp", "TRANSPARENT")
    return event
