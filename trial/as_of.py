"""The trial's time as a range of days: from the first screening to the data cut, and where in it one stands."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from trial.analysis import Analysis
from trial.calendar import from_epoch_day
from trial.columns import complete_days
from trial.subjects import SubjectId

_FIRST_DATES = (("DM", "RFICDTC"), ("DM", "RFSTDTC"), ("SV", "SVSTDTC"))


@dataclass(frozen=True, slots=True)
class AsOf:
    """The days one can go back to, the day one stands on, and the anchor days known by then, of every patient."""

    first: date
    last: date
    at: date
    anchors: tuple[tuple[date, SubjectId], ...]

    @property
    def is_latest(self) -> bool:
        """Whether one stands at the end of the data."""
        return self.at == self.last


def build(analysis: Analysis) -> AsOf | None:
    """Give the range of days; None where it is empty, because no visit and no consent has a complete date."""
    tables = analysis.snapshot.tables
    days = [complete_days(tables[name], column) for name, column in _FIRST_DATES if name in tables]
    found = np.concatenate([np.array([np.nan]), *days])
    found = found[~np.isnan(found)]
    if not found.size or from_epoch_day(float(found.min())) >= analysis.snapshot.cut:
        return None
    anchors = sorted((subject.anchor, subject.id) for subject in analysis.subjects if subject.anchor is not None)
    first = min(from_epoch_day(float(found.min())), analysis.cut)
    return AsOf(first, analysis.snapshot.cut, min(analysis.cut, analysis.snapshot.cut), tuple(anchors))
