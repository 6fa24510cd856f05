"""Where a patient stands of whom nothing is open: how the trial ended or goes on, and the worst that was reported."""

from collections.abc import Sequence

from trial.attention import Level, Reason, ReasonKind
from trial.event_words import course_words, grade_words, sentence_case, term
from trial.events import Event
from trial.subjects import Subject, SubjectStatus
from trial.words import day_text, inner

_TITLES = {
    SubjectStatus.DIED: "Died",
    SubjectStatus.SCREEN_FAILURE: "Screen failure",
    SubjectStatus.WITHDRAWN: "Withdrew",
    SubjectStatus.COMPLETED: "Completed",
}
QUIET_GRADE = 1
"""Up to this grade the worst event is told by its grade alone."""


def standing(subject: Subject, events: Sequence[Event], missed: Sequence[str], anchor_label: str) -> Reason:
    """Say it of one subject. `missed` are the labels of missed visits, `events` all that are known of the subject."""
    details = [_ended(subject), *(f"{label} missed." for label in missed[:2]), worst(events)]
    if len(missed) > 2:
        details[3:3] = [f"{len(missed) - 2} more missed."]
    title = _title(subject, anchor_label)
    return Reason(Level.NOTHING, ReasonKind.STANDING, title, " ".join(filter(None, details)))


def _title(subject: Subject, anchor_label: str) -> str:
    if subject.status is SubjectStatus.NOT_INFUSED:
        return f"No {inner(anchor_label)} yet"
    if subject.status is SubjectStatus.ON_STUDY:
        return "Nothing open"
    ended = _TITLES[subject.status]
    if subject.status_date is None or subject.anchor is None:
        return ended
    return f"{ended} on {day_text((subject.status_date - subject.anchor).days)}"


def _ended(subject: Subject) -> str:
    """Repeat the data's own reason, unless the title has said it."""
    reason = "" if subject.status_reason is None else sentence_case(subject.status_reason)
    own = _TITLES.get(subject.status, "")
    return f"{reason}." if own and reason and reason.lower() != own.lower() else ""


def worst(events: Sequence[Event]) -> str:
    """Tell of the worst event by grade, serious before not: "No event beyond grade 1."."""
    if not events:
        return "No event reported."
    graded = [event for event in events if event.grade is not None]
    if not graded:
        return "No event has a grade."
    found = max(graded, key=lambda event: (event.grade or 0, bool(event.serious)))
    if (found.grade or 0) <= QUIET_GRADE and not any(event.serious for event in events):
        ungraded = len(events) - len(graded)
        return f"No event beyond {grade_words(found)}{f', {ungraded} without a grade' if ungraded else ''}."
    return f"{term(found)}, {grade_words(found)}{', serious' if found.serious else ''}, {course_words(found)}."
