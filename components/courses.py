"""Courses as plotly traces: points, lines over their own days, bands cut to their panel, joined with gaps.

A *panel* is where one course stands: an x axis of months, a y axis, and the stretch of that y axis which holds the
values. Several panels may share one pair of axes, stacked; each kind of mark is then one trace over all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from components import happenings, point_words, theme
from components.theme import Shape, escaped
from trial.milestones import Milestone
from trial.pairs import FittedLine, Pair, PairPoint
from trial.slopes import INTERVAL_DAYS

Coordinates = list[float | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """Axes ("x2", "y2"), the range of values drawn, and the y coordinates at which that range begins and ends."""

    x: str
    y: str
    extent: tuple[float, float]
    stretch: tuple[float, float]

    def height(self, value: float) -> float:
        """Give the y coordinate of a value."""
        return self.heights((value,))[0]

    def heights(self, values: Iterable[float]) -> list[float]:
        """Give the y coordinates of several values."""
        (low, high), (foot, top) = self.extent, self.stretch
        scale = (top - foot) / (high - low)
        return [round(foot + (value - low) * scale, 5) for value in values]


class Edges(Protocol):
    """What can be drawn as a line with a band: its middle and its edges at each of `months`."""

    @property
    def months(self) -> tuple[float, ...]:
        """Months from the anchor."""

    @property
    def mean(self) -> tuple[float, ...]:
        """The line."""

    @property
    def lower(self) -> tuple[float, ...]:
        """The lower edge."""

    @property
    def upper(self) -> tuple[float, ...]:
        """The upper edge."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A course in its panel, with the words that its marks need; `patient`, `endpoint` and `unit` as in the data."""

    pair: Pair
    panel: Panel
    patient: str
    path: str
    """Address of the patient, followed on a click."""
    endpoint: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Period:
    """How the time before or after the anchor is drawn; told apart by word and dash as well as by colour."""

    name: str
    line: str
    text: str
    band: str
    dash: str
    fitted: Callable[[Pair], FittedLine]


PRE = Period("Pre", theme.PRE, theme.PRE_INK, theme.PRE_BAND, theme.PRE_DASH, lambda pair: pair.pre)
POST = Period("Post", theme.POST, theme.POST_INK, theme.POST_BAND, theme.POST_DASH, lambda pair: pair.post)
PERIODS = (PRE, POST)
UNSURE_DASH = "2px,3px"
"""Dash of a line through 2 points, which has no interval."""


def joined(parts: Iterable[Sequence[float]]) -> Coordinates:
    """Put several runs of coordinates one after another with a gap between any two."""
    found: Coordinates = []
    for part in parts:
        if found:
            found.append(None)
        found.extend(part)
    return found


def line_in(panel: Panel, line: Edges) -> tuple[list[float], list[float]]:
    """Give months and heights of a line over its own days, cut where it leaves the extent; empty if it never enters."""
    first, last, start, end = line.months[0], line.months[-1], line.mean[0], line.mean[-1]
    (low, high), enter, leave = panel.extent, 0.0, 1.0
    if start != end:
        edges = sorted(((low - start) / (end - start), (high - start) / (end - start)))
        enter, leave = max(0.0, edges[0]), min(1.0, edges[1])
    if enter >= leave or (start == end and not low <= start <= high):
        return [], []
    shares = (enter, leave)
    return (
        [round(first + share * (last - first), 4) for share in shares],
        panel.heights(start + share * (end - start) for share in shares),
    )


def band_in(panel: Panel, line: Edges) -> tuple[list[float], list[float]]:
    """Give the outline of a band, cut to the extent: forward along the upper edge, back along the lower."""
    (low, high), (foot, top) = panel.extent, panel.stretch
    months = np.array(line.months).round(4).tolist()
    around = np.array((*line.upper, *line.lower[::-1])).clip(low, high)
    return months + months[::-1], (foot + (around - low) * ((top - foot) / (high - low))).round(5).tolist()


def _axes(placed: Sequence[Placed]) -> Shape:
    return {"type": "scatter", "xaxis": placed[0].panel.x, "yaxis": placed[0].panel.y}


def lines(placed: Sequence[Placed], period: Period, unsure: bool = False) -> list[Shape]:
    """Draw the lines of one period; `unsure` takes those through 2 points, which have no interval."""
    runs = []
    for one in placed:
        fitted = period.fitted(one.pair)
        if fitted.months and (fitted.line.n < INTERVAL_DAYS) == unsure:
            runs.append(line_in(one.panel, fitted))
    runs = [run for run in runs if run[0]]
    if not runs:
        return []
    style = {"color": period.line, "width": 1.5 if unsure else 3, "dash": UNSURE_DASH if unsure else period.dash}
    name = f"{period.name} line through 2 points, no interval" if unsure else f"{period.name} line"
    return [{
        **_axes(placed), "name": name, "mode": "lines", "line": style, "hoverinfo": "skip",
        "x": joined(run[0] for run in runs), "y": joined(run[1] for run in runs),
    }]  # fmt: skip


def bands(placed: Sequence[Placed], period: Period) -> list[Shape]:
    """Draw the 95 % bands of one period."""
    outlines = [band_in(one.panel, period.fitted(one.pair)) for one in placed if period.fitted(one.pair).lower]
    if not outlines:
        return []
    return [{
        **_axes(placed), "name": f"{period.name} 95 % band", "mode": "lines", "line": {"width": 0}, "fill": "toself",
        "fillcolor": period.band, "hoverinfo": "skip",
        "x": joined(outline[0] for outline in outlines), "y": joined(outline[1] for outline in outlines),
    }]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PointKind:
    """One kind of point: which points it takes and its marker."""

    name: str
    takes: Callable[[PairPoint], bool]
    marker: Shape


def _circle(fill: str, edge: str, width: float) -> Shape:
    return {"symbol": "circle", "size": 8, "color": fill, "line": {"color": edge, "width": width}}


POINT_KINDS = (
    PointKind(
        "Not used",
        lambda point: not point.used,
        {"symbol": "square-open", "size": 7, "color": theme.MARK, "line": {"color": theme.MARK, "width": 1.5}},
    ),
    PointKind(
        "Unclear equation",
        lambda point: point.used and point.equation is not None,
        {"symbol": "diamond-open", "size": 9, "color": theme.INK_2, "line": {"color": theme.INK_2, "width": 1.75}},
    ),
    PointKind(
        "Old record, used by choice",
        lambda point: point.used and point.is_old and point.equation is None,
        {"symbol": "square", "size": 8, "color": theme.INK_2, "line": {"color": theme.SURFACE, "width": 1.25}},
    ),
    PointKind(
        "Outside its visit window",
        lambda point: point.used and not point.in_window and not point.is_old and point.equation is None,
        _circle(theme.SURFACE, theme.INK_2, 1.75),
    ),
    PointKind(
        "Point",
        lambda point: point.used and point.in_window and not point.is_old and point.equation is None,
        _circle(theme.INK_2, theme.SURFACE, 1.25),
    ),
)
"""From the back to the front."""


def points(placed: Sequence[Placed]) -> list[Shape]:
    """Draw all points: used, of another equation, outside their window, not used; a click opens the patient."""
    return [trace for kind in POINT_KINDS for trace in _points(placed, kind)]


def _points(placed: Sequence[Placed], kind: PointKind) -> list[Shape]:
    taken = [(one, [point for point in one.pair.points if kind.takes(point)]) for one in placed]
    if not any(own for _, own in taken):
        return []
    return [{
        **_axes(placed), "name": kind.name, "mode": "markers", "marker": kind.marker,
        "x": [round(point.month, 4) for _, own in taken for point in own],
        "y": [height for one, own in taken for height in one.panel.heights(point.value for point in own)],
        "hovertext": [text for one, own in taken for text in _hovers(one, own)], "hoverinfo": "text",
        "customdata": [[one.path] for one, own in taken for _ in own],
    }]  # fmt: skip


def _hovers(one: Placed, own: Iterable[PairPoint]) -> list[str]:
    head, unit = point_words.head(one.patient, one.endpoint), escaped(one.unit)
    return ["<br>".join([head, *point_words.point_lines(point, unit, one.decimals)]) for point in own]


def not_done(placed: Sequence[Placed]) -> list[Shape]:
    """Draw a thin cross at the foot of the panel for each assessment that was not done."""
    own = [(one, each) for one in placed for each in one.pair.missing if each.month is not None]
    if not own:
        return []
    heads = [point_words.head(one.patient, one.endpoint) for one, _ in own]
    return [{
        **_axes(placed), "name": "Not done", "mode": "markers",
        "marker": {"symbol": "x-thin", "size": 7, "line": {"color": theme.INK_3, "width": 1.75}},
        "x": [round(each.month or 0.0, 4) for _, each in own], "y": [_above_foot(one.panel) for one, _ in own],
        "hovertext": [
            "<br>".join([head, *point_words.missing_lines(each)]) for head, (_, each) in zip(heads, own, strict=True)
        ],
        "hoverinfo": "text", "customdata": [[one.path] for one, _ in own],
    }]  # fmt: skip


def _above_foot(panel: Panel) -> float:
    foot, top = panel.stretch
    return round(foot + 0.08 * (top - foot), 5)


def marks(placed: Sequence[tuple[Placed, Sequence[Milestone]]], lift: float) -> list[Shape]:
    """Draw happenings above their panels; `lift` is how far above the top, in y coordinates."""
    own = [(one, mark) for one, each in placed for mark in each if mark.month is not None]
    if not own:
        return []
    return [{
        **_axes([one for one, _ in own]), "name": "Happening", "mode": "markers",
        "marker": happenings.marker([happenings.sign_of(mark) for _, mark in own]),
        "x": [round(mark.month or 0.0, 4) for _, mark in own],
        "y": [round(one.panel.stretch[1] + lift, 5) for one, _ in own],
        "hovertext": [happenings.hover(one.patient, mark) for one, mark in own],
        "hoverinfo": "text", "customdata": [[one.path] for one, _ in own],
    }]  # fmt: skip
