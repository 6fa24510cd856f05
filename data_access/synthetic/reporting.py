"""What becomes of the reports: when a site knew of an event, when it told the sponsor, when and why it was judged."""

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import RATIONALES
from data_access.synthetic.draws import gamma_days, stream, whole
from data_access.synthetic.parameters import Parameters


def followed_up(events: pd.DataFrame, seed: int, parameters: Parameters) -> pd.DataFrame:
    """Add to events: aware_day, reported_day (NaN: never told), adjudicated_day, rationale; days from infusion."""
    rules, rng, n = parameters.reporting, stream(seed, "reporting"), len(events)
    aware = events["day"].to_numpy(dtype=np.float64) + rng.integers(0, rules.aware_at_most, n, endpoint=True)
    soon = whole(rng.exponential(rules.reported_mean, n))
    late = rng.integers(*rules.late_days, n, endpoint=True)
    waited = np.where(rng.random(n) < rules.late, late, np.minimum(soon, rules.late_days[0] - 1))
    mean, sd = (np.full(n, value) for value in rules.adjudicated)
    return events.assign(
        aware_day=aware,
        reported_day=np.where(rng.random(n) < rules.missing, np.nan, aware + waited),
        adjudicated_day=aware + whole(gamma_days(rng, mean, sd)),
        rationale=events["natural"].map(RATIONALES),
    )
