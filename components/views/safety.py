"""Layout of the view Safety: finding and counts, timeline with listing or another part, the drawer with a record."""

from dash import dcc, html
from dash.development.base_component import Component

from components import day_line, event_table, tables
from components.attributes import attrs
from components.controls import menu
from components.graph import graph, listing_link, picture_button
from components.ids import SafetyId
from components.view import ViewLayout

AROUND = " ".join(
    (
        SafetyId.ORDER,
        SafetyId.ALIGNMENT,
        SafetyId.KEY,
        SafetyId.SIGNS,
        SafetyId.PAGER,
        SafetyId.BANDS,
        SafetyId.LANES,
        SafetyId.QUIET,
        SafetyId.RULES,
    )
)
"""What is answered together with the figure."""


def _timeline() -> Component:
    switch = html.Span(id=SafetyId.ALIGNMENT)
    signs = menu("Key", [html.Ul(id=SafetyId.SIGNS, className="saf-signs")])
    actions = html.Div([switch, signs, picture_button(SafetyId.GRAPH)], className="actions")
    figure = graph(SafetyId.GRAPH, SafetyId.ANSWER, SafetyId.CAPTION, "Safety timeline")
    labels = html.Ul(id=SafetyId.LANES, className="saf-labels", **attrs(aria_label="Patients"))
    names = html.Div(id=SafetyId.BANDS, className="saf-rule top", **attrs(data_day_rule="1"))
    foot = html.Div(className="saf-rule foot", **attrs(data_day_rule="1"))
    line = html.Div(className="saf-dayline")
    scroll = html.Div(html.Div([labels, figure, names, foot, line], className="saf-canvas"), className="saf-scroll")
    return html.Section(
        [
            html.Div(
                [html.H2("Timeline"), html.Span(id=SafetyId.ORDER, className="key"), actions], className="sheet-bar"
            ),
            html.Ul(id=SafetyId.KEY, className="saf-keys", **attrs(aria_label="Key")),
            html.Div(id=SafetyId.PAGER, className="saf-pages"),
            day_line.bar(),
            scroll,
            html.Div(id=SafetyId.QUIET),
            html.P(id=SafetyId.RULES, className="footnote", **attrs(data_sentence="1")),
            dcc.Store(id=SafetyId.DRAWN, storage_type="memory"),
        ],
        className="sheet saf-card",
        **attrs(aria_label="Timeline", data_panel=AROUND),
    )


def _listing() -> Component:
    count = html.Span(id=SafetyId.COUNT, className="key")
    actions = html.Div(listing_link("events"), className="actions")
    grid = tables.grid(SafetyId.TABLE, "Adverse events", event_table.columns(), opens_rows=True)
    return html.Section(
        [
            html.Div([html.H2("Events"), count, actions], className="sheet-bar"),
            html.Div(grid, id=SafetyId.LISTING, className="saf-grid"),
            dcc.Store(id=SafetyId.LISTED, storage_type="memory"),
        ],
        className="sheet saf-listing",
        **attrs(aria_label="Listing of events", data_panel=f"{SafetyId.COUNT} {SafetyId.LISTED} {SafetyId.LISTING}"),
    )


def layout() -> ViewLayout:
    """Give the fixed layout; the drawer stands beside the rest while a record is open."""
    head = html.Div(
        [html.Div(html.H1("Safety"), id=SafetyId.HEAD, className="head"), html.Div(id=SafetyId.SUMMARY)],
        className="saf-top",
        role="group",
        **attrs(aria_label="Finding and counts", data_panel=f"{SafetyId.HEAD} {SafetyId.SUMMARY}"),
    )
    empty = html.Div(id=SafetyId.EMPTY, className="saf-empty", **attrs(data_panel=str(SafetyId.EMPTY)))
    page = html.Div(id=SafetyId.PAGE, className="saf-page", **attrs(data_panel=str(SafetyId.PAGE)))
    main = html.Div([empty, _timeline(), _listing(), page], className="saf-main")
    record = html.Aside(
        id=SafetyId.RECORD,
        className="sheet saf-drawer",
        **attrs(aria_label="Record of an event", data_panel=str(SafetyId.RECORD)),
    )
    return ViewLayout(head=head, body=html.Div([main, record], id=SafetyId.DISPLAY, className="saf show-timeline"))
