"""The fold "Laboratory and vital signs" of the patient view: a table of tests by visit, a small course beside each."""

from collections.abc import Sequence
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.graph import listing_link
from components.laboratory_sparks import spark
from trial.laboratory.card import LaboratoryCard, Occasion, Result, Series, name_of
from trial.laboratory.flags import OUTSIDE, Mark
from trial.words import NOTHING, number, shortest, signed

TITLE = "Laboratory and vital signs"
SIGNS = {Mark.HIGH: ("▲", "H", "high"), Mark.LOW: ("▼", "L", "low"), Mark.ABNORMAL: ("◆", "A", "abnormal")}
"""Shape, letter and word of what lies outside."""
RULES = (
    "▲ H above the limits, ▼ L below, ◆ A abnormal as recorded; ≠ the recorded indicator and the limits disagree. "
    "Limits are those of the standard unit; original limits stand only beside values in the original unit. Each "
    "specimen, unit, position and time point is a series of its own."
)
BASELINE = "Small: the change from the baseline, which is the value flagged so, else the last on or before day 0 ({0})."


def parts(card: LaboratoryCard | None) -> list[Component]:
    """Make what is inside the fold."""
    if card is None:
        return []
    if not card.groups:
        return [html.P(card.sentence, className="statement")]
    link = listing_link("laboratory", "CSV", f"subjects={quote(card.subject, safe='')}")
    said = [RULES, BASELINE.format(card.anchor_label), *(f"The data have no {name}." for name in card.absent)]
    if card.has_grades:
        said.append("G: toxicity grade as recorded.")
    return [
        html.Div(link, className="actions"),
        html.Div(_table(card), className="lab-box", tabIndex="0", role="region", **attrs(aria_label=TITLE)),
        html.P(" ".join(said), className="footnote"),
    ]


def _table(card: LaboratoryCard) -> Component:
    heads = [
        html.Th("Test", scope="col"),
        html.Th(["Course", html.Small("shaded: within the limits")], scope="col"),
        *(_heading(one) for one in card.occasions),
    ]
    width = len(heads)
    bodies = [
        html.Tbody([
            html.Tr(html.Th(name, scope="rowgroup", colSpan=width), className="group"),
            *(_row(one, card.months) for one in series),
        ])
        for name, series in card.groups
    ]  # fmt: skip
    caption = html.Caption(f"{TITLE} of {card.subject}: {card.sentence}", className="sr")
    return html.Table([caption, html.Thead(html.Tr(heads)), *bodies], className="lab-table")


def _heading(one: Occasion) -> Component:
    return html.Th([html.Span(one.label), html.Small(one.when)], scope="col", title=one.date)


def _row(series: Series, months: tuple[float, float]) -> Component:
    pictures = spark(series, months)
    course: list[Component] = []
    if pictures:
        light, dark = pictures
        course = [html.Img(src=light, alt="", className="lab-spark", style={"--dark": f'url("{dark}")'})]
    heading = html.Th([name_of(series.test), html.Small(_unit_and_limits(series))], scope="row")
    return html.Tr(
        [heading, html.Td(course, className="lab-course"), *(_cell(each, series.decimals) for each in series.cells)]
    )


def _unit_and_limits(series: Series) -> str:
    limits = [limits_words(*pair) for pair in series.limits]
    range_text = "no limits" if not limits else limits[0] if len(limits) == 1 else f"{limits[-1]}, before other limits"
    return f"{series.test.unit or 'no unit'}; {range_text}"


def limits_words(low: float | None, high: float | None) -> str:
    """Write limits: "3.4 to 5.4", "up to 5", "from 60"."""
    if low is None:
        return "no limits" if high is None else f"up to {shortest(high)}"
    return f"from {shortest(low)}" if high is None else f"{shortest(low)} to {shortest(high)}"


def _cell(results: Sequence[Result], decimals: int) -> Component:
    if not results:
        return html.Td(NOTHING, className="none")
    return html.Td([html.Div(_result(one, decimals), title=_title(one)) for one in results])


def _result(one: Result, decimals: int) -> list[Component | str]:
    shown = one.words if one.value is None else number(one.value, decimals)
    words: list[Component | str] = [html.Span(shown, className="out" if one.mark in OUTSIDE else "")]
    if one.mark in SIGNS:
        shape, letter, _ = SIGNS[one.mark]
        words += [" ", html.Span(f"{shape} {letter}", className="lab-mark")]
    if one.indicator:
        words.append(html.Small(f" {one.indicator.lower()}"))
    if one.contradicted:
        words.append(html.Span(" ≠", className="lab-mark"))
    if one.grade:
        words.append(html.Small(f" G{one.grade}"))
    if one.is_baseline:
        words.append(html.Small("baseline", className="under"))
    elif one.change is not None:
        words.append(html.Small(signed(one.change, decimals), className="under"))
    return words


def _title(one: Result) -> str:
    """Say of one result what has no room in its cell: date, limits, what was recorded."""
    told = [one.date]
    if one.limits != (None, None):
        told.append(f"limits {limits_words(*one.limits)}")
    if one.mark in SIGNS:
        told.append(SIGNS[one.mark][2])
    if one.contradicted:
        told.append(f"recorded as {one.said.name.lower()}")
    return ", ".join(filter(None, told))
