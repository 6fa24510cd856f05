"""Sizes of the small multiples and of the overlay in px, shared by the figures and the labels beside them."""

LABELS = 104
"""Width of the column of patients, left of the first panel."""
GUTTER = 48
"""Room left of each panel for ticks and for the words Pre, Post, Change."""
RIGHT = 14
TITLES = 44
"""The names of the endpoints, which stay in sight while the rows scroll."""
TOP, BOTTOM = TITLES + 36, 46
ABOVE, NUMBERS = 16, 56
"""Of one patient: room for marks above the panel, three lines of numbers below it."""
PLOT, TALLEST_PLOT = 72, 240
"""Height of a panel; of the panel where there is room for more."""
COLUMN_PLOTS = {1: 110, 2: 88}
"""Height of a panel where there are so few endpoints."""
SCREEN = 480
"""Height that rows may fill without scrolling on the smallest screen."""
NUMBERS_MIDDLE = 29
"""From the foot of the panel to the middle of its three lines of numbers."""
LEAST_PANEL = 172
"""A panel narrower than this cannot hold its numbers; the figure then scrolls sideways."""
LEAST_CARD = 1054
"""Width of the figure on the smallest screen."""
SLOPE_END, INTERVAL_END, COUNT_END = 41, 139, 174
"""Right edges of the three columns of numbers, from the left edge of the panel."""

OVERLAY_TOP, OVERLAY_HEAD, OVERLAY_LEFT, OVERLAY_RIGHT, OVERLAY_BOTTOM = 58, 84, 56, 80, 46
"""Room around the panels of an overlay: above the first, between two rows, ticks left, names of lines right, months."""
OVERLAY_PANEL, OVERLAY_ONLY_PANEL = 270, 460
"""Height of a panel of an overlay; of the only one."""
LEAST_OVERLAY = 340
"""A panel of an overlay is at least so wide."""


def row_height(rows: int, columns: int) -> int:
    """Give the height of one patient: few patients or endpoints get taller panels."""
    room = (SCREEN - TOP - BOTTOM) // max(rows, 1) - ABOVE - NUMBERS
    return ABOVE + min(max(PLOT, COLUMN_PLOTS.get(columns, PLOT), room), TALLEST_PLOT) + NUMBERS


def panels_height(rows: int, columns: int) -> int:
    """Give the height of a figure of small multiples."""
    return TOP + rows * row_height(rows, columns) + BOTTOM


def number_places(columns: int) -> tuple[float, float, float]:
    """Give the right edges of slope, interval and count as shares of the panel, close together also in a wide one."""
    width = max((LEAST_CARD - LABELS) / columns - GUTTER - RIGHT, COUNT_END + 1)
    return SLOPE_END / width, INTERVAL_END / width, COUNT_END / width


def panels_width(columns: int) -> int:
    """Give the least width of a figure of small multiples."""
    return LABELS + columns * (GUTTER + LEAST_PANEL + RIGHT)


def overlay_shape(panels: int) -> tuple[int, int]:
    """Give rows and columns of the panels of an overlay."""
    columns = min(panels, 2)
    return -(-panels // max(columns, 1)), columns


def overlay_panel(panels: int) -> int:
    """Give the height of each panel of an overlay."""
    return OVERLAY_ONLY_PANEL if panels == 1 else OVERLAY_PANEL


def overlay_height(panels: int) -> int:
    """Give the height of an overlay."""
    rows = overlay_shape(panels)[0]
    return OVERLAY_TOP + rows * overlay_panel(panels) + (rows - 1) * OVERLAY_HEAD + OVERLAY_BOTTOM


def overlay_width(panels: int) -> int:
    """Give the least width of an overlay."""
    return overlay_shape(panels)[1] * (OVERLAY_LEFT + LEAST_OVERLAY + OVERLAY_RIGHT)


def panel_domains(columns: int) -> list[tuple[float, float]]:
    """Share the width of the small multiples among their columns."""
    inner = panels_width(columns) - LABELS - GUTTER - RIGHT
    return column_domains(columns, (GUTTER + RIGHT) / inner if columns > 1 else 0.0)


def column_domains(columns: int, gutter: float) -> list[tuple[float, float]]:
    """Share the width among columns with `gutter` (a share of the width) between them."""
    width = (1 - gutter * (columns - 1)) / columns
    return [(place * (width + gutter), place * (width + gutter) + width) for place in range(columns)]
