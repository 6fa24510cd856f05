"""What was going on on one day: the events that were there on it, or may have been, and who was under observation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from trial.analysis import Analysis
from trial.calendar import epoch_day
from trial.event_course import Observed, is_on
from trial.events import Event
from trial.selection import Alignment, Lane, Selection, filters_events
from trial.shown_events import PATIENTS_PER_PAGE, ShownEvent, ShownEvents, shown_events
from trial.stays import DOMAINS, stays
from trial.subjects import Subject, SubjectId


@dataclass(frozen=True, slots=True)
class OnDay:
    """One event on the day of the line. Not `certain`: it may have been there, by a partial date or unknown end."""

    subject: SubjectId
    key: str
    event: Event
    certain: bool
    running: tuple[int, int]
    """Which day of the event it is, the first day being 1: at least and at most."""
    page: int
    """The page of the timeline on which the patient stands."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """A medication or procedure that was there on the day of the line, or may have been."""

    subject: SubjectId
    name: str
    certain: bool
    prohibited: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """The day of the line, counted from the anchor or a date, with what was there; those certain come first."""

    day: int | date
    anchor: str
    """What the anchor is: "Infusion"."""
    certain: tuple[OnDay, ...]
    possible: tuple[OnDay, ...]
    patients: int
    """Patients with an event that was certainly there."""
    observed: int
    """Patients shown who were under observation that day: from screening, else the anchor, to the last day seen."""
    unplaced: int
    """Patients shown without an anchor: none of their days is this one. 0 on the calendar."""
    shown: int
    filtered: bool
    """Whether the filters leave events out."""
    treatments: tuple[tuple[Lane, tuple[Treatment, ...]], ...]
    """Of the patients of the page, for each of their rows that is drawn."""
    pages: int


def build(analysis: Analysis, selection: Selection) -> DayLine | None:
    """Tell what the events that the selection keeps say of its day; None where no day is chosen."""
    if selection.day is None:
        return None
    shown = shown_events(analysis, selection)
    found = [one for one in (_on_day(each, shown.observed, selection.day) for each in shown.events) if one is not None]
    seen = [(subject, shown.observed[subject.index]) for subject in shown.patients]
    is_calendar = selection.alignment is Alignment.CALENDAR
    return DayLine(
        day=selection.day,
        anchor=analysis.snapshot.study.anchor.label,
        certain=tuple(one for one in found if one.certain),
        possible=tuple(one for one in found if not one.certain),
        patients=len({one.subject for one in found if one.certain}),
        observed=sum(_is_observed(subject, own, selection.day) for subject, own in seen),
        unplaced=0 if is_calendar else sum(own.zero is None for _, own in seen),
        shown=len(shown.patients),
        filtered=filters_events(selection) or selection.months is not None,
        treatments=tuple(_treatments(analysis, selection, shown)),
        pages=shown.pages,
    )


def day_since_1970(day: int | date, seen: Observed) -> int | None:
    """Give the day of the line for one patient; None for a day from the anchor of a patient without one."""
    if isinstance(day, date):
        return epoch_day(day)
    return None if seen.zero is None else seen.zero + day


def _on_day(one: ShownEvent, observed: Mapping[int, Observed], day: int | date) -> OnDay | None:
    seen = observed[one.subject.index]
    at = day_since_1970(day, seen)
    if at is None or one.course is None:
        return None
    there = is_on(one.course, seen.seen_to, at)
    if there is False:
        return None
    most = int(at - one.course.first) + 1
    least = max(1, int(most - one.course.start_doubt))
    return OnDay(one.subject.id, one.key, one.event, there is True, (least, most), one.page)


def _treatments(
    analysis: Analysis, selection: Selection, shown: ShownEvents
) -> Iterator[tuple[Lane, tuple[Treatment, ...]]]:
    """Give what the patients of the page were given that day, by the rows that are drawn."""
    page = shown.lanes[(shown.page - 1) * PATIENTS_PER_PAGE : shown.page * PATIENTS_PER_PAGE]
    for lane in (lane for lane in selection.lanes if lane in DOMAINS):
        found = list[Treatment]()
        own = stays(analysis, lane, page, shown.observed) or {}
        for subject in page:
            seen = shown.observed[subject.index]
            at = day_since_1970(selection.day, seen) if selection.day is not None else None
            for one in own.get(subject.index, ()):
                there = False if at is None or one.course is None else is_on(one.course, seen.seen_to, at)
                if there is not False:
                    found.append(Treatment(subject.id, one.name, there is True, one.prohibited))
        yield lane, tuple(found)


def _is_observed(subject: Subject, seen: Observed, day: int | date) -> bool:
    at = day_since_1970(day, seen)
    first = seen.zero if subject.screening is None else epoch_day(subject.screening)
    return at is not None and first is not None and first <= at <= seen.seen_to
