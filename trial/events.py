"""Adverse events as known at the data cut.

(types below; `build` computes them)
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One AE record. Days count from the anchor; `*_date` as written. None means not recorded or not known."""

    subject: int
    seq: int
    term: str
    decoded: str | None
    body_system: str | None
    start_date: str | None
    start_day: int | None
    """None for a partial start or without an anchor."""
    start_bounds: tuple[int, int] | None
    """Earliest and latest possible start day."""
    end_date: str | None
    end_day: int | None
    end_bounds: tuple[int, int] | None
    ongoing: bool | None
    """None: end unknown."""
    grade: int | None
    grade_source: str | None
    """CTCAE grade, or "severity, not CTCAE"."""
    serious: bool | None
    related: bool | None
    emergent: bool | None
    procedure_emergent: bool | None
    outcome: str | None
    record: Mapping[str, str]
    """Every recorded column of the row, in the order of the table, SUPPAE qualifiers last."""
    file: str
    row: int
