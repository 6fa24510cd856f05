"""Layout of the view Data."""

from dash import html

from components.ids import DataId
from components.view import ViewLayout


def layout() -> ViewLayout:
    """Give the fixed layout."""
    return ViewLayout(
        head=html.Div(html.H1("Data"), id=DataId.HEAD, className="head"),
        body=html.Div([], className="sheet"),
    )
