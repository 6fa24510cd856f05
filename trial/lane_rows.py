"""What stands below the events of a patient on the same axis: primary endpoint, medication, procedures, endpoints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trial.analysis import Analysis
from trial.calendar import epoch_day
from trial.event_course import EventCourse, Observed, cut_to, reaches, shifted
from trial.event_words import sentence_case
from trial.lanes import Words, packed, room
from trial.primary import PrimaryStatus
from trial.selection import Lane, Selection, selected_endpoints
from trial.stays import Stay, stays
from trial.study import Endpoint
from trial.subjects import Subject
from trial.time_axis import TimeAxis
from trial.words import counted, number

MOST_STAY_LANES = 6
LONGEST_NAME = 26


class RowKind(StrEnum):
    """The rows, from top to bottom."""

    PRIMARY = "primary"
    MEDICINES = "medicines"
    PROCEDURES = "procedures"
    ENDPOINT = "endpoint"


LABELS = {RowKind.PRIMARY: "Primary endpoint", RowKind.MEDICINES: "Medicines", RowKind.PROCEDURES: "Procedures"}
KINDS = {Lane.MEDICINES: RowKind.MEDICINES, Lane.PROCEDURES: RowKind.PROCEDURES}


@dataclass(frozen=True, slots=True)
class PlacedStay:
    """One medication or procedure on the axis, on a line of its row, with the texts that have room around it."""

    stay: Stay
    course: EventCourse
    line: int
    before: str
    above: str
    behind: str


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One row of a patient. Days are those of the axis."""

    kind: RowKind
    label: str
    text: str = ""
    """What the row says at its start: the status, or that there is nothing."""
    note: str = ""
    """What is not on the axis, with its count."""
    span: tuple[float, float] | None = None
    """The time for which the status is known."""
    stays: tuple[PlacedStay, ...] = ()
    lines: int = 1
    points: tuple[tuple[float, float], ...] = ()
    extent: tuple[float, float] = (0.0, 1.0)
    first: str = ""
    last: str = ""
    outside: int = 0
    """Values of an endpoint that lie outside the axis."""


class Rows:
    """Makes the rows of each patient of a page; the tables are read once for all of them."""

    def __init__(
        self, analysis: Analysis, selection: Selection, page: Sequence[Subject], observed: Mapping[int, Observed]
    ) -> None:
        """Read what the rows asked for need."""
        self._analysis, self._selection, self._observed = analysis, selection, observed
        self._stays = {lane: stays(analysis, lane, page, observed) for lane in selection.lanes if lane in KINDS}

    def of(self, subject: Subject, axis: TimeAxis, with_primary: bool) -> tuple[LaneRow, ...]:
        """Give the rows of a patient; none of a patient who is not on this axis."""
        zero = axis.zero(self._observed[subject.index].zero)
        return () if zero is None else tuple(self._rows(subject, axis, zero, with_primary))

    def _rows(self, subject: Subject, axis: TimeAxis, zero: float, with_primary: bool) -> Iterator[LaneRow]:
        if with_primary:
            yield from self._primary(subject, axis, zero)
        for lane, own in self._stays.items():
            yield _stay_row(KINDS[lane], None if own is None else own.get(subject.index, ()), axis, zero)
        if Lane.ENDPOINTS in self._selection.lanes:
            for place in selected_endpoints(self._selection, self._analysis):
                yield _endpoint_row(self._analysis, subject, place, axis, zero)

    def _primary(self, subject: Subject, axis: TimeAxis, zero: float) -> Iterator[LaneRow]:
        found, anchor = self._analysis.primary[subject.index], self._observed[subject.index].zero
        if found.status is PrimaryStatus.NOT_COLLECTED or anchor is None:
            return
        first = anchor - zero
        last = first if found.to_day is None else first + found.to_day
        low, high = max(first, axis.low), min(last, axis.high)
        yield LaneRow(RowKind.PRIMARY, LABELS[RowKind.PRIMARY], sentence_case(found.status),
                      span=(low, high) if low < high else None)  # fmt: skip


def _stay_row(kind: RowKind, own: Sequence[Stay] | None, axis: TimeAxis, zero: float) -> LaneRow:
    """Pack records into lines, the prohibited first; what finds no line or is not on the axis is counted."""
    if own is None:
        return LaneRow(kind, LABELS[kind], "not in these data")
    if not own:
        return LaneRow(kind, LABELS[kind], "none recorded")
    dated = [(one, shifted(one.course, zero)) for one in own if one.course is not None]
    inside = [(one, course) for one, course in dated if reaches(course, axis.high, axis.low, axis.high)]
    inside.sort(key=lambda pair: not pair[0].prohibited)
    placed = [(one, cut_to(course, axis.low, axis.high)) for one, course in inside]
    rooms = [room(course, (axis.low, axis.high), Words("", _name(one), "")) for one, course in placed]
    lines = packed([(each.low, each.high) for each in rooms])
    shown = tuple(
        PlacedStay(one, course, line, each.before, each.above, each.behind)
        for (one, course), each, line in zip(placed, rooms, lines, strict=True)
        if line < MOST_STAY_LANES
    )
    counts = (
        (len(own) - len(dated), "without a start date"),
        (len(dated) - len(inside), "outside the axis"),
        (len(inside) - len(shown), "more"),
    )
    note = ", ".join(f"{count} {words}" for count, words in counts if count)
    return LaneRow(kind, LABELS[kind], note=note, stays=shown, lines=1 + max((one.line for one in shown), default=0))


def _name(one: Stay) -> str:
    name = sentence_case(one.name)
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
    return f"★ {short}" if one.prohibited else short


def _endpoint_row(analysis: Analysis, subject: Subject, place: int, axis: TimeAxis, zero: float) -> LaneRow:
    """Give the values of one endpoint with a day, on the endpoint's own scale, stretched where values lie outside."""
    endpoint: Endpoint = analysis.snapshot.study.endpoints[place]
    points, anchor = analysis.points, subject.anchor
    pair = subject.index * len(analysis.snapshot.study.endpoints) + place
    own = slice(*points.offsets[pair : pair + 2].tolist())
    days, values = points.day[own], points.value[own]
    if axis.is_calendar and anchor is not None:
        days = days + epoch_day(anchor)
    dated = ~np.isnan(days)
    inside = dated & (days >= axis.low) & (days <= axis.high)
    drawn = sorted(zip(days[inside].tolist(), values[inside].tolist(), strict=True))
    undated, outside = int((~dated).sum()), int((dated & ~inside).sum())
    note = f"{counted(undated, 'value')} without a day" if undated else ""
    if not drawn:
        return LaneRow(RowKind.ENDPOINT, endpoint.label, "no value", note, outside=outside)
    shown = [value for _, value in drawn]
    low, high = endpoint.axis or (min(shown), max(shown))
    return LaneRow(
        RowKind.ENDPOINT,
        endpoint.label,
        note=note,
        points=tuple(drawn),
        extent=(min(low, *shown), max(high, *shown)),
        first=number(drawn[0][1], endpoint.decimals),
        last=number(drawn[-1][1], endpoint.decimals),
        outside=outside,
    )
