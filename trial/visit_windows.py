"""Targets and windows of planned visits as days of each subject: counted from the anchor, the screening or a visit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.calendar import epoch_day
from trial.columns import Flags, Floats
from trial.study import FROM_INFUSION, FROM_SCREENING, PlannedVisit
from trial.subjects import Subject, anchor_days


@dataclass(frozen=True, eq=False)
class Plan:
    """Targets and windows as epoch days of every subject (row) and planned visit (column); NaN without an origin."""

    target: Floats
    first: Floats
    last: Floats
    grace_end: Floats
    """Last day on which a visit without a record is overdue: the end of grace, never in the next planned window."""
    optimal_first: Floats
    optimal_last: Floats
    """The inner window; NaN where the protocol names none."""


def plan(visits: Sequence[PlannedVisit], subjects: Sequence[Subject], actual: Floats) -> Plan:
    """Lay the windows of the study around each subject's own days; `actual` are the days on which visits were held."""
    target = _targets(visits, subjects, actual)
    first, last = (target + _edges([visit.window for visit in visits], side) for side in (0, 1))
    inner = [visit.optimal or (np.nan, np.nan) for visit in visits]
    return Plan(
        target, first, last, _grace_ends(visits, first, last),
        target + _edges(inner, 0), target + _edges(inner, 1),
    )  # fmt: skip


def _edges(windows: Sequence[tuple[float, float]], side: int) -> Floats:
    return np.array([window[side] for window in windows], dtype=np.float64)


def _targets(visits: Sequence[PlannedVisit], subjects: Sequence[Subject], actual: Floats) -> Floats:
    """Give the target of each visit, visit by visit, each after the one it is counted from.

    A visit counted from another one moves with the day on which that one was held; until then, and where that day is
    not certain, it stands where the target of that one puts it.
    """
    place_of = {visit.id: place for place, visit in enumerate(visits)}
    fixed = {FROM_INFUSION: anchor_days(subjects), FROM_SCREENING: _screening_days(subjects)}
    target = np.full((len(subjects), len(visits)), np.nan)
    waiting, settled = list(range(len(visits))), set(fixed)
    while ready := [place for place in waiting if visits[place].origin in settled]:
        for place in ready:
            origin = visits[place].origin
            days = fixed[origin] if origin in fixed else _held_or_target(actual, target, place_of[origin])
            target[:, place] = days + visits[place].days_from_origin
            settled.add(visits[place].id)
        waiting = [place for place in waiting if place not in ready]
    return target


def _held_or_target(actual: Floats, target: Floats, place: int) -> Floats:
    return np.where(np.isnan(actual[:, place]), target[:, place], actual[:, place])


def _screening_days(subjects: Sequence[Subject]) -> Floats:
    days = [np.nan if each.screening is None else epoch_day(each.screening) for each in subjects]
    return np.array(days, dtype=np.float64)


def _grace_ends(visits: Sequence[PlannedVisit], first: Floats, last: Floats) -> Floats:
    """Give the last day of grace; the window's own last day where the next window begins at once."""
    ends = last + np.array([visit.grace for visit in visits], dtype=np.float64)
    for place, visit in enumerate(visits):
        later = [(each.day, each.day + each.window[0], at) for at, each in enumerate(visits) if each.day > visit.day]
        if later:
            before_next = first[:, min(later)[2]] - 1
            ends[:, place] = np.maximum(last[:, place], np.fmin(ends[:, place], before_next))
    return ends


def later_visit_held(visits: Sequence[PlannedVisit], held: Flags) -> Flags:
    """Mark the visits of a subject after which a visit with a later target was held."""
    days = np.array([visit.day for visit in visits], dtype=np.float64)
    last_held = np.where(held, days, -np.inf).max(axis=1, initial=-np.inf)
    return np.asarray(last_held[:, None] > days, dtype=np.bool_)
