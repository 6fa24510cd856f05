"""MVIC megascores: as recorded, recomputed from muscles where forces are recorded, by which reference set."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.calendar import epoch_day
from trial.columns import NOBODY, Counts, Flags, Floats, Objects, bounds, capitals, numbers, owners, texts
from trial.contacts import NOT_DONE
from trial.cut import KnownData
from trial.instrument_rules import MvicRules
from trial.matching import matching
from trial.snapshot import FILE, ROW
from trial.subjects import Subject, anchor_days, positions
from trial.words import counted

ARM, GRIP = "arm", "grip"
GROUPS = (ARM, GRIP)
LEAST = {ARM: 6, GRIP: 1}
"""Muscles without which there is no megascore: 6 of 8 of the arm, 1 of 2 of the grip."""
RECORDED = -1
"""Muscle of a record that is a megascore itself."""


@dataclass(frozen=True, slots=True)
class Megascore:
    """One megascore of one subject on one day.

    `recorded` is the site's, `computed` the mean of the Z of `muscles` of `of` muscles, `weak` of them too weak to be
    tested (force 0). `reference` names the reference set of the recorded score. `reason` says why none is computed.
    """

    group: str
    date: str | None
    day: int | None
    visit: str | None
    recorded: float | None
    computed: float | None
    muscles: int
    of: int
    weak: int
    reference: str | None
    reason: str | None


@dataclass(frozen=True, eq=False)
class _Records:
    subject: Counts
    group: Counts
    muscle: Counts
    force: Floats
    day: Floats
    date: Objects
    visit: Objects
    reference: Objects
    file: Objects
    row: Counts


@dataclass(frozen=True, eq=False)
class Megascores:
    """One entry for each subject, group (position in GROUPS) and day, in order; NaN or None where there is nothing.

    `size` is the number of muscles of each group in the study file. The records of entry e are
    `offsets[e]:offsets[e + 1]` of `file` and `row`.
    """

    rules: MvicRules
    size: tuple[int, ...]
    subject: Counts
    group: Counts
    date: Objects
    day: Floats
    visit: Objects
    recorded: Floats
    computed: Floats
    muscles: Counts
    weak: Counts
    reference: Objects
    offsets: Counts
    file: Objects
    row: Counts

    def __len__(self) -> int:
        """Count the entries."""
        return len(self.subject)

    def rows(self, at: int) -> tuple[tuple[str, int], ...]:
        """Give file and data row of the records of one entry."""
        own = slice(self.offsets[at], self.offsets[at + 1])
        return tuple(zip(self.file[own].tolist(), self.row[own].tolist(), strict=True))

    def reason(self, at: int) -> str | None:
        """Say why no megascore is computed from muscles; None where one is."""
        of, muscles, group = self.size[self.group[at]], int(self.muscles[at]), GROUPS[self.group[at]]
        if not of:
            return "the study file names no muscles with a reference"
        if not muscles:
            return "no forces of muscles recorded"
        if muscles < LEAST[group]:
            return f"{muscles} of {counted(of, 'muscle')} measured, {LEAST[group]} are needed"
        return None

    def of(self, subject: int) -> tuple[Megascore, ...]:
        """Give the megascores of one subject, arm before grip, by day."""
        first, last = np.searchsorted(self.subject, [subject, subject + 1]).tolist()
        return tuple(self._one(at) for at in range(first, last))

    def _one(self, at: int) -> Megascore:
        return Megascore(
            group=GROUPS[self.group[at]],
            date=self.date[at],
            day=_whole(self.day[at]),
            visit=self.visit[at],
            recorded=_number(self.recorded[at]),
            computed=_number(self.computed[at]),
            muscles=int(self.muscles[at]),
            of=self.size[self.group[at]],
            weak=int(self.weak[at]),
            reference=self.reference[at],
            reason=self.reason(at),
        )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def build(known: KnownData, subjects: Sequence[Subject]) -> Megascores | None:
    """Give the megascores of every subject; None where the study file names none or the data have no table.

    Z of a muscle = (force - mean) / SD of the reference set, force the best of the trials of the day; a muscle too weak
    to be tested counts as force 0. Megascore = mean of the Z of the muscles measured, from 6 of 8 (arm) or 1 of 2
    (grip) on. Assumes forces in the unit of the reference set. Source: domain reference 2.3 (TQNE, Andres 1987).
    """
    rules = known.study.instruments.mvic
    if rules is None or rules.domain not in known.tables:
        return None
    found = _records(known, rules, subjects)
    dates, _ = pd.factorize(found.date, use_na_sentinel=False)
    begins = np.ones(len(found.subject), dtype=np.bool_)
    begins[1:] = np.any(np.diff(np.column_stack([found.subject, found.group, dates]), axis=0) != 0, axis=1)
    starts = np.flatnonzero(begins)
    count = len(starts)
    entry = np.cumsum(begins) - 1
    best = _best_forces(found, entry, (count, len(rules.muscles)))
    scores = np.where(found.muscle == RECORDED, found.force, np.nan)
    many = np.bincount(entry, np.isfinite(scores), count)
    recorded = np.where(many > 0, np.bincount(entry, np.nan_to_num(scores), count) / np.maximum(many, 1), np.nan)
    return Megascores(
        rules=rules, size=tuple(sum(one.group == group for one in rules.muscles) for group in GROUPS),
        subject=found.subject[starts], group=found.group[starts], date=found.date[starts],
        day=found.day[starts] - anchor_days(subjects)[found.subject[starts]], visit=found.visit[starts],
        recorded=recorded, computed=_megascores(best, found.group[starts], rules),
        muscles=np.count_nonzero(~np.isnan(best), axis=1), weak=np.count_nonzero(best == 0, axis=1),
        reference=_first_named(found.reference, entry, count), offsets=np.append(starts, len(entry)),
        file=found.file, row=found.row,
    )  # fmt: skip


def _best_forces(found: _Records, entry: Counts, shape: tuple[int, int]) -> Floats:
    """Give the largest force of every entry (row) and muscle (column), NaN without one."""
    best = np.full(shape, -np.inf)
    taken = found.muscle != RECORDED
    np.maximum.at(best, (entry[taken], found.muscle[taken]), found.force[taken])
    return np.where(np.isinf(best), np.nan, best)


def _megascores(best: Floats, group: Counts, rules: MvicRules) -> Floats:
    """Average the Z of the muscles measured; NaN where they are too few."""
    mean, sd = (np.array([getattr(one, name) for one in rules.muscles], dtype=np.float64) for name in ("mean", "sd"))
    z = (best - mean) / sd
    count = np.count_nonzero(~np.isnan(z), axis=1)
    least = np.array([LEAST[each] for each in GROUPS])[group]
    return np.where(count >= least, np.nansum(z, axis=1) / np.maximum(count, 1), np.nan)


def _first_named(names: Objects, entry: Counts, count: int) -> Objects:
    """Give the first name of each entry, None without one."""
    found = np.full(count, None, dtype=object)
    rows = np.flatnonzero(pd.notna(names))[::-1]
    found[entry[rows]] = names[rows]
    return found


def _records(known: KnownData, rules: MvicRules, subjects: Sequence[Subject]) -> _Records:
    """Take the records of megascores and muscles that say something, sorted by subject, group and day."""
    table, prefix = known.table(rules.domain), rules.domain[:2]
    owner, force = owners(table, positions(subjects)), numbers(table, rules.value)
    not_done = capitals(table, f"{prefix}STAT") == NOT_DONE
    weak = not_done & _too_weak(capitals(table, f"{prefix}REASND"), rules.too_weak)
    force = np.where(weak, 0.0, np.where(not_done, np.nan, force))
    group, muscle = _parts(table, rules)
    earliest, latest = bounds(table, f"{prefix}DTC")
    date = texts(table, f"{prefix}DTC")
    dated = earliest == latest
    date[dated] = np.datetime_as_string(earliest[dated].astype("datetime64[D]")).astype(object)
    meant = (owner != NOBODY) & (group >= 0) & np.isfinite(force) & ~(weak & (muscle == RECORDED))
    rows = np.flatnonzero(meant & ~(earliest > epoch_day(known.cut)))
    ranks, _ = pd.factorize(date[rows], sort=True, use_na_sentinel=False)
    order = rows[np.lexsort((rows, ranks, np.nan_to_num(earliest[rows], nan=np.inf), group[rows], owner[rows]))]
    return _Records(
        owner[order], group[order], muscle[order], force[order], np.where(dated, earliest, np.nan)[order],
        date[order], texts(table, "VISIT")[order], texts(table, rules.reference_column)[order],
        texts(table, FILE)[order], table[ROW].to_numpy(dtype=np.int64)[order],
    )  # fmt: skip


def _too_weak(reasons: Objects, words: Sequence[str]) -> Flags:
    """Mark the reasons that say that the muscle was too weak to be tested."""
    wanted = tuple(word.upper() for word in words)
    return np.array([each is not None and any(word in each for word in wanted) for each in reasons], dtype=np.bool_)


def _parts(table: pd.DataFrame, rules: MvicRules) -> tuple[Counts, Counts]:
    """Give of each row the position of its group (NOBODY: none) and of its muscle (RECORDED: a megascore itself)."""
    group, muscle = np.full(len(table), NOBODY, dtype=np.int64), np.full(len(table), RECORDED, dtype=np.int64)
    for place, where in enumerate((rules.arm, rules.grip)):
        group[matching(table, where)] = place
    for place, one in enumerate(rules.muscles):
        rows = matching(table, one.where)
        group[rows], muscle[rows] = GROUPS.index(one.group), place
    return group, muscle
