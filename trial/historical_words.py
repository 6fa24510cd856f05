"""Historical records in sentences and as a listing: how many the rule admits, whose are not clear, each with why."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from trial import historical
from trial.analysis import Analysis
from trial.columns import Flags
from trial.historical import ORDER, Eligibility, Historical
from trial.listing import Cell, Column, Listing
from trial.words import counted, listed

MOST_NAMED = 6
COLUMNS = (
    Column("subject", "Patient"),
    Column("endpoint", "Endpoint"),
    Column("date", "Date"),
    Column("day", "Day", "number", 0),
    Column("visit", "Visit"),
    Column("value", "Value", "number"),
    Column("eligibility", "Eligibility"),
    Column("why", "Why"),
    Column("used", "In the fits"),
    Column("flags", "Also"),
)
NOTE = (
    "Eligible: from the day so many calendar months before screening to the day of screening, both included; of a "
    "partial date every day that it can mean. Without a day a value is in no fit. Records of a planned visit are no "
    "history; a value outside the range of its endpoint is among the rows set aside."
)


def rule_text(analysis: Analysis) -> str:
    """Say the rule of the study file."""
    months = analysis.snapshot.study.historical_months
    if months is None:
        return "The study file sets no limit for historical records: every one before the anchor is used."
    return f"Historical records count from {counted(months, 'calendar month')} before screening to screening."


def sentence(analysis: Analysis, subjects: Collection[int], endpoints: Collection[int]) -> str:
    """Count the historical records of some patients and endpoints; "" where there is none."""
    found = historical.build(analysis)
    own = np.isin(analysis.points.subject[found.point], list(subjects))
    own &= np.isin(analysis.points.endpoint[found.point], list(endpoints))
    count = historical.counts(found, own)
    if not count:
        return ""
    parts = [f"{number} {state}{_whose(analysis, found, own, state)}" for state, number in count.items()]
    undated = int((own & np.isnan(analysis.points.day[found.point])).sum())
    without = f"; {undated} of them without a day, so in no fit" if undated else ""
    return f"Historical values: {listed(parts)}{without}."


def _whose(analysis: Analysis, found: Historical, own: Flags, state: Eligibility) -> str:
    """Name the patients whose dates have to be asked for."""
    if state is not Eligibility.INDETERMINATE:
        return ""
    whose = np.unique(analysis.points.subject[found.point[own & (found.state == ORDER.index(state))]]).tolist()
    return f" ({listed([analysis.subjects[one].id for one in whose], MOST_NAMED)})"


@dataclass(frozen=True, slots=True)
class HistoricalView:
    """What the data view shows: how many by endpoint and eligibility, every record, and the rule."""

    said: str
    counts: Listing
    records: Listing
    rule: str
    note: str


def view(analysis: Analysis) -> HistoricalView:
    """Give the historical records of all patients."""
    found, endpoints = historical.build(analysis), analysis.snapshot.study.endpoints
    every = historical.counts(found)
    columns = (Column("endpoint", "Endpoint"), *(Column(state.name, state.capitalize(), "number") for state in every))
    own = [(endpoint.label, analysis.points.endpoint[found.point] == place) for place, endpoint in enumerate(endpoints)]
    rows = tuple((label, *_by_state(found, mine, every)) for label, mine in own)
    return HistoricalView(
        said=", ".join(f"{number} {state}" for state, number in every.items()),
        counts=Listing("historical-counts", "Historical values by endpoint", columns, rows),
        records=listing(analysis),
        rule=rule_text(analysis),
        note=NOTE,
    )


def _by_state(found: Historical, mine: Flags, every: Iterable[Eligibility]) -> Iterator[Cell]:
    yield from (int((found.state[mine] == ORDER.index(state)).sum()) for state in every)


def listing(analysis: Analysis, subjects: Collection[int] | None = None) -> Listing:
    """List every historical record, of some patients where they are named, with its eligibility and why."""
    study = analysis.snapshot.study
    people = range(len(analysis.subjects)) if subjects is None else subjects
    rows = tuple(
        (
            analysis.subjects[one.subject].id, study.endpoints[one.endpoint].label, one.date, one.day, one.visit,
            one.value, one.eligibility.value, one.why, one.used, "; ".join(one.flags) or None,
        )
        for one in historical.records(analysis, historical.build(analysis), people)
    )  # fmt: skip
    return Listing("historical", "Historical records", COLUMNS, rows, f"{rule_text(analysis)} {NOTE}")


def document(analysis: Analysis) -> list[dict[str, object]]:
    """Give the part `historical` of the results: one entry for each record."""
    study, everybody = analysis.snapshot.study, range(len(analysis.subjects))
    return [
        {
            "subject": analysis.subjects[one.subject].id,
            "endpoint": study.endpoints[one.endpoint].id,
            "date": one.date,
            "day": one.day,
            "visit": one.visit,
            "value": one.value,
            "eligibility": one.eligibility.value,
            "reason": one.why,
            "used": one.used,
            "flags": list(one.flags),
        }
        for one in historical.records(analysis, historical.build(analysis), everybody)
    ]
