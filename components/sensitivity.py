"""The fold-out of the patient view: all models side by side, trust in the pre slopes, values by quarter."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.graph import listing_link
from components.slope_words import NO_INTERVAL, NO_WIDTH, NOT_ESTIMABLE, p_words
from trial.models.estimates import QUARTER_MONTHS, Estimate, Figure, Model
from trial.models.quarters import QUARTER_DAYS, QUARTERS, Quarter, QuarterStatus
from trial.models.sensitivity import Course, Sensitivity, Slowing
from trial.models.sensitivity_words import agreement, quarterly, trust
from trial.words import (
    NOTHING,
    ONE_PATIENT_SENTENCE,
    SLOPE_DECIMALS,
    day_text,
    interval_text,
    number,
    percent_of,
    signed,
)  # fmt: skip

MODEL_HEADS = ("Endpoint", "Model", "Pre", "Post", "Change", "95 % CI", "SE", "df", "p", "Slowing", "Note")
TRUST_HEADS = ("Endpoint", "Pre slope", "Error", "Signal in the pre slope", "Shrunken slope", "SD", "Natural history",
               "Error of the change", "Note")  # fmt: skip
NUMBERS = frozenset(MODEL_HEADS[2:10]) | {"Pre slope", "Error", "Shrunken slope", "SD", "Natural history",
                                          "Error of the change"}  # fmt: skip
MEANINGS = (
    ("M1", "the default, drawn above: one line that may bend at day 0 and cannot jump."),
    ("M2", "two separate lines with one scatter; they may jump at day 0."),
    ("M2w", "the same lines, each with its own scatter (Welch), so its df need not be whole."),
    ("M3", "a value of day 0 counts in both lines, as in many publications, so they have no joint error."),
    ("Theil-Sen", "medians of the slopes between points, hardly moved by one odd value."),
)
SLOWING_MEANS = (
    "Slowing is the change in per cent of the pre slope, negative where the decline is faster; it is given only where "
    "the patient declined before."
)
TRUST_MEANS = (
    "Error: standard error of the pre slope on these days. Signal: share of what pre slopes of patients differ by that "
    "is truly between patients. Shrunken: the pre slope moved towards natural history by what is noise. Error of the "
    "change: what these visit days promise for M1."
)
ACT = frozenset({QuarterStatus.MISSED, QuarterStatus.OVERDUE})


def sentence(result: Sensitivity) -> str:
    """Say in the head of the fold-out whether the result depends on the model."""
    return agreement(result)


def parts(result: Sensitivity) -> list[Component]:
    """Make the three tables, each under its sentence."""
    if not result.courses:
        return [html.P("No endpoint is selected.", className="statement")]
    only = f"subjects={quote(result.courses[0].subject, safe='')}"
    return [
        _heading("Change per month by five models", "models", only),
        _box(_models(result), "Change per month by five models"),
        html.P(f"{ONE_PATIENT_SENTENCE} {SLOWING_MEANS}", className="footnote", **attrs(data_sentence="1")),
        html.Dl([html.Div([html.Dt(name), html.Dd(text)]) for name, text in MEANINGS], className="sens-meanings"),
        _heading("How far the pre slopes can be trusted", "pre-slopes", only),
        html.P(trust(result), className="statement"),
        _box(_trust(result), "How far the pre slopes can be trusted"),
        html.P(TRUST_MEANS, className="footnote"),
        _heading("By quarter", "quarters", only),
        html.P(quarterly(result), className="statement"),
        _box(_quarters(result), "Values by quarter"),
        html.P(
            f"Nearest used value within {QUARTER_DAYS} days, with its change from baseline. "
            f"Per {QUARTER_MONTHS} months: {QUARTER_MONTHS} times the slopes of M1.",
            className="footnote",
        ),
    ]


def _heading(text: str, listing: str, only: str) -> Component:
    return html.H3([text, listing_link(listing, "CSV", only)])


def _box(table: Component, label: str) -> Component:
    return html.Div(table, className="listing-box", tabIndex="0", role="region", **attrs(aria_label=label))


def _head(heads: tuple[str, ...]) -> Component:
    cells = [html.Th(text, scope="col", className="number" if text in NUMBERS else "") for text in heads]
    return html.Thead(html.Tr(cells))


def _named(course: Course, rows: int = 1) -> Component:
    inside: list[Component | str] = [course.endpoint.label, html.Small(course.endpoint.unit)]
    return html.Th(inside, scope="rowgroup" if rows > 1 else "row", rowSpan=rows, className="endpoint")


def _models(result: Sensitivity) -> Component:
    bodies = []
    for course in result.courses:
        rows = [
            html.Tr([*([_named(course, len(course.estimates))] if at == 0 else []), *_estimate(one, slowing)])
            for at, (one, slowing) in enumerate(zip(course.estimates, course.slowings, strict=True))
        ]
        bodies.append(html.Tbody(rows))
    return html.Table([_head(MODEL_HEADS), *bodies], className="listing slopes sens")


def _estimate(one: Estimate, slowing: Slowing) -> list[Component]:
    change = one.change
    return [
        html.Th([one.model.value, html.Small(one.model.method)], scope="row", className="model"),
        html.Td(_value(one.pre), className="number main pre", title=_interval_title(one.pre)),
        html.Td(_value(one.post), className="number main post", title=_interval_title(one.post)),
        html.Td(NOTHING if change.value is None else signed(change.value, SLOPE_DECIMALS), className="number main"),
        html.Td(interval(change), className="number"),
        html.Td(_number(change.se), className="number"),
        html.Td(_df(one), className="number"),
        html.Td(p_words(one.p), className="number"),
        html.Td(slowing_words(one, slowing), className="number", title=slowing.reason or ""),
        html.Td("; ".join(one.remarks) or NOTHING, className="note"),
    ]


def _value(of: Figure) -> str:
    return _number(of.value)


def _number(value: float | None) -> str:
    return NOTHING if value is None else number(value, SLOPE_DECIMALS)


def _interval_title(of: Figure) -> str:
    return f"95 % CI {interval(of)}" if of.lower is not None else ""


def interval(of: Figure) -> str:
    """Write the interval of a quantity, or why there is none; a dash where there is no quantity."""
    if of.value is None:
        return NOTHING
    if of.lower is None or of.upper is None:
        return NO_INTERVAL
    return NO_WIDTH if of.se == 0 else interval_text(of.lower, of.upper, SLOPE_DECIMALS)


def _df(one: Estimate) -> str:
    return NOTHING if one.df is None else number(one.df, 1 if one.model is Model.WELCH else 0)


def slowing_words(one: Estimate, slowing: Slowing) -> str:
    """Write the slowing with its sign, beside a change only."""
    if one.change.value is None:
        return NOTHING
    return "not defined" if slowing.percent is None else f"{signed(slowing.percent, 0)} %"


def _trust(result: Sensitivity) -> Component:
    return html.Table(
        [_head(TRUST_HEADS), html.Tbody([_trust_row(course) for course in result.courses])],
        className="listing slopes sens short",
    )


def _trust_row(course: Course) -> Component:
    one, natural = course.trust, course.endpoint.reference
    history = NOTHING if natural is None else f"{_number(natural.slope)} ± {_number(natural.sd)}"
    return html.Tr(
        [
            _named(course),
            html.Td([_number(one.slope), html.Small(f"n {one.n}")], className="number main pre"),
            html.Td(_number(one.se), className="number"),
            html.Td(gauge(one.reliability)),
            html.Td(_number(one.shrunken), className="number main"),
            html.Td(_number(one.sd), className="number"),
            html.Td(history, className="number", title="" if natural is None else natural.source),
            html.Td(_number(course.expected_error), className="number"),
            html.Td(one.reason or NOTHING, className="note"),
        ]
    )


def gauge(reliability: float | None) -> Component:
    """Make the bar of a reliability: the filled part is signal, the rest noise; the words say the same."""
    if reliability is None:
        return html.Span(NOT_ESTIMABLE, className="muted")
    filled = html.I(style={"width": f"{100 * reliability:.1f}%"})
    words = f"{percent_of(reliability)} signal, {percent_of(1 - reliability)} noise"
    return html.Span([html.Span(filled, className="gauge", **attrs(aria_hidden="true")), words], className="gauged")


def _quarters(result: Sensitivity) -> Component:
    heads = [
        html.Th("Endpoint", scope="col"),
        html.Th(f"Pre, per {QUARTER_MONTHS} months", scope="col", className="number"),
        html.Th(f"Post, per {QUARTER_MONTHS} months", scope="col", className="number"),
        *(html.Th([name, html.Small(f"day {target} ± {QUARTER_DAYS}")], scope="col") for name, target in QUARTERS),
    ]
    rows = [_quarter_row(course) for course in result.courses]
    return html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="listing slopes sens short")


def _quarter_row(course: Course) -> Component:
    spline = next(one for one in course.estimates if one.model is Model.SPLINE)
    slopes = [
        html.Td(_number(None if of.value is None else QUARTER_MONTHS * of.value), className=f"number main {css}")
        for of, css in ((spline.pre, "pre"), (spline.post, "post"))
    ]
    return html.Tr([_named(course), *slopes, *(_quarter(one, course.endpoint.decimals) for one in course.quarters)])


def _quarter(one: Quarter, decimals: int) -> Component:
    if one.value is None or one.day is None:
        return html.Td(one.text, className="quarter act" if one.status in ACT else "quarter none")
    change = "" if one.change is None else f" ({signed(one.change, decimals)})"
    return html.Td([html.B(number(one.value, decimals)), change, html.Small(day_text(one.day))], className="quarter")
