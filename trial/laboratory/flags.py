"""Whether a value lies outside its limits: as the laboratory recorded it, and by the limits themselves."""

from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from trial.columns import Flags, Floats, Objects

Marks = NDArray[np.int8]


class Mark(IntEnum):
    """Where a value stands; NONE: neither recorded nor to be seen from limits."""

    NONE = 0
    NORMAL = 1
    LOW = 2
    HIGH = 3
    ABNORMAL = 4
    """Abnormal as recorded, without a direction."""
    WORDS = 5
    """Recorded in other words, such as "Indeterminate": they stand as they are, and the limits do not judge."""


OUTSIDE = (Mark.LOW, Mark.HIGH, Mark.ABNORMAL)
JUDGED = (Mark.NORMAL, *OUTSIDE)
_SHORT = {"L": Mark.LOW, "LL": Mark.LOW, "H": Mark.HIGH, "HH": Mark.HIGH, "N": Mark.NORMAL, "A": Mark.ABNORMAL}


def recorded(indicators: Objects) -> Marks:
    """Read --NRIND in capital letters: LOW, HIGH (also LOW LOW), NORMAL, ABNORMAL, or the first letter; else WORDS."""
    codes, distinct = pd.factorize(indicators)
    return np.array([*map(_mark, distinct), Mark.NONE], dtype=np.int8)[codes]  # code -1, missing, takes the last


def _mark(text: str) -> Mark:
    if text in _SHORT:
        return _SHORT[text]
    words = {"LOW": Mark.LOW, "HIGH": Mark.HIGH, "ABNORMAL": Mark.ABNORMAL, "NORMAL": Mark.NORMAL}
    return next((mark for word, mark in words.items() if word in text), Mark.WORDS)


def by_limits(value: Floats, low: Floats, high: Floats) -> Marks:
    """Compare values with their limits, which belong to the normal range; one limit is enough for its own side."""
    known = np.isfinite(value) & (np.isfinite(low) | np.isfinite(high))
    marks = np.where(value < low, Mark.LOW, np.where(value > high, Mark.HIGH, Mark.NORMAL))
    return np.where(known, marks, Mark.NONE).astype(np.int8)


def contradicted(said: Marks, standard: Marks, original: Marks) -> Flags:
    """Mark the values of which the recorded indicator agrees with the limits in neither unit.

    Limits that were rounded when they were converted are no contradiction where the original unit agrees.
    """
    differs = _disagree(said, standard) & (_disagree(said, original) | (original == Mark.NONE))
    return np.asarray(differs, dtype=np.bool_)


def _disagree(said: Marks, seen: Marks) -> Flags:
    both = np.isin(said, JUDGED) & (seen != Mark.NONE)
    is_direction = (said == Mark.ABNORMAL) & (seen != Mark.NORMAL)
    return np.asarray(both & (said != seen) & ~is_direction, dtype=np.bool_)


def shown(said: Marks, standard: Marks, contradiction: Flags) -> Marks:
    """Take the recorded indicator; a direction from the limits where it has none; what is outside where they differ."""
    blank = (said == Mark.NONE) | (contradiction & (said == Mark.NORMAL))
    directed = (said == Mark.ABNORMAL) & np.isin(standard, (Mark.LOW, Mark.HIGH))
    return np.where(blank | directed, standard, said).astype(np.int8)
