"""Answers the view Safety: the part asked for, the listing of events, and the record of the open event."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from callbacks.context import AppContext, Reading
from components import (
    course_page,
    day_line,
    endpoint_page,
    event_table,
    safety_rows,
    safety_words,
    stopping_page,
    summary_page,
)
from components.event_drawer import drawer
from components.figures.safety import figure
from components.ids import SafetyId, ShellId
from components.state import to_query
from trial import day_line as trial_day_line
from trial import endpoint, event_record
from trial.adverse import summary
from trial.course import page as course
from trial.safety import SafetyTimeline, build
from trial.selection import Part, Selection, filters_events
from trial.shown_events import shown_events
from trial.stopping import view as stopping
from trial.words import counted

AROUND = (
    (SafetyId.HEAD, "children"),
    (SafetyId.SUMMARY, "children"),
    (SafetyId.DISPLAY, "className"),
    (SafetyId.PAGE, "children"),
    (SafetyId.RECORD, "children"),
)
TIMELINE = (
    (SafetyId.EMPTY, "children"),
    (SafetyId.ORDER, "children"),
    (SafetyId.ALIGNMENT, "children"),
    (SafetyId.KEY, "children"),
    (SafetyId.SIGNS, "children"),
    (SafetyId.PAGER, "children"),
    (SafetyId.BANDS, "children"),
    (SafetyId.BANDS, "style"),
    (SafetyId.DAYS, "data"),
    (SafetyId.LANES, "children"),
    (SafetyId.LANES, "style"),
    (SafetyId.ANSWER, "data"),
    (SafetyId.CAPTION, "children"),
    (SafetyId.QUIET, "children"),
    (SafetyId.RULES, "children"),
)
DAY = ((SafetyId.DAY_FOUND, "children"), (SafetyId.DAY_TOLD, "data"))
LIST = (
    (SafetyId.TABLE, "rowData"),
    (SafetyId.LISTING, "style"),
    (SafetyId.COUNT, "children"),
    (SafetyId.LISTED, "data"),
)


PAGES: Mapping[Part, Callable[[Reading], object]] = {
    Part.ENDPOINT: lambda reading: endpoint_page.page(endpoint.build(reading.analysis, reading.selection)),
    Part.STOPPING: lambda reading: stopping_page.page(
        stopping.build(reading.analysis, reading.selection), reading.selection
    ),
    Part.COURSE: lambda reading: course_page.page(course.build(reading.analysis, reading.selection)),
    Part.SUMMARY: lambda reading: summary_page.page(summary.build(reading.analysis, reading.selection)),
}
"""What makes the page of each part beside the timeline."""


def _around(reading: Reading, result: SafetyTimeline, page: object) -> list[object]:
    part = reading.selection.part if reading.selection.part in PAGES else Part.TIMELINE
    return [
        safety_rows.head(result, part, PAGES),
        safety_rows.counts(result),
        f"saf show-{part}{' filtered' * filters_events(reading.selection)}",
        page,
        drawer(event_record.build(reading.analysis, reading.selection)),
    ]


def _timeline(reading: Reading) -> list[object]:
    result = build(reading.analysis, reading.selection)
    nothing = safety_rows.nothing(result)
    return [
        *_around(reading, result, []),
        nothing,
        safety_words.order_words(result),
        safety_rows.alignment(result),
        safety_rows.key(result),
        safety_rows.signs(result),
        safety_rows.pages(result),
        safety_rows.periods(result),
        safety_rows.heads(result),
        None if nothing else safety_rows.days(result),
        safety_rows.labels(result),
        safety_rows.canvas(result),
        None if nothing else figure(result),
        safety_words.caption(result),
        safety_rows.quiet(result),
        safety_words.rules(result),
    ]


def _page(reading: Reading) -> list[object]:
    page = PAGES[reading.selection.part](reading)
    return _around(reading, build(reading.analysis, reading.selection), page)


def _day(reading: Reading) -> list[object]:
    line = trial_day_line.build(reading.analysis, reading.selection)
    return [day_line.found(line), None if line is None else str(line.day)]


def _without_day(reading: Reading) -> Reading:
    return replace(reading, selection=replace(reading.selection, day=None))


def listing_key(reading: Reading) -> str:
    """Give what the listing depends on: the data and the filters, not the open event nor the page."""
    return f"{reading.version} {to_query(_filters(reading.selection))}"


def _filters(selection: Selection) -> Selection:
    blank = Selection()
    return replace(
        selection, event=None, visit=None, day=None, lanes=(), page=1, endpoints=(),
        alignment=blank.alignment, arrangement=blank.arrangement, scale=blank.scale, display=blank.display,
        part=blank.part,
    )  # fmt: skip


def _listing(reading: Reading) -> list[object]:
    events = shown_events(reading.analysis, reading.selection).events
    style = {"height": f"{event_table.height(len(events))}px"}
    return [event_table.rows(events), style, counted(len(events), "event"), listing_key(reading)]


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state. A moved day line asks for its list alone; rows travel when other events are shown."""

    @app.callback(
        [Output(one, prop) for one, prop in (*AROUND, *TIMELINE, (SafetyId.DRAWN, "data"))],
        Input(ShellId.STATE, "data"),
        State(SafetyId.DRAWN, "data"),
    )
    def draw(stored: object, drawn: object) -> list[object]:
        reading = _without_day(context.reading(stored))
        key = f"{reading.version} {to_query(reading.selection)}"
        if key == drawn:
            raise PreventUpdate
        if reading.selection.part in PAGES:
            return [*context.answers.each(_page, reading), *[no_update] * len(TIMELINE), key]
        return [*context.answers.each(_timeline, reading), key]

    @app.callback([Output(one, prop) for one, prop in DAY], Input(ShellId.STATE, "data"))
    def tell_day(stored: object) -> list[object]:
        reading = context.reading(stored)
        same = replace(reading, selection=replace(reading.selection, event=None, visit=None, endpoints=()))
        return [*context.answers.each(_day, same)]

    app.clientside_callback(
        ClientsideFunction("monitor", "dayLine"),
        Output(SafetyId.DAY, "title"),
        Input(ShellId.STATE, "data"),
        Input(SafetyId.DAYS, "data"),
        Input(SafetyId.DAY_TOLD, "data"),
    )

    @app.callback(
        [Output(one, prop) for one, prop in (*LIST, (SafetyId.TABLE, "selectedRows"), (SafetyId.TABLE, "scrollTo"))],
        Input(ShellId.STATE, "data"),
        State(SafetyId.LISTED, "data"),
    )
    def list_events(stored: object, listed: object) -> list[object]:
        reading = context.reading(stored)
        key = reading.selection.event
        same = replace(reading, selection=_filters(reading.selection))
        is_listed = listing_key(reading) == listed
        parts: list[object] = [no_update] * len(LIST) if is_listed else [*context.answers.each(_listing, same)]
        opened: list[object] = [{"ids": [key]}, {"rowId": key, "rowPosition": "middle"}] if key else [[], no_update]
        return parts + opened
