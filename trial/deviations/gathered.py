"""All deviations at one cut, by patient and day; which rules could not be judged; the listing of those shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from trial.analysis import Analysis
from trial.cut import KnownData, known_at
from trial.deviation_rules import Rule, Step
from trial.deviations import at_visits, conduct, entry, medicines
from trial.deviations.found import RULES, TITLES, Deviation, Deviations, Unjudged
from trial.listing import Column, Listing
from trial.subjects import Subject
from trial.tables import SUPP
from trial.words import counted

COLUMNS = (
    Column("subject", "Patient"),
    Column("date", "Date"),
    Column("title", "Deviation"),
    Column("severity", "Severity"),
    Column("detail", "Detail"),
    Column("visit", "Visit id"),
    Column("table", "Table"),
    Column("file", "File"),
    Column("row", "Row", "number", 0),
    Column("rule", "Rule id"),
    Column("text", "Rule"),
)
_ORDER = {rule: place for place, rule in enumerate(Rule)}
_NEEDED = ("DM", "DS", "SV", "PR", "CM")


def build(analysis: Analysis) -> Deviations:
    """Find every deviation that the data as known at the cut can show."""
    known, people = _known(analysis), analysis.subjects
    found: list[Deviation] = [
        *at_visits.build(known, people, analysis.visits),
        *medicines.build(known, people),
        *entry.records_too_old(known, people, analysis.recorded),
        *conduct.out_of_order(known, people),
        *conduct.too_close(known, people),
        *entry.criteria_not_met(known, people),
        *entry.criteria_recorded(known, people),
    ]
    return Deviations(tuple(sorted(found, key=_place)), tuple(_unjudged(known, people)))


def _known(analysis: Analysis) -> KnownData:
    """Take the few tables that the rules read as they are known at the cut."""
    snapshot = analysis.snapshot
    needed = {*_NEEDED, *snapshot.study.deviations.domains}
    tables = {name: table for name, table in snapshot.tables.items() if name.removeprefix(SUPP) in needed}
    return known_at(replace(snapshot, tables=tables), analysis.cut)


def _place(one: Deviation) -> tuple[int, bool, str, int, str]:
    return one.subject, one.date is None, one.date or "", _ORDER[one.rule], one.detail


def _unjudged(known: KnownData, people: Sequence[Subject]) -> Iterator[Unjudged]:
    """Say which rules cannot be judged, and why: silence would read as "no deviation"."""
    study, rules = known.study, known.study.deviations
    if not study.visits:
        yield Unjudged(Rule.OUT_OF_WINDOW, "the study file has no planned visits")
    if not study.prohibited:
        yield Unjudged(Rule.PROHIBITED_MEDICATION, "the study file names no prohibited medication")
    elif "CM" not in known.tables:
        yield Unjudged(Rule.PROHIBITED_MEDICATION, "the data have no medication (CM)")
    if study.historical_months is None:
        yield Unjudged(Rule.HISTORICAL_RECORD, "the study file sets no limit for historical records")
    if conduct.least_days_between(study) is None:
        yield Unjudged(Rule.INFUSION_SPACING, "the study file names no least number of days between patients")
    if not rules.criteria:
        yield Unjudged(
            Rule.ELIGIBILITY, "the study file names no criteria; only those the site recorded (IE) are shown"
        )
    for criterion in rules.criteria:
        if criterion.domain not in known.tables:
            yield Unjudged(Rule.ELIGIBILITY, f"{criterion.label}: the data have no {criterion.domain}")
    yield from _without_consent(known, people)


def _without_consent(known: KnownData, people: Sequence[Subject]) -> Iterator[Unjudged]:
    if Step.CONSENT in known.study.deviations.order:
        treated = [subject.index for subject in people if subject.anchor is not None]
        unknown = int(np.isnan(conduct.consent_days(known, people)[0])[treated].sum())
        if unknown:
            who = counted(unknown, "treated patient has", "treated patients have")
            yield Unjudged(Rule.PROCEDURE_ORDER, f"{who} no date of consent")


def listing(analysis: Analysis, shown: Sequence[Subject]) -> Listing:
    """List the deviations of the patients shown."""
    wanted = {subject.index: subject.id for subject in shown}
    found = build(analysis)
    rows = tuple(
        (
            wanted[one.subject], one.date, TITLES[one.rule], severity(one), one.detail, one.visit,
            one.source.table if one.source else None, one.source.file if one.source else None,
            one.source.row if one.source else None, one.rule.value, RULES[one.rule],
        )
        for one in found.found
        if one.subject in wanted
    )  # fmt: skip
    note = "; ".join(f"{TITLES[each.rule]}: {each.reason}" for each in found.unjudged)
    return Listing("deviations", "Protocol deviations", COLUMNS, rows, f"Not judged: {note}." if note else "")


def severity(one: Deviation) -> str:
    """Give the weight of a deviation in one word."""
    return "Important" if one.important else "Minor"
