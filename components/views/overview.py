"""Layout of the view Overview."""

from dash import html

from components.ids import OverviewId
from components.view import ViewLayout


def layout() -> ViewLayout:
    """Give the fixed layout."""
    return ViewLayout(
        head=html.Div(html.H1("Overview"), id=OverviewId.HEAD, className="head"),
        body=html.Div([], className="sheet"),
    )
