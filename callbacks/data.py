"""Answers the data view, also when no study could be loaded: then with what was found on the way."""

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.context import AppContext, Reading
from components import historical_card
from components import provenance as parts
from components.ids import DataId, ShellId
from components.notices import nothing_to_load
from components.state import frame_selection
from trial.historical_words import view
from trial.instruments import mapping
from trial.issues import Severity
from trial.provenance import Provenance, build, worst_first
from trial.selection import Selection
from trial.snapshot import Unusable
from trial.words import counted

OUTPUTS = (
    DataId.HEAD,
    DataId.FINDINGS_COUNT,
    DataId.FINDINGS,
    DataId.SET_ASIDE_COUNT,
    DataId.SET_ASIDE,
    DataId.SWITCHED_OFF_COUNT,
    DataId.SWITCHED_OFF,
    DataId.LEDGER_COUNT,
    DataId.LEDGER,
    DataId.FILES_COUNT,
    DataId.FILES,
    DataId.MAPPED_COUNT,
    DataId.MAPPED,
    DataId.HISTORICAL_COUNT,
    DataId.HISTORICAL,
)


def title_text(found: Provenance) -> str:
    """Say the finding: errors first, then how many rows were set aside."""
    errors = found.count(Severity.ERROR)
    aside = f"{found.total.set_aside} of {counted(found.total.rows_in, 'row')} set aside"
    if errors:
        return f"{aside}, {counted(errors, 'error')}"
    return aside if found.total.set_aside else f"All {counted(found.total.rows_in, 'row')} are used"


def _head(found: Provenance) -> list[Component]:
    sub = f"{parts.loaded_text(found.loaded_at)}. {parts.NO_MANIFEST}"
    return [html.H1(title_text(found)), html.Span(sub, className="sub")]


def _answer(reading: Reading) -> list[object]:
    found, history = build(reading.analysis), view(reading.analysis)
    used = sum(source.used for source in found.files)
    return [
        _head(found),
        parts.severity_counts(found.findings),
        parts.findings(found.findings),
        str(len(found.set_aside)),
        parts.set_aside(found),
        str(len(found.switched_off)),
        parts.switched_off(found.switched_off, found.unused),
        "",
        parts.ledger(found),
        f"{used} of {len(found.files)} used",
        parts.files(found.files),
        mapping.summary(reading.analysis.instruments),
        parts.mapped(mapping.listing(reading.analysis.instruments)),
        history.said,
        historical_card.parts(history),
    ]


def _unusable(state: Unusable) -> list[object]:
    head = [html.H1(state.text), html.Span(state.remedy, className="sub")]
    blank = html.P("Nothing was loaded.", className="statement")
    issues = worst_first(state.issues)
    found = parts.findings(issues) if issues else nothing_to_load(state.text, state.remedy)
    return [head, parts.severity_counts(issues), found, *["", blank] * 6]


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the frame: it follows the cut, no filter."""

    @app.callback([Output(one, "children") for one in OUTPUTS], Input(ShellId.FRAME, "data"))
    def show(frame: object) -> object:
        state = context.current()
        if isinstance(state, Unusable):
            return _unusable(state)
        selection = Selection() if frame is None else frame_selection(frame)
        reading = Reading(state.version, selection, None, context.analysis(selection.cut))
        return context.answers.each(_answer, reading)
