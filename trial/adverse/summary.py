"""Summaries of adverse events over the patients shown: tables of counts, line listings, rates per patient-month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trial.adverse.clock import clock
from trial.adverse.counts import SocRows, Tally, Verdicts, by_class, by_period, is_grade_3, tally, verdicts
from trial.adverse.exposure import Exposure, Rate, exposure, rate
from trial.adverse.lines import EventLine
from trial.analysis import Analysis
from trial.event_names import is_coded
from trial.event_periods import ACUTE_DAYS, EARLY_DAYS, PERIODS, Period
from trial.event_relations import Relation
from trial.event_words import is_fatal
from trial.events import SEVERITY, Event
from trial.milestones import MilestoneKind
from trial.selection import Selection, filters_events, selected_subjects
from trial.selection_words import describe
from trial.seriousness import criteria
from trial.shown_events import key_of, shown_events
from trial.study import VisitKind
from trial.subjects import Subject


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """Events that began in a period, or may have; `reached` counts the patients shown who came to it."""

    periods: tuple[Period, ...]
    """More than one for partial starts; none where nothing is known."""
    reached: int | None
    """None where the period is not certain."""
    count: Tally


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the table of all events: the name of the query key that keeps just these, and the answers."""

    key: str
    label: str
    found: Verdicts


@dataclass(frozen=True, slots=True)
class NamedRate:
    """A rate with its label and what the address asks for its events, treatment-emergent apart."""

    query: str
    label: str
    rate: Rate
    is_unanswered: bool
    """Whether it is recorded of no treatment-emergent event whether it counts: then there is no rate, not a zero."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything on the page, over the patients shown and the events that the filters keep."""

    anchor_label: str
    cut: date
    patients: int
    everybody: int
    kept: Tally
    of_events: int
    """Events of the patients shown, whatever the event filters keep."""
    questions: tuple[Question, ...]
    classes: tuple[SocRows, ...]
    uncoded: int
    by_severity: int
    imputed: int
    periods: tuple[PeriodRow, ...]
    relations: tuple[tuple[Relation, Verdicts], ...]
    serious: tuple[EventLine, ...]
    special: tuple[EventLine, ...]
    has_aesi_list: bool
    dates_collected: bool
    """Whether the data have a date of report."""
    time: Exposure
    rates: tuple[NamedRate, ...]
    collected: bool
    filtered: bool
    filters: tuple[str, ...]


QUESTIONS: tuple[tuple[str, str, Callable[[Event], bool | None]], ...] = (
    ("serious", "Serious", lambda event: event.serious),
    ("fatal", "Fatal", is_fatal),
    ("grade", "Grade 3 and up", is_grade_3),
    ("aesi", "Of special interest", lambda event: event.aesi),
    ("emergent", "Treatment-emergent", lambda event: event.emergent),
    ("procedure_emergent", "Procedure-emergent", lambda event: event.procedure_emergent),
)
"""Query key, label and question of each row below "any event"; the key grade means 3 and up."""
RATES: tuple[tuple[str, str, Callable[[Event], bool | None]], ...] = (
    ("", "Any event", lambda event: True),
    ("serious=1", "Serious", lambda event: event.serious),
    ("grade=3", "Grade 3 and up", is_grade_3),
    ("aesi=1", "Of special interest", lambda event: event.aesi),
    ("judged=cells:yes", "Related to the cells", lambda event: event.related_cells),
    ("judged=puncture:yes", "Related to the puncture", lambda event: event.related_procedure),
)
"""Query text, label and question of each rate; only treatment-emergent events are counted."""


def whole_of(question: Question, found: Summary) -> int:
    """Count the patients in whom an event can be such: the treated for treatment-emergent ones, else all shown."""
    return found.time.patients if question.key == "emergent" else found.patients


def build(analysis: Analysis, selection: Selection) -> Summary:
    """Count what the selection keeps."""
    kept = [one.event for one in shown_events(analysis, selection).events]
    return _summary(analysis, selection, selected_subjects(selection, analysis), kept)


def whole(analysis: Analysis) -> Summary:
    """Count every patient and every event known at the cut."""
    return _summary(analysis, Selection(), analysis.subjects, analysis.events)


def _summary(analysis: Analysis, selection: Selection, shown: Sequence[Subject], events: Sequence[Event]) -> Summary:
    wanted = {subject.index for subject in shown}
    time = exposure(shown)
    emergent = [event for event in events if event.emergent]
    safety = analysis.snapshot.study.safety
    return Summary(
        anchor_label=analysis.snapshot.study.anchor.label,
        cut=analysis.cut,
        patients=len(shown),
        everybody=len(analysis.subjects),
        kept=tally(events),
        of_events=sum(event.subject in wanted for event in analysis.events),
        questions=tuple(Question(key, label, verdicts(events, asked)) for key, label, asked in QUESTIONS),
        classes=by_class(events),
        uncoded=sum(not is_coded(event) for event in events),
        by_severity=sum(event.grade_source == SEVERITY for event in events),
        imputed=sum(event.imputed for event in events),
        periods=_periods(analysis, shown, events),
        relations=tuple((each, verdicts(events, each.verdict)) for each in Relation),
        serious=tuple(_line(analysis, one) for one in events if one.serious),
        special=tuple(_line(analysis, one) for one in events if one.aesi),
        has_aesi_list=bool(safety.aesi),
        dates_collected=_has_report_dates(analysis),
        time=time,
        rates=tuple(_named(emergent, time, *each) for each in RATES),
        collected="AE" in analysis.snapshot.tables,
        filtered=filters_events(selection) or selection.months is not None,
        filters=describe(selection, analysis),
    )


def _named(
    emergent: Sequence[Event], time: Exposure, query: str, label: str, asked: Callable[[Event], bool | None]
) -> NamedRate:
    found = rate([event for event in emergent if asked(event)], time)
    unanswered = verdicts(emergent, asked).is_unanswered
    return NamedRate(
        query, label, replace(found, rate=None, lower=None, upper=None) if unanswered else found, unanswered
    )


def _has_report_dates(analysis: Analysis) -> bool:
    events = analysis.snapshot.tables.get("AE")
    return events is not None and analysis.snapshot.study.safety.reported in events.columns


def _line(analysis: Analysis, event: Event) -> EventLine:
    subject, rules = analysis.subjects[event.subject], analysis.snapshot.study.safety
    found = clock(event, rules, analysis.cut, _has_report_dates(analysis)) if event.serious else None
    return EventLine(key_of(subject, event), subject.id, event, criteria(event), found)


def _periods(analysis: Analysis, shown: Sequence[Subject], events: Sequence[Event]) -> tuple[PeriodRow, ...]:
    """Give every period of the trial, also without an event, then the uncertain ones that occur, then the unknown."""
    counted = by_period(events)
    reached = _reached(analysis, shown)
    certain = [PeriodRow((each,), reached[each], counted.pop((each,), Tally(0, 0))) for each in reached]
    unsure = sorted(counted.items(), key=lambda item: (not item[0], [PERIODS.index(each) for each in item[0]]))
    return (*certain, *(PeriodRow(periods, None, count) for periods, count in unsure))


def _reached(analysis: Analysis, shown: Sequence[Subject]) -> dict[Period, int]:
    """Count the patients shown who came to each period; a study without an aspiration has no ASP."""
    aspirated = _aspirated(analysis)
    days = [day for subject in shown if (day := subject.day_reached(analysis.cut)) is not None]
    found = {Period.BEFORE: len(shown)}
    if aspirated:
        found[Period.ASPIRATION] = sum(subject.index in aspirated for subject in shown)
    return found | {
        Period.ACUTE: sum(day >= 0 for day in days),
        Period.EARLY: sum(day > ACUTE_DAYS for day in days),
        Period.LATE: sum(day > EARLY_DAYS for day in days),
    }


def _aspirated(analysis: Analysis) -> set[int]:
    """Give the subjects whose marrow was aspirated: by the records of procedures, or by a held procedure visit."""
    recorded = {each.subject for each in analysis.milestones if each.kind == MilestoneKind.ASPIRATION}
    planned = [visit.kind is VisitKind.PROCEDURE for visit in analysis.snapshot.study.visits]
    return recorded | {each.subject for each in analysis.visits if planned[each.visit] and each.actual is not None}
