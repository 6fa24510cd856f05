"""Laboratory values and vital signs of one patient: a sentence, the series with their values by visit, the rules."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.axes import month_range
from trial.calendar import MONTH_DAYS, complete_day
from trial.columns import Counts
from trial.event_words import sentence_case
from trial.laboratory.flags import JUDGED, OUTSIDE, Mark
from trial.laboratory.values import DOMAINS, Test, Values
from trial.laboratory.values import build as values
from trial.patient_tables import of_patient
from trial.selection import Selection
from trial.subjects import Subject
from trial.words import counted, date_text, day_text, inner, listed

MOST_NAMED = 4
VITAL = "Vital signs"
NO_SPECIMEN = "Laboratory"


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a series. `value` is None for one in words, and for one that was not done."""

    value: float | None
    words: str
    """As recorded, "not done" for what was not."""
    day: int | None
    date: str
    mark: Mark
    contradicted: bool
    said: Mark
    indicator: str | None
    """What was recorded against the limits, where it is in words of its own."""
    limits: tuple[float | None, float | None]
    grade: str | None
    is_baseline: bool
    change: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """One test of the patient: `cells` are its results at each of the card's occasions."""

    test: Test
    cells: tuple[tuple[Result, ...], ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """All results in the order of time."""
        return tuple(result for cell in self.cells for result in cell)

    @property
    def decimals(self) -> int:
        """How many decimals its numbers need, at most three, of numbers below 1 at most five."""
        values = [one.value for one in self.results if one.value is not None]
        most = 3 if max((abs(value) for value in values), default=1.0) >= 1 else 5
        return min(max((len(f"{value:.10g}".partition(".")[2]) for value in values), default=0), most)

    @property
    def limits(self) -> tuple[tuple[float | None, float | None], ...]:
        """The limits of the numbers, each pair once."""
        return tuple(dict.fromkeys(one.limits for one in self.results if one.limits != (None, None)))


@dataclass(frozen=True, slots=True)
class Occasion:
    """A visit, or a day without one, at which something was measured."""

    label: str
    when: str
    date: str


@dataclass(frozen=True, slots=True)
class LaboratoryCard:
    """What the patient view shows of LB and VS. No groups: `sentence` says why."""

    subject: str
    sentence: str
    anchor_label: str
    months: tuple[float, float]
    occasions: tuple[Occasion, ...]
    groups: tuple[tuple[str, tuple[Series, ...]], ...]
    has_grades: bool
    absent: tuple[str, ...]
    """Of LB and VS those that the data do not have."""


def build(analysis: Analysis, selection: Selection, subject_id: str) -> LaboratoryCard | None:
    """Give the card of one patient; None when these data have no such patient."""
    subject = next((one for one in analysis.subjects if one.id == subject_id), None)
    if subject is None:
        return None
    found = values(of_patient(analysis, subject, DOMAINS), analysis.subjects)
    columns, place = _occasions(found)
    series = _series(found, place, len(columns))
    absent = tuple(name for name in DOMAINS if name not in analysis.snapshot.tables)
    return LaboratoryCard(
        subject=subject.id,
        sentence=_sentence(analysis, subject, series, absent),
        anchor_label=inner(analysis.snapshot.study.anchor.label),
        months=_months(analysis, selection, found),
        occasions=columns,
        groups=_groups(series),
        has_grades=any(result.grade for one in series for result in one.results),
        absent=absent,
    )


def _months(analysis: Analysis, selection: Selection, found: Values) -> tuple[float, float]:
    """Give the axis of the endpoints, made wider where a value lies outside it and no range is asked for."""
    if selection.months is not None:
        return selection.months
    low, high = month_range(analysis)
    months = found.day[np.isfinite(found.day)] / MONTH_DAYS
    return min(low, float(months.min(initial=low))), max(high, float(months.max(initial=high)))


def _occasions(found: Values) -> tuple[tuple[Occasion, ...], Counts]:
    """Name the occasions in the order of time, and give each result its occasion: its visit, else its day."""
    dates = [(text or "")[:10] for text in found.date]
    keys = [
        f"v{number:g}" if number == number else f"d{date}"
        for number, date in zip(found.visitnum.tolist(), dates, strict=True)
    ]
    rows: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        rows.setdefault(key, []).append(at)
    order = sorted(rows, key=lambda key: min(dates[at] or "9" for at in rows[key]))
    place = {key: at for at, key in enumerate(order)}
    named = tuple(_occasion(found, rows[key], dates) for key in order)
    return named, np.array([place[key] for key in keys], dtype=np.int64)


def _occasion(found: Values, rows: Sequence[int], dates: Sequence[str]) -> Occasion:
    days = sorted({int(day) for day in found.day[rows].tolist() if day == day})
    label = next((text for text in found.visit[rows] if text), None)
    written = sorted({dates[at] for at in rows if dates[at]})
    when = "no day" if not days else day_text(days[0]) if len(days) == 1 else f"{day_text(days[0])} to {days[-1]}"
    name = sentence_case(label) if label else "No visit" if days else "No date"
    return Occasion(name, when, " to ".join(dict.fromkeys((_date(written[0]), _date(written[-1])))) if written else "")


def _date(written: str) -> str:
    day = complete_day(written)
    return written if day is None else date_text(day)


def _series(found: Values, place: Counts, size: int) -> tuple[Series, ...]:
    made = []
    for first, end in zip(*(each.tolist() for each in found.series()), strict=True):
        cells: list[list[Result]] = [[] for _ in range(size)]
        for at in range(first, end):
            cells[int(place[at])].append(_result(found, at))
        made.append(Series(found.tests[int(found.test[first])], tuple(tuple(cell) for cell in cells)))
    return tuple(made)


def _result(found: Values, at: int) -> Result:
    value, day, change, *limits = (
        None if np.isnan(column[at]) else float(column[at])
        for column in (found.value, found.day, found.change, found.low, found.high)
    )
    is_done = value is not None or found.text[at] is not None
    return Result(
        value=value,
        words=str(found.text[at]) if found.text[at] is not None else "" if is_done else "not done",
        day=None if day is None else int(day),
        date=str(found.date[at] or ""),
        mark=Mark(int(found.mark[at])),
        contradicted=bool(found.contradicted[at]),
        said=Mark(int(found.said[at])),
        indicator=found.indicator[at] if found.mark[at] == Mark.WORDS else None,
        limits=(limits[0], limits[1]),
        grade=found.grade[at],
        is_baseline=bool(found.baseline[at]),
        change=change,
    )


def _groups(series: Sequence[Series]) -> tuple[tuple[str, tuple[Series, ...]], ...]:
    groups: dict[str, list[Series]] = {}
    for one in series:
        groups.setdefault(group_of(one.test), []).append(one)
    return tuple((name, tuple(each)) for name, each in groups.items())


def group_of(test: Test) -> str:
    """Name the group of a test: its specimen or category; vital signs are one group."""
    return VITAL if test.domain == "VS" else sentence_case(test.specimen) if test.specimen else NO_SPECIMEN


def name_of(test: Test) -> str:
    """Name a test, with its position, place or time point: "Systolic blood pressure, supine"."""
    return ", ".join([sentence_case(test.name), *(text.lower() for text in test.details)])


def _sentence(analysis: Analysis, subject: Subject, series: Sequence[Series], absent: Sequence[str]) -> str:
    if len(absent) == len(DOMAINS):
        return "Laboratory values and vital signs are not in these data: there is no LB and no VS."
    results = [(one, result) for one in series for result in one.results]
    if not results:
        return "No laboratory value or vital sign of this patient by the data cut."
    judged = [pair for pair in results if pair[1].mark in JUDGED]
    outside = [pair for pair in judged if pair[1].mark in OUTSIDE]
    tests = counted(len({(one.test.code, one.test.specimen) for one in series}), "test")
    if not judged:
        return f"{tests}, {counted(len(results), 'result')}, none with limits."
    if not outside:
        return f"{tests}; none of {counted(len(judged), 'result')} with limits is outside them."
    return f"{tests}; {len(outside)} of {counted(len(judged), 'result')} with limits outside them: {_named(outside)}."


def _named(outside: Sequence[tuple[Series, Result]]) -> str:
    """Name the tests with a result outside its limits, those with the latest one first."""
    tests: dict[str, list[Result]] = {}
    for one, result in sorted(outside, key=lambda pair: pair[1].date, reverse=True):
        group = group_of(one.test)
        where = "" if group in (VITAL, NO_SPECIMEN) else f" ({inner(group)})"
        tests.setdefault(f"{name_of(one.test)}{where}", []).append(result)
    return listed([f"{name} {_last(results)}" for name, results in tests.items()], MOST_NAMED)


def _last(results: Sequence[Result]) -> str:
    last = results[0]
    when = "" if last.day is None else f" {day_text(last.day)}"
    return f"{last.mark.name.lower()}{when}"
