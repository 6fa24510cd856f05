"""The study-day chart: a lane a patient, windows as boxes, days held as ticks, unscheduled visits as diamonds."""

from collections.abc import Callable, Iterable, Iterator

from components import theme, visit_lanes
from components.backdrop import Straight, boxes_path, month_ticks, months_axis, path_shape, segments_path
from components.courses import Panel, joined
from components.theme import Shape, escaped, note
from components.visit_cells import visit_change
from components.visit_lanes import BOTTOM, FEW, HEAD, LEFT, NAME_LINE, RIGHT
from trial.patient_visits import visit_words
from trial.visit_days import DayLane, DayMark, StudyDays
from trial.visits import HELD, VisitStatus
from trial.words import day_text, signed

LID, FOOT, WORDS, MIDDLE = 0.34, 0.84, 0.17, 0.59
"""Within a lane, from its top: box, middle of the words above it, middle of the box."""
OFF = frozenset({VisitStatus.EARLY, VisitStatus.LATE})
GONE = frozenset({VisitStatus.MISSED, VisitStatus.OVERDUE})
Placed = tuple[int, DayMark]
"""Position of the lane and one mark on it."""


def figure(days: StudyDays) -> Shape:
    """Draw one page of lanes."""
    lanes = len(days.lanes)
    layout = theme.base_layout((LEFT, RIGHT, visit_lanes.top(days), BOTTOM), f"visits {days.page}")
    layout |= {
        "height": visit_lanes.height(days),
        "xaxis": months_axis(days.months, days.zero_label),
        "yaxis": {
            "range": [max(lanes, 1), 0], "fixedrange": True, "showgrid": False, "zeroline": False,
            "showticklabels": False,
        },
        "shapes": [*_behind(days), *_windows(days), *_ends(days)],
        "annotations": [*_names(days), *_labels(days), *theme.synthetic_note(days.synthetic, 16 - LEFT)],
    }  # fmt: skip
    marks = [
        (place, mark)
        for place, lane in enumerate(days.lanes)
        for mark in lane.marks
        if days.months[0] <= _centre(mark) <= days.months[1]
    ]
    wordy = lanes <= FEW
    traces = [*_ticks(marks), *_off(marks, wordy), *_gone(marks, wordy), *_unscheduled(days), *_targets(days, marks)]
    return {"data": traces or [_nothing()], "layout": layout}


def _panel(days: StudyDays) -> Panel:
    return Panel("x", "y", (0, 1), (0, float(len(days.lanes))))


def _behind(days: StudyDays) -> list[Shape]:
    """Draw the ground after each patient's data cut, the months, the lanes, the anchor."""
    panel, (low, high), foot = _panel(days), days.months, float(len(days.lanes))
    cuts = [
        (place, max(lane.cut, low)) for place, lane in enumerate(days.lanes) if lane.cut is not None and lane.cut < high
    ]
    uprights = [(month, 0.0, month, foot) for month in month_ticks(days.months) if month]
    rules = [(low, float(place), high, float(place)) for place in range(len(days.lanes) + 1)]
    own = [(lane.anchor, place) for place, lane in enumerate(days.lanes) if lane.anchor is not None]
    anchor = [(0.0, 0.0, 0.0, foot)] if low <= 0 <= high and days.zero is None else []
    anchor += [(at, place, at, place + 1.0) for at, place in own if low <= at <= high and days.zero is not None]
    zero = [(0.0, 0.0, 0.0, foot)] if low <= 0 <= high and days.zero is not None else []
    return [
        *path_shape(panel, "After the data cut", boxes_path((at, place, high, place + 1) for place, at in cuts),
                    {"width": 0}, theme.FUTURE),
        *path_shape(panel, "Grid", segments_path([*uprights, *rules]), {"color": theme.LINE, "width": 1}),
        *path_shape(panel, "Data cut", segments_path((at, place, at, place + 1) for place, at in cuts if at > low),
                    {"color": theme.INK_3, "width": 1.25}),
        *path_shape(panel, "Day 0", segments_path(zero), {"color": theme.ACCENT, "width": 1.5}),
        *path_shape(panel, "Anchor", segments_path(anchor), {"color": theme.INK, "width": 1.5, "dash": "4px,3px"}),
    ]  # fmt: skip


def _windows(days: StudyDays) -> list[Shape]:
    kinds: tuple[tuple[str, Callable[[VisitStatus], bool], Shape, str | None], ...] = (
        ("Window", lambda s: s in HELD, {"color": theme.WINDOW_LINE, "width": 1}, theme.WINDOW_FILL),
        ("Window to come", lambda s: s is VisitStatus.NOT_YET_DUE, _line(theme.INK_3, 1, "2px,2px"), None),
        ("Window open", lambda s: s is VisitStatus.DUE, _line(theme.ACCENT, 1.5), None),
        ("Window without a visit", lambda s: s in GONE, _line(theme.ACT, 1), None),
    )
    return [
        {**shape, "fillrule": "nonzero"}  # windows may overlap: a box inside another is no hole
        for name, wanted, line, fill in kinds
        for shape in path_shape(_panel(days), name, boxes_path(_boxes(days, wanted)), line, fill)
    ]


def _line(colour: str, width: float, dash: str = "solid") -> Shape:
    return {"color": colour, "width": width, "dash": dash}


def _boxes(days: StudyDays, wanted: Callable[[VisitStatus], bool]) -> Iterator[Straight]:
    low, high = days.months
    for place, lane in enumerate(days.lanes):
        for mark in lane.marks:
            first, last = max(mark.window[0], low), min(mark.window[1], high)
            if wanted(mark.cell.status) and first <= last:
                yield first, place + LID, last, place + FOOT


def _ends(days: StudyDays) -> list[Shape]:
    ends = [
        (lane.end, place + 0.12, lane.end, place + 0.92)
        for place, lane in enumerate(days.lanes)
        if lane.end is not None
    ]
    return path_shape(_panel(days), "Left the study", segments_path(ends), {"color": theme.INK_2, "width": 2})


def _base(name: str, mode: str) -> Shape:
    return {"type": "scatter", "name": name, "mode": mode, "hoverinfo": "skip"}


def _ticks(marks: Iterable[Placed]) -> list[Shape]:
    found: list[Shape] = []
    marks = list(marks)
    for name, wanted, colour in (("Held in window", False, theme.GOOD), ("Held out of window", True, theme.WATCH_MARK)):
        own = [
            (place, mark.held) for place, mark in marks if mark.held is not None and (mark.cell.status in OFF) is wanted
        ]
        if own:
            found.append({
                **_base(name, "lines"), "line": {"color": colour, "width": 2.5},
                "x": joined((round(held, 4),) * 2 for _, held in own),
                "y": joined((round(place + LID, 2), round(place + FOOT, 2)) for place, _ in own),
            })  # fmt: skip
    return found


def _off(marks: Iterable[Placed], wordy: bool) -> list[Shape]:
    """Tell early from late in words above the tick; in short lanes by a triangle on it."""
    own = [(place, mark, mark.held) for place, mark in marks if mark.held is not None and mark.cell.status in OFF]
    if not own:
        return []
    x = [round(held, 4) for _, _, held in own]
    if wordy:
        return [{
            **_base("Days off window", "text"), "x": x, "y": [round(place + WORDS, 2) for place, _, _ in own],
            "text": [f"{signed(mark.cell.days_off or 0, 0)} d" for _, mark, _ in own],
            "textfont": {"size": 12, "weight": 600, "color": theme.WATCH}, "cliponaxis": False,
        }]  # fmt: skip
    symbols = ["triangle-left" if mark.cell.status is VisitStatus.EARLY else "triangle-right" for _, mark, _ in own]
    return [{
        **_base("Early or late", "markers"), "x": x, "y": [round(place + MIDDLE, 2) for place, _, _ in own],
        "marker": {"symbol": symbols, "size": 9, "color": theme.WATCH, "line": {"color": theme.SURFACE, "width": 1}},
    }]  # fmt: skip


def _gone(marks: Iterable[Placed], wordy: bool) -> list[Shape]:
    own = [(place, mark) for place, mark in marks if mark.cell.status in GONE]
    if not own:
        return []
    x, overdue = [_centre(mark) for _, mark in own], [mark.cell.status is VisitStatus.OVERDUE for _, mark in own]
    signs: Shape = {
        **_base("Overdue or missed", "markers+text"), "x": x, "y": [round(place + MIDDLE, 2) for place, _ in own],
        "marker": {
            "symbol": ["square" if late else "x-thin" for late in overdue],
            "size": [16 if late else 9 for late in overdue],
            "opacity": 1, "color": theme.ACT_SOLID,
            "line": {"color": theme.ACT, "width": [0 if late else 2.5 for late in overdue]},
        },
        "text": ["!" if late else "" for late in overdue],
        "textfont": {"size": 13, "weight": 700, "color": theme.SURFACE},
    }  # fmt: skip
    if not wordy:
        return [signs]
    words = [_gone_words(mark) for _, mark in own]
    return [signs, {
        **_base("Overdue or missed, in words", "text"), "x": x, "y": [round(place + WORDS, 2) for place, _ in own],
        "text": words, "textfont": {"size": 12, "weight": 600, "color": theme.ACT}, "cliponaxis": False,
    }]  # fmt: skip


def _gone_words(mark: DayMark) -> str:
    left = mark.cell.days_to_window_end
    return f"overdue {-left} d" if mark.cell.status is VisitStatus.OVERDUE and left else str(mark.cell.status)


def _centre(mark: DayMark) -> float:
    return round(mark.held if mark.held is not None else sum(mark.window) / 2, 4)


def _unscheduled(days: StudyDays) -> list[Shape]:
    own = [(place, lane, month, visit) for place, lane in enumerate(days.lanes) for month, visit in lane.unscheduled]
    if not own:
        return []
    texts = [
        f"{escaped(lane.subject.id)}, {escaped((visit.visit or 'Unscheduled').capitalize())}, "
        f"{day_text(visit.day or 0)}, {escaped(visit.date or '')}"
        for _, lane, _, visit in own
    ]
    return [{
        "type": "scatter", "name": "Unscheduled visit", "mode": "markers", "hoverinfo": "text", "hovertext": texts,
        "x": [round(month, 4) for _, _, month, _ in own], "y": [round(place + MIDDLE, 2) for place, _, _, _ in own],
        "marker": {"symbol": "diamond-open", "size": 11, "color": theme.INK, "line": {"color": theme.INK, "width": 2}},
    }]  # fmt: skip


def _targets(days: StudyDays, marks: Iterable[Placed]) -> list[Shape]:
    """Lay an unseen mark over each visit: it tells the visit in words and opens it on a click."""
    own = [(days.lanes[place], place, mark) for place, mark in marks]
    if not own:
        return []
    return [{
        "type": "scatter", "name": "Visit", "mode": "markers", "hoverinfo": "text",
        "x": [_centre(mark) for _, _, mark in own], "y": [round(place + MIDDLE, 2) for _, place, _ in own],
        "marker": {"size": 22, "symbol": "square", "color": theme.CLEAR, "line": {"width": 0}},
        "hovertext": [_hover(lane, mark) for lane, _, mark in own],
        "customdata": [[visit_change(lane.subject.id, mark.planned.id)] for lane, _, mark in own],
    }]  # fmt: skip


def _hover(lane: DayLane, mark: DayMark) -> str:
    return f"<b>{escaped(lane.subject.id)}</b><br>" + escaped(visit_words(mark.planned, mark.cell)).replace(
        ". ", "<br>"
    )


def _names(days: StudyDays) -> list[Shape]:
    found = [
        note(escaped(name), month, 0, xref="x", yref="y", yanchor="bottom", yshift=4 + NAME_LINE * line,
             font={"size": 12, "color": theme.INK_2})
        for month, name, line in visit_lanes.name_places(days.planned, days.months, days.origin)
    ]  # fmt: skip
    if days.months[0] <= 0 <= days.months[1]:
        shift = visit_lanes.top(days) - HEAD + 6
        found.append(note(escaped(days.zero_label), 0, 0, xref="x", yref="y", yanchor="bottom", yshift=shift,
                          font={"size": 12, "weight": 700, "color": theme.INK}))  # fmt: skip
    return found


def _labels(days: StudyDays) -> list[Shape]:
    """Say in the lane why it is empty, and why it ends."""
    font: Shape = {"size": 12, "color": theme.INK_2}
    middle = sum(days.months) / 2
    found: list[Shape] = []
    for place, lane in enumerate(days.lanes):
        if lane.anchor is None:
            words = f"No {days.anchor_label.lower()} date, so no day is counted"
            found.append(note(escaped(words), middle, place + 0.5, xref="x", yref="y", font=font))
        elif lane.end is not None and len(days.lanes) <= FEW and days.months[0] <= lane.end < days.months[1]:
            reason = (lane.subject.end_reason or str(lane.subject.status)).capitalize()
            found.append(note(escaped(reason), lane.end, place + MIDDLE, xref="x", yref="y", xanchor="left",
                              xshift=4, font=font))  # fmt: skip
    return found


def _nothing() -> Shape:
    return {**_base("Nothing", "lines"), "x": [None], "y": [None]}
