"""Checks of what the instruments say: what was not found for them, what is mixed, doubtful assessments.

The rows stay in use.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from trial import milestones, subjects
from trial.columns import numbers
from trial.cut import known_at
from trial.instrument_rules import ScaleRules
from trial.instruments import findings, gathered, mapping
from trial.instruments.gathered import ScaleCourse
from trial.issues import Issue, Severity
from trial.matching import matching
from trial.recomputed import RECOMPUTED
from trial.snapshot import FILE, ROW, Snapshot
from trial.words import counted, listed

COMPARE = "Compare [instruments] in the study file with the data: spelling, the column itself."
NEVER_MIXED = "Tell the two apart by where: ALSFRS (0 to 40) and ALSFRS-R (0 to 48) are never one series."


def issues(snapshot: Snapshot) -> Iterator[Issue]:
    """Tell what is doubtful as known at the snapshot's own cut; nothing where the study file names no instrument."""
    if not snapshot.study.instruments.domains:
        return
    known = known_at(snapshot, snapshot.cut)
    people = subjects.build(known)
    found = gathered.build(known, people, milestones.build(known, people))
    for course in found.scales:
        yield from _not_found(course)
    yield from _mixed(snapshot)
    yield from _neither(snapshot)
    yield from findings.issues(found.findings, [person.usubjid for person in people])


def _not_found(course: ScaleCourse) -> Iterator[Issue]:
    """Tell the parts of a scale that no record has, and tests that more than one part names."""
    records, label = course.assessments.records, course.scale.label
    if not len(records):
        text = f"{label}: no row of {records.domain} belongs to it, so there are no items and no stages"
        yield Issue(Severity.WARNING, records.domain, text, COMPARE)
        return
    lost = [mapping.part_label(course, place) for place in mapping.lost(course)]
    if lost:
        text = f"{label}: no record for {listed(lost)}: no total can be given"
        severity = Severity.WARNING
        if lost == [mapping.part_label(course, records.total)]:
            severity, text = Severity.NOTE, f"{label}: no recorded total, nothing to compare the sum of the items with"
        yield Issue(severity, records.domain, text, COMPARE)
    if records.ambiguous:
        text = f"{label}: named by more than one item, so taken for none: {listed(list(records.ambiguous))}"
        yield Issue(Severity.WARNING, records.domain, text, "Make the texts of the items exact.")


def _neither(snapshot: Snapshot) -> Iterator[Issue]:
    """Tell numbers of an endpoint of recomputed values that are neither litres nor % predicted: it cannot draw them."""
    rules = snapshot.study.instruments.fvc
    for endpoint in snapshot.study.endpoints:
        table = snapshot.tables.get(endpoint.domain)
        if endpoint.value != RECOMPUTED or rules is None or table is None:
            continue
        known = matching(table, rules.litres) | matching(table, rules.percent)
        lost = matching(table, endpoint.where) & ~known & np.isfinite(numbers(table, rules.value))
        for file, rows in table[lost].groupby(FILE, sort=False):
            what = counted(len(rows), "number is", "numbers are")
            text = f"{endpoint.label}: {what} neither litres nor % predicted of [instruments.fvc], so not drawn"
            yield Issue(Severity.WARNING, endpoint.domain, text, COMPARE, str(file), rows=tuple(rows[ROW].tolist()))


def _mixed(snapshot: Snapshot) -> Iterator[Issue]:
    """Tell rows that belong to both scales, and endpoints that take rows of both."""
    rules = snapshot.study.instruments
    scales: list[tuple[str, ScaleRules]] = [
        (label, each) for label, each in (("ALSFRS-R", rules.alsfrs_r), ("ALSFRS", rules.alsfrs)) if each is not None
    ]
    for (one, first), (other, second) in combinations(scales, 2):
        table = snapshot.tables.get(first.domain)
        if table is None or first.domain != second.domain:
            continue
        own, more = matching(table, first.where), matching(table, second.where)
        for file, rows in table[own & more].groupby(FILE, sort=False):
            text = f"{counted(len(rows), 'row belongs', 'rows belong')} to {one} and to {other}"
            numbers = tuple(rows[ROW].tolist())
            yield Issue(Severity.ERROR, first.domain, text, NEVER_MIXED, str(file), rows=numbers)
        for endpoint in snapshot.study.endpoints:
            taken = matching(table, endpoint.where) if endpoint.domain == first.domain else np.zeros(len(table), bool)
            if (taken & own & ~more).any() and (taken & more & ~own).any():
                text = f"The endpoint {endpoint.label} takes values of {one} and of {other}"
                yield Issue(Severity.ERROR, first.domain, text, NEVER_MIXED)
