"""A card that folds: one sentence while it is closed; what is inside is asked of the server only once it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import attrs
from components.ids import PatientId, TrajectoryId


@dataclass(frozen=True, slots=True)
class FoldIds:
    """The ids of a fold: whether it is open, the state for which its inside is asked (null while closed), sentence."""

    is_open: StrEnum
    asked: StrEnum
    sentence: StrEnum


PATIENT_FOLD = FoldIds(PatientId.SENSITIVITY_OPEN, PatientId.SENSITIVITY_ASKED, PatientId.SENSITIVITY_SENTENCE)
LABORATORY_FOLD = FoldIds(PatientId.LABORATORY_OPEN, PatientId.LABORATORY_ASKED, PatientId.LABORATORY_SENTENCE)
TRAJECTORIES_FOLD = FoldIds(TrajectoryId.MODELS_OPEN, TrajectoryId.MODELS_ASKED, TrajectoryId.MODELS_SENTENCE)


def fold(ids: FoldIds, title: str, inside: Sequence[Component], css: str, answered: StrEnum) -> Component:
    """Make the card. assets/97-folds.js tells the store `ids.is_open` when it is opened and closed.

    `answered` is the id of what the server fills when it is open.
    """
    return html.Details(
        [
            html.Summary([title, html.Span(id=ids.sentence, className="said")]),
            dcc.Store(id=ids.is_open, storage_type="memory"),
            dcc.Store(id=ids.asked, storage_type="memory"),
            *inside,
        ],
        className=f"sheet data-table {css}",
        **attrs(data_panel=f"{answered} {ids.sentence}", data_fold=str(ids.is_open)),
    )
