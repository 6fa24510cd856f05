"""The drawer: one visit with its dates, its assessments, the rule behind its status and the ways on."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon
from components.state import patient_path
from components.visit_cells import visit_change
from components.visit_ruler import ruler
from trial.open_visit import AssessmentLine, OpenVisit
from trial.study import PlannedVisit
from trial.visits import HELD, VisitStatus

CHIPS = {
    VisitStatus.IN_WINDOW: ("good", "check"),
    VisitStatus.EARLY: ("watch", "early"),
    VisitStatus.LATE: ("watch", "late"),
    VisitStatus.DUE: ("due", "due"),
    VisitStatus.OVERDUE: ("solid", "bang"),
    VisitStatus.MISSED: ("act", "cross"),
    VisitStatus.NOT_YET_DUE: ("", "ring"),
    VisitStatus.NOT_APPLICABLE: ("", "dash"),
}


def drawer(visit: OpenVisit | None) -> list[Component]:
    """Make the inside of the drawer; nothing when no visit is open."""
    return [] if visit is None else [_head(visit), _body(visit), _foot(visit)]


def _head(visit: OpenVisit) -> Component:
    title = html.H2(f"{visit.subject.id}, {visit.planned.label.lower()}", tabIndex="-1")
    close = html.Button(
        icon("cross"),
        type="button",
        className="action quiet icon-only",
        **attrs(data_change="visit=", data_close="1", aria_label="Close this visit"),
    )
    steps = [_step(visit, "left", "Previous visit", visit.before), _step(visit, "right", "Next visit", visit.after)]
    return html.Div([title, html.Div([*steps, close], className="vd-steps")], className="vd-head")


def _step(visit: OpenVisit, sign: str, words: str, to: PlannedVisit | None) -> Component:
    name = words if to is None else f"{words}: {to.label}"
    change = "" if to is None else visit_change(visit.subject.id, to.id)
    more = {"data_change": change} if to else {"aria_disabled": "true"}
    return html.Button(
        icon(sign),
        type="button",
        className="action quiet icon-only",
        title=name,
        **attrs(aria_label=name, **more),
    )


def _body(visit: OpenVisit) -> Component:
    kind, sign = CHIPS[visit.cell.status]
    chip = html.Span([icon(sign, small=True), visit.state], className=f"chip {kind}".strip())
    facts = html.Dl([part for label, text in visit.facts for part in _fact(label, text)], className="vd-facts")
    hidden = [] if visit.is_shown else [html.P("The filters leave this patient out of the grid.", className="muted")]
    rule = html.P(visit.cell.rule, className="vd-rule")
    return html.Div(
        [chip, *hidden, *ruler(visit), facts, *_assessments(visit), rule], className="vd-body", tabIndex="0"
    )


def _fact(label: str, text: str) -> tuple[Component, Component]:
    quiet = "muted" if text == "None recorded" else ""
    return html.Dt(label), html.Dd(text, className=quiet)


def _assessments(visit: OpenVisit) -> list[Component]:
    cell = visit.cell
    if not cell.required:
        return [html.P("The study file requires no assessment at this visit.", className="muted vd-none")]
    count = html.Span(f" {cell.completed} of {cell.required}", className="muted")
    items = [_assessment(one, is_held=cell.status in HELD) for one in visit.assessments]
    return [html.H3(["Assessments", count]), html.Ul(items, className="vd-checks")]


def _assessment(one: AssessmentLine, is_held: bool) -> Component:
    if one.value:
        return html.Li([icon("check", small=True), html.Span(one.label), html.B(one.value)], className="done")
    if one.missing:
        return html.Li([icon("dash", small=True), html.Span(one.label), html.Span(one.missing)], className="missing")
    word = html.Span("no record" if is_held else "", className="sr")
    return html.Li([icon("ring", small=True), html.Span(one.label), word])


def _foot(visit: OpenVisit) -> Component:
    subject = visit.subject.id
    opener = html.A(f"Open {subject}", href=patient_path(subject), className="action primary patient-link")
    copy = html.Button("Copy link", type="button", className="action", **attrs(data_copy_link="1"))
    return html.Div([opener, copy], className="vd-foot")
