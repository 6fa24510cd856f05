"""Names of colours, symbols and the base of every figure; the browser puts the values in (light, dark, print).

Figures hold colour names such as `var(--pre)`. assets/85-theme.js replaces them by the values of
assets/10-tokens.css before plotly draws, so one answer serves every colour mode.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trial.words import SYNTHETIC_MARK

Shape = dict[str, object]
"""One plotly shape, trace, axis or annotation as a plain dict."""

INK, INK_2, INK_3, MARK = "var(--ink)", "var(--ink-2)", "var(--ink-3)", "var(--mark)"
SURFACE, LINE, LINE_2, FUTURE = "var(--surface)", "var(--line)", "var(--line-2)", "var(--future)"
PRE, PRE_INK, PRE_BAND = "var(--pre)", "var(--pre-ink)", "var(--pre-band)"
POST, POST_INK, POST_BAND = "var(--post)", "var(--post-ink)", "var(--post-band)"
CLEAR = "rgba(0,0,0,0)"
ACCENT, ACCENT_SOFT, GOOD, WATCH, WATCH_MARK, ACT, ACT_SOLID = (
    "var(--accent)",
    "var(--accent-soft)",
    "var(--good)",
    "var(--watch)",
    "var(--watch-mark)",
    "var(--act)",
    "var(--act-solid)",
)
SERIOUS, SYNTHETIC = "var(--serious)", "var(--syn)"
PERIOD, PERIOD_ACUTE = "var(--period)", "var(--period-2)"
"""Grounds of the periods after the procedures; cooler than the ground after the data cut."""
WINDOW_FILL, WINDOW_LINE = "var(--window-fill)", "var(--window-line)"
PICTURE = "picture"
"""Name of annotations that only a saved picture shows (assets/93-picture.js): on the screen HTML stands instead."""
GREY_TRACE = "var(--grey-trace)"
"""Patients behind the ones that are looked at."""
GRADE = {grade: f"var(--g{grade})" for grade in range(1, 6)}
GRADE_TEXT = {grade: f"var(--g{grade}t)" for grade in range(1, 6)}
PRE_DASH, POST_DASH = "solid", "7px,4px"
FONT = '"Inter Variable",Inter,system-ui,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif'


@dataclass(frozen=True, slots=True)
class Palette:
    """Colour values of one mode, for pictures in which the browser resolves no names (SVG inside a data: address).

    They repeat assets/10-tokens.css; a test holds the two together.
    """

    sunken: str
    mark: str
    ink_2: str
    line_2: str
    pre: str
    post: str


PALETTES = (
    ("light", Palette("#FAF9F7", "#7C8691", "#46515E", "#C8C4BB", "#0072B2", "#D55E00")),
    ("dark", Palette("#171C22", "#7F8B97", "#B6C0CA", "#46525F", "#56B4E9", "#E69F00")),
)
"""Mode and its palette."""

GRAPH_CONFIG: dict[str, object] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "showAxisDragHandles": False,
}
"""The only configuration of a graph: no tool bar, nothing that leaves the host."""


def base_layout(margin: tuple[int, int, int, int], revision: str) -> Shape:
    """Give the layout every figure starts from. `margin` is left, right, top, bottom in px; `revision` uirevision."""
    left, right, top, bottom = margin
    return {
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": 12, "color": INK},
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": revision,
        "autosize": True,
        "hoverlabel": {
            "bgcolor": SURFACE,
            "bordercolor": LINE_2,
            "font": {"family": FONT, "size": 13, "color": INK},
            "align": "left",
        },
    }


def value_axis(domain: tuple[float, float], extent: tuple[float, float], ticks: Sequence[float]) -> Shape:
    """Give the y axis of one panel with its own ticks."""
    return {
        "domain": list(domain),
        "range": list(extent),
        "tickvals": list(ticks),
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": LINE,
        "gridwidth": 1,
        "tickfont": {"size": 12, "color": INK_3},
    }


def note(text: str, x: float, y: float, **changes: object) -> Shape:
    """Give an annotation without an arrow, in paper coordinates unless `changes` say otherwise."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 12, "color": INK_3},
        **changes,
    }


def synthetic_note(is_synthetic: bool, shift: float) -> list[Shape]:
    """Give the mark of synthetic data at the foot of a figure, `shift` px from its plot's left edge; none if real."""
    if not is_synthetic:
        return []
    look = {
        "xanchor": "left",
        "yanchor": "top",
        "xshift": shift,
        "yshift": -24,
        "font": {"size": 12, "color": SYNTHETIC},
    }
    return [note(f"<b>{SYNTHETIC_MARK}</b>", 0, 0, **look)]


def grade_colour(grade: int | None) -> str:
    """Give the colour of an event's grade."""
    return MARK if grade is None else GRADE[grade]


def vertical(x: float, colour: str, width: float, dash: str = "solid", layer: str = "above") -> Shape:
    """Give a line through all panels at month `x`."""
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "xref": "x",
        "yref": "paper",
        "layer": layer,
        "line": {"color": colour, "width": width, "dash": dash},
    }


def escaped(text: str) -> str:
    """Make text from data safe for plotly labels: shown letter by letter, no tags, links or entities.

    Plotly reads a small HTML in labels; `&`, `<`, `>` become entities, control and direction characters become "·".
    """
    plain = text if text.isprintable() else "".join(char if char.isprintable() else "·" for char in text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def nice_ticks(extent: tuple[float, float], most: int = 4) -> tuple[float, ...]:
    """Give at most `most` round ticks strictly inside the extent, none at its ends."""
    low, high = extent
    span = high - low
    if span <= 0:
        return ()
    for power in range(-4, 6):
        for factor in (1, 2, 2.5, 5):
            step = factor * 10.0**power
            first, last = int(low // step) + 1, int(high // step)
            if last - first >= most + 2:
                continue
            ticks = [round(step * place, 10) for place in range(first, last + 1)]
            inside = [tick for tick in ticks if low + span * 0.04 < tick < high - span * 0.04]
            if len(inside) <= most:
                return tuple(inside)
    return ()
