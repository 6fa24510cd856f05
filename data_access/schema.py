"""The contract of a table as a pandera schema: all breaches are collected, none stops at the first."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.pandas as pa
from numpy.typing import NDArray

from data_access.draft import Draft
from trial.tables import Table

EMPTY, NO_FLAG = "not_nullable", "neither Y nor N"
FLAGS = ("Y", "N")


@dataclass(frozen=True, eq=False)
class Breach:
    """One way in which rows break the contract of their table: in which column, which rule, at which positions."""

    column: str
    rule: str
    positions: NDArray[np.int64]


def schema(table: Table) -> pa.DataFrameSchema:
    """Make the schema of a table: `filled` columns hold a value in every row, `flags` hold Y, N or nothing."""
    flags = {
        name: pa.Column(checks=pa.Check.isin(FLAGS, error=NO_FLAG), nullable=True, required=False)
        for name in table.flags
    }
    return pa.DataFrameSchema({name: pa.Column(nullable=False) for name in table.filled} | flags)


def breaches(draft: Draft) -> list[Breach]:
    """Compare the rows of a table with its contract."""
    rules = schema(draft.table)
    columns = {name: draft.column(name) for name in rules.columns if name in draft.names}
    frame = pd.DataFrame({name: pd.Series(values, dtype=values.dtype) for name, values in columns.items()})
    try:
        rules.validate(frame, lazy=True, inplace=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return [
            Breach(str(column), str(rule), np.array(sorted(found["index"]), dtype=np.int64))
            for (column, rule), found in cases.groupby(["column", "check"], sort=False)
        ]
    return []
