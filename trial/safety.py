"""The safety timeline: the events of each patient as lanes on one axis of time, with what happened beside them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from trial import safety_counts
from trial.analysis import Analysis
from trial.bands import BandKind, aspiration_day
from trial.event_course import BLANK_ENDS, OPEN_ENDS, End
from trial.event_lanes import MOST_LANES, Own, Page, PatientLanes, patient_lanes
from trial.events import SEVERITY, News
from trial.lane_rows import LaneRow, Rows
from trial.listing import Listing
from trial.safety_counts import SafetyCounts
from trial.safety_listing import listing_of
from trial.selection import Lane, Selection, Sort, filters_events
from trial.selection_words import describe
from trial.shown_events import PATIENTS_PER_PAGE, ShownEvent, ShownEvents, shown_events
from trial.subjects import Subject, SubjectId
from trial.time_axis import TimeAxis, time_axis

MOST_NAMED = 60
"""Up to this many events on a page each carries its name."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the events of a page have, so that the key and the footnote explain that and no more."""

    grades: tuple[int | None, ...]
    serious: int
    one_day: int
    ongoing: int
    last_seen: int
    imputed: int
    unknown: int
    hidden: int
    by_severity: int
    of_interest: int
    news: frozenset[News]
    bands: frozenset[BandKind]


@dataclass(frozen=True, slots=True)
class SafetyTimeline:
    """One page of lanes, with the counts over all patients shown."""

    axis: TimeAxis
    cut: date
    lanes: tuple[PatientLanes, ...]
    quiet: tuple[SubjectId, ...]
    """Patients shown who have no lanes, because they have no event that is kept."""
    counts: SafetyCounts
    drawn: Drawn
    few: bool
    """Few patients, all with lanes; else those with events."""
    sort: Sort
    """The order in which the patients stand."""
    named: bool
    page: int
    pages: int
    first: int
    """The place of the first patient of the page among all who have lanes, from 1."""
    patients_with_lanes: int
    open_event: str | None
    collected: bool
    """Whether the data have adverse events at all."""
    filters: tuple[str, ...]
    filtered: bool
    """Whether filters of events, or a range of months, leave events out."""
    synthetic: bool
    rows: tuple[Lane, ...]
    """The rows asked for below the events."""
    only_news: bool
    previous_cut: date | None
    """The previous data cut, if it lies before this one."""
    new: int
    changed: int
    """Events kept, of all pages, that are new or changed since the previous cut."""


def build(analysis: Analysis, selection: Selection) -> SafetyTimeline:
    """Lay out one page of the events that the selection keeps; a page beyond the last is the last."""
    shown = shown_events(analysis, selection)
    axis = time_axis(analysis, selection, shown)
    first = (shown.page - 1) * PATIENTS_PER_PAGE
    on_page = [one for one in shown.events if one.page == shown.page]
    named = len(on_page) <= MOST_NAMED
    page = Page(axis, named, None if len(shown.patients) == 1 else MOST_LANES)
    rows = Rows(analysis, selection, shown.lanes[first : first + PATIENTS_PER_PAGE], shown.observed)
    own = _own(analysis, shown, on_page, first, lambda subject: rows.of(subject, axis, shown.few))
    lanes = tuple(patient_lanes(one, page) for one in own)
    study = analysis.snapshot.study
    previous = study.previous_cut
    return SafetyTimeline(
        axis=axis,
        cut=analysis.cut,
        lanes=lanes,
        quiet=tuple(subject.id for subject in shown.quiet),
        counts=safety_counts.build(analysis, shown.patients, [one.event for one in shown.events]),
        drawn=_drawn(lanes),
        few=shown.few,
        sort=shown.sort,
        named=named,
        page=shown.page,
        pages=shown.pages,
        first=first + 1,
        patients_with_lanes=len(shown.lanes),
        open_event=selection.event,
        collected="AE" in analysis.snapshot.tables,
        filters=describe(selection, analysis),
        filtered=filters_events(selection) or selection.months is not None,
        synthetic=study.synthetic,
        rows=selection.lanes,
        only_news=selection.news,
        previous_cut=previous if previous is not None and previous < analysis.cut else None,
        new=sum(one.event.news is News.NEW for one in shown.events),
        changed=sum(one.event.news is News.CHANGED for one in shown.events),
    )


def _own(
    analysis: Analysis,
    shown: ShownEvents,
    on_page: Iterable[ShownEvent],
    first: int,
    rows: Callable[[Subject], tuple[LaneRow, ...]],
) -> list[Own]:
    kept = _grouped(on_page, lambda one: one.subject.index)
    milestones = _grouped(analysis.milestones, lambda one: one.subject)
    events = Counter(event.subject for event in analysis.events)
    return [
        Own(
            subject,
            shown.observed[subject.index],
            kept.get(subject.index, ()),
            milestones.get(subject.index, ()),
            events[subject.index],
            aspiration_day(milestones.get(subject.index, ()), analysis.snapshot.study),
            rows(subject),
        )
        for subject in shown.lanes[first : first + PATIENTS_PER_PAGE]
    ]


def _grouped(items: Iterable[Item], owner: Callable[[Item], int]) -> Mapping[int, list[Item]]:
    found = defaultdict[int, list[Item]](list)
    for item in items:
        found[owner(item)].append(item)
    return found


def _drawn(lanes: Iterable[PatientLanes]) -> Drawn:
    patients = list(lanes)
    marks = [mark for patient in patients for mark in patient.marks]
    ends = Counter(mark.course.end for mark in marks)
    grades = {mark.event.grade for mark in marks}
    return Drawn(
        grades=tuple(sorted(grades, key=lambda grade: (grade is None, grade or 0))),
        serious=sum(mark.event.serious is True for mark in marks),
        one_day=sum(mark.course.one_day for mark in marks),
        ongoing=sum(ends[end] for end in OPEN_ENDS),
        last_seen=ends[End.LAST_SEEN],
        imputed=sum(mark.course.imputed for mark in marks),
        unknown=sum(ends[end] for end in BLANK_ENDS),
        hidden=sum(patient.hidden for patient in patients),
        by_severity=sum(mark.event.grade_source == SEVERITY for mark in marks),
        of_interest=sum(mark.event.aesi is True for mark in marks),
        news=frozenset(mark.event.news for mark in marks if mark.event.news is not None),
        bands=frozenset(band.kind for patient in patients for band in patient.bands),
    )


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every event that the selection keeps, on all pages, in the order of the lanes."""
    return listing_of(shown_events(analysis, selection).events)
