"""What the trajectories of a patient did around an event: the last value before, the first after, what was expected."""

from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.beyond import prediction
from trial.calendar import MONTH_DAYS
from trial.events import Event
from trial.study import Endpoint


@dataclass(frozen=True, slots=True)
class Value:
    """One measured value, its day from the anchor, and its date."""

    value: float
    day: int
    date: str


@dataclass(frozen=True, slots=True)
class Around:
    """One endpoint around an event.

    `before` is the last value on or before the first possible day of onset, `after` the first later than the last
    possible one. `expected` is the 95 % prediction interval for one new value on the day of `after`, by the line from
    before the anchor; None where that line gives none, or `after` is not after the anchor.
    """

    endpoint: Endpoint
    before: Value | None
    after: Value | None
    expected: tuple[float, float] | None

    @property
    def change(self) -> float | None:
        """The later value less the earlier one."""
        return None if self.before is None or self.after is None else self.after.value - self.before.value

    @property
    def outside(self) -> bool | None:
        """Whether the later value lies outside what was expected; None where that cannot be said."""
        if self.after is None or self.expected is None:
            return None
        return not self.expected[0] <= self.after.value <= self.expected[1]


def around(analysis: Analysis, event: Event) -> tuple[Around, ...]:
    """Give every endpoint around an event; none where the event has no day from the anchor."""
    if event.start_bounds is None:
        return ()
    return tuple(
        _around(analysis, event, place, event.start_bounds) for place in range(len(analysis.snapshot.study.endpoints))
    )


def _around(analysis: Analysis, event: Event, place: int, onset: tuple[int, int]) -> Around:
    """Take the values as measured: a way of handling values after intercurrent events takes none away here."""
    endpoints, points = analysis.snapshot.study.endpoints, analysis.recorded
    pair = event.subject * len(endpoints) + place
    rows = np.arange(*points.offsets[pair : pair + 2].tolist())
    rows = rows[points.used[rows] & np.isfinite(points.day[rows])]
    before, after = rows[points.day[rows] <= onset[0]], rows[points.day[rows] > onset[1]]
    first, last = (_value(analysis, int(found[at])) if len(found) else None for found, at in ((after, 0), (before, -1)))
    expected = None if first is None or first.day <= 0 else _expected(analysis, pair, first.day)
    return Around(endpoints[place], last, first, expected)


def _value(analysis: Analysis, row: int) -> Value:
    points = analysis.recorded
    return Value(float(points.value[row]), int(points.day[row]), str(points.date[row]))


def _expected(analysis: Analysis, pair: int, day: int) -> tuple[float, float] | None:
    _, lower, upper = prediction(analysis.fits.before, np.array([pair]), np.array([[day / MONTH_DAYS]]))
    found = float(lower[0, 0]), float(upper[0, 0])
    return None if np.isnan(found).any() else found
