"""The row that takes the view through the trial's time: a slider over its days, steps of a week, the way back.

The slider itself stays while answers come and go, so that a hand or a key can hold it; assets/97-as-of.js moves it.
"""

from datetime import date, timedelta

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon
from components.ids import VisitsId
from trial.as_of import AsOf
from trial.words import date_text

WEEK = timedelta(days=7)
MOST_TICKS = 60


def slider() -> Component:
    """Make the fixed parts: the slider, what is answered around it, and its range."""
    name = html.Label("As it stood on", htmlFor=VisitsId.AS_OF_SLIDER, className="as-of-word")
    hand = dbc.Input(id=VisitsId.AS_OF_SLIDER, type="range", min=0, max=1, step=1, value=1, class_name="as-of-range")
    answered = html.Div(id=VisitsId.AS_OF, className="as-of-around", **attrs(data_panel=str(VisitsId.AS_OF)))
    days = dcc.Store(id=VisitsId.AS_OF_DAYS, storage_type="memory")
    return html.Div([name, hand, answered, days], className="as-of", role="group", **attrs(aria_label="As-of date"))


def days(found: AsOf | None) -> dict[str, object] | None:
    """Give the range to the slider: its first date, how many days it has, and on which of them one stands."""
    if found is None:
        return None
    return {"first": found.first.isoformat(), "days": _days(found, found.last), "at": _days(found, found.at)}


def around(found: AsOf | None) -> list[Component]:
    """Make the buttons, the day in words and the marks of infusions; nothing where the data leave no range of days."""
    if found is None:
        return []
    earlier = found.at - min(WEEK, found.at - found.first)
    later = found.at + min(WEEK, found.last - found.at)
    back = html.Button(
        "Data cut", type="button", className="action quiet", title=f"To the end of the data, {date_text(found.last)}",
        **attrs(data_change="cut=", aria_disabled=str(found.is_latest).lower()),
    )  # fmt: skip
    return [
        _step("7 days earlier", "left", earlier, found),
        html.Div(_ticks(found), className="as-of-ticks", **attrs(aria_hidden="true")),
        _step("7 days later", "right", later, found),
        html.B(date_text(found.at), className="as-of-day"),
        back,
    ]


def change_to(day: date, found: AsOf) -> str:
    """Give the change of the address that goes to a day; the end of the data is the default, so it has none."""
    return f"cut={'' if day >= found.last else day.isoformat()}"


def _days(found: AsOf, day: date) -> int:
    return (day - found.first).days


def _step(label: str, name: str, day: date, found: AsOf) -> Component:
    off = str(day == found.at).lower()
    return html.Button(
        icon(name), type="button", className="action quiet icon-only", title=label,
        **attrs(data_change=change_to(day, found), aria_disabled=off, aria_label=label),
    )  # fmt: skip


def _ticks(found: AsOf) -> list[Component]:
    """Mark the anchor days, those known by then; of a large trial only as many as can be told apart."""
    whole = _days(found, found.last)
    return [
        html.I(title=f"{name}, {date_text(day)}", style={"left": f"{100 * _days(found, day) / whole:.2f}%"})
        for day, name in found.anchors[:MOST_TICKS]
    ]
