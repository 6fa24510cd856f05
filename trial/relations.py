"""Which records belong to an event by RELREC: rows of one relation, or whole tables related by equal values."""

from collections.abc import Iterator

import pandas as pd

from trial.columns import Objects, texts
from trial.cut import KnownData
from trial.events import Event
from trial.snapshot import FILE, ROW
from trial.tables import RDOMAIN, RELREC, SUBJECT

Place = tuple[str, int]
"""A table and the position of a row in it."""


def related_rows(known: KnownData, event: Event) -> tuple[Place, ...]:
    """Give the rows that RELREC relates to this event; `known` holds the patient's own records."""
    table = known.table(RELREC)
    columns = [texts(table, name) for name in (SUBJECT, "RELID", RDOMAIN, "IDVAR", "IDVARVAL")]
    ends = list(zip(*columns, strict=True))
    found: dict[Place, None] = {}
    for subject, relation, domain, variable, value in ends:
        if domain != "AE" or not _means(event, variable, value):
            continue
        for _, _, name, column, written in [end for end in ends if end[:2] == (subject, relation)]:
            wanted = event.record.get(variable) if written is None else written
            found |= {(name, row): None for row in _rows(known.table(name), column, wanted)}
    return tuple(place for place in found if not _is_itself(known, event, place))


def _is_itself(known: KnownData, event: Event, place: Place) -> bool:
    name, row = place
    if name != "AE":
        return False
    table = known.table(name)
    return (table[FILE].iloc[row], table[ROW].iloc[row]) == (event.file, event.row)


def _means(event: Event, variable: str | None, value: str | None) -> bool:
    """Say whether one end of a relation is this event; one of whole tables is every event with a value."""
    written = event.record.get(variable or "")
    return written is not None and (value is None or is_same(written, value))


def _rows(table: pd.DataFrame, column: str | None, wanted: str | None) -> Iterator[int]:
    if column is None or wanted is None:
        return
    values: Objects = texts(table, column)
    yield from (row for row, value in enumerate(values) if value is not None and is_same(value, wanted))


def is_same(one: str, other: str) -> bool:
    """Compare two identifiers: equal as texts, or as numbers (2 and 2.0)."""
    return one == other or _number(one) == _number(other) != ""


def _number(text: str) -> str:
    try:
        return f"{float(text):.15g}"
    except ValueError:
        return ""
