"""A slope, its interval and its n in words: the same beside a figure, inside it and in the table under it."""

from dataclasses import dataclass

from trial.slopes import Change, Line
from trial.words import NOTHING, SLOPE_DECIMALS, interval_text, number, signed

P_DECIMALS = 3
LEAST_P = 0.001
NOT_ESTIMABLE = "not estimable"
NO_INTERVAL = "no interval"
NO_WIDTH = "no scatter"
"""Instead of an interval without width: points exactly on a line say nothing about how sure the slope is."""
SHORT = "*"
SHORT_MEANS = "* short span: under 30 days before, under 60 days after"


@dataclass(frozen=True, slots=True)
class SlopeWords:
    """What is printed for one period: `slope` is empty where none can be given, `why` then says so."""

    slope: str
    interval: str
    count: str
    why: str


def line_words(line: Line) -> SlopeWords:
    """Write a line: "−0.93", "−1.90 to 0.03", "n 4"; "no interval" with 2 points; "not estimable: 1 point"."""
    count = f"n {line.n}{SHORT}" if line.short_span else f"n {line.n}"
    if line.slope is None:
        return SlopeWords("", "", count, f"{NOT_ESTIMABLE}: {line.reason}")
    return SlopeWords(number(line.slope, SLOPE_DECIMALS), interval_words(line), count, "")


def interval_words(of: Line | Change) -> str:
    """Write the interval of a slope or a change, or why there is none."""
    if of.lower is None or of.upper is None:
        return NO_INTERVAL
    return NO_WIDTH if of.se == 0 else interval_text(of.lower, of.upper, SLOPE_DECIMALS)


def change_words(change: Change) -> SlopeWords:
    """Write a change of slope with its sign: "+0.39", "−0.47 to 1.25"."""
    if change.estimate is None or change.lower is None or change.upper is None:
        return SlopeWords("", "", "", NOT_ESTIMABLE)
    return SlopeWords(signed(change.estimate, SLOPE_DECIMALS), interval_words(change), "", "")


def p_words(p: float | None) -> str:
    """Write a p: "0.142", "< 0.001"; a dash where there is none."""
    if p is None:
        return NOTHING
    return f"< {LEAST_P}" if p < LEAST_P else number(p, P_DECIMALS)
