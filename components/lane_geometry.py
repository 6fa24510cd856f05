"""Where the lanes of the safety timeline stand, in px: shared by the figure and the labels beside it."""

from dataclasses import dataclass
from itertools import accumulate

from trial.event_lanes import PatientLanes
from trial.lane_rows import LaneRow, RowKind
from trial.safety import SafetyTimeline

LEFT, RIGHT, BOTTOM = 132, 18, 46
"""Margins of the figure; the labels of the patients stand in the left one."""
HEAD = 26
"""Room above the lanes for the names of the lines."""
TICKS = 18
"""More room where the ticks stand at the top as well."""
RIBBON = 18
"""More room, directly above the lanes, for the names of the periods."""
STRIP = 20
"""The first line of a patient: the time under observation, and what else happened."""
LANE, LANE_NAMED = 20, 22
ABOVE = 7
"""More room on a lane on which a name stands above its bar."""
FOOT = 8
LEAST = 44
LEAST_NAMED = 62
"""A patient's label has two lines, with named events three."""
ROW_LINE, ROW_GAP = 17, 5
"""Rows below the events: a line of them, and the room under a row."""
CURVE, CURVE_EDGE = 44, 5
"""The height of an endpoint's values."""
TALL = 560
"""From this height on the ticks stand at the top as well."""
LEAST_WIDTH = 640
"""A narrower figure scrolls sideways."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row below the events of a patient, in px from the top of all lanes."""

    row: LaneRow
    top: int
    height: int

    def line_at(self, line: int) -> float:
        """Give the height of a line of the row on an axis of px that goes upward from minus the height."""
        return -(self.top + ROW_LINE * (line + 0.5))

    @property
    def note_at(self) -> float:
        """Give the height of the note, the last line."""
        return -(self.top + self.height - ROW_GAP - ROW_LINE / 2)

    def value_at(self, value: float) -> float:
        """Give the height of a value of an endpoint."""
        low, high = self.row.extent
        room = CURVE - 2 * CURVE_EDGE
        return -(self.top + CURVE_EDGE + room * (1 - (value - low) / (high - low) if high > low else 0.5))


@dataclass(frozen=True, slots=True)
class Band:
    """The stretch of one patient, in px from the top of the lanes."""

    patient: PatientLanes
    top: int
    height: int
    tops: tuple[int, ...]
    """Of each line of the band below the strip, counted from the top of the band; the last is the foot."""
    rows: tuple[PlacedRow, ...] = ()

    @property
    def strip(self) -> float:
        """The height of the time under observation, on an axis of px that goes upward from minus the height."""
        return -(self.top + STRIP / 2)

    def lane_at(self, place: int) -> float:
        """Give the height of the bars of a lane on the same axis: the middle of its lower part."""
        low = self.tops[place + 1]
        return -(self.top + low - min(low - self.tops[place], LANE_NAMED) / 2)

    @property
    def stretch(self) -> tuple[float, float]:
        """Foot and top on the same axis."""
        return -(self.top + self.height), -self.top


def bands(result: SafetyTimeline) -> tuple[Band, ...]:
    """Stack the patients of a page."""
    found, top = list[Band](), 0
    for patient in result.lanes:
        tops = _tops(patient, LANE_NAMED if result.named else LANE)
        events = max(tops[-1] + FOOT, LEAST_NAMED if result.named else LEAST)
        rows = _rows(patient, top + events)
        height = events + sum(row.height for row in rows)
        found.append(Band(patient, top, height, tops, rows))
        top += height
    return tuple(found)


def _tops(patient: PatientLanes, lane: int) -> tuple[int, ...]:
    """Stack the lanes; one with a name above a bar is higher by that."""
    high = {mark.lane for mark in patient.marks if mark.above}
    heights = [lane + (ABOVE if place in high else 0) for place in range(patient.lanes)]
    return tuple(accumulate([STRIP, *heights, *([lane] if patient.unplaced else [])]))


def _rows(patient: PatientLanes, top: int) -> tuple[PlacedRow, ...]:
    found = list[PlacedRow]()
    for row in patient.rows:
        body = CURVE if row.kind is RowKind.ENDPOINT and row.points else ROW_LINE * row.lines
        height = body + (ROW_LINE if row.note else 0) + ROW_GAP
        found.append(PlacedRow(row, top, height))
        top += height
    return tuple(found)


def lanes_height(stacked: tuple[Band, ...]) -> int:
    """Give the height of all lanes."""
    return stacked[-1].top + stacked[-1].height if stacked else 0


def top_margin(stacked: tuple[Band, ...]) -> int:
    """Give the room above the lanes."""
    return HEAD + ribbon(stacked) + (TICKS if lanes_height(stacked) >= TALL else 0)


def ribbon(stacked: tuple[Band, ...]) -> int:
    """Give the height of the names of the periods, 0 where no period is drawn."""
    return RIBBON if any(band.patient.bands for band in stacked) else 0


def figure_height(stacked: tuple[Band, ...]) -> int:
    """Give the height of the figure."""
    return top_margin(stacked) + lanes_height(stacked) + BOTTOM
