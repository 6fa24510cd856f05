"""Joint rank of survival and function (CAFS): an ordering of patients, never a test in a single arm.

Every pair is compared: who lives longer wins; where neither can be said to (both alive, or one lost before the other's
event) the change of function at their last common visit decides. +1, 0 or -1; summed; ranked.
Source: Berry and others, Amyotroph Lateral Scler Frontotemporal Degener 2013;14:162-168.
"""

from dataclasses import dataclass

import numpy as np

from trial.columns import Counts, Flags, Floats
from trial.group.signs import shared_ranks


@dataclass(frozen=True, slots=True)
class Ranked:
    """One patient's score over all pairs and rank, 1 the worst; ties share the mean of their ranks."""

    score: int
    rank: float


def ranked(days: Floats, events: Flags, changes: Floats) -> tuple[Ranked, ...]:
    """Rank patients by days followed, whether an event ended it, and change of function.

    `changes` has a row a patient and a column a visit in the order of time, NaN where not measured; more is better.
    """
    if not len(days):
        return ()
    lived = _lived_longer(days, events)
    by_survival = lived.astype(np.int64) - lived.T
    totals = np.where(by_survival != 0, by_survival, _by_function(changes)).sum(axis=1)
    ranks = shared_ranks(totals.astype(np.float64))
    return tuple(Ranked(int(score), float(rank)) for score, rank in zip(totals, ranks, strict=True))


def _lived_longer(days: Floats, events: Flags) -> Flags:
    """Say of row against column: the column's event came while the row was known to be without."""
    row, column = days[:, None], days[None, :]
    return np.asarray(events[None, :] & ((row > column) | ((row == column) & ~events[:, None])))


def _by_function(changes: Floats) -> Counts:
    """Give the sign of the difference at the last visit that both have; 0 without one."""
    found = np.zeros((len(changes), len(changes)), dtype=np.int64)
    for visit in changes.T:
        both = np.isfinite(visit)[:, None] & np.isfinite(visit)[None, :]
        difference = np.nan_to_num(visit)[:, None] - np.nan_to_num(visit)[None, :]
        found = np.where(both, np.sign(np.round(difference, 9)).astype(np.int64), found)
    return found
