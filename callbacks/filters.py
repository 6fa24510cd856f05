"""What the filter bar says: each filter's value, which are set, how many patients are left; and clearing them."""

from dash import ClientsideFunction, Dash, Input, Output
from dash.development.base_component import Component

from callbacks.context import AppContext, Reading
from components.ids import FILTER_CONTROLS, FilterId, ShellId
from components.notices import change_button, notice
from trial.handling import History, Strategy
from trial.handling_words import notice as handling_notice
from trial.selection import Selection, selected_subjects
from trial.selection_words import grade_text, months_text
from trial.visit_filter import WORDS as VISIT_WORDS
from trial.visit_filter import VisitFilter
from trial.words import counted, date_text

LABELS = (
    FilterId.SUBJECTS_LABEL,
    FilterId.STATUS_LABEL,
    FilterId.ENDPOINTS_LABEL,
    FilterId.EVENTS_LABEL,
    FilterId.MONTHS_LABEL,
    FilterId.SLOPES_LABEL,
    FilterId.CUT_LABEL,
)
CLEARS = (
    (FilterId.SUBJECTS_CLEAR, (FilterId.SUBJECTS,)),
    (FilterId.STATUS_CLEAR, (FilterId.STATUS,)),
    (FilterId.ENDPOINTS_CLEAR, (FilterId.ENDPOINTS,)),
    (FilterId.EVENTS_CLEAR, (FilterId.GRADE, FilterId.FLAGS, FilterId.NARROWED)),
    (FilterId.MONTHS_CLEAR, (FilterId.MONTHS_FROM, FilterId.MONTHS_TO)),
    (FilterId.SLOPES_CLEAR, (FilterId.BESIDE, FilterId.HISTORY, FilterId.STRATEGY)),
    (FilterId.CUT_CLEAR, (FilterId.CUT,)),
    (FilterId.RESET, FILTER_CONTROLS),
)


FLAG_WORDS = {
    "serious": "serious",
    "fatal": "fatal",
    "related": "related",
    "aesi": "special interest",
    "emergent": "emergent",
    "procedure_emergent": "procedure-emergent",
    "news": "new or changed",
}


def _few(items: tuple[str, ...], most: int = 2) -> str:
    return ", ".join(items) if len(items) <= most else f"{len(items)} chosen"


def _events_text(selection: Selection) -> str:
    parts = [*selection.narrowing.words().values()]
    parts += [] if selection.grade is None else [f"Grade {grade_text(selection.grade)}"]
    parts += [word for name, word in FLAG_WORDS.items() if getattr(selection, name)]
    return ", ".join(parts)


def _slopes_text(selection: Selection) -> str:
    parts = (
        (selection.history is History.ALL, "all records"),
        (selection.strategy is Strategy.CENSOR, "censored"),
        (selection.strategy is Strategy.POLICY, "nothing censored"),
        (selection.expected, "expected"),
        (selection.natural, "natural history"),
    )
    return ", ".join(word for is_set, word in parts if is_set).capitalize()


def label_texts(reading: Reading) -> tuple[str, ...]:
    """Give the value each filter shows, "" where it is not set; in the order of LABELS."""
    selection, study = reading.selection, reading.analysis.snapshot.study
    endpoints = tuple(endpoint.label for endpoint in study.endpoints if endpoint.id in selection.endpoints)
    return (
        _few(selection.subjects),
        _few(tuple(str(status).capitalize() for status in selection.status)),
        _few(endpoints),
        _events_text(selection),
        months_text(selection.months) if selection.months else "",
        _slopes_text(selection),
        date_text(selection.cut) if selection.cut else "",
    )


DEFAULTS = ("All", "Any", "All", "All", "All", "Default", "Data cut")


def _bar(reading: Reading) -> list[object]:
    texts = label_texts(reading)
    analysis = reading.analysis
    shown = len(selected_subjects(reading.selection, analysis))
    boxes = ["filter set" if text else "filter" for text in texts]
    labels = [text or default for text, default in zip(texts, DEFAULTS, strict=True)]
    count = f"{shown} of {counted(len(analysis.subjects), 'patient')}"
    nothing_set = not any(texts) and reading.selection.visits is VisitFilter.ANY
    narrowed = [{"label": text, "value": name} for name, text in reading.selection.narrowing.words().items()]
    return [labels, boxes, count, nothing_set, notices_of(reading), narrowed]


def notices_of(reading: Reading) -> list[Component]:
    """Say over every view that slopes are not the default ones, or patients chosen by their visits."""
    text, visits = handling_notice(reading.analysis), reading.selection.visits
    told = [notice(text, change_button("Default slopes", "history=&strategy="), is_plain=False)] if text else []
    if visits is not VisitFilter.ANY:
        told.append(notice(f"{VISIT_WORDS[visits]}.", change_button("All patients", "visits=")))
    return told


def register(app: Dash, context: AppContext) -> None:
    """Label the filters from the state; wire the clear buttons."""

    @app.callback(
        output=[
            [Output(label, "children") for label in LABELS],
            [Output(f"{label}-box", "className") for label in LABELS],
            Output(FilterId.COUNT, "children"),
            Output(FilterId.RESET, "hidden"),
            Output(ShellId.HANDLING, "children"),
            Output(FilterId.NARROWED, "options"),
        ],
        inputs=[Input(ShellId.STATE, "data")],
        prevent_initial_call=True,
    )
    def label(stored: object) -> list[object]:
        return _bar(context.reading(stored))

    for button, controls in CLEARS:
        app.clientside_callback(
            ClientsideFunction("monitor", "empty"),
            [Output(control, "value", allow_duplicate=True) for control in controls],
            Input(button, "n_clicks"),
            prevent_initial_call=True,
        )
