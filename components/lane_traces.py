"""Events on lanes as plotly traces: bars, arrow heads, marks with digits and signs, words; one trace a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from components import event_facts, lane_signs, lane_texts, theme
from components.courses import joined
from components.lane_geometry import Band
from components.lane_texts import Text
from components.state import patient_path
from components.theme import Shape
from trial.calendar import MONTH_DAYS
from trial.event_course import BLANK_ENDS, OPEN_ENDS
from trial.lanes import STUB
from trial.safety import SafetyTimeline
from trial.safety_lanes import Mark
from trial.time_axis import TimeAxis

MARK, DIAMOND, RING, HALO = 17, 16, 22, 30
"""Sizes in px: square, diamond of one day, outline of a serious event, ring of the open one."""
BAR = 8
ARROW = 15
DASH = "5px,3px"
HANDLE = 0.035
"""Along a bar a hover finds the event at steps of this share of the axis."""
CLEAR = "rgba(0,0,0,0)"
ACCENT_SOFT = "var(--accent-soft)"


@dataclass(frozen=True, slots=True)
class Placed:
    """One event with the patient's band, its place on both axes, and its hover."""

    band: Band
    mark: Mark
    y: float
    hover: str

    @property
    def colour(self) -> str:
        """The colour of its grade."""
        return theme.MARK if self.mark.event.grade is None else theme.GRADE[self.mark.event.grade]


def change_of(key: str) -> str:
    """Give the change of the address that opens an event."""
    return f"event={quote(key, safe='')}"


def placed(stacked: Sequence[Band], cut: date) -> list[Placed]:
    """Place every event of a page."""
    return [
        Placed(band, mark, band.lane_at(mark.lane), event_facts.hover(
            band.patient.id, mark.event, band.patient.seen, cut, mark.primary))
        for band in stacked for mark in band.patient.marks
    ]  # fmt: skip


class Drawer:
    """Draws the events of one page on one axis."""

    def __init__(self, result: SafetyTimeline, stacked: Sequence[Band]) -> None:
        """Place the events."""
        self._axis, self._open = result.axis, result.open_event
        self._bands, self.events = stacked, placed(stacked, result.cut)

    def x(self, day: float) -> float:
        """Give the place of a day on the axis: months from the anchor, or days of the calendar."""
        return at(self._axis, day)

    def traces(self) -> list[Shape]:
        """Draw everything, from the back to the front."""
        return [
            *self._observed(),
            *self._bars(),
            *self._handles(),
            *self._arrows(),
            *self._edges(),
            *self._opened(),
            *self._serious(),
            *self._marks(),
            *self._words(),
            *self._happened(),
        ]

    def _observed(self) -> list[Shape]:
        own = [(band, band.patient.followed) for band in self._bands]
        spans = [(band.strip, span) for band, span in own if span is not None]
        return self._line("Under observation", spans, theme.LINE_2, 2, "solid")

    def _line(
        self, name: str, spans: Sequence[tuple[float, tuple[float, float]]], colour: str, width: float, dash: str
    ) -> list[Shape]:
        if not spans:
            return []
        return [{
            "type": "scatter", "mode": "lines", "name": name, "hoverinfo": "skip",
            "line": {"color": colour, "width": width, "dash": dash},
            "x": joined((self.x(low), self.x(high)) for _, (low, high) in spans),
            "y": joined((y, y) for y, _ in spans),
        }]  # fmt: skip

    def _bars(self) -> list[Shape]:
        """Draw one trace a grade for what is certain, one for what is only possible or ends on no known day."""
        found: list[Shape] = []
        stub = STUB * (self._axis.high - self._axis.low)
        for colour in dict.fromkeys(one.colour for one in self.events):
            own = [one for one in self.events if one.colour == colour]
            solid = [(one.y, one.mark.course.solid) for one in own if one.mark.course.solid is not None]
            dashed = [(one.y, span) for one in own for span in one.mark.course.dashed]
            dashed += [(one.y, (one.mark.course.last, one.mark.course.last + stub)) for one in own
                       if one.mark.course.end in BLANK_ENDS]  # fmt: skip
            found += self._line("Event", solid, colour, BAR, "solid")
            found += self._line("Event, not certain", dashed, colour, BAR - 2, DASH)
        return found

    def _handles(self) -> list[Shape]:
        """Put clear targets along the bars, so that a hover or a click finds the event anywhere on them."""
        step = HANDLE * (self._axis.high - self._axis.low)
        spots = [(one, one.mark.course.first + step * place) for one in self.events
                 for place in range(1, 1 + int((one.mark.course.last - one.mark.course.first) / step))]  # fmt: skip
        drawn = self._points("Bar", spots, {"size": 14, "color": CLEAR, "line": {"width": 0}}, opens=True)
        hovers = [event_facts.short_hover(one.band.patient.id, one.mark.event) for one, _ in spots]
        return [{**trace, "hovertext": hovers} for trace in drawn]

    def _points(
        self, name: str, spots: Sequence[tuple[Placed, float]], marker: Shape, opens: bool = False
    ) -> list[Shape]:
        if not spots:
            return []
        trace: Shape = {
            "type": "scatter", "mode": "markers", "name": name, "marker": {"opacity": 1, **marker},
            "x": [self.x(day) for _, day in spots], "y": [one.y for one, _ in spots], "cliponaxis": False,
        }  # fmt: skip
        if not opens:
            return [{**trace, "hoverinfo": "skip"}]
        hovers = {"hovertext": [one.hover for one, _ in spots], "hoverinfo": "text"}
        return [{**trace, **hovers, "customdata": [[change_of(one.mark.key)] for one, _ in spots]}]

    def _arrows(self) -> list[Shape]:
        own = [one for one in self.events if one.mark.course.end in OPEN_ENDS and not one.mark.course.beyond]
        return self._points(
            "Ongoing", [(one, one.mark.course.last) for one in own],
            {"symbol": "triangle-right", "size": ARROW, "color": [one.colour for one in own], "line": {"width": 0}},
        )  # fmt: skip

    def _edges(self) -> list[Shape]:
        """Mark what goes on outside the axis."""
        sides = [(one, self._axis.high, "triangle-right-open") for one in self.events if one.mark.course.beyond]
        sides += [(one, self._axis.low, "triangle-left-open") for one in self.events if one.mark.course.before]
        marker: Shape = {
            "symbol": [symbol for *_, symbol in sides], "size": 11, "color": theme.INK_2,
            "line": {"color": theme.INK_2, "width": 1.5},
        }  # fmt: skip
        return self._points("Goes on outside the axis", [(one, day) for one, day, _ in sides], marker)

    def _opened(self) -> list[Shape]:
        own = [one for one in self.events if one.mark.key == self._open][:1]
        marker: Shape = {
            "symbol": [_symbol(one.mark) for one in own], "size": HALO, "color": ACCENT_SOFT,
            "line": {"color": theme.ACCENT, "width": 2.5},
        }  # fmt: skip
        return self._points("Open", [(one, one.mark.course.first) for one in own], marker)

    def _serious(self) -> list[Shape]:
        own = [one for one in self.events if one.mark.event.serious]
        marker: Shape = {
            "symbol": [_symbol(one.mark) for one in own], "size": [_size(one.mark, RING) for one in own],
            "color": theme.SURFACE, "line": {"color": theme.SERIOUS, "width": 2},
        }  # fmt: skip
        return self._points("Serious", [(one, one.mark.course.first) for one in own], marker)

    def _marks(self) -> list[Shape]:
        """Draw marks with their digits; a click opens the record."""
        own = self.events
        marker: Shape = {
            "symbol": [_symbol(one.mark) for one in own], "size": [_size(one.mark, MARK) for one in own],
            "color": [theme.SURFACE if one.mark.event.grade is None else one.colour for one in own],
            "line": {"color": theme.MARK, "width": [1.5 if one.mark.event.grade is None else 0 for one in own]},
        }  # fmt: skip
        found = self._points("Adverse event", [(one, one.mark.course.first) for one in own], marker, opens=True)
        digits = ["?" if one.mark.event.grade is None else str(one.mark.event.grade) for one in own]
        colours = [theme.INK_2 if one.mark.event.grade is None else theme.GRADE_TEXT[one.mark.event.grade]
                   for one in own]  # fmt: skip
        font = {"size": 12, "weight": 700, "color": colours}
        return [{**trace, "mode": "markers+text", "text": digits, "textposition": "middle center", "textfont": font}
                for trace in found]  # fmt: skip

    def _words(self) -> list[Shape]:
        """Write signs and names before the marks, names and ends behind them, and the words of each patient."""
        spots = [text for one in self.events for text in lane_texts.of_mark(one.mark, one.y, self._axis)]
        spots += [text for band in self._bands for text in lane_texts.of_patient(band, self._axis)]
        return self._text("Words", spots)

    def _text(self, name: str, spots: Sequence[Text]) -> list[Shape]:
        if not spots:
            return []
        return [{
            "type": "scatter", "mode": "markers+text", "name": name, "hoverinfo": "skip", "cliponaxis": False,
            "x": [self.x(spot.day) for spot in spots], "y": [spot.y for spot in spots],
            "text": [spot.text for spot in spots],
            "textposition": ["middle left" if spot.before else "middle right" for spot in spots],
            "textfont": {"size": 12, "color": [spot.colour for spot in spots]},
            "marker": {"size": [spot.away for spot in spots], "color": CLEAR, "line": {"width": 0}, "opacity": 1},
        }]  # fmt: skip

    def _happened(self) -> list[Shape]:
        own = [(band, each) for band in self._bands for each in band.patient.happenings]
        if not own:
            return []
        signs = [lane_signs.SIGNS[each.kind] for _, each in own]
        return [{
            "type": "scatter", "mode": "markers", "name": "Happening", "cliponaxis": False,
            "x": [self.x(each.at) for _, each in own], "y": [band.strip for band, _ in own],
            "marker": {
                "symbol": [sign.symbol for sign in signs], "size": [sign.size for sign in signs], "color": theme.INK,
                "opacity": 1, "line": {"color": theme.INK, "width": 1.5},
            },
            "hovertext": [lane_signs.hover(band.patient.id, each.milestone) for band, each in own],
            "hoverinfo": "text", "customdata": [[patient_path(band.patient.id)] for band, _ in own],
        }]  # fmt: skip


def at(axis: TimeAxis, day: float) -> float:
    """Give the place of a day: in months from the anchor, or as it is on the calendar."""
    return round(day, 2) if axis.is_calendar else round(day / MONTH_DAYS, 4)


def _symbol(mark: Mark) -> str:
    return "diamond" if mark.course.one_day else "square"


def _size(mark: Mark, square: int) -> int:
    return square + DIAMOND - MARK if mark.course.one_day else square
