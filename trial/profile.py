"""One patient: facts, endpoints, events and visits on one axis of months, and who stands before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trial import beyond, historical_words, pairs
from trial.analysis import Analysis
from trial.attention import Attention
from trial.attention import build as weigh
from trial.axes import month_range, padded, value_extent
from trial.beyond import Beyond
from trial.calendar import MONTH_DAYS
from trial.equation_words import sentences
from trial.event_course import Observed, course, cut_to, observed, shifted
from trial.event_lanes import Happening, Mark, alone, happenings
from trial.events import Event
from trial.handling import DEFAULT
from trial.handling_words import rule
from trial.listing import Listing
from trial.milestones import Milestone, MilestoneKind
from trial.pairs import Pair, PairPoint
from trial.patient_visits import PatientVisits, patient_visits
from trial.primary import Primary, meaning
from trial.selection import Alignment, Scale, Selection, kept_of_patient, selected_endpoints, selected_subjects
from trial.shown_events import ShownEvent, in_months, key_of
from trial.study import Endpoint, PlannedVisit
from trial.subjects import Subject
from trial.time_axis import TimeAxis
from trial.visit_days import window_months
from trial.visits import PlannedVisitStatus, UnscheduledVisit
from trial.words import date_text, day_text, inner, number


@dataclass(frozen=True, slots=True)
class Panel:
    """One endpoint of the patient, the range of values it is drawn on, and what is asked for beside its course."""

    endpoint: Endpoint
    pair: Pair
    extent: tuple[float, float]
    expected: Beyond | None = None
    natural: Beyond | None = None


@dataclass(frozen=True, slots=True)
class VisitMark:
    """One planned visit: window and day held, in months from the anchor."""

    planned: PlannedVisit
    status: PlannedVisitStatus
    window: tuple[float, float]
    held: float | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where the patient stands among those the filters keep: place from 1, how many, ids before and after."""

    place: int | None
    of: int
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything the patient view shows. Months count from the anchor; None without one."""

    subject: Subject
    anchor_label: str
    synthetic: bool
    cut: date
    cut_month: float | None
    months: tuple[float, float]
    neighbours: Neighbours
    attention: Attention
    facts: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    axis: TimeAxis
    """The same months as days, on which events and happenings lie."""
    seen: Observed
    lanes: tuple[Mark, ...]
    """The events that the filters keep, each on a lane of its own."""
    undated_events: tuple[Event, ...]
    """Events that the filters keep and that have no place on the axis."""
    events_shown: int
    events_all: int
    happenings: tuple[Happening, ...]
    visits: tuple[VisitMark, ...]
    unscheduled: tuple[UnscheduledVisit, ...]
    primary: Primary
    compliance: PatientVisits
    handling_rule: str
    """Which values enter the slopes, in sentences."""
    history: str
    """How many historical values are eligible; "" without any."""
    historical: Listing
    """Each of them, with why."""
    equations: tuple[str, ...]
    """Whose reference equation % predicted stands on, in sentences."""
    is_handled: bool
    """Something other than the rule on historical records decides it."""


def build(analysis: Analysis, selection: Selection, subject_id: str) -> Profile | None:
    """Give the profile of one patient, None when these data have no such patient."""
    subject = next((one for one in analysis.subjects if one.id == subject_id), None)
    if subject is None:
        return None
    study = analysis.snapshot.study
    months = selection.months or month_range(analysis)
    axis = TimeAxis(Alignment.ANCHOR, months[0] * MONTH_DAYS, months[1] * MONTH_DAYS, study.anchor.label)
    seen = observed(subject, analysis.cut)
    events = [event for event in analysis.events if event.subject == subject.index]
    shown = list(_shown(analysis, selection, subject, seen))
    unscheduled = tuple(one for one in analysis.unscheduled if one.subject == subject.index)
    milestones = tuple(one for one in analysis.milestones if one.subject == subject.index)
    cut_month = None if subject.anchor is None else (analysis.cut - subject.anchor).days / MONTH_DAYS
    compliance = patient_visits(analysis, subject, unscheduled)
    panels = _panels(analysis, selection, subject)
    return Profile(
        subject=subject,
        anchor_label=study.anchor.label,
        synthetic=study.synthetic,
        cut=analysis.cut,
        cut_month=cut_month,
        months=months,
        neighbours=_neighbours(analysis, selection, subject),
        attention=weigh(analysis)[subject.index],
        facts=_facts(analysis, subject, panels, compliance, milestones),
        panels=panels,
        axis=axis,
        seen=seen,
        lanes=tuple(_lanes(shown, seen, axis)),
        undated_events=tuple(one.event for one in shown if one.course is None or seen.zero is None),
        events_shown=len(shown),
        events_all=len(events),
        happenings=() if seen.zero is None else tuple(happenings(milestones, axis, seen.zero)),
        visits=_visits(analysis, subject),
        unscheduled=unscheduled,
        primary=analysis.primary[subject.index],
        compliance=compliance,
        handling_rule=rule(analysis),
        history=historical_words.sentence(analysis, [subject.index], selected_endpoints(selection, analysis)),
        historical=historical_words.listing(analysis, [subject.index]),
        equations=sentences(analysis, [subject.index], selected_endpoints(selection, analysis)),
        is_handled=analysis.handling != DEFAULT or bool(analysis.censorings or analysis.undated),
    )


def _panels(analysis: Analysis, selection: Selection, subject: Subject) -> tuple[Panel, ...]:
    wanted = selected_endpoints(selection, analysis)
    months = selection.months or month_range(analysis)
    own = [subject.index * len(analysis.snapshot.study.endpoints) + endpoint for endpoint in wanted]
    none = [None] * len(own)
    expected = beyond.expected(analysis, own) if selection.expected else none
    natural = beyond.natural(analysis, own) if selection.natural else none
    drawn = pairs.build(analysis, [subject.index], wanted)
    found = []
    for endpoint, pair, *beside in zip(wanted, drawn, expected, natural, strict=True):
        extent = value_extent(analysis, endpoint)
        fitted = pairs.extent_of([pair], months)
        if selection.scale is Scale.FIT and fitted is not None:
            extent = padded(fitted)
        found.append(Panel(analysis.snapshot.study.endpoints[endpoint], pair, extent, *beside))
    return tuple(found)


def _shown(analysis: Analysis, selection: Selection, subject: Subject, seen: Observed) -> Iterator[ShownEvent]:
    """Give the events of the patient that the filters keep, as the safety view places them."""
    primary = analysis.primary[subject.index]
    for event in kept_of_patient(selection, (event for event in analysis.events if event.subject == subject.index)):
        one = course(event, seen)
        if in_months(selection, one, seen):
            yield ShownEvent(event, subject, key_of(subject, event), one, meaning(event, primary), 1)


def _lanes(shown: Sequence[ShownEvent], seen: Observed, axis: TimeAxis) -> Iterator[Mark]:
    """Give each event with a day a lane, in the order of their starts."""
    if seen.zero is not None:
        dated = [(one, one.course) for one in shown if one.course is not None]
        for lane, (one, found) in enumerate(dated):
            yield alone(one, cut_to(shifted(found, seen.zero), axis.low, axis.high), lane)


def _visits(analysis: Analysis, subject: Subject) -> tuple[VisitMark, ...]:
    return tuple(
        VisitMark(
            plan,
            status,
            window_months(subject, status) or _planned_months(plan),
            None if status.actual_day is None else status.actual_day / MONTH_DAYS,
        )
        for plan, status in zip(analysis.snapshot.study.visits, analysis.visits_of(subject.index), strict=True)
    )


def _planned_months(plan: PlannedVisit) -> tuple[float, float]:
    return (plan.day + plan.window[0]) / MONTH_DAYS, (plan.day + plan.window[1]) / MONTH_DAYS


def _neighbours(analysis: Analysis, selection: Selection, subject: Subject) -> Neighbours:
    ids = [one.id for one in selected_subjects(selection, analysis)]
    if subject.id not in ids:
        return Neighbours(None, len(ids), None, ids[0] if ids else None)
    place = ids.index(subject.id)
    before = ids[place - 1] if place else None
    after = ids[place + 1] if place + 1 < len(ids) else None
    return Neighbours(place + 1, len(ids), before, after)


def _facts(
    analysis: Analysis,
    subject: Subject,
    panels: tuple[Panel, ...],
    compliance: PatientVisits,
    milestones: tuple[Milestone, ...],
) -> tuple[tuple[str, str], ...]:
    anchor = analysis.snapshot.study.anchor.label
    facts = [
        ("Age, sex", _age_sex(subject)),
        ("Arm", subject.arm or ""),
        (anchor, date_text(subject.anchor) if subject.anchor else "none yet"),
        ("Follow-up", _follow_up(subject, analysis.cut)),
        (f"At {inner(anchor)}", _baseline(panels)),
        ("Last visit", f"{date_text(compliance.last[1])}, {compliance.last[0].lower()}" if compliance.last else ""),
        ("Prohibited medicine", _prohibited(analysis, milestones)),
    ]
    return tuple((label, text) for label, text in facts if text)


def _prohibited(analysis: Analysis, milestones: tuple[Milestone, ...]) -> str:
    """Count the prohibited medicines taken; where the study names none or the data have no CM, nothing was checked."""
    if not analysis.snapshot.study.prohibited or "CM" not in analysis.snapshot.tables:
        return "Not checked"
    taken = sum(one.kind == MilestoneKind.PROHIBITED_MEDICATION for one in milestones)
    return f"{taken} taken" if taken else "None recorded"


def _age_sex(subject: Subject) -> str:
    sexes = {"F": "female", "M": "male"}
    age = "" if subject.age is None else f"{subject.age:g}"
    sex = "" if subject.sex is None else sexes.get(subject.sex.upper(), subject.sex.lower())
    return ", ".join(filter(None, (age, sex)))


def _follow_up(subject: Subject, cut: date) -> str:
    day = subject.day_reached(cut)
    return "" if day is None else f"to {day_text(day)}"


def _baseline(panels: tuple[Panel, ...], most: int = 2) -> str:
    """Name the baseline values of the first endpoints: "ALSFRS-R 35, FVC 84 % predicted"."""
    found = [(panel.endpoint, point) for panel in panels if (point := _baseline_point(panel.pair)) is not None]
    return ", ".join(
        f"{endpoint.label} {number(point.value, endpoint.decimals)}{' %' if endpoint.unit.startswith('%') else ''}"
        for endpoint, point in found[:most]
    )


def _baseline_point(pair: Pair) -> PairPoint | None:
    return next((point for point in pair.points if point.is_baseline), None)
