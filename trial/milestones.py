"""Dated happenings that are no adverse events: treatment, procedures, way out of the trial, prohibited medication."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from trial import disposition
from trial.calendar import MONTH_DAYS, epoch_day, from_epoch_day
from trial.columns import NOBODY, Flags, bounds, complete_days, owners, texts
from trial.contacts import done
from trial.cut import KnownData
from trial.disposition import Exit, Way
from trial.procedures import Procedure, classified, planned_procedure_days
from trial.study import VisitKind
from trial.subjects import Subject, positions

WASH_OUT_DAYS = 28
"""A prohibited medication must have ended this long before entry: riluzole within four weeks of entry excludes."""


class MilestoneKind(StrEnum):
    """What kind of happening a milestone is."""

    ANCHOR = "anchor"
    ASPIRATION = "aspiration"
    VENTILATION = "ventilation"
    GASTROSTOMY = "gastrostomy"
    TRACHEOSTOMY = "tracheostomy"
    PERMANENT_VENTILATION = "permanent ventilation"
    PROCEDURE = "procedure"
    DEATH = "death"
    SCREEN_FAILURE = "screen failure"
    WITHDRAWAL = "withdrawal"
    COMPLETION = "completion"
    PROHIBITED_MEDICATION = "prohibited medication"
    CELL_PRODUCT = "other cell product"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated happening. Days count from the anchor (None: partial date or no anchor); `*_date` as written."""

    subject: int
    kind: str
    """A MilestoneKind."""
    label: str
    start_date: str | None
    day: int | None
    end_date: str | None
    end_day: int | None

    @property
    def month(self) -> float | None:
        """The month from the anchor, None without a day."""
        return None if self.day is None else self.day / MONTH_DAYS


@dataclass(frozen=True, slots=True)
class _Span:
    """Start and end of a record: certain epoch days (NaN without) and the texts."""

    start: float
    end: float
    start_date: str | None
    end_date: str | None


_EXIT_LABELS = {Way.DEATH: "Death", Way.SCREEN_FAILURE: "Screen failure", Way.COMPLETION: "Completed"}


def build(known: KnownData, subjects: Sequence[Subject]) -> tuple[Milestone, ...]:
    """Give all milestones of all subjects known at the cut, sorted by subject and time, undated ones last."""
    position_of = positions(subjects)
    found = [
        *_anchors(known, subjects),
        *_procedures(known, subjects, position_of),
        *_planned_procedures(known, subjects, position_of),
        *_exits(known, subjects, position_of),
        *_prohibited(known, subjects, position_of),
        *_cell_products(known, subjects, position_of),
    ]
    return tuple(sorted(found, key=lambda each: (each.subject, each.start_date is None, each.start_date or "")))


def _anchors(known: KnownData, subjects: Sequence[Subject]) -> Iterator[Milestone]:
    for subject in subjects:
        if subject.anchor is not None:
            day = epoch_day(subject.anchor)
            span = _Span(day, np.nan, subject.anchor.isoformat(), None)
            yield _milestone(subject, MilestoneKind.ANCHOR, known.study.anchor.label, span)


def _procedures(known: KnownData, subjects: Sequence[Subject], position_of: Mapping[str, int]) -> Iterator[Milestone]:
    rows, owner = done(known.table("PR"), "PR"), owners(known.table("PR"), position_of)
    names, kinds = _names(known, "PR"), classified(known.table("PR"))
    products = _products(known, "PR", subjects, position_of)
    for row, span in _spans(known, "PR", rows & (owner != NOBODY) & ~products):
        procedure: Procedure = kinds[row]
        yield _milestone(subjects[int(owner[row])], MilestoneKind(procedure.value), names[row] or "Procedure", span)


def _planned_procedures(
    known: KnownData, subjects: Sequence[Subject], position_of: Mapping[str, int]
) -> Iterator[Milestone]:
    """Give the held procedure visit of subjects of whom PR says nothing."""
    label = next((visit.label for visit in known.study.visits if visit.kind is VisitKind.PROCEDURE), "")
    recorded = set(owners(known.table("PR"), position_of)[done(known.table("PR"), "PR")].tolist())
    for subject, day in zip(subjects, planned_procedure_days(known, position_of).tolist(), strict=True):
        if subject.index not in recorded and not np.isnan(day):
            span = _Span(day, np.nan, from_epoch_day(day).isoformat(), None)
            yield _milestone(subject, MilestoneKind.PROCEDURE, label, span)


def _exits(known: KnownData, subjects: Sequence[Subject], position_of: Mapping[str, int]) -> Iterator[Milestone]:
    exits = disposition.exits(known.table("DM"), known.table("DS"), position_of)
    for subject in subjects:
        for way, taken in exits[subject.index].items():
            day = np.nan if taken.date is None else taken.earliest
            label = _EXIT_LABELS.get(way) or _withdrawal_label(taken)
            yield _milestone(subject, MilestoneKind(way.value), label, _Span(day, np.nan, taken.written, None))


def _withdrawal_label(taken: Exit) -> str:
    reason = (taken.reason or "").strip().lower()
    return "Withdrew" if not reason or reason.startswith("withdrawal") else f"Left the study: {reason}"


def _prohibited(known: KnownData, subjects: Sequence[Subject], position_of: Mapping[str, int]) -> Iterator[Milestone]:
    """Give the records of prohibited medication that may reach into the four weeks before entry or the study."""
    spans = dict(_spans(known, "CM", _prohibited_rows(known, subjects, position_of)))
    for row, subject, name in prohibited_records(known, subjects):
        yield _milestone(subject, MilestoneKind.PROHIBITED_MEDICATION, f"{name}, prohibited", spans[row])


def prohibited_records(known: KnownData, subjects: Sequence[Subject]) -> Iterator[tuple[int, Subject, str]]:
    """Give row of CM, patient and name of each record of prohibited medication that milestones give."""
    position_of = positions(subjects)
    owner, names = owners(known.table("CM"), position_of), _names(known, "CM")
    for row in np.flatnonzero(_prohibited_rows(known, subjects, position_of)).tolist():
        yield row, subjects[int(owner[row])], names[row] or "Medicine"


def _prohibited_rows(known: KnownData, subjects: Sequence[Subject], position_of: Mapping[str, int]) -> Flags:
    named = _named(known, "CM", known.study.prohibited)
    return named & done(known.table("CM"), "CM") & _in_study(known, subjects, position_of)


def _cell_products(
    known: KnownData, subjects: Sequence[Subject], position_of: Mapping[str, int]
) -> Iterator[Milestone]:
    """Give the records of other cell products in CM and PR, after the day of the anchor."""
    for domain in ("CM", "PR"):
        table, names = known.table(domain), _names(known, domain)
        owner = owners(table, position_of)
        for row, span in _spans(known, domain, _products(known, domain, subjects, position_of)):
            label = names[row] or "Other cell product"
            yield _milestone(subjects[int(owner[row])], MilestoneKind.CELL_PRODUCT, label, span)


def _products(known: KnownData, domain: str, subjects: Sequence[Subject], position_of: Mapping[str, int]) -> Flags:
    """Mark the records of a domain that name another cell product and may have begun after the day of the anchor."""
    table = known.table(domain)
    named = _named(known, domain, known.study.intercurrent.cell_products)
    if not named.any():
        return named
    owner = owners(table, position_of)
    anchors = np.array([*(_day(subject.anchor) for subject in subjects), np.nan])[owner]
    is_before = bounds(table, f"{domain}STDTC")[1] <= anchors
    return np.asarray(named & done(table, domain) & (owner != NOBODY) & ~is_before, dtype=np.bool_)


def _named(known: KnownData, domain: str, wanted: Sequence[str]) -> Flags:
    """Mark the records that hold one of these names as whole words, in --DECOD or --TRT."""
    table, names = known.table(domain), [re.escape(name.strip()) for name in wanted if name.strip()]
    if not names:
        return np.zeros(len(table), dtype=np.bool_)
    word = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
    written = zip(texts(table, f"{domain}DECOD"), texts(table, f"{domain}TRT"), strict=True)
    found = [any(text is not None and word.search(text) for text in each) for each in written]
    return np.array(found, dtype=np.bool_)


def _in_study(known: KnownData, subjects: Sequence[Subject], position_of: Mapping[str, int]) -> Flags:
    """Mark the CM records not certainly over before entry less the wash-out, nor begun after the subject has left.

    Entry is the screening date, else the anchor. A record of which that is not known is given, to be clarified.
    """
    cm = known.table("CM")
    entry = [_day(subject.screening or subject.anchor) for subject in subjects]
    left = [_day(subject.end) for subject in subjects]
    owner = owners(cm, position_of)
    oldest = np.array([*entry, np.nan])[owner] - WASH_OUT_DAYS  # position NOBODY (-1) takes the last
    over = bounds(cm, "CMENDTC")[1] < oldest
    after = bounds(cm, "CMSTDTC")[0] > np.array([*left, np.nan])[owner]
    return np.asarray((owner != NOBODY) & ~over & ~after, dtype=np.bool_)


def _names(known: KnownData, domain: str) -> list[str | None]:
    """Give what the site wrote, else the coded term."""
    table = known.table(domain)
    written, coded = texts(table, f"{domain}TRT"), texts(table, f"{domain}DECOD")
    return [name or term for name, term in zip(written, coded, strict=True)]


def _spans(known: KnownData, domain: str, wanted: Flags) -> Iterator[tuple[int, _Span]]:
    """Give row and span of the wanted records of an interventions domain."""
    table = known.table(domain)
    starts, ends = (complete_days(table, f"{domain}{ending}") for ending in ("STDTC", "ENDTC"))
    start_dates, end_dates = (texts(table, f"{domain}{ending}") for ending in ("STDTC", "ENDTC"))
    for row in np.flatnonzero(wanted).tolist():
        yield row, _Span(float(starts[row]), float(ends[row]), start_dates[row], end_dates[row])


def _milestone(subject: Subject, kind: MilestoneKind, label: str, span: _Span) -> Milestone:
    anchor = _day(subject.anchor)
    days = [None if np.isnan(day - anchor) else int(day - anchor) for day in (span.start, span.end)]
    return Milestone(subject.index, kind, label, span.start_date, days[0], span.end_date, days[1])


def _day(day: date | None) -> float:
    return np.nan if day is None else epoch_day(day)
