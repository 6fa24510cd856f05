"""Quotation marks of a CSV text: which bytes stand inside quoted fields, and whether every mark is closed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_access.parsing.columns import Mask
from data_access.parsing.content import ContentError

QUOTE, NEWLINE = 34, 10


@dataclass(frozen=True, eq=False)
class Quotes:
    """`toggles`: positions of the marks that open and close fields, in turn; `strays`: marks inside unquoted fields.

    `odd` says for each byte whether an odd number of toggles stands up to it.
    """

    toggles: NDArray[np.intp]
    strays: NDArray[np.intp]
    odd: Mask

    def inside(self, positions: NDArray[np.intp]) -> Mask:
        """Mark the positions (of other bytes than marks) that stand inside a quoted field."""
        inside: Mask = self.odd[positions]
        return inside


def quotes(data: NDArray[np.uint8], delimiter: int) -> Quotes:
    """Find the quoted fields of a whole text (line ends are single line feeds).

    RFC 4180: a field is quoted if it begins with a mark; inside, a doubled mark is text; the closing mark ends the
    field. A mark inside an unquoted field (5" long) is text.

    Raises:
        ContentError: a mark that opens a field is not closed, or text follows where it closes. A stray mark has then
            swallowed what comes after it, so no row behind it can be trusted.
    """
    marks = np.flatnonzero(data == QUOTE)
    if _regular(data, marks, delimiter):
        return Quotes(marks, np.empty(0, dtype=np.intp), _odd(data == QUOTE))
    return _walked(data, marks, delimiter)


def _odd(toggles: Mask) -> Mask:
    """Whether the number of toggles up to each byte is odd; the count may wrap around, which keeps it odd or even."""
    odd: Mask = (np.cumsum(toggles.view(np.uint8), dtype=np.uint8) & 1).view(np.bool_)
    return odd


def _regular(data: NDArray[np.uint8], marks: NDArray[np.intp], delimiter: int) -> bool:
    """Whether marks alternate cleanly: each opening at the start of a field, each closing at its end, or doubled."""
    if marks.size % 2:
        return False
    opening, closing = marks[0::2], marks[1::2]
    before = np.where(opening > 0, data[np.maximum(opening - 1, 0)], NEWLINE)
    after = np.where(closing + 1 < data.size, data[np.minimum(closing + 1, data.size - 1)], NEWLINE)
    framed = all(_framing(near, delimiter).all() for near in (before, after))
    return framed and _doubled(marks, before)


def _framing(near: NDArray[np.uint8], delimiter: int) -> Mask:
    framing: Mask = (near == delimiter) | (near == NEWLINE) | (near == QUOTE)
    return framing


def _doubled(marks: NDArray[np.intp], before: NDArray[np.uint8]) -> bool:
    """Whether every opening mark right behind another mark is the second of a doubled one, not the first of a field."""
    opening = np.flatnonzero(before == QUOTE)
    return bool((opening > 0).all() and (marks[2 * opening - 1] == marks[2 * opening] - 1).all())


def _walked(data: NDArray[np.uint8], marks: NDArray[np.intp], delimiter: int) -> Quotes:
    """Go from mark to mark, as a reader of RFC 4180 does."""
    ends = {delimiter, NEWLINE}
    toggles: list[int] = []
    strays: list[int] = []
    opened: int | None = None
    skip = -1
    for mark in map(int, marks):
        if mark == skip:
            continue
        following = int(data[mark + 1]) if mark + 1 < data.size else NEWLINE
        if opened is None:
            starts = mark == 0 or int(data[mark - 1]) in ends
            (toggles if starts else strays).append(mark)
            opened = mark if starts else None
        elif following == QUOTE:
            skip = mark + 1
        elif following in ends:
            toggles.append(mark)
            opened = None
        else:
            raise unclosed(data, opened)
    if opened is not None:
        raise unclosed(data, opened)
    turned = np.zeros(data.size, dtype=np.bool_)
    turned[toggles] = True
    return Quotes(np.array(toggles, dtype=np.intp), np.array(strays, dtype=np.intp), _odd(turned))


def unclosed(data: NDArray[np.uint8], opened: int) -> ContentError:
    """Make the finding about the mark at `opened`, naming its line."""
    line = int(np.count_nonzero(data[:opened] == NEWLINE)) + 1
    text = f"The quotation mark opened in line {line:,} is not closed: the rows after it cannot be told apart"
    return ContentError(text, f"Correct the quotation mark in line {line:,} and export the dataset again.")
