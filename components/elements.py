"""HTML elements in the form in which components travel, for long tables that the browser builds from an answer.

As components of the page, thousands of elements would each be checked, serialised and watched for changes, which takes
seconds; assets/94-elements.js makes plain elements of these. What a view has once is made with `dash.html` as
everywhere else, and may stand inside as long as it is HTML.
"""

from collections.abc import Sequence
from typing import TypeAlias

from dash.development.base_component import Component

NAMESPACE = "dash_html_components"

Element: TypeAlias = dict[str, object]
"""One element: its tag with a capital letter, its properties, its children among them."""
Node: TypeAlias = Element | Component | str
Children: TypeAlias = Node | Sequence[Node]


def element(tag: str, children: Children | None = None, **properties: object) -> Element:
    """Make an element; aria_label="x" and data_change="y" become aria-label and data-change."""
    named = {_name(key): value for key, value in properties.items() if value is not None}
    if children is not None:
        named["children"] = children
    return {"type": tag, "namespace": NAMESPACE, "props": named}


def _name(key: str) -> str:
    return key.replace("_", "-") if key.startswith(("aria_", "data_")) else key


def sign(name: str) -> Element:
    """Make a small icon; its word stands beside it."""
    return element("Span", className=f"i ic-{name} small", aria_hidden="true")


def sr(text: str) -> Element:
    """Make words that only assistive tools read."""
    return element("Span", text, className="sr")
