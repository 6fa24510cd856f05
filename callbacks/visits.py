"""Answers the view Visits: the finding and the open visit at once, the display asked for only when it changes."""

from dataclasses import replace

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from callbacks.context import AppContext, Reading
from components import (
    as_of_slider,
    completeness_page,
    deviations_page,
    visit_grid,
    visit_labels,
    visit_lanes,
    visit_page,
    visit_table,
)
from components.figures.compliance import figure
from components.ids import ShellId, VisitsId
from components.state import to_query
from components.visit_drawer import drawer
from trial import as_of, compliance
from trial.compliance_words import caption, days_caption
from trial.deviations import shown as shown_deviations
from trial.selection import Display, Selection
from trial.visit_days import study_days
from trial.words import counted

AROUND = (
    (VisitsId.HEAD, "children"),
    (VisitsId.AS_OF, "children"),
    (VisitsId.AS_OF_DAYS, "data"),
    (VisitsId.EMPTY, "children"),
    (VisitsId.DISPLAY, "className"),
    (VisitsId.DRAWER, "children"),
)
BELOW = ((VisitsId.DUE, "children"),)
GRID = (
    (VisitsId.GRID, "columnDefs"),
    (VisitsId.GRID, "rowData"),
    (VisitsId.GRID, "dashGridOptions"),
    (VisitsId.BOX, "className"),
    (VisitsId.SUMMARY, "children"),
)
DAYS = (
    (VisitsId.ANSWER, "data"),
    (VisitsId.CAPTION, "children"),
    (VisitsId.LANES, "children"),
    (VisitsId.LANES, "style"),
    (VisitsId.ZERO, "children"),
    (VisitsId.PAGER, "children"),
    (VisitsId.RULES, "children"),
)
LISTING = ((VisitsId.ROWS, "data"), (VisitsId.COUNT, "children"))
COMPLETENESS = ((VisitsId.COMPLETENESS, "children"),)
DEVIATIONS = ((VisitsId.DEVIATIONS, "children"),)
SHOWN = (*BELOW, *GRID, *DAYS, *LISTING, *COMPLETENESS, *DEVIATIONS, (VisitsId.SHOWN, "data"))


def _around(reading: Reading) -> list[object]:
    grid = compliance.build(reading.analysis, reading.selection)
    display, time = reading.selection.display, as_of.build(reading.analysis)
    return [
        visit_page.head(grid, display),
        [*as_of_slider.around(time), visit_page.patients(reading.selection.visits)],
        as_of_slider.days(time),
        visit_page.emptiness(grid),
        visit_page.view_class(grid, display),
        drawer(compliance.opened(reading.analysis, reading.selection)),
    ]


def _below(reading: Reading) -> list[object]:
    grid = compliance.build(reading.analysis, reading.selection)
    return [visit_page.due_next(grid)]


def _grid(reading: Reading) -> list[object]:
    grid = compliance.build(reading.analysis, reading.selection)
    return [
        visit_grid.columns(grid),
        visit_grid.rows(grid),
        visit_grid.options(grid),
        visit_grid.box_class(grid),
        caption(grid),
    ]


def _days(reading: Reading) -> list[object]:
    days = study_days(reading.analysis, reading.selection)
    return [
        figure(days),
        days_caption(days),
        visit_labels.labels(days),
        {"height": f"{visit_lanes.height(days)}px"},
        visit_page.zeros(days),
        visit_page.pages(days),
        visit_lanes.rules(days),
    ]


def _listing(reading: Reading) -> list[object]:
    found = compliance.listing(reading.analysis, reading.selection)
    return [visit_table.answer(found), counted(len(found.rows), "visit")]


def _completeness(reading: Reading) -> list[object]:
    return [
        completeness_page.page(compliance.completeness(reading.analysis, reading.selection), reading.selection.page)
    ]


def _deviations(reading: Reading) -> list[object]:
    return [deviations_page.page(shown_deviations.build(reading.analysis, reading.selection))]


DISPLAYS = {
    Display.GRID: (GRID, _grid),
    Display.DAYS: (DAYS, _days),
    Display.LISTING: (LISTING, _listing),
    Display.COMPLETENESS: (COMPLETENESS, _completeness),
    Display.DEVIATIONS: (DEVIATIONS, _deviations),
}
PAGED = frozenset({Display.COMPLETENESS, Display.DEVIATIONS})


def shown_selection(selection: Selection) -> Selection:
    """Keep what the display depends on: patients, cut and display; page and months only for the study-day chart."""
    blank = Selection(
        subjects=selection.subjects, status=selection.status, visits=selection.visits, cut=selection.cut,
        display=selection.display,
    )  # fmt: skip
    if blank.display in PAGED:
        return replace(blank, page=selection.page, rule=selection.rule)
    if blank.display is not Display.DAYS:
        return blank
    return replace(blank, months=selection.months, page=selection.page, zero=selection.zero)


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state. Cells, lanes and rows travel only when others are to be shown."""

    @app.callback([Output(one, prop) for one, prop in AROUND], Input(ShellId.STATE, "data"))
    def around(stored: object) -> object:
        return context.each(_around, stored)

    @app.callback(
        [Output(one, prop) for one, prop in SHOWN], Input(ShellId.STATE, "data"), State(VisitsId.SHOWN, "data")
    )
    def show(stored: object, shown: object) -> list[object]:
        reading = context.reading(stored)
        reading = replace(reading, selection=shown_selection(reading.selection))
        key = f"{reading.version} {to_query(reading.selection)}"
        if key == shown:
            raise PreventUpdate
        everybody = replace(
            reading,
            selection=replace(reading.selection, display=Display.GRID, months=None, page=1, zero=None, rule=None),
        )
        parts: list[object] = [*context.answers.each(_below, everybody)]
        for display, (outputs, make) in DISPLAYS.items():
            is_wanted = display is reading.selection.display
            parts += context.answers.each(make, reading) if is_wanted else [no_update] * len(outputs)
        return [*parts, key]

    app.clientside_callback(
        ClientsideFunction("monitor", "visitRows"),
        Output(VisitsId.TABLE, "rowData"),
        Output(VisitsId.TABLE, "selectedRows"),
        Input(VisitsId.ROWS, "data"),
    )
    app.clientside_callback(ClientsideFunction("monitor", "asOfShown"), Input(VisitsId.AS_OF_DAYS, "data"))
    app.clientside_callback(
        ClientsideFunction("monitor", "visitOpen"),
        Input(VisitsId.DRAWER, "children"),
        Input(VisitsId.GRID, "rowData"),
        Input(VisitsId.TABLE, "rowData"),
    )
