"""Records of a CSV text, found before any row is believed: where each begins and ends, and how many fields it has."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_access.parsing.columns import Mask, Rows
from data_access.parsing.content import ContentError
from data_access.parsing.csv_quotes import NEWLINE, QUOTE, Quotes, quotes, unclosed

_NUMBER_STARTS = frozenset(b"0123456789+-.")
_R_WORDS = frozenset({b"NA", b"TRUE", b"FALSE", b"Inf", b"NaN"})
_SWALLOWED_FROM = 4


@dataclass(frozen=True, eq=False)
class Records:
    """Every record of a text, the header first.

    `ends` is the position of the line end (or of the end of the text) of each, `fields` its number of fields,
    `delimiters` the positions of all delimiters outside quoted fields.
    """

    data: bytes
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    fields: NDArray[np.intp]
    delimiters: NDArray[np.intp]
    quotes: Quotes

    @property
    def blank(self) -> Mask:
        """Mark the empty lines; they are no rows."""
        blank: Mask = self.starts == self.ends
        return blank

    @property
    def rows(self) -> Rows:
        """The 1-based data row of each record; blank lines and the header are not counted."""
        rows: Rows = np.cumsum(~self.blank).astype(np.int64) - 1
        return rows

    @property
    def longest(self) -> int:
        """The length of the longest record in bytes."""
        return int((self.ends - self.starts).max())

    def rows_at(self, positions: NDArray[np.intp]) -> Rows:
        """The data rows in which positions of the text lie."""
        rows: Rows = np.unique(self.rows[np.searchsorted(self.ends, positions)])
        return rows

    def only(self, wanted: Mask) -> bytes:
        """The text of the wanted records, in order, each with its line end."""
        edges = np.flatnonzero(np.diff(np.concatenate(([False], wanted, [False])).astype(np.int8)))
        runs = zip(edges[0::2], edges[1::2], strict=True)
        return b"\n".join(self.data[self.starts[first] : self.ends[last - 1]] for first, last in runs) + b"\n"


def records(data: bytes, delimiter: int, columns: int) -> Records:
    """Find the records of a text of `columns` columns (line ends are single line feeds).

    Raises:
        ContentError: a quotation mark is not closed, or has swallowed rows.
    """
    array = np.frombuffer(data, dtype=np.uint8)
    marks = quotes(array, delimiter)
    breaks, delimiters = np.flatnonzero(array == NEWLINE), np.flatnonzero(array == delimiter)
    inner = breaks[marks.inside(breaks)]
    if inner.size:
        _refuse_swallowed_lines(array, marks, inner, delimiters, columns)
        breaks = breaks[~marks.inside(breaks)]
    if marks.toggles.size:
        delimiters = delimiters[~marks.inside(delimiters)]
    ends = breaks if data.endswith(b"\n") else np.append(breaks, len(data))
    starts = np.concatenate(([0], ends[:-1] + 1))
    fields = np.diff(np.searchsorted(delimiters, ends), prepend=0) + 1
    found = Records(data, starts, ends, fields, delimiters, marks)
    _refuse_torn_records(found, array, inner, columns)
    return found


def _refuse_swallowed_lines(
    array: NDArray[np.uint8], marks: Quotes, inner: NDArray[np.intp], delimiters: NDArray[np.intp], columns: int
) -> None:
    """Refuse a quoted field that holds a whole line with as many delimiters as a row: a stray mark swallowed rows."""
    if columns < _SWALLOWED_FROM or inner.size < 2:
        return
    field = np.searchsorted(marks.toggles, inner)
    held = np.diff(np.searchsorted(delimiters, inner))
    swallowed = np.flatnonzero((field[1:] == field[:-1]) & (held >= columns - 1))
    if swallowed.size:
        raise unclosed(array, _opened(marks, int(inner[swallowed[0]])))


def _refuse_torn_records(found: Records, array: NDArray[np.uint8], inner: NDArray[np.intp], columns: int) -> None:
    """Refuse a record over several lines that has another number of fields: its quotation mark cannot be trusted."""
    torn = inner[found.fields[np.searchsorted(found.ends, inner)] != columns]
    if torn.size:
        raise unclosed(array, _opened(found.quotes, int(torn[0])))


def _opened(marks: Quotes, position: int) -> int:
    """Position of the mark that opened the field around `position` (doubled marks in between are text)."""
    place = int(np.searchsorted(marks.toggles, position)) - 1
    while place >= 2 and marks.toggles[place] - 1 == marks.toggles[place - 1]:
        place -= 2
    return int(marks.toggles[place])


def texts_are_quoted(found: Records) -> bool:
    """Whether every text of the file stands in quotation marks, as R and SAS write it.

    Then an unquoted NA cannot be text. It is so if no unquoted field begins like text: only numbers, dates and the
    words with which R writes missing, logical and infinite values stand bare.
    """
    array = np.frombuffer(found.data, dtype=np.uint8)
    edges = np.sort(np.concatenate((found.delimiters, found.ends)))
    starts = np.concatenate(([0], edges[:-1] + 1))
    filled = starts < edges
    starts, edges = starts[filled], edges[filled]
    bare = np.isin(array[starts], [QUOTE, *_NUMBER_STARTS], invert=True)
    starts, edges = starts[bare], edges[bare]
    second = array[np.minimum(starts + 1, array.size - 1)]
    missing = (edges - starts == 2) & (array[starts] == ord("N")) & (second == ord("A"))
    others = zip(starts[~missing], edges[~missing], strict=True)
    return all(found.data[start:end] in _R_WORDS for start, end in others)


def refuse_other_width(found: Records, columns: int) -> None:
    """Refuse a file in which no row has as many fields as the header has names.

    Raises:
        ContentError: there are rows, and none fits the header.
    """
    widths = found.fields[1:][~found.blank[1:]]
    if not widths.size or (widths == columns).any():
        return
    least, most = int(widths.min()), int(widths.max())
    held = str(least) if least == most else f"{least} to {most}"
    hint = ": trailing delimiter?" if least == columns + 1 else ""
    text = f"The header has {columns} names, rows {held}{hint}"
    remedy = "Export the dataset again, with one name for each field and no delimiter at the end of a line."
    raise ContentError(text, remedy)
