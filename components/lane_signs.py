"""Signs of what happens beside the events, on the safety timeline: symbol, class of the same sign in HTML, words."""

from components.happenings import SIGNS as ON_COURSES
from components.happenings import Sign
from components.theme import escaped
from trial.event_words import sentence_case
from trial.milestones import Milestone, MilestoneKind
from trial.words import day_text

SIGNS = {
    MilestoneKind.ASPIRATION: Sign("circle", 7, "aspiration", "Aspiration"),
    MilestoneKind.PROCEDURE: Sign("circle-open", 8, "procedure", "Procedure"),
    **ON_COURSES,
    MilestoneKind.COMPLETION: Sign("line-ns-open", 12, "completion", "Completed"),
    MilestoneKind.SCREEN_FAILURE: Sign("x-thin-open", 8, "screen-failure", "Screen failure"),
}
"""In the order of the key."""


def word_of(milestone: Milestone) -> str:
    """Name a happening in a word or two; a procedure or a medicine by its own name."""
    kind = MilestoneKind(milestone.kind)
    if kind is MilestoneKind.PROHIBITED_MEDICATION:
        return sentence_case(milestone.label.partition(",")[0].strip())
    return sentence_case(milestone.label) if kind is MilestoneKind.PROCEDURE else SIGNS[kind].word


def hover(patient: str, milestone: Milestone) -> str:
    """Write what a hover says: what happened, from which day to which."""
    start = _moment(milestone.day, milestone.start_date)
    end = _moment(milestone.end_day, milestone.end_date)
    when = start if not end or end == start else f"{start} to {end}"
    return f"<b>{escaped(patient)}</b>  {escaped(sentence_case(milestone.label))}<br>{escaped(when)}"


def _moment(day: int | None, written: str | None) -> str:
    return ", ".join(filter(None, (written, None if day is None else day_text(day))))
