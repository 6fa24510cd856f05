"""Findings about the data: what was found, where, and what to do about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding.

    `rows` are 1-based data rows of `file`, header not counted; empty when the finding is about a whole file or
    table. `table` is the SDTM dataset (AE, SUPPAE), `file` the file name without folders. `text` says what was found
    and what was done, `remedy` what the reader can do.
    """

    severity: Severity
    table: str
    text: str
    remedy: str
    file: str | None = None
    column: str | None = None
    rows: tuple[int, ...] = ()


class Issues:
    """Collects findings in the order in which they were made."""

    def __init__(self, found: Iterable[Issue] = ()) -> None:
        """Start from the findings in `found`."""
        self._found = list(found)

    def add(self, issue: Issue) -> None:
        """Keep one finding."""
        self._found.append(issue)

    def extend(self, issues: Iterable[Issue]) -> None:
        """Keep several findings."""
        self._found.extend(issues)

    def __iter__(self) -> Iterator[Issue]:
        """Iterate in the order of finding."""
        return iter(self._found)

    def __len__(self) -> int:
        """Count the findings."""
        return len(self._found)
