"""Everything that is known at one data cut, computed once: the ground on which every view and the results JSON stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trial.events import Event
from trial.milestones import Milestone
from trial.primary import Primary
from trial.series import NotDone, Points
from trial.slopes import Fits
from trial.snapshot import Snapshot
from trial.subjects import Subject
from trial.visits import PlannedVisitStatus, UnscheduledVisit


@dataclass(frozen=True, eq=False)
class Analysis:
    """All results at one cut. Tuples are in subject order (sorted by id); positions are subject.index."""

    snapshot: Snapshot
    cut: date
    after_cut: Mapping[str, int]
    subjects: tuple[Subject, ...]
    points: Points
    not_done: tuple[NotDone, ...]
    fits: Fits
    """fits.pre(p), fits.post(p) -> Line; fits.change(p) -> Change; p = subject.index * len(endpoints) + endpoint position."""
    events: tuple[Event, ...]
    primary: tuple[Primary, ...]
    visits: tuple[PlannedVisitStatus, ...]
    """Subject-major: visits[subject.index * len(study.visits) + visit position]."""
    unscheduled: tuple[UnscheduledVisit, ...]
    milestones: tuple[Milestone, ...]
