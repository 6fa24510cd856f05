"""The filter bar: native menus with plain controls; one label and one clear button a filter."""

from enum import StrEnum

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon
from components.ids import FilterId
from trial.handling import DEFAULT, History, Strategy
from trial.handling_words import history_label, strategy_labels
from trial.selection import Selection
from trial.study import Study

GRADES = (("Any grade", ""), ("1 and up", "1"), ("2 and up", "2"), ("3 and up", "3"), ("4 and up", "4"), ("5", "5"))
BESIDE = (("Expected from before", "expected"), ("Natural history", "natural"))
BESIDE_LEGEND = "Draw beside each course"
HISTORY_LEGEND = "Historical records in the fits"
STRATEGY_LEGEND = "Values after intercurrent events"
FLAGS = (
    ("Serious only", "serious"),
    ("Fatal only", "fatal"),
    ("Related only", "related"),
    ("Special interest only", "aesi"),
    ("Treatment-emergent only", "emergent"),
    ("Procedure-emergent only", "procedure_emergent"),
)


def _filter(label_id: StrEnum, clear_id: StrEnum, name: str, menu: list[Component], default: str) -> Component:
    return html.Div(
        [
            html.Details(
                [
                    html.Summary([f"{name} ", html.B(default, id=label_id), icon("down")]),
                    html.Div(menu, className="menu"),
                ]
            ),
            html.Button(
                icon("cross", small=True),
                id=clear_id,
                className="clear",
                type="button",
                **attrs(aria_label=f"Clear {name}"),
            ),
        ],
        className="filter",
        id=f"{label_id}-box",
    )


def _choices(control: Component, legend: str) -> Component:
    return html.Fieldset([html.Legend(legend), control])


def _field(control: Component, control_id: StrEnum, label: str) -> Component:
    return html.Div([html.Label(label, htmlFor=control_id), control])


def search_field(field_id: str, list_id: StrEnum, label: str) -> Component:
    """Make a field that narrows the list `list_id` while one types."""
    field = dbc.Input(type="search", placeholder=label, debounce=False, autoComplete="off", id=field_id)
    return html.Label([html.Span(label, className="sr"), field], className="search", **attrs(data_search=str(list_id)))


def _subjects() -> Component:
    search = search_field(f"{FilterId.SUBJECTS}-search", FilterId.SUBJECTS, "Find in this list")
    options = dbc.Checklist(id=FilterId.SUBJECTS, options=[], value=[])
    return _filter(
        FilterId.SUBJECTS_LABEL,
        FilterId.SUBJECTS_CLEAR,
        "Patients",
        [search, _choices(options, "Show only these patients")],
        "All",
    )


def _events() -> Component:
    grades = dbc.RadioItems(
        id=FilterId.GRADE, options=[{"label": label, "value": value} for label, value in GRADES], value=""
    )
    flags = dbc.Checklist(
        id=FilterId.FLAGS, options=[{"label": label, "value": value} for label, value in FLAGS], value=[]
    )
    narrowed = dbc.Checklist(id=FilterId.NARROWED, options=[], value=[])
    menu = [
        html.Div(_choices(narrowed, "Chosen in the summaries"), className="menu-narrowed"),
        _choices(grades, "Least grade"),
        _choices(flags, "And only events that are"),
    ]
    return _filter(FilterId.EVENTS_LABEL, FilterId.EVENTS_CLEAR, "Events", menu, "All")


def _months() -> Component:
    first = dbc.Input(id=FilterId.MONTHS_FROM, type="number", debounce=True, step="any", min=-1200, max=1200)
    last = dbc.Input(id=FilterId.MONTHS_TO, type="number", debounce=True, step="any", min=-1200, max=1200)
    pair = html.Div(
        [_field(first, FilterId.MONTHS_FROM, "From"), _field(last, FilterId.MONTHS_TO, "To")], className="pair"
    )
    return _filter(
        FilterId.MONTHS_LABEL,
        FilterId.MONTHS_CLEAR,
        "Months",
        [_choices(pair, "Months from day 0, negative before")],
        "All",
    )


def _slopes() -> Component:
    beside = dbc.Checklist(
        id=FilterId.BESIDE, options=[{"label": label, "value": value} for label, value in BESIDE], value=[]
    )
    history = dbc.Checklist(id=FilterId.HISTORY, options=[], value=[])
    strategy = dbc.RadioItems(id=FilterId.STRATEGY, options=[], value="")
    menu = [_choices(beside, BESIDE_LEGEND), _choices(history, HISTORY_LEGEND), _choices(strategy, STRATEGY_LEGEND)]
    return _filter(FilterId.SLOPES_LABEL, FilterId.SLOPES_CLEAR, "Slopes", menu, "Default")


def _cut() -> Component:
    day = dbc.Input(id=FilterId.CUT, type="date", debounce=True)
    menu = [_choices(_field(day, FilterId.CUT, "As the data stood on"), "Nothing after this day is known")]
    return _filter(FilterId.CUT_LABEL, FilterId.CUT_CLEAR, "As of", menu, "Data cut")


def filter_bar() -> Component:
    """Make the filter bar that stands on every view."""
    status = _choices(dbc.Checklist(id=FilterId.STATUS, options=[], value=[]), "Show only patients who are")
    endpoints = _choices(dbc.Checklist(id=FilterId.ENDPOINTS, options=[], value=[]), "Show only these endpoints")
    return html.Section(
        [
            _subjects(),
            _filter(FilterId.STATUS_LABEL, FilterId.STATUS_CLEAR, "Status", [status], "Any"),
            _filter(FilterId.ENDPOINTS_LABEL, FilterId.ENDPOINTS_CLEAR, "Endpoints", [endpoints], "All"),
            _events(),
            _months(),
            _slopes(),
            _cut(),
            html.Div(
                [
                    html.Span(id=FilterId.COUNT, **attrs(aria_live="polite")),
                    html.Button(
                        [icon("link"), html.Span("Copy link", className="word")],
                        id=FilterId.COPY_LINK,
                        type="button",
                        className="action quiet",
                        **attrs(data_copy_link="1", aria_label="Copy link"),
                    ),
                    html.Button("Reset all", id=FilterId.RESET, type="button", className="action quiet"),
                ],
                className="right",
            ),
        ],
        id=FilterId.BAR,
        className="filters",
        **attrs(aria_label="Filters"),
    )


def slope_menu(selection: Selection, study: Study) -> Component:
    """Make the menu of choices about slopes for a view without the whole filter bar: buttons that stay pressed."""
    beside = [_switch(label, key, "1", getattr(selection, key)) for label, key in BESIDE]
    old, strategies = history_label(study), strategy_labels(study)
    history = [_switch(old, "history", History.ALL, selection.history is History.ALL)] if old else []
    kept = [
        _switch(label, "strategy", "" if each is Strategy.PLANNED else each, each is selection.strategy, toggles=False)
        for each, label in strategies
    ]
    groups = ((BESIDE_LEGEND, beside), (HISTORY_LEGEND, history), (STRATEGY_LEGEND, kept))
    menu = html.Div(
        [_choices(html.Div(own, className="switches"), legend) for legend, own in groups if own], className="menu"
    )
    is_set = selection.expected or selection.natural or selection.handling != DEFAULT
    return html.Div(html.Details([html.Summary(["Slopes", icon("down")]), menu]), className=f"filter{' set' * is_set}")


def _switch(label: str, key: str, value: str, is_set: bool, toggles: bool = True) -> Component:
    return switch_button(label, f"{key}={'' if is_set and toggles else value}", is_set)


def switch_button(label: str, change: str, is_set: bool) -> Component:
    """Make a line of a menu that stays pressed while it is set."""
    words = attrs(data_change=change, aria_pressed=str(is_set).lower())
    return html.Button([icon("check", small=True), label], type="button", className="switch", **words)


def menu(label: str, inside: list[Component], is_set: bool = False) -> Component:
    """Make a menu that opens under its label."""
    summary = html.Summary([html.B(label), icon("down")])
    return html.Div(html.Details([summary, html.Div(inside, className="menu")]), className=f"filter{' set' * is_set}")


def segments(
    name: str, key: str, options: tuple[tuple[str, str], ...], chosen: str, clears: tuple[str, ...] = ()
) -> Component:
    """Make a row of buttons that change one key of the address, and clear others; the chosen one is pressed."""
    also = "".join(f"&{other}=" for other in clears)
    changes = [(label, value, f"{key}={value}{also if value != chosen else ''}") for label, value in options]
    return html.Div(
        [
            html.Button(label, type="button", **attrs(data_change=change, aria_pressed=str(value == chosen).lower()))
            for label, value, change in changes
        ],
        className="segments",
        role="group",
        **attrs(aria_label=name),
    )


def pager(page: int, pages: int, what: str) -> list[Component]:
    """Make previous and next buttons for a paged view; nothing when one page holds everything."""
    if pages <= 1:
        return []
    steps = (("Previous page", "left", page - 1), ("Next page", "right", page + 1))
    buttons = [
        html.Button(
            icon(sign),
            type="button",
            className="action icon-only",
            **attrs(
                data_change=f"page={target}", aria_label=label, aria_disabled=str(not 1 <= target <= pages).lower()
            ),
        )
        for label, sign, target in steps
    ]
    return [buttons[0], html.Span(f"{what}, page {page} of {pages}", className="key"), buttons[1]]
