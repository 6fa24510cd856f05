"""Laboratory values and vital signs of some patients as a listing, a row a result."""

from trial.analysis import Analysis
from trial.columns import Floats
from trial.laboratory.document import of_everybody
from trial.laboratory.flags import JUDGED
from trial.laboratory.values import Values
from trial.listing import Cell, Column, Listing
from trial.selection import Selection, selected_subjects

COLUMNS = (
    Column("patient", "Patient"),
    Column("table", "Table"),
    Column("test", "Test"),
    Column("name", "Name"),
    Column("specimen", "Specimen or category"),
    Column("details", "Position, time point"),
    Column("day", "Day", "number", 0),
    Column("date", "Date"),
    Column("visit", "Visit"),
    Column("value", "Value", "number"),
    Column("text", "As recorded"),
    Column("unit", "Unit"),
    Column("low", "Lower limit", "number"),
    Column("high", "Upper limit", "number"),
    Column("mark", "Against the limits"),
    Column("contradicted", "Indicator and limits disagree"),
    Column("grade", "Toxicity grade"),
    Column("baseline", "Baseline"),
    Column("change", "From baseline", "number"),
)
_WORDS: dict[int, str | None] = {mark: mark.name.lower() for mark in JUDGED}


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every result of the patients that the filters keep."""
    found = of_everybody(analysis)
    ids = {subject.index: subject.id for subject in selected_subjects(selection, analysis)}
    rows = tuple(_row(found, at, ids[subject]) for at, subject in enumerate(found.subject.tolist()) if subject in ids)
    return Listing("laboratory", "Laboratory values and vital signs", COLUMNS, rows)


def _row(found: Values, at: int, patient: str) -> tuple[Cell, ...]:
    test, day = found.tests[int(found.test[at])], _number(found.day, at)
    said = found.text[at] or ("not done" if found.not_done[at] else None)
    mark = _WORDS.get(int(found.mark[at]), found.indicator[at])
    return (
        patient, test.domain, test.code, test.name, test.specimen, ", ".join(test.details) or None,
        None if day is None else int(day), found.date[at], found.visit[at], _number(found.value, at), said, test.unit,
        _number(found.low, at), _number(found.high, at), mark, bool(found.contradicted[at]), found.grade[at],
        bool(found.baseline[at]), _number(found.change, at),
    )  # fmt: skip


def _number(column: Floats, at: int) -> float | None:
    value = float(column[at])
    return value if value == value else None  # NaN is unlike itself
