"""HTML that no callback reads or writes: drawn by the browser as one component, not watched element by element.

Dash asks every component on the page at every step of every callback whether it has changed. Stretches of plain HTML
are therefore put into one component each; the browser draws the same elements (assets/84-html.js).
"""

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import groupby
from typing import TypeAlias

from dash.development.base_component import Component

NAMESPACE, KIND = "monitor", "Html"
"""Where the browser finds it: window.monitor.Html."""
HTML = "dash_html_components"

Node: TypeAlias = Component | str | int | float | None


class Html(Component):
    """A list of elements and texts, drawn as they stand."""

    _namespace, _type = NAMESPACE, KIND
    _base_nodes: list[str] = ["children"]  # noqa: RUF012  # as Dash declares it
    _children_props: list[str] = []  # noqa: RUF012
    _prop_names: list[str] = ["tree"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012

    def __init__(self, tree: Sequence[Node]) -> None:
        """Take the elements."""
        super().__init__(tree=list(tree))  # type: ignore[no-untyped-call]


def compact(part: Component) -> Component:
    """Give a component whose inside is the same, with each stretch of plain HTML as one."""
    children = getattr(part, "children", None)
    if children is None or part._namespace != HTML:
        return part
    made = copy(part)
    made.children = list(_merged(_listed(children)))
    return made


def _merged(parts: Sequence[Node]) -> Iterator[Node]:
    for plain, run in groupby(parts, _is_plain):
        stretch = list(run)
        if not plain:
            yield from (compact(one) if isinstance(one, Component) else one for one in stretch)
        elif sum(map(_elements, stretch)) > 1:
            yield Html(stretch)
        else:
            yield from stretch


def _is_plain(part: Node) -> bool:
    if not isinstance(part, Component):
        return True
    own = part._namespace == HTML and getattr(part, "id", None) is None
    return own and all(map(_is_plain, _listed(getattr(part, "children", None))))


def _elements(part: Node) -> int:
    if not isinstance(part, Component):
        return 0
    return 1 + sum(map(_elements, _listed(getattr(part, "children", None))))


def _listed(children: Sequence[Node] | Node) -> Sequence[Node]:
    return children if isinstance(children, list | tuple) else [] if children is None else [children]  # type: ignore[list-item]
