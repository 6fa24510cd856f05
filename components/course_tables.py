"""The tables of the page of the patients: baseline, and product and procedure."""

from collections import Counter
from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.course_links import events, patients
from components.elements import Element, Node, element
from components.graph import listing_link
from components.state import patient_path
from trial.course import product
from trial.course.baseline import Baseline, Row, value_text
from trial.course.known import Known
from trial.course.page import Course
from trial.course.product import After, Given
from trial.words import NOTHING, counted, date_text, inner, listed, number, percent, shortest

MOST_ROWS = 50
"""Infusions that stand on the screen; the CSV has all."""
MOST_TERMS = 2
NOT_RECORDED = "not recorded"
Cell = list[Node]


def baseline(course: Course) -> Element:
    """Make the card of the baseline: a column a patient while they are few, the summary of all."""
    found = course.baseline
    treated = counted(len(found.subjects), "patient")
    said = f"{treated} with {inner(course.anchor)}, each value the last one up to that day"
    table = _by_patient(course) if found.by_patient else _summary(course)
    inside: list[Node] = [_bar("Baseline", said, "baseline"), table]
    if found.by_patient:
        inside.append(_origins(found))
    inside.append(element("P", _baseline_rule(found), className="footnote", data_sentence="1"))
    return element("Section", inside, className="sheet crs-card", aria_label="Baseline")


def _bar(title: str, said: str, listing: str) -> Component:
    actions = html.Div(listing_link(listing), className="actions")
    return html.Div([html.H2(title), html.Span(said, className="key"), actions], className="sheet-bar")


def _baseline_rule(found: Baseline) -> str:
    rule = "Standard deviations with n − 1."
    if any(row.characteristic.key == "band" for row in found.rows):
        rule += " Bands of ALSFRS-R are descriptive: mild above 36, moderate 25 to 36, severe below."
    lacking = f" Recorded of nobody shown: {listed(found.empty)}." if found.empty else ""
    return f"{rule} Months from a partial date count from its middle.{lacking}"


def _by_patient(course: Course) -> Element:
    found = course.baseline
    several = len(found.subjects) > 1
    heads: list[Node | Cell] = ["", *map(_patient, found.subjects)]
    heads += [f"All {len(found.subjects)}"] if several else []
    rows = [
        [_name(row), *(_value(value, row) for value in row.cells), *([_overall(row, course)] if several else [])]
        for row in found.rows
    ]
    return _table("Baseline by patient", heads, rows, "crs-patients" if several else "", len(found.subjects))


def _patient(subject: str) -> Element:
    return element("A", subject, href=patient_path(subject), className="patient-link")


def _name(row: Row) -> Cell:
    one = row.characteristic
    return [element("B", one.label), element("Small", one.unit or one.note)]


def _value(value: Known | None, row: Row) -> Node:
    if value is None:
        return element("Span", NOT_RECORDED, className="muted")
    return element("Span", value_text(value, row.characteristic), title=value.origin)


def _overall(row: Row, course: Course) -> Cell:
    """Write the summary of all patients into one cell."""
    if row.spread is None:
        return [*_levels(row, course), *_lacking(row, course)]
    digits = row.characteristic.decimals
    spread = f"median {_median(row)}, {_range(row, digits)}"
    return [element("Span", _mean(row)), element("Small", spread), *_lacking(row, course)]


def _mean(row: Row) -> str:
    if row.spread is None:
        return NOTHING
    digits = row.characteristic.decimals + (row.characteristic.decimals < 2)
    sd = "" if row.spread.sd is None else f" (SD {number(row.spread.sd, digits)})"
    return f"{number(row.spread.mean, digits)}{sd}"


def _median(row: Row) -> str:
    """Write the median: a whole number stays one, a half between two is kept."""
    if row.spread is None:
        return NOTHING
    found, digits = row.spread.median, row.characteristic.decimals
    return shortest(found) if not digits else number(found, digits)


def _range(row: Row, digits: int) -> str:
    if row.spread is None:
        return NOTHING
    return f"{number(row.spread.least, digits)} to {number(row.spread.most, digits)}"


def _levels(row: Row, course: Course) -> Cell:
    """Write n (N %) of each level, each count a way to its patients."""
    known = sum(len(level.subjects) for level in row.levels)
    lines: Cell = []
    for level in row.levels:
        size = len(level.subjects)
        words = f" {level.label} ({percent(size, known)})".replace(" %", "\N{NO-BREAK SPACE}%")
        count = patients(str(size), level.subjects, course.selection)
        lines.append(element("Span", [count, words], className="crs-level"))
    return lines


def _lacking(row: Row, course: Course) -> Cell:
    if not row.lacking:
        return []
    count = patients(str(len(row.lacking)), row.lacking, course.selection)
    return [element("Small", [count, f" {NOT_RECORDED}"])]


def _summary(course: Course) -> Element:
    heads: list[Node | Cell] = ["", "n", "Mean (SD) or n (%)", "Median", "Min to max", "Not recorded"]
    rows: list[Sequence[Node | Cell]] = []
    for row in course.baseline.rows:
        digits = row.characteristic.decimals
        size = str(len(row.cells) - len(row.lacking))
        lacking = patients(str(len(row.lacking)), row.lacking, course.selection) if row.lacking else "0"
        if row.spread is None:
            rows.append([_name(row), size, _levels(row, course), NOTHING, NOTHING, lacking])
        else:
            rows.append([_name(row), size, _mean(row), _median(row), _range(row, digits), lacking])
    return _table("Baseline summary", heads, rows)


def _origins(found: Baseline) -> Element:
    """Make the dates and sources of all values, behind one click."""
    heads: list[Node | Cell] = ["", *found.subjects]
    rows: list[Sequence[Node | Cell]] = [
        [_name(row), *(NOTHING if value is None else value.origin for value in row.cells)] for row in found.rows
    ]
    table = _table("Dates and sources of the baseline", heads, rows)
    return element("Details", [element("Summary", "Dates and sources"), table], className="grp-more")


def given(course: Course) -> Element:
    """Make the card of product and procedure, beside the events that followed."""
    found = course.product
    columns: list[tuple[str, Callable[[Given], Node | Cell]]] = [
        ("Patient", lambda one: _patient(one.subject)),
        (course.anchor, lambda one: date_text(one.on)),
    ]
    heads: list[Node | Cell] = [
        *(name for name, _ in columns), *(field.label for field in found.fields),
        *(["Aspiration"] if found.has_aspiration else []), "Since the patient before",
        *(["Events in 72 hours", "Events in 30 days"] if found.collected else []),
    ]  # fmt: skip
    rows: list[Sequence[Node | Cell]] = [
        [*(write(one) for _, write in columns), *map(_recorded, one.cells),
         *([_aspirated(one)] if found.has_aspiration else []), _since(one),
         *([_events(one, one.early, course), _events(one, one.month, course)] if found.collected else [])]
        for one in found.given[:MOST_ROWS]
    ]  # fmt: skip
    inside: list[Node] = [_bar("Product and procedure", f"{product.sentence(found)}", "product")]
    if rows:
        inside.append(_table("Product and procedure", heads, rows, "crs-product"))
    inside.append(element("P", _product_rule(course), className="footnote", data_sentence="1"))
    return element("Section", inside, className="sheet crs-card", aria_label="Product and procedure")


def _product_rule(course: Course) -> str:
    found, zero = course.product, inner(course.anchor)
    rule = (
        f"72 hours are day 0 to day 3, 30 days are day 0 to day 30 after the {zero}; whatever began then counts, "
        f"related or not. Days since the patient before count over the whole study. That one follows the other "
        "proves no cause."
    )
    if not found.fields:
        rule = f"Dose, volume, viability, lot, level and needle are not recorded in EX or SUPPEX. {rule}"
    if len(found.given) > MOST_ROWS:
        rule = f"The first {MOST_ROWS} of {len(found.given)} are shown; the CSV has all. {rule}"
    return rule


def _recorded(cell: str | None) -> Node:
    return element("Span", NOT_RECORDED, className="muted") if cell is None else cell


def _aspirated(one: Given) -> Node | Cell:
    if one.aspirated is None or one.to_infusion is None:
        return _recorded(None)
    days = counted(abs(one.to_infusion), "day")
    return [
        date_text(one.aspirated),
        element("Small", f"{days} {'before' if one.to_infusion >= 0 else 'after'}", className="crs-kept"),
    ]


def _since(one: Given) -> Node | Cell:
    if one.since_previous is None:
        return "first"
    return [counted(one.since_previous, "day"), element("Small", f"after {one.previous}", className="crs-kept")]


def _events(one: Given, found: After, course: Course) -> Cell:
    tally = Counter(text.rpartition(", day")[0] for text in found.certain)
    terms = [name if count == 1 else f"{name} ({count})" for name, count in tally.most_common()]
    says = "; ".join((*found.certain, *(f"possibly {text}" for text in found.possible))) or "No event"
    cell: Cell = [
        events(str(found.count), one.subject, course.selection, f"{says}. Open the timeline of {one.subject}")
    ]
    if terms:
        cell.append(element("Small", listed(terms, MOST_TERMS)))
    if found.possible:
        cell.append(element("Small", f"{len(found.possible)} more possible: start known in part"))
    if found is one.month and (one.followed is None or one.followed < product.DAYS_30):
        cell.append(element("Small", f"followed to day {one.followed or 0} only"))
    return cell


def _table(
    title: str, heads: Sequence[Node | Cell], rows: Sequence[Sequence[Node | Cell]], css: str = "", patients: int = 0
) -> Element:
    """Make a table whose first cell of a row names it; it scrolls sideways where it is too wide.

    `patients` is how many columns of the same width it has, if any.
    """
    head = element("Thead", element("Tr", [element("Th", cell, scope="col") for cell in heads]))
    body = element("Tbody", [
        element("Tr", [element("Th", row[0], scope="row"), *(element("Td", cell) for cell in row[1:])]) for row in rows
    ])  # fmt: skip
    caption = element("Caption", title, className="sr")
    name = f"listing grp-table crs-table {css}".strip()
    table = element("Table", [caption, head, body], className=name, style={"--patients": patients})
    return element("Div", [table], className="listing-box", tabIndex="0", role="region", aria_label=title)
