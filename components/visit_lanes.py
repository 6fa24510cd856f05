"""Where the lanes of the study-day chart stand, in px, and which names stand above them."""

from collections.abc import Sequence

from trial.calendar import MONTH_DAYS
from trial.overview import short_label
from trial.study import PlannedVisit
from trial.visit_days import StudyDays
from trial.words import counted, date_text

LEFT, RIGHT, BOTTOM = 132, 16, 46
HEAD, NAME_LINE = 26, 15
"""Above the lanes: the name of the anchor, then lines of names of visits."""
TALL, SHORT = 42, 32
FEW = 12
"""Up to this many lanes are tall and carry words beside their marks."""
LEAST_WIDTH = 620
"""The least width of the plot, for which names of visits are laid out."""
LETTER, GAP = 7.5, 4


def lane_height(lanes: int) -> int:
    """Give the height of a lane."""
    return TALL if lanes <= FEW else SHORT


def name_places(
    planned: Sequence[PlannedVisit], months: tuple[float, float], origin: float = 0.0
) -> list[tuple[float, str, int]]:
    """Give month from `origin`, short name and line of each visit: names that would touch go to the next line up."""
    scale = LEAST_WIDTH / max(months[1] - months[0], 1e-6)
    ends: list[float] = []
    found: list[tuple[float, str, int]] = []
    for visit in sorted(planned, key=lambda one: one.day):
        month, name = visit.day / MONTH_DAYS - origin, short_label(visit.label)
        if not months[0] <= month <= months[1]:
            continue
        left, right = month * scale - len(name) * LETTER / 2, month * scale + len(name) * LETTER / 2
        line = next((place for place, end in enumerate(ends) if left >= end + GAP), len(ends))
        ends[line : line + 1] = [right]
        found.append((month, name, line))
    return found


def top(days: StudyDays) -> int:
    """Give the height above the lanes."""
    lines = 1 + max((line for _, _, line in name_places(days.planned, days.months, days.origin)), default=0)
    return HEAD + NAME_LINE * lines


def height(days: StudyDays) -> int:
    """Give the height of the chart."""
    return top(days) + BOTTOM + lane_height(len(days.lanes)) * len(days.lanes)


def rules(days: StudyDays) -> str:
    """Name the letters above the lanes, and say what the axis leaves out."""
    low, high = ((month + days.origin) * MONTH_DAYS for month in days.months)
    named = sorted((visit for visit in days.planned if low <= visit.day <= high), key=lambda visit: visit.day)
    letters = ", ".join(f"{short_label(visit.label)} {visit.label}" for visit in named)
    outside = f" {counted(days.outside, 'visit')} held outside the months shown." if days.outside else ""
    return f"Above the lanes: {letters}. Days are counted to the data cut, {date_text(days.cut)}.{outside}{_zero(days)}"


def _zero(days: StudyDays) -> str:
    """Say which day of each patient is day 0, where it is not the anchor."""
    if days.zero is None:
        return ""
    by_target = sum(lane.by_target for lane in days.lanes)
    instead = f", of {counted(by_target, 'patient')} without it its target" if by_target else ""
    anchor = days.anchor_label.lower()
    return f" Day 0 is each patient’s own {days.zero.label}, the day held{instead}. Dashed: {anchor}."
