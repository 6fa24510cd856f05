"""The safety view: events of the selected patients as lanes and as a listing."""

from dataclasses import dataclass

from trial.analysis import Analysis
from trial.events import Event
from trial.listing import Column, Listing
from trial.selection import Selection, selected_subjects


@dataclass(frozen=True, slots=True)
class SafetyTimeline:
    """The events that the selection keeps."""

    events: tuple[Event, ...]


def build(analysis: Analysis, selection: Selection) -> SafetyTimeline:
    """Keep the events of the selection."""
    shown = {subject.index for subject in selected_subjects(selection, analysis)}
    return SafetyTimeline(tuple(event for event in analysis.events if event.subject in shown))


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the events of the selection."""
    columns = (Column("subject", "Patient"), Column("term", "Event"), Column("grade", "Grade", "number", 0))
    rows = tuple(
        (analysis.subjects[event.subject].id, event.term, event.grade) for event in build(analysis, selection).events
    )
    return Listing("events", "Adverse events", columns, rows)
