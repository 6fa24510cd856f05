"""The listing of visits on the screen: fixed columns, and rows as texts that the browser takes apart."""

from dash.development.base_component import Component

from components.ids import VisitsId
from components.tables import grid
from trial.listing import Cell, Listing
from trial.visit_listing import COLUMNS

SEPARATOR = "\t"
SENT = frozenset({"visit_id"})
"""Sent, for a row opens its visit, and not shown."""
LEFT_OUT = frozenset({"rule", "target_day", "visitnum", "best_from", "best_to", "in_best"})
"""Columns that only the CSV has: the open visit tells rule and inner window, the grid's head the planned day."""
HEADS = {
    "days_off": "Days off",
    "left": "To window end",
    "completed": "Done",
    "required": "Required",
}
"""Short heads; the tip has the whole."""
WIDTHS = {
    "subject": 104, "subject_status": 128, "visit": 150, "status": 124, "days_off": 108, "left": 146, "target": 112,
    "opens": 118, "closes": 112, "actual": 112, "actual_day": 110, "contact": 150, "reason": 190, "completed": 90,
    "required": 112, "missing": 260,
}  # fmt: skip
TAKEN = tuple(place for place, column in enumerate(COLUMNS) if column.key not in LEFT_OUT)


def table() -> Component:
    """Make the empty listing; a click or Enter on a row opens its visit."""
    return grid(VisitsId.TABLE, "List of visits", columns(), opens_rows=True)


def columns() -> list[dict[str, object]]:
    """Give the column definitions. Numbers come as numbers, so that they sort; assets/96-visits.js writes them."""
    shown = [COLUMNS[place] for place in TAKEN if COLUMNS[place].key not in SENT]
    return [_column(column.key, column.label, column.kind == "number") for column in shown]


def _column(key: str, label: str, is_number: bool) -> dict[str, object]:
    column: dict[str, object] = {
        "field": key,
        "headerName": HEADS.get(key, label),
        "headerTooltip": label,
        "tooltipField": key,
    }
    if is_number:
        written = {"function": "visitNumber(params)"}
        column |= {"type": "rightAligned", "valueFormatter": written, "tooltipField": None}
    if key == "subject":
        column |= {"pinned": "left", "lockPinned": True, "cellClass": "vs-id"}
    return column | {"width": WIDTHS[key]}


def answer(listing: Listing) -> dict[str, object]:
    """Give the rows as one text each: thousands of rows with names of columns would be ten times as long."""
    return {
        "keys": [COLUMNS[place].key for place in TAKEN],
        "numbers": [COLUMNS[place].key for place in TAKEN if COLUMNS[place].kind == "number"],
        "rows": [SEPARATOR.join([_text(row[place]) for place in TAKEN]) for row in listing.rows],
    }


def _text(value: Cell) -> str:
    return "" if value is None else str(value).replace(SEPARATOR, " ")
