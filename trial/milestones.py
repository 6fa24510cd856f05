"""Dated happenings that are no adverse events: treatment, procedures, way out of the trial, prohibited medication."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated happening. Days count from the anchor (None: partial date or no anchor); `*_date` as written."""

    subject: int
    kind: str
    """A MilestoneKind."""
    label: str
    start_date: str | None
    day: int | None
    end_date: str | None
    end_day: int | None
