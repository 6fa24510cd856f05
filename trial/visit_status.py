"""The status of planned visits at a data cut (domain rule 5.1), for all subjects and visits at once, and in words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from trial.attendance import Attendance
from trial.calendar import from_epoch_day
from trial.columns import Flags, Floats, Objects
from trial.visit_windows import Plan
from trial.words import counted, date_text


class VisitStatus(StrEnum):
    """Status of one planned visit of one subject (domain rule 5.1)."""

    IN_WINDOW = "in_window"
    EARLY = "early"
    LATE = "late"
    DUE = "due"
    OVERDUE = "overdue"
    MISSED = "missed"
    NOT_YET_DUE = "not_yet_due"
    NOT_APPLICABLE = "not_applicable"


HELD = frozenset({VisitStatus.IN_WINDOW, VisitStatus.EARLY, VisitStatus.LATE})
EXPECTED = HELD | {VisitStatus.OVERDUE, VisitStatus.MISSED}
"""Visits that count in the denominator of attendance and compliance."""


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """Of every subject: whether it left the trial, and the last epoch day on which a visit can be expected (or NaN)."""

    left: Flags
    end: Floats


def statuses(windows: Plan, attended: Attendance, people: Whereabouts, later_held: Flags, cut: int) -> Objects:
    """Give the VisitStatus of every subject and planned visit at the cut (an epoch day).

    A visit on an uncertain day is early or late only where every possible day is. Without an anchor there is no
    window: a visit with a record stands as in its window, one without is not applicable once the subject has left.
    """
    dated = ~np.isnan(attended.actual)
    held = dated | attended.undated
    first_day = np.where(dated, attended.actual, attended.earliest)
    last_day = np.where(dated, attended.actual, attended.latest)
    unanchored = np.isnan(windows.target)
    rules = (
        (held & (last_day < windows.first), VisitStatus.EARLY),
        (held & (first_day > windows.last), VisitStatus.LATE),
        (held, VisitStatus.IN_WINDOW),
        (unanchored & people.left[:, None], VisitStatus.NOT_APPLICABLE),
        (unanchored, VisitStatus.NOT_YET_DUE),
        (people.end[:, None] <= windows.last, VisitStatus.NOT_APPLICABLE),
        (cut < windows.first, VisitStatus.NOT_YET_DUE),
        (cut <= windows.last, VisitStatus.DUE),
        ((cut <= windows.grace_end) & ~later_held, VisitStatus.OVERDUE),
    )
    return np.select([rule for rule, _ in rules], [_cell(status) for _, status in rules], _cell(VisitStatus.MISSED))


def _cell(status: VisitStatus) -> Objects:
    """Put a status into an array without turning it into plain text."""
    cell = np.empty((), dtype=object)
    cell[()] = status
    return cell


class Facts(NamedTuple):
    """What a rule in words speaks of: days as epoch days, NaN where there is none."""

    status: VisitStatus
    actual: float
    first: float
    last: float
    missed_after: float
    end: float
    end_reason: str
    cut: int
    grace: int
    later_held: bool
    anchor: str
    optimal: tuple[float, float] = (np.nan, np.nan)
    """First and last day of the inner window, NaN without one."""


class DayTexts(dict[float, str]):
    """Writes each day once."""

    def __missing__(self, day: float) -> str:
        """Write a day that was not asked for before."""
        self[day] = written = date_text(from_epoch_day(day))
        return written


def rule(facts: Facts, written: DayTexts) -> str:
    """Say in plain words which rule gave the status."""
    match facts.status:
        case VisitStatus.IN_WINDOW | VisitStatus.EARLY | VisitStatus.LATE:
            return _held_rule(facts, written)
        case VisitStatus.NOT_APPLICABLE:
            return _gone_rule(facts, written)
        case VisitStatus.NOT_YET_DUE:
            if np.isnan(facts.first):
                return f"Without {facts.anchor} there is no window yet."
            return f"The window opens on {written[facts.first]}, {_days(facts.first - facts.cut)} after the data cut."
        case VisitStatus.DUE:
            left = facts.last - facts.cut
            last = "the data cut is its last day" if not left else f"{_days(left)} left at the data cut"
            return f"The window is open until {written[facts.last]}: {last}."
        case VisitStatus.OVERDUE:
            return _overdue_rule(facts, written)
    return _missed_rule(facts, written)


def _days(days: float) -> str:
    return counted(int(days), "day")


def _held_rule(facts: Facts, written: DayTexts) -> str:
    window = "" if np.isnan(facts.first) else f"{written[facts.first]} to {written[facts.last]}"
    if np.isnan(facts.actual):
        return f"Held on a day that is not certain{window and ', set against the window ' + window}."
    held = f"Held on {written[facts.actual]}"
    if not window:
        return f"{held}. Without {facts.anchor} there is no window to set it against."
    if facts.status is VisitStatus.EARLY:
        return f"{held}, {_days(facts.first - facts.actual)} before the window {window}."
    if facts.status is VisitStatus.LATE:
        return f"{held}, {_days(facts.actual - facts.last)} after the window {window}."
    inner = "" if np.isnan(facts.optimal[0]) else f" and {_inner_words(facts, written)}"
    return f"{held}, inside the window {window}{inner}."


def _inner_words(facts: Facts, written: DayTexts) -> str:
    """Say how the day stands to the inner window, which changes no status."""
    first, last = facts.optimal
    words = "inside" if first <= facts.actual <= last else "outside"
    return f"{words} the optimal {written[first]} to {written[last]}"


def _gone_rule(facts: Facts, written: DayTexts) -> str:
    reason = facts.end_reason[:1].upper() + facts.end_reason[1:]
    if np.isnan(facts.last) or np.isnan(facts.end):
        return f"{reason}: no visit is expected any more."
    return f"{reason}: no visit is expected after {written[facts.end]}, and the window closes on {written[facts.last]}."


def _overdue_rule(facts: Facts, written: DayTexts) -> str:
    closed = f"The window closed on {written[facts.last]}. Without a record the visit counts as overdue for"
    days = int(facts.missed_after - facts.last)
    until = (
        f"{_days(days)}, then as missed"
        if days == facts.grace
        else f"{_days(days)}, until the next window opens, then as missed"
    )
    return f"{closed} {until}. Counted to the data cut, not to today."


def _missed_rule(facts: Facts, written: DayTexts) -> str:
    closed = f"The window closed on {written[facts.last]}"
    if facts.later_held:
        return f"{closed} without a record, and a later planned visit was held."
    passed = written[facts.missed_after]
    return f"{closed}, and {passed} passed without a record. Counted to the data cut, not to today."
