"""The record of one adverse event in a drawer: in plain words, then every recorded field, and where it came from."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components import event_facts, event_narrative
from components.attributes import attrs
from components.elements import Element, element
from components.icons import icon
from components.notices import reset_button
from components.state import patient_path
from trial.ae_variables import LABELS
from trial.event_periods import period_text
from trial.event_record import EventRecord, Neighbour
from trial.event_verdicts import serious_words
from trial.event_words import grade_digit, grade_words, is_fatal, sentence_case, term
from trial.events import Event
from trial.primary import PrimaryStatus
from trial.words import inner, sentence

Part = Component | Element


def drawer(record: EventRecord | None) -> list[Part]:
    """Make the drawer of the open event; nothing when none is open."""
    if record is None:
        return []
    body: list[Part] = [
        _chips(record),
        *_hidden(record),
        html.Dl(_facts(record), className="saf-facts"),
        *event_narrative.narrative(record.narrative),
        *event_narrative.beside(record),
        html.H3("Every recorded field"),
        element("Dl", _fields(record.event), className="saf-fields"),
        html.P(f"Source: {record.event.file}, data row {record.event.row}", className="saf-source"),
    ]
    inside = element("Div", body, className="saf-drawer-body", tabIndex="0", role="group", aria_label="Record")
    return [_head(record), inside, _foot(record)]


def _head(record: EventRecord) -> Component:
    where = "hidden by the filters" if record.place is None else f"{record.place} of {record.of} shown"
    title = html.Div([html.H2(term(record.event)), html.Span(f"{record.subject.id}, {where}", className="sub")])
    steps = [_step("Previous event", "left", record.previous), _step("Next event", "right", record.following)]
    return html.Div([title, *steps, _close()], className="saf-drawer-head")


def _step(label: str, sign: str, target: Neighbour | None) -> Component:
    change = "event=" if target is None else change_to(target)
    off = str(target is None).lower()
    return html.Button(icon(sign), type="button", className="action quiet icon-only",
                       **attrs(data_change=change, aria_label=label, aria_disabled=off))  # fmt: skip


def _close() -> Component:
    return html.Button(icon("cross"), type="button", className="action quiet icon-only",
                       **attrs(data_change="event=", aria_label="Close", data_close="1"))  # fmt: skip


def change_to(target: Neighbour) -> str:
    """Give the change of the address that opens an event, on the page where its lane is."""
    return f"event={quote(target.key, safe='')}&page={target.page if target.page > 1 else ''}"


def _chips(record: EventRecord) -> Component:
    event = record.event
    words = grade_words(event)
    mark = html.Span(grade_digit(event.grade), className=f"ov-mark g{event.grade or 0}", **attrs(aria_hidden="true"))
    chips = [html.Span([mark, f"{words[:1].upper()}{words[1:]}"], className="chip")]
    if event.serious:
        chips.append(html.Span("Serious", className="chip saf-serious"))
    if is_fatal(event):
        chips.append(html.Span([icon("bang", small=True), "Fatal"], className="chip act"))
    if record.status is PrimaryStatus.PENDING:
        chips.append(html.Span([icon("clock", small=True), "Primary endpoint pending"], className="chip watch"))
    if record.status is PrimaryStatus.EVENT:
        chips.append(html.Span([icon("bang", small=True), "Primary endpoint event"], className="chip act"))
    return html.Div(chips, className="saf-chips")


def _hidden(record: EventRecord) -> list[Component]:
    if record.place is not None:
        return []
    return [
        html.Div(["The filters hide this event in the figure and the listing.", reset_button()], className="saf-note")
    ]


def _facts(record: EventRecord) -> list[Component]:
    event, seen = record.event, record.seen
    pairs = (
        ("Start", event_facts.start_words(event)),
        ("End", event_facts.end_words(event, seen, record.cut)),
        ("Duration", event_facts.duration_words(event, seen) or "Not known"),
        ("Serious", _capital(serious_words(event))),
        ("Related", _verdict(event.related)),
        *((f"To {_short(what)}", _capital(said)) for what, said in record.relations),
        *([("Natural course", _capital(record.natural))] if record.natural is not None else []),
        *([("Special interest", _verdict(event.aesi))] if event.aesi is not None else []),
        *([("Report", _capital(record.report))] if record.report is not None else []),
        *([("Period", period_text(event.periods) or "Not known")] if record.subject.anchor is not None else []),
        ("Treatment-emergent", _emergent(event.emergent, inner(record.anchor_label), event.imputed)),
        ("Procedure-emergent", _emergent(event.procedure_emergent, "procedure", event.procedure_imputed)),
        ("Outcome", event_facts.outcome_words(event)),
        ("Coded term", sentence_case(event.decoded) if event.decoded else event_facts.NOT_RECORDED),
        ("System organ class", sentence_case(event.body_system) if event.body_system else event_facts.NOT_RECORDED),
        ("Grade from", sentence_case(event.grade_source or event_facts.NOT_RECORDED)),
        ("Primary endpoint", _primary(record)),
    )
    return [html.Div([html.Dt(label), html.Dd(value)]) for label, value in pairs]


def _emergent(verdict: bool | None, since: str, imputed: bool) -> str:
    words = event_facts.emergent_words(verdict, since)
    return f"{words}; assumed, for the start is not certain" if imputed else words


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _short(what: str) -> str:
    """Shorten what an event is related to for a narrow column: "the lumbar puncture" -> "puncture"."""
    return what.rsplit(maxsplit=1)[-1]


def _verdict(value: bool | None) -> str:
    return event_facts.NOT_RECORDED if value is None else "Yes" if value else "No"


def _primary(record: EventRecord) -> str:
    """Say what the event means for the endpoint, and where the patient stands."""
    if record.status is None:
        patient = f"patient: {record.primary.status}"
        return (
            patient.capitalize() if record.primary.status is PrimaryStatus.NOT_COLLECTED else f"Not counted; {patient}"
        )
    return sentence(record.primary.text)


def _fields(event: Event) -> list[Element]:
    return [
        element("Div", [
            element("Dt", [element("Code", name), *([element("Span", LABELS[name])] if name in LABELS else [])]),
            element("Dd", value),
        ])
        for name, value in event.record.items()
    ]  # fmt: skip


def _foot(record: EventRecord) -> Component:
    name = record.subject.id
    copy = html.Button([icon("link"), "Copy link"], type="button", className="action", **attrs(data_copy_link="1"))
    open_patient = html.A(f"Open {name}", href=patient_path(name), className="action primary patient-link")
    return html.Div([open_patient, copy], className="saf-drawer-foot")
