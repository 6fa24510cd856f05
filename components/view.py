"""What a view's layout is: the head above the filter bar and the body below it."""

from dataclasses import dataclass

from dash.development.base_component import Component


@dataclass(frozen=True, slots=True)
class ViewLayout:
    """The two slots of the page that a view fills."""

    head: Component
    body: Component
