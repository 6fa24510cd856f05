"""One row of the overview: why a patient is here, events, slopes and visits, each in short."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from trial.analysis import Analysis
from trial.attention import Attention, Level, Reason
from trial.courses import Courses, SlopeCell, end_of_follow_up
from trial.event_words import is_severe
from trial.events import Event
from trial.patient_visits import PatientVisits, patient_visits
from trial.primary import Primary
from trial.selection import Selection, kept_of_patient, selected_endpoints
from trial.standing import standing
from trial.subjects import Subject, SubjectId, SubjectStatus
from trial.visits import UnscheduledVisit, VisitStatus

Record = TypeVar("Record", Event, UnscheduledVisit)
Mark = tuple[int | None, bool]
"""Grade (None: not recorded) of an event, and whether it is serious."""


@dataclass(frozen=True, slots=True)
class EventCounts:
    """One patient's events. All but `all` are of those that the event filters keep; `marks` go worst first."""

    all: int
    matching: int
    serious: int
    severe: int
    """Of grade 3 and up."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One patient. `day` counts from the anchor: of the end once the patient has left, else of the cut."""

    id: SubjectId
    status: SubjectStatus
    level: Level
    reasons: tuple[Reason, ...]
    day: int | None
    has_left: bool
    last_day: int | None
    """Day of the last contact."""
    primary: Primary
    events: EventCounts
    slopes: tuple[SlopeCell, ...]
    visits: PatientVisits
    end_month: float | None
    """Month in which follow-up ended, of the cut while on study."""


class Rows:
    """Makes the rows of any patients of one analysis."""

    def __init__(self, analysis: Analysis, selection: Selection, attention: Sequence[Attention]) -> None:
        """Sort events and visits to their patients once."""
        self._analysis, self._selection, self._attention = analysis, selection, attention
        self.courses, self.endpoints = Courses(analysis), selected_endpoints(selection, analysis)
        self._events: Mapping[int, list[Event]] = _by_subject(analysis.events)
        self._unscheduled: Mapping[int, list[UnscheduledVisit]] = _by_subject(analysis.unscheduled)

    def row(self, subject: Subject) -> Row:
        """Make the row of one patient."""
        events = self._events.get(subject.index, [])
        visits = patient_visits(self._analysis, subject, self._unscheduled.get(subject.index, []))
        weighed = self._attention[subject.index]
        return Row(
            id=subject.id,
            status=subject.status,
            level=weighed.level,
            reasons=weighed.reasons or (self._standing(subject, events, visits),),
            day=subject.day_reached(self._analysis.cut),
            has_left=subject.has_left,
            last_day=subject.last_day,
            primary=self._analysis.primary[subject.index],
            events=_counts(events, self._selection),
            slopes=tuple(self.courses.cell(subject.index, endpoint) for endpoint in self.endpoints),
            visits=visits,
            end_month=end_of_follow_up(subject, self._analysis.cut),
        )

    def _standing(self, subject: Subject, events: Sequence[Event], visits: PatientVisits) -> Reason:
        missed = [mark.label for mark in visits.marks if mark.status is VisitStatus.MISSED]
        return standing(subject, events, missed, self._analysis.snapshot.study.anchor.label)


def _by_subject(records: Sequence[Record]) -> Mapping[int, list[Record]]:
    found = defaultdict[int, list[Record]](list)
    for record in records:
        found[record.subject].append(record)
    return found


def _counts(events: Sequence[Event], selection: Selection) -> EventCounts:
    own = kept_of_patient(selection, events)
    marks: list[Mark] = [(event.grade, bool(event.serious)) for event in own]
    return EventCounts(
        all=len(events),
        matching=len(own),
        serious=sum(serious for _, serious in marks),
        severe=sum(is_severe(event) for event in own),
        marks=tuple(sorted(marks, key=lambda mark: (-(mark[0] or 0), not mark[1]))),
    )
