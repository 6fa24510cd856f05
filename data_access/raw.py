"""What a reader hands on: one dataset as it stands in its file, with what the reader already found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from trial.issues import Issue
from trial.snapshot import SetAside


@dataclass(frozen=True, slots=True)
class Origin:
    """The file behind a table: name without folders, format in words, size in bytes, SHA-256 of its bytes."""

    file: str
    format: str
    bytes: int
    sha256: str


@dataclass(frozen=True, eq=False)
class RawTable:
    """One dataset as read.

    `frame` has upper-case column names, its index is the 1-based data row of the file, text columns hold str or None
    (trailing blanks cut, empty text is None), number columns are float64 with NaN. `name` is the dataset name the file
    gives (XPT member, Dataset-JSON name), else the file's stem; upper case. Rows the reader had to set aside (a ragged
    CSV line, a short Dataset-JSON row) are in `set_aside` and not in `frame`: rows in the file = len(frame) +
    len(set_aside). `usable` is False when the structure is so broken that no row can be trusted; `frame` is then empty.
    """

    name: str
    frame: pd.DataFrame
    origin: Origin
    labels: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    usable: bool = True
