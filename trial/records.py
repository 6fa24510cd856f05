"""The records that the endpoints of a study mean, in columns: whose, when, how much, and whether the test was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial import recomputed
from trial.columns import NOBODY, Counts, Flags, Floats, Objects, bounds, capitals, numbers, owners, texts
from trial.contacts import NOT_DONE
from trial.cut import KnownData
from trial.matching import Matcher
from trial.recomputed import RECOMPUTED, Breaths
from trial.record_rules import Where
from trial.snapshot import EARLIEST, LATEST
from trial.study import Endpoint
from trial.subjects import Subject, positions


@dataclass(frozen=True, eq=False)
class Records:
    """Records in columns, one entry per record and endpoint, in the order of endpoints and then of table rows.

    `value` is NaN without a number; `earliest` and `latest` are epoch days, NaN without a date; `date` is as written;
    texts are None where there is none.
    """

    subject: Counts
    endpoint: Counts
    value: Floats
    earliest: Floats
    latest: Floats
    date: Objects
    visit: Objects
    visitnum: Floats
    not_done: Flags
    """--STAT says NOT DONE."""
    why: Objects
    """--REASND."""
    own: Flags
    """False for a record about a whole group of tests (--TESTCD = --ALL): all it can say is that they were not done;
    false too for one that repeats, with a recomputed value, what another record of the same breath says."""
    unfit: Objects
    """Why the value can be in no fit, whatever its date; None where nothing speaks against it."""

    def __len__(self) -> int:
        """Count the records."""
        return len(self.subject)

    @property
    def dated(self) -> Flags:
        """Mark the records with a complete date."""
        return np.equal(self.earliest, self.latest)

    def taken(self, rows: Counts | Flags) -> "Records":
        """Take some records, or all in another order."""
        return Records(
            self.subject[rows], self.endpoint[rows], self.value[rows], self.earliest[rows], self.latest[rows],
            self.date[rows], self.visit[rows], self.visitnum[rows], self.not_done[rows], self.why[rows], self.own[rows],
            self.unfit[rows],
        )  # fmt: skip


class _Domain:
    """One table as endpoints read it: which rows they mean, and whose they are."""

    def __init__(self, table: pd.DataFrame, position_of: Mapping[str, int]) -> None:
        self.table = table
        self.matcher = Matcher(table)
        self.subject = owners(table, position_of)

    def read(self, columns: Sequence[str], rows: Counts) -> pd.DataFrame:
        """Take some rows of some columns; a column that is absent is left out."""
        taken = {column: self.table[column].array.take(rows) for column in columns if column in self.table.columns}
        return pd.DataFrame(taken, index=range(len(rows)))


def build(known: KnownData, subjects: Sequence[Subject], breaths: Breaths | None = None) -> Records:
    """Give every record that an endpoint means. A table is coded once, however many endpoints read it.

    `breaths` are those of the same data, for endpoints that draw its recomputed % predicted.
    """
    position_of = positions(subjects)
    endpoints = [(place, each) for place, each in enumerate(known.study.endpoints) if each.domain in known.tables]
    domains = {name: _Domain(known.tables[name], position_of) for name in {each.domain for _, each in endpoints}}
    found = _together([_endpoint_records(domains[each.domain], place, each, breaths) for place, each in endpoints])
    return found.taken(~(found.earliest > known.cut_day))


def _endpoint_records(domain: _Domain, place: int, endpoint: Endpoint, breaths: Breaths | None) -> Records:
    prefix = endpoint.domain[:2]
    belongs = domain.subject != NOBODY
    own = domain.matcher.rows(endpoint.where) & belongs
    group = domain.matcher.rows(_whole_group(endpoint.where, prefix)) & belongs
    rows = np.flatnonzero(own | group)
    table = domain.read(_columns(endpoint, prefix), rows)
    earliest, latest = bounds(table, endpoint.date)
    dates, drawn = texts(table, endpoint.date), own[rows]
    value, unfit = numbers(table, endpoint.value), np.full(len(rows), None, dtype=object)
    not_done = np.equal(capitals(table, f"{prefix}STAT"), NOT_DONE).astype(np.bool_)
    if endpoint.value == RECOMPUTED:
        found = recomputed.values(breaths, endpoint, rows)
        value, unfit, drawn = found.value, found.unfit, drawn & ~found.repeated
        not_done &= ~_repeated(domain.subject[rows], dates, not_done)
    return Records(
        subject=domain.subject[rows],
        endpoint=np.full(len(rows), place, dtype=np.int64),
        value=value,
        earliest=earliest,
        latest=latest,
        date=dates,
        visit=texts(table, "VISIT"),
        visitnum=numbers(table, "VISITNUM"),
        not_done=not_done,
        why=texts(table, f"{prefix}REASND"),
        own=drawn,
        unfit=unfit,
    )


def _repeated(subject: Counts, dates: Objects, not_done: Flags) -> Flags:
    """Mark what says once more that nothing was done that day: litres and per cent of one breath."""
    told = pd.DataFrame({"subject": subject, "date": dates, "not_done": not_done})
    return np.asarray(told.duplicated(), dtype=np.bool_)


def _columns(endpoint: Endpoint, prefix: str) -> tuple[str, ...]:
    date = endpoint.date
    return endpoint.value, date, date + EARLIEST, date + LATEST, "VISIT", "VISITNUM", f"{prefix}STAT", f"{prefix}REASND"


def _whole_group(where: Where, prefix: str) -> Where:
    """Let --TESTCD be --ALL: one record that says a whole group of tests was not done (SDTMIG 3.4, 4.5.1.2)."""
    test = f"{prefix}TESTCD"
    return tuple((column, (f"{prefix}ALL",) if column == test else allowed) for column, allowed in where)


def _together(parts: Sequence[Records]) -> Records:
    """Put the records of all endpoints under one another; none give columns without entries."""
    counts, numbers = np.empty(0, dtype=np.int64), np.empty(0)
    flags, objects = np.empty(0, dtype=np.bool_), np.empty(0, dtype=object)
    return Records(
        subject=np.concatenate([counts, *(part.subject for part in parts)]),
        endpoint=np.concatenate([counts, *(part.endpoint for part in parts)]),
        value=np.concatenate([numbers, *(part.value for part in parts)]),
        earliest=np.concatenate([numbers, *(part.earliest for part in parts)]),
        latest=np.concatenate([numbers, *(part.latest for part in parts)]),
        date=np.concatenate([objects, *(part.date for part in parts)]),
        visit=np.concatenate([objects, *(part.visit for part in parts)]),
        visitnum=np.concatenate([numbers, *(part.visitnum for part in parts)]),
        not_done=np.concatenate([flags, *(part.not_done for part in parts)]),
        why=np.concatenate([objects, *(part.why for part in parts)]),
        own=np.concatenate([flags, *(part.own for part in parts)]),
        unfit=np.concatenate([objects, *(part.unfit for part in parts)]),
    )
