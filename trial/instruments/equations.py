"""Which drawn values of vital capacity are % predicted by an unknown equation, or by another than the study's."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

import numpy as np

from trial.columns import Counts, Flags
from trial.cut import KnownData
from trial.instruments.reference_equations import NAMES
from trial.instruments.spirometry import PERCENT, Spirometry
from trial.matching import matching
from trial.series import Points
from trial.study import Endpoint
from trial.words import number


class Doubt(IntEnum):
    """Why a % predicted may not be by the equation of the study."""

    UNKNOWN = 1
    """It cannot be recomputed, so its equation cannot be told."""
    OTHER = 2
    """The equation of the study gives another value."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """One drawn value that may not be by the equation of the study, and why, in words."""

    doubt: Doubt
    text: str
    reason: str
    """What is missing, or what the equation of the study gives."""


@dataclass(frozen=True, eq=False)
class Equations:
    """The doubted values by the position of their point; `recorded` are the endpoints that draw the sites' own %."""

    of_point: Mapping[int, Doubted]
    recorded: frozenset[int]

    def text(self, point: int) -> str | None:
        """Say what is doubtful about the equation of one point, None where nothing is."""
        found = self.of_point.get(point)
        return None if found is None else found.text


NONE_DOUBTED = Equations(MappingProxyType({}), frozenset())


def build(points: Points, known: KnownData, found: Spirometry | None) -> Equations:
    """Look at every point that is a recorded % predicted; without [instruments.fvc] nothing can be told of any.

    Another equation is told where recorded and recomputed differ by more than the tolerance of the study file.
    """
    if found is None:
        return NONE_DOUBTED
    doubted = {at: _doubted(found, at) for at in np.flatnonzero(_doubtful(found)).tolist()}
    of_point: dict[int, Doubted] = {}
    recorded = set()
    for place, endpoint in enumerate(known.study.endpoints):
        drawn = _drawn(known, endpoint, found)
        if len(drawn):
            recorded.add(place)
            by_day = {(int(found.subject[at]), found.date[at]): doubted[at] for at in drawn.tolist() if at in doubted}
            own = np.flatnonzero(points.endpoint == place) if by_day else np.zeros(0, dtype=np.int64)
            keys = zip(own.tolist(), points.subject[own].tolist(), points.date[own], strict=True)
            of_point |= {at: by_day[subject, day] for at, subject, day in keys if (subject, day) in by_day}
    return Equations(MappingProxyType(of_point), frozenset(recorded))


def _doubtful(found: Spirometry) -> Flags:
    """Mark the entries whose recorded % predicted the equation of the study does not give, or cannot give."""
    percent, recorded = found.expected.percent, found.recorded
    away = np.abs(recorded - percent) > found.rules.tolerance
    return np.asarray(np.isfinite(recorded) & (np.isnan(percent) | away), dtype=np.bool_)


def _doubted(found: Spirometry, at: int) -> Doubted:
    percent, name = float(found.expected.percent[at]), NAMES[found.rules.equation]
    if np.isnan(percent):
        reason = str(found.reason[at])
        return Doubted(
            Doubt.UNKNOWN, f"% predicted by an unknown equation; recomputing is not possible: {reason}", reason
        )
    gives = f"{name} gives {number(percent, 1)} %"
    return Doubted(Doubt.OTHER, f"% predicted by another equation or height: {gives}", gives)


def _drawn(known: KnownData, endpoint: Endpoint, found: Spirometry) -> Counts:
    """Give the entries whose recorded % predicted an endpoint draws."""
    if endpoint.domain != found.rules.domain or endpoint.value != found.rules.value:
        return np.zeros(0, dtype=np.int64)
    meant = matching(known.table(endpoint.domain), endpoint.where)[found.records.table_row]
    return np.unique(found.entry[meant & (found.records.kind == PERCENT)])
