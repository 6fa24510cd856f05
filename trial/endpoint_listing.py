"""Listings of the primary safety endpoint: a row an event with its judgements, and a row a rate."""

from trial.analysis import Analysis
from trial.endpoint import Line, lines_of, rates_of
from trial.endpoint_document import TIERS
from trial.endpoint_events import Judged
from trial.event_words import term
from trial.listing import Cell, Column, Listing
from trial.selection import Selection, selected_subjects

PATIENTS = (
    Column("subject", "Patient"),
    Column("status", "Status"),
    Column("sensitivity", "Status, sensitivity analysis"),
    Column("to_day", "Followed to day", "number", 0),
    Column("seq", "Event no.", "number", 0),
    Column("term", "Event"),
    Column("start_date", "Start date"),
    Column("start_day", "Start day", "number", 0),
    Column("grade", "Grade", "number", 0),
    Column("serious", "Serious"),
    Column("standing", "Counts as"),
    Column("component", "Component"),
    Column("natural", "Natural progression"),
    Column("adjudication", "Adjudication"),
    Column("adjudicator", "Adjudicated by"),
    Column("adjudicated_on", "Adjudicated on"),
    Column("reason", "Why"),
    Column("sent", "Sent to adjudication"),
    Column("waiting", "Days since sent", "number", 0),
)
RATES = (
    Column("analysis", "Analysis"),
    Column("denominator", "Denominator"),
    Column("tier", "Tier"),
    Column("window", "Window"),
    Column("k", "k", "number", 0),
    Column("n", "n", "number", 0),
    Column("lower", "Lower, two-sided 95 %", "number", 4),
    Column("upper", "Upper, two-sided 95 %", "number", 4),
    Column("upper_one_sided", "Upper, one-sided 95 %", "number", 4),
    Column("ungraded", "Patients of unknown grade or seriousness", "number", 0),
    Column("subjects", "Patients"),
)
PATIENTS_NOTE = (
    "One row for every event that is flagged or pending, one for a patient without such an event. Empty: not recorded."
)
RATES_NOTE = "Exact intervals (Clopper-Pearson) as shares of 1. Rules: docs/statistics.md."


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every patient shown with the events that bear on the endpoint."""
    lines = lines_of(analysis, selected_subjects(selection, analysis))
    rows = [(*_patient(line), *cells) for line in lines for cells in _events(line)]
    return Listing("primary", "Primary safety endpoint", PATIENTS, tuple(rows), PATIENTS_NOTE)


def _patient(line: Line) -> tuple[Cell, ...]:
    return line.subject.id, line.primary.status.value, line.sensitivity.value, line.primary.to_day


def _events(line: Line) -> list[tuple[Cell, ...]]:
    blank: tuple[Cell, ...] = (None,) * (len(PATIENTS) - 4)
    return [_event(one) for one in line.events] or [blank]


def _event(one: Judged) -> tuple[Cell, ...]:
    event = one.event
    return (
        event.seq, term(event), event.start_date, event.start_day, event.grade, event.serious, one.standing.value,
        one.component.value, one.natural.value, one.adjudication, one.adjudicator, one.adjudicated_on, one.reason,
        one.sent, one.waiting_days,
    )  # fmt: skip


def rates_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List k of n with bounds, in every analysis, denominator, tier and window."""
    rows = tuple(
        (
            one.reading.value, one.denominator.value, TIERS[one.tier], one.window.value, one.k, one.n, one.lower,
            one.upper, one.upper_one_sided, one.ungraded, " ".join(analysis.subjects[at].id for at in one.subjects),
        )
        for one in rates_of(analysis, selected_subjects(selection, analysis))
    )  # fmt: skip
    return Listing("primary-rates", "Rates of the primary safety endpoint", RATES, rows, RATES_NOTE)
