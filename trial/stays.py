"""Medication and procedures of patients as stretches of time, for the lanes below their events."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from trial.analysis import Analysis
from trial.columns import NOBODY, Floats, Objects, bounds, capitals, owners, texts
from trial.contacts import done
from trial.cut import END_AFTER_CUT, KnownData, known_at
from trial.event_course import EventCourse, Observed, stay
from trial.milestones import prohibited_records
from trial.selection import Lane
from trial.subjects import Subject, positions
from trial.tables import SUBJECT

DOMAINS = {Lane.MEDICINES: "CM", Lane.PROCEDURES: "PR"}
ONGOING = ("ONGOING", "AFTER")
"""Relations of an end to a reference point that say: it goes on."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One medication or procedure; `course` in days since 1970-01-01, None where nothing is known of its start."""

    name: str
    indication: str | None
    start_date: str | None
    end_date: str | None
    prohibited: bool
    course: EventCourse | None


def stays(
    analysis: Analysis, lane: Lane, subjects: Sequence[Subject], observed: Mapping[int, Observed]
) -> Mapping[int, tuple[Stay, ...]] | None:
    """Give the records of each of some patients by subject.index, in the order of their possible starts, undated last.

    A procedure without an end is over on the day it began; a medication without one goes on where the data say so, and
    else may have ended any day. None where the data lack the table.
    """
    name = DOMAINS[lane]
    if name not in analysis.snapshot.tables:
        return None
    known = _of(analysis, name, subjects)
    table = known.table(name)
    owner, taken = owners(table, positions(analysis.subjects)), done(table, name)
    starts, ends = bounds(table, f"{name}STDTC"), bounds(table, f"{name}ENDTC")
    goes_on, prohibited = _ongoing(known, name), _prohibited(known, name, analysis.subjects)
    words = [texts(table, f"{name}{ending}") for ending in ("TRT", "DECOD", "INDC", "STDTC", "ENDTC")]
    found = defaultdict[int, list[Stay]](list)
    for row in np.argsort(starts[0], kind="stable").tolist():
        if owner[row] == NOBODY or not taken[row]:
            continue
        subject = int(owner[row])
        start, end = _pair(starts, row, known.cut_day), _pair(ends, row, known.cut_day)
        if end is None and name == "PR":
            end = start
        one = None if start is None else stay(start, end, bool(goes_on[row]) or None, observed[subject])
        found[subject].append(_stay(words, row, row in prohibited, one))
    return {subject: tuple(own) for subject, own in found.items()}


def _stay(words: Sequence[Objects], row: int, is_prohibited: bool, one: EventCourse | None) -> Stay:
    treatment, coded, indication, start, end = (column[row] for column in words)
    return Stay(treatment or coded or "Without a name", indication, start, end, is_prohibited, one)


def _of(analysis: Analysis, name: str, subjects: Sequence[Subject]) -> KnownData:
    table = analysis.snapshot.tables[name]
    own = table[table[SUBJECT].isin([subject.usubjid for subject in subjects])].reset_index(drop=True)
    return known_at(replace(analysis.snapshot, tables=MappingProxyType({name: own})), analysis.cut)


def _pair(days: tuple[Floats, Floats], row: int, cut: int) -> tuple[int, int] | None:
    """Give the possible days of a row; what is known at the cut has happened by then."""
    earliest, latest = float(days[0][row]), float(days[1][row])
    return None if np.isnan(earliest) else (int(earliest), int(min(latest, cut)))


def _ongoing(known: KnownData, name: str) -> list[bool]:
    table = known.table(name)
    after_cut = list(table[END_AFTER_CUT]) if END_AFTER_CUT in table.columns else [False] * len(table)
    relations = zip(capitals(table, f"{name}ENRTPT"), capitals(table, f"{name}ENRF"), strict=True)
    said = [(at_point or over_period) in ONGOING for at_point, over_period in relations]
    return [bool(after) or goes_on for after, goes_on in zip(after_cut, said, strict=True)]


def _prohibited(known: KnownData, name: str, subjects: Sequence[Subject]) -> frozenset[int]:
    if name != "CM":
        return frozenset()
    return frozenset(row for row, _, _ in prohibited_records(known, subjects))
