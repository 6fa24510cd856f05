"""Where an event lies in time: what is certain of it, what is only possible, and how it ends."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trial.calendar import epoch_day, interval
from trial.events import RESOLVED, Event
from trial.subjects import Subject, SubjectStatus

Span = tuple[float, float]


class End(StrEnum):
    """How an event ends on a time axis."""

    DATED = "dated"
    PARTLY_DATED = "partly dated"
    ONGOING = "ongoing at the data cut"
    LAST_SEEN = "ongoing when last seen"
    AT_DEATH = "until death"
    NOT_DATED = "ended, date not recorded"
    UNKNOWN = "end unknown"
    BEFORE_START = "end before start"


OPEN_ENDS = (End.ONGOING, End.LAST_SEEN)
"""Ends that are drawn as an arrow head."""
BLANK_ENDS = (End.NOT_DATED, End.UNKNOWN, End.BEFORE_START)
"""Ends of which no day is known that can be right: nothing certain is drawn beyond the start."""


@dataclass(frozen=True, slots=True)
class EventCourse:
    """One event on a time axis. `first` is the earliest possible start, `last` the latest day that is drawn.

    `solid` is certain; `dashed` stretches are only possible, because a start or an end is partly dated. `before` and
    `beyond` say that the event goes on outside the axis.
    """

    first: float
    last: float
    solid: Span | None
    dashed: tuple[Span, ...]
    end: End
    one_day: bool
    before: bool = False
    beyond: bool = False
    certain: Span | None = None
    """From the latest possible start to the earliest possible end, both included; None where no day is certain."""
    start_doubt: float = 0.0
    """Days between the earliest and the latest possible start."""

    @property
    def imputed(self) -> bool:
        """Whether a start or an end is only partly dated."""
        return bool(self.dashed)


@dataclass(frozen=True, slots=True)
class Observed:
    """What is known of a patient's time, in days since 1970-01-01. `zero` is the anchor day."""

    zero: int | None
    cut: int
    seen_to: int
    died: int | None


def observed(subject: Subject, cut: date) -> Observed:
    """Say until when a patient was seen: the cut while in the trial, else the last day the data know of."""
    last = cut
    if subject.has_left:
        days = [day for day in (subject.death, subject.end, subject.status_date, subject.last_date) if day is not None]
        last = min(subject.death or max(days, default=cut), cut)
    died = (subject.death or subject.end) if subject.status is SubjectStatus.DIED else None
    zero = None if subject.anchor is None else epoch_day(subject.anchor)
    return Observed(zero, epoch_day(cut), epoch_day(last), None if died is None else epoch_day(died))


def course(event: Event, seen: Observed) -> EventCourse | None:
    """Place an event in days since 1970-01-01; None where nothing is known of its start.

    An event without an end goes to the cut while it is ongoing and the patient is in the trial. Of a patient who has
    left nobody knows longer than they were seen: there the event goes to the last contact. One that death ended goes to
    the day of death.
    """
    start = _bounds(event.start_bounds, event.start_date, seen)
    if start is None:
        return None
    first, latest = start
    found = _bounds(event.end_bounds, event.end_date, seen)
    end = End.BEFORE_START if found is not None and found[1] < first else _end(event, seen, found)
    ending = _without_date(end, seen, latest) if found is None or end is End.BEFORE_START else found
    return _drawn(first, latest, (max(ending[0], first), max(ending[1], first)), end)


def _bounds(counted: tuple[int, int] | None, written: str | None, seen: Observed) -> tuple[int, int] | None:
    """Give the possible days: those counted from the anchor, of a patient without one those of the written date."""
    if seen.zero is not None:
        return None if counted is None else (counted[0] + seen.zero, counted[1] + seen.zero)
    days = interval(written) if written else None
    return None if days is None else (epoch_day(days[0]), min(epoch_day(days[1]), seen.cut))


def _end(event: Event, seen: Observed, found: tuple[int, int] | None) -> End:
    if found is not None:
        return End.DATED if found[0] == found[1] else End.PARTLY_DATED
    if event.ongoing is None:
        return End.UNKNOWN
    if event.ongoing:
        return End.ONGOING if seen.seen_to >= seen.cut else End.LAST_SEEN
    has_resolved = (event.outcome or "").upper().startswith(RESOLVED)
    return End.NOT_DATED if has_resolved or seen.died is None else End.AT_DEATH


def _without_date(end: End, seen: Observed, latest_start: int) -> tuple[int, int]:
    days = {End.ONGOING: seen.cut, End.LAST_SEEN: seen.seen_to, End.AT_DEATH: seen.died}
    day = days.get(end)
    day = latest_start if day is None else max(day, latest_start)
    return day, day


def _drawn(first: int, latest: int, ending: tuple[int, int], end: End) -> EventCourse:
    """Split the time of an event into what is certain and what is only possible."""
    certain, possible = ending
    uncertain_start = (first, min(latest, possible))
    uncertain_end = (max(latest, certain), possible)
    return EventCourse(
        first=first,
        last=possible,
        solid=(latest, certain) if certain > latest else None,
        dashed=tuple((float(low), float(high)) for low, high in (uncertain_start, uncertain_end) if high > low),
        end=end,
        one_day=end is End.DATED and first == latest == certain == possible,
        certain=(latest, certain) if latest <= certain and (end not in BLANK_ENDS or first == latest) else None,
        start_doubt=latest - first,
    )


def stay(start: tuple[int, int], ending: tuple[int, int] | None, ongoing: bool | None, seen: Observed) -> EventCourse:
    """Place a treatment in days since 1970-01-01 by its possible starts and ends; `ongoing` None: not recorded."""
    if ending is not None and ending[1] < start[0]:
        end = End.BEFORE_START
    elif ending is not None:
        end = End.DATED if ending[0] == ending[1] else End.PARTLY_DATED
    elif ongoing:
        end = End.ONGOING if seen.seen_to >= seen.cut else End.LAST_SEEN
    else:
        end = End.UNKNOWN
    found = ending if ending is not None and end is not End.BEFORE_START else _without_date(end, seen, start[1])
    return _drawn(start[0], start[1], (max(found[0], start[0]), max(found[1], start[0])), end)


def shifted(one: EventCourse, zero: float) -> EventCourse:
    """Count the days of a course from another day 0."""
    return replace(
        one,
        first=one.first - zero,
        last=one.last - zero,
        solid=None if one.solid is None else (one.solid[0] - zero, one.solid[1] - zero),
        dashed=tuple((low - zero, high - zero) for low, high in one.dashed),
        certain=None if one.certain is None else (one.certain[0] - zero, one.certain[1] - zero),
    )


def reaches(one: EventCourse, seen_to: float, low: float, high: float) -> bool:
    """Say whether an event lies in a stretch of time, or may: an end that nobody knows may be until last seen."""
    last = max(one.last, seen_to) if one.end in BLANK_ENDS else one.last
    return one.first <= high and last >= low


def is_on(one: EventCourse, seen_to: float, day: float) -> bool | None:
    """Say whether an event was there on a day; None where it may have been: a date is partial, an end not known."""
    if one.certain is not None and one.certain[0] <= day <= one.certain[1]:
        return True
    return None if reaches(one, seen_to, day, day) else False


def cut_to(one: EventCourse, low: float, high: float) -> EventCourse:
    """Cut a course to an axis; what lies outside is told by `before` and `beyond`."""
    inside = [_inside(span, low, high) for span in one.dashed]
    return replace(
        one,
        first=min(max(one.first, low), high),
        last=min(max(one.last, low), high),
        solid=_inside(one.solid, low, high),
        dashed=tuple(span for span in inside if span is not None),
        before=one.first < low,
        beyond=one.last > high,
    )


def _inside(span: Span | None, low: float, high: float) -> Span | None:
    if span is None or span[1] <= low or span[0] >= high:
        return None
    return max(span[0], low), min(span[1], high)
