"""The overlay: one panel an endpoint with all shown patients, the others behind them in grey."""

from collections.abc import Sequence

from components import courses, panel_grid, theme
from components.backdrop import backdrop, months_axis
from components.courses import PERIODS, Panel, Placed, joined
from components.line_labels import Label, apart
from components.panel_grid import OVERLAY_BOTTOM, OVERLAY_HEAD, OVERLAY_LEFT, OVERLAY_RIGHT, OVERLAY_TOP
from components.state import patient_path
from components.theme import Shape, escaped, nice_ticks, note
from trial.cohort import Cohort, CohortLines, Ribbon
from trial.pairs import PairPoint
from trial.trajectory import Column, Trajectories
from trial.words import counted, number

TICKS = 4
HALO = ",".join(f"{x}px {y}px 1px {theme.SURFACE}" for x in (-2, 0, 2) for y in (-2, 0, 2))
"""Ground behind a name that stands among lines."""
MARKS_DOWN = 0.05
"""Happenings stand so far below the top of the panel, as a share of its height."""


def figure(result: Trajectories) -> Shape:
    """Draw one panel an endpoint."""
    count = len(result.columns)
    layout = theme.base_layout((OVERLAY_LEFT, OVERLAY_RIGHT, OVERLAY_TOP, OVERLAY_BOTTOM), f"overlay {result.page}")
    layout["height"] = panel_grid.overlay_height(count)
    data: list[Shape] = []
    shapes: list[Shape] = []
    notes: list[Shape] = []
    for place, column in enumerate(result.columns):
        axis = "" if place == 0 else str(place + 1)
        panel = Panel(f"x{axis}", f"y{axis}", _extent(result, place), _extent(result, place))
        across, upright = _domains(place, count)
        ticks = nice_ticks(panel.extent, TICKS)
        layout[f"xaxis{axis}"] = _months(
            result, across, f"y{axis}", is_last=place >= count - panel_grid.overlay_shape(count)[1]
        )
        layout[f"yaxis{axis}"] = {
            **theme.value_axis(upright, panel.extent, ticks),
            "showgrid": False,
            "anchor": f"x{axis}",
        }
        shapes += backdrop([(panel, result.latest_cut_month)], result.months, [ticks])
        data += [*_others(result.cohort[place], panel, column), *_singled(result, place, panel)]
        notes += _head(result, column, across[0], upright[1], panel.x)
    layout["shapes"] = shapes
    layout["annotations"] = [*notes, *theme.synthetic_note(result.synthetic, 12 - OVERLAY_LEFT)]
    return {"data": data, "layout": layout}


def _extent(result: Trajectories, place: int) -> tuple[float, float]:
    return result.extents[place] if result.rows else result.columns[place].extent


def _domains(place: int, count: int) -> tuple[tuple[float, float], tuple[float, float]]:
    rows, columns = panel_grid.overlay_shape(count)
    row, column = divmod(place, columns)
    between = OVERLAY_LEFT + OVERLAY_RIGHT
    width = panel_grid.overlay_width(count) - between
    across = panel_grid.column_domains(columns, between / width if columns > 1 else 0.0)[column]
    height = panel_grid.overlay_panel(count)
    area = rows * height + (rows - 1) * OVERLAY_HEAD
    top = 1 - row * (height + OVERLAY_HEAD) / area
    return across, (max(0.0, top - height / area), top)


def _months(result: Trajectories, domain: tuple[float, float], anchor: str, is_last: bool) -> Shape:
    axis = months_axis(result.months, result.anchor_label if is_last else "")
    return {**axis, "domain": list(domain), "anchor": anchor}


def _others(cohort: Cohort, panel: Panel, column: Column) -> list[Shape]:
    if cohort.lines is not None:
        return [_lines(cohort.lines, panel)]
    return _ribbons(cohort.ribbon, panel, column) if cohort.ribbon is not None else []


def _lines(lines: CohortLines, panel: Panel) -> Shape:
    paths = {subject: patient_path(subject) for subject in set(lines.subjects) if subject is not None}
    names = {subject: f"<b>{escaped(subject)}</b>" for subject in paths}
    return {
        "type": "scatter", "xaxis": panel.x, "yaxis": panel.y, "name": "Other patients", "mode": "lines",
        "line": {"color": theme.GREY_TRACE, "width": 1}, "x": list(lines.months), "y": list(lines.values),
        "customdata": [None if subject is None else paths[subject] for subject in lines.subjects],
        "hovertext": [None if subject is None else names[subject] for subject in lines.subjects], "hoverinfo": "text",
    }  # fmt: skip


def _ribbons(ribbon: Ribbon, panel: Panel, column: Column) -> list[Shape]:
    low, lower, middle, upper, high = (list(values) for values in ribbon.quantiles)
    months = list(ribbon.months)
    axes: Shape = {"type": "scatter", "xaxis": panel.x, "yaxis": panel.y}
    bands = (("Middle 90 %", low, high, 0.35), ("Middle half", lower, upper, 0.6))
    fills: list[Shape] = [
        {
            **axes, "name": name, "mode": "lines", "line": {"width": 0}, "fill": "toself", "opacity": opacity,
            "fillcolor": theme.GREY_TRACE, "hoverinfo": "skip", "x": months + months[::-1], "y": top + foot[::-1],
        }
        for name, foot, top, opacity in bands
    ]  # fmt: skip
    said = [
        f"median {number(value, column.decimals + 1)} {escaped(column.unit)}<br>"
        f"of {counted(patients, 'patient')} at month {number(month, 1)}"
        for value, patients, month in zip(middle, ribbon.patients, months, strict=True)
    ]
    median = {
        **axes, "name": "Median", "mode": "lines", "line": {"color": theme.INK_3, "width": 2}, "x": months, "y": middle,
        "hovertext": said, "hoverinfo": "text",
    }  # fmt: skip
    return [*fills, median]


def _singled(result: Trajectories, place: int, panel: Panel) -> list[Shape]:
    """Draw the patients that are shown one by one."""
    if not result.rows:
        return []
    column = result.columns[place]
    placed = [
        Placed(result.pair(row, place), panel, one.id, patient_path(one.id), column.label, column.unit, column.decimals)
        for row, one in enumerate(result.rows)
    ]
    marked = [(one, row.marks) for one, row in zip(placed, result.rows, strict=True)]
    lift = -MARKS_DOWN * (panel.stretch[1] - panel.stretch[0])
    return [
        *_paths(placed, panel),
        *(trace for period in PERIODS for trace in courses.lines(placed, period)),
        *(trace for period in PERIODS for trace in courses.lines(placed, period, unsure=True)),
        *courses.not_done(placed),
        *courses.points(placed),
        *courses.marks(marked, lift),
        *_names(result, placed, panel),
    ]


def _used(one: Placed) -> list[PairPoint]:
    return [point for point in one.pair.points if point.used]


def _paths(placed: Sequence[Placed], panel: Panel) -> list[Shape]:
    """Join the used points of each patient by a thin line, so that the eye keeps them together."""
    runs = [_used(one) for one in placed]
    return [{
        "type": "scatter", "xaxis": panel.x, "yaxis": panel.y, "name": "Course", "mode": "lines",
        "line": {"color": theme.MARK, "width": 1}, "hoverinfo": "skip",
        "x": joined([round(point.month, 4) for point in run] for run in runs if run),
        "y": joined([point.value for point in run] for run in runs if run),
    }]  # fmt: skip


def _names(result: Trajectories, placed: Sequence[Placed], panel: Panel) -> list[Shape]:
    """Write each patient's id at the end of the line, as far as it is on the axis."""
    low, high = result.months
    ends = [(one, points[-1]) for one in placed if (points := [p for p in _used(one) if low <= p.month <= high])]
    if not ends:
        return []
    height, (foot, top) = panel_grid.overlay_panel(len(result.columns)), panel.extent
    right = panel_grid.LEAST_OVERLAY / (high - low)
    labels = [
        Label(one.patient, (point.month - low) * right, (top - point.value) / (top - foot) * height)
        for one, point in ends
    ]
    return [{
        "type": "scatter", "xaxis": panel.x, "yaxis": panel.y, "name": "Patient", "mode": "text",
        "x": [round(point.month, 4) for _, point in ends],
        "y": [round(top - y / height * (top - foot), 5) for y in apart(labels, height)],
        "text": [f"\u2002<b>{escaped(one.patient)}</b>" for one, _ in ends], "textposition": "middle right",
        "textfont": {"size": 12, "color": theme.INK, "shadow": HALO}, "cliponaxis": False, "hoverinfo": "skip",
    }]  # fmt: skip


def _head(result: Trajectories, column: Column, left: float, top: float, x: str) -> list[Shape]:
    low, high = result.months
    at: Shape = {"xanchor": "left", "yanchor": "bottom", "xshift": 12 - OVERLAY_LEFT}
    unit = f"<span style='font-size:12px;color:{theme.INK_3}'>{escaped(column.unit)}</span>"
    title = f"<b>{escaped(column.label)}</b>  {unit}"
    infusion = note(f"<b>{escaped(result.anchor_label)}</b>", 0, top, xref=x, yanchor="bottom", yshift=3,
                    font={"size": 12, "color": theme.INK})  # fmt: skip
    return [
        note(title, left, top, **at, yshift=22, font={"size": 14, "color": theme.INK}),
        *([infusion] if low <= 0 <= high else []),
    ]
