"""Survival free of death, tracheostomy and permanent ventilation: steps, those at risk, natural history behind."""

from components import theme
from components.state import patient_path
from components.theme import Shape, escaped
from trial.across import Across
from trial.across_outcome import Outcome
from trial.calendar import MONTH_DAYS
from trial.words import counted, inner, interval_text, number, percent, shortest

HEIGHT, LEFT, TOP, BOTTOM = 300, 66, 16, 76
LEAST_MONTHS = 12.0
CURVE_STEPS = 48
SYNTHETIC_DOWN = -54
"""The mark of synthetic data stands below the numbers at risk."""


def figure(result: Across) -> Shape:
    """Draw the course of survival with the numbers at risk below the axis."""
    found = result.outcome
    last = max(found.months, LEAST_MONTHS)
    layout = theme.base_layout((LEFT, 24, TOP, BOTTOM), "group survival")
    layout["height"] = HEIGHT
    layout["xaxis"] = _months(result, last)
    layout["yaxis"] = {
        **theme.value_axis((0, 1), (0, 1.03), (0, 0.25, 0.5, 0.75, 1)),
        "ticktext": ["0 %", "25 %", "50 %", "75 %", "100 %"],
    }
    data = [*_band(found), *_natural(found, last), _steps(found), _censored(found), _events(found)]
    at_risk = theme.note("At risk", 0, 0, xanchor="right", yanchor="top", xshift=-14, yshift=-22,
                         font={"size": 12, "color": theme.INK_2})  # fmt: skip
    marks = [{**mark, "yshift": SYNTHETIC_DOWN} for mark in theme.synthetic_note(result.synthetic, -LEFT + 8)]
    layout["annotations"] = [at_risk, *marks]
    return {"data": data, "layout": layout}


def _months(result: Across, last: float) -> Shape:
    ticks = [level.month for level in result.outcome.levels]
    texts = [f"{shortest(level.month)}<br>{level.at_risk}" for level in result.outcome.levels]
    return {
        "range": [-0.15, last * 1.02], "fixedrange": True, "tickvals": ticks, "ticktext": texts, "ticks": "outside",
        "ticklen": 5, "tickcolor": theme.LINE_2, "tickfont": {"size": 12, "color": theme.INK_2}, "showgrid": False,
        "zeroline": False, "showline": True, "linecolor": theme.LINE_2,
        "title": {"text": f"Months from {escaped(inner(result.anchor_label))}", "standoff": 6,
                  "font": {"size": 13, "color": theme.INK_2}},
    }  # fmt: skip


def _steps(found: Outcome) -> Shape:
    x, y = [0.0], [1.0]
    for step in found.steps:
        x.append(round(step.day / MONTH_DAYS, 4))
        y.append(step.survival)
    x.append(round(found.months, 4))
    y.append(y[-1])
    said = [
        f"day {step.day:.0f}: {counted(step.events, 'event')}, {step.at_risk} at risk<br>"
        f"{percent(round(step.survival * 1000), 1000)} without event{interval_of(step.lower, step.upper)}"
        for step in found.steps
    ]
    return {
        "type": "scatter", "name": "Patients", "mode": "lines", "x": x, "y": y, "hovertext": ["start", *said, ""],
        "hoverinfo": "text", "line": {"color": theme.INK, "width": 2.5, "shape": "hv"},
    }  # fmt: skip


def interval_of(lower: float | None, upper: float | None) -> str:
    """Write a 95 % interval after a share; nothing where there is none."""
    return "" if lower is None or upper is None else f", 95 % CI {interval_text(100 * lower, 100 * upper, 0)} %"


def _band(found: Outcome) -> list[Shape]:
    """Draw the 95 % interval of the share as steps, from the first event on."""
    known = [(step.day, step.lower, step.upper) for step in found.steps if step.lower is not None]
    if not known:
        return []
    ends = [*(day for day, _, _ in known[1:]), _band_end(found)]
    months = [round(edge / MONTH_DAYS, 4) for (day, _, _), end in zip(known, ends, strict=True) for edge in (day, end)]
    low = [lower for _, lower, _ in known for _ in (0, 1)]
    high = [upper for _, _, upper in known for _ in (0, 1)]
    return [{
        "type": "scatter", "name": "95 % interval", "mode": "lines", "x": months + months[::-1], "y": high + low[::-1],
        "fill": "toself", "fillcolor": theme.FUTURE, "line": {"width": 0}, "hoverinfo": "skip",
    }]  # fmt: skip


def _band_end(found: Outcome) -> float:
    """Give the day at which the band ends: the last contact, or the event that leaves nobody."""
    nobody = [step.day for step in found.steps if step.lower is None]
    return nobody[0] if nobody else found.months * MONTH_DAYS


def _level(found: Outcome, day: float) -> float:
    return next((step.survival for step in reversed(found.steps) if step.day <= day), 1.0)


def _censored(found: Outcome) -> Shape:
    out = [each for each in found.fates if each.event is None]
    return {
        "type": "scatter", "name": "Last contact", "mode": "markers",
        "x": [round(each.day / MONTH_DAYS, 4) for each in out], "y": [_level(found, each.day) for each in out],
        "customdata": [[patient_path(each.patient)] for each in out],
        "hovertext": [
            f"<b>{escaped(each.patient)}</b><br>no event to day {number(each.day, 0)}<br>Click: open the patient"
            for each in out
        ],
        "hoverinfo": "text", "marker": {"symbol": "line-ns-open", "size": 11, "color": theme.INK, "line": {"width": 2}},
    }  # fmt: skip


def _events(found: Outcome) -> Shape:
    died = [each for each in found.fates if each.event is not None]
    return {
        "type": "scatter", "name": "Event", "mode": "markers", "x": [round(each.day / MONTH_DAYS, 4) for each in died],
        "y": [_level(found, each.day) for each in died], "customdata": [[patient_path(each.patient)] for each in died],
        "hovertext": [
            f"<b>{escaped(each.patient)}</b><br>{escaped(str(each.event))} on day {number(each.day, 0)}"
            "<br>Click: open the patient"
            for each in died
        ],
        "hoverinfo": "text", "marker": {"symbol": "cross", "size": 10, "color": theme.INK},
    }  # fmt: skip


def _natural(found: Outcome, last: float) -> list[Shape]:
    if found.expected is None:
        return []
    months = [last * step / CURVE_STEPS for step in range(CURVE_STEPS + 1)]
    shares = [found.expected.surviving(month) for month in months]
    return [{
        "type": "scatter", "name": "Natural history", "mode": "lines", "x": [round(month, 3) for month in months],
        "y": [round(share, 5) for share in shares], "hoverinfo": "text",
        "hovertext": [
            f"natural history: {percent(round(share * 1000), 1000)} at month {number(month, 1)}"
            for month, share in zip(months, shares, strict=True)
        ],
        "line": {"color": theme.MARK, "width": 2, "dash": "dot"},
    }]  # fmt: skip
