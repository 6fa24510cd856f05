"""One adverse event in full: what it is in plain words, every recorded field, where it came from, its neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trial.analysis import Analysis
from trial.event_course import Observed, observed
from trial.events import Event
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


def build(analysis: Analysis, selection: Selection) -> EventRecord | None:
    """Give the event that the selection opens; None when none is open or these data do not have it."""
    found = next(_named(analysis, selection.event or ""), None)
    if found is None:
        return None
    subject, event = found
    shown = shown_events(analysis, selection).events
    place = next((place for place, one in enumerate(shown) if one.event is event), None)
    primary = analysis.primary[subject.index]
    return EventRecord(
        key=key_of(subject, event),
        event=event,
        subject=subject,
        seen=observed(subject, analysis.cut),
        cut=analysis.cut,
        anchor_label=analysis.snapshot.study.anchor.label,
        status=meaning(event, primary),
        primary=primary,
        place=None if place is None else place + 1,
        of=len(shown),
        previous=None if place is None else _neighbour(shown, place - 1),
        following=None if place is None else _neighbour(shown, place + 1),
    )


def _named(analysis: Analysis, key: str) -> Iterator[tuple[Subject, Event]]:
    for event in analysis.events:
        subject = analysis.subjects[event.subject]
        if key_of(subject, event) == key:
            yield subject, event


def _neighbour(shown: tuple[ShownEvent, ...], place: int) -> Neighbour | None:
    return Neighbour(shown[place].key, shown[place].page) if 0 <= place < len(shown) else None
