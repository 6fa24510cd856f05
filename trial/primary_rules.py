"""What one adverse event says about the primary safety endpoint: its flags, its attribution, its adjudication."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trial.calendar import interval
from trial.columns import NO, YES
from trial.events import Event
from trial.safety_rules import SafetyRules

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


class Natural(StrEnum):
    """Whether a deficit is attributed to the natural progression of the disease."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class PrimaryRules:
    """The columns that say it, which of them the data have, and the cut up to which an adjudication is known."""

    columns: SafetyRules
    missing: tuple[str, ...]
    """Those of site and neurologic that the data lack: without them "no event" cannot be said."""
    adjudicated: bool
    """Whether the data have an adjudication column at all."""
    cut: date


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one event from the anchor on means for the endpoint, whatever else its patient has."""

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


def rules_of(safety: SafetyRules, columns: Collection[str], cut: date) -> PrimaryRules:
    """Give the rules of a study on a table AE of these columns, as known at a cut."""
    missing = tuple(name for name in (safety.site, safety.neurologic) if name not in columns)
    return PrimaryRules(safety, missing, safety.adjudication in columns, cut)


def _flag(event: Event, column: str) -> str:
    return event.record.get(column, "").upper()


def judgement(event: Event, rules: PrimaryRules) -> Judgement:
    """Judge one event by itself."""
    return Judgement(is_pending(event, rules), is_site(event, rules), is_deficit(event, rules))


def is_site(event: Event, rules: PrimaryRules) -> bool:
    """Say whether an event is flagged as a complication at the infusion site (component A)."""
    return _flag(event, rules.columns.site) in YES


def is_neurologic(event: Event, rules: PrimaryRules) -> bool:
    """Say whether an event is flagged as a new neurologic deficit (component B), whatever it is attributed to."""
    return _flag(event, rules.columns.neurologic) in YES


def natural(event: Event, rules: PrimaryRules) -> Natural:
    """Say whether an event is attributed to natural progression; what is neither yes nor no is uncertain."""
    stated = _flag(event, rules.columns.natural_progression)
    if not stated:
        return Natural.NOT_RECORDED
    return Natural.YES if stated in YES else Natural.NO if stated in NO else Natural.UNCERTAIN


def is_deficit(event: Event, rules: PrimaryRules) -> bool:
    """Say whether an event is B, not attributed to natural progression; uncertain and not recorded count."""
    return is_neurologic(event, rules) and natural(event, rules) is not Natural.YES


def is_candidate(event: Event, rules: PrimaryRules) -> bool:
    """Say whether an event is A, or B not attributed to natural progression; uncertain and not recorded count."""
    return is_site(event, rules) or is_deficit(event, rules)


def is_certain(event: Event, rules: PrimaryRules) -> bool:
    """Say whether an event is A, or B that is expressly not attributed to natural progression."""
    return is_site(event, rules) or (is_neurologic(event, rules) and natural(event, rules) is Natural.NO)


def is_pending(event: Event, rules: PrimaryRules) -> bool:
    """Say whether adjudication can still change what an event counts for.

    That is so for any flagged event whose adjudication is not called final, or is dated after the cut, also where the
    site attributes it to natural progression, and for any event that is expressly open.
    """
    stated = _flag(event, rules.columns.adjudication)
    flagged = is_site(event, rules) or is_neurologic(event, rules)
    final = stated.startswith(_FINAL) and not is_later(event, rules.columns.adjudication_date, rules)
    return stated.startswith(_OPEN) or (rules.adjudicated and flagged and not final)


def is_later(event: Event, column: str, rules: PrimaryRules) -> bool:
    """Say whether a date of the record certainly lies after the cut: what it tells of is not known yet."""
    found = interval(event.record.get(column, ""))
    return found is not None and found[0] > rules.cut


def adjudication_words(event: Event, rules: PrimaryRules) -> str:
    """Write how far adjudication is: "final", "pending", "not recorded", "final after the cut"."""
    stated = _flag(event, rules.columns.adjudication).lower() or "not recorded"
    after = stated != "not recorded" and is_later(event, rules.columns.adjudication_date, rules)
    return f"{stated}, dated after the cut" if after else stated


def attribution_words(event: Event, rules: PrimaryRules) -> str:
    """Write the attribution of a deficit."""
    match natural(event, rules):
        case Natural.YES:
            return "attributed to natural progression"
        case Natural.NO:
            return "not attributed to natural progression"
        case _:
            return "attribution to natural progression uncertain"
