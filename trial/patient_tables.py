"""The records of one patient as known at the cut, for what is looked at one patient at a time."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from trial.analysis import Analysis
from trial.columns import Flags
from trial.cut import KnownData, known_at
from trial.subjects import Subject
from trial.tables import SUBJECT


def of_patient(analysis: Analysis, subject: Subject, names: Iterable[str]) -> KnownData:
    """Give the named tables as far as the data have them, with the rows of this patient and those of nobody."""
    tables = analysis.snapshot.tables
    own = {name: _own(tables[name], subject.usubjid) for name in names if name in tables}
    return known_at(replace(analysis.snapshot, tables=MappingProxyType(own)), analysis.cut)


def _own(table: pd.DataFrame, usubjid: str) -> pd.DataFrame:
    if SUBJECT not in table.columns:
        return table
    named = table[SUBJECT].to_numpy(dtype=object)
    rows: Flags = np.asarray((named == usubjid) | pd.isna(named), dtype=np.bool_)
    return table[rows].reset_index(drop=True)
