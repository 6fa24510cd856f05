"""Made-up pairs for tests of the fits, one series of days and values each, and what it means that a fit agrees."""

from collections.abc import Sequence

import numpy as np

from tests.reference import least_squares as second
from trial.series import Points
from trial.slopes import Change, Fits, Line, fits

Series = tuple[Sequence[float], Sequence[float]]


def points_of(*pairs: Series) -> Points:
    """Make the points of one subject with one endpoint per series, all of them used."""
    sizes = [len(days) for days, _ in pairs]
    day = np.concatenate([np.zeros(0), *(np.asarray(days, dtype=float) for days, _ in pairs)])
    value = np.concatenate([np.zeros(0), *(np.asarray(values, dtype=float) for _, values in pairs)])
    none = np.full(len(day), None, dtype=object)
    return Points(
        subject=np.zeros(len(day), dtype=np.int64),
        endpoint=np.repeat(np.arange(len(pairs)), sizes),
        day=day,
        value=value,
        date=none,
        visit=none,
        visitnum=np.full(len(day), np.nan),
        used=np.ones(len(day), dtype=np.bool_),
        reason=none,
        records=np.ones(len(day), dtype=np.int64),
        offsets=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]),
        point_of_record=np.arange(len(day), dtype=np.int64),
        visitnum_of_record=np.full(len(day), np.nan),
        too_old=np.zeros(len(day), dtype=np.bool_),
    )


def fitted(*pairs: Series) -> Fits:
    """All fits of some pairs."""
    return fits(points_of(*pairs), len(pairs))


def line(days: Sequence[float], values: Sequence[float]) -> Line:
    """The line of one period, whichever the days lie in."""
    found = fitted((days, values))
    return found.post(0) if days[0] > 0 else found.pre(0)


def change(days: Sequence[float], values: Sequence[float]) -> Change:
    """The change of one pair."""
    return fitted((days, values)).change(0)


def close(found: float | None, wanted: float, scale: float) -> bool:
    """Equal to 1e-9 of the number, or of its own standard error where it is nearly 0."""
    return found is not None and abs(found - wanted) <= 1e-9 * max(abs(wanted), scale)


def assert_line_is(found: Line, wanted: second.Fit) -> None:
    """Compare every number of a line."""
    assert close(found.slope, wanted.beta[1], wanted.se[1])
    assert close(found.intercept, wanted.beta[0], wanted.se[0])
    assert close(found.se, wanted.se[1], 0)
    assert close(found.lower, wanted.intervals[1][0], wanted.se[1])
    assert close(found.upper, wanted.intervals[1][1], wanted.se[1])
    assert close(found.residual_sd, wanted.s, 0)


def assert_change_is(found: Change, wanted: second.Fit) -> None:
    """Compare every number of a change."""
    assert close(found.pre, wanted.beta[1], wanted.se[1])
    assert close(found.estimate, wanted.beta[2], wanted.se[2])
    assert close(found.post, wanted.beta[1] + wanted.beta[2], wanted.se[1] + wanted.se[2])
    assert close(found.se, wanted.se[2], 0)
    assert close(found.lower, wanted.intervals[2][0], wanted.se[2])
    assert close(found.upper, wanted.intervals[2][1], wanted.se[2])
    assert close(found.p, wanted.p[2], 0)
    assert found.df == wanted.df
