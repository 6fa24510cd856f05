"""The frame around every view: context strip, rail, filter bar, slots for the view, help."""

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import attrs
from components.controls import filter_bar, search_field
from components.icons import icon
from components.ids import VIEW_PATHS, ShellId, ViewKey

VIEW_LABELS = {
    ViewKey.OVERVIEW: ("Overview", "grid"),
    ViewKey.TRAJECTORIES: ("Trajectories", "line"),
    ViewKey.SAFETY: ("Safety", "lanes"),
    ViewKey.VISITS: ("Visits", "calendar"),
    ViewKey.GROUP: ("Group", "group"),
    ViewKey.DATA: ("Data", "data"),
}
STORES = (ShellId.STATE, ShellId.FRAME, ShellId.SWITCH, ShellId.RAIL)
KEYS_HELP = (
    ("n  ]", "Next patient"),
    ("p  [", "Previous patient"),
    ("1 to 6", "Overview, Trajectories, Safety, Visits, Group, Data"),
    ("← →", "On a day line: one day, with Shift a week; Home and End"),
    ("f", "Meeting mode: large type, full screen"),
    ("?", "This help"),
    ("Esc", "Close a menu, a drawer, this help"),
)


def view_links(facts: dict[ViewKey, str]) -> list[Component]:
    """Make the links of the rail; a fact stands at the right only when there is something to say."""
    return [
        html.A(
            [icon(sign), label, *([html.Span(facts[key], className="fact")] if facts.get(key) else [])],
            href=VIEW_PATHS[key],
            className="rail-link",
        )
        for key, (label, sign) in VIEW_LABELS.items()
    ]


def _foot() -> Component:
    quiet = "action quiet"
    return html.Div(
        [
            html.Button([icon("present"), "Present"], id=ShellId.PRESENT, type="button", className=quiet),
            html.Button(
                icon("moon"),
                id=ShellId.COLOUR_MODE,
                type="button",
                className=f"{quiet} icon-only",
                **attrs(aria_label="Switch between light and dark"),
            ),
            html.Button(
                icon("help"),
                id=ShellId.HELP,
                type="button",
                className=f"{quiet} icon-only",
                **attrs(aria_label="Help and keys"),
            ),
        ],
        className="foot",
    )


def _rail() -> Component:
    search = search_field(ShellId.PATIENT_SEARCH, ShellId.PATIENTS, "Find patient")
    return html.Aside(
        [
            html.Div(
                [html.Span(className="emblem", **attrs(aria_hidden="true")), html.Span(id=ShellId.BRAND)],
                className="brand",
            ),
            html.Nav(view_links({}), id=ShellId.NAV, className="links views", **attrs(aria_label="Views")),
            html.H2("Patients"),
            html.Div(search, className="rail-search"),
            html.Nav(id=ShellId.PATIENTS, className="links patients", tabIndex="-1", **attrs(aria_label="Patients")),
            _foot(),
        ],
        className="rail",
        **attrs(aria_label="Study"),
    )


def _help() -> Component:
    rows = [
        row for keys, text in KEYS_HELP for row in (html.Dt([html.Kbd(key) for key in keys.split("  ")]), html.Dd(text))
    ]
    return html.Div(
        html.Div(
            [
                html.H2("Keys"),
                html.Dl(rows),
                html.Div(
                    [dbc.Checkbox(id=f"{ShellId.HELP}-keys", value=True, label="Single keys work")], className="switch"
                ),
                html.P("Every key has a button. A link of the address bar shows exactly this view to somebody else."),
                html.Div(html.Button("Close", type="button", className="action primary", **attrs(data_dismiss="1"))),
            ],
            className="sheet",
        ),
        id=ShellId.HELP_DIALOG,
        className="help",
        role="dialog",
        hidden=True,
        **attrs(aria_modal="true", aria_label="Help"),
    )


def layout() -> Component:
    """Make the page; it knows no data."""
    return html.Div(
        [
            html.A("Skip to the view", href=f"#{ShellId.MAIN}", className="skip", **attrs(data_native="1")),
            dcc.Location(id=ShellId.LOCATION, refresh=False),
            *(dcc.Store(id=store, storage_type="memory") for store in STORES),
            dcc.Store(id=ShellId.THEME, storage_type="memory", data="light"),
            dcc.Store(id=ShellId.VIEW, storage_type="memory"),
            html.Header(
                [html.Div(id=ShellId.STRIP, className="strip-left"), html.Dl(id=ShellId.STRIP_FACTS)],
                className="strip",
                **attrs(aria_label="Study and data cut"),
            ),
            _rail(),
            html.Main(
                [
                    html.Div(id=ShellId.NOTICES, className="notices", role="status"),
                    html.Div(id=ShellId.HANDLING, className="notices handling", role="status"),
                    html.Div(id=ShellId.HEAD, className="view-head"),
                    filter_bar(),
                    html.Div(id=ShellId.BODY, className="view-body"),
                ],
                id=ShellId.MAIN,
                tabIndex="-1",
            ),
            _help(),
            html.Div(id=ShellId.LIVE, className="live", role="status", **attrs(aria_live="polite")),
        ],
        className="page",
    )
