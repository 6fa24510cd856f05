"""Checks of what the instruments say: doubtful assessments as findings about the data. The rows stay in use."""

from collections.abc import Iterator

from trial import milestones, subjects
from trial.cut import known_at
from trial.instruments import findings, gathered
from trial.issues import Issue
from trial.snapshot import Snapshot


def issues(snapshot: Snapshot) -> Iterator[Issue]:
    """Tell what is doubtful as known at the snapshot's own cut; nothing where the study file names no instrument."""
    if not snapshot.study.instruments.domains:
        return
    known = known_at(snapshot, snapshot.cut)
    people = subjects.build(known)
    found = gathered.build(known, people, milestones.build(known, people)).findings
    yield from findings.issues(found, [person.usubjid for person in people])
