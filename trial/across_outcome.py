"""The outcome of the treated patients: followed until when, the first event, survival, and the joint rank."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.columns import Flags, Floats
from trial.group import survival
from trial.group.joint_rank import Ranked, ranked
from trial.group.survival import Expected, Followed, Level, Step

RISK_MONTHS = 3.0
"""Months between the numbers at risk, doubled until at most MOST_RISKS stand beside one another."""
MOST_RISKS = 9
MOST_COMPARED = 1_000
"""Patients up to which every pair is compared for the joint rank."""


@dataclass(frozen=True, slots=True)
class Fate:
    """One treated patient. `last_visit` and `change` are of the latest planned visit with the function endpoint."""

    patient: str
    day: int
    event: str | None
    score: int | None
    rank: float | None
    """None among more than MOST_COMPARED patients."""
    last_visit: str | None
    change: float | None


@dataclass(frozen=True, eq=False)
class Outcome:
    """Fates from the worst joint rank to the best; Kaplan-Meier steps, and the curve at whole months."""

    function: str | None
    """Label of the endpoint that decides the joint rank where survival does not."""
    decimals: int
    fates: tuple[Fate, ...]
    steps: tuple[Step, ...]
    levels: tuple[Level, ...]
    """The curve at the months of the numbers at risk."""
    undated: tuple[tuple[str, str], ...]
    """Patient and event without any date, which counts nowhere."""
    expected: Expected | None
    expected_source: str
    expected_events: float | None

    @property
    def events(self) -> int:
        """Count the patients with an event."""
        return sum(each.event is not None for each in self.fates)

    @property
    def months(self) -> float:
        """The longest follow-up in months."""
        return max((each.day for each in self.fates), default=0) / MONTH_DAYS


def outcome(analysis: Analysis, subjects: Sequence[int], function: int | None) -> Outcome:
    """Give the outcome of these patients; `function` is the endpoint that decides where survival does not."""
    study = analysis.snapshot.study
    people = survival.followed(analysis, subjects)
    days = np.array([each.day for each in people], dtype=np.float64)
    events = np.array([each.event is not None for each in people], dtype=np.bool_)
    changes = _changes(analysis, people, function)
    reference = study.survival
    expected = None if reference is None else Expected(reference.months, reference.event_free)
    endpoint = None if function is None else study.endpoints[function]
    towards = -1.0 if endpoint is not None and endpoint.better == "lower" else 1.0
    return Outcome(
        function=None if endpoint is None else endpoint.label,
        decimals=0 if endpoint is None else endpoint.decimals,
        fates=_fates(analysis, people, _ranks(days, events, towards * changes), changes),
        steps=survival.kaplan_meier(days, events),
        levels=_levels(survival.kaplan_meier(days, events), days),
        undated=tuple((analysis.subjects[one.subject].id, one.event) for one in survival.undated(analysis, people)),
        expected=expected,
        expected_source="" if reference is None else reference.source,
        expected_events=None if expected is None else survival.expected_events(days, expected),
    )


def _ranks(days: Floats, events: Flags, changes: Floats) -> Sequence[Ranked | None]:
    return ranked(days, events, changes) if len(days) <= MOST_COMPARED else [None] * len(days)


def _fates(
    analysis: Analysis, people: Sequence[Followed], ranks: Sequence[Ranked | None], changes: Floats
) -> tuple[Fate, ...]:
    visits = [analysis.snapshot.study.visits[place].label for place in _visits(analysis)]
    found: list[Fate] = []
    for each, place, row in zip(people, ranks, changes, strict=True):
        measured = np.flatnonzero(np.isfinite(row))
        last = int(measured[-1]) if len(measured) else None
        found.append(
            Fate(
                patient=analysis.subjects[each.subject].id,
                day=each.day,
                event=each.event,
                score=None if place is None else place.score,
                rank=None if place is None else place.rank,
                last_visit=None if last is None else visits[last],
                change=None if last is None else float(row[last]),
            )
        )
    return tuple(sorted(found, key=lambda fate: (fate.rank or 0.0, fate.patient)))


def _visits(analysis: Analysis) -> list[int]:
    """Give the positions of the planned visits after the anchor, in the order of time."""
    visits = analysis.snapshot.study.visits
    return sorted((place for place, visit in enumerate(visits) if visit.day > 0), key=lambda place: visits[place].day)


def _changes(analysis: Analysis, people: Sequence[Followed], endpoint: int | None) -> Floats:
    """Give the change from the last used value up to the anchor, at each planned visit (rows: people)."""
    visits = _visits(analysis)
    found = np.full((len(people), len(visits)), np.nan)
    if endpoint is None:
        return found
    points, width = analysis.points, len(analysis.snapshot.study.endpoints)
    column = {analysis.snapshot.study.visits[place].visitnum: at for at, place in enumerate(visits)}
    for row, each in enumerate(people):
        pair = each.subject * width + endpoint
        own = slice(int(points.offsets[pair]), int(points.offsets[pair + 1]))
        used = points.used[own]
        day, value, visitnum = points.day[own][used], points.value[own][used], points.visitnum[own][used]
        before = np.flatnonzero(day <= 0)
        if not len(before):
            continue
        for number, measured, at in zip(visitnum.tolist(), value.tolist(), day.tolist(), strict=True):
            if at > 0 and number in column:
                found[row, column[number]] = measured - float(value[before[-1]])
    return found


def _levels(steps: Sequence[Step], days: Floats) -> tuple[Level, ...]:
    if not len(days):
        return ()
    step, last = RISK_MONTHS, float(days.max()) / MONTH_DAYS
    while last / step >= MOST_RISKS:
        step *= 2
    months = np.arange(0, last + 1e-9, step).tolist()
    return tuple(survival.level(steps, days, month) for month in months)
