"""Adverse events as known at the data cut."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import pandas as pd

from trial import event_judgements as judgements
from trial.columns import NO, NOBODY, YES, Flags, Floats, capitals, numbers, owners, texts
from trial.cut import END_AFTER_CUT, KnownData
from trial.event_judgements import Attribution
from trial.event_onset import Moment, emergence, moment, worsened_since
from trial.event_periods import Period, possible_periods
from trial.procedures import aspiration_days
from trial.safety_rules import SafetyRules
from trial.snapshot import EARLIEST, FILE, LATEST, ROW
from trial.subjects import Subject, SubjectStatus, anchor_days, positions
from trial.tables import TEXT

CTCAE, SEVERITY = "CTCAE grade", "severity, not CTCAE"

_GRADE = re.compile(r"(?:GRADE\s*)?([1-5])")
RESOLVED, FATAL = ("RECOVERED", "RESOLVED"), ("FATAL", "DEATH", "DIED")
"""How the outcome of an event begins that is over, that ended in death."""
_UNRESOLVED = ("NOT RECOVERED", "NOT RESOLVED", "RECOVERING", "RESOLVING", "UNRESOLVED", "ONGOING", "CONTINUING")
_ONGOING_AT_REFERENCE = ("ONGOING", "AFTER")


class News(StrEnum):
    """What has come to an event since the previous data cut."""

    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Event:
    """One AE record. Days count from the anchor; `*_date` as written. None means not recorded or not known."""

    subject: int
    seq: int
    term: str
    decoded: str | None
    body_system: str | None
    start_date: str | None
    start_day: int | None
    """None for a partial start or without an anchor."""
    start_bounds: tuple[int, int] | None
    """Earliest and latest possible start day, not after the cut."""
    end_date: str | None
    end_day: int | None
    end_bounds: tuple[int, int] | None
    ongoing: bool | None
    """None: end unknown."""
    grade: int | None
    grade_source: str | None
    """CTCAE grade, or "severity, not CTCAE"."""
    serious: bool | None
    related: bool | None
    emergent: bool | None
    """Began on or after the anchor day, or may have: a partial start counts unless the event was over before it. Or its
    grade rose then."""
    imputed: bool
    """Whether `emergent` is assumed, because a partial or missing start leaves it open."""
    procedure_emergent: bool | None
    """The same, counted from the aspiration; None without a date of it."""
    procedure_imputed: bool
    periods: tuple[Period, ...]
    """In which it may have begun: one for a complete date, none where nothing is known."""
    aesi: bool | None
    """Of special interest, by the list of the study file; None without a list."""
    related_cells: bool | None
    related_procedure: bool | None
    """Related to the infusion procedure, the lumbar puncture."""
    related_aspiration: bool | None
    natural_progression: Attribution | None
    outcome: str | None
    record: Mapping[str, str]
    """Every recorded column of the row, in the order of the table, SUPPAE qualifiers last."""
    file: str
    row: int
    news: News | None = None
    """Set where the study file names a previous data cut."""
    changes: tuple[str, ...] = ()
    """What of it has changed since: "end", "outcome"."""


def build(known: KnownData, subjects: Sequence[Subject]) -> tuple[Event, ...]:
    """Give every AE record known at the cut, sorted by subject, earliest possible start (undated last) and AESEQ."""
    position_of = positions(subjects)
    owner = owners(known.table("AE"), position_of)
    ae, owner = known.table("AE")[owner != NOBODY], owner[owner != NOBODY]
    rules, start, end = known.study.safety, moment(ae, "AESTDTC", known.cut_day), moment(ae, "AEENDTC", known.cut_day)
    aspirated = aspiration_days(known, position_of)
    anchors, aspirations = anchor_days(subjects)[owner], aspirated[owner]
    treated = emergence(start, end, anchors, worsened_since(ae, rules.worsened, anchors, known.cut_day))
    operated = emergence(start, end, aspirations)
    alive = np.array([each.status is not SubjectStatus.DIED for each in subjects], dtype=np.bool_)[owner]
    seq = np.nan_to_num(numbers(ae, "AESEQ")).astype(np.int64)
    columns = (
        owner.tolist(), seq.tolist(), [text or "" for text in _first_text(ae, "AETERM", "AEDECOD")],
        texts(ae, "AEDECOD"), _first_text(ae, "AEBODSYS", "AESOC"),
        start.written, _days(start.certain - anchors), _pairs(start, anchors),
        end.written, _days(end.certain - anchors), _pairs(end, anchors),
        _ongoing(ae, alive), *_grades(ae, rules), _serious(ae), judgements.related(ae, rules.related),
        treated.emergent, treated.imputed, operated.emergent, operated.imputed,
        possible_periods(start, end, anchors, aspirations, not np.isnan(aspirated).all()),
        judgements.of_special_interest(ae, rules.aesi),
        judgements.related(ae, rules.cells), judgements.related(ae, rules.procedure),
        judgements.related(ae, rules.aspiration), judgements.natural_progression(ae, rules.natural_progression),
        texts(ae, "AEOUT"), _records(ae), texts(ae, FILE), numbers(ae, ROW).astype(np.int64).tolist(),
    )  # fmt: skip
    events = [Event(*cells) for cells in zip(*columns, strict=True)]
    return tuple(events[row] for row in np.lexsort((seq, start.earliest, owner)).tolist())


def _days(days: Floats) -> list[int | None]:
    return [None if np.isnan(day) else int(day) for day in days.tolist()]


def _pairs(when: Moment, anchors: Floats) -> list[tuple[int, int] | None]:
    pairs = zip((when.earliest - anchors).tolist(), (when.latest - anchors).tolist(), strict=True)
    return [None if np.isnan(earliest) else (int(earliest), int(latest)) for earliest, latest in pairs]


def _first_text(ae: pd.DataFrame, column: str, other: str) -> list[str | None]:
    return [text or second for text, second in zip(texts(ae, column), texts(ae, other), strict=True)]


def _ongoing(ae: pd.DataFrame, alive: Flags) -> list[bool | None]:
    """Say whether each event goes on at the cut: no end by then, not resolved, not fatal, the subject alive.

    None where the end is missing and the outcome does not say; there the relation of the end to a reference point
    (AEENRTPT, AEENRF) decides if it is recorded.
    """
    after_cut = list(ae[END_AFTER_CUT]) if END_AFTER_CUT in ae.columns else [False] * len(ae)
    rows = zip(texts(ae, "AEENDTC"), after_cut, capitals(ae, "AEOUT"), _relations(ae), alive.tolist(), strict=True)
    return [_goes_on(*row) for row in rows]


def _relations(ae: pd.DataFrame) -> list[bool]:
    """Mark rows of which the site says that the event goes on at its reference point."""
    pairs = zip(capitals(ae, "AEENRTPT"), capitals(ae, "AEENRF"), strict=True)
    return [(at_point or over_period) in _ONGOING_AT_REFERENCE for at_point, over_period in pairs]


def _goes_on(ended: str | None, after_cut: bool, outcome: str | None, at_reference: bool, alive: bool) -> bool | None:
    stated = outcome or ""
    if ended or stated.startswith(RESOLVED + FATAL):
        return False
    return alive if after_cut or stated.startswith(_UNRESOLVED) or at_reference else None


def _grades(ae: pd.DataFrame, rules: SafetyRules) -> tuple[list[int | None], list[str | None]]:
    """Give the CTCAE grade of each event, else the grade its severity stands for; and which of the two it is."""
    of_severity = {severity.upper(): grade for severity, grade in rules.severity_grade}
    recorded = [None if text is None else _GRADE.fullmatch(text) for text in capitals(ae, rules.grade)]
    severities = [of_severity.get(text or "") for text in capitals(ae, rules.severity)]
    grades = [int(found[1]) if found else grade for found, grade in zip(recorded, severities, strict=True)]
    sources = [
        CTCAE if found else None if grade is None else SEVERITY
        for found, grade in zip(recorded, severities, strict=True)
    ]
    return grades, sources


def _serious(ae: pd.DataFrame) -> list[bool | None]:
    return [True if text in YES else False if text in NO else None for text in capitals(ae, "AESER")]


def _records(ae: pd.DataFrame) -> list[Mapping[str, str]]:
    """Give each row as it was recorded: the filled columns in the order of the table."""
    names = [name for name in ae.columns if not name.startswith("@") and not name.endswith((EARLIEST, LATEST, TEXT))]
    cells = [_as_written(ae, name) for name in names]
    rows = zip(*cells, strict=True)
    return [
        MappingProxyType({name: text for name, text in zip(names, row, strict=True) if text is not None})
        for row in rows
    ]


def _as_written(ae: pd.DataFrame, name: str) -> list[str | None]:
    """Give a column as texts, also where it could not be read as a date or a number."""
    read, written = texts(ae, name), texts(ae, name + TEXT)
    return [text if text is not None else other for text, other in zip(read, written, strict=True)]
