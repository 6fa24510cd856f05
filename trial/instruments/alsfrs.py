"""ALSFRS-R and ALSFRS from their items: totals, sub-scores, the two forms of item 5, what is missing, the floor.

Each item is 0 (no function) to 4 (normal); the total is the sum, 0 to 48 (ALSFRS-R, twelve items) or 0 to 40 (ALSFRS,
ten). Exactly one form of item 5 is scored: 5a without gastrostomy, 5b with. A total needs every item.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from trial.columns import Counts, Flags, Floats
from trial.instruments.assessments import Assessments
from trial.instruments.scales import FIVE, Scale

FLOOR_ITEMS = 4
"""From so many items at 0 on, the total cannot fall as the patient does."""


class Form(IntEnum):
    """Which form of item 5 an assessment has."""

    NEITHER = 0
    A = 1
    B = 2
    BOTH = 3


@dataclass(frozen=True, eq=False)
class Scores:
    """What the items of each assessment add up to; NaN where an item is missing."""

    items: Floats
    """A column for each of `scale.items`: item 5 is the form that is scored, NaN where both are."""
    form: Counts
    scored: Counts
    """How many items have a value."""
    domains: Floats
    total: Floats
    prorated_domains: Floats
    """Sensitivity: a domain of three items with two of them is their mean times three."""
    prorated_total: Floats
    zeros: Counts

    @property
    def floor(self) -> Flags:
        """Mark the assessments with at least FLOOR_ITEMS items at 0."""
        return self.zeros >= FLOOR_ITEMS


def build(found: Assessments) -> Scores:
    """Score every assessment."""
    five_a, five_b = found.cells[:, FIVE], found.cells[:, FIVE + 1]
    form = np.where(~np.isnan(five_a), Form.A, 0) + np.where(~np.isnan(five_b), Form.B, 0)
    five = np.where(form == Form.A, five_a, np.where(form == Form.B, five_b, np.nan))
    items = np.concatenate([found.cells[:, :FIVE], five[:, None], found.cells[:, FIVE + 2 :]], axis=1)
    domains, prorated = _domains(items, found.scale)
    return Scores(
        items=items,
        form=form.astype(np.int64),
        scored=np.count_nonzero(~np.isnan(items), axis=1),
        domains=domains,
        total=domains.sum(axis=1),
        prorated_domains=prorated,
        prorated_total=prorated.sum(axis=1),
        zeros=np.count_nonzero(items == 0, axis=1),
    )


def _domains(items: Floats, scale: Scale) -> tuple[Floats, Floats]:
    """Give the sub-scores, and the prorated ones. A domain is prorated from two of three items, never from fewer."""
    sums, prorated, first = [], [], 0
    for _, size in scale.domains:
        own = items[:, first : first + size]
        first += size
        known = np.count_nonzero(~np.isnan(own), axis=1)
        whole = own.sum(axis=1)
        sums.append(whole)
        part = np.nansum(own, axis=1) / 2 * 3
        prorated.append(np.where((size == 3) & (known == 2), part, whole))
    return np.stack(sums, axis=1), np.stack(prorated, axis=1)


def courses(found: Assessments, scores: Scores) -> Floats:
    """Give the total that a course is judged by: of the items, else, where there are no items at all, the recorded."""
    return np.where(np.isnan(scores.total) & (scores.scored == 0), found.recorded, scores.total)
