"""One adverse event in full: what it is in plain words, every recorded field, where it came from, its neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trial import beside_event, event_verdicts, narrative
from trial.analysis import Analysis
from trial.beside_event import Beside
from trial.event_course import Observed, observed
from trial.events import Event
from trial.narrative import Narrative
from trial.primary import Primary, PrimaryStatus, meaning
from trial.selection import Selection
from trial.shown_events import ShownEvent, key_of, shown_events
from trial.subjects import Subject


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An event beside this one in the listing, and the page on which its lane is."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class EventRecord:
    """The event that is open."""

    key: str
    event: Event
    subject: Subject
    seen: Observed
    cut: date
    anchor_label: str
    status: PrimaryStatus | None
    """What this event means for the primary safety endpoint; None: it is not counted."""
    primary: Primary
    """Where the patient stands on it."""
    place: int | None
    """Its place in the listing, from 1; None while the filters hide it."""
    of: int
    previous: Neighbour | None
    following: Neighbour | None
    relations: tuple[tuple[str, str], ...]
    """What it can be related to, and the judgement recorded."""
    natural: str | None
    """Whether it is attributed to natural progression; None where the data do not ask."""
    report: str | None
    """How the report of a serious event stands; None of any other event."""
    beside: Beside
    narrative: Narrative


def build(analysis: Analysis, selection: Selection) -> EventRecord | None:
    """Give the event that the selection opens; None when none is open or these data do not have it."""
    found = next(_named(analysis, selection.event or ""), None)
    if found is None:
        return None
    subject, event = found
    shown = shown_events(analysis, selection).events
    place = next((place for place, one in enumerate(shown) if one.event is event), None)
    primary, seen = analysis.primary[subject.index], observed(subject, analysis.cut)
    beside = beside_event.build(analysis, subject, event, seen)
    return EventRecord(
        key=key_of(subject, event),
        event=event,
        subject=subject,
        seen=seen,
        cut=analysis.cut,
        anchor_label=analysis.snapshot.study.anchor.label,
        status=meaning(event, primary),
        primary=primary,
        place=None if place is None else place + 1,
        of=len(shown),
        previous=None if place is None else _neighbour(shown, place - 1),
        following=None if place is None else _neighbour(shown, place + 1),
        relations=tuple(event_verdicts.relations(analysis, event)),
        natural=event_verdicts.natural_progression(analysis, event),
        report=event_verdicts.report(analysis, event),
        beside=beside,
        narrative=narrative.build(analysis, subject, event, seen, beside),
    )


def _named(analysis: Analysis, key: str) -> Iterator[tuple[Subject, Event]]:
    for event in analysis.events:
        subject = analysis.subjects[event.subject]
        if key_of(subject, event) == key:
            yield subject, event


def _neighbour(shown: tuple[ShownEvent, ...], place: int) -> Neighbour | None:
    return Neighbour(shown[place].key, shown[place].page) if 0 <= place < len(shown) else None
