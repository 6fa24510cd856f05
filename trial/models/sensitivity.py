"""The sensitivity of each shown course: all models side by side, trust in the pre slope, and the quarters."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.models import quarters
from trial.models.comparison import build as compare
from trial.models.comparison import observations
from trial.models.estimates import Estimate, given
from trial.models.quarters import Quarter
from trial.models.trust import PreSlope, expected_errors, pre_slopes, references, slowing
from trial.study import Endpoint


@dataclass(frozen=True, slots=True)
class Slowing:
    """The change in per cent of the pre slope, positive = slower, or why it is not defined."""

    percent: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Course:
    """One patient and endpoint. `slowings` are in the order of `estimates`."""

    subject: str
    endpoint: Endpoint
    estimates: tuple[Estimate, ...]
    slowings: tuple[Slowing, ...]
    trust: PreSlope
    expected_error: float | None
    """Standard error of the change (M1) that the visit days promise with the residual SD of the study file."""
    quarters: tuple[Quarter, ...]

    @property
    def directions(self) -> frozenset[float]:
        """Give the signs of the change in the models that give one."""
        found = [one.change.value for one in self.estimates if one.change.value is not None]
        return frozenset(float(np.sign(value)) for value in found)

    @property
    def is_compared(self) -> bool:
        """Say whether two models or more give a change."""
        return sum(one.change.value is not None for one in self.estimates) > 1

    @property
    def has_one_direction(self) -> bool:
        """Say whether all models that give a change give it the same sign."""
        return self.is_compared and len(self.directions) == 1

    @property
    def is_clear_of_0(self) -> bool:
        """Say whether every interval there is, and there is one, lies on one side of 0, the same in all."""
        edges = [(one.change.lower, one.change.upper) for one in self.estimates]
        known = [(low, high) for low, high in edges if low is not None and high is not None]
        return bool(known) and (all(low > 0 for low, _ in known) or all(high < 0 for _, high in known))


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The shown courses, subject by subject, and the label of the anchor."""

    anchor_label: str
    courses: tuple[Course, ...]


def build(analysis: Analysis, subjects: Sequence[int], endpoints: Sequence[int]) -> Sensitivity:
    """Give every course of these subjects and endpoints (positions), subject by subject."""
    study = analysis.snapshot.study
    places = [(subject, endpoint) for subject in subjects for endpoint in endpoints]
    pairs = [subject * len(study.endpoints) + endpoint for subject, endpoint in places]
    named = [study.endpoints[endpoint] for _, endpoint in places]
    compared = compare(observations(analysis.points, pairs))
    known = references(named)
    trusted = pre_slopes(compared.fits.before, known)
    errors = expected_errors(compared.fits, known.residual_sd)[1]
    courses = []
    for at, ((subject, _), endpoint, pair) in enumerate(zip(places, named, pairs, strict=True)):
        estimates = compared.of(at)
        courses.append(
            Course(
                subject=analysis.subjects[subject].id,
                endpoint=endpoint,
                estimates=estimates,
                slowings=tuple(Slowing(*slowing(one.pre, one.post, endpoint)) for one in estimates),
                trust=trusted.of(at),
                expected_error=given(errors[at]),
                quarters=quarters.build(analysis, pair),
            )
        )
    return Sensitivity(study.anchor.label, tuple(courses))
