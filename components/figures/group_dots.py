"""Every patient's change of slope with its interval, ordered, one panel an endpoint; below them their mean."""

from collections.abc import Sequence

from components import group_grid, theme
from components.state import patient_path
from components.theme import Shape, escaped, nice_ticks
from trial.across import Across, GroupColumn, PatientChange
from trial.words import interval_text, number, signed

REACH, ARROW = 2.2, 0.015
"""Intervals reach so many times the largest change; longer ones end in an arrow, that share of the width inside."""


def figure(result: Across) -> Shape:
    """Draw one panel an endpoint."""
    names = [each.patient for column in result.columns for each in column.patients]
    named = max((len(column.patients) for column in result.columns), default=0) <= group_grid.MOST_TIGHT
    gap = group_grid.room(["Mean", *names] if named else ["Mean"])
    layout = theme.base_layout(
        (round(gap) + 12, 16, group_grid.TOP, group_grid.DOTS_BOTTOM), f"group dots {result.page}"
    )
    layout["height"] = group_grid.dots_height(result)
    rows = max((len(column.patients) for column in result.columns), default=0)
    data: list[Shape] = []
    notes: list[Shape] = []
    shapes: list[Shape] = []
    for place, column in enumerate(result.columns):
        domain = group_grid.domains(len(result.columns), gap + 12)[place]
        key, extent = group_grid.axis(place), _extent(column)
        layout[f"xaxis{key}"] = _changes_axis(column, domain, extent, f"y{key}")
        layout[f"yaxis{key}"] = _names_axis(column, rows, named, f"x{key}")
        data += _panel(column, key, extent, rows)
        shapes.append(_zero(key))
        notes += group_grid.title(column, domain[0], f"change, {column.unit} per month")
    layout["annotations"] = [*notes, *group_grid.synthetic(result.synthetic, -round(gap))]
    layout["shapes"] = shapes
    return {"data": data, "layout": layout}


def _extent(column: GroupColumn) -> tuple[float, float]:
    """Hold every change and 0; intervals as far as REACH times the largest change."""
    if not column.patients:
        return (-1.0, 1.0)
    changes = [each.change for each in column.patients]
    far = REACH * max(abs(change) for change in changes)
    ends = [max(min(end, far), -far) for each in column.patients for end in (each.lower, each.upper) if end == end]
    return group_grid.shown_range([0.0, *changes, *ends], 1e-6)


def _changes_axis(column: GroupColumn, domain: tuple[float, float], extent: tuple[float, float], anchor: str) -> Shape:
    faster, slower = ("faster", "slower") if column.better > 0 else ("slower", "faster")
    ticks = nice_ticks(extent, 4)
    return {
        **theme.value_axis(domain, extent, ticks),
        "anchor": anchor,
        "tickangle": 0,
        "ticktext": [number(tick, column.decimals).rstrip("0").rstrip(".") if tick else "0" for tick in ticks],
        "title": {
            "text": f"← {faster} decline   |   {slower} →", "font": {"size": 12, "color": theme.INK_2}, "standoff": 6,
        },
    }  # fmt: skip


def _names_axis(column: GroupColumn, rows: int, named: bool, anchor: str) -> Shape:
    places = [float(place) for place in range(len(column.patients))] if named else []
    has_mean = column.group.summary is not None
    ticks, texts = list(places), [escaped(each.patient) for each in column.patients] if named else []
    if has_mean:
        ticks, texts = [*ticks, _mean_place(rows)], [*texts, "<b>Mean</b>"]
    return {
        "anchor": anchor, "range": [_mean_place(rows) + 0.8, -0.8], "fixedrange": True, "tickvals": ticks,
        "ticktext": texts, "tickfont": {"size": 12, "color": theme.INK_2}, "showgrid": False, "zeroline": False,
        "showline": True, "linecolor": theme.LINE_2, "domain": [0, 1],
    }  # fmt: skip


def _mean_place(rows: int) -> float:
    return rows + 0.2 if rows <= group_grid.MOST_WIDE else rows * 1.04 + 0.5


def _zero(key: str) -> Shape:
    return {
        "type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "xref": f"x{key}", "yref": f"y{key} domain",
        "layer": "below", "line": {"color": theme.INK, "width": 1.5, "dash": "4px,3px"},
    }  # fmt: skip


def _panel(column: GroupColumn, key: str, extent: tuple[float, float], rows: int) -> list[Shape]:
    patients = column.patients
    if not patients:
        return [_axes(key) | {"name": "Nobody", "mode": "markers", "x": [], "y": []}]
    bars = [(place, each.lower, each.upper) for place, each in enumerate(patients) if each.lower == each.lower]
    traces = [*_intervals(key, bars, extent, theme.MARK, 1.5), _points(column, key)]
    found = column.group.summary
    if found is not None:
        place, mean = _mean_place(rows), found.mean
        if mean.lower is not None and mean.upper is not None:
            traces += _intervals(key, [(place, mean.lower, mean.upper)], extent, theme.INK, 2.5)
        traces.append(_mean(column, key, place, mean.mean))
    return traces


def _axes(key: str) -> Shape:
    return {"type": "scatter", "xaxis": f"x{key}", "yaxis": f"y{key}"}


def _intervals(
    key: str, bars: Sequence[tuple[float, float, float]], extent: tuple[float, float], colour: str, width: float
) -> list[Shape]:
    """Draw intervals as one line with gaps; an end outside the panel becomes an arrow at its edge."""
    low, high = extent
    x: list[float | None] = []
    y: list[float | None] = []
    for place, lower, upper in bars:
        x += [round(max(lower, low), 6), round(min(upper, high), 6), None]
        y += [place, place, None]
    inside = ARROW * (high - low)  # a mark on the very edge is not drawn
    cut = [(low + inside, place, "triangle-left") for place, lower, _ in bars if lower < low]
    cut += [(high - inside, place, "triangle-right") for place, _, upper in bars if upper > high]
    line: Shape = _axes(key) | {
        "name": "95 % interval", "mode": "lines", "x": x, "y": y, "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }  # fmt: skip
    if not cut:
        return [line]
    arrows = _axes(key) | {
        "name": "Interval goes on", "mode": "markers", "x": [round(at, 6) for at, _, _ in cut],
        "y": [place for _, place, _ in cut], "cliponaxis": False, "hoverinfo": "skip",
        "marker": {"symbol": [symbol for _, _, symbol in cut], "size": 8, "color": colour},
    }  # fmt: skip
    return [line, arrows]


def _points(column: GroupColumn, key: str) -> Shape:
    many = len(column.patients) > group_grid.MOST_TIGHT
    return _axes(key) | {
        "name": "Patient", "mode": "markers", "x": [round(each.change, 6) for each in column.patients],
        "y": list(range(len(column.patients))),
        "customdata": [[patient_path(each.patient)] for each in column.patients],
        "hovertext": [said(column, each) for each in column.patients], "hoverinfo": "text",
        "marker": {
            "size": 5 if many else 10, "color": theme.INK_2,
            "line": {"color": theme.SURFACE, "width": 0 if many else 1.5},
        },
    }  # fmt: skip


def said(column: GroupColumn, each: PatientChange) -> str:
    """Say one patient's numbers for the hover."""
    digits = column.decimals
    interval = (
        f"<br>95 % interval {interval_text(each.lower, each.upper, digits)}"
        if each.lower == each.lower
        else "<br>no interval"
    )
    return (
        f"<b>{escaped(each.patient)}</b>"
        f"<br>change {signed(each.change, digits)} {escaped(column.unit)} per month{interval}"
        f"<br>before {number(each.pre, digits)}, after {number(each.post, digits)}<br>Click: open the patient"
    )


def _mean(column: GroupColumn, key: str, place: float, mean: float) -> Shape:
    return _axes(key) | {
        "name": "Mean", "mode": "markers", "x": [round(mean, 6)], "y": [place], "hoverinfo": "text",
        "hovertext": [
            f"mean of {len(column.patients)}: {signed(mean, column.decimals)} {escaped(column.unit)} per month"
        ],
        "marker": {"symbol": "diamond", "size": 12, "color": theme.INK, "line": {"color": theme.SURFACE, "width": 1.5}},
    }  # fmt: skip
