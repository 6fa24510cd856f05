"""Who needs attention at the cut, and why: the first question of every meeting.

A patient is here for something that is open or has to be decided: a death, the primary safety endpoint, a prohibited
medicine, a visit that is overdue, a grave event that goes on or is related. What has ended without any of these is not
here, however bad it was; the rows, the safety view and the counts still show it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trial.analysis import Analysis
from trial.calendar import complete_day
from trial.deviations.medicines import medicine, prohibited_medicines
from trial.event_words import description, is_fatal, is_severe, qualities, sentence_case, state_words, term
from trial.events import Event
from trial.milestones import Milestone
from trial.primary import PrimaryStatus
from trial.subjects import Subject, SubjectStatus
from trial.visits import EXPECTED, PlannedVisitStatus, VisitStatus
from trial.words import counted, date_text, day_text

TITLE_LENGTH = 30
"""Letters of a title that fit one line of a row; with a longer term the title names the kind, the detail the term."""


class Level(StrEnum):
    """How much a patient needs attention, most first."""

    ACT = "act"
    WATCH = "watch"
    NOTHING = "nothing"


class ReasonKind(StrEnum):
    """What a reason is about, most urgent first."""

    DEATH = "death"
    FATAL_EVENT = "fatal event"
    PRIMARY = "primary safety endpoint"
    DEVIATION = "protocol deviation"
    OVERDUE = "visit overdue"
    EVENT = "grave event"
    MISSED = "visit missed"
    ANCHOR = "treatment date"
    STANDING = "nothing open"


LEVEL_WORDS = {Level.ACT: "needs attention", Level.WATCH: "to watch", Level.NOTHING: ""}
LEVEL_ORDER = {level: rank for rank, level in enumerate(Level)}
KIND_ORDER = {kind: rank for rank, kind in enumerate(ReasonKind)}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a title of a few words, a sentence of detail."""

    level: Level
    kind: ReasonKind
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Attention:
    """One patient's level (the highest of the reasons) and all reasons, most urgent first."""

    subject: int
    level: Level
    reasons: tuple[Reason, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """The place in the order of urgency, smallest first: the level, then what the first reason is about."""
        return LEVEL_ORDER[self.level], KIND_ORDER[self.reasons[0].kind] if self.reasons else len(KIND_ORDER)


def build(analysis: Analysis) -> tuple[Attention, ...]:
    """Weigh every subject; the result is in subject order."""
    events, visits = defaultdict[int, list[Event]](list), defaultdict[int, list[PlannedVisitStatus]](list)
    medicines = defaultdict[int, list[Milestone]](list)
    for event in analysis.events:
        events[event.subject].append(event)
    for visit in analysis.visits:
        if visit.status in EXPECTED:
            visits[visit.subject].append(visit)
    for milestone in prohibited_medicines(analysis):
        medicines[milestone.subject].append(milestone)
    return tuple(
        _weighed(subject, [
            *_deaths(subject, events[subject.index]),
            *_primary(analysis, subject, events[subject.index]),
            *(_medicine(milestone) for milestone in medicines[subject.index]),
            *_visits(analysis, subject, visits[subject.index]),
            *_grave(analysis, subject, events[subject.index]),
            *_anchor(analysis, subject),
        ])
        for subject in analysis.subjects
    )  # fmt: skip


def _weighed(subject: Subject, found: Iterable[Reason]) -> Attention:
    reasons = sorted(found, key=lambda reason: (LEVEL_ORDER[reason.level], KIND_ORDER[reason.kind]))
    return Attention(subject.index, reasons[0].level if reasons else Level.NOTHING, tuple(reasons))


def _deaths(subject: Subject, events: Sequence[Event]) -> Iterator[Reason]:
    fatal = next(iter(sorted(filter(is_fatal, events), key=lambda event: -(event.grade or 0))), None)
    if subject.status is SubjectStatus.DIED:
        when = ""
        if subject.death is not None and subject.anchor is not None:
            when = f" on {day_text((subject.death - subject.anchor).days)}"
        yield Reason(Level.ACT, ReasonKind.DEATH, f"Died{when}", _cause(fatal))
    elif fatal is not None:
        detail = f"{term(fatal)}, {', '.join(qualities(fatal))}. Clarify with the site."
        yield Reason(Level.ACT, ReasonKind.FATAL_EVENT, "Fatal event, no death recorded", detail)


def _cause(fatal: Event | None) -> str:
    if fatal is None:
        return "No fatal event is recorded as the cause."
    if fatal.related is None:
        return f"{term(fatal)}, relation not recorded."
    return f"{term(fatal)}, {'related' if fatal.related else 'not related'}."


def _primary(analysis: Analysis, subject: Subject, events: Sequence[Event]) -> Iterator[Reason]:
    primary = analysis.primary[subject.index]
    behind = [event for event in events if event.seq in primary.events]
    if primary.status is PrimaryStatus.EVENT:
        yield Reason(Level.ACT, ReasonKind.PRIMARY, "Primary safety event", _named(behind))
    elif primary.status is PrimaryStatus.PENDING:
        yield _about(Level.WATCH, ReasonKind.PRIMARY, behind, " awaits adjudication")


def _about(level: Level, kind: ReasonKind, events: Sequence[Event], what: str) -> Reason:
    """Put the term into the title where it fits, else into the detail."""
    if len(events) == 1 and len(title := f"{term(events[0])}{what}") <= TITLE_LENGTH:
        return Reason(level, kind, title, description(events[0]))
    noun = "Event" if kind is ReasonKind.PRIMARY else _weight(events[0])
    return Reason(level, kind, f"{noun}{what}", _named(events))


def _weight(event: Event) -> str:
    """Name a grave event by what makes it grave."""
    return "Serious event" if event.serious else f"Grade {event.grade} event"


def _named(events: Sequence[Event]) -> str:
    return " ".join(f"{term(event)}: {', '.join([*qualities(event), state_words(event)])}." for event in events)


def _medicine(taken: Milestone) -> Reason:
    """Tell of a prohibited medicine; that it was stopped before the cut does not undo the deviation."""
    name = medicine(taken)
    title = f"Took {name}" if taken.day is None else f"Took {name} from {day_text(taken.day)}"
    start = f"start {_when(taken.start_date, None)}, " if taken.day is None else ""
    end = "no end recorded" if taken.end_date is None else f"ended {_when(taken.end_date, taken.end_day)}"
    return Reason(Level.ACT, ReasonKind.DEVIATION, title, f"Prohibited, {start}{end}.")


def _when(written: str | None, day: int | None) -> str:
    if day is not None:
        return day_text(day)
    certain = complete_day(written)
    return date_text(certain) if certain is not None else written or "not recorded"


def _visits(analysis: Analysis, subject: Subject, expected: Sequence[PlannedVisitStatus]) -> Iterator[Reason]:
    planned = analysis.snapshot.study.visits
    for visit in expected:
        if visit.status is VisitStatus.OVERDUE:
            late = counted(-(visit.days_to_window_end or 0), "day")
            title = f"{planned[visit.visit].label} overdue {late}"
            yield Reason(Level.ACT, ReasonKind.OVERDUE, title, _closed(visit))
    last = max(expected, key=lambda visit: planned[visit.visit].day, default=None)
    if last is not None and last.status is VisitStatus.MISSED and subject.status is SubjectStatus.ON_STUDY:
        detail = f"{_closed(last)} No planned visit since."
        yield Reason(Level.WATCH, ReasonKind.MISSED, f"{planned[last.visit].label} missed", detail)


def _closed(visit: PlannedVisitStatus) -> str:
    return f"The window closed on {date_text(visit.window[1])}." if visit.window else ""


def _grave(analysis: Analysis, subject: Subject, events: Sequence[Event]) -> Iterator[Reason]:
    """Give events of grade 3 and up or serious that go on, may go on, or are related, unless told already."""
    told = analysis.primary[subject.index].events
    died = subject.status is SubjectStatus.DIED
    for event in events:
        if not (is_severe(event) or event.serious) or is_fatal(event) or event.seq in told:
            continue
        if event.ongoing:
            yield _about(Level.WATCH, ReasonKind.EVENT, [event], " ongoing")
        elif event.ongoing is None and not died:
            yield _about(Level.WATCH, ReasonKind.EVENT, [event], ", end unknown")
        elif event.related:
            yield _about(Level.WATCH, ReasonKind.EVENT, [event], ", related")


def _anchor(analysis: Analysis, subject: Subject) -> Iterator[Reason]:
    if subject.anchor_note is not None:
        label = analysis.snapshot.study.anchor.label
        detail = f"{sentence_case(subject.anchor_note)}, so no day is counted."
        yield Reason(Level.WATCH, ReasonKind.ANCHOR, f"{label} date not known", detail)
