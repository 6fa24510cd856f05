"""Electromyography as a table of states: muscles by visit, nothing fitted and nothing averaged."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.columns import NOBODY, Counts, Floats, Objects, bounds, capitals, owners, texts
from trial.contacts import NOT_DONE
from trial.cut import KnownData
from trial.matching import matching
from trial.subjects import Subject, anchor_days, positions
from trial.words import listed, not_done

UNNAMED = "muscle not named"


@dataclass(frozen=True, slots=True)
class Study:
    """One occasion on which the patient was examined."""

    date: str | None
    day: int | None
    visit: str | None


@dataclass(frozen=True, slots=True)
class EmgRow:
    """One muscle and side under one test: the states as recorded, one cell an occasion, None where there is none."""

    test: str
    muscle: str
    side: str | None
    states: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class EmgTable:
    """The electromyography of one subject; without studies there is none."""

    studies: tuple[Study, ...]
    rows: tuple[EmgRow, ...]


@dataclass(frozen=True, eq=False)
class Emg:
    """The records of all subjects in columns, by subject and day; `day` counts from the anchor (NaN: unknown)."""

    subject: Counts
    day: Floats
    date: Objects
    visit: Objects
    test: Objects
    muscle: Objects
    side: Objects
    state: Objects

    def of(self, subject: int) -> EmgTable:
        """Lay out one subject: occasions by date, rows by test, muscles in the order in which they first stand."""
        first, last = np.searchsorted(self.subject, [subject, subject + 1]).tolist()
        occasions: dict[tuple[str | None, str | None], Study] = {}
        cells: dict[tuple[str, str, str | None], dict[Study, list[str]]] = {}
        for at in range(first, last):
            day = None if np.isnan(self.day[at]) else int(self.day[at])
            key = (self.date[at], self.visit[at])
            study = occasions.setdefault(key, Study(self.date[at], day, self.visit[at]))
            row = (self.test[at] or "", self.muscle[at] or UNNAMED, self.side[at])
            cells.setdefault(row, {}).setdefault(study, []).append(self.state[at])
        studies = tuple(occasions.values())
        rows = (
            EmgRow(*row, tuple(listed(list(dict.fromkeys(found[one]))) if one in found else None for one in studies))
            for row, found in sorted(cells.items(), key=lambda item: item[0][0])
        )
        return EmgTable(studies, tuple(rows))


def build(known: KnownData, subjects: Sequence[Subject]) -> Emg | None:
    """Take the records of every subject; None where the study file names none or the data have no table.

    States stand as they are recorded; NOT DONE stands with its reason. Source: domain reference 2.4.
    """
    rules = known.study.instruments.emg
    if rules is None or rules.domain not in known.tables:
        return None
    table, prefix = known.table(rules.domain), rules.domain[:2]
    owner = owners(table, positions(subjects))
    earliest, latest = bounds(table, f"{prefix}DTC")
    date = texts(table, f"{prefix}DTC")
    dated = earliest == latest
    date[dated] = np.datetime_as_string(earliest[dated].astype("datetime64[D]")).astype(object)
    reasons, states = texts(table, f"{prefix}REASND"), texts(table, rules.value)
    left_out = capitals(table, f"{prefix}STAT") == NOT_DONE
    states[left_out] = [not_done(reason) for reason in reasons[left_out]]
    meant = matching(table, rules.where) & (owner != NOBODY) & pd.notna(states) & ~(earliest > known.cut_day)
    rows = np.flatnonzero(meant)
    rows = rows[np.lexsort((rows, np.nan_to_num(earliest[rows], nan=np.inf), owner[rows]))]
    return Emg(
        subject=owner[rows], day=np.where(dated, earliest, np.nan)[rows] - anchor_days(subjects)[owner[rows]],
        date=date[rows], visit=texts(table, "VISIT")[rows], test=texts(table, rules.test)[rows],
        muscle=texts(table, rules.muscle)[rows], side=texts(table, rules.side)[rows], state=states[rows],
    )  # fmt: skip
