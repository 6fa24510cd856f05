"""Primary safety endpoint: infusion-site complication, or new neurologic deficit not due to natural progression."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import betaincinv

from trial.columns import NO, YES
from trial.cut import KnownData
from trial.events import Event
from trial.safety_rules import SafetyRules
from trial.subjects import Subject
from trial.words import counted, day_text, listed

EVALUABLE_DAYS = 30
"""Days of follow-up after the anchor before the absence of an event says anything."""

_FINAL = ("FINAL", "COMPLETE", "ADJUDICATED", "CONFIRMED", "CLOSED", "DONE")
_OPEN = (
    "PENDING",
    "OPEN",
    "IN PROGRESS",
    "ONGOING",
    "UNDER ",
    "TO BE ",
    "NOT ADJUDICATED",
    "NOT COMPLETE",
    "NOT FINAL",
)


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


@dataclass(frozen=True, slots=True)
class Rules:
    """The columns that say it, and which of them the data have."""

    columns: SafetyRules
    missing: tuple[str, ...]
    """Those of site and neurologic that the data lack: without them "no event" cannot be said."""
    adjudicated: bool
    """Whether the data have an adjudication column at all."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one event from the anchor on means for the endpoint."""

    pending: bool
    """Adjudication can still change what it counts for."""
    site: bool
    """Recorded as a complication at the infusion site."""
    deficit: bool
    """Recorded as a new neurologic deficit that is not attributed to natural progression; uncertain counts."""

    @property
    def counts(self) -> bool:
        """Whether it is a primary safety event, adjudicated where the data have adjudication."""
        return not self.pending and (self.site or self.deficit)


def build(known: KnownData, subjects: Sequence[Subject], events: Sequence[Event]) -> tuple[Primary, ...]:
    """Give the status of every subject, in order.

    Rule: an event is an AE from the anchor on that is an infusion-site complication, or a new neurologic deficit that
    is not attributed to natural progression (uncertain counts), with final adjudication. While one is not finally
    adjudicated the status is pending. Without either, at least 30 days of follow-up are needed to say "no event".
    Where the data have no adjudication column, what the site recorded counts.
    """
    rules = rules_of(known.study.safety, known.table("AE").columns)
    of_subject: list[list[Event]] = [[] for _ in subjects]
    for event in events:
        if event.emergent:
            of_subject[event.subject].append(event)
    return tuple(_primary(subject, of_subject[subject.index], rules) for subject in subjects)


def rules_of(safety: SafetyRules, columns: Container[str]) -> Rules:
    """Say which of the columns that the endpoint needs the data have; `columns` are those of AE."""
    missing = tuple(name for name in (safety.site, safety.neurologic) if name not in columns)
    return Rules(safety, missing, safety.adjudication in columns)


def judgement(event: Event, rules: Rules) -> Judgement:
    """Judge one event by itself, whatever else its patient has."""
    return Judgement(_is_pending(event, rules), _is_site(event, rules.columns), _is_deficit(event, rules.columns))


def meaning(event: Event, primary: Primary) -> PrimaryStatus | None:
    """Say what an event means for the endpoint of its patient: an event, or pending; None where it is not counted."""
    return primary.status if event.emergent and event.seq in primary.events else None


def _primary(subject: Subject, events: Sequence[Event], rules: Rules) -> Primary:
    pending = [event for event in events if _is_pending(event, rules)]
    counted_in = [event for event in events if _is_candidate(event, rules.columns) and event not in pending]
    status, behind = PrimaryStatus.NO_EVENT, list[Event]()
    if counted_in:
        status, behind = PrimaryStatus.EVENT, counted_in
    elif pending:
        status, behind = PrimaryStatus.PENDING, pending
    elif rules.missing:
        status = PrimaryStatus.NOT_COLLECTED
    elif subject.last_day is None or subject.last_day < EVALUABLE_DAYS:
        status = PrimaryStatus.NOT_EVALUABLE
    text = _text(status, subject, behind, rules)
    return Primary(subject.index, status, tuple(event.seq for event in behind), subject.last_day, text)


def _flag(event: Event, column: str) -> str:
    return event.record.get(column, "").upper()


def _is_site(event: Event, columns: SafetyRules) -> bool:
    return _flag(event, columns.site) in YES


def _is_deficit(event: Event, columns: SafetyRules) -> bool:
    return _flag(event, columns.neurologic) in YES and _flag(event, columns.natural_progression) not in YES


def _is_candidate(event: Event, columns: SafetyRules) -> bool:
    return _is_site(event, columns) or _is_deficit(event, columns)


def _is_pending(event: Event, rules: Rules) -> bool:
    """Say whether adjudication can still change what an event counts for.

    That is so for any flagged event whose adjudication is not called final, also where the site attributes it to
    natural progression, and for any event that is expressly open.
    """
    stated = _flag(event, rules.columns.adjudication)
    flagged = _flag(event, rules.columns.site) in YES or _flag(event, rules.columns.neurologic) in YES
    return stated.startswith(_OPEN) or (rules.adjudicated and flagged and not stated.startswith(_FINAL))


def _text(status: PrimaryStatus, subject: Subject, behind: Sequence[Event], rules: Rules) -> str:
    match status:
        case PrimaryStatus.EVENT | PrimaryStatus.PENDING:
            return f"{'Event' if status is PrimaryStatus.EVENT else 'Pending'}: " + _listed_events(behind, rules)
        case PrimaryStatus.NOT_COLLECTED:
            return f"The data have no {listed(rules.missing)}, so this endpoint cannot be judged."
        case PrimaryStatus.NOT_EVALUABLE:
            return _not_evaluable(subject)
        case PrimaryStatus.NO_EVENT:
            return f"No event up to {day_text(subject.last_day or 0)}, the last contact."


def _listed_events(events: Sequence[Event], rules: Rules) -> str:
    return "; ".join(f"{event.term} ({_why(event, rules)})" for event in events) + "."


def _why(event: Event, rules: Rules) -> str:
    reasons = ["infusion-site complication"] if _is_site(event, rules.columns) else []
    if _flag(event, rules.columns.neurologic) in YES:
        reasons.append(f"new neurologic deficit, {_attribution(event, rules.columns)}")
    if _is_pending(event, rules):
        reasons.append(f"adjudication {_flag(event, rules.columns.adjudication).lower() or 'not recorded'}")
    elif not rules.adjudicated:
        reasons.append("as recorded by the site, without adjudication")
    day = event.start_date or "start not recorded" if event.start_day is None else day_text(event.start_day)
    return ", ".join([day, *reasons])


def _attribution(event: Event, columns: SafetyRules) -> str:
    stated = _flag(event, columns.natural_progression)
    if stated in YES:
        return "attributed to natural progression"
    return "not attributed to natural progression" if stated in NO else "attribution to natural progression uncertain"


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
