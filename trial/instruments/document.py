"""What the `results` document says of the instruments."""

from collections.abc import Sequence

from trial.instruments.findings import Finding
from trial.instruments.gathered import Instruments

Document = dict[str, object]


def build(instruments: Instruments, ids: Sequence[str]) -> Document:
    """Give the part `instruments`; `ids` are the subjects' ids by position."""
    return {"findings": [_finding(one, ids) for one in instruments.findings]}


def _finding(one: Finding, ids: Sequence[str]) -> Document:
    return {
        "subject": ids[one.subject],
        "instrument": one.instrument,
        "finding": one.kind.name,
        "severity": one.kind.severity.value,
        "date": one.date,
        "day": one.day,
        "visit": one.visit,
        "text": one.text,
        "table": one.table,
        "rows": [{"file": file, "row": row} for file, row in one.rows],
    }
