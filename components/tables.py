"""Listings on the screen: a plain table for what fits a page, a grid for what has to scroll."""

from collections.abc import Sequence
from enum import StrEnum

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from trial.listing import Cell, Column, Listing
from trial.words import NOTHING, number, shortest


def shown(value: Cell, column: Column) -> str:
    """Write one cell for the screen: numbers with the column's decimals and a true minus, nothing as a dash."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (int, float)):
        return number(value, column.decimals or 0) if column.decimals is not None else shortest(value)
    return value


def plain_table(listing: Listing, links: Sequence[str] = ()) -> Component:
    """Make a table of all rows; the first cell of a row names it, and leads to the address that `links` has for it."""
    head = html.Thead(
        html.Tr([html.Th(column.label, scope="col", className=column.kind) for column in listing.columns])
    )
    rows = [tuple(zip(row, listing.columns, strict=True)) for row in listing.rows]
    body = html.Tbody(
        [
            html.Tr([
                _cell(value, column, place == 0, links[at] if links and place == 0 else None)
                for place, (value, column) in enumerate(pairs)
            ])
            for at, pairs in enumerate(rows)
        ]
    )  # fmt: skip
    return html.Div(
        html.Table([html.Caption(listing.title, className="sr"), head, body], className="listing"),
        className="listing-box",
        tabIndex="0",
        role="region",
        **attrs(aria_label=listing.title),
    )


def _cell(value: Cell, column: Column, is_first: bool, link: str | None = None) -> Component:
    text = shown(value, column)
    if not is_first:
        return html.Td(text, className=column.kind)
    return html.Th(text if link is None else html.A(text, href=link, className="row-link"), scope="row")


OPENING: dict[str, object] = {
    "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": False},
}


def grid(
    grid_id: StrEnum, label: str, columns: Sequence[dict[str, object]] = (), opens_rows: bool = False
) -> Component:
    """Make an empty grid that a callback fills with `grid_columns` and `grid_rows`; sorts and scrolls.

    With `opens_rows` a click or Enter on a row makes the change of the address that its field "change" names, and one
    row can be shown as the open one.
    """
    return html.Div(
        dag.AgGrid(
            id=grid_id,
            columnDefs=list(columns),
            rowData=[],
            className="ag-theme-quartz",
            defaultColDef={"sortable": True, "resizable": True, "filter": True, "suppressHeaderMenuButton": True},
            dashGridOptions={
                "animateRows": False,
                "ensureDomOrder": True,
                "rowHeight": 34,
                "headerHeight": 34,
                "enableCellTextSelection": True,
                "suppressDragLeaveHidesColumns": True,
                "tooltipShowDelay": 300,
                **(OPENING if opens_rows else {}),
            },
            getRowId="params.data.key",
            style={"height": "100%", "width": "100%"},
        ),
        className="grid-box",
        role="region",
        **attrs(aria_label=label, data_panel=str(grid_id), **({"data_opens_rows": grid_id} if opens_rows else {})),
    )


def grid_columns(listing: Listing) -> list[dict[str, object]]:
    """Give the column definitions; numbers sort as numbers and are shown as the plain table shows them."""
    return [
        {
            "field": column.key,
            "headerName": column.label,
            "headerTooltip": column.label,
            "tooltipField": f"{column.key}_shown" if column.kind == "number" else column.key,
            **({"type": "rightAligned", "valueFormatter": _formatter(column)} if column.kind == "number" else {}),
        }
        for column in listing.columns
    ]


def _formatter(column: Column) -> dict[str, str]:
    return {"function": f"params.data ? params.data.{column.key}_shown : ''"}


def grid_rows(listing: Listing, keys: tuple[str, ...]) -> list[dict[str, object]]:
    """Give the rows; `keys` are their unique ids, in the order of the rows."""
    rows: list[dict[str, object]] = []
    for key, row in zip(keys, listing.rows, strict=True):
        data: dict[str, object] = {"key": key}
        for value, column in zip(row, listing.columns, strict=True):
            if column.kind == "number":
                data[column.key] = value
                data[f"{column.key}_shown"] = shown(value, column)
            else:
                data[column.key] = shown(value, column)
        rows.append(data)
    return rows
