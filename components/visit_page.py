"""The words and parts around the five displays of the visits: finding, switch, due next, unscheduled, empty states."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.controls import menu, pager, segments, switch_button
from components.graph import calendar_link, listing_link
from components.icons import icon
from components.notices import empty, empty_by_filter
from components.state import patient_path
from components.visit_cells import visit_change
from components.visit_legend import sign
from trial.compliance import ComplianceGrid
from trial.compliance_words import finding, summary
from trial.due_visits import DueVisit
from trial.overview import short_label
from trial.selection import Display
from trial.study import VisitKind
from trial.visit_days import StudyDays
from trial.visit_filter import VisitFilter
from trial.visits import UnscheduledVisit, VisitStatus
from trial.words import counted, date_text, day_text, range_text

DISPLAYS = (
    ("Grid", Display.GRID),
    ("Study day", Display.DAYS),
    ("Listing", Display.LISTING),
    ("Completeness", Display.COMPLETENESS),
    ("Deviations", Display.DEVIATIONS),
)
MOST_DUE, MOST_UNSCHEDULED = 60, 60
FEW_UNSCHEDULED = 2
KINDS = {VisitStatus.OVERDUE: "act", VisitStatus.DUE: "accent", VisitStatus.NOT_YET_DUE: ""}
NO_PLAN = (
    "The study file has no [[visits]], so there is nothing to hold visits against. Its reference is in docs/data.md."
)


FILTERS = (
    ("Any outside its window", VisitFilter.OUTSIDE),
    ("2 or more overdue or missed", VisitFilter.NOT_HELD),
)


SHORT = {
    VisitFilter.ANY: "All patients",
    VisitFilter.OUTSIDE: "Outside window",
    VisitFilter.NOT_HELD: "2+ not held",
}


def head(grid: ComplianceGrid, display: Display) -> list[Component]:
    """Give the finding, what it stands on, the displays, and the listing to take along."""
    switch = segments("Display", "show", DISPLAYS, display)
    actions = html.Div([switch, listing_link("visits")], className="actions")
    return [html.H1(finding(grid)), html.Span(summary(grid), className="sub"), actions]


def patients(chosen: VisitFilter) -> Component:
    """Make the menu that chooses patients by how their visits went."""
    lines = [
        switch_button(label, f"visits={'' if chosen is value else value.value}", chosen is value)
        for label, value in FILTERS
    ]
    return menu(SHORT[chosen], [html.Div(lines, className="switches")], is_set=chosen is not VisitFilter.ANY)


def emptiness(grid: ComplianceGrid) -> list[Component]:
    """Say why nothing is shown and offer the way out; nothing when there is something."""
    if not grid.planned:
        return [html.Div(empty("0 planned visits", NO_PLAN, sign="calendar"), className="sheet")]
    if not grid.rows:
        return [html.Div(empty_by_filter("patient", grid.filters), className="sheet")]
    return []


def view_class(grid: ComplianceGrid, display: Display) -> str:
    """Give the class that shows one display, or none when there is nothing to show."""
    return f"vs show-{display}" if grid.planned and grid.rows else "vs show-nothing"


def zeros(days: StudyDays) -> list[Component]:
    """Give the buttons that choose day 0: the anchor, or a visit of each patient, by the letters above the lanes."""
    options = [(days.anchor_label, "", days.anchor_label)]
    options += [
        (short_label(visit.label), visit.id, visit.label)
        for visit in days.planned
        if visit.kind is not VisitKind.INFUSION
    ]
    chosen = "" if days.zero is None else days.zero.id
    buttons = [
        html.Button(
            label, type="button", title=f"Align all patients on {name}",
            **attrs(data_change=f"zero={quote(key, safe='')}", aria_pressed=str(key == chosen).lower(),
                    aria_label=f"Day 0 is {name}"),
        )
        for label, key, name in options
    ]  # fmt: skip
    return [
        html.Span("Align on", className="key"),
        html.Div(buttons, className="segments", role="group", **attrs(aria_label="Align on")),
    ]


def pages(days: StudyDays) -> list[Component]:
    """Give the buttons that turn the pages of the chart."""
    last = days.first + len(days.lanes) - 1
    return pager(days.page, days.pages, f"Patients {days.first} to {last} of {days.patients}")


def due_next(grid: ComplianceGrid) -> list[Component]:
    """List what is overdue, due and to come, beside it the visits that were not planned; a zero is stated."""
    counted_from = html.Span(f"Days counted from the data cut, {date_text(grid.cut)}", className="muted")
    calendar = html.Div(calendar_link(), className="actions")
    head = html.Div([html.H2("Due next"), counted_from, *_unscheduled(grid), calendar], className="vs-due-head")
    parts: list[Component] = [head]
    if grid.due:
        parts.append(html.Ul([_due(one) for one in grid.due[:MOST_DUE]], className="vs-due-rows"))
    else:
        parts.append(html.P("No visit is overdue, due or to come.", className="vs-due-note"))
    notes = _more(len(grid.due) - MOST_DUE)
    if grid.undated:
        who = counted(grid.undated, "patient has", "patients have")
        notes.append(f"{who} no {grid.anchor_label.lower()} date, so their visits have no day yet.")
    return [*parts, *(html.P(text, className="vs-due-note") for text in notes)]


def _more(left_out: int) -> list[str]:
    return [f"And {left_out} more; the listing has all."] if left_out > 0 else []


def _due(one: DueVisit) -> Component:
    detail = f", {one.detail}" if one.detail else ""
    finding_words = html.Span([html.B(one.finding, className=KINDS[one.cell.status]), detail])
    inside = [
        html.B(one.subject.id, className="vs-due-id"),
        html.Span(one.planned.label, className="vs-due-visit"),
        html.Span([sign(one.cell.status), finding_words], className="vs-due-words"),
        html.Span(range_text(*one.cell.window) if one.cell.window else "", className="vs-due-window"),
        icon("right", small=True),
    ]
    change = visit_change(one.subject.id, one.planned.id)
    return html.Li(html.Button(inside, type="button", className="vs-due-row", **attrs(data_change=change)))


def _unscheduled(grid: ComplianceGrid) -> list[Component]:
    """Say how many visits were not planned, and which; many fold away."""
    found = grid.unscheduled
    if not found:
        return []
    ids = {row.subject.index: row.subject.id for row in grid.rows}
    items = [_unplanned(ids[visit.subject], visit) for visit in found[:MOST_UNSCHEDULED]]
    title = html.B(counted(len(found), "unscheduled visit"))
    if len(found) <= FEW_UNSCHEDULED:
        mark = html.Span(className="vs-key unplanned", **attrs(aria_hidden="true"))
        return [html.Div([mark, title, *items], className="vs-unscheduled")]
    patients = counted(len({visit.subject for visit in found}), "patient")
    rest = [html.P(text) for text in _more(len(found) - MOST_UNSCHEDULED)]
    opener = html.Summary([title, f" of {patients}"])
    return [html.Details([opener, html.Ul([html.Li(item) for item in items]), *rest], className="vs-unscheduled")]


def _unplanned(subject: str, visit: UnscheduledVisit) -> Component:
    day = day_text(visit.day) if visit.day is not None else visit.date or "no date"
    link = html.A(subject, href=patient_path(subject), className="patient-link")
    return html.Span([link, f" {(visit.visit or 'Unscheduled').capitalize()}, {day}"], title=visit.date or "")
