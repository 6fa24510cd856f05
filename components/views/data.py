"""Layout of the data view: findings, rows set aside and files; beside them the row ledger and what is switched off."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.graph import listing_link
from components.ids import DataId
from components.view import ViewLayout


def _card(title: str, count_id: str, body_id: str, actions: list[Component]) -> Component:
    return html.Section(
        [
            html.Div(
                [html.H2(title), html.Span(id=count_id, className="muted"), html.Div(actions, className="actions")],
                className="sheet-bar",
            ),
            html.Div(id=body_id, className="sheet-body"),
        ],
        className="sheet",
        **attrs(aria_label=title, data_panel=f"{count_id} {body_id}"),
    )


def layout() -> ViewLayout:
    """Give the fixed layout."""
    left = [
        _card("Findings", DataId.FINDINGS_COUNT, DataId.FINDINGS, [listing_link("findings")]),
        _card("Rows set aside", DataId.SET_ASIDE_COUNT, DataId.SET_ASIDE, [listing_link("set-aside")]),
        _card("Files", DataId.FILES_COUNT, DataId.FILES, []),
        _card("What was mapped", DataId.MAPPED_COUNT, DataId.MAPPED, [listing_link("mapped")]),
        _card("Historical records", DataId.HISTORICAL_COUNT, DataId.HISTORICAL, [listing_link("historical")]),
    ]
    right = [
        _card("Rows in = used + set aside", DataId.LEDGER_COUNT, DataId.LEDGER, []),
        _card("Switched off", DataId.SWITCHED_OFF_COUNT, DataId.SWITCHED_OFF, []),
    ]
    head = html.Div([html.H1(), html.Span(className="sub")], id=DataId.HEAD, className="head")
    return ViewLayout(
        head=html.Div(head, role="group", **attrs(aria_label="Finding", data_panel=str(DataId.HEAD))),
        body=html.Div([html.Div(left), html.Div(right)], className="data-columns"),
    )
