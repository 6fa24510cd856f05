"""What reference equations ask of a person: sex, height, and age in decimal years on the day of an assessment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.calendar import epoch_day
from trial.columns import NOBODY, Counts, Flags, Floats, Objects, bounds, complete_days, first_rows, numbers, owners
from trial.cut import KnownData
from trial.instrument_rules import HeightRules
from trial.matching import matching
from trial.subjects import Subject, anchor_days, positions

YEAR_DAYS = 365.25
HALF_A_YEAR = 0.5
"""Added to an AGE in whole years: the birthday is unknown, so the error is at most half a year."""
SHORTEST, TALLEST = 120.0, 220.0
"""Centimetres; a number outside is no height of an adult in centimetres."""


@dataclass(frozen=True, eq=False)
class Bodies:
    """One entry a subject. `origin` is the epoch day at which the subject is `age_then` years old."""

    sex: Objects
    height: Floats
    """Centimetres, NaN without."""
    age_then: Floats
    origin: Floats
    whole_years: Flags
    """The age is known in whole years only: on any day it may be wrong by half a year."""

    def ages(self, subject: Counts, day: Floats) -> Floats:
        """Give decimal years on an epoch day: (day - date of birth) / 365.25, else AGE + 0.5 + years since consent."""
        return np.asarray(self.age_then[subject] + (day - self.origin[subject]) / YEAR_DAYS, dtype=np.float64)


def build(known: KnownData, subjects: Sequence[Subject], height: HeightRules | None) -> Bodies:
    """Read sex, age and height of every subject.

    Age comes from BRTHDTC where it is complete, else from AGE, counted from consent (RFICDTC), else from the screening
    visit, else from the anchor. Height is the last one up to the anchor, else the first after it.
    """
    dm, position_of = known.table("DM"), positions(subjects)
    owner = owners(dm, position_of)
    birth, consent = (_by_subject(complete_days(dm, column), owner, subjects) for column in ("BRTHDTC", "RFICDTC"))
    age = _by_subject(numbers(dm, "AGE"), owner, subjects) + HALF_A_YEAR
    screened = np.array([np.nan if one.screening is None else epoch_day(one.screening) for one in subjects])
    start = np.where(np.isnan(screened), anchor_days(subjects), screened)
    counted_from = np.where(np.isnan(consent), start, consent)
    born = ~np.isnan(birth)
    return Bodies(
        sex=np.array([one.sex for one in subjects] + [None], dtype=object)[:-1],
        height=_heights(known, subjects, height),
        age_then=np.where(born, 0.0, age),
        origin=np.where(born, birth, counted_from),
        whole_years=~born,
    )


def _by_subject(values: Floats, owner: Counts, subjects: Sequence[Subject]) -> Floats:
    found = np.full(len(subjects), np.nan)
    found[owner[owner != NOBODY]] = values[owner != NOBODY]
    return found


def _heights(known: KnownData, subjects: Sequence[Subject], rules: HeightRules | None) -> Floats:
    """Give each subject's height at baseline; a value that is no height in centimetres counts as none."""
    nothing = np.full(len(subjects), np.nan)
    if rules is None or rules.domain not in known.tables:
        return nothing
    table = known.table(rules.domain)
    owner, values = owners(table, positions(subjects)), numbers(table, rules.value)
    day = bounds(table, f"{rules.domain[:2]}DTC")[0]
    wanted = matching(table, rules.where) & (values >= SHORTEST) & (values <= TALLEST)
    anchor = np.append(anchor_days(subjects), np.nan)[owner]
    after = ~(day <= anchor)
    first = first_rows(owner, np.where(after, day, -day), wanted & ~after, len(subjects))
    later = first_rows(owner, day, wanted & after, len(subjects))
    row = np.where(first == NOBODY, later, first)
    return np.where(row == NOBODY, np.nan, np.append(values, np.nan)[row])
