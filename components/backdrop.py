"""What lies behind courses: months, grid, foot of each panel, anchor, data cut and the time after it.

Everything of one kind on one pair of axes is a single shape: many panels cost no more than one.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from components import theme
from components.courses import Panel
from components.theme import Shape, escaped
from trial.words import inner

STEPS = ((1.5, 0.25), (3.0, 0.5), (8.0, 1.0), (30.0, 3.0), (60.0, 6.0), (120.0, 12.0))
"""Up to so many months on an axis, ticks stand so many months apart."""
LONGEST_STEP = 60.0

Straight = tuple[float, float, float, float]


def month_step(months: tuple[float, float]) -> float:
    """Give the distance of ticks on an axis of months: 3 on the usual range, less when zoomed in."""
    span = months[1] - months[0]
    return next((step for limit, step in STEPS if span <= limit), LONGEST_STEP)


def month_ticks(months: tuple[float, float]) -> list[float]:
    """Give the months at which an axis has ticks."""
    step = month_step(months)
    first = int(-(-months[0] // step))
    return [round(place * step, 4) for place in range(first, int(months[1] // step) + 1)]


def months_axis(months: tuple[float, float], anchor_label: str = "") -> Shape:
    """Give the one x axis of months from the anchor; its title stands only where the anchor is named."""
    return {
        "range": list(months),
        "dtick": month_step(months),
        "tick0": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": theme.LINE_2,
        "tickfont": {"size": 13, "color": theme.INK_2},
        "title": {
            "text": escaped(f"Months from {inner(anchor_label)}") if anchor_label else "",
            "font": {"size": 13, "color": theme.INK_2},
            "standoff": 6,
        },
    }


def segments_path(segments: Iterable[Straight]) -> str:
    """Write straight lines (x0, y0, x1, y1) as one path."""
    return "".join(f"M{x0:.4f},{y0:.4f}L{x1:.4f},{y1:.4f}" for x0, y0, x1, y1 in segments)


def boxes_path(boxes: Iterable[Straight]) -> str:
    """Write boxes (x0, y0, x1, y1) as one path."""
    return "".join(
        f"M{x0:.4f},{y0:.4f}L{x1:.4f},{y0:.4f}L{x1:.4f},{y1:.4f}L{x0:.4f},{y1:.4f}Z" for x0, y0, x1, y1 in boxes
    )


def path_shape(panel: Panel, name: str, path: str, line: Shape, fill: str | None = None) -> list[Shape]:
    """Give a path on the axes of a panel, below the data; nothing for an empty path."""
    if not path:
        return []
    shape: Shape = {
        "type": "path", "name": name, "path": path, "xref": panel.x, "yref": panel.y, "layer": "below", "line": line,
    }  # fmt: skip
    return [{**shape, "fillcolor": fill} if fill else shape]


def backdrop(
    panels: Sequence[tuple[Panel, float | None]],
    months: tuple[float, float],
    ticks: Sequence[Sequence[float]],
) -> list[Shape]:
    """Draw what lies behind the panels of one pair of axes.

    `panels` come with the month of their data cut (None: none on this axis); `ticks` are the values of each panel's
    horizontal lines. Upright lines stand at the ticks of the months except 0, where the line of the anchor is.
    """
    low, high = months
    shared = panels[0][0]
    cuts = [(max(cut, low), panel) for panel, cut in panels if cut is not None and cut < high]
    across = (
        (low, panel.height(tick), high, panel.height(tick))
        for (panel, _), own in zip(panels, ticks, strict=True)
        for tick in own
    )
    grid = chain(across, *(_uprights(panel, (m for m in month_ticks(months) if m)) for panel, _ in panels))
    feet = ((low, panel.stretch[0], high, panel.stretch[0]) for panel, _ in panels)
    ends = chain(*(_uprights(panel, [cut]) for cut, panel in cuts if cut > low))
    anchors = chain(*(_uprights(panel, [0.0]) for panel, _ in panels if low <= 0 <= high))
    future = ((cut, panel.stretch[0], high, panel.stretch[1]) for cut, panel in cuts)
    return [
        *path_shape(shared, "After the data cut", boxes_path(future), {"width": 0}, theme.FUTURE),
        *path_shape(shared, "Grid", segments_path(grid), {"color": theme.LINE, "width": 1}),
        *path_shape(shared, "Foot", segments_path(feet), {"color": theme.LINE_2, "width": 1}),
        *path_shape(shared, "Data cut", segments_path(ends), {"color": theme.INK_3, "width": 1.25}),
        *path_shape(shared, "Anchor", segments_path(anchors), {"color": theme.INK, "width": 1.5, "dash": "4px,3px"}),
    ]


def _uprights(panel: Panel, months: Iterable[float]) -> list[Straight]:
    return [(month, panel.stretch[0], month, panel.stretch[1]) for month in months]
