"""The visits of one patient on the axis of months: windows as boxes, days held as ticks, short names below."""

from collections.abc import Sequence

from components import theme
from components.backdrop import boxes_path, path_shape
from components.courses import Panel, joined
from components.theme import Shape, escaped
from trial.calendar import MONTH_DAYS
from trial.overview import short_label
from trial.patient_visits import visit_words
from trial.profile import Profile, VisitMark
from trial.visits import HELD, VisitStatus
from trial.words import day_text, signed

FOOT, LID, NAME_HEIGHT = 0.42, 1.0, 0.2
MOST_NAMES = 14
NAME_GAP = 0.024
"""Share of the axis between two names, at least: about 14 px on a projector."""
COMING = frozenset({VisitStatus.NOT_YET_DUE, VisitStatus.DUE})
OFF = frozenset({VisitStatus.EARLY, VisitStatus.LATE})
GONE = frozenset({VisitStatus.MISSED, VisitStatus.OVERDUE})


def visit_axis(stretch: tuple[float, float]) -> Shape:
    """Give the axis of the visit lane: no ticks, names stand below the boxes."""
    return {
        "domain": list(stretch), "range": [0, 1], "fixedrange": True, "showgrid": False, "zeroline": False,
        "showticklabels": False,
    }  # fmt: skip


def visit_shapes(profile: Profile, y: str) -> list[Shape]:
    """Draw the windows: filled for visits held, dashed for those to come, with an edge for those without a visit."""
    if profile.subject.anchor is None:
        return []
    panel = Panel("x", y, (0, 1), (0, 1))
    kinds = (
        (
            "Window",
            [v for v in profile.visits if v.status.status in HELD],
            theme.WINDOW_LINE,
            "solid",
            theme.WINDOW_FILL,
        ),
        ("Window to come", [v for v in profile.visits if v.status.status in COMING], theme.INK_3, "2px,2px", None),
        ("Window without a visit", [v for v in profile.visits if v.status.status in GONE], theme.ACT, "solid", None),
    )
    shapes: list[Shape] = []
    for name, own, colour, dash, fill in kinds:
        boxes = boxes_path((one.window[0], FOOT, one.window[1], LID) for one in own)
        shapes += path_shape(panel, name, boxes, {"color": colour, "width": 1, "dash": dash}, fill)
    return shapes


def visit_traces(profile: Profile, y: str) -> list[Shape]:
    """Draw the days held, the names, unscheduled visits, and a target that carries the words of each visit."""
    if profile.subject.anchor is None:
        return []
    base: Shape = {"type": "scatter", "xaxis": "x", "yaxis": y}
    found: list[Shape] = []
    for name, off, colour in (("Held in window", False, theme.GOOD), ("Held out of window", True, theme.WATCH_MARK)):
        own = [one for one in profile.visits if one.held is not None and (one.status.status in OFF) is off]
        if own:
            found.append({
                **base, "name": name, "mode": "lines", "hoverinfo": "skip", "line": {"color": colour, "width": 2.5},
                "x": joined((round(one.held or 0, 4),) * 2 for one in own), "y": joined((FOOT, LID) for _ in own),
            })  # fmt: skip
    return [*found, *_words(profile, base), *_names(profile, base), *_unscheduled(profile, base)]


def _middle(one: VisitMark) -> float:
    return round(one.held if one.held is not None else sum(one.window) / 2, 4)


def _word_place(one: VisitMark) -> float:
    return round(one.window[0], 4) if one.status.status in GONE else _middle(one)


def _words(profile: Profile, base: Shape) -> list[Shape]:
    own = [one for one in profile.visits if one.status.target is not None]
    if not own:
        return []
    sides = [_side(one) for one in own]
    colours = [theme.ACT if one.status.status in GONE else theme.WATCH for one in own]
    return [{
        **base, "name": "Visit", "mode": "markers+text", "x": [_word_place(one) for one in own],
        "y": [(FOOT + LID) / 2] * len(own), "marker": {"size": 8, "color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "text": [_off_words(one) for one in own], "textposition": sides,
        "textfont": {"size": 12, "weight": 600, "color": colours},
        "hovertext": [escaped(visit_words(one.planned, one.status)) for one in own], "hoverinfo": "text",
        "cliponaxis": False,
    }]  # fmt: skip


def _side(one: VisitMark) -> str:
    return "middle left" if one.status.status in GONE else "middle right"


def _off_words(one: VisitMark) -> str:
    if one.status.status in GONE:
        return str(one.status.status)
    days = one.status.days_off or 0
    return f"{signed(days, 0)} d {'late' if days > 0 else 'early'}" if days else ""


def _names(profile: Profile, base: Shape) -> list[Shape]:
    if not profile.visits or len(profile.visits) > MOST_NAMES:
        return []
    return [{
        **base, "name": "Visit name", "mode": "text", "hoverinfo": "skip", "cliponaxis": False,
        "x": spread([_middle(one) for one in profile.visits], NAME_GAP * (profile.months[1] - profile.months[0])),
        "y": [NAME_HEIGHT] * len(profile.visits),
        "text": [escaped(short_label(one.planned.label)) for one in profile.visits],
        "textfont": {"size": 12, "color": theme.INK_2},
    }]  # fmt: skip


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Move places apart to at least `gap`, each as little as the others allow (isotonic least squares)."""
    order = sorted(range(len(places)), key=lambda place: places[place])
    blocks: list[tuple[float, int]] = []
    for rank, place in enumerate(order):
        total, count = places[place] - rank * gap, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before, own = blocks.pop()
            total, count = total + before, count + own
        blocks.append((total, count))
    levels = [total / count for total, count in blocks for _ in range(count)]
    moved = list(places)
    for rank, place in enumerate(order):
        moved[place] = round(levels[rank] + rank * gap, 4)
    return moved


def _unscheduled(profile: Profile, base: Shape) -> list[Shape]:
    own = [one for one in profile.unscheduled if one.day is not None]
    if not own:
        return []
    return [{
        **base, "name": "Unscheduled visit", "mode": "markers", "hoverinfo": "text",
        "x": [round((one.day or 0) / MONTH_DAYS, 4) for one in own], "y": [(FOOT + LID) / 2] * len(own),
        "marker": {
            "symbol": "diamond-open", "size": 10, "color": theme.INK_2, "line": {"color": theme.INK_2, "width": 2},
        },
        "hovertext": [f"{escaped(one.visit or 'Unscheduled')}, {day_text(one.day or 0)}, {one.date}" for one in own],
    }]  # fmt: skip
