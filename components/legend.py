"""One entry of a figure's key: a sign, drawn by the style sheet, and what it means."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs

EQUATION_SIGN = "Unclear equation"
"""Of a % predicted that the reference equation of the study does not give."""


def entry(css: str, text: str) -> Component:
    """Make an entry; the sign is for the eye alone, the word says it."""
    return html.Span([html.Span(className=css, **attrs(aria_hidden="true")), text], className="key")
