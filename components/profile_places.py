"""Where the parts of a patient's figure stand: heights in px, shared by the drawing and the numbers beside it."""

from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 158, 14, 28, 46
FIRST, SECOND, OTHERS = 100, 86, 74
"""Heights of the endpoint panels, in order; what is listed first is looked at first."""
GAP, BEFORE_LANES, BEFORE_VISITS = 14, 18, 14
LANE, LEAST_LANES = 22, 2
VISITS = 54
SHRINK = 0.8
"""The figure fills its box and never gets smaller than this share of these heights."""


@dataclass(frozen=True, slots=True)
class Places:
    """Stretches of the plot's height, from 0 at the foot to 1 at the top."""

    panels: tuple[tuple[float, float], ...]
    lanes: tuple[float, float]
    visits: tuple[float, float]
    least_height: int
    """Least height of the whole figure, in px."""
    full_height: int
    """Its height where the page scrolls in any case, because rules stand under it."""

    def css(self, stretch: tuple[float, float], extra: int = 0) -> dict[str, str]:
        """Place an element beside a stretch; `extra` px are added above it."""
        inner = f"(100% - {TOP + BOTTOM}px)"
        top = f"calc({TOP - extra}px + {inner} * {1 - stretch[1]:.5f})"
        return {"top": top, "height": f"calc({extra}px + {inner} * {stretch[1] - stretch[0]:.5f})"}


def places(endpoints: int, lanes: int) -> Places:
    """Stack the panels of so many endpoints, the lanes of so many events (procedures included) and the visits."""
    heights = [FIRST, SECOND, *[OTHERS] * max(0, endpoints - 2)][:endpoints]
    lanes_height = LANE * max(lanes, LEAST_LANES)
    parts: list[tuple[int, int]] = [(height, 0 if place == 0 else GAP) for place, height in enumerate(heights)]
    parts += [(lanes_height, BEFORE_LANES), (VISITS, BEFORE_VISITS)]
    total = sum(height + gap for height, gap in parts)
    found, above = [], 0
    for height, gap in parts:
        above += gap
        found.append((1 - (above + height) / total, 1 - above / total))
        above += height
    least = TOP + BOTTOM + int(total * SHRINK)
    return Places(tuple(found[:-2]), found[-2], (0.0, found[-1][1]), least, TOP + BOTTOM + total)
