"""Which patients are evaluable for an endpoint, with their changes of slope; and who is not, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.columns import Counts, Flags, Floats
from trial.slopes import CHANGE_DAYS_BEFORE
from trial.words import inner

DAYS_AFTER = 2
"""Distinct days after the anchor that an evaluable patient needs; the slope before needs 2 at or before it."""
DAYS_COUNTED = 3
"""Distinct days on either side that a patient needs to be counted as a responder or not: 2 say nothing of scatter."""


@dataclass(frozen=True, slots=True)
class NotEvaluable:
    """A treated patient who takes no part in the group's numbers, with the reason."""

    subject: int
    reason: str


@dataclass(frozen=True, eq=False)
class Evaluated:
    """The evaluable patients of one endpoint in columns, in subject order: M1 slopes and changes, units per month."""

    endpoint: int
    treated: int
    subjects: Counts
    pre: Floats
    change: Floats
    se: Floats
    lower: Floats
    upper: Floats
    counted: Flags
    """Who has 3 days on either side, and so takes part in the counts of responders."""
    not_evaluable: tuple[NotEvaluable, ...]

    def __len__(self) -> int:
        """Count the evaluable patients."""
        return len(self.subjects)

    @property
    def post(self) -> Floats:
        """The slopes after: before plus change."""
        return self.pre + self.change


def evaluated(analysis: Analysis, subjects: Iterable[int], endpoint: int) -> Evaluated:
    """Take the changes of the treated among `subjects` who have 2 days at or before the anchor and 2 after it."""
    changes, width = analysis.fits.changes, len(analysis.snapshot.study.endpoints)
    treated = np.array([one for one in subjects if analysis.subjects[one].anchor is not None], dtype=np.int64)
    pairs = treated * width + endpoint
    before, after = changes.n_pre[pairs], changes.n[pairs] - changes.n_pre[pairs]
    taken = (before >= CHANGE_DAYS_BEFORE) & (after >= DAYS_AFTER) & np.isfinite(changes.estimate[pairs])
    label = inner(analysis.snapshot.study.anchor.label)
    own = pairs[taken]
    return Evaluated(
        endpoint=endpoint,
        treated=len(treated),
        subjects=treated[taken],
        pre=changes.pre[own],
        change=changes.estimate[own],
        se=changes.se[own],
        lower=changes.lower[own],
        upper=changes.upper[own],
        counted=np.minimum(before, after)[taken] >= DAYS_COUNTED,
        not_evaluable=tuple(
            NotEvaluable(subject, _reason(n_before, n_after, label))
            for subject, n_before, n_after in zip(
                treated[~taken].tolist(), before[~taken].tolist(), after[~taken].tolist(), strict=True
            )
        ),
    )


def _reason(before: int, after: int, label: str) -> str:
    if before + after == 0:
        return "no used point"
    lacking = [
        f"{found} of {needed} days {where}"
        for found, needed, where in (
            (before, CHANGE_DAYS_BEFORE, f"up to the {label}"),
            (after, DAYS_AFTER, f"after the {label}"),
        )
        if found < needed
    ]
    return " and ".join(lacking) or "no change of slope"
