"""Which patients are shown by how their visits went: any outside its window, two or more that were not held."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from trial.visits import PlannedVisitStatus, VisitStatus

MANY = 2


class VisitFilter(StrEnum):
    """A choice of patients by their visits."""

    ANY = "any"
    OUTSIDE = "outside"
    NOT_HELD = "not_held"


WORDS: Mapping[VisitFilter, str] = {
    VisitFilter.OUTSIDE: "Patients with a visit outside its window",
    VisitFilter.NOT_HELD: "Patients with 2 or more visits overdue or missed",
}
_OUTSIDE = frozenset({VisitStatus.EARLY, VisitStatus.LATE})
_NOT_HELD = frozenset({VisitStatus.OVERDUE, VisitStatus.MISSED})


def passes(wanted: VisitFilter, visits: Sequence[PlannedVisitStatus]) -> bool:
    """Say whether a patient with these planned visits is shown.

    Overdue and missed count together: grace never reaches into the next window, so that hardly two visits of a patient
    are overdue at once.
    """
    match wanted:
        case VisitFilter.OUTSIDE:
            return any(visit.status in _OUTSIDE for visit in visits)
        case VisitFilter.NOT_HELD:
            return sum(visit.status in _NOT_HELD for visit in visits) >= MANY
        case _:
            return True
