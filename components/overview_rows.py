"""The rows of the overview: a table of patients, what needs attention first, each row a way to the patient."""

from dash import html
from dash.development.base_component import Component

from components import overview_cells as cells
from components.controls import pager
from components.elements import Element, Node, element, sr
from components.notices import empty_by_data, empty_by_filter
from components.overview_cells import FEW_VISITS
from components.sparks import Sheet
from components.state import patient_path
from trial.attention import LEVEL_WORDS, Level
from trial.overview import Overview
from trial.patient_row import Row
from trial.words import ONE_PATIENT_SENTENCE, day_text, inner

MOST_WIDE = 4
"""Up to this many endpoints have wide small figures."""
GROUPS = ((True, "Needs attention"), (False, "Nothing open"))


def body(view: Overview) -> list[Component | Element]:
    """Make the card of rows with its footnote, or say why there is none."""
    if view.everybody == 0:
        return [html.Div(empty_by_data("0 patients", "The data have no subject."), className="sheet")]
    if not view.rows:
        return [html.Div(empty_by_filter("patient", view.filters), className="sheet")]
    card = element("Div", [_table(view), *_foot(view)], className="sheet ov-sheet")
    return [card, html.P(footnote(view), className="footnote ov-note")]


def _foot(view: Overview) -> list[Component]:
    last = view.first + len(view.rows) - 1
    buttons = pager(view.page, view.pages, f"Patients {view.first} to {last} of {view.shown}")
    return [html.Div(buttons, className="ov-foot")] if buttons else []


def footnote(view: Overview) -> str:
    """Write the rules of the numbers and the small figures."""
    zero = inner(view.anchor_label)
    return (
        "Change: continuous spline, not post minus pre. In brackets: a side has under 3 days. s: short span. Figures: "
        f"change from the {zero} value, one scale an endpoint; dark line: has left."
    )


def _table(view: Overview) -> Element:
    parts = [_heads(view)]
    sheets = [Sheet(view.months, column.extent) for column in view.endpoints]
    for is_open, name in GROUPS:
        rows = [row for row in view.rows if (row.level is not Level.NOTHING) is is_open]
        if rows:
            count = view.attention if is_open else view.shown - view.attention
            parts.append(_group(name, count, has_key=len(parts) == 1))
            parts.extend(_row(row, view, sheets) for row in rows)
    counts = {"--endpoints": len(view.endpoints), "--visits": _visits_in_line(len(view.visits))}
    names = ["ov", *(["many-endpoints"] if len(view.endpoints) > MOST_WIDE else [])]
    if not view.has_primary:
        names.append("no-primary")
    table = element(
        "Div", parts, className=" ".join(names), role="table", style=counts, aria_label="Patients by urgency"
    )
    return element("Div", [table], className="ov-scroll", tabIndex="0", role="region", aria_label="Patients")


def _visits_in_line(visits: int) -> int:
    return max(visits if visits <= FEW_VISITS else -(-visits // 2), 1)


def _heads(view: Overview) -> Element:
    heads = [
        _head("Patient", "status, day"),
        _head("Why it is here"),
        *([_head("Primary safety", "endpoint")] if view.has_primary else []),
        _head("Events", "by grade"),
        *(_head(one.label, one.unit, f"{one.label}, {one.unit} per month") for one in view.endpoints),
        _visit_head(view),
    ]
    return element("Div", heads, className="ov-row ov-heads", role="row")


def _head(name: str, small: str = "", words: str | None = None) -> Element:
    inside: list[Node] = [name, element("Small", small)] if small else [name]
    return element("Div", inside, className="ov-cell wraps" if words else "ov-cell", role="columnheader", title=words)


def _visit_head(view: Overview) -> Element:
    right = element("Span", "in window", className="right")
    name = element("Span", ["Visits", right], className="ov-visit-head")
    letters = element("Small", f"{len(view.visits)} planned")
    if 0 < len(view.visits) <= FEW_VISITS:
        shorts = [element("Span", visit.short, title=visit.label) for visit in view.visits]
        letters = element("Span", shorts, className="ov-letters", aria_hidden="true")
    return element("Div", [name, letters], className="ov-cell", role="columnheader")


def _group(name: str, count: int, has_key: bool) -> Element:
    label = element("Span", [name, element("Em", str(count))])
    inside = [label, _key()] if has_key else [label]
    box = element("Div", inside, role="cell", className="ov-span", aria_colspan="99")
    return element("Div", [box], className="ov-row ov-group", role="row")


def _key() -> Element:
    """Say how pre, post and change are told apart, and what they do not show."""
    keys = [
        element("Span", [mark, text], className="key")
        for mark, text in (
            (element("Span", className="line pre"), "Pre"),
            (element("Span", className="line post"), "Post"),
            (element("B", "±0.00"), "Change, per month"),
            (element("Span", "n 1", className="mut"), "Too few days"),
        )
    ]
    sentence = element("Span", ONE_PATIENT_SENTENCE, className="ov-sentence", data_sentence="1")
    return element("Span", [sentence, *keys], className="ov-key")


def _row(row: Row, view: Overview, sheets: list[Sheet]) -> Element:
    courses = zip(row.slopes, view.endpoints, sheets, strict=True)
    parts = [
        _patient(row),
        cells.why(row.reasons, row.level is Level.NOTHING),
        *([cells.primary(row)] if view.has_primary else []),
        cells.events(row.events, view.events_filtered),
        *(cells.slopes(found, column, sheet, row) for found, column, sheet in courses),
        cells.visits(row.visits, row.status),
    ]
    return element("Div", parts, className=f"ov-row {row.level}", role="row", data_row_link="1")


def _patient(row: Row) -> Element:
    known = None if row.last_day is None else f"Last contact on {day_text(row.last_day)}"
    urgency = [sr(f"{LEVEL_WORDS[row.level].capitalize()}. ")] if LEVEL_WORDS[row.level] else []
    link = element("A", [*urgency, row.id], href=patient_path(row.id), className="ov-id patient-link")
    status = element("B", row.status.capitalize(), className="ov-st")
    day = "not treated" if row.day is None else f"{'to ' if row.has_left else ''}{day_text(row.day)}"
    parts = [link, status, element("Span", day, className="ov-st", title=known)]
    return element("Div", parts, className="ov-cell ov-patient", role="rowheader")
