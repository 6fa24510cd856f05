"""Who needs attention at the cut, and why: the first question of every meeting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from trial.analysis import Analysis
from trial.events import Event
from trial.primary import PrimaryStatus
from trial.subjects import Subject, SubjectStatus
from trial.visits import VisitStatus
from trial.words import counted, day_text


class Level(StrEnum):
    """How much a patient needs attention, most first."""

    ACT = "act"
    WATCH = "watch"
    NOTHING = "nothing"


LEVEL_ORDER = {level: rank for rank, level in enumerate(Level)}
SEVERE_GRADE = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a title of a few words, a sentence of detail."""

    level: Level
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Attention:
    """One patient's level (the highest of the reasons) and all reasons, most urgent first."""

    subject: int
    level: Level
    reasons: tuple[Reason, ...]


def build(analysis: Analysis) -> tuple[Attention, ...]:
    """Weigh every subject; the result is in subject order."""
    events: dict[int, list[Event]] = {}
    for event in analysis.events:
        events.setdefault(event.subject, []).append(event)
    overdue: dict[int, list[Reason]] = {}
    planned = analysis.snapshot.study.visits
    for visit in analysis.visits:
        if visit.status is VisitStatus.OVERDUE:
            late = counted(-(visit.days_to_window_end or 0), "day")
            overdue.setdefault(visit.subject, []).append(
                Reason(Level.ACT, f"{planned[visit.visit].label} overdue {late}", "")
            )
    deviations = _deviations(analysis)
    result = []
    for subject in analysis.subjects:
        own = events.get(subject.index, [])
        reasons = sorted(
            [
                *_ended(subject, own),
                *_primary(analysis, subject),
                *deviations.get(subject.index, []),
                *overdue.get(subject.index, []),
                *_severe(own),
            ],
            key=lambda reason: LEVEL_ORDER[reason.level],
        )
        level = reasons[0].level if reasons else Level.NOTHING
        result.append(Attention(subject.index, level, tuple(reasons)))
    return tuple(result)


def _ended(subject: Subject, events: Iterable[Event]) -> Iterator[Reason]:
    if subject.status is SubjectStatus.DIED:
        fatal = next((event for event in events if event.grade == 5 or event.outcome == "FATAL"), None)
        when = ""
        if subject.death is not None and subject.anchor is not None:
            when = f" on {day_text((subject.death - subject.anchor).days)}"
        cause = "Cause not recorded" if fatal is None else fatal.term.capitalize()
        related = "" if fatal is None or fatal.related is None else ", related" if fatal.related else ", not related"
        yield Reason(Level.ACT, f"Died{when}", f"{cause}{related}.")


def _primary(analysis: Analysis, subject: Subject) -> Iterator[Reason]:
    primary = analysis.primary[subject.index]
    if primary.status is PrimaryStatus.EVENT:
        yield Reason(Level.ACT, "Primary safety endpoint met", primary.text)
    elif primary.status is PrimaryStatus.PENDING:
        yield Reason(Level.WATCH, "Adjudication is open", primary.text)


def _deviations(analysis: Analysis) -> dict[int, list[Reason]]:
    found: dict[int, list[Reason]] = {}
    for milestone in analysis.milestones:
        if milestone.kind == "prohibited medication":
            since = "" if milestone.day is None else f" from {day_text(milestone.day)}"
            lasting = "ongoing" if milestone.end_date is None else "ended"
            reason = Reason(Level.ACT, f"Took {milestone.label}{since}", f"Prohibited medicine, {lasting}.")
            found.setdefault(milestone.subject, []).append(reason)
    return found


def _severe(events: Iterable[Event]) -> Iterator[Reason]:
    for event in events:
        if event.ongoing and (event.grade or 0) >= SEVERE_GRADE:
            serious = ", serious" if event.serious else ""
            yield Reason(Level.WATCH, f"{event.term.capitalize()} ongoing", f"Grade {event.grade}{serious}.")
