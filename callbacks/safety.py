"""Answers the view Safety: the part asked for, the listing of events, and the record of the open event."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dash import Dash, Input, Output, State, no_update

from callbacks.context import AppContext, Reading
from components import event_table, safety_rows, safety_words
from components.event_drawer import drawer
from components.figures.safety import figure
from components.ids import SafetyId, ShellId
from components.state import to_query
from trial import event_record
from trial.safety import SafetyTimeline, build
from trial.selection import Part, Selection
from trial.shown_events import shown_events
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
    (SafetyId.PAGER, "children"),
    (SafetyId.LANES, "children"),
    (SafetyId.LANES, "style"),
    (SafetyId.ANSWER, "data"),
    (SafetyId.CAPTION, "children"),
    (SafetyId.QUIET, "children"),
    (SafetyId.RULES, "children"),
)
LIST = (
    (SafetyId.TABLE, "rowData"),
    (SafetyId.LISTING, "style"),
    (SafetyId.COUNT, "children"),
    (SafetyId.LISTED, "data"),
)


PAGES: Mapping[Part, Callable[[Reading], object]] = {}
"""What makes the page of each part beside the timeline."""


def _around(reading: Reading, result: SafetyTimeline, page: object) -> list[object]:
    part = reading.selection.part if reading.selection.part in PAGES else Part.TIMELINE
    return [
        safety_rows.head(result, part, PAGES),
        safety_rows.counts(result),
        f"saf show-{part}",
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
        safety_rows.pages(result),
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


def listing_key(reading: Reading) -> str:
    """Give what the listing depends on: the data and the filters, not the open event nor the page."""
    return f"{reading.version} {to_query(_filters(reading.selection))}"


def _filters(selection: Selection) -> Selection:
    blank = Selection()
    return replace(
        selection, event=None, visit=None, page=1, endpoints=(),
        alignment=blank.alignment, arrangement=blank.arrangement, scale=blank.scale, display=blank.display,
        part=blank.part,
    )  # fmt: skip


def _listing(reading: Reading) -> list[object]:
    events = shown_events(reading.analysis, reading.selection).events
    style = {"height": f"{event_table.height(len(events))}px"}
    return [event_table.rows(events), style, counted(len(events), "event"), listing_key(reading)]


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state. The rows of the listing travel only when other events are shown."""

    @app.callback([Output(one, prop) for one, prop in (*AROUND, *TIMELINE)], Input(ShellId.STATE, "data"))
    def draw(stored: object) -> list[object]:
        reading = context.reading(stored)
        if reading.selection.part in PAGES:
            return [*context.answers.each(_page, reading), *[no_update] * len(TIMELINE)]
        return [*context.answers.each(_timeline, reading)]

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
