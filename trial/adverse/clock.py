"""Days from awareness, or onset, of a serious event to its report, against the 7 and 15 days of expedited reporting."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trial.calendar import complete_day
from trial.columns import YES
from trial.event_words import is_fatal
from trial.events import Event
from trial.safety_rules import SafetyRules

SHORT_DAYS, LONG_DAYS = 7, 15
"""Calendar days: fatal or life-threatening, and other serious suspected reactions (21 CFR 312.32)."""


class ClockState(StrEnum):
    """How far the report of an event is."""

    NONE = "no expedited clock"
    ON_TIME = "reported in time"
    LATE = "reported late"
    RUNNING = "not reported yet"
    OVERDUE = "overdue"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Clock:
    """One event's report. `days` from `begun` to the report, or to the cut while there is none."""

    state: ClockState
    limit: int | None
    """Days allowed; None: no expedited clock, because no judgement says related."""
    basis: str | None
    """What is counted from: awareness, else onset."""
    begun: date | None
    reported: date | None
    days: int | None
    assumed: bool
    """Whether relatedness is not recorded, and the event is counted as related."""


def clock(event: Event, rules: SafetyRules, cut: date, collected: bool) -> Clock:
    """Tell how the report of a serious event stands. `collected`: whether the data have a date of report at all.

    Seven days for a fatal or life-threatening event, fifteen for another, if a judgement says related to the cells, the
    procedure or the aspiration, or none was made. Whether an event is unexpected is not in the data: every related one
    counts. Days are calendar days, the day of awareness is day 0. A date after the cut is not known yet.
    """
    limit, assumed = _limit(event)
    basis, begun = _begun(event, rules, cut)
    written = event.record.get(rules.reported)
    reported = _known(written, cut)
    days = None if begun is None else ((reported or cut) - begun).days
    unreadable = written is not None and complete_day(written) is None
    if not collected or unreadable or days is None:
        state = ClockState.NONE if limit is None else ClockState.NOT_RECORDED
        return Clock(state, limit, basis, begun, reported, None, assumed)
    return Clock(_state(limit, days, reported is not None), limit, basis, begun, reported, days, assumed)


def deadline(found: Clock) -> date | None:
    """Give the last day on which a report is in time."""
    return None if found.begun is None or found.limit is None else found.begun + timedelta(found.limit)


def _limit(event: Event) -> tuple[int | None, bool]:
    judged = (event.related, event.related_cells, event.related_procedure, event.related_aspiration)
    is_known = any(each is not None for each in judged)
    if is_known and not any(judged):
        return None, False
    is_grave = is_fatal(event) or any(event.record.get(name, "").upper() in YES for name in ("AESDTH", "AESLIFE"))
    return SHORT_DAYS if is_grave else LONG_DAYS, not is_known


def _begun(event: Event, rules: SafetyRules, cut: date) -> tuple[str | None, date | None]:
    aware = _known(event.record.get(rules.aware), cut)
    if aware is not None:
        return "awareness", aware
    onset = _known(event.start_date, cut)
    return (None, None) if onset is None else ("onset", onset)


def _known(written: str | None, cut: date) -> date | None:
    """Read a complete date that is not after the cut."""
    day = complete_day(written)
    return None if day is None or day > cut else day


def _state(limit: int | None, days: int, is_reported: bool) -> ClockState:
    if limit is None:
        return ClockState.NONE
    if is_reported:
        return ClockState.ON_TIME if days <= limit else ClockState.LATE
    return ClockState.RUNNING if days <= limit else ClockState.OVERDUE
