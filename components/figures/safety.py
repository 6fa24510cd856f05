"""The safety timeline: one group of lanes a patient, aligned on the anchor or on the calendar."""

from collections.abc import Sequence

from components import lane_geometry, lane_traces, theme
from components.backdrop import boxes_path, month_step, month_ticks, months_axis, path_shape, segments_path
from components.courses import Panel
from components.event_marks import at
from components.lane_geometry import BOTTOM, LEFT, RIGHT, TALL, TICKS, Band
from components.theme import Shape, escaped, note
from trial.bands import BandKind
from trial.calendar import MONTH_DAYS, epoch_day, from_epoch_day
from trial.safety import SafetyTimeline
from trial.time_axis import TimeAxis
from trial.words import date_text, number

STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
"""Months between ticks of the calendar."""
MOST_TICKS = 9
PERIOD_GROUNDS = {
    BandKind.ASPIRATION: theme.PERIOD, BandKind.ACUTE: theme.PERIOD_ACUTE, BandKind.EARLY: theme.PERIOD,
}  # fmt: skip
PLOT = Panel("x", "y", (0, 1), (0, 1))
"""The only pair of axes."""
LABEL_ROOM = 0.14
"""A patient's data cut is named where so much of the axis is left behind it."""


def figure(result: SafetyTimeline) -> Shape:
    """Draw the page of lanes; 1 on the upright axis is 1 px."""
    stacked = lane_geometry.bands(result)
    height = max(lane_geometry.lanes_height(stacked), 1)
    margin = (LEFT, RIGHT, lane_geometry.top_margin(stacked), BOTTOM)
    layout = theme.base_layout(margin, f"{result.axis.alignment}")
    layout["height"] = lane_geometry.figure_height(stacked)
    ticks = axis_ticks(result.axis)
    layout["xaxis"] = _time(result.axis, ticks)
    layout["yaxis"] = {"range": [-height, 0], "visible": False, "fixedrange": True}
    layout["shapes"] = _behind(result, stacked, ticks)
    names = lane_geometry.ribbon(stacked)
    top_ticks = _top_ticks(ticks, names) if height >= TALL else []
    lift = names + (TICKS if top_ticks else 0)
    layout["annotations"] = [
        *_heads(result, stacked, lift),
        *_picture_labels(stacked, height),
        *theme.synthetic_note(result.synthetic, 16 - LEFT),
    ]
    return {"data": [*lane_traces.traces(result, stacked), *top_ticks], "layout": layout}


def axis_ticks(axis: TimeAxis) -> list[tuple[float, str]]:
    """Give the ticks of the axis: place and label."""
    if not axis.is_calendar:
        months = (axis.low / MONTH_DAYS, axis.high / MONTH_DAYS)
        places = 0 if month_step(months) >= 1 else 2
        return [(month, number(month, places)) for month in month_ticks(months)]
    first, last = from_epoch_day(axis.low), from_epoch_day(axis.high)
    months = (first.year * 12 + first.month, last.year * 12 + last.month - 1)
    step = next((step for step in STEPS if (months[1] - months[0]) / step <= MOST_TICKS), STEPS[-1])
    starts = [first.replace(year=month // 12, month=month % 12 + 1, day=1)
              for month in range(-(-months[0] // step) * step, months[1] + 1, step)]  # fmt: skip
    return [(float(epoch_day(day)), f"{day:%b %Y}") for day in starts]


def _time(axis: TimeAxis, ticks: Sequence[tuple[float, str]]) -> Shape:
    low, high = at(axis, axis.low), at(axis, axis.high)
    return {
        **months_axis((low, high), "" if axis.is_calendar else axis.label),
        "tickmode": "array",
        "tickvals": [place for place, _ in ticks],
        "ticktext": [text for _, text in ticks],
    }


def _top_ticks(ticks: Sequence[tuple[float, str]], lift: int) -> list[Shape]:
    unseen = {"size": 2 * lift, "color": theme.CLEAR, "line": {"width": 0}, "opacity": 1}
    return [{
        "type": "scatter", "mode": "markers+text", "name": "Ticks", "hoverinfo": "skip", "cliponaxis": False,
        "x": [place for place, _ in ticks], "y": [0] * len(ticks), "text": [text for _, text in ticks],
        "textposition": "top center", "marker": unseen, "textfont": {"size": 12, "color": theme.INK_2},
    }]  # fmt: skip


def _behind(result: SafetyTimeline, stacked: Sequence[Band], ticks: Sequence[tuple[float, str]]) -> list[Shape]:
    """Draw periods, the time after each cut, the grid, the lines between patients, the anchor and the cut."""
    axis = result.axis
    low, high = at(axis, axis.low), at(axis, axis.high)
    cuts = [(at(axis, max(band.patient.cut, axis.low)), band.stretch) for band in stacked
            if band.patient.cut is not None and band.patient.cut < axis.high]  # fmt: skip
    anchors = [(at(axis, band.patient.anchor), band.stretch) for band in stacked if band.patient.anchor is not None]
    foot, top = -max(lane_geometry.lanes_height(tuple(stacked)), 1), 0
    uprights = ((place, foot, place, top) for place, _ in ticks if place or axis.is_calendar)
    between = ((low, band.stretch[0], high, band.stretch[0]) for band in stacked)
    return [
        *_periods(axis, stacked),
        *path_shape(PLOT, "After the data cut", boxes_path((cut, y0, high, y1) for cut, (y0, y1) in cuts), {"width": 0},
               theme.FUTURE),
        *path_shape(PLOT, "Grid", segments_path(uprights), {"color": theme.LINE, "width": 1}),
        *path_shape(PLOT, "Between patients", segments_path(between), {"color": theme.LINE, "width": 1}),
        *path_shape(PLOT, "Data cut", segments_path((cut, y0, cut, y1) for cut, (y0, y1) in cuts if cut > low),
               {"color": theme.INK_3, "width": 1.25}),
        *path_shape(PLOT, result.axis.label, segments_path((day, y0, day, y1) for day, (y0, y1) in anchors),
               {"color": theme.INK, "width": 1.5, "dash": "4px,3px"}),
    ]  # fmt: skip


def _periods(axis: TimeAxis, stacked: Sequence[Band]) -> list[Shape]:
    """Tint the periods of each patient, one shape a kind."""
    found: list[Shape] = []
    for kind, ground in PERIOD_GROUNDS.items():
        boxes = [(at(axis, one.low), band.stretch[0], at(axis, one.high), band.stretch[1])
                 for band in stacked for one in band.patient.bands if one.kind is kind]  # fmt: skip
        found += path_shape(PLOT, f"Period: {kind}", boxes_path(boxes), {"width": 0}, ground)
    return found


def _heads(result: SafetyTimeline, stacked: Sequence[Band], lift: int) -> list[Shape]:
    """Name the anchor and the cut where each is one line through all patients; else the cut of each patient."""
    axis = result.axis
    over: Shape = {"xref": "x", "yref": "paper", "yanchor": "bottom", "yshift": 4 + lift}
    found: list[Shape] = []
    if axis.is_calendar:
        cut = float(epoch_day(result.cut))
        if axis.low <= cut <= axis.high:
            found.append(
                note(f"Data cut {date_text(result.cut)}", at(axis, cut), 1, **over, xanchor="right", xshift=16)
            )
        return found
    if any(band.patient.anchor is not None for band in stacked):
        found.append(note(f"<b>{escaped(axis.label)}</b>", 0, 1, **over, font={"size": 12, "color": theme.INK}))
    if result.named:
        found += [note("data cut", at(axis, band.patient.cut), band.strip, xref="x", yref="y", xanchor="left", xshift=3)
                  for band in stacked if band.patient.cut is not None
                  and axis.low < band.patient.cut < axis.high - LABEL_ROOM * (axis.high - axis.low)]  # fmt: skip
    return found


def _picture_labels(stacked: Sequence[Band], height: int) -> list[Shape]:
    """Give the labels of the patients for a saved picture; on the screen they are links in HTML."""
    return [
        note(f"<b>{escaped(band.patient.id)}</b><br>{str(band.patient.status).capitalize()}", 0, 1 - band.top / height,
             xanchor="left", yanchor="top", align="left", xshift=16 - LEFT, name=theme.PICTURE, visible=False,
             font={"size": 12, "color": theme.INK})
        for band in stacked
    ] + [
        note(escaped(one.row.label), 0, 1 - one.top / height, xanchor="left", yanchor="top", align="left",
             xshift=16 - LEFT, name=theme.PICTURE, visible=False, font={"size": 12, "color": theme.INK_3})
        for band in stacked for one in band.rows
    ]  # fmt: skip
