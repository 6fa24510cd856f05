"""The listing of events as a grid: columns with widths and marks, rows that open their record."""

from collections.abc import Sequence

from components.event_marks import change_of
from components.tables import grid_columns, grid_rows
from trial.listing import Listing
from trial.safety_listing import COLUMNS, listing_of
from trial.shown_events import ShownEvent

ROW_HEIGHT, HEAD_HEIGHT, MOST_HEIGHT = 34, 36, 480
SCROLL_BAR = 16
WIDTHS = {
    "subject": 104,
    "seq": 62,
    "term": 220,
    "decoded": 200,
    "body_system": 240,
    "grade": 84,
    "grade_source": 150,
    "serious": 92,
    "related": 92,
    "primary": 150,
    "aesi": 138,
    "since": 190,
    "period": 92,
    "related_cells": 136,
    "related_procedure": 156,
    "related_aspiration": 164,
    "natural_progression": 158,
    "emergent": 158,
    "procedure_emergent": 164,
    "start_date": 112,
    "start_day": 96,
    "end_date": 112,
    "end_day": 92,
    "ongoing": 98,
    "duration": 124,
    "outcome": 220,
    "fatal": 84,
}
PINNED = ("subject",)
SERIOUS = "params.data.serious == 'Yes'"


def columns() -> list[dict[str, object]]:
    """Give the column definitions."""
    defined = grid_columns(Listing("events", "Adverse events", COLUMNS, ()))
    return [{**_plain(column), **_looks(str(column["field"]))} for column in defined]


def _plain(column: dict[str, object]) -> dict[str, object]:
    """Leave a grade, which is a mark, where texts stand."""
    return {key: value for key, value in column.items() if key != "type"} if column["field"] == "grade" else column


def _looks(field: str) -> dict[str, object]:
    looks: dict[str, object] = {"width": WIDTHS[field]}
    if field in PINNED:
        looks |= {"pinned": "left", "lockPinned": True, "cellClass": "saf-id"}
    if field == "grade":
        rules = {f"g{grade}": f"params.value == {grade}" for grade in range(1, 6)}
        looks |= {"cellClass": "saf-grade", "cellClassRules": {**rules, "serious": SERIOUS}}
    if field == "serious":
        looks["cellClassRules"] = {"saf-yes": SERIOUS}
    return looks


def keys(events: Sequence[ShownEvent]) -> tuple[str, ...]:
    """Give the id of each row: the key of its event, made unique where the data repeat a number."""
    found, seen = list[str](), dict[str, int]()
    for one in events:
        seen[one.key] = seen.get(one.key, 0) + 1
        found.append(one.key if seen[one.key] == 1 else f"{one.key}#{seen[one.key]}")
    return tuple(found)


def rows(events: Sequence[ShownEvent]) -> list[dict[str, object]]:
    """Give the rows, each with the change of the address that opens it, on the page where its lane is."""
    listed = grid_rows(listing_of(events), keys(events))
    return [
        {**row, "change": f"{change_of(one.key)}&page={one.page if one.page > 1 else ''}"}
        for row, one in zip(listed, events, strict=True)
    ]


def height(events: int) -> int:
    """Give the height of the grid in px: all rows as far as that goes."""
    return min(HEAD_HEIGHT + ROW_HEIGHT * max(events, 1) + SCROLL_BAR, MOST_HEIGHT)
