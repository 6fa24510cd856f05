"""Responders: who passes a threshold, and how many would without any effect at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trial.columns import Flags, Floats
from trial.group.chance import Drawn


class Kind(StrEnum):
    """How a threshold is written."""

    PERCENT = "percent"
    """Slowing in per cent of the slope before: 100 (post - pre) / |pre|, towards the better side."""
    PER_MONTH = "per_month"
    """Change of slope in units per month, towards the better side."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One definition of a responder. `least_decline`: a slope before that declines less has no per cent."""

    kind: Kind
    value: float
    better: int
    """+1 where higher values are better, -1 where lower ones are."""
    least_decline: float = 0.0


@dataclass(frozen=True, slots=True)
class Responders:
    """`count` of `of` patients pass; `undefined` have no per cent and count as not passing.

    Without any effect a patient passes with probability `null_rate`, and at least `count` pass with `null_at_least`;
    both None with `reason` where the study file gives no natural history.
    """

    threshold: Threshold
    count: int
    of: int
    undefined: int
    null_rate: float | None
    null_at_least: float | None
    reason: str | None


def passes(threshold: Threshold, pre: Floats, change: Floats) -> Flags:
    """Say which slopes pass. Per cent is defined only where pre declines by more than `least_decline` a month."""
    gain, decline = threshold.better * change, -threshold.better * pre
    if threshold.kind is Kind.PER_MONTH:
        return np.asarray(gain >= threshold.value)
    return np.asarray((decline > threshold.least_decline) & (100 * gain >= threshold.value * decline))


def count(
    thresholds: Sequence[Threshold], pre: Floats, change: Floats, no_effect: Drawn | str
) -> tuple[Responders, ...]:
    """Count who passes each threshold beside the rate without effect; `no_effect` as text is why there is none."""
    return tuple(_counted(threshold, pre, change, no_effect) for threshold in thresholds)


def _counted(threshold: Threshold, pre: Floats, change: Floats, no_effect: Drawn | str) -> Responders:
    found = int(passes(threshold, pre, change).sum())
    is_percent = threshold.kind is Kind.PERCENT
    undefined = int((-threshold.better * pre <= threshold.least_decline).sum()) if is_percent else 0
    if isinstance(no_effect, str):
        return Responders(threshold, found, len(pre), undefined, None, None, no_effect)
    by_chance = passes(threshold, no_effect.pre, no_effect.change)
    at_least = float(np.mean(by_chance.sum(axis=1) >= found))
    return Responders(threshold, found, len(pre), undefined, float(by_chance.mean()), at_least, None)
