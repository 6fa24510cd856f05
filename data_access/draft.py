"""One table on its way into the snapshot: all its rows, which of them are set aside and why, and what was found."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_access.columns import Floats, Rows, Texts, coded, filled, texts
from trial.issues import Issue, Severity
from trial.snapshot import FILE, ROW, SetAside
from trial.tables import Table


class Draft:
    """The rows of a table in columns, a reason beside each row that is set aside, and the findings so far.

    `text` columns hold str or None, `number` columns floats; `names` is their order. `files` and `rows` say where each
    row came from (file name, 1-based data row). Rows are never removed before `accepted`: a mask fits every rule.
    """

    def __init__(self, table: Table, files: Texts, rows: NDArray[np.int64]) -> None:
        self.table = table
        self.files, self.rows = files, rows
        self.size = len(rows)
        self.names: list[str] = []
        self.text: dict[str, Texts] = {}
        self.number: dict[str, Floats] = {}
        self.issues: list[Issue] = []
        self._used = np.ones(self.size, dtype=np.bool_)
        self._reason = filled(self.size)
        self._column = filled(self.size)
        self._several_files = len(set(files)) > 1

    @property
    def used(self) -> Rows:
        """The rows that no rule has set aside so far."""
        return self._used.copy()

    def add_text(self, name: str, values: Texts) -> None:
        """Add a text column, or put it in the place of another."""
        self._name(name)
        self.text[name] = values

    def add_number(self, name: str, values: Floats) -> None:
        """Add a number column, or put it in the place of another."""
        self._name(name)
        self.number[name] = values

    def _name(self, name: str) -> None:
        if name not in self.names:
            self.names.append(name)
        self.text.pop(name, None)
        self.number.pop(name, None)

    def column(self, name: str) -> Texts | Floats:
        """Give a column as it is; empty text where the table does not have it."""
        found: Texts | Floats | None = self.text.get(name, self.number.get(name))
        return filled(self.size) if found is None else found

    def words(self, name: str) -> Texts:
        """Give a column as text, also where it holds numbers."""
        found = self.text.get(name)
        return texts(column_series(self.column(name))) if found is None else found

    def set_aside(
        self,
        rows: Rows,
        reason: str | Texts,
        remedy: str,
        column: str | None = None,
        *,
        text: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Set rows aside that are not so already, and say so once per file.

        `reason` stands beside each row; `text` is the sentence of the finding, by default the reason.
        """
        new = rows & self._used
        if not new.any():
            return
        self._used[new] = False
        self._reason[new] = reason if isinstance(reason, str) else reason[new]
        self._column[new] = column
        self._say(new, f"set aside: {text or reason}", remedy, column, severity)

    def tell(
        self, rows: Rows, text: str, remedy: str, column: str | None = None, severity: Severity = Severity.WARNING
    ) -> None:
        """Say something about rows that stay in use, once per file."""
        self._say(rows & self.used, text, remedy, column, severity)

    def _say(self, rows: Rows, text: str, remedy: str, column: str | None, severity: Severity) -> None:
        for file, numbers in self._by_file(rows):
            count = "1 row" if len(numbers) == 1 else f"{len(numbers):,} rows"
            self.issues.append(
                Issue(severity, self.table.name, f"{count} {text}", remedy, file=file, column=column, rows=numbers)
            )

    def _by_file(self, rows: Rows) -> Iterator[tuple[str, tuple[int, ...]]]:
        if not rows.any():
            return
        codes, names = coded(self.files[rows])
        for at, name in enumerate(names):
            yield str(name), tuple(self.rows[rows][codes == at].tolist())

    def place(self, position: int) -> str:
        """Name the row at a position: row 12, or row 12 of qsco.csv where the table comes from several files."""
        row = f"row {self.rows[position]}"
        return f"{row} of {self.files[position]}" if self._several_files else row

    def every(self) -> pd.DataFrame:
        """Give all rows, those that are set aside included."""
        made = {name: column_series(self.column(name)) for name in self.names}
        return pd.DataFrame(made, index=pd.RangeIndex(self.size), copy=False)

    def accepted(self) -> pd.DataFrame:
        """Give the rows in use as a table of the snapshot."""
        used = self.used
        made = {name: column_series(self.column(name)[used]) for name in self.names}
        made[FILE] = column_series(self.files[used])
        made[ROW] = pd.Series(self.rows[used], copy=False)
        return pd.DataFrame(made, index=pd.RangeIndex(int(used.sum())), copy=False)

    def rows_set_aside(self) -> tuple[SetAside, ...]:
        """List the rows that are set aside, each with its reason."""
        return tuple(
            SetAside(self.table.name, str(self.files[at]), int(self.rows[at]), str(self._reason[at]), self._column[at])
            for at in np.flatnonzero(~self.used)
        )


def column_series(values: Texts | Floats) -> "pd.Series[str]":
    """Wrap a column as it is: pandas would turn texts into its own string type."""
    return pd.Series(values, dtype=values.dtype, copy=False)
