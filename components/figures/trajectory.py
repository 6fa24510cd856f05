"""The small multiples: a row a patient, a column an endpoint, the numbers of each course under it.

Each column has one pair of axes. The rows are stacked on its y axis by an affine change of the values, so that twelve
patients cost no more traces than one.
"""

from collections.abc import Sequence

from components import beside, courses, panel_grid, slope_words, theme
from components.axis_words import unit_line
from components.backdrop import backdrop, month_ticks, months_axis, path_shape, segments_path
from components.courses import PERIODS, Panel, Placed
from components.happenings import when, word_of
from components.panel_grid import ABOVE, BOTTOM, GUTTER, LABELS, NUMBERS, NUMBERS_MIDDLE, RIGHT, TOP
from components.state import patient_path
from components.theme import Shape, escaped, nice_ticks, note
from trial.trajectory import Column, Row, Trajectories
from trial.words import number

TICKS = 3


def figure(result: Trajectories) -> Shape:
    """Draw the page of courses."""
    layout = theme.base_layout((LABELS + GUTTER, RIGHT, TOP, BOTTOM), f"{result.page}")
    layout["height"] = panel_grid.panels_height(len(result.rows), len(result.columns))
    data: list[Shape] = []
    shapes: list[Shape] = []
    notes: list[Shape] = []
    domains = panel_grid.panel_domains(len(result.columns))
    for place, column in enumerate(result.columns):
        axis = "" if place == 0 else str(place + 1)
        placed = [_placed(result, row, place, f"x{axis}", f"y{axis}") for row in range(len(result.rows))]
        ticks = [nice_ticks(one.panel.extent, TICKS) for one in placed]
        layout[f"xaxis{axis}"] = _months(result, domains[place], f"y{axis}")
        layout[f"yaxis{axis}"] = _values(placed, ticks, f"x{axis}")
        shapes += _behind(result, placed, ticks)
        data += [*_traces(result, placed, place), _numbers(result, placed)]
        notes += _head(result, column, domains[place], f"x{axis}")
    layout["shapes"] = shapes
    layout["annotations"] = [
        *notes,
        *_picture_labels(result),
        *theme.synthetic_note(result.synthetic, 12 - LABELS - GUTTER),
    ]
    return {"data": data, "layout": layout}


def _row(result: Trajectories) -> int:
    return panel_grid.row_height(len(result.rows), len(result.columns))


def _placed(result: Trajectories, row: int, place: int, x: str, y: str) -> Placed:
    column, patient = result.columns[place], result.rows[row]
    height = _row(result)
    top, foot = row + ABOVE / height, row + 1 - NUMBERS / height
    extent = result.extents[row * len(result.columns) + place]
    panel = Panel(x, y, extent, (round(-foot, 5), round(-top, 5)))
    return Placed(
        result.pair(row, place), panel, patient.id, patient_path(patient.id), column.label, column.unit, column.decimals
    )


def _months(result: Trajectories, domain: tuple[float, float], anchor: str) -> Shape:
    return {**months_axis(result.months, result.anchor_label), "domain": list(domain), "anchor": anchor}


def _values(placed: Sequence[Placed], ticks: Sequence[Sequence[float]], anchor: str) -> Shape:
    pairs = [(one.panel.height(tick), number(tick, _decimals(own)))
             for one, own in zip(placed, ticks, strict=True) for tick in own]  # fmt: skip
    axis = theme.value_axis((0.0, 1.0), (-float(len(placed)), 0.0), [height for height, _ in pairs])
    return {**axis, "ticktext": [text for _, text in pairs], "showgrid": False, "anchor": anchor}


def _decimals(ticks: Sequence[float]) -> int:
    """Give the decimals that tell these ticks apart."""
    return next(places for places in range(6) if all(abs(round(tick, places) - tick) < 1e-9 for tick in ticks))


def _behind(result: Trajectories, placed: Sequence[Placed], ticks: Sequence[Sequence[float]]) -> list[Shape]:
    cuts = [(one.panel, row.cut_month) for one, row in zip(placed, result.rows, strict=True)]
    ends = [
        (mark.month, one.panel.stretch[0], mark.month, one.panel.stretch[1])
        for one, row in zip(placed, result.rows, strict=True)
        for mark in row.marks
        if mark.month is not None
    ]
    happened = path_shape(
        placed[0].panel, "Happening", segments_path(ends), {"color": theme.INK_3, "width": 1, "dash": "1px,2px"}
    )
    return [*backdrop(cuts, result.months, ticks), *happened]


def _traces(result: Trajectories, placed: Sequence[Placed], place: int) -> list[Shape]:
    marked = [(one, row.marks) for one, row in zip(placed, result.rows, strict=True)]
    panels, width = [one.panel for one in placed], len(result.columns)
    return [
        *beside.traces(panels, result.natural[place::width], beside.NATURAL),
        *beside.traces(panels, result.expected[place::width], beside.EXPECTED),
        *(trace for period in PERIODS for trace in courses.bands(placed, period)),
        *(trace for period in PERIODS for trace in courses.lines(placed, period)),
        *(trace for period in PERIODS for trace in courses.lines(placed, period, unsure=True)),
        *courses.not_done(placed),
        *courses.points(placed),
        *courses.marks(marked, ABOVE / _row(result) / 2),
    ]


def _numbers(result: Trajectories, placed: Sequence[Placed]) -> Shape:
    """Write the numbers under each panel, and the months above the first; every column of a panel is one text."""
    low, high = result.months
    places = panel_grid.number_places(len(result.columns))
    spots = [spot for one in placed for spot in _numbers_of(one, _row(result), places)]
    texts = [(low + share * (high - low), y, text, side, theme.INK) for share, y, text, side in spots]
    texts += [(month, 0.0, number(month, 0 if month == int(month) else 2), "top center", theme.INK_2)
              for month in month_ticks(result.months)]  # fmt: skip
    return {
        "type": "scatter", "xaxis": placed[0].panel.x, "yaxis": placed[0].panel.y, "name": "Numbers", "mode": "text",
        "x": [round(text[0], 4) for text in texts], "y": [round(text[1], 5) for text in texts],
        "text": [text[2] for text in texts], "textposition": [text[3] for text in texts],
        "textfont": {"size": 12, "color": [text[4] for text in texts]},
        "cliponaxis": False, "hoverinfo": "skip",
    }  # fmt: skip


Spot = tuple[float, float, str, str]
"""Share of the width, y coordinate, text, and the side of that spot on which the text stands."""


def _numbers_of(one: Placed, row: int, places: tuple[float, float, float]) -> list[Spot]:
    """Give the three lines under a panel: words, slopes, intervals, counts, and why there is none."""
    change = slope_words.change_words(one.pair.change)
    lines = [(period.name, slope_words.line_words(period.fitted(one.pair).line), period.text) for period in PERIODS]
    lines.append(("Change", change, theme.INK))
    y = one.panel.stretch[0] - NUMBERS_MIDDLE / row
    columns = (
        (0.0, "middle left", [_tinted(f"{name}\u2002", colour) for name, _, colour in lines]),
        (
            places[0],
            "middle left",
            [_tinted(f"<b>{w.slope}</b>", colour) if w.slope else "" for _, w, colour in lines],
        ),
        (places[1], "middle left", [_tinted(words.interval, theme.INK_2) for _, words, _ in lines]),
        (places[2], "middle left", ["" if w.why else _tinted(w.count, theme.INK_3) for _, w, _ in lines]),
        (
            0.0,
            "middle right",
            [_tinted(f"\u2002{words.why}", theme.INK_3) if words.why else "" for _, words, _ in lines],
        ),
    )
    return [(share, y, "<br>".join(cells), side) for share, side, cells in columns if any(cells)]


def _tinted(text: str, colour: str) -> str:
    return f'<span style="color:{colour}">{text}</span>' if text else ""


def _head(result: Trajectories, column: Column, domain: tuple[float, float], x: str) -> list[Shape]:
    """Name the anchor above its line; the endpoint only in a saved picture: on the screen HTML keeps it in sight."""
    at: Shape = {"xanchor": "left", "yanchor": "bottom", "xshift": 6 - GUTTER, "name": theme.PICTURE, "visible": False}
    infusion = note(f"<b>{escaped(result.anchor_label)}</b>", 0, 1, xref=x, yanchor="bottom", yshift=16,
                    font={"size": 12, "color": theme.INK})  # fmt: skip
    low, high = result.months
    return [
        note(f"<b>{escaped(column.label)}</b>", domain[0], 1, **at, yshift=56, font={"size": 14, "color": theme.INK}),
        note(escaped(unit_line(result, column)), domain[0], 1, **at, yshift=38),
        *([infusion] if low <= 0 <= high else []),
    ]


def _picture_labels(result: Trajectories) -> list[Shape]:
    """Give the labels of the rows for a saved picture; on the screen they are links in HTML."""
    step = 1 / max(len(result.rows), 1)
    top = 1 - ABOVE / _row(result) * step
    look: Shape = {
        "xanchor": "left", "yanchor": "top", "align": "left", "xshift": 12 - LABELS - GUTTER, "name": theme.PICTURE,
        "visible": False, "font": {"size": 12, "color": theme.INK},
    }  # fmt: skip
    return [note(_picture_label(row), 0, round(top - place * step, 5), **look) for place, row in enumerate(result.rows)]


def _picture_label(row: Row) -> str:
    said = [str(row.status).capitalize()]
    for mark in row.marks:
        said += [word_of(mark), f"  {when(mark)}"]
    return "<br>".join([f"<b>{escaped(row.id)}</b>", *map(escaped, said)])
