"""Primary safety endpoint: infusion-site complication or new neurologic deficit not explained by natural progression.

(types below; `build` computes them)
"""

from dataclasses import dataclass
from enum import StrEnum


class PrimaryStatus(StrEnum):
    """Where one subject stands on the primary safety endpoint."""

    EVENT = "event"
    PENDING = "pending adjudication"
    NO_EVENT = "no event"
    NOT_EVALUABLE = "not yet evaluable"
    NOT_COLLECTED = "not collected"


@dataclass(frozen=True, slots=True)
class Primary:
    """Status of one subject, the AESEQ of the events behind it, until which day it is known, and a sentence."""

    subject: int
    status: PrimaryStatus
    events: tuple[int, ...]
    to_day: int | None
    text: str
