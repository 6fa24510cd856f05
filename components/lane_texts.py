"""Texts on the lanes: signs and names of events, happenings that have room for a word, what is not on the axis."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from components import happenings, theme
from components.lane_geometry import Band
from components.theme import escaped
from trial.event_course import BLANK_ENDS, OPEN_ENDS
from trial.event_lanes import Happening, Mark
from trial.lanes import LETTER, MARK, RING, STUB
from trial.milestones import MilestoneKind
from trial.time_axis import TimeAxis

SIGN_AWAY, NAME_AWAY, ARROW_AWAY, END_AWAY = 27.0, 19.0, 16.0, 5.0
LETTER_PX = 12.5
"""How much further away, on the scale of mark sizes, a name stands for each letter of the signs before it."""
ABOVE_AWAY, ABOVE_SERIOUS, LIFT = 18.0, 28.0, 11.0
"""How far right of its mark and above its bar a name stands."""
HAPPENING_AWAY = 15.0
QUIET = (MilestoneKind.ASPIRATION, MilestoneKind.PROCEDURE, MilestoneKind.COMPLETION)
"""Happenings of every patient: the key names them, not each mark."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text beside a day: `away` is how far, as the size in px of an unseen mark there."""

    day: float
    y: float
    text: str
    away: float
    colour: str
    before: bool = False


def of_mark(mark: Mark, y: float, axis: TimeAxis) -> Iterator[Text]:
    """Write the signs and the name before a mark, the name and the end behind it."""
    course, span, half = mark.course, axis.high - axis.low, MARK / 2 + (RING if mark.event.serious else 0)
    if mark.signs:
        yield Text(course.first, y, f"<b>{mark.signs}</b>", SIGN_AWAY, theme.INK, before=True)
    if mark.before:
        away = NAME_AWAY + (LETTER_PX * (len(mark.signs) + 1) if mark.signs else 0)
        yield Text(course.first, y, escaped(mark.before), away, theme.INK_2, before=True)
    if mark.above:
        away = ABOVE_SERIOUS if mark.event.serious else ABOVE_AWAY
        yield Text(course.first, y + LIFT, escaped(mark.above), away, theme.INK_2)
    if mark.behind:
        end = max(course.last + (STUB * span if course.end in BLANK_ENDS else 0), course.first + half * span)
        is_arrow = course.end in OPEN_ENDS
        yield Text(course.last if is_arrow else end, y, escaped(mark.behind), ARROW_AWAY if is_arrow else END_AWAY,
                   theme.INK_2)  # fmt: skip


def of_happenings(happened: Iterable[Happening], y: float, axis: TimeAxis) -> Iterator[Text]:
    """Name the happenings: behind the sign where the word has room before the next, else before it, else not at all."""
    span = axis.high - axis.low
    own = sorted(happened, key=lambda each: each.at)
    limits = [*(each.at for each in own[1:]), axis.high + 0.02 * span]
    taken = axis.low
    for each, limit in zip(own, limits, strict=False):
        word = "" if _is_quiet(each) else happenings.word_of(each.milestone)
        width = LETTER * (len(word) + 2) * span
        is_before = each.at + width > limit
        if word and (not is_before or each.at - width >= taken):
            yield Text(each.at, y, escaped(word), HAPPENING_AWAY, theme.INK_2, before=is_before)
        taken = each.at if is_before or not word else each.at + width


def of_patient(band: Band, axis: TimeAxis) -> Iterator[Text]:
    """Name the happenings of a patient, and say which events are not on the axis."""
    yield from of_happenings(band.patient.happenings, band.strip, axis)
    if band.patient.unplaced:
        yield Text(axis.low, band.lane_at(band.patient.lanes), escaped(band.patient.unplaced), END_AWAY, theme.INK_2)


def _is_quiet(each: Happening) -> bool:
    return each.kind in QUIET
