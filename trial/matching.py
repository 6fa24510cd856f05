"""Which rows of a table a study file means: equality of text in every named column."""

import numpy as np
import pandas as pd

from trial.columns import Counts, Flags, plain
from trial.record_rules import Where


class Matcher:
    """Answers for one table. Each column is coded once and each distinct text compared once, however many questions."""

    def __init__(self, table: pd.DataFrame) -> None:
        """Take the table; no column is read before a question names it."""
        self._table = table
        self._codes: dict[str, tuple[Counts, list[str | None]]] = {}

    def rows(self, where: Where) -> Flags:
        """Mark the rows whose text equals one of the allowed values in every column; none where a column is missing.

        Outer blanks do not count; a number is compared as it is written without needless decimals (4, 5.1).
        """
        found = np.ones(len(self._table), dtype=np.bool_)
        for column, allowed in where:
            if column not in self._table.columns:
                return np.zeros(len(self._table), dtype=np.bool_)
            codes, texts = self._coded(column)
            found &= np.array([*(text in allowed for text in texts), False])[codes]  # code -1, missing, takes the last
        return found

    def _coded(self, column: str) -> tuple[Counts, list[str | None]]:
        if column not in self._codes:
            codes, distinct = pd.factorize(self._table[column])
            self._codes[column] = codes, [plain(value) for value in distinct]
        return self._codes[column]


def matching(table: pd.DataFrame, where: Where) -> Flags:
    """Mark the rows of `table` that `where` means."""
    return Matcher(table).rows(where)
