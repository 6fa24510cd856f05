"""The events that bear on the primary safety endpoint, each with its component, its judgements and what it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from trial.calendar import complete_day
from trial.event_words import is_severe
from trial.events import Event
from trial.primary_rules import (
    Natural,
    PrimaryRules,
    adjudication_words,
    is_candidate,
    is_certain,
    is_later,
    is_neurologic,
    is_pending,
    is_site,
    natural,
)
from trial.shown_events import key_of
from trial.subjects import Subject

PERI_DAYS = 30
"""Last day of the peri-procedural window, which begins on the day of the anchor."""


class Component(StrEnum):
    """Which part of the composite endpoint an event is flagged for."""

    SITE = "A, infusion site"
    DEFICIT = "B, neurologic deficit"
    BOTH = "A and B"
    NEITHER = "neither flag"


class Standing(StrEnum):
    """What one event means for the endpoint at the cut."""

    EVENT = "event"
    PENDING = "pending adjudication"
    NATURAL = "natural progression, not counted"
    BEFORE = "not after day 0, not counted"


class Tier(StrEnum):
    """How severe an event has to be to count."""

    ANY = "any"
    MODERATE = "grade 2 and up"
    SEVERE = "grade 3 and up, or serious"


@dataclass(frozen=True, slots=True)
class Judged:
    """One event that is flagged, or that is expressly open. None: not recorded."""

    event: Event
    key: str
    """"<subject>:<AESEQ>"."""
    component: Component
    natural: Natural
    standing: Standing
    certain: bool
    """Whether it counts without leave to doubt: A, or B expressly not attributed to natural progression."""
    adjudication: str
    """As written, in small letters; "not recorded" where nothing is."""
    adjudicator: str | None
    adjudicated_on: str | None
    reason: str | None
    sent: str | None
    waiting_days: int | None
    """Days from the date sent to the cut, of a pending event with a complete date."""

    def reaches(self, tier: Tier) -> bool | None:
        """Say whether the event reaches a tier; None where grade or seriousness is not recorded and decides."""
        return reaches(self.event, tier)

    @property
    def is_early(self) -> bool:
        """Whether the event began within 30 days of the anchor, or may have: a partial start counts if it can be."""
        bounds = self.event.start_bounds
        return bounds is None or bounds[0] <= PERI_DAYS


def reaches(event: Event, tier: Tier) -> bool | None:
    """Say whether an event reaches a tier; None where what is not recorded decides."""
    match tier:
        case Tier.ANY:
            return True
        case Tier.MODERATE:
            return None if event.grade is None else event.grade >= 2
        case Tier.SEVERE:
            if event.serious or is_severe(event):
                return True
            return None if event.grade is None or event.serious is None else False


def judged(subject: Subject, events: Iterable[Event], rules: PrimaryRules) -> tuple[Judged, ...]:
    """Give the events of one subject that bear on the endpoint, in their order."""
    found = [event for event in events if is_site(event, rules) or is_neurologic(event, rules) or _open(event, rules)]
    return tuple(_judged(subject, event, rules) for event in found)


def _open(event: Event, rules: PrimaryRules) -> bool:
    return bool(event.emergent) and is_pending(event, rules)


def _judged(subject: Subject, event: Event, rules: PrimaryRules) -> Judged:
    columns, standing = rules.columns, _standing(event, rules)
    decided = not is_later(event, columns.adjudication_date, rules)
    sent = None if is_later(event, columns.adjudication_sent, rules) else event.record.get(columns.adjudication_sent)
    day = complete_day(sent)
    return Judged(
        event=event,
        key=key_of(subject, event),
        component=_component(event, rules),
        natural=natural(event, rules),
        standing=standing,
        certain=is_certain(event, rules),
        adjudication=adjudication_words(event, rules),
        adjudicator=event.record.get(columns.adjudicator) if decided else None,
        adjudicated_on=event.record.get(columns.adjudication_date) if decided else None,
        reason=event.record.get(columns.adjudication_reason) if decided else None,
        sent=sent,
        waiting_days=(rules.cut - day).days if day is not None and standing is Standing.PENDING else None,
    )


def _component(event: Event, rules: PrimaryRules) -> Component:
    match is_site(event, rules), is_neurologic(event, rules):
        case True, True:
            return Component.BOTH
        case True, False:
            return Component.SITE
        case False, True:
            return Component.DEFICIT
        case _:
            return Component.NEITHER


def _standing(event: Event, rules: PrimaryRules) -> Standing:
    if not event.emergent:
        return Standing.BEFORE
    if is_pending(event, rules):
        return Standing.PENDING
    return Standing.EVENT if is_candidate(event, rules) else Standing.NATURAL
