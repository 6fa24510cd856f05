"""All models of some series of days and values, for tests."""

from collections.abc import Sequence

import numpy as np

from tests.trial.pairs import Series
from trial.models.comparison import Comparison, build, by_day
from trial.models.estimates import Estimate, Model


def compared(*pairs: Series) -> Comparison:
    """Every model of some pairs."""
    sizes = [len(days) for days, _ in pairs]
    days, values = (
        np.concatenate([np.zeros(0), *(np.asarray(each[part], dtype=float) for each in pairs)]) for part in (0, 1)
    )
    return build(by_day(np.repeat(np.arange(len(pairs)), sizes), days, values, len(pairs)))


def estimate(model: Model, days: Sequence[float], values: Sequence[float]) -> Estimate:
    """One model of one pair."""
    return compared((days, values)).model(model).of(0)
