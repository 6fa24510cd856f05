"""From a path to a RawTable, as all readers do it: whatever the bytes are, a table comes back, never an exception."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from data_access.parsing.columns import Numbers, Objects, Rows, table_of
from data_access.parsing.content import Content, ContentError, load
from data_access.parsing.ledger import Ledger
from data_access.raw import Origin, RawTable
from trial.issues import Issue, Severity

STOPPED = "The reader stopped"


def read_table(path: Path, words: str, parse: Callable[[Content], RawTable]) -> RawTable:
    """Read one file with `parse`; `words` names the format until the content says it more exactly."""
    name = path.stem.strip().upper()
    try:
        content = load(path)
    except OSError as fault:
        text = f"Cannot be read: {fault.strerror or type(fault).__name__}"
        issue = Issue(Severity.ERROR, name, text, "Check that the file is there and may be read.", path.name)
        return _unusable(name, Origin(path.name, words, 0, ""), issue)
    except ContentError as fault:
        return _unusable(name, Origin(path.name, words, 0, ""), _issue(fault, name, path.name))
    origin = Origin(path.name, words, len(content.data), content.sha256)
    if not content.data:
        empty = Issue(Severity.ERROR, name, "Empty file: 0 bytes", "Export or transfer the file again.", path.name)
        return _unusable(name, origin, empty)
    try:
        return parse(content)
    except ContentError as fault:
        return _unusable(name, origin, _issue(fault, name, path.name))
    except Exception as fault:  # whatever a library makes of damaged bytes, the other files must still be read
        text = f"{STOPPED} on damaged content ({type(fault).__name__})"
        issue = Issue(Severity.ERROR, name, text, "Export or transfer the file again.", path.name)
        return _unusable(name, origin, issue)


def finished(
    content: Content,
    words: str,
    ledger: Ledger,
    columns: Mapping[str, Objects | Numbers],
    rows: Rows,
    labels: Mapping[str, str] | None = None,
) -> RawTable:
    """Make the table of the rows that stand; it is unusable if rows were lost and none is left."""
    frame = table_of(columns, rows, ledger)
    usable = bool(len(frame)) or not ledger.lost
    if not usable:
        ledger.find(Severity.ERROR, "No row can be used: every row was set aside", "Export the dataset again.")
    origin = Origin(content.path.name, words, len(content.data), content.sha256)
    return RawTable(ledger.table, frame, origin, dict(labels or {}), ledger.issues, ledger.set_aside, usable)


def _issue(fault: ContentError, table: str, file: str) -> Issue:
    return Issue(Severity.ERROR, table, fault.text, fault.remedy, file, fault.column, fault.rows)


def _unusable(name: str, origin: Origin, issue: Issue) -> RawTable:
    return RawTable(name, pd.DataFrame(index=pd.Index([], dtype="int64")), origin, {}, (issue,), (), usable=False)
