"""The one helper that makes every graph: tool bar and sharing off, with its sentence and its table of numbers."""

from enum import StrEnum
from typing import Never, cast

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon
from components.theme import GRAPH_CONFIG


def graph(graph_id: StrEnum, answer_id: StrEnum, caption_id: StrEnum, label: str) -> Component:
    """Make a figure element: the answer from the server, the drawing, and the generated sentence as its caption.

    The server writes the figure (colour names, no values) into the store `answer_id`; the browser draws it in the
    colour mode. `label` names the figure for assistive tools.
    """
    return html.Figure(
        [
            dcc.Store(id=answer_id, storage_type="memory"),
            dcc.Graph(
                id=graph_id,
                config=cast(Never, GRAPH_CONFIG),
                mathjax=False,
                animate=False,
                responsive=True,
                className="plot",
                figure={"data": [], "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}}},
            ),
            html.Figcaption(id=caption_id, className="sr"),
        ],
        className="figure",
        **attrs(aria_label=label, data_panel=f"{graph_id} {answer_id} {caption_id}"),
    )


def picture_button(graph_id: StrEnum) -> Component:
    """Make the button that saves the drawing with title, filters, cut and synthetic mark inside it."""
    return html.Button(
        [icon("download"), "Picture"], type="button", className="action quiet", **attrs(data_picture=str(graph_id))
    )


def calendar_link(label: str = "Calendar") -> Component:
    """Make the link that downloads the coming visit windows as an iCalendar file; the browser adds the query."""
    return html.A(
        [icon("calendar"), label],
        href="/export/due.ics",
        className="action quiet",
        title="Open and coming visit windows as a calendar file (study ids only)",
        **attrs(data_export="due", data_native="1"),
    )


def listing_link(listing: str, label: str = "CSV", query: str = "") -> Component:
    """Make the link that downloads a listing of what is shown as CSV.

    The browser adds the query of the address; keys of `query` ("subjects=01-004") stand before it.
    """
    return html.A(
        [icon("download"), label],
        href=f"/export/{listing}.csv{'?' if query else ''}{query}",
        className="action quiet",
        **attrs(data_export=listing, data_native="1"),
    )
