"""What the page of guidance shows: where the trial stands, or that the study file has no rule for it to stand on."""

from dataclasses import dataclass, replace

from trial.analysis import Analysis
from trial.selection import Selection
from trial.selection_words import describe
from trial.stopping import guidance
from trial.stopping.guidance import Guidance, planned_patients
from trial.stopping.words import about_everybody
from trial.stopping_rule import StoppingRule


@dataclass(frozen=True, slots=True)
class StoppingView:
    """The guidance; None without a rule, and then `planned` is for the illustrative rule, which stands without data."""

    found: Guidance | None
    planned: int
    about: str
    """Which filters of the screen are not applied to a rule about the whole trial; "" where none is set."""


def build(analysis: Analysis, selection: Selection) -> StoppingView:
    """Apply the rule to the whole trial at the cut, whatever the filters."""
    filters = describe(replace(selection, cut=None), analysis)
    found = guidance.build(analysis)
    planned = planned_patients(analysis, StoppingRule()) if found is None else found.planned
    return StoppingView(found, planned, about_everybody(len(analysis.subjects), filters))
