"""The listing of adverse events: every field a board asks for, one row an event."""

from collections.abc import Iterable

from trial.event_course import End
from trial.event_periods import period_text
from trial.event_words import is_fatal, since_words
from trial.listing import Cell, Column, Listing
from trial.shown_events import ShownEvent

COLUMNS = (
    Column("subject", "Patient"),
    Column("seq", "No.", "number", 0),
    Column("term", "Event"),
    Column("grade", "Grade", "number", 0),
    Column("serious", "Serious"),
    Column("related", "Related"),
    Column("primary", "Primary endpoint"),
    Column("aesi", "Special interest"),
    Column("since", "Since previous cut"),
    Column("start_day", "Start day", "number", 0),
    Column("end_day", "End day", "number", 0),
    Column("ongoing", "Ongoing"),
    Column("start_date", "Start date"),
    Column("end_date", "End date"),
    Column("duration", "Duration, days", "number", 0),
    Column("outcome", "Outcome"),
    Column("emergent", "Treatment-emergent"),
    Column("procedure_emergent", "Procedure-emergent"),
    Column("period", "Period"),
    Column("related_cells", "Related to cells"),
    Column("related_procedure", "Related to puncture"),
    Column("related_aspiration", "Related to aspiration"),
    Column("natural_progression", "Natural progression"),
    Column("decoded", "Coded term"),
    Column("body_system", "System organ class"),
    Column("grade_source", "Grade from"),
    Column("fatal", "Fatal"),
)
NOTE = (
    "Days count from the anchor (day 0). Duration counts the first and the last day, of complete dates. Dates as "
    "written in the data. Empty: not recorded or not known. Ongoing empty: the data do not say whether it has ended."
)


def listing_of(events: Iterable[ShownEvent]) -> Listing:
    """List events in the order given."""
    return Listing("events", "Adverse events", COLUMNS, tuple(_row(one) for one in events), NOTE)


def duration(one: ShownEvent) -> int | None:
    """Give the days an event lasted, first and last day included; None unless both are known to the day."""
    course = one.course
    if course is None or course.end is not End.DATED or course.imputed:
        return None
    return int(course.last - course.first) + 1


def _row(one: ShownEvent) -> tuple[Cell, ...]:
    event = one.event
    return (
        one.subject.id,
        event.seq,
        event.term or event.decoded,
        event.grade,
        event.serious,
        event.related,
        None if one.primary is None else one.primary.capitalize(),
        event.aesi,
        since_words(event),
        event.start_day,
        event.end_day,
        event.ongoing,
        event.start_date,
        event.end_date,
        duration(one),
        event.outcome,
        event.emergent,
        event.procedure_emergent,
        period_text(event.periods),
        event.related_cells,
        event.related_procedure,
        event.related_aspiration,
        None if event.natural_progression is None else event.natural_progression.capitalize(),
        event.decoded,
        event.body_system,
        event.grade_source,
        is_fatal(event),
    )
