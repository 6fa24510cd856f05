"""What of the guidance calls for the board, in the few words of a sign on the overview."""

from dataclasses import dataclass

from trial.analysis import Analysis
from trial.stopping import guidance
from trial.stopping.guidance import Guidance, State
from trial.stopping.pause_words import PAUSE_MET, PAUSE_OPEN, pauses_line
from trial.stopping.words import STATES, source, standing


@dataclass(frozen=True, slots=True)
class Review:
    """A sign of a few words, what it stands on, and whether it is more than an alert or something pending."""

    is_urgent: bool
    title: str
    detail: str


def build(analysis: Analysis) -> Review | None:
    """Say what is reached of the whole trial; None where nothing is, or where the study file has no rule."""
    found = guidance.build(analysis)
    words = [] if found is None else _words(found)
    if found is None or not words:
        return None
    is_met = found.told is State.CROSSED or any(each.met for each in found.pauses)
    whose = "Charter" if found.rule.charter else "Illustrative rule"
    detail = f"{standing(found)} {pauses_line(found)} The rule: {source(found.rule)}."
    return Review(is_met, f"{whose}: {', '.join(words)}", detail)


def _words(found: Guidance) -> list[str]:
    words = [STATES[found.told]] if found.told in (State.ALERT, State.CROSSED) else []
    if any(each.met for each in found.pauses):
        words.append(PAUSE_MET)
    elif any(each.open for each in found.pauses):
        words.append(f"pause rule {PAUSE_OPEN}")
    return words
