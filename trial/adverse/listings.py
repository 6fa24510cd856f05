"""The summaries as listings to take along: counts, classes and terms, rates, serious and special events."""

from collections.abc import Iterator, Sequence

from trial.adverse import words
from trial.adverse.counts import GradeRow, Tally, Verdicts, period_name
from trial.adverse.lines import EventLine, clock_words, relation_words
from trial.adverse.summary import Summary, build, whole_of
from trial.analysis import Analysis
from trial.event_words import term
from trial.listing import Cell, Column, Listing
from trial.selection import Selection

COUNTS = (
    Column("table", "Table"),
    Column("row", "Row"),
    Column("answer", "Answer"),
    Column("patients", "Patients with at least one event", "number", 0),
    Column("of", "Patients in the whole", "number", 0),
    Column("events", "Events", "number", 0),
)
TERMS = (
    Column("soc", "System organ class"),
    Column("term", "Term"),
    Column("coded", "Coded"),
    Column("patients", "Patients with at least one event", "number", 0),
    Column("of", "Patients shown", "number", 0),
    Column("events", "Events", "number", 0),
    *(Column(f"worst_{grade}", f"Patients with worst grade {grade}", "number", 0) for grade in range(1, 6)),
    Column("worst_unknown", "Patients without a grade", "number", 0),
)
RATES = (
    Column("row", "Treatment-emergent events"),
    Column("events", "Events", "number", 0),
    Column("patients", "Patients with one", "number", 0),
    Column("without", "Patients without", "number", 0),
    Column("months", "Patient-months", "number", 2),
    Column("rate", "Per patient-month", "number", 4),
    Column("lower", "Lower 95 %", "number", 4),
    Column("upper", "Upper 95 %", "number", 4),
)
LINES = (
    Column("subject", "Patient"),
    Column("seq", "No.", "number", 0),
    Column("term", "Event"),
    Column("criteria", "Serious because of"),
    Column("start_day", "Onset day", "number", 0),
    Column("start_date", "Onset"),
    Column("grade", "Grade", "number", 0),
    Column("outcome", "Outcome"),
    Column("related", "Related"),
    Column("limit", "Days allowed", "number", 0),
    Column("days", "Days", "number", 0),
    Column("basis", "Counted from"),
    Column("begun", "From"),
    Column("reported", "Reported"),
    Column("state", "Expedited report"),
)
Row = tuple[Cell, ...]


def counts_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List all events, periods and relations, a row each count."""
    found = build(analysis, selection)
    rows = [*_questions(found), *_periods(found), *_relations(found)]
    return Listing("adverse-counts", "Adverse events, counts", COUNTS, tuple(rows), words.PERIOD_RULE)


def _questions(found: Summary) -> Iterator[Row]:
    yield _count("All events", "Any event", "", found.kept, found.patients)
    for each in found.questions:
        yield from _answers("All events", each.label, each.found, found.patients, whole_of(each, found))


def _periods(found: Summary) -> Iterator[Row]:
    for each in found.periods:
        yield _count("Period of onset", period_name(each.periods), "", each.count, each.reached)


def _relations(found: Summary) -> Iterator[Row]:
    for relation, answers in found.relations:
        yield from _answers("Related to", str(relation).capitalize(), answers, found.patients)


def _answers(table: str, row: str, found: Verdicts, of: int, of_yes: int | None = None) -> Iterator[Row]:
    yield _count(table, row, "yes", found.yes, of if of_yes is None else of_yes)
    for answer, count in (("no", found.no), ("not recorded", found.unknown)):
        yield _count(table, row, answer, count, of)


def _count(table: str, row: str, answer: str, count: Tally, of: int | None) -> Row:
    return table, row, answer, count.patients, of, count.events


def terms_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List system organ classes and terms with patients by worst grade; a class has no term in its own row."""
    found = build(analysis, selection)
    rows = tuple(_term(row, found.patients) for each in found.classes for row in (each.whole, *each.terms))
    return Listing("adverse-terms", "Adverse events by class and term", TERMS, rows, words.CLASS_RULE)


def _term(row: GradeRow, of: int) -> Row:
    return row.soc, row.term, row.coded, row.count.patients, of, row.count.events, *row.worst


def rates_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the rates."""
    found = build(analysis, selection)
    rows = tuple(
        (named.label, each.events, each.patients, each.without, found.time.months, each.rate, each.lower, each.upper)
        for named in found.rates
        for each in (named.rate,)
    )
    return Listing("adverse-rates", "Adverse events per patient-month", RATES, rows, words.RATE_RULE)


def serious_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the serious events."""
    found = build(analysis, selection)
    rows = _lines(found.serious, found)
    return Listing("serious-events", "Serious adverse events", LINES, rows, words.REPORT_RULE)


def special_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the events of special interest."""
    found = build(analysis, selection)
    rows = _lines(found.special, found)
    return Listing("special-interest", "Events of special interest", LINES, rows, words.REPORT_RULE)


def _lines(lines: Sequence[EventLine], found: Summary) -> tuple[Row, ...]:
    return tuple(_line(line, found) for line in lines)


def _line(line: EventLine, found: Summary) -> Row:
    event, clock = line.event, line.clock
    begun = None if clock is None or clock.begun is None else clock.begun.isoformat()
    reported = None if clock is None or clock.reported is None else clock.reported.isoformat()
    return (
        line.patient, event.seq, term(event), ", ".join(line.criteria), event.start_day, event.start_date, event.grade,
        event.outcome, relation_words(event), None if clock is None else clock.limit,
        None if clock is None else clock.days, None if clock is None else clock.basis, begun, reported,
        None if clock is None else clock_words(clock, found.cut),
    )  # fmt: skip
