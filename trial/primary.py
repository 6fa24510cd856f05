"""Primary safety endpoint: infusion-site complication, or new neurologic deficit not due to natural progression."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import betaincinv

from trial.cut import KnownData
from trial.events import Event
from trial.primary_rules import (
    PrimaryRules,
    adjudication_words,
    attribution_words,
    is_candidate,
    is_neurologic,
    is_pending,
    is_site,
    rules_of,
)
from trial.subjects import Subject
from trial.words import counted, day_text, listed

EVALUABLE_DAYS = 30
"""Days of follow-up after the anchor before the absence of an event says anything."""


class PrimaryStatus(StrEnum):
    """Where one subject stands on the primary safety endpoint."""

    EVENT = "event"
    PENDING = "pending adjudication"
    NO_EVENT = "no event"
    NOT_EVALUABLE = "not yet evaluable"
    NOT_COLLECTED = "not collected"


@dataclass(frozen=True, slots=True)
class Primary:
    """Status of one subject, the AESEQ of the events behind it, until which day it is known, and a sentence."""

    subject: int
    status: PrimaryStatus
    events: tuple[int, ...]
    to_day: int | None
    text: str


def build(known: KnownData, subjects: Sequence[Subject], events: Sequence[Event]) -> tuple[Primary, ...]:
    """Give the status of every subject, in order.

    Rule: an event is an AE from the anchor on that is an infusion-site complication, or a new neurologic deficit that
    is not attributed to natural progression (uncertain counts), with final adjudication. While one is not finally
    adjudicated the status is pending. Without either, at least 30 days of follow-up are needed to say "no event".
    Where the data have no adjudication column, what the site recorded counts. An adjudication dated after the cut is
    not known yet: the event is pending.
    """
    rules = rules_of(known.study.safety, known.table("AE").columns, known.cut)
    of_subject: list[list[Event]] = [[] for _ in subjects]
    for event in events:
        if event.emergent:
            of_subject[event.subject].append(event)
    return tuple(_primary(subject, of_subject[subject.index], rules) for subject in subjects)


def meaning(event: Event, primary: Primary) -> PrimaryStatus | None:
    """Say what an event means for the endpoint of its patient: an event, or pending; None where it is not counted."""
    return primary.status if event.emergent and event.seq in primary.events else None


def _primary(subject: Subject, events: Sequence[Event], rules: PrimaryRules) -> Primary:
    pending = [event for event in events if is_pending(event, rules)]
    counted_in = [event for event in events if is_candidate(event, rules) and event not in pending]
    status, behind = PrimaryStatus.NOT_COLLECTED, list[Event]()
    if counted_in:
        status, behind = PrimaryStatus.EVENT, counted_in
    elif pending:
        status, behind = PrimaryStatus.PENDING, pending
    elif not rules.missing:
        status = without_event(subject)
    text = _text(status, subject, behind, rules)
    return Primary(subject.index, status, tuple(event.seq for event in behind), subject.last_day, text)


def without_event(subject: Subject) -> PrimaryStatus:
    """Give the status of a subject without an event: none, or not followed long enough to say so."""
    return PrimaryStatus.NO_EVENT if is_followed(subject) else PrimaryStatus.NOT_EVALUABLE


def is_followed(subject: Subject, days: int = EVALUABLE_DAYS) -> bool:
    """Say whether a subject was seen so many days after the anchor, or later."""
    return subject.last_day is not None and subject.last_day >= days


def _text(status: PrimaryStatus, subject: Subject, behind: Sequence[Event], rules: PrimaryRules) -> str:
    match status:
        case PrimaryStatus.EVENT | PrimaryStatus.PENDING:
            return f"{'Event' if status is PrimaryStatus.EVENT else 'Pending'}: " + _listed_events(behind, rules)
        case PrimaryStatus.NOT_COLLECTED:
            return f"The data have no {listed(rules.missing)}, so this endpoint cannot be judged."
        case PrimaryStatus.NOT_EVALUABLE:
            return _not_evaluable(subject)
        case PrimaryStatus.NO_EVENT:
            return f"No event up to {day_text(subject.last_day or 0)}, the last contact."


def _listed_events(events: Sequence[Event], rules: PrimaryRules) -> str:
    return "; ".join(f"{event.term} ({_why(event, rules)})" for event in events) + "."


def _why(event: Event, rules: PrimaryRules) -> str:
    reasons = ["infusion-site complication"] if is_site(event, rules) else []
    if is_neurologic(event, rules):
        reasons.append(f"new neurologic deficit, {attribution_words(event, rules)}")
    if is_pending(event, rules):
        reasons.append(f"adjudication {adjudication_words(event, rules)}")
    elif not rules.adjudicated:
        reasons.append("as recorded by the site, without adjudication")
    day = event.start_date or "start not recorded" if event.start_day is None else day_text(event.start_day)
    return ", ".join([day, *reasons])


def _not_evaluable(subject: Subject) -> str:
    if subject.anchor is None:
        return "Not treated, so not yet evaluable."
    days = counted(subject.last_day or 0, "day")
    return f"Followed for {days}; fewer than {EVALUABLE_DAYS} days do not show the absence of an event."


def exact_interval(events: int, patients: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact two-sided interval of a proportion (Clopper-Pearson).

    lower = Beta^-1(a/2; k, n - k + 1), upper = Beta^-1(1 - a/2; k + 1, n - k), a = 1 - confidence; 0 and 1 at k = 0
    and k = n. Assumes independent patients with one probability. Of no patients nothing is known: (0, 1).
    Source: Clopper CJ, Pearson ES. Biometrika 1934;26:404-413.
    """
    if patients == 0:
        return 0.0, 1.0
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(betaincinv(events, patients - events + 1, tail))
    return low, exact_upper_bound(events, patients, 1 - tail)


def exact_upper_bound(events: int, patients: int, confidence: float = 0.95) -> float:
    """Give the exact one-sided upper bound of a proportion: what the events seen do not exclude.

    Beta^-1(confidence; k + 1, n - k); for k = 0 it is 1 - (1 - confidence)^(1/n). Of no patients nothing is known: 1.
    """
    return 1.0 if events == patients else float(betaincinv(events + 1, patients - events, confidence))
