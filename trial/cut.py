"""What is known at a data cut: records that start later are not there yet, ends that come later are unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from trial.calendar import epoch_day
from trial.columns import Flags, Floats, bounds
from trial.disposition import ARMS, Way, in_failure_arm, ways
from trial.snapshot import EARLIEST, LATEST, Snapshot
from trial.study import Study
from trial.tables import SUBJECT, TEXT, contract

END_AFTER_CUT = "@END_AFTER_CUT"
"""Column that marks rows whose end lies after the cut; only in tables that have such a row."""

_WITH_THE_END = ("ENDTC", "ENDY", "DUR", "OUT", "ENRF", "ENRTPT", "ENTPT", "SDTH")
"""What is not known before a record has ended, without the prefix of its table."""
_DEATH = ("DTHFL", "DTHDTC" + TEXT)
"""Columns of DM that tell of a death without a date: the flag, and what was written where a date should stand."""


@dataclass(frozen=True, eq=False)
class KnownData:
    """The tables of a snapshot as known at `cut`; `after_cut` counts the rows of each table that start later."""

    study: Study
    version: str
    cut: date
    tables: Mapping[str, pd.DataFrame]
    after_cut: Mapping[str, int]

    @property
    def cut_day(self) -> int:
        """The cut as an epoch day."""
        return epoch_day(self.cut)

    def table(self, name: str) -> pd.DataFrame:
        """Give a table, an empty one if the study has none of that name."""
        return self.tables[name] if name in self.tables else _nothing()


def known_at(snapshot: Snapshot, cut: date) -> KnownData:
    """Take away what is not yet known at `cut`.

    A record whose start (its earliest possible day) lies after the cut is dropped and counted. An end after the cut
    becomes unknown, and with it the outcome. DM rows stay; their dates after the cut become unknown, and death and
    screen failure count only from their own dates: what tells of a later death without a date is not known either.
    """
    day = epoch_day(cut)
    tables = snapshot.tables
    late = {name: _starts(snapshot.study, name, table) > day for name, table in tables.items() if name != "DM"}
    known = {name: _rows(table, late.get(name)) for name, table in tables.items()}
    not_yet = tables["DS"][late["DS"]] if "DS" in late else _nothing()
    dead_later = _dead_later(tables["DM"], not_yet, day) if "DM" in tables else frozenset()
    known |= {name: _without_late_ends(snapshot.study, name, table, day) for name, table in known.items()}
    if "DM" in known:
        known["DM"] = _demographics(known["DM"], not_yet, dead_later, day)
    if "DS" in known:
        known["DS"] = _rows(known["DS"], _undated_deaths(known["DS"], dead_later))
    counts = {name: int(late[name].sum()) if name in late else 0 for name in tables}
    return KnownData(snapshot.study, snapshot.version, cut, MappingProxyType(known), MappingProxyType(counts))


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({SUBJECT: np.array([], dtype=object)})


def _starts(study: Study, name: str, table: pd.DataFrame) -> Floats:
    """Give the earliest possible start of each row, NaN where it has none."""
    named = [contract(name, table.columns).start, *_dates_of_study(study, name)]
    starts = np.full(len(table), np.nan)
    for column in [column for column in named if column is not None and column in table.columns][:1]:
        starts = bounds(table, column)[0]
    # A disposition without a start is placed by the day on which it was recorded.
    return np.where(np.isnan(starts), bounds(table, "DSDTC")[0], starts) if name == "DS" else starts


def _dates_of_study(study: Study, name: str) -> list[str]:
    anchors = [study.anchor.date] if study.anchor.domain == name else []
    return anchors + [endpoint.date for endpoint in study.endpoints if endpoint.domain == name]


def _rows(table: pd.DataFrame, late: Flags | None) -> pd.DataFrame:
    """Leave out late rows; a table without any stays the same object."""
    return table if late is None or not late.any() else table[~late].reset_index(drop=True)


def _without_late_ends(study: Study, name: str, table: pd.DataFrame, day: int) -> pd.DataFrame:
    """Blank the ends after the cut and what depends on them; an end that dates an endpoint is left to the series."""
    found = contract(name, table.columns)
    if found.end is None or found.end not in table.columns or found.end in _dates_of_study(study, name):
        return table
    late = bounds(table, found.end)[0] > day
    if not late.any():
        return table
    columns = [column for ending in _WITH_THE_END for column in _with_companions(f"{found.prefix}{ending}")]
    changed = _blanked(table, columns, late)
    changed[END_AFTER_CUT] = late
    return changed


def _dead_later(dm: pd.DataFrame, not_yet: pd.DataFrame, day: int) -> frozenset[str]:
    """Give the subjects whose death lies after the cut: by DM, else by a disposition not yet known."""
    died = bounds(dm, "DTHDTC")[0]
    return frozenset(dm[SUBJECT][(died > day) | (np.isnan(died) & _among(dm, not_yet, Way.DEATH))])


def _undated_deaths(ds: pd.DataFrame, subjects: frozenset[str]) -> Flags:
    """Mark the dispositions DEATH of some subjects that have no date of their own."""
    if not subjects:
        return np.zeros(len(ds), dtype=np.bool_)
    dated = ~np.isnan(bounds(ds, "DSSTDTC")[0]) | ~np.isnan(bounds(ds, "DSDTC")[0])
    return np.asarray((ways(ds) == Way.DEATH) & _of(ds, subjects) & ~dated, dtype=np.bool_)


def _demographics(dm: pd.DataFrame, not_yet: pd.DataFrame, dead_later: frozenset[str], day: int) -> pd.DataFrame:
    """Blank the dates of DM after the cut, and death or screen failure of which the only date lies after it."""
    dates = [column.removesuffix(EARLIEST) for column in dm.columns if column.endswith(EARLIEST)]
    later = {column: bounds(dm, column)[0] > day for column in dates}
    failed_later = _among(dm, not_yet, Way.SCREEN_FAILURE) & in_failure_arm(dm)
    for column, rows in later.items():
        dm = _blanked(dm, _with_companions(column), rows)
    return _blanked(_blanked(dm, _DEATH, _of(dm, dead_later)), ARMS, failed_later)


def _among(dm: pd.DataFrame, not_yet: pd.DataFrame, way: Way) -> Flags:
    """Mark the subjects of `dm` with a disposition of this kind among those not yet known."""
    return np.asarray(dm[SUBJECT].isin(not_yet[SUBJECT][ways(not_yet) == way]), dtype=np.bool_)


def _of(table: pd.DataFrame, subjects: frozenset[str]) -> Flags:
    return np.asarray(table[SUBJECT].isin(subjects), dtype=np.bool_)


def _with_companions(column: str) -> list[str]:
    return [column, column + EARLIEST, column + LATEST]


def _blanked(table: pd.DataFrame, columns: list[str] | tuple[str, ...], rows: Flags) -> pd.DataFrame:
    """Give a copy with empty cells in some rows of some columns; the table itself where none is concerned."""
    present = [column for column in columns if column in table.columns]
    if not rows.any() or not present:
        return table
    changed = table.copy()
    for column in present:
        changed.loc[rows, column] = np.nan if changed[column].dtype.kind == "f" else None
    return changed
