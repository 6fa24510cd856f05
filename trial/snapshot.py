"""One immutable state of the data, and the protocol by which the rest of the program asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import pandas as pd

from trial.issues import Issue
from trial.study import Study

FILE, ROW = "@FILE", "@ROW"
"""Columns of every table that say where a row came from: file name, 1-based data row."""
EARLIEST, LATEST = ".earliest", ".latest"
"""Suffixes of the two float columns (days since 1970-01-01, NaN when missing) beside every date column."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was looked at: its dataset, format, size and hash, and how many rows it holds."""

    name: str
    table: str | None
    format: str
    bytes: int
    sha256: str
    rows: int | None
    used: bool


@dataclass(frozen=True, slots=True)
class SetAside:
    """One row that takes part in nothing, with the reason."""

    table: str
    file: str
    row: int
    reason: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class TableCount:
    """The row equation of one table: rows_in = used + set_aside."""

    table: str
    rows_in: int
    used: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Something the program does not do with these data, and why."""

    what: str
    why: str


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One immutable state of the data.

    `tables` maps the dataset name (AE, QS, SUPPAE) to its accepted rows: SDTM column names; text columns hold str or
    None; number columns float64; every date column X keeps its text and has X.earliest and X.latest beside it; SUPP
    qualifiers stand as columns of their parent. `version` is a fingerprint of the inputs. `cut` is the study's data cut
    or the latest date in the data, at most the as-of date of the settings. `cut_limit` is the latest cut that may be
    asked for: the earlier of data cut and as-of date, None where neither is given. What cannot be read as a number, or
    as a date the table does not start with, stands in X.text beside the empty cell.
    """

    study: Study
    version: str
    cut: date
    tables: Mapping[str, pd.DataFrame]
    issues: tuple[Issue, ...]
    ledger: tuple[TableCount, ...]
    set_aside: tuple[SetAside, ...]
    files: tuple[SourceFile, ...]
    unused: tuple[str, ...]
    switched_off: tuple[SwitchedOff, ...]
    loaded_at: datetime
    cut_limit: date | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why there is no snapshot: a short code for probes, the sentence for people, and the findings."""

    code: str
    text: str
    remedy: str
    issues: tuple[Issue, ...] = ()


class SnapshotSource(Protocol):
    """Where the request side finds the data; it never sees files."""

    def current(self) -> Snapshot | Unusable | None:
        """Give the loaded snapshot, the reason why there is none, or None while loading."""
        ...
