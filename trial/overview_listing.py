"""The overview as a listing: one row a patient with every number that the view shows or hides in its titles."""

from collections.abc import Iterator, Sequence

from trial.listing import Cell, Column, Listing
from trial.patient_row import Row
from trial.slopes import Change, Line
from trial.study import Endpoint
from trial.visits import VisitStatus
from trial.words import ONE_PATIENT_SENTENCE

_FIXED = (
    Column("subject", "Patient"),
    Column("status", "Status"),
    Column("day", "Day", "number", 0),
    Column("last_day", "Day of last contact", "number", 0),
    Column("attention", "Attention"),
    Column("why", "Why"),
    Column("primary", "Primary safety endpoint"),
    Column("primary_text", "Primary safety endpoint, detail"),
    Column("events", "Events", "number", 0),
    Column("events_matching", "Events matching the filters", "number", 0),
    Column("serious", "Serious events", "number", 0),
    Column("severe", "Events of grade 3 and up", "number", 0),
    Column("last_visit", "Last visit"),
    Column("last_visit_date", "Last visit date"),
    Column("next_visit", "Next visit"),
    Column("next_visit_target", "Next visit target date"),
    Column("next_visit_window_end", "Next visit window end"),
    Column("in_window", "Visits in window", "number", 0),
    Column("expected", "Visits expected", "number", 0),
    Column("overdue", "Visits overdue", "number", 0),
    Column("missed", "Visits missed", "number", 0),
)
_NUMBERS = (
    ("pre", "pre slope per month"),
    ("pre_lower", "pre 95 % CI lower"),
    ("pre_upper", "pre 95 % CI upper"),
    ("post", "post slope per month"),
    ("post_lower", "post 95 % CI lower"),
    ("post_upper", "post 95 % CI upper"),
    ("change", "change per month"),
    ("change_lower", "change 95 % CI lower"),
    ("change_upper", "change 95 % CI upper"),
)


def listing_of(rows: Sequence[Row], endpoints: Sequence[Endpoint]) -> Listing:
    """Give the listing of `rows`, whose slopes are of `endpoints`."""
    return Listing(
        name="overview",
        title="Overview, one row a patient",
        columns=(*_FIXED, *(column for endpoint in endpoints for column in _columns(endpoint))),
        rows=tuple((*_fixed(row), *(number for cell in _slopes(row) for number in cell)) for row in rows),
        note=ONE_PATIENT_SENTENCE,
    )


def _columns(endpoint: Endpoint) -> Iterator[Column]:
    for part in ("pre", "post"):
        yield Column(f"{endpoint.id}_{part}_n", f"{endpoint.label}, {part} days", "number", 0)
    for key, text in _NUMBERS:
        yield Column(f"{endpoint.id}_{key}", f"{endpoint.label}, {text}, {endpoint.unit}", "number", 4)


def _fixed(row: Row) -> tuple[Cell, ...]:
    last, coming = row.visits.last, row.visits.next
    statuses = [mark.status for mark in row.visits.marks]
    return (
        row.id,
        str(row.status),
        row.day,
        row.last_day,
        str(row.level),
        " | ".join(f"{reason.title}. {reason.detail}".strip() for reason in row.reasons),
        str(row.primary.status),
        row.primary.text,
        row.events.all,
        row.events.matching,
        row.events.serious,
        row.events.severe,
        None if last is None else last[0],
        None if last is None else last[1].isoformat(),
        None if coming is None else coming.label,
        None if coming is None or coming.target is None else coming.target.isoformat(),
        None if coming is None or coming.window is None else coming.window[1].isoformat(),
        row.visits.in_window,
        row.visits.expected,
        statuses.count(VisitStatus.OVERDUE),
        statuses.count(VisitStatus.MISSED),
    )


def _slopes(row: Row) -> Iterator[tuple[Cell, ...]]:
    for cell in row.slopes:
        yield (cell.pre.n, cell.post.n, *_line(cell.pre), *_line(cell.post), *_change(cell.change))


def _line(line: Line) -> tuple[Cell, ...]:
    return line.slope, line.lower, line.upper


def _change(change: Change) -> tuple[Cell, ...]:
    return change.estimate, change.lower, change.upper
