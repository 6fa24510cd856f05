"""Which events are new or changed since the previous data cut, by what the present records say was known then."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from trial import events, primary, subjects
from trial.cut import known_at
from trial.events import Event, News
from trial.primary import Primary, meaning
from trial.snapshot import Snapshot

Place = tuple[str, int]
"""The file and the row of a record."""


def marked(snapshot: Snapshot, cut: date, reported: Sequence[Event], standings: Sequence[Primary]) -> tuple[Event, ...]:
    """Give the events with what is new of each since the previous cut of the study file; unchanged without one.

    New: the event began after the previous cut. Changed: its end, whether it goes on, its outcome or what it means for
    the primary endpoint was not known then as it is now. No earlier extract is read: a value that was corrected in the
    meantime, or entered late, is not seen.
    """
    previous = snapshot.study.previous_cut
    if previous is None or previous >= cut:
        return tuple(reported)
    known = known_at(snapshot, previous)
    people = subjects.build(known)
    earlier = events.build(known, people)
    stood = primary.build(known, people, earlier)
    before = {_place(event): (event, stood[event.subject]) for event in earlier}
    return tuple(_marked(event, standings[event.subject], before.get(_place(event))) for event in reported)


def _place(event: Event) -> Place:
    return event.file, event.row


def _marked(event: Event, standing: Primary, before: tuple[Event, Primary] | None) -> Event:
    if before is None:
        return replace(event, news=News.NEW)
    changes = tuple(_changes(event, standing, *before))
    return replace(event, news=News.CHANGED, changes=changes) if changes else event


def _changes(event: Event, standing: Primary, earlier: Event, stood: Primary) -> Iterator[str]:
    """Name what differs between what is known of an event and what was."""
    if (event.end_date, event.ongoing) != (earlier.end_date, earlier.ongoing):
        yield "end"
    if event.outcome != earlier.outcome:
        yield "outcome"
    if meaning(event, standing) != meaning(earlier, stood):
        yield "primary endpoint"
