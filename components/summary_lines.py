"""Line listings of serious events and of events of special interest, with the clock of reporting."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from components.elements import Element, Node, element
from components.state import patient_path
from components.summary_tables import table
from trial.adverse.clock import ClockState
from trial.adverse.lines import EventLine, clock_words, relation_words
from trial.event_words import sentence_case, term
from trial.words import NOTHING, day_text

MOST_LINES = 60
LATE = (ClockState.LATE, ClockState.OVERDUE)


def lines(title: str, found: Sequence[EventLine], cut: date) -> Element:
    """Make the listing: the event opens its record, the patient its view."""
    heads = ("Patient", "Event", "Serious because of", "Onset", "Grade", "Outcome", "Related", "Expedited report")
    rows = [_line(line, cut) for line in found[:MOST_LINES]]
    return table(title, heads, [element("Tbody", rows)], "sum-lines")


def _line(line: EventLine, cut: date) -> Element:
    event = line.event
    opens = element(
        "Button", term(event), type="button", className="sum-count", data_change=f"event={quote(line.key, safe='')}"
    )
    patient = element("A", line.patient, href=patient_path(line.patient), className="patient-link")
    onset = event.start_date or NOTHING if event.start_day is None else day_text(event.start_day)
    cells: list[list[Node]] = [
        [opens],
        [", ".join(line.criteria) or ("no criterion recorded" if event.serious else NOTHING)],
        [onset],
        [str(event.grade or NOTHING)],
        [sentence_case(event.outcome) if event.outcome else NOTHING],
        [relation_words(event)],
        [_report(line, cut)],
    ]
    return element("Tr", [element("Th", patient, scope="row"), *(element("Td", cell) for cell in cells)])


def _report(line: EventLine, cut: date) -> Element:
    if line.clock is None:
        return element("Span", "not serious", className="sum-zero")
    is_late = line.clock.state in LATE
    return element("Span", sentence_case(clock_words(line.clock, cut)), className="sum-late" if is_late else None)
