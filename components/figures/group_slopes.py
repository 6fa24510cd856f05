"""Slope before against slope after, one panel an endpoint: the diagonal of no change, the ellipse of no effect."""

from math import cos, pi, sin, sqrt

from components import group_grid, theme
from components.line_labels import LETTER, Label, apart
from components.state import patient_path
from components.theme import Shape, escaped, nice_ticks
from trial.across import Across, GroupColumn
from trial.words import number, signed

HEIGHT, LEFT, BOTTOM = 380, 58, 64
GAP = 62
MOST_NAMED = 12
NARROW = 960
"""Width in px of the plots on a projector, for which names are moved apart."""
NEAR = 18.0
"""Px above or below a point within which another one would be covered by its name."""
CONTENT = 5.991
"""Chi-squared with 2 degrees of freedom: 95 % of a bivariate normal lie within this squared distance."""
CORNER_ROOM = 0.12
"""Share of the range left free at both ends for the words of the corners, where no ellipse leaves it."""
STEPS = 72
HALO = ",".join(f"{x}px {y}px 1px {theme.SURFACE}" for x in (-2, 0, 2) for y in (-2, 0, 2))
"""Ground behind a name that stands among lines."""


def figure(result: Across) -> Shape:
    """Draw one panel an endpoint."""
    layout = theme.base_layout((LEFT, 16, group_grid.TOP, BOTTOM), f"group slopes {result.page}")
    layout["height"] = HEIGHT
    data: list[Shape] = []
    notes: list[Shape] = []
    for place, column in enumerate(result.columns):
        domain = group_grid.domains(len(result.columns), GAP)[place]
        key, ellipse = group_grid.axis(place), _ellipse(column)
        extent = _extent(column, ellipse)
        ticks = nice_ticks(extent, 4)
        texts = [number(tick, column.decimals).rstrip("0").rstrip(".") if tick else "0" for tick in ticks]
        common = {**theme.value_axis((0, 1), extent, ticks), "ticktext": texts}
        layout[f"xaxis{key}"] = {**common, "domain": list(domain), "anchor": f"y{key}", "title": _title("Before"),
                                   "tickangle": 0}  # fmt: skip
        layout[f"yaxis{key}"] = {**common, "anchor": f"x{key}", "title": _title("After")}
        data += [
            *_background(key, extent, ellipse),
            *_names(column, key, extent, len(result.columns)),
            _points(column, key),
        ]
        notes += [*group_grid.title(column, domain[0], f"slope, {column.unit} per month"), *_corners(column, key)]
    layout["annotations"] = [*notes, *group_grid.synthetic(result.synthetic, -LEFT + 8)]
    return {"data": data, "layout": layout}


def _title(text: str) -> Shape:
    return {"text": text, "font": {"size": 12, "color": theme.INK_2}, "standoff": 4}


def _ellipse(column: GroupColumn) -> list[tuple[float, float]]:
    """Give points of the ellipse that holds 95 of 100 patients without any effect; empty without natural history."""
    by_chance = column.group.by_chance
    if by_chance is None:
        return []
    (a, b), (_, c) = by_chance.covariance
    first = sqrt(a * CONTENT)
    below, second = b / a * first, sqrt(max(c - b * b / a, 0) * CONTENT)
    turns = [2 * pi * step / STEPS for step in range(STEPS + 1)]
    return [
        (by_chance.centre + first * cos(turn), by_chance.centre + below * cos(turn) + second * sin(turn))
        for turn in turns
    ]


def _extent(column: GroupColumn, ellipse: list[tuple[float, float]]) -> tuple[float, float]:
    values = [value for each in column.patients for value in (each.pre, each.post)]
    values += [value for point in ellipse for value in point]
    if not values:
        return (-1.0, 1.0)
    low, high = group_grid.shown_range(values, 1e-6)
    room = 0.0 if ellipse else CORNER_ROOM * (high - low)
    return low - room, high + room


def _background(key: str, extent: tuple[float, float], ellipse: list[tuple[float, float]]) -> list[Shape]:
    axes: Shape = {"type": "scatter", "xaxis": f"x{key}", "yaxis": f"y{key}", "mode": "lines", "hoverinfo": "skip"}
    drawn: list[Shape] = [
        axes
        | {
            "name": "No change", "x": list(extent), "y": list(extent),
            "line": {"color": theme.INK, "width": 1.5, "dash": "4px,3px"},
        }
    ]  # fmt: skip
    if ellipse:
        outline = {"color": theme.MARK, "width": 1, "dash": "dot"}
        x, y = [round(x, 6) for x, _ in ellipse], [round(y, 6) for _, y in ellipse]
        drawn.insert(0, axes | {"name": "Without any effect", "x": x, "y": y, "fill": "toself",
                                "fillcolor": theme.FUTURE, "line": outline})  # fmt: skip
    return drawn


def _points(column: GroupColumn, key: str) -> Shape:
    named, digits = len(column.patients) <= MOST_NAMED, column.decimals
    return {
        "type": "scatter", "xaxis": f"x{key}", "yaxis": f"y{key}", "name": "Patient", "mode": "markers",
        "x": [round(each.pre, 6) for each in column.patients], "y": [round(each.post, 6) for each in column.patients],
        "customdata": [[patient_path(each.patient)] for each in column.patients],
        "hovertext": [
            f"<b>{escaped(each.patient)}</b><br>before {number(each.pre, digits)}, after {number(each.post, digits)}"
            f"<br>change {signed(each.change, digits)} {escaped(column.unit)} per month<br>Click: open the patient"
            for each in column.patients
        ],
        "hoverinfo": "text",
        "marker": {
            "size": 9 if named else 6, "color": theme.INK_2,
            "line": {"color": theme.SURFACE, "width": 1.5 if named else 0},
        },
    }  # fmt: skip


def _names(column: GroupColumn, key: str, extent: tuple[float, float], count: int) -> list[Shape]:
    """Write each patient's id beside the point, names that would overlap moved apart; none where there are many."""
    if not 0 < len(column.patients) <= MOST_NAMED:
        return []
    low, high = extent
    height = HEIGHT - group_grid.TOP - BOTTOM
    first, last = group_grid.domains(count, GAP)[0]
    across, upright = (last - first) * NARROW / (high - low), height / (high - low)
    spots = [((each.pre - low) * across, (high - each.post) * upright) for each in column.patients]
    lefts = [_is_left(column.patients[place].patient, place, spots) for place in range(len(spots))]
    labels = [
        Label(each.patient, x - LETTER * (len(each.patient) + 1) if left else x, y)
        for each, (x, y), left in zip(column.patients, spots, lefts, strict=True)
    ]
    names = [escaped(each.patient) for each in column.patients]
    return [{
        "type": "scatter", "xaxis": f"x{key}", "yaxis": f"y{key}", "name": "Name", "mode": "text",
        "x": [round(each.pre, 6) for each in column.patients],
        "y": [round(high - y / upright, 6) for y in apart(labels, height)],
        "text": [f"{name}\u2002" if left else f"\u2002{name}" for name, left in zip(names, lefts, strict=True)],
        "textposition": ["middle left" if left else "middle right" for left in lefts],
        "textfont": {"size": 12, "color": theme.INK_2, "shadow": HALO}, "cliponaxis": False, "hoverinfo": "skip",
    }]  # fmt: skip


def _is_left(name: str, place: int, spots: list[tuple[float, float]]) -> bool:
    """Say whether a name stands left of its point: fewer other points lie there, and there is room."""
    (x, y), width = spots[place], LETTER * (len(name) + 1)
    near = [other - x for at, (other, height) in enumerate(spots) if at != place and abs(height - y) < NEAR]
    right, left = sum(0 <= away < width for away in near), sum(-width < away < 0 for away in near)
    return left < right and x > width


def _corners(column: GroupColumn, key: str) -> list[Shape]:
    """Say which side of the diagonal is which."""
    above, below = ("slower after", "faster after") if column.better > 0 else ("faster after", "slower after")
    at: Shape = {"xref": f"x{key} domain", "yref": f"y{key} domain", "font": {"size": 12, "color": theme.INK_3}}
    return [
        theme.note(above, 0.02, 0.99, **at, xanchor="left", yanchor="top"),
        theme.note(below, 0.98, 0.01, **at, xanchor="right", yanchor="bottom"),
    ]
