"""What stands around every view: strip, rail, choices of the filters. Follows the cut, not the filters."""

from dash import ClientsideFunction, Dash, Input, Output, State, html
from dash.development.base_component import Component

from callbacks.context import AppContext, Reading
from components.attributes import attrs
from components.elements import Element, element, sr
from components.ids import FilterId, ShellId, ViewKey
from components.shell import view_links
from components.state import frame_selection, patient_path
from trial.attention import LEVEL_WORDS
from trial.frame import Frame, RailPatient
from trial.frame import build as surround
from trial.handling import History, Strategy
from trial.snapshot import Unusable
from trial.words import SYNTHETIC_MARK, SYNTHETIC_SENTENCE, date_text, version_text


def _strip(frame: Frame) -> list[Component]:
    if not frame.synthetic:
        return [html.Span("Confidential. Data of a clinical trial.", className="muted")]
    return [
        html.Span(html.B(SYNTHETIC_MARK), className="synthetic"),
        html.Span(SYNTHETIC_SENTENCE, className="sentence"),
    ]


def _fact(label: str, value: str, **more: object) -> Component:
    return html.Div([html.Dt(label), html.Dd(value, **attrs(**more))])


def _facts(frame: Frame) -> list[Component]:
    return [
        _fact("As of" if frame.is_as_of else "Data as of", date_text(frame.cut)),
        _fact("Snapshot", version_text(frame.version), data_snapshot=frame.version),
        _fact("Study", frame.registry or frame.study_id),
    ]


def _brand(frame: Frame) -> list[Component]:
    return [html.B(frame.study_id), html.Small(f"Safety, phase {frame.phase}" if frame.phase else "Safety")]


def _nav(frame: Frame) -> list[Component]:
    facts = {
        ViewKey.SAFETY: str(frame.events) if frame.events else "",
        ViewKey.VISITS: f"{frame.overdue} overdue" if frame.overdue else "",
        ViewKey.DATA: f"{frame.set_aside} set aside" if frame.set_aside else "",
    }
    return view_links(facts)


def _patient(patient: RailPatient) -> Element:
    words = LEVEL_WORDS[patient.level]
    return element(
        "A",
        [
            element("Span", className=f"dot {patient.level}", aria_hidden="true"),
            element("B", patient.id),
            *([sr(words)] if words else []),
            element("Span", patient.status.capitalize(), className="fact"),
        ],
        href=patient_path(patient.id),
        className="rail-link patient",
        title=f"{patient.id}, {patient.status}",
    )


def _choices(frame: Frame) -> tuple[object, ...]:
    subjects = [{"label": patient.id, "value": patient.id} for patient in sorted(frame.patients, key=lambda p: p.id)]
    statuses = [{"label": status.capitalize(), "value": str(status)} for status in frame.statuses]
    endpoints = [{"label": label, "value": endpoint} for endpoint, label in frame.endpoints]
    return subjects, statuses, endpoints


def _handling(frame: Frame) -> tuple[object, object]:
    """Give the choices of the menu of slopes that depend on the study."""
    history = [{"label": frame.history_label, "value": str(History.ALL)}] if frame.history_label else []
    values = [("" if each is Strategy.PLANNED else str(each), label) for each, label in frame.strategies]
    return history, [{"label": label, "value": value} for value, label in values]


def _around(reading: Reading) -> list[object]:
    frame = surround(reading.analysis)
    rail = [_patient(patient) for patient in frame.patients]
    latest = None if frame.cut_limit is None else frame.cut_limit.isoformat()
    return [_strip(frame), _facts(frame), _brand(frame), _nav(frame), rail, *_choices(frame), latest, *_handling(frame)]


def _nothing() -> tuple[object, ...]:
    return (
        [],
        [_fact("Study", "none loaded")],
        [html.B("No study"), html.Small("See Data")],
        view_links({}),
        [],
        [],
        [],
        [],
        "",
        [],
        [],
    )


def register(app: Dash, context: AppContext) -> None:
    """Fill the frame whenever the cut or the snapshot changes."""

    @app.callback(
        Output(ShellId.STRIP, "children"),
        Output(ShellId.STRIP_FACTS, "children"),
        Output(ShellId.BRAND, "children"),
        Output(ShellId.NAV, "children"),
        Output(ShellId.RAIL, "data"),
        Output(FilterId.SUBJECTS, "options"),
        Output(FilterId.STATUS, "options"),
        Output(FilterId.ENDPOINTS, "options"),
        Output(FilterId.CUT, "max"),
        Output(FilterId.HISTORY, "options"),
        Output(FilterId.STRATEGY, "options"),
        Input(ShellId.FRAME, "data"),
        prevent_initial_call=True,
    )
    def surround_view(frame: object) -> object:
        if isinstance(context.current(), Unusable):
            return _nothing()
        selection = frame_selection(frame)
        analysis = context.analysis(selection.cut)
        return context.answers.each(_around, Reading(analysis.snapshot.version, selection, None, analysis))

    app.clientside_callback(
        ClientsideFunction("monitor", "build"),
        Input(ShellId.RAIL, "data"),
        State(ShellId.PATIENTS, "id"),
        prevent_initial_call=True,
    )
