"""What a screen says when there is little, nothing or something wrong: why, and the way out."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon


def notice(text: str, button: Component | None = None, is_plain: bool = True) -> Component:
    """Make one line over the view: something in the address was ignored, or the like; with the way out."""
    inside = [icon("bang", small=True), html.Span(text), *([button] if button else [])]
    return html.Div(inside, className="notice plain" if is_plain else "notice")


def empty(title: str, text: str, buttons: Sequence[Component] = (), sign: str = "search") -> Component:
    """Make an empty state: what is not there, why, and the buttons that lead out."""
    inside = [icon(sign), html.B(title), html.P(text)]
    if buttons:
        inside.append(html.Div(list(buttons), className="actions"))
    return html.Div(inside, className="empty", role="status")


def change_button(label: str, change: str, primary: bool = False) -> Component:
    """Make a button that changes one key of the address; `change` is "grade=" to clear the grade."""
    kind = "action primary" if primary else "action"
    return html.Button(label, type="button", className=kind, **attrs(data_change=change))


def reset_button(primary: bool = False) -> Component:
    """Make the button that clears every filter."""
    return change_button("Reset all filters", "reset=1", primary)


def empty_by_filter(noun: str, filters: Sequence[str]) -> Component:
    """Say that nothing matches, repeat the filter in words, and offer to undo it."""
    words = ". ".join(filters)
    return empty(f"No {noun} matches", f"{words}." if words else "", [reset_button(primary=True)])


def empty_by_data(statement: str, detail: str) -> Component:
    """State a zero that the data themselves give: "0 serious events"; there is nothing to undo."""
    return empty(statement, detail, sign="check")


def nothing_to_load(title: str, text: str) -> Component:
    """Say what is missing and what to put where."""
    buttons = [
        html.A("Load again", href="", className="action primary", **attrs(data_native="1")),
        html.A("See findings", href="/data", className="action"),
    ]
    return empty(title, text, buttons, sign="data")


def not_found(what: str) -> Component:
    """Say that an address leads nowhere, with the way back."""
    return empty(
        what,
        "The address is not one of this monitor.",
        [html.A("Open the overview", href="/", className="action primary")],
    )
