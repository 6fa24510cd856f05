"""Forced vital capacity: litres and % predicted by position, the best of repeats, recomputed by one equation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.calendar import epoch_day
from trial.columns import NOBODY, Counts, Flags, Floats, Objects, bounds, capitals, numbers, owners, texts
from trial.contacts import done
from trial.cut import KnownData
from trial.instrument_rules import FvcRules
from trial.instruments import bodies
from trial.instruments.bodies import Bodies
from trial.instruments.reference_equations import Expected, expected
from trial.matching import matching
from trial.recomputed import Breaths
from trial.snapshot import FILE, ROW
from trial.subjects import Subject, anchor_days, positions

MOST_LITRES = 10.0
"""No adult breathes out so much: a larger number in the column of litres is something else, most often a per cent."""
LONGEST_DOUBT = 31
"""Days: of a date without a day the middle of its month gives the age, half a month off at most."""
LITRES, PERCENT = 0, 1
NO_LITRES, NOT_LITRES = "no litres recorded", "the value is no volume in litres"
NO_DAY, NO_SEX, NO_AGE, NO_HEIGHT = (
    "not even the month is known",
    "no sex recorded",
    "no age recorded",
    "no height recorded",
)
OUT_OF_RANGE = "the age is outside those of the equation"


@dataclass(frozen=True, eq=False)
class Records:
    """The records of spirometry in columns, sorted by subject, day (none last) and position.

    `kind` is LITRES or PERCENT; `value` is NaN without a number; `is_volume` is False for litres that cannot be any.
    """

    subject: Counts
    kind: Counts
    value: Floats
    is_volume: Flags
    predicted: Floats
    earliest: Floats
    latest: Floats
    date: Objects
    visit: Objects
    visitnum: Floats
    position: Objects
    file: Objects
    row: Counts
    table_row: Counts
    """The position of the record in its table as known at the cut."""


@dataclass(frozen=True, eq=False)
class Spirometry:
    """One entry for each subject, day and position; columns, NaN or None where there is nothing.

    `litres` and `recorded` (% predicted as the site wrote it) are the best of the repeats, `efforts` and `repeats` how
    many of each there were; `site_predicted` is the site's predicted volume. `expected` is recomputed by the equation
    of the study; `reason` says why it is not. The records of entry e are `offsets[e]:offsets[e + 1]`.
    """

    rules: FvcRules
    records: Records
    bodies: Bodies
    offsets: Counts
    subject: Counts
    day: Floats
    age: Floats
    date: Objects
    visit: Objects
    position: Objects
    litres: Floats
    efforts: Counts
    recorded: Floats
    repeats: Counts
    site_predicted: Floats
    expected: Expected
    reason: Objects

    def __len__(self) -> int:
        """Count the entries."""
        return len(self.subject)

    @property
    def entry(self) -> Counts:
        """The entry of every record."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    @property
    def breaths(self) -> Breaths:
        """The entries as the courses draw them."""
        return Breaths(
            self.rules.domain, self.records.table_row, self.entry, self.expected.percent, self.recorded, self.reason
        )

    def rows(self, at: int) -> tuple[tuple[str, int], ...]:
        """Give file and data row of the records of one entry."""
        own = slice(self.offsets[at], self.offsets[at + 1])
        return tuple(zip(self.records.file[own].tolist(), self.records.row[own].tolist(), strict=True))


def build(known: KnownData, subjects: Sequence[Subject]) -> Spirometry | None:
    """Gather the spirometry of every subject; None where the study file names none or the table is absent.

    Litres are the largest volume of the day in that position (ATS/ERS: the best of the acceptable efforts).
    """
    rules = known.study.instruments.fvc
    if rules is None or rules.domain not in known.tables:
        return None
    people = bodies.build(known, subjects, rules.height)
    records = _records(known, rules, subjects)
    starts = _starts(records)
    entry = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(records.value))))
    first = {name: getattr(records, name)[starts] for name in ("subject", "date", "visit", "position")}
    earliest, latest = records.earliest[starts], records.latest[starts]
    epoch = np.where(earliest == latest, earliest, np.nan)
    middle = np.where(latest - earliest <= LONGEST_DOUBT, (earliest + latest) / 2, np.nan)
    litres, efforts = _best(entry, records, (records.kind == LITRES) & records.is_volume, len(starts))
    recorded, repeats = _best(entry, records, records.kind == PERCENT, len(starts))
    age, height = people.ages(first["subject"], middle), people.height[first["subject"]]
    sex = people.sex[first["subject"]]
    found = expected(rules.equation, rules.population, sex, age, height, litres)
    wrong = np.bincount(entry, (records.kind == LITRES) & ~records.is_volume, len(starts)) > 0
    reason = _reasons(litres, wrong, ~np.isnan(middle), (sex, people.age_then[first["subject"]], height), found)
    return Spirometry(
        rules=rules, records=records, bodies=people, offsets=np.append(starts, len(records.value)),
        day=epoch - anchor_days(subjects)[first["subject"]], age=age, litres=litres, efforts=efforts,
        recorded=recorded, repeats=repeats, site_predicted=_largest(entry, records.predicted, len(starts)),
        expected=found, reason=reason, **first,
    )  # fmt: skip


def _records(known: KnownData, rules: FvcRules, subjects: Sequence[Subject]) -> Records:
    """Take the litres and the % predicted that have a number, in order."""
    table, prefix = known.table(rules.domain), rules.domain[:2]
    owner, value = owners(table, positions(subjects)), numbers(table, rules.value)
    is_litres, is_percent = matching(table, rules.litres), matching(table, rules.percent)
    earliest, latest = bounds(table, f"{prefix}DTC")
    usable = (is_litres | is_percent) & (owner != NOBODY) & done(table, prefix) & np.isfinite(value)
    rows = np.flatnonzero(usable & ~(earliest > epoch_day(known.cut)))
    dates, position = texts(table, f"{prefix}DTC"), capitals(table, rules.position)
    dated = earliest == latest
    dates[dated] = np.datetime_as_string(earliest[dated].astype("datetime64[D]")).astype(object)
    percent_unit = capitals(table, f"{prefix}STRESU") == "%"
    keys = (rows, _rank(position[rows]), _rank(dates[rows]), np.nan_to_num(earliest[rows], nan=np.inf), owner[rows])
    rows = rows[np.lexsort(keys)]
    return Records(
        subject=owner[rows], kind=np.where(is_litres, LITRES, PERCENT)[rows], value=value[rows],
        is_volume=((value > 0) & (value <= MOST_LITRES) & ~percent_unit)[rows],
        predicted=np.where(is_litres, numbers(table, rules.predicted), np.nan)[rows],
        earliest=earliest[rows], latest=latest[rows], date=dates[rows], visit=texts(table, "VISIT")[rows],
        visitnum=numbers(table, "VISITNUM")[rows], position=position[rows],
        file=texts(table, FILE)[rows], row=table[ROW].to_numpy(dtype=np.int64)[rows], table_row=rows,
    )  # fmt: skip


def _rank(words: Objects) -> Counts:
    """Give each text its place in the order of texts, none last."""
    codes, distinct = pd.factorize(words, sort=True)
    return np.where(codes < 0, len(distinct), codes)


def _starts(records: Records) -> Counts:
    """Find where a new entry begins: another subject, date or position."""
    keys = (records.subject, _rank(records.date), _rank(records.position))
    begins = np.ones(len(records.value), dtype=np.bool_)
    begins[1:] = np.any([np.diff(key) != 0 for key in keys], axis=0)
    return np.flatnonzero(begins)


def _best(entry: Counts, records: Records, wanted: Flags, count: int) -> tuple[Floats, Counts]:
    """Give the largest wanted value of each entry, NaN without one, and how many there are."""
    values = np.where(wanted, records.value, np.nan)
    return _largest(entry, values, count), np.bincount(entry[wanted], minlength=count)


def _largest(entry: Counts, values: Floats, count: int) -> Floats:
    found = np.full(count, -np.inf)
    np.maximum.at(found, entry, np.where(np.isnan(values), -np.inf, values))
    return np.where(np.isinf(found), np.nan, found)


def _reasons(
    litres: Floats, wrong: Flags, dated: Flags, person: tuple[Objects, Floats, Floats], found: Expected
) -> Objects:
    """Say of each entry why there is no recomputed % predicted; None where there is one. The first that applies."""
    sex, age, height = person
    reason = np.full(len(litres), None, dtype=object)
    reason[np.isnan(found.predicted)] = OUT_OF_RANGE
    for missing, why in (
        (np.isnan(height), NO_HEIGHT),
        (np.isnan(age), NO_AGE),
        (pd.isna(sex), NO_SEX),
        (~dated, NO_DAY),
        (np.isnan(litres), NO_LITRES),
        (wrong & np.isnan(litres), NOT_LITRES),
    ):
        reason[missing] = why
    return reason
