"""One line for each serious or special event: criteria of seriousness, relations and the report, in words."""

from dataclasses import dataclass
from datetime import date

from trial.adverse.clock import Clock, ClockState
from trial.event_relations import Relation
from trial.events import Event
from trial.subjects import SubjectId
from trial.words import MINUS, counted, date_text


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of a line listing; `clock` is None for an event that is not serious."""

    key: str
    patient: SubjectId
    event: Event
    criteria: tuple[str, ...]
    clock: Clock | None


def relation_words(event: Event) -> str:
    """Write the three judgements: "to cells; aspiration not recorded", "not related", "not recorded"."""
    pairs = tuple((each.value, each.verdict(event)) for each in Relation)
    related = [name for name, verdict in pairs if verdict]
    unknown = [name for name, verdict in pairs if verdict is None]
    if len(unknown) == len(pairs):
        return "not recorded"
    parts = [f"to {', '.join(related)}" if related else "not related"]
    return "; ".join([*parts, *([f"{', '.join(unknown)} not recorded"] if unknown else [])])


def clock_words(found: Clock, cut: date) -> str:
    """Write how the report stands: "reported late: 16 days from awareness, 15 allowed"."""
    if found.state is ClockState.NONE:
        reported = "" if found.reported is None else f"; reported {date_text(found.reported)}"
        return f"no expedited clock: not related{reported}"
    if found.state is ClockState.NOT_RECORDED or found.days is None or found.limit is None:
        return f"{counted(found.limit or 0, 'day')} allowed; dates not recorded"
    since = f"{_days(found.days)} from {found.basis}, {found.limit} allowed"
    if found.assumed:
        since += "; relation not recorded, counted as related"
    return f"{found.state}{'' if found.reported else f' on {date_text(cut)}'}: {since}"


def _days(days: int) -> str:
    return counted(days, "day") if days >= 0 else f"{MINUS}{counted(-days, 'day')}"
