"""Counts over the patients shown: primary safety endpoint, serious events, accrual, visits, deviations; study facts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from trial.analysis import Analysis
from trial.deviations.medicines import prohibited_medicines
from trial.primary import EVALUABLE_DAYS, PrimaryStatus, exact_interval, is_followed
from trial.subjects import Subject, SubjectId, SubjectStatus
from trial.visits import EXPECTED, HELD, VisitStatus

YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class PrimaryTally:
    """The primary safety endpoint over the treated patients shown.

    `evaluable` (the denominator) counts patients with an event, or followed for 30 days without one: a patient followed
    for less says nothing yet, and would make the interval look tighter than it is. Both intervals are exact
    (Clopper-Pearson, two-sided 95 %); `interval_if_pending` counts every pending patient as an event, of
    `evaluable_if_pending`. The same numbers as in trial.endpoint_rates.
    """

    confirmed: int
    pending: int
    evaluable: int
    evaluable_if_pending: int
    not_evaluable: int
    """Followed for less than 30 days, without an event and without a pending one."""
    not_collected: str | None
    """Why the endpoint cannot be judged in some or all patients; the intervals are then None."""
    interval: tuple[float, float] | None
    interval_if_pending: tuple[float, float] | None
    patients: tuple[tuple[SubjectId, PrimaryStatus], ...]
    """Every treated patient shown, in subject order."""


@dataclass(frozen=True, slots=True)
class EventTally:
    """Adverse events reported by the cut in the patients shown, whatever the event filters say."""

    events: int
    serious_patients: int
    serious_events: int
    unknown_serious: int
    """Events of which it is not recorded whether they are serious."""
    deaths: int


@dataclass(frozen=True, slots=True)
class VisitTally:
    """Planned visits of the patients shown. Expected = held + overdue + missed (domain rule 5.2)."""

    planned: bool
    expected: int
    in_window: int
    off_window: int
    missed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class DeviationTally:
    """Prohibited medicines taken by the patients shown."""

    records: int
    patients: int
    unknown: str | None
    """Why nothing can be said, None where it can."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts over the patients shown; `everybody` says whether these are all patients of the study."""

    shown: int
    everybody: bool
    treated: int
    patient_years: float
    """Sum over treated patients of the days from the anchor to the last contact, in years of 365.25 days."""
    primary: PrimaryTally
    events: EventTally
    visits: VisitTally
    deviations: DeviationTally


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What the study is and how far it has come; always of the whole study at the cut."""

    title: str
    registry: str
    phase: str
    anchor_label: str
    planned: int | None
    patients: int
    treated: int
    first_anchor: date | None
    last_anchor: date | None
    cut: date
    is_as_of: bool
    statuses: tuple[tuple[SubjectStatus, int], ...]


def build(analysis: Analysis, shown: Sequence[Subject]) -> Summary:
    """Count over the patients shown."""
    treated = [subject for subject in shown if subject.anchor is not None]
    days = sum(max(subject.last_day or 0, 0) for subject in treated)
    wanted = frozenset(subject.index for subject in shown)
    return Summary(
        shown=len(shown),
        everybody=len(shown) == len(analysis.subjects),
        treated=len(treated),
        patient_years=days / YEAR_DAYS,
        primary=primary(analysis, treated),
        events=_events(analysis, shown, wanted),
        visits=_visits(analysis, wanted),
        deviations=_deviations(analysis, wanted),
    )


def facts(analysis: Analysis) -> StudyFacts:
    """Collect the facts of the study."""
    snapshot, counts = analysis.snapshot, Counter(subject.status for subject in analysis.subjects)
    anchors = sorted(subject.anchor for subject in analysis.subjects if subject.anchor is not None)
    return StudyFacts(
        title=snapshot.study.title,
        registry=snapshot.study.registry,
        phase=snapshot.study.phase,
        anchor_label=snapshot.study.anchor.label,
        planned=snapshot.study.planned_subjects,
        patients=len(analysis.subjects),
        treated=len(anchors),
        first_anchor=anchors[0] if anchors else None,
        last_anchor=anchors[-1] if anchors else None,
        cut=analysis.cut,
        is_as_of=analysis.cut != snapshot.cut,
        statuses=tuple((status, counts[status]) for status in SubjectStatus if counts[status]),
    )


def primary(analysis: Analysis, treated: Sequence[Subject]) -> PrimaryTally:
    """Count the primary safety endpoint over these treated patients."""
    own = [analysis.primary[subject.index] for subject in treated]
    counts = Counter(one.status for one in own)
    confirmed, pending = counts[PrimaryStatus.EVENT], counts[PrimaryStatus.PENDING]
    followed = sum(
        one.status is PrimaryStatus.PENDING and is_followed(each) for each, one in zip(treated, own, strict=True)
    )
    evaluable = confirmed + counts[PrimaryStatus.NO_EVENT] + followed
    with_pending = evaluable - followed + pending
    missing = next((one.text for one in own if one.status is PrimaryStatus.NOT_COLLECTED), None)
    known = missing is None
    return PrimaryTally(
        confirmed=confirmed,
        pending=pending,
        evaluable=evaluable,
        evaluable_if_pending=with_pending,
        not_evaluable=counts[PrimaryStatus.NOT_EVALUABLE],
        not_collected=missing,
        interval=exact_interval(confirmed, evaluable) if known and evaluable else None,
        interval_if_pending=exact_interval(confirmed + pending, with_pending) if known and pending else None,
        patients=tuple((subject.id, one.status) for subject, one in zip(treated, own, strict=True)),
    )


def _events(analysis: Analysis, shown: Iterable[Subject], wanted: frozenset[int]) -> EventTally:
    own = [event for event in analysis.events if event.subject in wanted]
    serious = [event.subject for event in own if event.serious]
    return EventTally(
        events=len(own),
        serious_patients=len(set(serious)),
        serious_events=len(serious),
        unknown_serious=sum(event.serious is None for event in own),
        deaths=sum(subject.status is SubjectStatus.DIED for subject in shown),
    )


def _visits(analysis: Analysis, wanted: frozenset[int]) -> VisitTally:
    counts = Counter(visit.status for visit in analysis.visits if visit.subject in wanted)
    return VisitTally(
        planned=bool(analysis.snapshot.study.visits),
        expected=sum(counts[status] for status in EXPECTED),
        in_window=counts[VisitStatus.IN_WINDOW],
        off_window=sum(counts[status] for status in HELD - {VisitStatus.IN_WINDOW}),
        missed=counts[VisitStatus.MISSED],
        overdue=counts[VisitStatus.OVERDUE],
    )


def _deviations(analysis: Analysis, wanted: frozenset[int]) -> DeviationTally:
    taken = [milestone.subject for milestone in prohibited_medicines(analysis) if milestone.subject in wanted]
    unknown = None
    if not analysis.snapshot.study.prohibited:
        unknown = "The study file names no prohibited medicine."
    elif "CM" not in analysis.snapshot.tables:
        unknown = "The data have no medication (CM)."
    return DeviationTally(len(taken), len(set(taken)), unknown)


def evaluable_rule() -> str:
    """Say which patients stand in the denominator of the primary safety endpoint."""
    return f"Evaluable: an event, or {EVALUABLE_DAYS} days of follow-up without one."
