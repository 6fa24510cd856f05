"""Events on an axis of time as plotly traces: bars, arrow heads, marks with digits, words; one trace a kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from components import happenings, theme
from components.courses import joined
from components.lane_texts import Text
from components.state import patient_path
from components.theme import Shape
from trial.calendar import MONTH_DAYS
from trial.event_course import BLANK_ENDS, OPEN_ENDS
from trial.event_lanes import Happening, Mark
from trial.event_words import grade_digit
from trial.lanes import STUB
from trial.time_axis import TimeAxis

MARK, DIAMOND, RING, HALO = 17, 16, 22, 30
"""Sizes in px: square, diamond of one day, outline of a serious event, ring of the open one."""
BAR = 8
ARROW = 15
DASH = "5px,3px"

Spot = tuple["Placed", float]
"""An event and a day on the axis."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One event with its height, its hover in short and in full, and what a click follows: an address or a change."""

    mark: Mark
    y: float
    short_hover: str
    hover: str
    target: str

    @property
    def colour(self) -> str:
        """The colour of its grade."""
        return theme.grade_colour(self.mark.event.grade)


def change_of(key: str) -> str:
    """Give the change of the address that opens an event."""
    return f"event={quote(key, safe='')}"


def at(axis: TimeAxis, day: float) -> float:
    """Give the place of a day: in months from the anchor, or as it is on the calendar."""
    return round(day, 2) if axis.is_calendar else round(day / MONTH_DAYS, 4)


class Drawer:
    """Draws events on one axis."""

    def __init__(self, axis: TimeAxis, events: Sequence[Placed]) -> None:
        """Take the events in the order in which they lie over one another."""
        self._axis, self.events = axis, events

    def x(self, day: float) -> float:
        """Give the place of a day on the axis."""
        return at(self._axis, day)

    def line(
        self, name: str, spans: Sequence[tuple[float, tuple[float, float]]], colour: str, width: float, dash: str
    ) -> list[Shape]:
        """Draw stretches of days at their heights."""
        if not spans:
            return []
        return [{
            "type": "scatter", "mode": "lines", "name": name, "hoverinfo": "skip",
            "line": {"color": colour, "width": width, "dash": dash},
            "x": joined((self.x(low), self.x(high)) for _, (low, high) in spans),
            "y": joined((y, y) for y, _ in spans),
        }]  # fmt: skip

    def points(self, name: str, spots: Sequence[Spot], marker: Shape, opens: bool = False) -> list[Shape]:
        """Draw marks; those that open something say on a hover what."""
        if not spots:
            return []
        trace: Shape = {
            "type": "scatter", "mode": "markers", "name": name, "marker": {"opacity": 1, **marker},
            "x": [self.x(day) for _, day in spots], "y": [one.y for one, _ in spots], "cliponaxis": False,
        }  # fmt: skip
        if not opens:
            return [{**trace, "hoverinfo": "skip"}]
        hovers = {"hovertext": [one.hover for one, _ in spots], "hoverinfo": "text"}
        return [{**trace, **hovers, "customdata": [[one.target] for one, _ in spots]}]

    def bars(self) -> list[Shape]:
        """Draw one trace a grade for what is certain, one for what is only possible or ends on no known day."""
        found: list[Shape] = []
        stub = STUB * (self._axis.high - self._axis.low)
        for colour in dict.fromkeys(one.colour for one in self.events):
            own = [one for one in self.events if one.colour == colour]
            solid = [(one.y, one.mark.course.solid) for one in own if one.mark.course.solid is not None]
            dashed = [(one.y, span) for one in own for span in one.mark.course.dashed]
            dashed += [(one.y, (one.mark.course.last, one.mark.course.last + stub)) for one in own
                       if one.mark.course.end in BLANK_ENDS]  # fmt: skip
            found += self.line("Event", solid, colour, BAR, "solid")
            found += self.line("Event, not certain", dashed, colour, BAR - 2, DASH)
        return found

    def arrows(self) -> list[Shape]:
        """Draw the heads of events that go on."""
        own = [one for one in self.events if one.mark.course.end in OPEN_ENDS and not one.mark.course.beyond]
        return self.points(
            "Ongoing", [(one, one.mark.course.last) for one in own],
            {"symbol": "triangle-right", "size": ARROW, "color": [one.colour for one in own], "line": {"width": 0}},
        )  # fmt: skip

    def edges(self) -> list[Shape]:
        """Mark what goes on outside the axis."""
        sides = [(one, self._axis.high, "triangle-right-open") for one in self.events if one.mark.course.beyond]
        sides += [(one, self._axis.low, "triangle-left-open") for one in self.events if one.mark.course.before]
        marker: Shape = {
            "symbol": [symbol for *_, symbol in sides], "size": 11, "color": theme.INK_2,
            "line": {"color": theme.INK_2, "width": 1.5},
        }  # fmt: skip
        return self.points("Goes on outside the axis", [(one, day) for one, day, _ in sides], marker)

    def opened(self, key: str | None) -> list[Shape]:
        """Draw a halo behind the event that is open."""
        own = [one for one in self.events if one.mark.key == key][:1]
        marker: Shape = {
            "symbol": [_symbol(one.mark) for one in own], "size": HALO, "color": theme.ACCENT_SOFT,
            "line": {"color": theme.ACCENT, "width": 2.5},
        }  # fmt: skip
        return self.points("Open", [(one, one.mark.course.first) for one in own], marker)

    def serious(self) -> list[Shape]:
        """Draw the outlines of serious events."""
        own = [one for one in self.events if one.mark.event.serious]
        marker: Shape = {
            "symbol": [_symbol(one.mark) for one in own], "size": [_size(one.mark, RING) for one in own],
            "color": theme.SURFACE, "line": {"color": theme.SERIOUS, "width": 2},
        }  # fmt: skip
        return self.points("Serious", [(one, one.mark.course.first) for one in own], marker)

    def marks(self) -> list[Shape]:
        """Draw marks with their digits; a click opens the record."""
        own = self.events
        marker: Shape = {
            "symbol": [_symbol(one.mark) for one in own], "size": [_size(one.mark, MARK) for one in own],
            "color": [theme.SURFACE if one.mark.event.grade is None else one.colour for one in own],
            "line": {"color": theme.MARK, "width": [1.5 if one.mark.event.grade is None else 0 for one in own]},
        }  # fmt: skip
        found = self.points("Adverse event", [(one, one.mark.course.first) for one in own], marker, opens=True)
        colours = [theme.INK_2 if one.mark.event.grade is None else theme.GRADE_TEXT[one.mark.event.grade]
                   for one in own]  # fmt: skip
        texts = {
            "mode": "markers+text", "text": [grade_digit(one.mark.event.grade) for one in own],
            "textposition": "middle center", "textfont": {"size": 12, "weight": 700, "color": colours},
        }  # fmt: skip
        return [{**trace, **texts} for trace in found]

    def words(self, texts: Sequence[Text]) -> list[Shape]:
        """Write texts beside their days."""
        if not texts:
            return []
        return [{
            "type": "scatter", "mode": "markers+text", "name": "Words", "hoverinfo": "skip", "cliponaxis": False,
            "x": [self.x(text.day) for text in texts], "y": [text.y for text in texts],
            "text": [text.text for text in texts],
            "textposition": ["middle left" if text.before else "middle right" for text in texts],
            "textfont": {"size": 12, "color": [text.colour for text in texts]},
            "marker": {"size": [text.away for text in texts], "color": theme.CLEAR, "line": {"width": 0}, "opacity": 1},
        }]  # fmt: skip

    def happened(self, own: Iterable[tuple[str, float, Happening]]) -> list[Shape]:
        """Draw the signs of happenings, given with patient and height; a click opens the patient."""
        listed = list(own)
        if not listed:
            return []
        signs = [happenings.SIGNS[each.kind] for _, _, each in listed]
        return [{
            "type": "scatter", "mode": "markers", "name": "Happening", "cliponaxis": False,
            "x": [self.x(each.at) for _, _, each in listed], "y": [y for _, y, _ in listed],
            "marker": happenings.marker(signs),
            "hovertext": [happenings.hover(patient, each.milestone) for patient, _, each in listed],
            "hoverinfo": "text", "customdata": [[patient_path(patient)] for patient, _, _ in listed],
        }]  # fmt: skip


def _symbol(mark: Mark) -> str:
    return "diamond" if mark.course.one_day else "square"


def _size(mark: Mark, square: int) -> int:
    return square + DIAMOND - MARK if mark.course.one_day else square
