"""The patients before treatment: each characteristic as last known up to the anchor, with its date and its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median, stdev
from types import MappingProxyType

from trial.analysis import Analysis
from trial.course import history, measured
from trial.course.known import Characteristic, Known
from trial.cut import KnownData, known_at
from trial.selection import Selection, selected_subjects
from trial.subjects import Subject
from trial.words import number

FEW_PATIENTS = 12
"""Up to this many patients each has a column."""
TABLES = ("CM", "DM", "EX", "MH", "PR", "SV", "VS")
"""What is read here and not in the analysis."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A number over patients: SD is None of one patient."""

    n: int
    mean: float
    sd: float | None
    median: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a category with the patients who have it."""

    label: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One characteristic over the treated patients: each one's value, and the summary of those that are known."""

    characteristic: Characteristic
    cells: tuple[Known | None, ...]
    """In the order of the patients; None: not recorded."""
    spread: Spread | None
    levels: tuple[Level, ...]
    lacking: tuple[str, ...]
    """Patients without a value."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The treated patients that the filters keep, and their rows; `empty` names what is recorded of nobody."""

    subjects: tuple[str, ...]
    shown: int
    """Patients that the filters keep, treated or not."""
    rows: tuple[Row, ...]
    empty: tuple[str, ...]

    @property
    def by_patient(self) -> bool:
        """Whether each patient has a column on the screen."""
        return len(self.subjects) <= FEW_PATIENTS


def known_tables(analysis: Analysis, names: Sequence[str] = TABLES) -> KnownData:
    """Give some tables as known at the cut of the analysis."""
    tables = {name: analysis.snapshot.tables[name] for name in names if name in analysis.snapshot.tables}
    return known_at(replace(analysis.snapshot, tables=MappingProxyType(tables)), analysis.cut)


def build(analysis: Analysis, selection: Selection) -> Baseline:
    """Collect the characteristics of the treated patients that the filters keep."""
    people = selected_subjects(selection, analysis)
    treated = tuple(subject for subject in people if subject.anchor is not None)
    known = known_tables(analysis)
    found = [*history.characteristics(analysis, known), *measured.characteristics(analysis, known)]
    rows = [_row(one, treated) for one in found]
    return Baseline(
        subjects=tuple(subject.id for subject in treated),
        shown=len(people),
        rows=tuple(row for row in rows if any(row.cells)),
        empty=tuple(row.characteristic.label for row in rows if not any(row.cells)) if treated else (),
    )


def _row(one: Characteristic, treated: Sequence[Subject]) -> Row:
    values = tuple(one.by_subject.get(subject.index) for subject in treated)
    pairs = [(subject.id, value) for subject, value in zip(treated, values, strict=True) if value is not None]
    numbers = [value.number for _, value in pairs if value.number is not None]
    return Row(
        characteristic=one,
        cells=values,
        spread=_spread(numbers) if one.is_number and numbers else None,
        levels=() if one.is_number else tuple(_levels(pairs, one.order)),
        lacking=tuple(subject.id for subject, value in zip(treated, values, strict=True) if value is None),
    )


def _spread(values: Sequence[float]) -> Spread:
    """Summarise numbers: SD with n - 1."""
    sd = stdev(values) if len(values) > 1 else None
    return Spread(len(values), mean(values), sd, median(values), min(values), max(values))


def _levels(pairs: Sequence[tuple[str, Known]], order: Sequence[str]) -> Iterator[Level]:
    """Give the levels in their own order, else the most frequent first."""
    found: dict[str, list[str]] = {}
    for subject, value in pairs:
        found.setdefault(value.level, []).append(subject)
    places: Mapping[str, int] = {label: place for place, label in enumerate(order)}
    ranked = sorted(found, key=lambda label: (places.get(label, len(places)), -len(found[label]), label))
    for label in ranked:
        yield Level(label, tuple(found[label]))


def value_text(value: Known, one: Characteristic) -> str:
    """Write a value for the screen."""
    return value.text if value.number is None else number(value.number, one.decimals)
