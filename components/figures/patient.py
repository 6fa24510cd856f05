"""One patient's figure: endpoints, events and visits stacked on one axis of months, one hover line through all."""

from textwrap import wrap

from components import backdrop, beside, courses, theme
from components import patient_lanes as lanes
from components.courses import Placed
from components.profile_places import BOTTOM, LEFT, RIGHT, TOP, Places, places
from components.slope_words import line_words
from components.theme import Shape, escaped, nice_ticks
from components.visit_lane import visit_axis, visit_shapes, visit_traces
from trial.pairs import Pair
from trial.profile import Panel, Profile
from trial.words import SYNTHETIC_MARK, date_text, inner

TITLE_LETTERS = 16
LABEL_SHARE = 0.36
"""The share of a panel that a label covers: it stands where it hides less of the course, at the foot if equal."""


def figure(profile: Profile) -> Shape:
    """Draw the profile. Colours are names; heights are shares of the box, see components.profile_places."""
    at = places(len(profile.panels), lanes.count(profile))
    layout = theme.base_layout((LEFT, RIGHT, TOP, BOTTOM), f"{profile.subject.id}")
    layout |= {
        "hovermode": "x",
        "hoversubplots": "axis",
        "hoverdistance": 24,
        "xaxis": _month_axis(profile),
        "shapes": [*_verticals(profile), *_feet(at), *visit_shapes(profile, _axis(len(profile.panels) + 1))],
        "annotations": _annotations(profile, at),
    }
    traces: list[Shape] = []
    for place, (panel, stretch) in enumerate(zip(profile.panels, at.panels, strict=True)):
        layout[_axis_key(place)] = _value_axis(panel, stretch)
        traces += _course(profile, panel, _axis(place))
    lane_place, visit_place = len(profile.panels), len(profile.panels) + 1
    layout[_axis_key(lane_place)] = lanes.axis(profile, at.lanes)
    layout[_axis_key(visit_place)] = visit_axis(at.visits)
    traces += lanes.traces(profile, _axis(lane_place))
    traces += visit_traces(profile, _axis(visit_place))
    return {"data": traces, "layout": layout}


def _axis(place: int) -> str:
    return "y" if place == 0 else f"y{place + 1}"


def _axis_key(place: int) -> str:
    return "yaxis" if place == 0 else f"yaxis{place + 1}"


def _month_axis(profile: Profile) -> Shape:
    spike = {
        "showspikes": True,
        "spikemode": "across",
        "spikesnap": "cursor",
        "spikethickness": 1,
        "spikedash": "solid",
    }
    return backdrop.months_axis(profile.months, profile.anchor_label) | {
        **spike,
        "spikecolor": theme.INK_3,
        "anchor": "free",
        "position": 0,
        "hoverformat": ".1f",
    }


def _value_axis(panel: Panel, stretch: tuple[float, float]) -> Shape:
    return theme.value_axis(stretch, panel.extent, nice_ticks(panel.extent, 3))


def _ground(axis: str) -> Shape:
    """Give a trace of nothing: plotly draws an axis only if a trace stands on it, and an empty panel is told too."""
    nothing: list[float | None] = [None]
    return {
        "type": "scatter",
        "name": "Panel",
        "mode": "lines",
        "xaxis": "x",
        "yaxis": axis,
        "x": nothing,
        "y": nothing,
    }


def _course(profile: Profile, panel: Panel, axis: str) -> list[Shape]:
    placed = [
        Placed(
            pair=panel.pair,
            panel=courses.Panel("x", axis, panel.extent, panel.extent),
            patient=profile.subject.id,
            path="",
            endpoint=panel.endpoint.label,
            unit=panel.endpoint.unit,
            decimals=panel.endpoint.decimals,
        )
    ]
    traces = [_ground(axis)]
    for look, shown in ((beside.NATURAL, panel.natural), (beside.EXPECTED, panel.expected)):
        traces += beside.traces([placed[0].panel], [shown] if shown else [], look)
    for period in courses.PERIODS:
        traces += courses.bands(placed, period)
    for period in courses.PERIODS:
        traces += [*courses.lines(placed, period), *courses.lines(placed, period, unsure=True)]
    return [*traces, *courses.points(placed), *courses.not_done(placed)]


def _verticals(profile: Profile) -> list[Shape]:
    low, high = profile.months
    grid = [theme.vertical(m, theme.LINE, 1, layer="below") for m in backdrop.month_ticks(profile.months) if m]
    lines = [theme.vertical(0, theme.INK, 1.5, "4px,3px", layer="below")] if low <= 0 <= high else []
    cut = profile.cut_month
    if cut is None or cut >= high:
        return [*grid, *lines]
    future = {
        "type": "rect", "x0": max(cut, low), "x1": high, "y0": 0, "y1": 1, "xref": "x", "yref": "paper",
        "layer": "below", "line": {"width": 0}, "fillcolor": theme.FUTURE,
    }  # fmt: skip
    return [future, *grid, *([theme.vertical(cut, theme.INK_3, 1.25)] if cut > low else []), *lines]


def _feet(at: Places) -> list[Shape]:
    """Close each panel with a line at its foot."""
    return [
        {"type": "line", "x0": 0, "x1": 1, "y0": foot, "y1": foot, "xref": "paper", "yref": "paper", "layer": "below",
         "line": {"color": theme.LINE_2, "width": 1}}
        for foot, _ in at.panels
    ]  # fmt: skip


def _annotations(profile: Profile, at: Places) -> list[Shape]:
    found = _top_labels(profile)
    for place, (panel, stretch) in enumerate(zip(profile.panels, at.panels, strict=True)):
        found += _panel_title(panel.endpoint.label, panel.endpoint.unit, stretch[1])
        found += _slope_labels(profile, panel, stretch, _axis(place))
    found += _panel_title("Visits", "window and day held", at.visits[1])
    if profile.events_shown != profile.events_all:
        shown = f"{profile.events_shown} of {profile.events_all} events shown"
        found += [theme.note(shown, 0, at.lanes[1], xanchor="left", yanchor="bottom", xshift=16 - LEFT)]
    return found


def _top_labels(profile: Profile) -> list[Shape]:
    low, high = profile.months
    top = {"xref": "x", "yanchor": "bottom", "yshift": 2}
    found = []
    if low <= 0 <= high:
        bold = {"size": 12, "weight": 700, "color": theme.INK}
        found.append(theme.note(escaped(profile.anchor_label), 0, 1, **top, font=bold))
    if profile.cut_month is not None and low < profile.cut_month < high:
        side = "right" if profile.cut_month > high - 2.2 else "center"
        found.append(theme.note(f"Data cut {date_text(profile.cut)}", profile.cut_month, 1, **top, xanchor=side))
    if profile.subject.anchor is None:
        text = f"No {inner(profile.anchor_label)}: nothing has a day on this axis. The records are listed below."
        found.append(
            theme.note(escaped(text), 0.5, 0.5, font={"size": 14, "color": theme.INK_2}, bgcolor=theme.SURFACE)
        )
    if profile.synthetic:
        mark = {"size": 12, "weight": 600, "color": theme.SYNTHETIC}
        place = {"xanchor": "left", "yanchor": "bottom", "xshift": 16 - LEFT, "yshift": 2}
        found.append(theme.note(SYNTHETIC_MARK.capitalize(), 0, 1, **place, font=mark))
    return found


def _panel_title(title: str, unit: str, top: float) -> list[Shape]:
    place = {"xanchor": "left", "yanchor": "top", "xshift": 16 - LEFT, "align": "left"}
    lines = wrap(title, TITLE_LETTERS) or [title]
    return [
        theme.note(
            "<br>".join(escaped(line) for line in lines),
            0,
            top,
            **place,
            font={"size": 14, "weight": 700, "color": theme.INK},
        ),
        theme.note(escaped(unit), 0, top, **place, yshift=-2 - 17 * len(lines)),
    ]


def _slope_labels(profile: Profile, panel: Panel, stretch: tuple[float, float], axis: str) -> list[Shape]:
    low, high = profile.months
    if not low < 0 < high:
        return []
    hidden_below, hidden_above = _under_labels(panel)
    at_foot = hidden_below <= hidden_above
    end, shift = ("bottom", 1) if at_foot else ("top", -1)
    side: Shape = {"xref": "x", "yanchor": end, "yshift": shift, "borderpad": 1}
    if min(hidden_below, hidden_above) == 0:
        side["bgcolor"] = theme.SURFACE
    y = stretch[0] if at_foot else stretch[1]
    return [
        theme.note(_label("Pre", panel.pair), 0, y, **side, xanchor="right", xshift=-6, font=_bold(theme.PRE_INK)),
        theme.note(_label("Post", panel.pair), 0, y, **side, xanchor="left", xshift=6, font=_bold(theme.POST_INK)),
    ]


def _bold(colour: str) -> Shape:
    return {"size": 13, "weight": 700, "color": colour}


def _label(name: str, pair: Pair) -> str:
    words = line_words((pair.pre if name == "Pre" else pair.post).line)
    return f"{name} {words.slope}/month, {words.count}" if words.slope else f"{name} {words.why}"


def _under_labels(panel: Panel) -> tuple[int, int]:
    """Count the points that a label at the foot and one at the top would cover; one that covers any has no ground."""
    low, high = panel.extent
    room = LABEL_SHARE * (high - low)
    values = [point.value for point in panel.pair.points]
    return sum(value < low + room for value in values), sum(value > high - room for value in values)
