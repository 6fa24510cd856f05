"""Happenings that bear on a course (death, withdrawal, procedures, prohibited medicine): symbol and words."""

from dataclasses import dataclass

from trial.milestones import MilestoneKind
from trial.trajectory import Mark
from trial.words import day_text


@dataclass(frozen=True, slots=True)
class Sign:
    """How one kind is marked: plotly's symbol, its size, the class of the same sign in HTML, and the word."""

    symbol: str
    size: float
    css: str
    word: str


SIGNS = {
    MilestoneKind.DEATH: Sign("cross", 10, "death", "Died"),
    MilestoneKind.WITHDRAWAL: Sign("diamond-open", 10, "withdrawal", "Withdrew"),
    MilestoneKind.VENTILATION: Sign("triangle-up", 9, "ventilation", "Ventilation"),
    MilestoneKind.TRACHEOSTOMY: Sign("triangle-down", 9, "tracheostomy", "Tracheostomy"),
    MilestoneKind.GASTROSTOMY: Sign("square", 7, "gastrostomy", "Gastrostomy"),
    MilestoneKind.PROHIBITED_MEDICATION: Sign("star", 10, "prohibited", "Prohibited medicine"),
}


def word_of(mark: Mark) -> str:
    """Name a happening in a word or two; of a prohibited medicine its own name."""
    if mark.kind is MilestoneKind.PROHIBITED_MEDICATION:
        return mark.label.partition(",")[0].strip().capitalize()
    return SIGNS[mark.kind].word


def when(mark: Mark) -> str:
    """Say the day of a happening, or that its date is not complete."""
    return "date incomplete" if mark.day is None else day_text(mark.day)


def detail(mark: Mark) -> str:
    """Say in full what happened and when, for a hover."""
    label = mark.label if mark.label.isupper() is False else mark.label.capitalize()
    return f"{label}, {when(mark)}" + (f", {mark.date}" if mark.date else "")
