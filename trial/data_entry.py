"""Data-entry lag: days from a visit to the day on which it was entered, where the data have that day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import pandas as pd

from trial.analysis import Analysis
from trial.calendar import epoch_day, intervals
from trial.columns import complete_days, owners, texts
from trial.contacts import held
from trial.cut import known_at
from trial.subjects import Subject, positions


@dataclass(frozen=True, slots=True)
class EntryLag:
    """Days from visit to entry over visits held on a certain day: `days` sorted, and what they leave out."""

    days: tuple[int, ...]
    unentered: int
    """Visits without a certain day of entry up to the cut."""
    before: int
    """Visits entered before they were held: one of the two days is wrong; they are in no number."""

    @property
    def median(self) -> float | None:
        """The median lag in days; None without any."""
        return float(median(self.days)) if self.days else None

    @property
    def longest(self) -> int | None:
        """The longest lag in days; None without any."""
        return self.days[-1] if self.days else None


NOT_NAMED = "the study file names no column with the day of entry"


def entry_lag(analysis: Analysis, shown: Sequence[Subject]) -> EntryLag | str:
    """Give the lag over the patients shown, or why there is none."""
    named = analysis.snapshot.study.data_entry
    if named is None:
        return NOT_NAMED
    snapshot = analysis.snapshot
    if "SV" not in snapshot.tables or named.date not in snapshot.tables["SV"].columns:
        return f"the data have no column {named.date} in SV"
    sv = known_at(replace(snapshot, tables={"SV": snapshot.tables["SV"]}), analysis.cut).table("SV")
    owner, day = owners(sv, positions(analysis.subjects)), complete_days(sv, "SVSTDTC")
    wanted = np.isin(owner, [subject.index for subject in shown]) & held(sv) & ~np.isnan(day)
    written = intervals(pd.Series(texts(sv, named.date), dtype=object))
    known = (written.earliest == written.latest) & (written.earliest <= epoch_day(analysis.cut))
    lags = (written.earliest - day)[wanted & known]
    return EntryLag(
        days=tuple(sorted(int(lag) for lag in lags if lag >= 0)),
        unentered=int((wanted & ~known).sum()),
        before=int((lags < 0).sum()),
    )
