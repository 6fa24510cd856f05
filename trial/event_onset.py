"""When an event began and ended as far as is known, and whether it is emergent: its onset, or its worsening."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.calendar import intervals
from trial.columns import Flags, Floats, Objects, bounds, complete_days, texts


@dataclass(frozen=True, eq=False)
class Moment:
    """The starts or the ends of all rows: the text, bounds as epoch days (not after the cut), the certain day."""

    written: Objects
    earliest: Floats
    latest: Floats
    certain: Floats


@dataclass(frozen=True, eq=False)
class Emergence:
    """Whether each event is emergent, None without a day to count from; and whether that rests on a partial date."""

    emergent: list[bool | None]
    imputed: list[bool]


def moment(ae: pd.DataFrame, column: str, cut: int) -> Moment:
    """Read a date column. What is known at the cut has happened by then: a partial date is not later than the cut."""
    earliest, latest = bounds(ae, column)
    return Moment(texts(ae, column), earliest, np.minimum(latest, cut), complete_days(ae, column))


def emergence(start: Moment, end: Moment, zero: Floats, worsened: Flags | None = None) -> Emergence:
    """Say whether each event began on day `zero` or later, as far as is known, or got worse then.

    Conservative for a partial or missing start: emergent if it may have begun then, unless it was over before; such a
    verdict is `imputed`. An event that was there before is emergent if its grade rose on day `zero` or later.
    """
    surely_after = start.earliest >= zero
    surely_before = (start.latest < zero) | (end.latest < zero)
    assumed = ~surely_after & ~surely_before & ~np.isnan(zero)
    rose = np.zeros(len(zero), dtype=np.bool_) if worsened is None else worsened
    found = surely_after | ~surely_before | rose
    verdicts = zip(found.tolist(), np.isnan(zero).tolist(), strict=True)
    return Emergence([None if unknown else one for one, unknown in verdicts], (assumed & ~rose).tolist())


def worsened_since(ae: pd.DataFrame, column: str, zero: Floats, cut: int) -> Flags:
    """Mark the events whose grade rose on day `zero` or later, by a column with the date of that.

    A partial date counts if it may be so late. A date after the cut is not known yet. Without the column nothing is
    marked: a rise that is recorded as a row of its own is an event with its own onset.
    """
    if not column or column not in ae.columns:
        return np.zeros(len(ae), dtype=np.bool_)
    found = intervals(pd.Series(texts(ae, column), dtype=object))
    return np.asarray((found.latest >= zero) & (found.earliest <= cut), dtype=np.bool_)
