"""Which recorded values enter the fits: the default, and the choices beside it (old records, intercurrent events).

An intercurrent event (ICH E9(R1)) counts from the day of the anchor on. Under treatment policy the values after it
stay in the fits; censored, they stay listed and drawn and take part in no fit. Nothing is ever filled in or carried
forward.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from trial.calendar import interval, relative_day
from trial.columns import Counts, Floats
from trial.intercurrent import Intercurrent, IntercurrentRules
from trial.milestones import Milestone, MilestoneKind
from trial.series import Points
from trial.study import Study
from trial.subjects import Subject

WORDS = {
    Intercurrent.DEATH: "death",
    Intercurrent.TRACHEOSTOMY: "tracheostomy",
    Intercurrent.VENTILATION: "ventilation",
    Intercurrent.GASTROSTOMY: "gastrostomy",
    Intercurrent.PROHIBITED_MEDICATION: "prohibited medication",
    Intercurrent.CELL_PRODUCT: "another cell product",
}
_KINDS = {
    MilestoneKind.DEATH: Intercurrent.DEATH,
    MilestoneKind.TRACHEOSTOMY: Intercurrent.TRACHEOSTOMY,
    MilestoneKind.VENTILATION: Intercurrent.VENTILATION,
    MilestoneKind.PERMANENT_VENTILATION: Intercurrent.VENTILATION,
    MilestoneKind.GASTROSTOMY: Intercurrent.GASTROSTOMY,
    MilestoneKind.PROHIBITED_MEDICATION: Intercurrent.PROHIBITED_MEDICATION,
    MilestoneKind.CELL_PRODUCT: Intercurrent.CELL_PRODUCT,
}


class History(StrEnum):
    """Which historical records enter the fits."""

    ELIGIBLE = "eligible"
    ALL = "all"


class Strategy(StrEnum):
    """What becomes of values after an intercurrent event."""

    PLANNED = "planned"
    """What the study file says; without a word of it, they stay in the fits."""
    CENSOR = "censor"
    """The sensitivity analysis: they take part in no fit."""
    POLICY = "policy"
    """Treatment policy: all stay in the fits, whatever the study file says."""


@dataclass(frozen=True, slots=True)
class Handling:
    """One way of choosing which values enter the fits; the default is that of the study file."""

    history: History = History.ELIGIBLE
    strategy: Strategy = Strategy.PLANNED


DEFAULT = Handling()


@dataclass(frozen=True, slots=True)
class Censoring:
    """The first censored event of one subject: values after `day` take part in no fit."""

    subject: int
    kind: Intercurrent
    day: int
    is_certain: bool
    """The date is complete; else `day` is the earliest that it can mean."""

    @property
    def reason(self) -> str:
        """Say why a value after it is in no fit."""
        return f"after {WORDS[self.kind]} (day {self.day}{'' if self.is_certain else ' at the earliest'}), censored"


@dataclass(frozen=True, slots=True)
class Undated:
    """An event of a censored kind without any date: it censors nothing, and that is told."""

    subject: int
    kind: Intercurrent


def censored_kinds(rules: IntercurrentRules, strategy: Strategy) -> frozenset[Intercurrent]:
    """Give the events after which values leave the fits."""
    planned = frozenset(rules.censor)
    more = {Strategy.PLANNED: planned, Strategy.CENSOR: planned | set(rules.sensitivity), Strategy.POLICY: frozenset()}
    return frozenset(more[strategy])


def plainest(study: Study, handling: Handling) -> Handling:
    """Give the same handling in its plainest form: what makes no difference in this study is the default."""
    kinds = censored_kinds(study.intercurrent, handling.strategy)
    same = kinds == censored_kinds(study.intercurrent, Strategy.PLANNED)
    return Handling(
        History.ELIGIBLE if study.historical_months is None else handling.history,
        Strategy.PLANNED if same else handling.strategy,
    )


def censorings(
    milestones: Iterable[Milestone], subjects: Sequence[Subject], kinds: frozenset[Intercurrent]
) -> tuple[tuple[Censoring, ...], tuple[Undated, ...]]:
    """Give the first event of these kinds of every subject that has one, and those without any date."""
    first: dict[int, Censoring] = {}
    undated: list[Undated] = []
    for milestone in milestones:
        kind = _KINDS.get(MilestoneKind(milestone.kind))
        if kind is None or kind not in kinds or subjects[milestone.subject].anchor is None:
            continue
        days = _days(milestone, subjects[milestone.subject])
        if days is None:
            undated.append(Undated(milestone.subject, kind))
        elif days[1] >= 0:
            found = Censoring(milestone.subject, kind, max(days[0], 0), days[0] == days[1])
            known = first.get(milestone.subject)
            first[milestone.subject] = found if known is None or found.day < known.day else known
    return tuple(first[subject] for subject in sorted(first)), tuple(undated)


def _days(milestone: Milestone, subject: Subject) -> tuple[int, int] | None:
    """Give the first and last day from the anchor that the start can mean, None without any date."""
    if milestone.day is not None:
        return milestone.day, milestone.day
    bounds = None if milestone.start_date is None else interval(milestone.start_date)
    if bounds is None or subject.anchor is None:
        return None
    return relative_day(bounds[0], subject.anchor), relative_day(bounds[1], subject.anchor)


def applied(recorded: Points, handling: Handling, censored: Sequence[Censoring], subjects: int) -> Points:
    """Give the points as this handling uses them; the very same object where it changes nothing.

    Records that are only too old enter under History.ALL; a value after its subject's censoring leaves.
    """
    points = recorded
    if handling.history is History.ALL and recorded.too_old.any():
        reason = recorded.reason.copy()
        reason[recorded.too_old] = None
        points = replace(points, used=recorded.used | recorded.too_old, reason=reason)
    after = points.used & (points.day > _last_days(censored, subjects)[points.subject])
    if not after.any():
        return points
    reasons: Mapping[int, str] = {each.subject: each.reason for each in censored}
    reason = points.reason.copy()
    reason[after] = [reasons[subject] for subject in points.subject[after].tolist()]
    return replace(points, used=points.used & ~after, reason=reason)


def _last_days(censored: Sequence[Censoring], subjects: int) -> Floats:
    """Give the last day of every subject whose values count; infinite without an event."""
    last = np.full(subjects, np.inf)
    last[_places(censored)] = [each.day for each in censored]
    return last


def _places(censored: Sequence[Censoring]) -> Counts:
    return np.array([each.subject for each in censored], dtype=np.int64)
