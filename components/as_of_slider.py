"""The row that takes the view through the trial's time: a slider over its days, steps of a week, the way back."""

from datetime import date, timedelta
from typing import cast

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.elements import Element, element, sign, sr
from trial.as_of import AsOf
from trial.words import date_text

WEEK = timedelta(days=7)
MOST_TICKS = 60


def row(found: AsOf | None) -> list[Component]:
    """Make the row; nothing where the data leave no range of days."""
    if found is None:
        return []
    earlier, later = max(found.first, found.at - WEEK), min(found.last, found.at + WEEK)
    slider = element(
        "Input", type="range", min="0", max=str(_days(found, found.last)), step="1", className="as-of-range",
        defaultValue=str(_days(found, found.at)), aria_label="As it stood on", aria_valuetext=date_text(found.at),
        data_asof=str(_days(found, found.at)), data_first=found.first.isoformat(),
    )  # fmt: skip
    track = element("Div", [element("Div", _ticks(found), className="as-of-ticks", aria_hidden="true"), slider],
                    className="as-of-track")  # fmt: skip
    day = element("B", date_text(found.at), className="as-of-day")
    inside = [
        element("Span", "As it stood on", className="as-of-word"),
        _step("7 days earlier", "left", earlier, found),
        track,
        _step("7 days later", "right", later, found),
        day,
        _latest(found),
    ]
    parts = cast(list[Component], inside)  # elements travel inside a component as they are
    return [html.Div(parts, className="as-of", role="group", **attrs(aria_label="As-of date"))]


def change_to(day: date, found: AsOf) -> str:
    """Give the change of the address that goes to a day; the end of the data is the default, so it has none."""
    return f"cut={'' if day >= found.last else day.isoformat()}"


def _days(found: AsOf, day: date) -> int:
    return (day - found.first).days


def _step(label: str, name: str, day: date, found: AsOf) -> Element:
    off = str(day == found.at).lower()
    return element("Button", [sign(name), sr(label)], type="button", className="action quiet icon-only", title=label,
                   data_change=change_to(day, found), aria_disabled=off)  # fmt: skip


def _latest(found: AsOf) -> Element:
    return element("Button", "Data cut", type="button", className="action quiet", data_change="cut=",
                   aria_disabled=str(found.is_latest).lower(),
                   title=f"Back to the end of the data, {date_text(found.last)}")  # fmt: skip


def _ticks(found: AsOf) -> list[Element]:
    """Mark the anchor days, those known by then; of a large trial only as many as can be told apart."""
    whole = _days(found, found.last)
    return [
        element("I", title=f"{name}, {date_text(day)}", style={"left": f"{100 * _days(found, day) / whole:.2f}%"})
        for day, name in found.anchors[:MOST_TICKS]
    ]
