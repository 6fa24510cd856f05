"""One deviation, where it stands in the data, and the rules in words."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from trial.deviation_rules import Rule
from trial.snapshot import FILE, ROW


@dataclass(frozen=True, slots=True)
class Source:
    """The record behind a deviation: table, file and 1-based data row."""

    table: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Deviation:
    """One breach of one rule. `date` is ISO 8601, a partial one as written; `visit` is the id of a planned visit."""

    rule: Rule
    important: bool
    subject: int
    date: str | None
    detail: str
    source: Source | None = None
    visit: str | None = None


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A rule that cannot be judged, or not for everybody, and why."""

    rule: Rule
    reason: str


@dataclass(frozen=True, slots=True)
class Deviations:
    """Everything found at a cut, by patient and day, and what could not be judged."""

    found: tuple[Deviation, ...]
    unjudged: tuple[Unjudged, ...]


TITLES: Mapping[Rule, str] = {
    Rule.OUT_OF_WINDOW: "Out of window",
    Rule.MISSED_VISIT: "Missed visit",
    Rule.OVERDUE_VISIT: "Overdue visit",
    Rule.SAME_DAY: "Two visits on one day",
    Rule.ASSESSMENT_MISSING: "Assessment missing",
    Rule.ASSESSMENT_NOT_DONE: "Assessment not done",
    Rule.PROHIBITED_MEDICATION: "Prohibited medication",
    Rule.HISTORICAL_RECORD: "Historical record",
    Rule.PROCEDURE_ORDER: "Order of procedures",
    Rule.INFUSION_SPACING: "Days between patients",
    Rule.ELIGIBILITY: "Eligibility",
    Rule.RECORDED: "Recorded by the site",
}
RULES: Mapping[Rule, str] = {
    Rule.OUT_OF_WINDOW: "A planned visit is held inside its window.",
    Rule.MISSED_VISIT: "A planned visit is held; without a record it is missed once its grace has passed.",
    Rule.OVERDUE_VISIT: "A planned visit is held by the last day of its window; the days of grace are running.",
    Rule.SAME_DAY: "Each planned visit has a day of its own.",
    Rule.ASSESSMENT_MISSING: "A visit that is held gives a value of each assessment it requires, or says why not.",
    Rule.ASSESSMENT_NOT_DONE: "A visit that is held gives a value of each assessment it requires; here is a reason.",
    Rule.PROHIBITED_MEDICATION: "A prohibited medicine has ended 28 days before entry and is not taken in the study.",
    Rule.HISTORICAL_RECORD: "Historical records are no older than the study allows before screening.",
    Rule.PROCEDURE_ORDER: "Consent, screening, aspiration and infusion follow one another.",
    Rule.INFUSION_SPACING: "Between two patients at least so many days pass.",
    Rule.ELIGIBILITY: "A treated patient meets the criteria of inclusion and exclusion.",
    Rule.RECORDED: "The site has recorded a deviation (DV).",
}
"""Each rule as the protocol would say it."""


def source(name: str, table: pd.DataFrame, row: int) -> Source:
    """Name the record of one row of a table."""
    return Source(name, str(table[FILE].iloc[row]), int(table[ROW].iloc[row]))
