"""A listing: titled columns and rows of plain values, the same on the screen and in an export."""

from dataclasses import dataclass
from typing import Literal

Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` "number" aligns right and keeps full precision in exports; `decimals` is for the screen."""

    key: str
    label: str
    kind: Literal["text", "number"] = "text"
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows in the order of the columns. None is shown as a dash on the screen and is empty in an export."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
