"""How far the slopes of a pair can be trusted: reliability and shrinkage of the pre slope, expected errors, slowing.

A *pair* is one subject and one endpoint. Slopes are units per month of 30.4375 days. Source: domain reference 3.1, 3.4
and 3.6; natural history from the study file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trial.columns import Counts, Flags, Floats
from trial.least_squares import ratio
from trial.models.estimates import Figure, given
from trial.slopes import Fits, Lines
from trial.study import Endpoint

OWN_SCATTER_POINTS = 4
"""Points before the anchor from which the scatter about their own line stands in for the one of the study file."""
DECLINE_SHARE = 0.1
"""Share of the reference slope that counts as the least decline where the study file names none."""


class NoShrinkage(StrEnum):
    """Why a pre slope has no reliability; the value is the sentence."""

    NO_SLOPE = "not estimable: no pre slope"
    NO_REFERENCE = "not estimable: the study file names no natural history"
    FEW_POINTS = "not estimable: {n} points before, and the study file names no residual_sd"
    NO_SCATTER = "not estimable: no residual scatter before, and the study file names no residual_sd"


NO_SHRINKAGES = tuple(NoShrinkage)


@dataclass(frozen=True, slots=True)
class PreSlope:
    """The pre slope of one pair beside what natural history makes of it.

    `reliability` is the share of the variance of such slopes that is between patients; `shrunken` the slope moved
    towards the mean of natural history by what is left, `sd` its standard deviation.
    """

    n: int
    slope: float | None
    se: float | None
    from_reference: bool
    """The error comes from the residual SD of the study file, not from the patient's own scatter."""
    reliability: float | None
    shrunken: float | None
    sd: float | None
    reason: str | None


@dataclass(frozen=True, eq=False)
class PreSlopes:
    """The pre slopes of all pairs, in columns; NaN where a number cannot be given."""

    n: Counts
    slope: Floats
    se: Floats
    from_reference: Flags
    reliability: Floats
    shrunken: Floats
    sd: Floats
    lack: Counts
    """Position in NO_SHRINKAGES, -1 where everything is given."""

    def of(self, pair: int) -> PreSlope:
        """Give one pair."""
        n, place = int(self.n[pair]), int(self.lack[pair])
        return PreSlope(
            n=n,
            slope=given(self.slope[pair]),
            se=given(self.se[pair]),
            from_reference=bool(self.from_reference[pair]),
            reliability=given(self.reliability[pair]),
            shrunken=given(self.shrunken[pair]),
            sd=given(self.sd[pair]),
            reason=None if place < 0 else NO_SHRINKAGES[place].value.format(n=n),
        )


@dataclass(frozen=True, eq=False)
class References:
    """What the study file says about the endpoint of each pair; NaN where it says nothing."""

    slope: Floats
    sd: Floats
    residual_sd: Floats


def references(endpoints: Sequence[Endpoint]) -> References:
    """Give the natural history of each of these endpoints, one a pair."""
    known = [(one.reference.slope, one.reference.sd, one.reference.residual_sd) if one.reference else (None,) * 3
             for one in endpoints]  # fmt: skip
    slope, sd, residual_sd = np.array(known, dtype=np.float64).reshape(len(known), 3).T
    return References(slope, sd, residual_sd)


def least_decline(endpoint: Endpoint) -> float | None:
    """Give the decline per month that a pre slope must exceed for a per cent of slowing; None if nothing says it.

    The study file's own, else a tenth of the natural-history slope.
    """
    if endpoint.least_decline is not None:
        return endpoint.least_decline
    natural = 0.0 if endpoint.reference is None else abs(endpoint.reference.slope)
    return DECLINE_SHARE * natural or None


def pre_slopes(before: Lines, known: References) -> PreSlopes:
    """Shrink every pre slope towards natural history by its reliability: empirical Bayes, domain reference 3.4.

    w = tau^2 / (tau^2 + SE^2); shrunken = mu + w (b - mu); SD = sqrt(w) SE. SE = sigma / sqrt(Sxx) with sigma the
    residual SD of the study file; where it names none, the line's own s from 4 points on (fewer leave s meaningless).
    """
    from_reference = np.isfinite(known.residual_sd)
    own = (before.n >= OWN_SCATTER_POINTS) & (before.se > 0)
    errors = ratio(known.residual_sd, np.sqrt(before.sxx)), np.where(own, before.se, np.nan)
    se = np.where(np.isfinite(before.slope), np.where(from_reference, *errors), np.nan)
    weight = ratio(known.sd**2, known.sd**2 + se**2)
    missing = (
        ~np.isfinite(before.slope),
        ~np.isfinite(known.slope),
        ~from_reference & (before.n < OWN_SCATTER_POINTS),
        ~np.isfinite(se),
    )
    return PreSlopes(
        n=before.n,
        slope=before.slope,
        se=se,
        from_reference=from_reference,
        reliability=weight,
        shrunken=known.slope + weight * (before.slope - known.slope),
        sd=np.sqrt(weight) * se,
        lack=np.select(missing, range(len(missing)), -1).astype(np.int64),
    )


def expected_errors(fits: Fits, residual_sd: Floats) -> tuple[Floats, Floats]:
    """Give the standard errors of pre slope and change (M1) that the visit days promise for such a residual SD."""
    return ratio(residual_sd, np.sqrt(fits.before.sxx)), ratio(residual_sd, np.sqrt(fits.changes.sqq))


def slowing(pre: Figure, post: Figure, endpoint: Endpoint) -> tuple[float | None, str | None]:
    """Give 100 (post - pre) / |pre| in per cent, positive = slower, or why it is not defined.

    Only for a decline before that exceeds the least one: of a slope near 0 every per cent can be made.
    """
    least = least_decline(endpoint)
    if pre.value is None or post.value is None:
        return None, None
    if least is None:
        return None, "not defined: the study file names neither least_decline nor a reference slope"
    sign = -1.0 if endpoint.better == "lower" else 1.0
    if sign * pre.value >= -least:
        return None, f"not defined: the pre slope is no decline of more than {least:g} per month"
    return 100 * sign * (post.value - pre.value) / abs(pre.value), None
