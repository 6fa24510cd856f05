"""Lanes: events that lie at the same time stand under one another, as few lanes as that needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trial.event_course import BLANK_ENDS, OPEN_ENDS, EventCourse

MARK = 0.030
"""Width of an event's mark as a share of the axis, on the narrowest screen on which nothing may touch."""
RING = 0.008
"""What the outline of a serious event adds on either side of its mark."""
ARROW = 0.020
LETTER = 0.0108
GAP = 0.006
STUB = 0.028
"""Length of the stub that stands for an end of which no day is known."""
SHORTEST = 6
"""Letters below which a shortened name says nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is written beside an event: signs before its mark, its name, and how it ends."""

    signs: str
    name: str
    end: str


@dataclass(frozen=True, slots=True)
class Room:
    """What an event takes on its lane, in shares of the axis, and the texts that fit around it."""

    low: float
    high: float
    before: str = ""
    above: str = ""
    behind: str = ""


def room(one: EventCourse, axis: tuple[float, float], words: Words) -> Room:
    """Find room for an event and its words.

    How it ends stands behind the end. The name stands there as well; else above the bar if that is long enough; else
    before the mark; else shortened on the wider side, or not at all.
    """
    span = axis[1] - axis[0]
    start, end = ((day - axis[0]) / span for day in (one.first, one.last))
    half = MARK / 2 + (RING if words.signs else 0)
    low = start - half - LETTER * len(words.signs)
    high = max(end + _tail(one), start + half)
    ending = words.end if high + _width(words.end) <= 1 else ""
    whole = ", ".join(filter(None, (words.name, ending)))
    if high + _width(whole) <= 1:
        return Room(low, high + _width(whole), behind=whole)
    found = Room(low, high + _width(ending), behind=ending)
    if end - start >= half + _width(words.name):
        return replace(found, above=words.name)
    if low - _width(words.name) >= 0:
        return replace(found, low=low - _width(words.name), before=words.name)
    return _shortened(found, words.name)


def _shortened(found: Room, name: str) -> Room:
    """Cut a name to the room on the wider side of an event."""
    is_behind = 1 - found.high >= found.low
    letters = int((max(1 - found.high, found.low) - GAP) / LETTER) - (2 if found.behind and is_behind else 0)
    if letters < SHORTEST:
        return found
    short = name if len(name) <= letters else f"{name[: letters - 1].rstrip(' ,')}…"
    if is_behind:
        whole = ", ".join(filter(None, (short, found.behind)))
        return replace(found, high=found.high + _width(whole) - _width(found.behind), behind=whole)
    return replace(found, low=found.low - _width(short), before=short)


def _width(text: str) -> float:
    return GAP + LETTER * len(text) if text else 0.0


def _tail(one: EventCourse) -> float:
    if one.end in OPEN_ENDS or one.beyond:
        return ARROW / 2
    return STUB if one.end in BLANK_ENDS else 0.0


def packed(rooms: Sequence[tuple[float, float]]) -> list[int]:
    """Give each stretch the first lane on which it touches nothing, in the order given."""
    lanes: list[list[tuple[float, float]]] = []
    places = []
    for low, high in rooms:
        place = next((lane for lane, taken in enumerate(lanes) if _is_free(taken, low, high)), len(lanes))
        if place == len(lanes):
            lanes.append([])
        lanes[place].append((low, high))
        places.append(place)
    return places


def _is_free(taken: Sequence[tuple[float, float]], low: float, high: float) -> bool:
    return all(high + GAP <= start or low >= end + GAP for start, end in taken)
