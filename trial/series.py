"""The measured points of every subject and endpoint: one per calendar day, each used or with the reason why not.

(types below; `build` computes them for all subjects and endpoints at once)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Points:
    """All points in columns, sorted by subject, endpoint, day; one entry per point.

    `day` counts from the anchor (NaN: partial date or no anchor), `value` is the mean of that day's values, `date` the ISO
    text, `visit` the first VISIT text, `visitnum` its number (NaN without), `reason` says why `used` is False,
    `offsets[p]:offsets[p + 1]` are the points of pair p = subject.index * endpoints + endpoint position.
    """

    subject: NDArray[np.int64]
    endpoint: NDArray[np.int64]
    day: NDArray[np.float64]
    value: NDArray[np.float64]
    date: NDArray[np.object_]
    visit: NDArray[np.object_]
    visitnum: NDArray[np.float64]
    used: NDArray[np.bool_]
    reason: NDArray[np.object_]
    records: NDArray[np.int64]
    """How many records of that day were averaged."""
    offsets: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NotDone:
    """An assessment that was planned and not done (--STAT NOT DONE), with the reason the site gave."""

    subject: int
    endpoint: int
    day: int | None
    date: str | None
    visit: str | None
    reason: str | None
