"""Rows of a SAS transport file: how many there are, whether the file is whole, and what their bytes alone can tell."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_access.parsing.columns import Mask
from data_access.parsing.content import ContentError
from data_access.parsing.transport import AGAIN, RECORD, Layout, Variable

BLANK, ZERO = 32, 0
_MISSING = np.frombuffer(b"._ABCDEFGHIJKLMNOPQRSTUVWXYZ", dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Area:
    """The rows as bytes, one line each; `uncertain` blank records behind them may be rows or padding.

    `unpadded`: the blanks that should fill the last 80 bytes are missing, and the header vouches for the rows.
    """

    rows: NDArray[np.uint8]
    uncertain: int
    unpadded: bool


def area(data: bytes, found: Layout) -> Area:
    """Cut the part behind the headers into rows.

    A file is a whole number of 80-byte records; behind the last row stand less than 80 blanks. Where the header says
    how many rows there are (version 8), missing padding does no harm. Where it does not, a file that was stripped of
    its padding looks like one that was cut between two rows, and is refused.

    Raises:
        ContentError: the file is cut, holds less or more rows than it says, foreign bytes, or rows of zero bytes.
    """
    size = len(data) - found.begin
    number = _stated(data, found, size) if found.count is not None else _complete(data, found, size)
    rows = np.frombuffer(data, dtype=np.uint8, count=number * found.width, offset=found.begin)
    rows = rows.reshape(number, found.width)
    _refuse_zeros(rows)
    uncertain = 0
    if found.count is None:
        uncertain = min(trailing_blank(rows), max(0, (RECORD - 1 - size % found.width) // found.width))
        rows = rows[: number - uncertain]
    return Area(rows, uncertain, unpadded=size % RECORD != 0)


def _stated(data: bytes, found: Layout, size: int) -> int:
    """The number of rows in the header, if the file is as long as that makes it."""
    count = found.count or 0
    needed = count * found.width
    if size < needed:
        whole = size // found.width
        text = f"The file is cut: its header says {count:,} rows, it holds {whole:,} whole ones"
        raise ContentError(text, AGAIN)
    if size > -(-needed // RECORD) * RECORD or data[found.begin + needed :].strip(b" "):
        text = f"The file holds more than the {count:,} rows that its header says"
        raise ContentError(text, AGAIN)
    return count


def _complete(data: bytes, found: Layout, size: int) -> int:
    """The number of whole rows, if nothing but padding follows them."""
    number, rest = divmod(size, found.width)
    if size % RECORD:
        last = f"row {number + 1:,} has {rest} of {found.width} bytes" if rest else f"{number:,} whole rows are there"
        text = f"The file is cut, or foreign bytes follow: {len(data):,} bytes are not a multiple of 80; {last}"
        raise ContentError(text, AGAIN)
    tail = data[len(data) - rest :] if rest else b""
    if tail.strip(b" "):
        text = f"The file is cut inside row {number + 1:,}, or foreign bytes follow its last row"
        raise ContentError(text, AGAIN)
    if rest >= RECORD:
        raise ContentError(f"The file is cut inside row {number + 1:,}: {rest} of {found.width} bytes are there", AGAIN)
    return number


def _refuse_zeros(rows: NDArray[np.uint8]) -> None:
    zeros = _filled_with(rows, ZERO)
    if zeros.size:
        text = f"{zeros.size:,} rows are zero bytes, the first is row {zeros[0] + 1:,}: half-copied?"
        raise ContentError(text, AGAIN, rows=tuple(int(row) + 1 for row in zeros))


def _filled_with(rows: NDArray[np.uint8], byte: int) -> NDArray[np.intp]:
    """Which rows hold nothing but one byte value."""
    candidates = np.flatnonzero(rows[:, 0] == byte)
    found: NDArray[np.intp] = candidates[(rows[candidates] == byte).all(axis=1)]
    return found


def trailing_blank(rows: NDArray[np.uint8]) -> int:
    """How many blank rows stand at the end; a parser may drop them."""
    blank = _filled_with(rows, BLANK)
    return int(np.count_nonzero(blank == np.arange(len(rows) - blank.size, len(rows))))


def blank_rows(rows: NDArray[np.uint8]) -> NDArray[np.intp]:
    """The places of rows that hold nothing but blanks."""
    return _filled_with(rows, BLANK)


def always_filled(rows: NDArray[np.uint8], variable: Variable) -> bool:
    """Whether a text column holds something in every row that is not blank, and there is such a row."""
    empty = (_cells(rows, variable) == BLANK).all(axis=1)
    return bool(np.count_nonzero(empty) == blank_rows(rows).size < len(rows))


def with_zero_bytes(rows: NDArray[np.uint8], variable: Variable) -> Mask:
    """Mark the rows whose text holds a zero byte: a parser ends the text there and drops the rest."""
    mask: Mask = (_cells(rows, variable) == ZERO).any(axis=1)
    return mask


def special_missing(rows: NDArray[np.uint8], variable: Variable) -> Mask:
    """Mark the rows with a special missing value, .A to .Z or ._ (a plain missing value is a full stop)."""
    mask: Mask = _missing(rows, variable) & (rows[:, variable.start] != ord("."))
    return mask


def no_number(rows: NDArray[np.uint8], variable: Variable) -> Mask:
    """Mark the rows whose bytes are no number that SAS writes: blanks, or a characteristic without a fraction."""
    cells = _cells(rows, variable)
    fraction = cells[:, 1:].any(axis=1)
    blank = (cells == BLANK).all(axis=1)
    hollow = ~fraction & (cells[:, 0] & 0x7F != 0) & ~_missing(rows, variable)
    mask: Mask = blank | hollow
    return mask


def _cells(rows: NDArray[np.uint8], variable: Variable) -> NDArray[np.uint8]:
    return rows[:, variable.start : variable.end]


def _missing(rows: NDArray[np.uint8], variable: Variable) -> Mask:
    cells = _cells(rows, variable)
    mask: Mask = np.isin(cells[:, 0], _MISSING) & ~cells[:, 1:].any(axis=1)
    return mask
