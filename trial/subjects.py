"""Who is in the trial at a data cut: anchor, screening, status, last contact.

(types below; `build` computes them for all subjects at once)
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

SubjectId = NewType("SubjectId", str)


class SubjectStatus(StrEnum):
    """Where a subject stands, in the order in which the rules are tried."""

    DIED = "died"
    SCREEN_FAILURE = "screen failure"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"
    NOT_INFUSED = "not infused"
    ON_STUDY = "on study"


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject as known at the cut. Dates are None when unknown; `*_day` count from the anchor."""

    index: int
    id: SubjectId
    usubjid: str
    anchor: date | None
    screening: date | None
    status: SubjectStatus
    status_date: date | None
    """Date of death, disposition or completion; None while on study or when only partly known."""
    status_reason: str | None
    """DSDECOD or the like, in the data's words."""
    death: date | None
    end: date | None
    """Last day on which the subject can be expected at a visit: death, withdrawal, loss, screen failure; None while on study."""
    last_date: date | None
    last_day: int | None
    age: float | None
    sex: str | None
    arm: str | None
