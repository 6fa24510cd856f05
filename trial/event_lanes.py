"""Events of one patient on lanes: packed under one another or each on its own, and what else happened beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trial.bands import PeriodBand, bands
from trial.calendar import epoch_day
from trial.event_course import OPEN_ENDS, End, EventCourse, Observed, cut_to, shifted
from trial.event_words import term
from trial.events import Event, News
from trial.lane_rows import LaneRow
from trial.lanes import Room, Words, packed, room
from trial.milestones import Milestone, MilestoneKind
from trial.primary import PrimaryStatus
from trial.shown_events import ShownEvent
from trial.subjects import Subject, SubjectId, SubjectStatus
from trial.time_axis import TimeAxis, day_of
from trial.words import counted, inner

MOST_LANES = 8
"""Lanes of one patient among several; the gravest events have them, the rest is counted."""
LONGEST_NAME = 34
LASTING = (MilestoneKind.VENTILATION, MilestoneKind.PERMANENT_VENTILATION, MilestoneKind.PROHIBITED_MEDICATION)
NEWS_SIGNS = {News.NEW: "N", News.CHANGED: "C"}
PRIMARY_SIGNS = {PrimaryStatus.EVENT: "P", PrimaryStatus.PENDING: "P?"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on the axis, with the texts before its mark (`signs` next to it), above its bar and behind its end."""

    key: str
    event: Event
    course: EventCourse
    lane: int
    signs: str
    before: str
    above: str
    behind: str
    primary: PrimaryStatus | None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something beside the events: a procedure, ventilation, the way out of the trial."""

    kind: MilestoneKind
    at: float
    milestone: Milestone


@dataclass(frozen=True, slots=True)
class PatientLanes:
    """One patient. Places are days on the axis; None where they lie outside it or are not known."""

    id: SubjectId
    status: SubjectStatus
    seen: Observed
    marks: tuple[Mark, ...]
    lanes: int
    hidden: int
    """Events that found no lane among the most."""
    unplaced: str
    """How many events of this patient are not on the axis, and why."""
    happenings: tuple[Happening, ...]
    followed: tuple[float, float] | None
    """From screening, else the anchor, to the last day the patient was seen."""
    anchor: float | None
    cut: float | None
    events: int
    """All events of the patient, whatever the filters keep."""
    kept: int
    serious: int
    """Serious among those kept."""
    bands: tuple[PeriodBand, ...]
    """The periods of the trial; none on the calendar."""
    rows: tuple[LaneRow, ...]
    """What stands below the events."""


@dataclass(frozen=True, slots=True)
class Own:
    """What is one patient's own: the events kept, the happenings, the number of all events."""

    subject: Subject
    seen: Observed
    kept: Sequence[ShownEvent]
    milestones: Sequence[Milestone]
    events: int
    aspiration: int | None
    """The day of the aspiration since 1970-01-01."""
    rows: tuple[LaneRow, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the lanes of a page have in common. `most_lanes` None: as many as it takes."""

    axis: TimeAxis
    named: bool
    most_lanes: int | None


def patient_lanes(own: Own, page: Page) -> PatientLanes:
    """Pack the events of a patient into lanes."""
    axis, zero = page.axis, page.axis.zero(own.seen.zero)
    placed = [] if zero is None else [
        (one, cut_to(shifted(one.course, zero), axis.low, axis.high)) for one in own.kept if one.course is not None
    ]  # fmt: skip
    marks, hidden = _marks(placed, page)
    return PatientLanes(
        id=own.subject.id,
        status=own.subject.status,
        seen=own.seen,
        marks=marks,
        lanes=1 + max((mark.lane for mark in marks), default=-1),
        hidden=hidden,
        unplaced=_unplaced(len(own.kept) - len(placed), axis, zero),
        happenings=() if zero is None else tuple(happenings(own.milestones, axis, zero)),
        followed=None if zero is None else _followed(own, axis, zero),
        anchor=None if zero is None or own.seen.zero is None else _inside(own.seen.zero - zero, axis),
        cut=None if zero is None else own.seen.cut - zero,
        events=own.events,
        kept=len(own.kept),
        serious=sum(one.event.serious is True for one in own.kept),
        bands=bands(own.aspiration, own.seen.zero, axis),
        rows=own.rows,
    )


def _marks(placed: Sequence[tuple[ShownEvent, EventCourse]], page: Page) -> tuple[tuple[Mark, ...], int]:
    rooms = [_room(one, course, page) for one, course in placed]
    lanes = packed([(each.low, each.high) for each in rooms])
    limit = page.most_lanes
    if limit is not None and max(lanes, default=0) >= limit:
        lanes = _gravest_first(placed, rooms)
    marks = [
        Mark(one.key, one.event, course, lane, _signs(one), each.before, each.above, each.behind, one.primary)
        for (one, course), each, lane in zip(placed, rooms, lanes, strict=True)
        if limit is None or lane < limit
    ]
    return tuple(marks), len(placed) - len(marks)


def _gravest_first(placed: Sequence[tuple[ShownEvent, EventCourse]], rooms: Sequence[Room]) -> list[int]:
    """Give lanes in the order of gravity, so that what finds none is the least grave."""
    order = sorted(range(len(placed)), key=lambda place: _gravity(placed[place][0]))
    found = packed([(rooms[place].low, rooms[place].high) for place in order])
    lanes = [0] * len(placed)
    for place, lane in zip(order, found, strict=True):
        lanes[place] = lane
    return lanes


def _gravity(one: ShownEvent) -> tuple[bool, bool, int]:
    return one.primary is None, one.event.serious is not True, -(one.event.grade or 0)


def alone(one: ShownEvent, course: EventCourse, lane: int) -> Mark:
    """Give an event that has a lane of its own, which carries its name: signs before the mark, how it ends behind."""
    return Mark(one.key, one.event, course, lane, _signs(one), "", "", _end_words(course), one.primary)


def _room(one: ShownEvent, course: EventCourse, page: Page) -> Room:
    name = term(one.event) if page.named else ""
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
    return room(course, (page.axis.low, page.axis.high), Words(_signs(one), short, _end_words(course)))


def _signs(one: ShownEvent) -> str:
    """Write the signs before a mark.

    N new, C changed since the previous cut; I of special interest; P counts for the primary endpoint, P? while that is
    pending; S serious.
    """
    event = one.event
    news = "" if event.news is None else NEWS_SIGNS[event.news]
    primary = "" if one.primary is None else PRIMARY_SIGNS[one.primary]
    signs = (news, "I" if event.aesi else "", primary, "S" if event.serious else "")
    return " ".join(filter(None, signs))


def _end_words(course: EventCourse) -> str:
    if course.beyond:
        return ""
    if course.end in OPEN_ENDS:
        return "ongoing"
    words = {End.UNKNOWN: "end unknown", End.NOT_DATED: "end not dated", End.BEFORE_START: "end before start"}
    return words.get(course.end, "")


def _unplaced(left: int, axis: TimeAxis, zero: float | None) -> str:
    if not left:
        return ""
    if zero is None:
        return f"{counted(left, 'event')}: no {inner(axis.label)}, so only on the calendar"
    return f"{counted(left, 'event')} without a start date, only in the listing"


def happenings(milestones: Sequence[Milestone], axis: TimeAxis, zero: float) -> Iterator[Happening]:
    """Give what lies on the axis. What lasts, and began before it, stands at its edge."""
    for milestone in milestones:
        day = day_of(milestone)
        if day is None or milestone.kind == MilestoneKind.ANCHOR:
            continue
        at = day - zero
        if at < axis.low and milestone.kind in LASTING and milestone.end_date is None:
            at = axis.low
        if axis.low <= at <= axis.high:
            yield Happening(MilestoneKind(milestone.kind), at, milestone)


def _followed(own: Own, axis: TimeAxis, zero: float) -> tuple[float, float] | None:
    first = own.seen.zero if own.subject.screening is None else epoch_day(own.subject.screening)
    if first is None:
        return None
    low, high = max(first - zero, axis.low), min(own.seen.seen_to - zero, axis.high)
    return (low, high) if low < high else None


def _inside(day: float, axis: TimeAxis) -> float | None:
    return day if axis.low <= day <= axis.high else None
