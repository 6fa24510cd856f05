"""% predicted of vital capacity by the one equation of the study, as an endpoint can draw it in place of the site's."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.columns import NOBODY, Counts, Flags, Floats, Objects
from trial.study import Endpoint
from trial.words import shortest

RECOMPUTED = "FVCPRED"
"""The value that an endpoint of the study file names to draw 100 x litres / predicted, whatever the site recorded."""
UNKNOWN = "% predicted by an unknown equation, not recomputed"


@dataclass(frozen=True, eq=False)
class Breaths:
    """What was measured in each position on each day, and the row of the table in which each record of it stands.

    Record r is row `table_row[r]` of `domain` and belongs to breath `breath[r]`; `percent` (recomputed), `recorded` and
    `reason` (why it is not recomputed) are those of each breath.
    """

    domain: str
    table_row: Counts
    breath: Counts
    percent: Floats
    recorded: Floats
    reason: Objects


@dataclass(frozen=True, eq=False)
class Values:
    """The values of some rows of the table of spirometry.

    `value` is recomputed, else the recorded % predicted, then `unfit` says why it can be in no fit; NaN with neither.
    `repeated` marks the rows that say once more what a row before them said: litres and per cent of one breath.
    """

    value: Floats
    unfit: Objects
    repeated: Flags


def values(found: Breaths | None, endpoint: Endpoint, rows: Counts) -> Values:
    """Give the values of `rows` of the table: every row of one subject, day and position has that of the best effort.

    100 x litres / predicted volume, by the equation, height and age of trial.instruments.
    """
    if found is None or found.domain != endpoint.domain or not len(rows):
        nothing, no_reason = np.full(len(rows), np.nan), np.full(len(rows), None, dtype=object)
        return Values(nothing, no_reason, np.zeros(len(rows), dtype=np.bool_))
    breath_of_row = np.full(1 + max(rows.max(), found.table_row.max(initial=0)), NOBODY)
    breath_of_row[found.table_row] = found.breath
    breath = breath_of_row[rows]
    percent, recorded = np.append(found.percent, np.nan)[breath], np.append(found.recorded, np.nan)[breath]
    repeated = pd.Series(breath).duplicated().to_numpy(dtype=np.bool_) & (breath != NOBODY)
    value = np.where(np.isnan(percent), recorded, percent)
    return Values(value, _reasons(found, endpoint, breath, percent), repeated)


def _reasons(found: Breaths, endpoint: Endpoint, breath: Counts, percent: Floats) -> Objects:
    """Say of each row why its value can be in no fit: not recomputed, or recomputed to what the range rules out."""
    reasons = np.full(len(breath), None, dtype=object)
    lacking = np.flatnonzero((breath != NOBODY) & np.isnan(percent))
    reasons[lacking] = [f"{UNKNOWN}: {found.reason[at]}" for at in breath[lacking].tolist()]
    if endpoint.range is not None:
        low, high = endpoint.range
        limits = f"{shortest(low)} to {shortest(high)}"
        reasons[(percent < low) | (percent > high)] = f"recomputed to a value outside {limits}"
    return reasons
