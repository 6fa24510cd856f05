"""The completeness of assessments: patients by visits with a mark for each measure, then n of N by measure."""

from collections.abc import Sequence

from dash.development.base_component import Component

from components.controls import pager
from components.elements import Children, Element, element, sr
from components.graph import listing_link
from components.state import patient_path
from components.visit_cells import visit_change
from trial.completeness_matrix import AssessmentState, Completeness, ItemCompleteness, Matrix, MatrixRow
from trial.paging import page_of
from trial.words import NOTHING, counted, listed, not_done, number, percent, share

PATIENTS_PER_PAGE = 24
SIGNS = {
    AssessmentState.USABLE: ("✓", "Value"),
    AssessmentState.NOT_DONE: ("n", "Not done, said so"),
    AssessmentState.BLANK: ("!", "No record"),
    AssessmentState.NOT_HELD: ("×", "Visit not held"),
    AssessmentState.TO_COME: ("○", "To come"),
    AssessmentState.NOT_APPLICABLE: (NOTHING, "Not expected"),
    AssessmentState.NOT_REQUIRED: ("", ""),
}
"""The sign in a mark, and what it means."""
RULE = (
    "Percentages count required assessments at visits that were held: with a usable value, of all. An assessment that "
    "was not done for a reason counts as without a value, and the reason stands in the open visit."
)


def page(found: Matrix, asked: int) -> list[Component | Element]:
    """Make the sheet: what it comes to, the matrix, the measures below it, and the key."""
    if not found.measures:
        return [
            _sheet(found, [element("P", "No visit of the study file requires an assessment.", className="vs-note")])
        ]
    shown = page_of(asked, len(found.rows), PATIENTS_PER_PAGE)
    turn = pager(shown.number, shown.pages, f"Patients {shown.start + 1} to {shown.stop} of {shown.of}")
    body: list[Component | Element] = [
        element("P", sentence(found), className="vs-note"),
        _key(found),
        _table(found, found.rows[shown.start : shown.stop]),
        element("Div", turn, className="cm-pages"),
        *(element("P", _items(each), className="vs-note") for each in found.items if each.assessments),
        element("P", RULE, className="footnote"),
    ]
    return [_sheet(found, body)]


def _sheet(found: Matrix, body: Sequence[Component | Element]) -> Element:
    actions = element("Div", listing_link("completeness"), className="actions")
    key = element("Span", f"{percent(found.total.usable, found.total.held)} at visits held", className="key")
    bar = element("Div", [element("H2", "Completeness"), key, actions], className="sheet-bar")
    return element("Section", [bar, *body], className="sheet vs-card cm", aria_label="Completeness")


def sentence(found: Matrix) -> str:
    """Say what all of it comes to."""
    total = found.total
    words = f"{share(total.usable, total.held)} of the assessments required at visits held have a usable value"
    lacking = [f"{total.not_done} not done"] if total.not_done else []
    lacking += [f"{total.blank} without any record"] if total.blank else []
    lost = total.expected - total.held
    more = f" {counted(lost, 'more is', 'more are')} lost with visits overdue or missed." if lost else ""
    return f"{words}{': ' if lacking else ''}{' and '.join(lacking)}.{more}"


def _key(found: Matrix) -> Element:
    names = listed([endpoint.label for endpoint in found.measures])
    parts = [
        element("Span", [_mark(state), text], className="key")
        for state, (_, text) in SIGNS.items()
        if state is not AssessmentState.NOT_REQUIRED
    ]
    return element("Div", [*parts, element("Span", f"In each cell, in this order: {names}")], className="cm-key")


def _mark(state: AssessmentState) -> Element:
    return element("Span", SIGNS[state][0], className=f"cm-mark cm-{state.value}", aria_hidden="true")


def _table(found: Matrix, rows: Sequence[MatrixRow]) -> Element:
    places = [place for place, visit in enumerate(found.visits) if visit.required]
    heads = ["Patient", *(found.visits[place].label for place in places), "All"]
    head = element("Thead", element("Tr", [element("Th", text, scope="col") for text in heads]))
    patients = element("Tbody", [_row(found, row, places) for row in rows])
    measures = element(
        "Tbody", [_measure_row(found, at, places) for at in range(len(found.measures))], className="sums"
    )
    caption = element("Caption", "Completeness by patient and visit", className="sr")
    table = element("Table", [caption, head, patients, measures], className="cm-table")
    return element("Div", table, className="cm-box", tabIndex="0", role="region", aria_label="Completeness by visit")


def _row(found: Matrix, row: MatrixRow, places: Sequence[int]) -> Element:
    link = element("A", row.subject.id, href=patient_path(row.subject.id), className="patient-link")
    cells = [_cell(found, row, place) for place in places]
    return element("Tr", [element("Th", link, scope="row"), *cells, _share(row.total)])


def _cell(found: Matrix, row: MatrixRow, place: int) -> Element:
    visit, states = found.visits[place], row.states[place]
    words = f"{row.subject.id}, {visit.label}: {_words(found, row, place)}"
    marks = [_mark(state) for state in states if state is not AssessmentState.NOT_REQUIRED]
    button = element(
        "Button", [*marks, sr(words)], type="button", className="cm-cell", title=words,
        data_change=visit_change(row.subject.id, visit.id),
    )  # fmt: skip
    return element("Td", button)


def _words(found: Matrix, row: MatrixRow, place: int) -> str:
    """Say each measure of one cell: "ALSFRS-R value, FVC not done: too weak"."""
    reasons = {one.endpoint: one.reason for one in row.cells[place].assessments}
    parts = []
    for at, state in enumerate(row.states[place]):
        if state is AssessmentState.NOT_DONE:
            parts.append(f"{found.measures[at].label} {not_done(reasons.get(found.places[at]))}")
        elif state is not AssessmentState.NOT_REQUIRED:
            parts.append(f"{found.measures[at].label} {SIGNS[state][1].lower()}")
    return ", ".join(parts)


def _measure_row(found: Matrix, at: int, places: Sequence[int]) -> Element:
    heading = element("Th", found.measures[at].label, scope="row")
    return element(
        "Tr", [heading, *(_share(found.by_both[place][at]) for place in places), _share(found.by_measure[at])]
    )


def _share(own: Completeness) -> Element:
    inside: Children = NOTHING
    if own.held:
        inside = [f"{own.usable}/{own.held} ", element("Small", percent(own.usable, own.held))]
    return element("Td", inside, className="num" if own.usable == own.held else "num lacking")


def _items(own: ItemCompleteness) -> str:
    whole = f"{own.label}: every item in {share(own.whole, own.assessments)} assessments"
    missing = listed([f"{label} ({count})" for label, count in own.missing], 4)
    left = f" Left out: {missing}." if missing else ""
    return f"{whole}; {number(100 * own.answered / own.items, 1)} % of all items answered.{left}"
