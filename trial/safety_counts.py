"""Counts of the safety view: always patients with at least one event, and events, each of its own whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from trial import tallies
from trial.analysis import Analysis
from trial.event_words import is_fatal, is_severe
from trial.events import SEVERITY, Event
from trial.subjects import Subject, SubjectStatus
from trial.tallies import PrimaryTally


@dataclass(frozen=True, slots=True)
class Count:
    """Patients with at least one such event, such events, and events of which it is not recorded."""

    patients: int
    events: int
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class SafetyCounts:
    """What was reported by the cut in the patients shown; the event filters change `kept` and `kept_serious` alone."""

    patients: int
    everybody: int
    all_events: int
    """Events of every patient of the study."""
    any: Count
    serious: Count
    severe: Count
    related: Count
    emergent: Count
    fatal: Count
    fatal_not_died: int
    """Patients with a fatal event of whom no death is known: one after the cut, or one that the data lack."""
    died_not_fatal: int
    """Patients who died without an event that is recorded as fatal."""
    deaths: int
    primary: PrimaryTally
    treated: int
    patient_years: float
    by_severity: int
    """Events whose grade stands for a severity, not for a CTCAE grade."""
    not_yet_known: int
    """Event records of the data that begin after the cut."""
    kept: Count
    kept_serious: Count


def build(analysis: Analysis, shown: Sequence[Subject], kept: Sequence[Event]) -> SafetyCounts:
    """Count over the patients shown; `kept` are their events that the event filters keep."""
    wanted = {subject.index for subject in shown}
    own = [event for event in analysis.events if event.subject in wanted]
    summary = tallies.build(analysis, shown)
    fatal = [event for event in own if is_fatal(event)]
    died = {subject.index for subject in shown if subject.status is SubjectStatus.DIED}
    return SafetyCounts(
        patients=len(shown),
        everybody=len(analysis.subjects),
        all_events=len(analysis.events),
        any=count(own),
        serious=judged(own, lambda event: event.serious),
        severe=Count(*_both(filter(is_severe, own)), sum(event.grade is None for event in own)),
        related=judged(own, lambda event: event.related),
        emergent=judged(own, lambda event: event.emergent),
        fatal=count(fatal),
        fatal_not_died=len({event.subject for event in fatal} - died),
        died_not_fatal=len(died - {event.subject for event in fatal}),
        deaths=summary.events.deaths,
        primary=summary.primary,
        treated=summary.treated,
        patient_years=summary.patient_years,
        by_severity=sum(event.grade_source == SEVERITY for event in own),
        not_yet_known=analysis.after_cut.get("AE", 0),
        kept=count(kept),
        kept_serious=judged(kept, lambda event: event.serious),
    )


def count(events: Iterable[Event]) -> Count:
    """Count events and the patients who have them."""
    return Count(*_both(events))


def judged(events: Sequence[Event], verdict: Callable[[Event], bool | None]) -> Count:
    """Count the events of which the verdict is yes; those without a verdict are counted apart, never as a no."""
    return Count(*_both(event for event in events if verdict(event)), sum(verdict(event) is None for event in events))


def _both(events: Iterable[Event]) -> tuple[int, int]:
    owners = [event.subject for event in events]
    return len(set(owners)), len(owners)
