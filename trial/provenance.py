"""Where the data came from, what was found in them, what was set aside and why, what is switched off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trial.analysis import Analysis
from trial.issues import SEVERITY_ORDER, Issue, Severity
from trial.listing import Column, Listing
from trial.snapshot import SetAside, SourceFile, SwitchedOff

MOST_ROWS_NAMED = 12


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """The row equation of one table, and how many of the used rows begin after the cut."""

    table: str
    rows_in: int
    used: int
    set_aside: int
    after_cut: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the data view shows. Findings come worst first, otherwise in the order of finding."""

    version: str
    study_id: str
    loaded_at: datetime
    ledger: tuple[LedgerLine, ...]
    total: LedgerLine
    findings: tuple[Issue, ...]
    set_aside: tuple[SetAside, ...]
    files: tuple[SourceFile, ...]
    unused: tuple[str, ...]
    switched_off: tuple[SwitchedOff, ...]

    def count(self, severity: Severity) -> int:
        """Count the findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)


def worst_first(findings: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Order findings by severity; equal ones keep their order."""
    return tuple(sorted(findings, key=lambda one: SEVERITY_ORDER[one.severity]))


def build(analysis: Analysis) -> Provenance:
    """Collect what the data view shows."""
    snapshot = analysis.snapshot
    lines = tuple(
        LedgerLine(one.table, one.rows_in, one.used, one.set_aside, analysis.after_cut.get(one.table, 0))
        for one in snapshot.ledger
    )
    total = LedgerLine(
        "All tables",
        sum(line.rows_in for line in lines),
        sum(line.used for line in lines),
        sum(line.set_aside for line in lines),
        sum(line.after_cut for line in lines),
    )
    return Provenance(
        version=snapshot.version,
        study_id=snapshot.study.id,
        loaded_at=snapshot.loaded_at,
        ledger=lines,
        total=total,
        findings=worst_first(snapshot.issues),
        set_aside=snapshot.set_aside,
        files=snapshot.files,
        unused=snapshot.unused,
        switched_off=snapshot.switched_off,
    )


def place_text(finding: Issue) -> str:
    """Say where a finding is: "QS row 17, QSSTRESN" or "QS 340 rows, QSDTC"."""
    rows = finding.rows
    counted = f" row {rows[0]}" if len(rows) == 1 else f" {len(rows)} rows" if rows else ""
    column = f", {finding.column}" if finding.column else ""
    return f"{finding.table}{counted}{column}"


def rows_text(finding: Issue) -> str:
    """Name the rows of a finding: "qs.csv, rows 17, 52 and 9 more"; the CSV has all of them."""
    named = ", ".join(map(str, finding.rows[:MOST_ROWS_NAMED]))
    more = len(finding.rows) - MOST_ROWS_NAMED
    rows = (
        f"row{'s' if len(finding.rows) > 1 else ''} {named}{f' and {more} more' if more > 0 else ''}" if named else ""
    )
    return ", ".join(filter(None, (finding.file, rows)))


def ledger_listing(provenance: Provenance) -> Listing:
    """List the row equation of every table, the total last."""
    columns = (
        Column("table", "Table"),
        Column("rows_in", "Rows in", "number", 0),
        Column("used", "Used", "number", 0),
        Column("set_aside", "Set aside", "number", 0),
        Column("after_cut", "After the cut", "number", 0),
    )
    rows = tuple(
        (line.table, line.rows_in, line.used, line.set_aside, line.after_cut)
        for line in (*provenance.ledger, provenance.total)
    )
    return Listing("ledger", "Rows in = used + set aside", columns, rows)


def findings_listing(analysis: Analysis) -> Listing:
    """List every finding with all its rows."""
    names = ("Severity", "Table", "File", "Column", "Rows", "What was found", "What to do")
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
        for one in worst_first(analysis.snapshot.issues)
    )
    columns = tuple(Column(name.lower().replace(" ", "_"), name) for name in names)
    return Listing("findings", "Findings about the data", columns, rows)


def set_aside_listing(set_aside: Sequence[SetAside]) -> Listing:
    """List rows that were set aside, each with its reason."""
    columns = (
        Column("table", "Table"),
        Column("file", "File"),
        Column("row", "Row", "number", 0),
        Column("column", "Column"),
        Column("reason", "Reason"),
    )
    rows = tuple((one.table, one.file, one.row, one.column, one.reason) for one in set_aside)
    return Listing("set-aside", "Rows set aside", columns, rows)
