"""Panels side by side for the figures of the view Group, one an endpoint, with room for names left of each."""

from collections.abc import Sequence

from components.theme import INK_3, Shape, escaped, note, synthetic_note
from trial.across import Across, GroupColumn

WIDTH = 1_000
"""Width in px that the shares are reckoned for: between a projector's and a large screen's."""
LETTER = 7.4
LEAST_ROOM, MOST_ROOM = 44, 120
TOP, DOTS_BOTTOM = 46, 64
ROW, TIGHT_ROW = 26, 15
MOST_WIDE, MOST_TIGHT = 16, 48
"""Patients whose rows are as high as a line of text, and patients who have a name at all."""
MOST_HEIGHT = 640


def room(names: Sequence[str]) -> float:
    """Give the px that the longest of these names needs left of a panel."""
    longest = max(map(len, names), default=0)
    return min(max(longest * LETTER + 14, LEAST_ROOM), MOST_ROOM)


def domains(count: int, gap: float) -> list[tuple[float, float]]:
    """Give the share of the width of each of `count` panels, `gap` px apart; up to two stay as wide as of three."""
    share, shown = gap / WIDTH, max(count, 3 if count < 3 else count)
    wide = (1 - share * (shown - 1)) / shown
    return [(place * (wide + share), place * (wide + share) + wide) for place in range(count)]


def axis(place: int) -> str:
    """Give the number of a panel's axes as plotly writes it."""
    return "" if place == 0 else str(place + 1)


def dots_height(result: Across) -> int:
    """Give the height of the figure of individual changes: a row a patient and one for the mean."""
    rows = max((len(column.patients) for column in result.columns), default=0) + 2
    row = ROW if rows <= MOST_WIDE else TIGHT_ROW
    return min(rows * row, MOST_HEIGHT) + TOP + DOTS_BOTTOM


def title(column: GroupColumn, left: float, text: str) -> list[Shape]:
    """Write the endpoint and what is counted above its panel."""
    look: Shape = {"xanchor": "left", "yanchor": "bottom"}
    unit = f"<span style='font-size:12px;color:{INK_3}'>{escaped(text)}</span>"
    return [
        note(f"<b>{escaped(column.label)}</b><br>{unit}", left, 1, **look, yshift=4, font={"size": 14}, align="left")
    ]


def synthetic(is_synthetic: bool, shift: float) -> list[Shape]:
    """Give the mark of synthetic data below the titles of the axes."""
    return [{**mark, "yshift": -42} for mark in synthetic_note(is_synthetic, shift)]


def shown_range(values: Sequence[float], least: float) -> tuple[float, float]:
    """Give a range that holds these values with a margin, at least `least` wide."""
    low, high = min(values), max(values)
    margin = max(0.07 * (high - low), (least - (high - low)) / 2, 1e-9)
    return low - margin, high + margin
