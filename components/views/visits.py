"""Layout of the view Visits: the finding, one of five displays, what is due next, the drawer with one visit."""

from dash import dcc, html
from dash.development.base_component import Component

from components import as_of_slider, visit_grid, visit_table
from components.attributes import attrs
from components.graph import graph, picture_button
from components.ids import VisitsId
from components.view import ViewLayout
from components.visit_legend import days_legend, grid_legend


def _grid() -> Component:
    summary = html.P(id=VisitsId.SUMMARY, className="sr")
    return html.Section(
        [visit_grid.grid(), summary],
        className="sheet vs-card of-grid",
        **attrs(aria_label="Grid", data_panel=f"{VisitsId.BOX} {VisitsId.SUMMARY}"),
    )


def _days() -> Component:
    figure = graph(VisitsId.GRAPH, VisitsId.ANSWER, VisitsId.CAPTION, "Visits by study day")
    labels = html.Ul(id=VisitsId.LANES, className="vs-labels", **attrs(aria_label="Patients"))
    bar = html.Div(
        [
            html.H2("Study days"),
            html.Div(id=VisitsId.ZERO, className="vs-zero"),
            html.Div(id=VisitsId.PAGER, className="vs-pager"),
            html.Div(picture_button(VisitsId.GRAPH), className="actions"),
        ],
        className="sheet-bar",
    )
    scroll = html.Div(
        html.Div([labels, figure], className="vs-canvas"),
        className="vs-scroll",
        tabIndex="0",
        role="region",
        **attrs(aria_label="Study days of each patient"),
    )
    foot = html.P(id=VisitsId.RULES, className="footnote", **attrs(data_sentence="1"))
    return html.Section(
        [bar, scroll, foot],
        className="sheet vs-card of-days",
        **attrs(
            aria_label="Study days", data_panel=f"{VisitsId.ZERO} {VisitsId.PAGER} {VisitsId.LANES} {VisitsId.RULES}"
        ),
    )


def _listing() -> Component:
    bar = html.Div([html.H2("Listing"), html.Span(id=VisitsId.COUNT, className="key")], className="sheet-bar")
    table = html.Div(visit_table.table(), className="vs-table")
    return html.Section(
        [bar, table],
        className="sheet vs-card of-listing",
        **attrs(aria_label="Listing", data_panel=f"{VisitsId.COUNT} {VisitsId.ROWS}"),
    )


def _filled(place: VisitsId, css: str) -> Component:
    """Make the place of a display whose sheets a callback fills."""
    return html.Div(id=place, className=f"vs-sheets {css}", **attrs(data_panel=str(place)))


def layout() -> ViewLayout:
    """Give the fixed layout; the drawer stands beside the rest while a visit is open."""
    stores = [dcc.Store(id=one, storage_type="memory") for one in (VisitsId.SHOWN, VisitsId.ROWS)]
    main = html.Div(
        [
            _grid(),
            _days(),
            _listing(),
            _filled(VisitsId.COMPLETENESS, "of-completeness"),
            _filled(VisitsId.DEVIATIONS, "of-deviations"),
            html.Div([grid_legend(), days_legend()], className="vs-legends"),
            html.Section(
                id=VisitsId.DUE, className="sheet vs-due", **attrs(aria_label="Due next", data_panel=str(VisitsId.DUE))
            ),
            *stores,
        ],
        className="vs-main",
    )
    drawer = html.Aside(
        id=VisitsId.DRAWER,
        className="sheet vs-drawer",
        **attrs(aria_label="Visit", data_panel=str(VisitsId.DRAWER)),
    )
    view = html.Div([main, drawer], id=VisitsId.DISPLAY, className="vs waits")
    return ViewLayout(
        head=html.Div(html.H1("Visits"), id=VisitsId.HEAD, className="head", **attrs(data_panel=str(VisitsId.HEAD))),
        body=html.Div(
            [
                as_of_slider.slider(),
                html.Div(id=VisitsId.EMPTY, **attrs(data_panel=str(VisitsId.EMPTY))),
                view,
            ],
            className="vs-body",
        ),
    )
