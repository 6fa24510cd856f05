"""The one axis of time of the safety timeline: days from the anchor, or calendar days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trial import axes
from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS, complete_day, epoch_day
from trial.event_course import BLANK_ENDS, EventCourse
from trial.milestones import Milestone
from trial.selection import Alignment, Selection
from trial.shown_events import ShownEvents
from trial.subjects import Subject

LEAD_DAYS = 61
"""What began further than this before everything planned does not stretch the axis; it enters at the edge."""
ROOM = 0.02


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From `low` to `high`: days from the anchor, or days since 1970-01-01 where the axis is the calendar."""

    alignment: Alignment
    low: float
    high: float
    label: str
    """What the anchor is: "Infusion"."""

    @property
    def is_calendar(self) -> bool:
        """Whether the axis shows dates."""
        return self.alignment is Alignment.CALENDAR

    def zero(self, subject_zero: int | None) -> float | None:
        """Give the day since 1970-01-01 that is 0 on this axis for a patient; None: the patient is not on this axis."""
        return 0.0 if self.is_calendar else subject_zero


def time_axis(analysis: Analysis, selection: Selection, shown: ShownEvents) -> TimeAxis:
    """Give the axis of everything shown.

    From the anchor it is the same for every patient, page and filter: planned windows, events and happenings of the
    whole study. A range of months is taken as asked for.
    """
    label = analysis.snapshot.study.anchor.label
    if selection.alignment is Alignment.CALENDAR:
        low, high = _calendar(analysis, selection, shown)
        return TimeAxis(Alignment.CALENDAR, low, high, label)
    if selection.months is not None:
        low, high = (month * MONTH_DAYS for month in selection.months)
        return TimeAxis(Alignment.ANCHOR, low, high, label)
    return TimeAxis(Alignment.ANCHOR, *_from_anchor(analysis, shown), label)


def _from_anchor(analysis: Analysis, shown: ShownEvents) -> tuple[float, float]:
    visits = analysis.snapshot.study.visits
    planned = [*axes.LEAST_DAYS, *(visit.day + edge for visit in visits for edge in visit.window)]
    pairs = zip(analysis.events, shown.courses, strict=True)
    own = [(one, shown.observed[event.subject].zero) for event, one in pairs if one is not None]
    firsts = [one.first - zero for one, zero in own if zero is not None]
    lasts = [_last(one) - zero for one, zero in own if zero is not None]
    happened = [milestone.day for milestone in analysis.milestones if milestone.day is not None]
    earliest = min(planned) - LEAD_DAYS
    low = min(*planned, *(day for day in (*firsts, *happened) if day >= earliest))
    high = max(*planned, *lasts, *happened)
    return low - ROOM * (high - low), high + ROOM * (high - low)


def _last(one: EventCourse) -> float:
    return one.first if one.end in BLANK_ENDS else one.last


def _calendar(analysis: Analysis, selection: Selection, shown: ShownEvents) -> tuple[float, float]:
    """Give the dates of everything shown, to a little after the data cut."""
    cut = float(epoch_day(analysis.cut))
    wanted = {subject.index for subject in shown.patients}
    if selection.months is not None:
        zeros = [zero for zero in (shown.observed[index].zero for index in wanted) if zero is not None]
        if zeros:
            first, last = (month * MONTH_DAYS for month in selection.months)
            low = min(zeros) + first
            return low, max(min(max(zeros) + last, cut + ROOM * (cut - low)), low + MONTH_DAYS)
    own = list(_subject_days(shown.patients))
    events = [each.course.first for each in shown.events if each.course is not None]
    events += [day for day in map(day_of, _own(analysis.milestones, wanted)) if day is not None]
    start = min(own or events, default=cut - 12 * MONTH_DAYS)
    low = min([start, *(day for day in events if day >= start - LEAD_DAYS)])
    room = ROOM * max(cut - low, MONTH_DAYS)
    return low - room, cut + room


def _subject_days(subjects: Sequence[Subject]) -> Iterator[int]:
    for subject in subjects:
        yield from (epoch_day(day) for day in (subject.screening, subject.anchor) if day is not None)


def _own(milestones: Iterable[Milestone], wanted: set[int]) -> Iterator[Milestone]:
    return (milestone for milestone in milestones if milestone.subject in wanted)


def day_of(milestone: Milestone) -> int | None:
    """Give the day of a happening since 1970-01-01; None where its date is not complete."""
    day = complete_day(milestone.start_date)
    return None if day is None else epoch_day(day)
