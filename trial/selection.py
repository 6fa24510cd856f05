"""What the screen asks for: which patients, endpoints, months and events, at which cut, drawn how."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trial.analysis import Analysis
from trial.deviation_rules import Rule
from trial.event_words import is_fatal
from trial.events import Event
from trial.handling import Handling, History, Strategy, plainest
from trial.narrowing import EVERYTHING, Narrowing, lacking
from trial.subjects import Subject, SubjectStatus
from trial.visit_filter import VisitFilter, passes

MOST_NAMED = 8
"""Patients or endpoints that a filter names in words."""


EVENT_FLAGS = ("serious", "related", "emergent", "procedure_emergent", "aesi", "fatal", "news")
"""Fields of a Selection that keep only the events of which this is recorded."""
BESIDE_FLAGS = ("expected", "natural")
"""Fields of a Selection that draw something beside the courses."""


class Arrangement(StrEnum):
    """How trajectories are drawn."""

    PANELS = "panels"
    OVERLAY = "overlay"


class Alignment(StrEnum):
    """What the safety timeline is aligned on."""

    ANCHOR = "anchor"
    CALENDAR = "calendar"


class Sort(StrEnum):
    """In which order the patients of the safety timeline stand."""

    USUAL = "usual"
    """By id where there are few patients, else the worst first."""
    ID = "id"
    FIRST = "first"
    WORST = "worst"


class Lane(StrEnum):
    """What may stand below the events of each patient on the safety timeline, in this order."""

    MEDICINES = "medicines"
    PROCEDURES = "procedures"
    ENDPOINTS = "endpoints"


class Scale(StrEnum):
    """Whether an endpoint has one scale for all patients or is fitted to what is shown."""

    SAME = "same"
    FIT = "fit"


class Display(StrEnum):
    """How visits are shown."""

    GRID = "grid"
    DAYS = "days"
    LISTING = "listing"
    COMPLETENESS = "completeness"
    DEVIATIONS = "deviations"


class Part(StrEnum):
    """What the safety view shows."""

    TIMELINE = "timeline"
    ENDPOINT = "endpoint"
    SUMMARY = "summary"
    COURSE = "course"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class Selection:
    """One question to the data. Empty tuples and None mean everything.

    `months` is a range of months from the anchor, `grade` a minimum, `cut` an as-of date. `day` is the day of the
    timeline's line: counted from the anchor, or a date where the timeline is aligned on the calendar. `event` is
    "<subject>:<AESEQ>", `visit` is "<subject>:<visit id>": the open record and the open cell.
    """

    subjects: tuple[str, ...] = ()
    status: tuple[SubjectStatus, ...] = ()
    visits: VisitFilter = VisitFilter.ANY
    endpoints: tuple[str, ...] = ()
    months: tuple[float, float] | None = None
    grade: int | None = None
    serious: bool = False
    related: bool = False
    emergent: bool = False
    news: bool = False
    """Only events new or changed since the previous data cut."""
    procedure_emergent: bool = False
    aesi: bool = False
    fatal: bool = False
    narrowing: Narrowing = EVERYTHING
    """What a count of a summary asks for."""
    expected: bool = False
    """Draw the pre line continued, with its prediction interval."""
    natural: bool = False
    """Draw the natural history of the study file."""
    history: History = History.ELIGIBLE
    strategy: Strategy = Strategy.PLANNED
    cut: date | None = None
    arrangement: Arrangement = Arrangement.PANELS
    alignment: Alignment = Alignment.ANCHOR
    scale: Scale = Scale.SAME
    display: Display = Display.GRID
    part: Part = Part.TIMELINE
    sort: Sort = Sort.USUAL
    lanes: tuple[Lane, ...] = ()
    """In the order of Lane."""
    day: int | date | None = None
    rule: Rule | None = None
    """The rule whose deviations are listed; None: all."""
    page: int = 1
    event: str | None = None
    visit: str | None = None
    zero: str | None = None
    """The planned visit that is day 0 of the study-day chart; None for the anchor."""

    @property
    def handling(self) -> Handling:
        """Which values enter the fits."""
        return Handling(self.history, self.strategy)


def reconcile(selection: Selection, analysis: Analysis) -> tuple[Selection, tuple[str, ...]]:
    """Drop what these data do not have; say each thing that was dropped in one sentence."""
    notices: list[str] = []
    known: set[str] = {subject.id for subject in analysis.subjects}
    endpoints = {endpoint.id for endpoint in analysis.snapshot.study.endpoints}
    kept_subjects = _kept("patient", selection.subjects, known, notices)
    kept_endpoints = _kept("endpoint", selection.endpoints, endpoints, notices)
    event, visit = selection.event, selection.visit
    if event is not None and event not in _event_keys(analysis):
        notices.append("The event in the address is not in these data; no record is open.")
        event = None
    if visit is not None and not _is_cell(visit, analysis, known):
        notices.append("The visit in the address is not in this study; no visit is open.")
        visit = None
    narrowing = selection.narrowing
    if lost := lacking(narrowing, analysis.events) if narrowing.is_set else ():
        asked = ", ".join(f"{name} {str(getattr(narrowing, name))[:40]}" for name in lost)
        notices.append(f"Not in these data and ignored: {asked}.")
        narrowing = replace(narrowing, **dict.fromkeys(lost))
    day = selection.day
    if day is not None and isinstance(day, date) is not (selection.alignment is Alignment.CALENDAR):
        wanted = "a date on the calendar, else a number of days"
        notices.append(f"The day in the address does not fit the axis ({wanted}); no day is chosen.")
        day = None
    zero = selection.zero
    if zero is not None and analysis.snapshot.study.visit(zero) is None:
        notices.append("The visit named as day 0 in the address is not in this study; days count from the anchor.")
        zero = None
    news = selection.news
    if news and analysis.snapshot.study.previous_cut is None:
        notices.append("The study file names no previous data cut; news in the address was ignored.")
        news = False
    cut = selection.cut
    limit = analysis.snapshot.cut_limit
    if cut is not None and limit is not None and cut > limit:
        notices.append(f"The data end at the cut, {limit.isoformat()}; a later date was ignored.")
        cut = None
    if cut == analysis.snapshot.cut:
        cut = None
    same = plainest(analysis.snapshot.study, selection.handling)
    cleaned = replace(
        selection, subjects=kept_subjects, endpoints=kept_endpoints, narrowing=narrowing, event=event, visit=visit,
        zero=zero, cut=cut, day=day, news=news, history=same.history, strategy=same.strategy,
    )  # fmt: skip
    return cleaned, tuple(notices)


def _kept(noun: str, asked: tuple[str, ...], known: set[str], notices: list[str]) -> tuple[str, ...]:
    wanted = [part for one in asked for part in _parts(one, known)]
    unknown = [one for one in wanted if one not in known]
    if unknown:
        notices.append(f"Not in these data and ignored: {noun} {', '.join(one[:40] for one in unknown[:5])}.")
    return tuple(dict.fromkeys(one for one in wanted if one in known))


def _parts(item: str, known: set[str]) -> list[str]:
    """Part an item at its commas unless it is known as a whole: some programs write the commas of a link as %2C."""
    return [item] if item in known else [part for part in item.split(",") if part]


def _event_keys(analysis: Analysis) -> set[str]:
    return {f"{analysis.subjects[event.subject].id}:{event.seq}" for event in analysis.events}


def _is_cell(visit: str, analysis: Analysis, known: set[str]) -> bool:
    subject, _, visit_id = visit.rpartition(":")
    return subject in known and analysis.snapshot.study.visit(visit_id) is not None


def selected_subjects(selection: Selection, analysis: Analysis) -> tuple[Subject, ...]:
    """Give the patients that the selection keeps, in subject order."""
    wanted, statuses = set(selection.subjects), set(selection.status)
    return tuple(
        subject
        for subject in analysis.subjects
        if (not wanted or subject.id in wanted)
        and (not statuses or subject.status in statuses)
        and (selection.visits is VisitFilter.ANY or passes(selection.visits, analysis.visits_of(subject.index)))
    )


def selected_endpoints(selection: Selection, analysis: Analysis) -> tuple[int, ...]:
    """Give the positions of the endpoints that the selection keeps, in the order of the study file."""
    wanted = set(selection.endpoints)
    endpoints = analysis.snapshot.study.endpoints
    return tuple(place for place, endpoint in enumerate(endpoints) if not wanted or endpoint.id in wanted)


def matches(selection: Selection, event: Event) -> bool:
    """Say whether the event filters keep an event; what is not recorded (grade, serious, related) does not pass.

    A worst grade is asked of all events of a patient together: `kept_of_patient`.
    """
    return (
        (selection.grade is None or (event.grade is not None and event.grade >= selection.grade))
        and (not selection.serious or event.serious is True)
        and (not selection.related or event.related is True)
        and (not selection.emergent or event.emergent is True)
        and (not selection.news or event.news is not None)
        and (not selection.procedure_emergent or event.procedure_emergent is True)
        and (not selection.aesi or event.aesi is True)
        and (not selection.fatal or is_fatal(event))
        and (not selection.narrowing.is_set or selection.narrowing.keeps(event))
    )


def kept_of_patient(selection: Selection, events: Iterable[Event]) -> list[Event]:
    """Give the events of one patient that the event filters keep."""
    return selection.narrowing.at_worst([event for event in events if matches(selection, event)])


def filters_events(selection: Selection) -> bool:
    """Say whether any event filter is set."""
    flags = any(getattr(selection, name) for name in EVENT_FLAGS)
    return selection.grade is not None or selection.narrowing.is_set or flags
