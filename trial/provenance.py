"""Where the data came from, what was found in them, and what was set aside and why."""

from dataclasses import dataclass

from trial.analysis import Analysis
from trial.issues import Issue
from trial.listing import Column, Listing


@dataclass(frozen=True, slots=True)
class Provenance:
    """The findings of the snapshot."""

    issues: tuple[Issue, ...]


def build(analysis: Analysis) -> Provenance:
    """Collect what the data view shows."""
    return Provenance(analysis.snapshot.issues)


def findings_listing(analysis: Analysis) -> Listing:
    """List the findings."""
    columns = tuple(
        Column(key, key.capitalize()) for key in ("severity", "table", "file", "column", "rows", "text", "remedy")
    )
    rows = tuple(
        (
            str(one.severity),
            one.table,
            one.file,
            one.column,
            ", ".join(map(str, one.rows)),
            one.text,
            one.remedy,
        )
        for one in analysis.snapshot.issues
    )
    return Listing("findings", "Findings", columns, rows)


def set_aside_listing(analysis: Analysis) -> Listing:
    """List every row that was set aside, with its reason."""
    columns = (
        Column("table", "Table"),
        Column("file", "File"),
        Column("row", "Row", "number", 0),
        Column("column", "Column"),
        Column("reason", "Reason"),
    )
    rows = tuple((one.table, one.file, one.row, one.column, one.reason) for one in analysis.snapshot.set_aside)
    return Listing("set-aside", "Rows set aside", columns, rows)
