"""The visit grid: its columns, rows and rim for AG Grid, and the empty grid of the layout."""

from collections.abc import Sequence

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.ids import VisitsId
from components.visit_cells import cell_code, margin_code
from trial.compliance import ComplianceGrid
from trial.study import FROM_INFUSION, PlannedVisit
from trial.words import MINUS, number

MOST_OPEN_ROWS = 15
"""Up to this many rows the grid is as tall as its rows; more scroll inside it, and only those in sight are drawn."""
PATIENT_WIDTH, MARGIN_WIDTH = 116, 84
NARROW, WIDE = 66, 84
LONG_LABEL = 12
QUIET = {"resizable": False, "sortable": False, "filter": False}
SHARED: dict[str, object] = {
    "animateRows": False,
    "ensureDomOrder": True,
    "suppressColumnVirtualisation": True,
    "suppressDragLeaveHidesColumns": True,
    "suppressColumnMoveAnimation": True,
    "suppressMovableColumns": True,
    "suppressNoRowsOverlay": True,
    "tooltipShowDelay": 300,
}
"""Every visit of a row is in the page, in reading order: for a screen reader, and for a search on the page."""


def planned_days(visit: PlannedVisit) -> str:
    """Write when a visit is planned: "14 ± 3", "−90 to −1" where the window is lopsided, "day 0"."""
    (low, high), day = visit.window, visit.days_from_origin
    since = "" if visit.origin == FROM_INFUSION else f" from {visit.origin}"
    if low == high == 0:
        return f"day {number(day, 0)}{since}"
    if -low == high:
        return f"{number(day, 0)} ± {high}{since}"
    return f"{number(day + low, 0)} to {number(day + high, 0)}{since}".replace("-", MINUS)


def grid() -> Component:
    """Make the empty grid of cells; a callback fills it."""
    made = dag.AgGrid(
        id=VisitsId.GRID,
        columnDefs=[],
        rowData=[],
        className="ag-theme-quartz",
        defaultColDef={"suppressHeaderMenuButton": True, **QUIET},
        dashGridOptions=dict(SHARED),
        getRowId="params.data.id",
        style={"height": None, "width": "100%"},
    )
    return html.Div(
        made,
        id=VisitsId.BOX,
        className="vs-grid",
        role="region",
        **attrs(aria_label="Planned visits by patient", data_panel=f"{VisitsId.GRID} {VisitsId.BOX}"),
    )


def box_class(grid: ComplianceGrid) -> str:
    """Give the class of the grid's box: many rows scroll inside a box of fixed height, long names take two lines."""
    names = ["vs-grid", *(["tall"] if len(grid.rows) > MOST_OPEN_ROWS else []), *(["long"] if _is_long(grid) else [])]
    return " ".join(names)


def _is_long(grid: ComplianceGrid) -> bool:
    """Whether a name of a visit needs a wider column and a second line."""
    return any(len(visit.label) >= LONG_LABEL for visit in grid.planned)


def columns(grid: ComplianceGrid) -> list[dict[str, object]]:
    """Give the columns: the patient, a column a planned visit with its planned days, and n of N in window."""
    least = WIDE if _is_long(grid) else NARROW
    return [
        {
            "field": "id", "headerName": "Patient", "pinned": "left", "lockPinned": True, "width": PATIENT_WIDTH,
            "cellRenderer": "VisitPatient", "headerComponent": "VisitHead", "cellClass": "vs-patient",
            "headerClass": "vs-left", **QUIET,
        },
        *(_visit(place, visit, least) for place, visit in enumerate(grid.planned)),
        {
            "field": "m", "headerName": "In window", "pinned": "right", "lockPinned": True, "width": MARGIN_WIDTH,
            "cellRenderer": "VisitCell", "headerComponent": "VisitHead", "headerComponentParams": {"days": "of due"},
            "cellClass": "vs-margin", "headerClass": "vs-centre", **QUIET,
        },
    ]  # fmt: skip


def _visit(place: int, visit: PlannedVisit, least: int) -> dict[str, object]:
    return {
        "field": f"v{place}", "headerName": visit.label, "flex": 1, "minWidth": least, **QUIET,
        "headerComponent": "VisitHead", "headerComponentParams": {"days": planned_days(visit)},
        "headerClass": "vs-centre", "cellRenderer": "VisitCell", "cellRendererParams": {"visit": visit.id},
    }  # fmt: skip


def rows(grid: ComplianceGrid) -> list[dict[str, str]]:
    """Give a row a patient: id, status, the cells as short texts, n of N."""
    keys = _keys(grid.planned)
    return [
        {
            "id": row.subject.id,
            "status": row.subject.status.capitalize(),
            **dict(zip(keys, map(cell_code, row.cells), strict=True)),
            "m": margin_code(row.margin),
        }
        for row in grid.rows
    ]


def options(grid: ComplianceGrid) -> dict[str, object]:
    """Give the options that follow the data: the row of n of N at the foot, and whether the grid scrolls inside."""
    cells = dict(zip(_keys(grid.planned), map(margin_code, grid.by_visit), strict=True))
    foot = {"id": "", "status": "", **cells, "m": margin_code(grid.total)}
    layout = "autoHeight" if len(grid.rows) <= MOST_OPEN_ROWS else "normal"
    return SHARED | {"pinnedBottomRowData": [foot], "domLayout": layout}


def _keys(planned: Sequence[PlannedVisit]) -> list[str]:
    return [f"v{place}" for place in range(len(planned))]
