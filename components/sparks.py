"""The small figure of one endpoint in a row: a picture without text, once for each colour mode.

The numbers stand beside it as text, so it has no words of its own. Colours are values, since the browser resolves no
names inside a picture; the style sheet shows the one of the present mode.
"""

from collections.abc import Callable, Iterable, Iterator

from components.elements import Element, element
from components.theme import PALETTES, Palette
from trial.courses import Course, Segment, SlopeCell
from trial.slopes import Line

WIDTH, HEIGHT = 104, 40
POINT, LINE, LINE_OF_TWO = 3.4, 2.4, 1.2
"""Diameter of a point; width of a line with an interval, and of one through two days, which has none."""
POST_DASH = "5 2.5"
_ENCODED = (('"', "'"), ("<", "%3C"), (">", "%3E"), ("#", "%23"))

Range = tuple[float, float]


class Sheet:
    """The paper of all pictures of one endpoint: months across, change upwards, the same for all patients."""

    def __init__(self, months: Range, extent: Range) -> None:
        """Take the two ranges."""
        self._left, self._across = months[0], WIDTH / (months[1] - months[0])
        self._top, self._down = extent[1], HEIGHT / (extent[1] - extent[0])

    def x(self, month: float) -> float:
        """Give the place of a month."""
        return round((month - self._left) * self._across, 1)

    def y(self, change: float) -> float:
        """Give the place of a change."""
        return round((self._top - change) * self._down, 1)

    def points(self, course: Course) -> str:
        """Write the points as one path of dots."""
        pairs = zip(course.months, course.changes, strict=True)
        return "".join(f"M{self.x(month):g} {self.y(change):g}h0" for month, change in pairs)

    def line(self, segment: Segment) -> str:
        """Write a line as a path."""
        (first, last), (start, end) = segment.months, segment.changes
        return f"M{self.x(first):g} {self.y(start):g}L{self.x(last):g} {self.y(end):g}"


def drawing(sheet: Sheet, cell: SlopeCell, end: float | None, has_left: bool) -> tuple[str, ...]:
    """Draw one course in every palette, as addresses. `end` is the month of the end of follow-up."""
    last = None if end is None else sheet.x(end)
    return addresses(WIDTH, HEIGHT, lambda palette: _parts(sheet, cell, last, has_left, palette))


def _parts(sheet: Sheet, cell: SlopeCell, last: float | None, has_left: bool, palette: Palette) -> Iterator[str]:
    course = cell.course
    if last is not None:
        yield f'<rect width="{max(last, 0):g}" height="{HEIGHT}" fill="{palette.sunken}"/>'
        yield _path(f"M{last:g} 0v{HEIGHT}", palette.ink_2 if has_left else palette.line_2, 1.5 if has_left else 1)
    yield _path(f"M{sheet.x(0):g} 0v{HEIGHT}", palette.mark, 1, 'stroke-dasharray="2 2"')
    yield _path(sheet.points(course), palette.mark, POINT, 'stroke-linecap="round"')
    if course.pre is not None:
        yield _path(sheet.line(course.pre), palette.pre, _width(cell.pre))
    if course.post is not None:
        yield _path(sheet.line(course.post), palette.post, _width(cell.post), f'stroke-dasharray="{POST_DASH}"')


def _path(way: str, colour: str, width: float, more: str = "") -> str:
    return f'<path d="{way}" stroke="{colour}" stroke-width="{width:g}" {more}/>' if way else ""


def _width(line: Line) -> float:
    return LINE_OF_TWO if line.lower is None else LINE


def addresses(width: int, height: int, parts: Callable[[Palette], Iterable[str]]) -> tuple[str, ...]:
    """Give a picture of this size in every palette, as addresses that hold it whole."""
    return tuple(_address(width, height, parts(palette)) for _, palette in PALETTES)


def _address(width: int, height: int, parts: Iterable[str]) -> str:
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    for sign, code in _ENCODED:
        picture = picture.replace(sign, code)
    return f"data:image/svg+xml,{picture}"


def spark(addresses: tuple[str, ...]) -> Element:
    """Make the picture of one course: the light one, which the style sheet replaces by the other in the dark."""
    light, dark = addresses
    return element("Img", src=light, alt="", className="spark", loading="lazy", style={"--dark": f'url("{dark}")'})
