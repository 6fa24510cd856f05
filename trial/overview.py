"""The overview: one row a patient, what needs attention first, with the counts over all patients shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trial import tallies
from trial.analysis import Analysis
from trial.attention import Attention, Level
from trial.attention import build as weigh
from trial.axes import month_range
from trial.courses import EndpointColumn
from trial.listing import Listing
from trial.overview_listing import listing_of
from trial.patient_row import Row, Rows
from trial.primary import PrimaryStatus
from trial.selection import Selection, filters_events, selected_subjects
from trial.selection_words import describe
from trial.stopping import review
from trial.stopping.review import Review
from trial.subjects import Subject
from trial.tallies import StudyFacts, Summary

ROWS_PER_PAGE = 25
_NUMBERED = re.compile(r"(week|wk|w|month|mn|m|day|d|visit|v)\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VisitColumn:
    """One planned visit: its name and the few letters that stand above its cells."""

    label: str
    short: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The finding: how many of the patients shown need attention, and what the study is."""

    shown: int
    everybody: int
    attention: int
    facts: StudyFacts
    review: Review | None = None
    """What the rule for stopping calls the board for, of the whole trial."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The rows of one page, with the scales that their small figures share with all patients."""

    rows: tuple[Row, ...]
    endpoints: tuple[EndpointColumn, ...]
    months: tuple[float, float]
    """The one range of months of all small figures."""
    visits: tuple[VisitColumn, ...]
    anchor_label: str
    has_primary: bool
    """Whether the primary safety endpoint is collected of anybody in the study."""
    shown: int
    everybody: int
    attention: int
    """Patients shown who need attention, on all pages."""
    first: int
    """The place of the first row of the page among all rows shown, from 1."""
    page: int
    pages: int
    filters: tuple[str, ...]
    events_filtered: bool


def headline(analysis: Analysis, selection: Selection) -> Headline:
    """Count who needs attention among the patients the selection keeps."""
    shown = selected_subjects(selection, analysis)
    return Headline(
        shown=len(shown),
        everybody=len(analysis.subjects),
        attention=_in_need(shown, weigh(analysis)),
        facts=tallies.facts(analysis),
        review=review.build(analysis),
    )


def summary(analysis: Analysis, selection: Selection) -> Summary:
    """Count over the patients the selection keeps."""
    return tallies.build(analysis, selected_subjects(selection, analysis))


def build(analysis: Analysis, selection: Selection) -> Overview:
    """Make the rows of the patients the selection keeps; a page beyond the last is the last."""
    shown, attention = selected_subjects(selection, analysis), weigh(analysis)
    ordered = by_urgency(shown, attention)
    pages = max(1, -(-len(ordered) // ROWS_PER_PAGE))
    page = min(selection.page, pages)
    first = (page - 1) * ROWS_PER_PAGE
    rows, study = Rows(analysis, selection, attention), analysis.snapshot.study
    return Overview(
        rows=tuple(rows.row(subject) for subject in ordered[first : first + ROWS_PER_PAGE]),
        endpoints=tuple(rows.courses.column(endpoint) for endpoint in rows.endpoints),
        months=selection.months or month_range(analysis, with_unused=False),
        visits=tuple(VisitColumn(visit.label, short_label(visit.label)) for visit in study.visits),
        anchor_label=study.anchor.label,
        has_primary=any(one.status is not PrimaryStatus.NOT_COLLECTED for one in analysis.primary),
        shown=len(shown),
        everybody=len(analysis.subjects),
        attention=_in_need(shown, attention),
        first=first + 1,
        page=page,
        pages=pages,
        filters=describe(selection, analysis),
        events_filtered=filters_events(selection),
    )


def _in_need(shown: Iterable[Subject], attention: Sequence[Attention]) -> int:
    return sum(attention[subject.index].level is not Level.NOTHING for subject in shown)


def by_urgency(shown: Iterable[Subject], attention: Sequence[Attention]) -> list[Subject]:
    """Order patients by level, then by what the first reason is about, then by id."""
    return sorted(shown, key=lambda subject: (attention[subject.index].rank, subject.id))


def short_label(label: str) -> str:
    """Shorten a visit's name to what stands above a small cell: "Month 12" 12, "Week 2" 2w, "Screening" S."""
    found = _NUMBERED.match(label.strip())
    if found is None:
        return label.strip()[:1].upper()
    kind, number = found[1][:1].lower(), found[2]
    return {"m": number, "v": f"v{number}"}.get(kind, f"{number}{kind}")


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """Give one row a patient with every number of the overview, for all patients shown, in the order of the view."""
    attention = weigh(analysis)
    rows = Rows(analysis, selection, attention)
    ordered = by_urgency(selected_subjects(selection, analysis), attention)
    endpoints = [analysis.snapshot.study.endpoints[place] for place in rows.endpoints]
    return listing_of([rows.row(subject) for subject in ordered], endpoints)
