"""The listings of the page: disposition, baseline and product, one row a patient."""

from datetime import date

from trial.analysis import Analysis
from trial.course import baseline, product
from trial.course.baseline import value_text
from trial.course.flow import end_day, fatal_terms, reason
from trial.listing import Cell, Column, Listing
from trial.selection import Selection, selected_subjects

DISPOSITION_NOTE = (
    "Days count from the anchor (day 0). Reason: of a death the fatal event, else the disposition in the data's words. "
    "Columns of visits: the status of the visit at the data cut."
)
BASELINE_NOTE = (
    "Each value is the last one known up to the day of the anchor, of the patients who have one. Beside each value "
    "stand its date and its source. Empty: not recorded."
)
PRODUCT_NOTE = (
    "72 hours are day 0 to day 3, 30 days are day 0 to day 30. Possible: the start of the event is known in part and "
    "may lie there. Days since the previous patient count over the whole study. Empty: not recorded."
)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def disposition_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List how every patient shown went through the trial."""
    study, causes = analysis.snapshot.study, fatal_terms(analysis)
    columns = (
        Column("subject", "Patient"), Column("screening", "Screened"), Column("anchor", study.anchor.label),
        Column("status", "Status at the data cut"), Column("reason", "Reason"), Column("date", "Date of leaving"),
        Column("day", "Day of leaving", "number", 0), Column("last_day", "Last contact, day", "number", 0),
        *(Column(f"visit_{visit.id}", visit.label) for visit in study.visits),
    )  # fmt: skip
    rows = []
    for one in selected_subjects(selection, analysis):
        facts: list[Cell] = [
            one.id, _iso(one.screening), _iso(one.anchor), str(one.status), reason(one, causes) or None,
            _iso(one.status_date), end_day(one), one.last_day,
        ]  # fmt: skip
        visits = [cell.status.replace("_", " ") for cell in analysis.visits_of(one.index)]
        rows.append((*facts, *visits))
    return Listing("disposition", "Disposition", columns, tuple(rows), DISPOSITION_NOTE)


def baseline_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the characteristics of every treated patient shown, one row a value."""
    found = baseline.build(analysis, selection)
    columns = (
        Column("subject", "Patient"), Column("characteristic", "Characteristic"), Column("value", "Value"),
        Column("number", "Number", "number"), Column("unit", "Unit"),
        Column("date", "Date"), Column("source", "Source"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for place, subject in enumerate(found.subjects):
        for row in found.rows:
            one, value = row.characteristic, row.cells[place]
            if value is None:
                rows.append((subject, one.label, None, None, one.unit or None, None, None))
            else:
                text = value_text(value, one)
                rows.append((subject, one.label, text, value.number, one.unit or None, value.when, value.source))
    return Listing("baseline", "Baseline", columns, tuple(rows), BASELINE_NOTE)


def product_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List what each treated patient shown was given, and how many events followed."""
    found = product.build(analysis, selection)
    columns = (
        Column("subject", "Patient"), Column("date", analysis.snapshot.study.anchor.label),
        *(Column(field.name, field.label) for field in found.fields),
        Column("aspirated", "Aspiration"), Column("to_infusion", "Days from aspiration", "number", 0),
        Column("since_previous", "Days since previous patient", "number", 0), Column("previous", "Previous patient"),
        Column("early", "Events in 72 hours", "number", 0), Column("early_possible", "Possible", "number", 0),
        Column("month", "Events in 30 days", "number", 0), Column("month_possible", "Possible, 30 days", "number", 0),
        Column("file", "File"), Column("row", "Row", "number", 0),
    )  # fmt: skip
    rows = tuple(
        (
            one.subject, one.on.isoformat(), *one.cells, _iso(one.aspirated),
            one.to_infusion, one.since_previous, one.previous,
            *((one.early.count, len(one.early.possible), one.month.count, len(one.month.possible))
              if found.collected else (None,) * 4),
            one.file, one.row,
        )
        for one in found.given
    )  # fmt: skip
    return Listing("product", "Product and procedure", columns, rows, PRODUCT_NOTE)
