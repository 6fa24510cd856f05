"""Answers the patient view: the profile of the patient in the address, under the filters."""

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks.context import AppContext, Make, Reading
from components import item_map, laboratory_card, measure_cards, patient_lanes, sensitivity
from components import profile_parts as parts
from components.controls import segments, slope_menu
from components.figures.patient import figure
from components.fold import LABORATORY_FOLD, PATIENT_FOLD, FoldIds
from components.ids import PatientId, ShellId
from components.profile_places import places
from components.state import from_store
from trial.item_map import build as item_maps
from trial.laboratory import card as laboratory
from trial.measurements import build as measurements
from trial.models.sensitivity import Sensitivity
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
BESIDE = (
    Output(PatientId.SENSITIVITY_SENTENCE, "children"),
    Output(PatientId.INSTRUMENTS, "children"),
    Output(PatientId.LABORATORY_SENTENCE, "children"),
)
"""Answered apart from the figure, which does not wait for it."""
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


def _sensitivity(reading: Reading) -> Sensitivity:
    analysis, selection = reading.analysis, reading.selection
    people = [subject.index for subject in analysis.subjects if subject.id == reading.subject]
    return sensitivity_of(analysis, people, selected_endpoints(selection, analysis))


def _instruments(reading: Reading) -> list[Component]:
    """Make the cards of the instruments, in their order on the page."""
    patient = reading.subject or ""
    maps, measured = item_maps(reading.analysis, patient), measurements(reading.analysis, patient)
    return [*item_map.cards(maps), *measure_cards.cards(measured)]


def _beside(reading: Reading) -> list[object]:
    """Make the sentences of the folds and the cards of the instruments, apart from the figure, which does not wait."""
    found = _laboratory_card(reading)
    return [sensitivity.sentence(_sensitivity(reading)), _instruments(reading), found.sentence if found else ""]


def _models(reading: Reading) -> list[Component]:
    return sensitivity.parts(_sensitivity(reading))


def _laboratory_card(reading: Reading) -> laboratory.LaboratoryCard | None:
    return laboratory.build(reading.analysis, reading.selection, reading.subject or "")


def _laboratory(reading: Reading) -> list[Component]:
    return laboratory_card.parts(_laboratory_card(reading))


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state; on another view's state without a patient there is nothing to answer."""

    @app.callback(list(OUTPUTS), Input(ShellId.STATE, "data"))
    def show(stored: object) -> object:
        if stored is None or from_store(stored)[1] is None:
            raise PreventUpdate
        return context.each(_answer, stored)

    @app.callback(list(BESIDE), Input(ShellId.STATE, "data"))
    def measure(stored: object) -> object:
        if stored is None or from_store(stored)[1] is None:
            raise PreventUpdate
        return context.each(_beside, stored)

    _register_fold(app, context, PATIENT_FOLD, PatientId.SENSITIVITY, _models)
    _register_fold(app, context, LABORATORY_FOLD, PatientId.LABORATORY, _laboratory)


def _register_fold(app: Dash, context: AppContext, ids: FoldIds, answered: PatientId, make: Make) -> None:
    """Answer the inside of a fold, only while it is open."""
    app.clientside_callback(
        ClientsideFunction("monitor", "whenOpen"),
        Output(ids.asked, "data"),
        Input(ShellId.STATE, "data"),
        Input(ids.is_open, "data"),
        State(ids.asked, "data"),
        prevent_initial_call=True,
    )

    @app.callback(Output(answered, "children"), Input(ids.asked, "data"), prevent_initial_call=True)
    def inside(stored: object) -> object:
        if stored is None:
            return []
        if from_store(stored)[1] is None:
            raise PreventUpdate
        return context.answer(make, stored)
