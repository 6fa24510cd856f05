"""How far visits lie from their targets: a strip for each planned visit, its window as a band, a dot for each day."""

from collections import defaultdict
from math import sqrt

from components.elements import Element, Node, element, sr
from components.visit_cells import visit_change
from trial.subjects import Subject
from trial.visit_offsets import Offset, Offsets
from trial.visits import VisitStatus
from trial.words import NOTHING, counted, number, signed

FURTHEST = 45
"""Days either way that the strip shows at most; what lies further stands at its end, with its days in words."""
MOST_NAMED = 12
"""Patients that a click on one dot can choose."""


def plot(everything: Offsets, each: tuple[Offsets, ...], people: tuple[Subject, ...]) -> Element:
    """Draw the strips on one scale, with median and counts beside each."""
    reach = _reach(each)
    rows = [_row(own, reach, people) for own in each if own.each]
    axis = element("Div", [_tick(day, reach) for day in _ticks(reach)], className="op-axis", aria_hidden="true")
    foot = element("Div", [element("Span"), axis, element("Span")], className="op-row op-foot")
    return element(
        "Div", [*rows, foot], className="op", role="group", aria_label=f"Days from target. {summary(everything)}"
    )


def summary(own: Offsets) -> str:
    """Say direction and size: "2 early, 2 late of 34; median +1 day from target, half between −1 and +2"."""
    if own.median is None or own.lower is None or own.upper is None:
        return "No visit was held on a certain day."
    middle = f"median {_days(own.median)} from target, half between {_days(own.lower)} and {_days(own.upper)}"
    return f"{own.early} early and {own.late} late of {counted(len(own.each), 'visit')}; {middle} days"


def _days(value: float) -> str:
    return signed(value, 0 if value == int(value) else 1)


def _reach(each: tuple[Offsets, ...]) -> int:
    """Give the days either way: as far as windows and visits go, at least 7."""
    edges = [abs(edge) for own in each if own.planned is not None for edge in own.planned.window]
    days = [abs(one.days) for own in each for one in own.each]
    return min(FURTHEST, max([7, *edges, *days]))


def _ticks(reach: int) -> list[int]:
    step = next(step for step in (1, 2, 5, 7, 14) if reach / step <= 4 or step == 14)
    return [day for day in range(-reach, reach + 1) if day % step == 0]


def _at(day: float, reach: int) -> str:
    return f"{50 + 50 * max(-reach, min(reach, day)) / reach:.2f}%"


def _tick(day: int, reach: int) -> Element:
    words = "target" if day == 0 else f"{signed(day, 0)} d"
    return element("Span", words, className="op-tick", style={"left": _at(day, reach)})


def _row(own: Offsets, reach: int, people: tuple[Subject, ...]) -> Element:
    label = "" if own.planned is None else own.planned.label
    low, high = (0, 0) if own.planned is None else own.planned.window
    band = element(
        "Span", className="op-band", style={"left": _at(low, reach), "right": _right(high, reach)}, aria_hidden="true"
    )
    middle = element("Span", className="op-median", style={"left": _at(own.median or 0, reach)}, aria_hidden="true")
    by_day = defaultdict[int, list[Offset]](list)
    for one in own.each:
        by_day[one.days].append(one)
    dots = [_dot(own, day, found, reach, people) for day, found in sorted(by_day.items())]
    track = element("Div", [band, middle, *dots], className="op-track")
    median = NOTHING if own.median is None else _days(own.median)
    off = [text for count, text in ((own.early, "early"), (own.late, "late")) if count]
    beside: list[Node] = [f"{median} d", element("Small", ", ".join(_counts(own)) if off else f"of {len(own.each)}")]
    return element(
        "Div", [element("B", label), track, element("Span", beside, className="op-numbers")], className="op-row"
    )


def _counts(own: Offsets) -> list[str]:
    return [f"{count} {word}" for count, word in ((own.early, "early"), (own.late, "late")) if count] + [
        f"of {len(own.each)}"
    ]


def _right(day: float, reach: int) -> str:
    return f"{50 - 50 * max(-reach, min(reach, day)) / reach:.2f}%"


def _dot(own: Offsets, day: int, found: list[Offset], reach: int, people: tuple[Subject, ...]) -> Element:
    """Make the dot of one day: it opens its one visit, or chooses the patients of several."""
    names = [people[one.cell.subject].id for one in found]
    where = "on target" if day == 0 else f"{number(abs(day), 0)} days {'after' if day > 0 else 'before'} target"
    off = any(one.cell.status is not VisitStatus.IN_WINDOW for one in found)
    label = "" if own.planned is None else own.planned.label
    who = ", ".join(names[:MOST_NAMED]) + (" and more" if len(names) > MOST_NAMED else "")
    words = f"{label}, {where}{', out of window' if off else ''}: {who}"
    change = None
    if len(found) == 1 and own.planned is not None:
        change = visit_change(names[0], own.planned.id)
    elif len(names) <= MOST_NAMED:
        change = f"subjects={','.join(names)}"
    size = min(24, round(8 * sqrt(len(found)) + 2))
    css = f"op-dot{' off' if off else ''}{' beyond' if abs(day) > reach else ''}"
    style = {"left": _at(day, reach), "--size": f"{size}px"}
    return element("Button", sr(words), type="button", className=css, style=style, title=words, data_change=change)
