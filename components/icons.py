"""Icons: drawn by CSS masks in the colour of the text, hidden from assistive tools (a word stands beside each)."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs

NAMES = frozenset(
    (
        *("check", "early", "late", "cross", "bang", "due", "ring", "dash", "clock", "search", "down", "left", "right"),
        *("download", "table", "moon", "sun", "help", "present", "grid", "line", "lanes", "calendar", "data", "link"),
        "group",
    )
)


def icon(name: str, small: bool = False) -> Component:
    """Make an icon; every name has a mask in assets/12-icons.css."""
    if name not in NAMES:
        raise ValueError(f"there is no icon {name}")
    return html.Span(className=f"i ic-{name}{' small' if small else ''}", **attrs(aria_hidden="true"))
