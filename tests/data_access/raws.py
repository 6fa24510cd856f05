"""Small datasets as a reader would hand them on, for tests of what comes after reading."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import pandas as pd

from data_access.assemble import snapshot_of
from data_access.datasets import datasets
from data_access.draft import Draft
from data_access.folder import Contents
from data_access.raw import Origin, RawTable
from data_access.validate import validate
from tests.factories import STUDY_ID, UNNUMBERED, study
from trial.calendar import epoch_day
from trial.snapshot import SetAside, Snapshot, Unusable
from trial.study import Study

Value = str | float | None
Record = Mapping[str, Value]
TODAY = date(2026, 11, 23)


def raw(name: str, records: Sequence[Record], file: str | None = None, set_aside: Sequence[int] = ()) -> RawTable:
    """Make a dataset as read from `file`; STUDYID, DOMAIN and --SEQ are added where no record names them.

    A column whose values are all numbers is float64, any other holds str or None. `set_aside` are rows that the reader
    left out, numbered after the others.
    """
    file = file or f"{name.lower()}.csv"
    made = {column: _column([record.get(column) for record in records]) for column in _columns(records)}
    size = len(records)
    supp = name.startswith("SUPP")
    added = {"STUDYID": STUDY_ID, **({} if supp else {"DOMAIN": name})}
    frame = pd.DataFrame(made, index=range(1, size + 1))
    for column, text in added.items():
        if column not in made:
            frame.insert(0, column, pd.Series([text] * size, dtype=object, index=frame.index))
    if not supp and name not in UNNUMBERED and f"{name}SEQ" not in made:
        frame.insert(0, f"{name}SEQ", pd.Series(range(1, size + 1), dtype="float64", index=frame.index))
    sha = hashlib.sha256(repr((file, records)).encode()).hexdigest()
    aside = tuple(SetAside(name, file, row, "5 fields, 6 expected") for row in set_aside)
    return RawTable(name, frame, Origin(file, "CSV", 100, sha), set_aside=aside)


def _columns(records: Sequence[Record]) -> list[str]:
    return list(dict.fromkeys(key for record in records for key in record))


def _column(values: list[Value]) -> pd.Series:
    numbers = [value for value in values if value is not None]
    dtype = "float64" if numbers and all(isinstance(value, int | float) for value in numbers) else object
    return pd.Series(values, dtype=dtype, index=range(1, len(values) + 1))


def drafts(*raws: RawTable, of: Study | None = None) -> dict[str, Draft]:
    """Validate datasets; DM with the subjects S-01 and S-02 is added where none is given."""
    given = list(raws)
    if all(each.name != "DM" for each in given):
        given.append(raw("DM", [{"USUBJID": "S-01"}, {"USUBJID": "S-02"}]))
    return validate(datasets(given), of or study(), epoch_day(TODAY))


def assembled(*raws: RawTable, of: Study | None = None) -> Snapshot | Unusable:
    """Make a snapshot of datasets."""
    contents = Contents(raws=list(raws))
    return snapshot_of(contents, of or study(), "0" * 64, datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC))


def reasons(draft: Draft) -> dict[int, str]:
    """Give the reason of each row set aside, by its row number."""
    return {each.row: each.reason for each in draft.rows_set_aside()}


def found(draft: Draft) -> list[tuple[str, str | None, tuple[int, ...]]]:
    """Give severity, column and rows of each finding."""
    return [(issue.severity.value, issue.column, issue.rows) for issue in draft.issues]
