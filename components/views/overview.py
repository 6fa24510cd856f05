"""Layout of the view Overview: the finding, the card of counts, the rows of patients."""

from dash import dcc, html

from components.attributes import attrs
from components.ids import OverviewId
from components.view import ViewLayout


def layout() -> ViewLayout:
    """Give the fixed layout; the counts stand above the filter bar, the rows below it.

    The rows are answered as data and built by the browser (assets/94-elements.js): they are thousands of elements.
    """
    head = html.Div(
        [html.Div(html.H1("Overview"), id=OverviewId.HEAD, className="head"), html.Div(id=OverviewId.SUMMARY)],
        className="ov-top",
        role="group",
        **attrs(aria_label="Finding and counts", data_panel=f"{OverviewId.HEAD} {OverviewId.SUMMARY}"),
    )
    rows = html.Div(
        [dcc.Store(id=OverviewId.ANSWER, storage_type="memory"), html.Div(id=OverviewId.ROWS)],
        className="ov-rows",
        role="group",
        **attrs(aria_label="Patients by urgency", data_panel=str(OverviewId.ANSWER)),
    )
    return ViewLayout(head=head, body=rows)
