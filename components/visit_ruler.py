"""The ruler of one visit: its window, the days of grace, the target, the day held and the data cut to scale."""

from dataclasses import dataclass
from datetime import date

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from trial.open_visit import OpenVisit
from trial.visits import HELD, VisitStatus
from trial.words import number

ROOM = 0.14
"""Room at either end, as a share of what is drawn."""
EDGE = 24.0
"""Per cent from either end within which a label no longer stands centred on its mark."""
NEAR = 30.0
"""Labels on one line closer than this many per cent would touch."""
FURTHEST = 1.6
"""A data cut further away than this many widths of the ruler is not drawn; the facts tell it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to per cent of the ruler's width."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Give the place of a day."""
        span = max((self.last - self.first).days, 1)
        return 100 * (ROOM + (1 - 2 * ROOM) * (day - self.first).days / span)


def ruler(visit: OpenVisit) -> list[Component]:
    """Draw the ruler; nothing without a window."""
    cell = visit.cell
    if cell.window is None or cell.target is None:
        return []
    opens, closes = cell.window
    grace = _grace_end(visit)
    days = [opens, closes, *([grace] if grace else []), *([cell.actual] if cell.actual else [])]
    cut = visit.cut if _shows_cut(visit, min(days), max(days)) else None
    scale = Scale(min(*days, cut or days[0]), max(*days, cut or days[0]))
    marks = [
        html.Span(className="vr-ground"),
        _box("vr-window", scale, opens, closes),
        *([_box("vr-grace", scale, closes, grace)] if grace else []),
        _tick("vr-target", scale, cell.target),
        *([_tick("vr-cut", scale, cut)] if cut else []),
        *([_tick(f"vr-held v-{cell.status}", scale, cell.actual)] if cell.actual else []),
    ]
    return [html.Div([*marks, *_labels(visit, scale, cut, grace)], className="ruler", **attrs(aria_hidden="true"))]


def _grace_end(visit: OpenVisit) -> date | None:
    """Give the last overdue day where the visit may be, or was, overdue."""
    cell = visit.cell
    after = cell.missed_after
    if cell.status in HELD or cell.status is VisitStatus.NOT_APPLICABLE or cell.window is None or after is None:
        return None
    return after if after > cell.window[1] else None


def _shows_cut(visit: OpenVisit, first: date, last: date) -> bool:
    """Whether the data cut says something here: not of a visit held, and not when far away."""
    if visit.cell.status in HELD or visit.cell.status is VisitStatus.NOT_APPLICABLE:
        return False
    room = FURTHEST * max((last - first).days, 7)
    return (first - visit.cut).days <= room and (visit.cut - last).days <= room


def _box(name: str, scale: Scale, first: date, last: date) -> Component:
    left, right = scale.at(first), scale.at(last)
    return html.Span(className=name, style={"left": f"{left:.2f}%", "width": f"max({right - left:.2f}%, 5px)"})


def _tick(name: str, scale: Scale, day: date) -> Component:
    return html.Span(className=name, style={"left": f"{scale.at(day):.2f}%"})


def _labels(visit: OpenVisit, scale: Scale, cut: date | None, grace: date | None) -> list[Component]:
    """Name the marks: the day held or the cut above, target and end of grace below where they do not touch."""
    cell = visit.cell
    above = [("Data cut", cut)] if cut else []
    if cell.actual is not None:
        day = "" if cell.actual_day is None else f", day {number(cell.actual_day, 0)}"
        above = [(f"Held {_short(cell.actual)}{day}", cell.actual)]
    below = [(f"Target {_short(cell.target)}", cell.target)] if cell.target else []
    if grace and cell.target and scale.at(grace) - scale.at(cell.target) >= NEAR:
        below.append((f"Overdue to {_short(grace)}", grace))
    return [
        *(_label("vr-label above", scale.at(day), text) for text, day in above),
        *(_label("vr-label below", scale.at(day), text) for text, day in below),
    ]


def _label(name: str, place: float, text: str) -> Component:
    if place < EDGE:
        return html.Span(text, className=name, style={"left": "0"})
    if place > 100 - EDGE:
        return html.Span(text, className=name, style={"right": "0"})
    return html.Span(text, className=f"{name} centred", style={"left": f"{place:.2f}%"})


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"
