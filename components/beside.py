"""What stands beside a course as plotly traces: expected from before, natural history; dotted, each on its ground."""

from collections.abc import Sequence
from dataclasses import dataclass

from components import theme
from components.courses import Panel, band_in, joined, line_in
from components.theme import Shape
from trial.beyond import Beyond
from trial.beyond_words import EXPECTED as EXPECTED_NAME
from trial.beyond_words import NATURAL as NATURAL_NAME

DOTS = "1.5px,4px"
CSV_LABEL = "Expected and natural history at every value, CSV"


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind is drawn, and the class of its sign in the key."""

    name: str
    line: str
    ground: str
    opacity: float
    css: str
    text: str
    """What the key says."""


EXPECTED = Look(
    EXPECTED_NAME, theme.PRE, theme.PRE_BAND, 1, "key-line expected", f"{EXPECTED_NAME}, 95 % prediction interval"
)
NATURAL = Look(NATURAL_NAME, theme.INK_3, theme.GREY_TRACE, 0.4, "key-line natural", NATURAL_NAME)


def traces(panels: Sequence[Panel], shown: Sequence[Beyond], look: Look) -> list[Shape]:
    """Draw one kind in several panels that share their axes: the ground, and the dotted line on it."""
    drawn = [(panel, one) for panel, one in zip(panels, shown, strict=bool(shown)) if one.months]
    if not drawn:
        return []
    axes: Shape = {"type": "scatter", "xaxis": panels[0].x, "yaxis": panels[0].y, "mode": "lines", "hoverinfo": "skip"}
    outlines = [band_in(panel, one) for panel, one in drawn]
    lines = [run for panel, one in drawn if (run := line_in(panel, one))[0]]
    return [
        {
            **axes, "name": f"{look.name}, 95 % range", "line": {"width": 0}, "fill": "toself",
            "fillcolor": look.ground, "opacity": look.opacity,
            "x": joined(outline[0] for outline in outlines), "y": joined(outline[1] for outline in outlines),
        },
        {
            **axes, "name": look.name, "line": {"color": look.line, "width": 2, "dash": DOTS},
            "x": joined(run[0] for run in lines), "y": joined(run[1] for run in lines),
        },
    ]  # fmt: skip
