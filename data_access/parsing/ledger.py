"""Which rows of one file stand and which are set aside, with everything found on the way."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from trial.issues import Issue, Severity
from trial.snapshot import SetAside

SEE_SOURCE = "Correct these rows at the source and export the dataset again."


class Ledger:
    """Findings of one file, and one reason for each row that is set aside (the first one found)."""

    def __init__(self, table: str, file: str) -> None:
        """Start with no finding."""
        self.table = table
        self.file = file
        self._issues: list[Issue] = []
        self._out: dict[int, SetAside] = {}
        self._kinds: dict[tuple[str, str | None], tuple[Severity, str]] = {}

    def find(
        self, severity: Severity, text: str, remedy: str, column: str | None = None, rows: Iterable[int] = ()
    ) -> None:
        """Keep one finding about the file, a column of it, or some of its rows."""
        numbers = tuple(int(row) for row in rows)
        self._issues.append(Issue(severity, self.table, text, remedy, self.file, column, numbers))

    def put_aside(
        self,
        rows: Iterable[int],
        reason: str,
        column: str | None = None,
        remedy: str = SEE_SOURCE,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Set rows aside (numbers as in the file) for one reason; a row keeps the first reason it was given."""
        for row in map(int, rows):
            self._out.setdefault(row, SetAside(self.table, self.file, row, reason, column))
        self._kinds.setdefault((reason, column), (severity, remedy))

    def standing(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Mark which of these rows are not set aside."""
        return ~np.isin(numbers, np.fromiter(self._out, dtype=np.int64, count=len(self._out)))

    @property
    def lost(self) -> bool:
        """Whether a row that may hold data was set aside (an empty row or a second header does not)."""
        return any(self._kinds[item.reason, item.column][0] is Severity.ERROR for item in self._out.values())

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Every row set aside, in the order of the file."""
        return tuple(self._out[row] for row in sorted(self._out))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Every finding: first those about rows set aside, one for each reason."""
        rows: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
        for item in self.set_aside:
            rows[item.reason, item.column].append(item.row)
        return (*(self._summary(kind, found) for kind, found in rows.items()), *self._issues)

    def _summary(self, kind: tuple[str, str | None], rows: list[int]) -> Issue:
        reason, column = kind
        severity, remedy = self._kinds[kind]
        counted = "1 row set aside" if len(rows) == 1 else f"{len(rows):,} rows set aside"
        return Issue(severity, self.table, f"{counted}: {reason}", remedy, self.file, column, tuple(rows))
