"""What each patient was given and how, beside the events that followed: one row an anchor record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from trial.analysis import Analysis
from trial.calendar import from_epoch_day
from trial.columns import NOBODY, Counts, Flags, Floats, bounds, first_rows, owners, texts
from trial.contacts import done
from trial.course.baseline import known_tables
from trial.course_rules import ProductColumn
from trial.cut import KnownData
from trial.event_words import term
from trial.events import Event
from trial.matching import matching
from trial.milestones import MilestoneKind
from trial.procedures import aspiration_days
from trial.selection import Selection, selected_subjects
from trial.snapshot import FILE, ROW
from trial.study import VisitKind
from trial.subjects import Subject, anchor_days, positions
from trial.words import counted, day_text

EXPOSURE = "EX"
HOURS_72, DAYS_30 = 3, 30
"""Last day of each span after the anchor: day 0 to 3 covers 72 hours whatever the hour of the day."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the product: its label, with the unit where all records have the same."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class After:
    """Events that began in a span after the anchor: certainly, or possibly because the start is partly known."""

    certain: tuple[str, ...]
    """Event and day in words."""
    possible: tuple[str, ...]

    @property
    def count(self) -> int:
        """Events that certainly began in the span."""
        return len(self.certain)


@dataclass(frozen=True, slots=True)
class Given:
    """What one patient was given. `cells` stand in the order of the fields, None: not recorded."""

    subject: str
    on: date
    cells: tuple[str | None, ...]
    aspirated: date | None
    to_infusion: int | None
    """Days from the aspiration to the anchor."""
    since_previous: int | None
    """Days since the anchor of the previous patient of the study; None for the first."""
    previous: str | None
    early: After
    """Events from day 0 to day 3."""
    month: After
    """Events from day 0 to day 30."""
    followed: int | None
    """Day up to which the patient is known."""
    file: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Product:
    """The treated patients that the filters keep, in the order of treatment."""

    fields: tuple[Field, ...]
    given: tuple[Given, ...]
    has_aspiration: bool
    collected: bool
    """Whether the data have adverse events at all."""


def build(analysis: Analysis, selection: Selection) -> Product:
    """Collect what was given to the treated patients that the filters keep."""
    people, kept = analysis.subjects, selected_subjects(selection, analysis)
    treated = sorted((one.anchor, one.index) for one in kept if one.anchor is not None)
    known = known_tables(analysis)
    table, rows = known.table(EXPOSURE), _rows(known, people)
    fields, columns = _fields(table, known.study.product, rows)
    aspirated = _aspirations(analysis, known)
    records = _Records(table, rows, columns, aspirated, _previous(people), _by_subject(analysis.events))
    found = tuple(records.of(people[index], anchor) for anchor, index in treated)
    has_aspiration = any(each.aspirated for each in found)
    return Product(fields, found, has_aspiration, "AE" in analysis.snapshot.tables)


def _rows(known: KnownData, subjects: Sequence[Subject]) -> Counts:
    """Give each subject's record of EX that is the anchor, or began on its day; NOBODY without one."""
    table, study = known.table(EXPOSURE), known.study
    start = bounds(table, study.anchor.date if study.anchor.domain == EXPOSURE else "EXSTDTC")
    owner = owners(table, positions(subjects))
    day = np.append(anchor_days(subjects), np.nan)[owner]
    wanted: Flags = (owner != NOBODY) & done(table, EXPOSURE) & (start[0] == day) & (start[1] == day)
    if study.anchor.domain == EXPOSURE:
        wanted = wanted & matching(table, study.anchor.where)
    return first_rows(owner, np.zeros(len(table)), wanted, len(subjects))


def _fields(
    table: pd.DataFrame, wanted: Sequence[ProductColumn], rows: Counts
) -> tuple[tuple[Field, ...], list[list[str | None]]]:
    """Give the columns that hold something of any patient, and their texts for every row of the table."""
    own = rows[rows != NOBODY]
    fields, columns = list[Field](), list[list[str | None]]()
    for one in wanted:
        values = texts(table, one.column)
        if not any(text is not None for text in values[own]):
            continue
        units = texts(table, one.unit) if one.unit else np.full(len(table), None, dtype=object)
        used = {units[row] for row in own.tolist() if values[row] is not None}
        same = next(iter(used)) if len(used) == 1 else None
        fields.append(Field(one.column, f"{one.label}, {same}" if same else one.label))
        each = zip(values, units, strict=True)
        columns.append([
            text if text is None or same or measure is None else f"{text} {measure}" for text, measure in each
        ])  # fmt: skip
    return tuple(fields), columns


def _aspirations(analysis: Analysis, known: KnownData) -> Floats:
    """Give the epoch day of each subject's aspiration, NaN without one.

    A visit planned for a procedure stands for it only where it is planned before the anchor and PR says nothing.
    """
    days = aspiration_days(known, positions(analysis.subjects))
    before = any(visit.kind is VisitKind.PROCEDURE and visit.day < 0 for visit in known.study.visits)
    recorded = {one.subject for one in analysis.milestones if one.kind == MilestoneKind.ASPIRATION}
    meant = np.array([before or one.index in recorded for one in analysis.subjects], dtype=np.bool_)
    return np.where(meant, days, np.nan)


def _previous(subjects: Sequence[Subject]) -> Mapping[int, tuple[int, str]]:
    """Give for each treated subject the days since the treatment before it in the study, and whose that was."""
    order = sorted((one.anchor, one.id, one.index) for one in subjects if one.anchor is not None)
    pairs = pairwise(order)
    return {after[2]: ((after[0] - before[0]).days, before[1]) for before, after in pairs}


def _by_subject(events: Sequence[Event]) -> Mapping[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    for event in events:
        found.setdefault(event.subject, []).append(event)
    return found


@dataclass(frozen=True, eq=False)
class _Records:
    """What is needed of every patient: the row of EX, its columns, days of aspiration, who came before, events."""

    table: pd.DataFrame
    rows: Counts
    columns: Sequence[Sequence[str | None]]
    aspirated: Floats
    previous: Mapping[int, tuple[int, str]]
    events: Mapping[int, list[Event]]

    def of(self, subject: Subject, anchor: date) -> Given:
        """Give what one treated patient was given."""
        since, whose = self.previous.get(subject.index, (None, None))
        row, taken = int(self.rows[subject.index]), float(self.aspirated[subject.index])
        collected = None if np.isnan(taken) else from_epoch_day(taken)
        own = self.events.get(subject.index, [])
        return Given(
            subject=subject.id,
            on=anchor,
            cells=tuple(None if row == NOBODY else column[row] for column in self.columns),
            aspirated=collected,
            to_infusion=None if collected is None else (anchor - collected).days,
            since_previous=since,
            previous=whose,
            early=after(own, HOURS_72),
            month=after(own, DAYS_30),
            followed=subject.last_day,
            file=None if row == NOBODY else str(self.table[FILE].iloc[row]),
            row=None if row == NOBODY else int(self.table[ROW].iloc[row]),
        )


def after(events: Sequence[Event], last: int) -> After:
    """Sort a patient's events into those that began from day 0 to `last`, and those that may have."""
    certain, possible = list[str](), list[str]()
    for event in events:
        if event.start_day is not None and 0 <= event.start_day <= last:
            certain.append(f"{term(event)}, {day_text(event.start_day)}")
        elif event.start_day is None and _may_begin(event, last):
            possible.append(f"{term(event)}, {event.start_date or 'start not recorded'}")
    return After(tuple(certain), tuple(possible))


def _may_begin(event: Event, last: int) -> bool:
    """Say whether an event without a certain start may have begun from day 0 to `last`."""
    if event.end_bounds is not None and event.end_bounds[1] < 0:
        return False
    return event.start_bounds is None or (event.start_bounds[0] <= last and event.start_bounds[1] >= 0)


def sentence(product: Product) -> str:
    """Say the finding in one sentence: how many were treated, how close together, what followed."""
    given = product.given
    gaps = [each.since_previous for each in given if each.since_previous is not None]
    words = counted(len(given), "patient") + " treated"
    if least := min(gaps, default=0):
        words += f", at least {counted(least, 'day')} after the patient before"
    if not product.collected:
        return f"{words}; the data have no adverse events."
    early, month = (sum(side) for side in zip(*((one.early.count, one.month.count) for one in given), strict=True))
    return f"{words}; {counted(early, 'event')} began within 72 hours, {month} within 30 days."
