"""Rows below the events as plotly traces: primary endpoint, medication, procedures, values of the endpoints."""

from collections.abc import Iterator, Mapping, Sequence

from components import theme
from components.courses import joined
from components.event_marks import Drawer
from components.lane_geometry import Band, PlacedRow
from components.lane_texts import Text
from components.theme import Shape, escaped
from trial.event_course import BLANK_ENDS, OPEN_ENDS
from trial.event_words import sentence_case
from trial.lane_rows import PlacedStay, RowKind
from trial.lanes import STUB
from trial.time_axis import TimeAxis

AWAY, BEHIND, LIFT = 12.0, 4.0, 9.0
SIGNS = {RowKind.MEDICINES: "line-ns-open", RowKind.PROCEDURES: "circle-open"}

Placed = tuple[PlacedRow, PlacedStay]


def traces(drawer: Drawer, axis: TimeAxis, stacked: Sequence[Band]) -> list[Shape]:
    """Draw all rows, from the back to the front."""
    rows = [row for band in stacked for row in band.rows]
    own = [(row, one) for row in rows for one in row.row.stays]
    patients = {row.top: band.patient.id for band in stacked for row in band.rows}
    spans = [(row.line_at(0), row.row.span) for row in rows if row.row.span is not None]
    return [
        *drawer.line("Primary endpoint known", spans, theme.LINE_2, 4, "solid"),
        *_bars(drawer, axis, own),
        *_starts(drawer, own, patients),
        *_curves(drawer, rows, patients),
        *drawer.words([text for row in rows for text in _texts(row, axis)]),
    ]


def _bars(drawer: Drawer, axis: TimeAxis, own: Sequence[Placed]) -> list[Shape]:
    """Draw what is certain solid, what is only possible dashed; an end that nobody knows is a stub."""
    stub = STUB * (axis.high - axis.low)
    found: list[Shape] = []
    for is_prohibited, colour in ((False, theme.MARK), (True, theme.INK)):
        mine = [(row.line_at(one.line), one.course) for row, one in own if one.stay.prohibited is is_prohibited]
        solid = [(y, course.solid) for y, course in mine if course.solid is not None]
        dashed = [(y, span) for y, course in mine for span in course.dashed]
        dashed += [(y, (course.last, course.last + stub)) for y, course in mine if course.end in BLANK_ENDS]
        found += drawer.line("Treatment", solid, colour, 3, "solid")
        found += drawer.line("Treatment, not certain", dashed, colour, 3, "4px,3px")
    return found


def _starts(drawer: Drawer, own: Sequence[Placed], patients: Mapping[int, str]) -> list[Shape]:
    """Mark the start of each, and the end of what goes on, with a hover on both."""
    spots = [(row, one, one.course.first, "triangle-left-open" if one.course.before else SIGNS[row.row.kind])
             for row, one in own]  # fmt: skip
    spots += [(row, one, one.course.last, "triangle-right-open" if one.course.beyond else "triangle-right")
              for row, one in own if one.course.beyond or one.course.end in OPEN_ENDS]  # fmt: skip
    if not spots:
        return []
    return [{
        "type": "scatter", "mode": "markers", "name": "Treatment", "cliponaxis": False, "hoverinfo": "text",
        "x": [drawer.x(day) for _, _, day, _ in spots], "y": [row.line_at(one.line) for row, one, _, _ in spots],
        "marker": {
            "symbol": [symbol for *_, symbol in spots], "size": 9, "opacity": 1,
            "color": [theme.INK if one.stay.prohibited else theme.MARK for _, one, _, _ in spots],
            "line": {"width": 1.75, "color": [theme.INK if one.stay.prohibited else theme.MARK
                                              for _, one, _, _ in spots]},
        },
        "hovertext": [_hover(patients[row.top], one) for row, one, _, _ in spots],
    }]  # fmt: skip


def _hover(patient: str, one: PlacedStay) -> str:
    stay = one.stay
    lines = [
        f"<b>{escaped(patient)}</b>  {escaped(sentence_case(stay.name))}{', prohibited' if stay.prohibited else ''}",
        *([f"For {escaped(sentence_case(stay.indication))}"] if stay.indication else []),
        f"Start {escaped(stay.start_date or 'not recorded')}",
        f"End {escaped(stay.end_date or str(one.course.end))}",
    ]
    return "<br>".join(lines)


def _curves(drawer: Drawer, rows: Sequence[PlacedRow], patients: Mapping[int, str]) -> list[Shape]:
    """Draw the values of the endpoints, each in its own row."""
    own = [row for row in rows if row.row.points]
    if not own:
        return []
    return [{
        "type": "scatter", "mode": "lines+markers", "name": "Endpoint", "hoverinfo": "text",
        "line": {"color": theme.MARK, "width": 1.25}, "marker": {"size": 5, "color": theme.INK_2, "opacity": 1},
        "x": joined([drawer.x(day) for day, _ in row.row.points] for row in own),
        "y": joined([row.value_at(value) for _, value in row.row.points] for row in own),
        "hovertext": [text for place, row in enumerate(own) for text in _values(row, patients, place > 0)],
    }]  # fmt: skip


def _values(row: PlacedRow, patients: Mapping[int, str], after_gap: bool) -> Iterator[str]:
    """Write a hover for each value; one more for the gap before it."""
    if after_gap:
        yield ""
    for day, value in row.row.points:
        yield f"<b>{escaped(patients[row.top])}</b>  {escaped(row.row.label)}<br>{value:g}, day {day:.0f}"


def _texts(row: PlacedRow, axis: TimeAxis) -> Iterator[Text]:
    """Write the status or that there is nothing, names, first and last value, and what is not on the axis."""
    found = row.row
    if found.text:
        yield Text(found.span[0] if found.span else axis.low, row.line_at(0), found.text, BEHIND, theme.INK_2)
    for one in found.stays:
        y, end = row.line_at(one.line), one.course.last
        tail = STUB * (axis.high - axis.low) if one.course.end in BLANK_ENDS else 0
        if one.before:
            yield Text(one.course.first, y, escaped(one.before), AWAY, theme.INK_2, before=True)
        if one.above:
            yield Text(one.course.first, y + LIFT, escaped(one.above), AWAY, theme.INK_2)
        if one.behind:
            yield Text(end + tail, y, escaped(one.behind), AWAY, theme.INK_2)
    if found.points:
        (first, low), (last, high) = found.points[0], found.points[-1]
        yield Text(first, row.value_at(low), found.first, AWAY, theme.INK_2, before=True)
        if last > first:
            yield Text(last, row.value_at(high), f"<b>{found.last}</b>", AWAY, theme.INK)
    if found.note:
        yield Text(axis.low, row.note_at, found.note, BEHIND, theme.INK_3)
