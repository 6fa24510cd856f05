"""Happenings beside events and courses (death, withdrawal, procedures, prohibited medicine): sign and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from components import theme
from components.theme import Shape, escaped
from trial.deviations.medicines import medicine
from trial.event_words import sentence_case
from trial.milestones import Milestone, MilestoneKind
from trial.words import day_text


@dataclass(frozen=True, slots=True)
class Sign:
    """How one kind is marked: plotly's symbol, its size, the class of the same sign in HTML, and the word."""

    symbol: str
    size: float
    css: str
    word: str


SIGNS = {
    MilestoneKind.ASPIRATION: Sign("circle", 7, "aspiration", "Aspiration"),
    MilestoneKind.PROCEDURE: Sign("circle-open", 8, "procedure", "Procedure"),
    MilestoneKind.DEATH: Sign("cross", 10, "death", "Died"),
    MilestoneKind.WITHDRAWAL: Sign("diamond-open", 10, "withdrawal", "Withdrew"),
    MilestoneKind.VENTILATION: Sign("triangle-up", 9, "ventilation", "Ventilation"),
    MilestoneKind.TRACHEOSTOMY: Sign("triangle-down", 9, "tracheostomy", "Tracheostomy"),
    MilestoneKind.PERMANENT_VENTILATION: Sign("bowtie", 9, "permanent-ventilation", "Permanent ventilation"),
    MilestoneKind.GASTROSTOMY: Sign("square", 7, "gastrostomy", "Gastrostomy"),
    MilestoneKind.PROHIBITED_MEDICATION: Sign("star", 10, "prohibited", "Prohibited medicine"),
    MilestoneKind.CELL_PRODUCT: Sign("hexagon", 10, "cell-product", "Other cell product"),
    MilestoneKind.COMPLETION: Sign("line-ns-open", 12, "completion", "Completed"),
    MilestoneKind.SCREEN_FAILURE: Sign("x-thin-open", 8, "screen-failure", "Screen failure"),
}
"""In the order of the key."""


def sign_of(milestone: Milestone) -> Sign:
    """Give the sign of a happening."""
    return SIGNS[MilestoneKind(milestone.kind)]


def word_of(milestone: Milestone) -> str:
    """Name a happening in a word or two; a procedure or a prohibited medicine by its own name."""
    if milestone.kind == MilestoneKind.PROHIBITED_MEDICATION:
        return sentence_case(medicine(milestone))
    return sentence_case(milestone.label) if milestone.kind == MilestoneKind.PROCEDURE else sign_of(milestone).word


def when(milestone: Milestone) -> str:
    """Say the day of a happening, or that its date is not complete."""
    return "date incomplete" if milestone.day is None else day_text(milestone.day)


def marker(signs: Sequence[Sign]) -> Shape:
    """Give the marker of a trace of happenings."""
    return {
        "symbol": [sign.symbol for sign in signs], "size": [sign.size for sign in signs], "color": theme.INK,
        "opacity": 1, "line": {"color": theme.INK, "width": 1.5},
    }  # fmt: skip


def hover(patient: str, milestone: Milestone) -> str:
    """Write what a hover says, as plotly text: what happened, from which day to which."""
    start = _moment(milestone.day, milestone.start_date)
    end = _moment(milestone.end_day, milestone.end_date)
    span = start if not end or end == start else f"{start} to {end}"
    return f"<b>{escaped(patient)}</b>  {escaped(sentence_case(milestone.label))}<br>{escaped(span)}"


def _moment(day: int | None, written: str | None) -> str:
    return ", ".join(filter(None, (written, None if day is None else day_text(day))))
