"""What else a patient had around one event: medication, procedures and other records, and other events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from trial.analysis import Analysis
from trial.columns import Flags, bounds, capitals, numbers, texts
from trial.contacts import done
from trial.cut import END_AFTER_CUT, KnownData
from trial.event_course import BLANK_ENDS, EventCourse, Observed, course
from trial.events import Event
from trial.laboratory.nearby import outside_near
from trial.patient_tables import of_patient
from trial.relations import Place, related_rows
from trial.snapshot import FILE, ROW
from trial.subjects import Subject
from trial.tables import RELREC

PROCEDURE_DAYS = 30
"""A procedure is told if it was so many days before the event began, or while it lasted."""
_ONGOING = ("ONGOING", "AFTER")
_TOPICS = ("TRT", "TERM", "DECOD", "TEST", "TESTCD")
_TABLES = ("AE", "CM", "PR", "DS", "MH", "LB", "VS", "QS", "RE", "MK", "NV", "EX", RELREC)


class Link(StrEnum):
    """How the data connect a record to the event."""

    RELREC = "by RELREC"
    INDICATION = "by indication, not by RELREC"


@dataclass(frozen=True, slots=True)
class Intervention:
    """One medication or procedure. Dates as written; days from the anchor, None where they are not certain."""

    domain: str
    name: str
    indication: str | None
    start_date: str | None
    start_day: int | None
    end_date: str | None
    end_day: int | None
    ongoing: bool
    link: Link | None
    """None: not linked, but at the time."""
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another record that RELREC connects to the event: its table, what it is about, and where it stands."""

    domain: str
    name: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one event; medication and procedures that are linked come first."""

    has_relations: bool
    """The data have RELREC."""
    medication: tuple[Intervention, ...]
    procedures: tuple[Intervention, ...]
    related: tuple[Related, ...]
    events: tuple[Event, ...]
    """Other events of the patient that lay in its time, or may have."""
    outside: tuple[str, ...] | None
    """Laboratory values and vital signs outside their limits in the weeks around its start; None: no LB and no VS."""
    medication_recorded: bool
    """The data have CM."""
    procedures_recorded: bool

    def linked(self, found: Sequence[Intervention]) -> tuple[Intervention, ...]:
        """Give those that the data connect to the event."""
        return tuple(one for one in found if one.link is not None)

    def meanwhile(self, found: Sequence[Intervention]) -> tuple[Intervention, ...]:
        """Give those that are not linked and were at the time."""
        return tuple(one for one in found if one.link is None)


def build(analysis: Analysis, subject: Subject, event: Event, seen: Observed) -> Beside:
    """Collect what stands beside an event, as known at the cut."""
    known = of_patient(analysis, subject, _TABLES)
    related = related_rows(known, event)
    one = course(event, seen)
    return Beside(
        has_relations=RELREC in analysis.snapshot.tables,
        medication=tuple(_interventions(known, "CM", event, related, one, seen)),
        procedures=tuple(_interventions(known, "PR", event, related, one, seen)),
        related=tuple(_related(known, name, row) for name, row in related if name not in ("CM", "PR")),
        events=tuple(_others(analysis, event, one, seen)),
        outside=outside_near(analysis, subject, event),
        medication_recorded="CM" in analysis.snapshot.tables,
        procedures_recorded="PR" in analysis.snapshot.tables,
    )


def _interventions(
    known: KnownData, domain: str, event: Event, related: Sequence[Place], one: EventCourse | None, seen: Observed
) -> Iterator[Intervention]:
    """Give the records of a domain that are linked, then those at the time, each in the order of their starts."""
    table = known.table(domain)
    by_relation = {row for name, row in related if name == domain}
    names = {text.upper() for text in (event.term, event.decoded) if text}
    reasons = capitals(table, f"{domain}INDC")
    starts = bounds(table, f"{domain}STDTC")[0]
    at_the_time = _at_the_time(table, domain, one, seen)
    taken = done(table, domain)
    order = sorted(range(len(table)), key=lambda row: np.inf if np.isnan(starts[row]) else starts[row])
    for row in order:
        link = Link.RELREC if row in by_relation else Link.INDICATION if reasons[row] in names else None
        if link is not None:
            yield _intervention(table, domain, row, link, seen)
    for row in order:
        if row not in by_relation and reasons[row] not in names and at_the_time[row] and taken[row]:
            yield _intervention(table, domain, row, None, seen)


def _at_the_time(table: pd.DataFrame, domain: str, one: EventCourse | None, seen: Observed) -> Flags:
    """Mark medication that was taken, or may have been, in the time of the event; procedures also shortly before.

    A medication without an end may go on; a procedure without one is over on its day.
    """
    if one is None:
        return np.zeros(len(table), dtype=np.bool_)
    first, latest_start = bounds(table, f"{domain}STDTC")
    last = bounds(table, f"{domain}ENDTC")[1]
    low, high = one.first, max(one.last, seen.seen_to) if one.end in BLANK_ENDS else one.last
    if domain == "PR":
        low, last = low - PROCEDURE_DAYS, np.where(np.isnan(last), latest_start, last)
        return np.asarray((first <= high) & (last >= low), dtype=np.bool_)
    return np.asarray(~(first > high) & ~(last < low), dtype=np.bool_)


def _intervention(table: pd.DataFrame, domain: str, row: int, link: Link | None, seen: Observed) -> Intervention:
    one = table.iloc[[row]]
    start, end = ((*bounds(one, f"{domain}{ending}"), texts(one, f"{domain}{ending}")) for ending in ("STDTC", "ENDTC"))
    relations = {capitals(one, f"{domain}{ending}")[0] for ending in ("ENRTPT", "ENRF")}
    after_cut = END_AFTER_CUT in one.columns and bool(one[END_AFTER_CUT].iloc[0])
    return Intervention(
        domain=domain,
        name=texts(one, f"{domain}TRT")[0] or texts(one, f"{domain}DECOD")[0] or "Without a name",
        indication=texts(one, f"{domain}INDC")[0],
        start_date=start[2][0],
        start_day=_day(float(start[0][0]), float(start[1][0]), seen),
        end_date=end[2][0],
        end_day=_day(float(end[0][0]), float(end[1][0]), seen),
        ongoing=end[2][0] is None and (after_cut or not relations.isdisjoint(_ONGOING)),
        link=link,
        file=str(texts(one, FILE)[0]),
        row=int(numbers(one, ROW)[0]),
    )


def _day(earliest: float, latest: float, seen: Observed) -> int | None:
    return None if seen.zero is None or earliest != latest else int(earliest) - seen.zero


def _related(known: KnownData, domain: str, row: int) -> Related:
    one = known.table(domain).iloc[[row]]
    topic = next(filter(None, (texts(one, f"{domain}{ending}")[0] for ending in _TOPICS)), "Without a name")
    return Related(domain, topic, str(texts(one, FILE)[0]), int(numbers(one, ROW)[0]))


def _others(analysis: Analysis, event: Event, one: EventCourse | None, seen: Observed) -> Iterator[Event]:
    """Give the other events of which a day may lie in the time of this one."""
    for other in analysis.events:
        if one is None or other is event or other.subject != event.subject:
            continue
        found = course(other, seen)
        if found is not None and found.first <= _last(one, seen) and _last(found, seen) >= one.first:
            yield other


def _last(one: EventCourse, seen: Observed) -> float:
    """Give the last day that an event may have had; an end that nobody knows may be until last seen."""
    return max(one.last, seen.seen_to) if one.end in BLANK_ENDS else one.last
