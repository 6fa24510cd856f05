"""Points of made-up pairs for tests of the fits: one series of days and values for each pair."""

from collections.abc import Sequence

import numpy as np

from trial.series import Points

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
    )
