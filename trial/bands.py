"""The periods of the trial on the axis of a patient: aspiration to infusion, the first 72 hours, to day 30, later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trial.calendar import complete_day, epoch_day
from trial.event_periods import ACUTE_DAYS, EARLY_DAYS
from trial.milestones import Milestone, MilestoneKind
from trial.study import Study, VisitKind
from trial.time_axis import TimeAxis


class BandKind(StrEnum):
    """The periods that are tinted; what comes before the first and after the last is not."""

    ASPIRATION = "aspiration"
    ACUTE = "acute"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class PeriodBand:
    """One period of a patient on the axis, cut to it."""

    kind: BandKind
    low: float
    high: float


def bands(aspiration: int | None, zero: int | None, axis: TimeAxis) -> tuple[PeriodBand, ...]:
    """Give the periods of a patient on an axis from the anchor; none on the calendar or without an anchor.

    `aspiration` and `zero` (the anchor) are days since 1970-01-01. The times after the anchor are the same for every
    patient; the time from the aspiration is the patient's own and stands only where its day is known and comes first.
    """
    if axis.is_calendar or zero is None:
        return ()
    spans = [(BandKind.ACUTE, 0, ACUTE_DAYS), (BandKind.EARLY, ACUTE_DAYS, EARLY_DAYS)]
    if aspiration is not None and aspiration < zero:
        spans.insert(0, (BandKind.ASPIRATION, aspiration - zero, 0))
    cut = ((kind, max(low, axis.low), min(high, axis.high)) for kind, low, high in spans)
    return tuple(PeriodBand(kind, low, high) for kind, low, high in cut if low < high)


def aspiration_day(milestones: Iterable[Milestone], study: Study) -> int | None:
    """Give the day of a patient's first marrow aspiration, since 1970-01-01.

    By the records of procedures, else the planned visit for it; None where neither has a complete date.
    """
    own = list(milestones)
    planned = {visit.label for visit in study.visits if visit.kind is VisitKind.PROCEDURE}
    recorded = [each for each in own if each.kind == MilestoneKind.ASPIRATION]
    return _first(recorded or [each for each in own if each.kind == MilestoneKind.PROCEDURE and each.label in planned])


def _first(milestones: Sequence[Milestone]) -> int | None:
    days = [day for day in (complete_day(each.start_date) for each in milestones) if day is not None]
    return min(map(epoch_day, days), default=None)
