"""LB and VS in columns: every result with its series, limits, mark, and change from its baseline.

A *series* is one test of one patient in one specimen, unit, position and at one time point: blood and cerebrospinal
fluid, or two units, are never one series. Days count from the anchor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.columns import NOBODY, YES, Counts, Flags, Floats, Objects, bounds, capitals, numbers, owners, texts
from trial.contacts import NOT_DONE
from trial.cut import KnownData
from trial.laboratory.flags import Marks, by_limits, contradicted, recorded, shown
from trial.snapshot import FILE, ROW
from trial.subjects import Subject, anchor_days, positions

DOMAINS = ("LB", "VS")
_DETAILS = ("POS", "LOC", "LAT", "TPT")


@dataclass(frozen=True, slots=True)
class Test:
    """What a series measures. `specimen` is LBSPEC, else the category; `details` are position, place, time point."""

    domain: str
    code: str
    name: str
    specimen: str | None
    details: tuple[str, ...]
    unit: str | None

    __test__ = False  # no test of pytest


@dataclass(frozen=True, eq=False)
class Values:
    """Every result in columns, sorted by patient, series and day, those without a complete date last.

    `value` is NaN for a result in words (`text`) and for one that was not done. `test` is a position in `tests`.
    """

    tests: tuple[Test, ...]
    subject: Counts
    test: Counts
    day: Floats
    date: Objects
    visit: Objects
    visitnum: Floats
    value: Floats
    text: Objects
    low: Floats
    high: Floats
    mark: Marks
    said: Marks
    """What was recorded (--NRIND)."""
    indicator: Objects
    """The text of it."""
    contradicted: Flags
    grade: Objects
    baseline: Flags
    change: Floats
    """From the baseline, of later values; NaN without one."""
    not_done: Flags
    file: Objects
    row: Counts

    def __len__(self) -> int:
        """Count the results."""
        return len(self.subject)

    def series(self) -> tuple[Counts, Counts]:
        """Give the first and one past the last row of every series, in order."""
        begins = np.ones(len(self), dtype=np.bool_)
        begins[1:] = (np.diff(self.subject) != 0) | (np.diff(self.test) != 0)
        first = np.flatnonzero(begins)
        return first, np.append(first[1:], len(self)) if len(first) else first


def build(known: KnownData, subjects: Sequence[Subject]) -> Values:
    """Give every result of LB and VS that belongs to a subject, of the tests that the study file names."""
    place, wanted = positions(subjects), known.study.laboratory.tests
    parts = [_part(known.table(name), name, place, wanted) for name in DOMAINS if name in known.tables]
    rows = pd.concat([_EMPTY, *parts], ignore_index=True) if parts else _EMPTY
    tests, test = _tests(rows)
    anchors = anchor_days(subjects)
    owner = rows["subject"].to_numpy(dtype=np.int64)
    day = rows["day"].to_numpy(dtype=np.float64) - anchors[owner]
    order = np.lexsort((rows["seq"], rows["timepoint"], np.where(np.isnan(day), np.inf, day), test, owner))
    rows, owner, test, day = rows.iloc[order], owner[order], test[order], day[order]
    return _finished(rows, tests, owner, test, day)


_COLUMNS: Mapping[str, str] = {
    "subject": "int64", "day": "float64", "date": "object", "visit": "object", "visitnum": "float64",
    "value": "float64", "text": "object", "low": "float64", "high": "float64", "said": "int8", "original": "int8",
    "indicator": "object",
    "grade": "object", "flagged": "int64", "not_done": "bool", "file": "object", "row": "int64", "seq": "float64",
    "timepoint": "float64", "domain": "object", "code": "object", "name": "object", "specimen": "object",
    "unit": "object", **dict.fromkeys(_DETAILS, "object"),
}  # fmt: skip
_EMPTY = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _COLUMNS.items()})


def _part(table: pd.DataFrame, name: str, place: Mapping[str, int], wanted: Sequence[str]) -> pd.DataFrame:
    """Read the columns of one domain."""
    owner, codes = owners(table, place), capitals(table, f"{name}TESTCD")
    kept = (owner != NOBODY) & pd.notna(codes)
    if wanted:
        kept &= np.isin(codes.astype(str), [each.upper() for each in wanted])
    table, owner, codes = table[kept], owner[kept], codes[kept]
    value, low, high, unit, original = _measured(table, name)
    earliest, latest = bounds(table, f"{name}DTC")
    flagged = 2 * _is(table, f"{name}LOBXFL") + 1 * _is(table, f"{name}BLFL")
    columns: dict[str, object] = {
        "subject": owner, "day": np.where(earliest == latest, earliest, np.nan), "date": texts(table, f"{name}DTC"),
        "visit": texts(table, "VISIT"), "visitnum": numbers(table, "VISITNUM"), "value": value,
        "text": _either(table, f"{name}STRESC", f"{name}ORRES"),
        "low": low, "high": high, "said": recorded(capitals(table, f"{name}NRIND")), "original": original,
        "indicator": texts(table, f"{name}NRIND"), "grade": texts(table, f"{name}TOXGR"), "flagged": flagged,
        "not_done": np.asarray(capitals(table, f"{name}STAT") == NOT_DONE, dtype=np.bool_),
        "file": texts(table, FILE), "row": numbers(table, ROW), "seq": numbers(table, f"{name}SEQ"),
        "timepoint": numbers(table, f"{name}TPTNUM"), "domain": [name] * len(table), "code": codes,
        "name": _either(table, f"{name}TEST", f"{name}TESTCD"),
        "specimen": _either(table, f"{name}SPEC", f"{name}CAT"), "unit": unit,
        **{ending: texts(table, f"{name}{ending}") for ending in _DETAILS},
    }  # fmt: skip
    made = pd.DataFrame({key: pd.Series(columns[key], dtype=kind) for key, kind in _COLUMNS.items()})
    said: Flags = (np.isfinite(made["value"]) | made["text"].notna() | made["not_done"]).to_numpy(dtype=np.bool_)
    return made.loc[said]


def _is(table: pd.DataFrame, column: str) -> Counts:
    found = capitals(table, column)
    return np.asarray(sum(np.equal(found, yes) for yes in YES), dtype=np.bool_).astype(np.int64)


def _either(table: pd.DataFrame, column: str, other: str) -> Objects:
    """Take a column as texts, where it is empty another one."""
    found = texts(table, column)
    return np.where(pd.isna(found), texts(table, other), found)


def _measured(table: pd.DataFrame, name: str) -> tuple[Floats, Floats, Floats, Objects, Marks]:
    """Give value, limits and unit, and the mark by the original value and limits.

    The standard result counts; the original one, with its own unit and limits, only where there is no standard one.
    Original limits serve a standard value only where value and unit are the same.
    """
    standard, reported = numbers(table, f"{name}STRESN"), numbers(table, f"{name}ORRES")
    unit, own_unit = texts(table, f"{name}STRESU"), texts(table, f"{name}ORRESU")
    low, high = numbers(table, f"{name}STNRLO"), numbers(table, f"{name}STNRHI")
    own_low, own_high = numbers(table, f"{name}ORNRLO"), numbers(table, f"{name}ORNRHI")
    words = texts(table, f"{name}STRESC")
    in_words = pd.notna(words) & np.isnan(numbers(table, f"{name}STRESC"))
    original = np.isnan(standard) & np.isfinite(reported) & ~in_words
    same = (standard == reported) & np.asarray(unit == own_unit, dtype=np.bool_)
    borrowed = original | (same & np.isnan(low) & np.isnan(high))
    return (
        np.where(original, reported, standard),
        np.where(borrowed, own_low, low),
        np.where(borrowed, own_high, high),
        np.where(original, own_unit, unit),
        by_limits(reported, own_low, own_high),
    )


def _tests(rows: pd.DataFrame) -> tuple[tuple[Test, ...], Counts]:
    """Number the distinct tests in the order of their first record: LB before VS."""
    keys = ("domain", "code", "specimen", *_DETAILS, "unit")
    codes = np.zeros(len(rows), dtype=np.int64)
    for key in keys:
        found, distinct = pd.factorize(rows[key])
        codes = pd.factorize(codes * (len(distinct) + 1) + found + 1)[0].astype(np.int64)
    _, first = np.unique(codes, return_index=True)
    tests = tuple(_test(rows.iloc[at].to_dict()) for at in first.tolist())
    return tests, codes


def _test(row: Mapping[str, str | None]) -> Test:
    details = tuple(text for ending in _DETAILS if (text := row[ending]) is not None)
    return Test(str(row["domain"]), str(row["code"]), str(row["name"]), row["specimen"], details, row["unit"])


def _finished(rows: pd.DataFrame, tests: tuple[Test, ...], owner: Counts, test: Counts, day: Floats) -> Values:
    value, low, high = (rows[name].to_numpy(dtype=np.float64) for name in ("value", "low", "high"))
    said, original = (rows[name].to_numpy(dtype=np.int8) for name in ("said", "original"))
    standard = by_limits(value, low, high)
    against = contradicted(said, standard, original)
    baseline, change = _changes(owner * max(len(tests), 1) + test, day, value, rows["flagged"].to_numpy(dtype=np.int64))
    objects = {
        name: rows[name].to_numpy(dtype=object) for name in ("date", "visit", "text", "indicator", "grade", "file")
    }
    return Values(
        tests=tests, subject=owner, test=test, day=day, visitnum=rows["visitnum"].to_numpy(dtype=np.float64),
        value=value, low=low, high=high, mark=shown(said, standard, against), said=said, contradicted=against,
        baseline=baseline, change=change, not_done=rows["not_done"].to_numpy(dtype=np.bool_),
        row=rows["row"].to_numpy(dtype=np.int64), **objects,
    )  # fmt: skip


def _changes(series: Counts, day: Floats, value: Floats, flagged: Counts) -> tuple[Flags, Floats]:
    """Find the baseline of each series, and the change of every later value from it.

    Among numbers on or before day 0: the last one flagged --LOBXFL, else --BLFL, else the last one.
    """
    rows = np.flatnonzero(np.isfinite(value) & (day <= 0))
    ranked = rows[np.lexsort((rows, flagged[rows], series[rows]))]
    last = np.ones(len(ranked), dtype=np.bool_)
    last[:-1] = np.diff(series[ranked]) != 0
    at = ranked[last]
    baseline = np.zeros(len(series), dtype=np.bool_)
    baseline[at] = True
    size = int(series.max(initial=-1)) + 1
    place = np.full(size, -1, dtype=np.int64)
    place[series[at]] = at
    own = place[series]
    is_later = (own >= 0) & (np.arange(len(series)) > own) & np.isfinite(day)
    return baseline, np.where(is_later, value - value[own], np.nan)
