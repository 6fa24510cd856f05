"""Answers the patient view: the profile of the patient in the address, under the filters."""

from dash import Dash, Input, Output
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks.context import AppContext, Reading
from components import item_map, measure_cards, patient_lanes, sensitivity
from components import profile_parts as parts
from components.controls import segments, slope_menu
from components.figures.patient import figure
from components.ids import PatientId, ShellId
from components.profile_places import places
from components.state import from_store
from trial.item_map import build as item_maps
from trial.measurements import build as measurements
from trial.models.sensitivity import build as sensitivity_of
from trial.profile import build
from trial.selection import Scale, selected_endpoints

OUTPUTS = (
    Output(PatientId.HEAD, "children"),
    Output(PatientId.FACTS, "children"),
    Output(PatientId.KEY, "children"),
    Output(PatientId.SCALE, "children"),
    Output(PatientId.BOX, "style"),
    Output(PatientId.ANSWER, "data"),
    Output(PatientId.CAPTION, "children"),
    Output(PatientId.NUMBERS, "children"),
    Output(PatientId.RULES, "children"),
    Output(PatientId.TABLE, "children"),
)
SENSITIVITY = (
    Output(PatientId.SENSITIVITY_SENTENCE, "children"),
    Output(PatientId.SENSITIVITY, "children"),
)
SCALES = (("Same scale", ""), ("Fit", str(Scale.FIT)))


def _answer(reading: Reading) -> list[object]:
    profile = build(reading.analysis, reading.selection, reading.subject or "")
    if profile is None:
        raise PreventUpdate
    at = places(len(profile.panels), patient_lanes.count(profile))
    says_more = reading.selection.expected or reading.selection.natural or profile.is_handled
    chosen = "" if reading.selection.scale is Scale.SAME else str(reading.selection.scale)
    return [
        parts.head(profile),
        parts.facts(profile),
        parts.key(profile),
        [
            slope_menu(reading.selection, reading.analysis.snapshot.study),
            segments("Scale of values", "scale", SCALES, chosen),
        ],
        {"minHeight": f"{at.full_height if says_more else at.least_height}px"},
        figure(profile),
        parts.caption(profile),
        parts.numbers(profile, at),
        parts.rules(profile),
        parts.tables(profile),
    ]


def _sensitivity(reading: Reading) -> list[object]:
    """Answer the fold-out, apart from the figure, which does not wait for it."""
    analysis, selection = reading.analysis, reading.selection
    people = [subject.index for subject in analysis.subjects if subject.id == reading.subject]
    result = sensitivity_of(analysis, people, selected_endpoints(selection, analysis))
    return [sensitivity.sentence(result), sensitivity.parts(result)]


def _instruments(reading: Reading) -> list[Component]:
    """Make the cards of the instruments, in their order on the page; apart from the figure, which does not wait."""
    patient = reading.subject or ""
    maps, measured = item_maps(reading.analysis, patient), measurements(reading.analysis, patient)
    return [*item_map.cards(maps), *measure_cards.cards(measured)]


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state; on another view's state without a patient there is nothing to answer."""

    @app.callback(list(OUTPUTS), Input(ShellId.STATE, "data"))
    def show(stored: object) -> object:
        if stored is None or from_store(stored)[1] is None:
            raise PreventUpdate
        return context.each(_answer, stored)

    @app.callback(list(SENSITIVITY), Input(ShellId.STATE, "data"))
    def compare(stored: object) -> object:
        if stored is None or from_store(stored)[1] is None:
            raise PreventUpdate
        return context.each(_sensitivity, stored)

    @app.callback(Output(PatientId.INSTRUMENTS, "children"), Input(ShellId.STATE, "data"))
    def measure(stored: object) -> object:
        if stored is None or from_store(stored)[1] is None:
            raise PreventUpdate
        return context.answer(_instruments, stored)
