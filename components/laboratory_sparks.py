"""The small course of one laboratory test or vital sign: values by month between their limits, a shape for each mark.

A picture without text, once for each colour mode; every value stands beside it in the table.
"""

from collections.abc import Iterator, Sequence

from components.sparks import addresses
from components.theme import Palette
from trial.calendar import MONTH_DAYS
from trial.laboratory.card import Result, Series
from trial.laboratory.flags import Mark

WIDTH, HEIGHT, EDGE = 150, 34, 5
SIZE = 3.4
_SHAPES = {
    Mark.HIGH: "M{x:g} {up:g}L{right:g} {down:g}H{left:g}Z",
    Mark.LOW: "M{x:g} {down:g}L{right:g} {up:g}H{left:g}Z",
    Mark.ABNORMAL: "M{x:g} {up:g}L{right:g} {y:g}L{x:g} {down:g}L{left:g} {y:g}Z",
}
"""Outside: a triangle points where the value lies; a diamond where no direction is recorded."""

Spot = tuple[Result, float, float]
"""A result, its day and its value."""


def spark(series: Series, months: tuple[float, float]) -> tuple[str, ...]:
    """Draw a series in every palette, as addresses of pictures; none where no number has a day."""
    spots = [
        (one, float(one.day), one.value) for one in series.results if one.day is not None and one.value is not None
    ]
    if not spots:
        return ()
    sheet = _Sheet(spots, months)
    return addresses(WIDTH, HEIGHT, lambda palette: sheet.parts(palette))


class _Sheet:
    """The paper of one series: its own range of values and limits, the months of the patient."""

    def __init__(self, spots: Sequence[Spot], months: tuple[float, float]) -> None:
        self._spots, self._months = spots, months
        edges = [edge for one, _, _ in spots for edge in one.limits if edge is not None]
        values = [value for _, _, value in spots]
        low, high = min([*values, *edges]), max([*values, *edges])
        room = (high - low) * 0.08 or abs(high) * 0.05 or 1.0
        self._low, self._high = low - room, high + room

    def x(self, day: float) -> float:
        """Give the place of a day."""
        low, high = self._months
        share = (day / MONTH_DAYS - low) / (high - low)
        return round(EDGE + share * (WIDTH - 2 * EDGE), 1)

    def y(self, value: float) -> float:
        """Give the place of a value."""
        return round((self._high - value) / (self._high - self._low) * HEIGHT, 1)

    def parts(self, palette: Palette) -> Iterator[str]:
        """Draw limits, day 0, the line through the values, the values."""
        yield from self._limits(palette)
        if self._months[0] <= 0 <= self._months[1]:
            yield f'<path d="M{self.x(0):g} 0v{HEIGHT}" stroke="{palette.mark}" stroke-dasharray="2 2"/>'
        inside = [(one, self.x(day), self.y(value)) for one, day, value in self._spots if self._is_inside(day)]
        way = "L".join(f"{x:g} {y:g}" for _, x, y in inside)
        yield f'<path d="M{way}" fill="none" stroke="{palette.mark}"/>' if len(inside) > 1 else ""
        for one, x, y in inside:
            yield _mark(one.mark, x, y, palette)

    def _is_inside(self, day: float) -> bool:
        return self._months[0] <= day / MONTH_DAYS <= self._months[1]

    def _limits(self, palette: Palette) -> Iterator[str]:
        """Draw the stretch between the limits from each value to the next, for limits may change with age."""
        starts = [self.x(day) for _, day, _ in self._spots]
        ends = [*starts[1:], float(WIDTH)]
        for (one, _, _), start, end in zip(self._spots, [0.0, *starts[1:]], ends, strict=True):
            low, high = one.limits
            if low is None and high is None:
                continue
            top, foot = 0.0 if high is None else self.y(high), float(HEIGHT) if low is None else self.y(low)
            left, right = max(start, 0.0), min(end, float(WIDTH))
            if right > left:
                place = f'x="{left:g}" y="{top:g}" width="{right - left:g}" height="{max(foot - top, 0):g}"'
                yield f'<rect {place} fill="{palette.line_2}" fill-opacity=".35"/>'


def _mark(mark: Mark, x: float, y: float, palette: Palette) -> str:
    shape = _SHAPES.get(mark)
    if shape is None:
        return f'<circle cx="{x:g}" cy="{y:g}" r="2.2" fill="{palette.ink_2}"/>'
    way = shape.format(x=x, y=y, up=y - SIZE, down=y + SIZE, left=x - SIZE, right=x + SIZE)
    return f'<path d="{way}" fill="{palette.post}" stroke="{palette.post}"/>'
