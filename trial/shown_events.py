"""Which events the safety view shows, whose they are, in which order and on which page."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.event_course import EventCourse, Observed, course, observed, reaches
from trial.events import Event
from trial.primary import PrimaryStatus, meaning
from trial.selection import Alignment, Selection, Sort, matches, selected_subjects
from trial.subjects import Subject

FEW_PATIENTS = 12
"""Up to this many patients each has lanes, also without an event."""
PATIENTS_PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """One event that the filters keep. `course` is in days since 1970-01-01, None where its start is not known."""

    event: Event
    subject: Subject
    key: str
    course: EventCourse | None
    primary: PrimaryStatus | None
    """What it means for the primary safety endpoint: an event, or pending; None where it is not counted."""
    page: int


@dataclass(frozen=True, slots=True)
class ShownEvents:
    """The events kept, and the patients who have lanes; both in the order of the lanes."""

    patients: tuple[Subject, ...]
    """Those that the patient filters keep, in subject order."""
    observed: Mapping[int, Observed]
    """By subject.index, of every patient of the study."""
    courses: tuple[EventCourse | None, ...]
    """Of every event of the study, in the order of the analysis."""
    events: tuple[ShownEvent, ...]
    lanes: tuple[Subject, ...]
    quiet: tuple[Subject, ...]
    """Patients shown who have no lanes, because they have no event that is kept."""
    few: bool
    sort: Sort
    """The order in which they stand; never USUAL."""
    page: int
    pages: int


def key_of(subject: Subject, event: Event) -> str:
    """Give what names an event in the address: "01-004:3"."""
    return f"{subject.id}:{event.seq}"


def shown_events(analysis: Analysis, selection: Selection) -> ShownEvents:
    """Keep the events of the selection.

    Up to FEW_PATIENTS patients all have lanes; of more, those with an event, and they fill pages. They stand in the
    order asked for; the usual one is the id for few, the worst first for many. A range of months keeps what lies in it
    or may.
    """
    patients = selected_subjects(selection, analysis)
    seen = {subject.index: observed(subject, analysis.cut) for subject in analysis.subjects}
    courses = tuple(course(event, seen[event.subject]) for event in analysis.events)
    kept = _kept(analysis, selection, patients, seen, courses)
    few = len(patients) <= FEW_PATIENTS
    busy = [subject for subject in patients if subject.index in kept]
    sort = selection.sort if selection.sort is not Sort.USUAL else Sort.ID if few else Sort.WORST
    lanes = _sorted(patients if few else busy, sort, _Known(kept, seen, selection.alignment))
    pages = max(1, -(-len(lanes) // PATIENTS_PER_PAGE))
    events = [
        ShownEvent(event, subject, key_of(subject, event), one, meaning(event, analysis.primary[subject.index]), page)
        for page, subject in ((1 + place // PATIENTS_PER_PAGE, each) for place, each in enumerate(lanes))
        for event, one in kept.get(subject.index, ())
    ]
    return ShownEvents(
        patients=patients,
        observed=seen,
        courses=courses,
        events=tuple(events),
        lanes=lanes,
        quiet=() if few else tuple(subject for subject in patients if subject.index not in kept),
        few=few,
        sort=sort,
        page=min(selection.page, pages),
        pages=pages,
    )


Placed = tuple[Event, EventCourse | None]


def _kept(
    analysis: Analysis,
    selection: Selection,
    patients: Sequence[Subject],
    seen: Mapping[int, Observed],
    courses: Sequence[EventCourse | None],
) -> Mapping[int, list[Placed]]:
    wanted = {subject.index for subject in patients}
    kept = defaultdict[int, list[Placed]](list)
    for event, one in zip(analysis.events, courses, strict=True):
        if event.subject in wanted and matches(selection, event) and in_months(selection, one, seen[event.subject]):
            kept[event.subject].append((event, one))
    if selection.narrowing.worst is None:
        return dict(kept)
    return {subject: own for subject, placed in kept.items() if (own := _at_worst(selection, placed))}


def _at_worst(selection: Selection, placed: Sequence[Placed]) -> list[Placed]:
    wanted = set(map(id, selection.narrowing.at_worst([event for event, _ in placed])))
    return [each for each in placed if id(each[0]) in wanted]


def in_months(selection: Selection, one: EventCourse | None, seen: Observed) -> bool:
    """Say whether an event lies in the months asked for, or may; without a day from the anchor it cannot be said."""
    if selection.months is None:
        return True
    if one is None or seen.zero is None:
        return False
    low, high = (seen.zero + month * MONTH_DAYS for month in selection.months)
    return reaches(one, seen.seen_to, low, high)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the order of the patients looks at: their events that are kept, and the day from which theirs count."""

    kept: Mapping[int, Sequence[Placed]]
    seen: Mapping[int, Observed]
    alignment: Alignment


def _sorted(subjects: Sequence[Subject], sort: Sort, known: _Known) -> tuple[Subject, ...]:
    """Put patients in an order; those without an event that counts for it come last, equal ones by id."""
    if sort is Sort.WORST:
        return tuple(sorted(subjects, key=lambda subject: _severity(subject, known.kept.get(subject.index, ()))))
    if sort is Sort.FIRST:
        return tuple(sorted(subjects, key=lambda subject: (_first_day(subject, known), subject.id)))
    return tuple(sorted(subjects, key=lambda subject: subject.id))


def _severity(subject: Subject, kept: Sequence[Placed]) -> tuple[bool, bool, int, str]:
    is_serious = any(event.serious for event, _ in kept)
    return not kept, not is_serious, -max((event.grade or 0 for event, _ in kept), default=0), subject.id


def _first_day(subject: Subject, known: _Known) -> float:
    """Give the earliest possible first day of a patient's events on the axis; infinite where there is none."""
    zero = 0 if known.alignment is Alignment.CALENDAR else known.seen[subject.index].zero
    days = [one.first for _, one in known.kept.get(subject.index, ()) if one is not None]
    return math.inf if zero is None or not days else min(days) - zero
