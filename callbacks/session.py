"""The one state: address and controls become a selection; the selection becomes state, controls and notices."""

from dataclasses import replace
from datetime import date

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from callbacks.context import AppContext
from components import state
from components.ids import FILTER_CONTROLS, ShellId
from components.notices import notice
from components.state import InvalidStateError, StoredSelection
from trial.analysis import Analysis
from trial.handling import History, Strategy
from trial.narrowing import NAMES, Narrowing
from trial.selection import BESIDE_FLAGS, EVENT_FLAGS, Selection, reconcile
from trial.snapshot import Unusable
from trial.subjects import SubjectStatus

SWITCHES = frozenset(
    {
        "layout",
        "align",
        "scale",
        "show",
        "part",
        "page",
        "event",
        "visit",
        "sort",
        "lanes",
        "news",
        "day",
        "zero",
        "rule",
        "visits",
        "subjects",
        "status",
        "endpoints",
        "cut",
        "grade",
        *EVENT_FLAGS,
        *NAMES,
        *BESIDE_FLAGS,
        "history",
        "strategy",
    }
)
"""Keys of the address that a button in a view may change; "reset" clears all filters."""
FILTER_KEYS = ("subjects", "status", "visits", "endpoints", "months", "grade", *EVENT_FLAGS, "narrowing", "cut")
"""Fields of a selection that a reset clears, and that start the pages again at 1."""
SLOPE_KEYS = (*BESIDE_FLAGS, "history", "strategy")
"""Choices about slopes: they take no patient away, so the page stays."""
MOST_SWITCHES = 4


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > state.MOST_ITEMS or not all(isinstance(one, str) for one in value):
        raise InvalidStateError("not a list of texts")
    return tuple(value)


def _statuses(value: object) -> tuple[SubjectStatus, ...]:
    try:
        return tuple(SubjectStatus(text) for text in _texts(value))
    except ValueError as error:
        raise InvalidStateError("not a status") from error


def _grade(value: object) -> int | None:
    if value in (None, ""):
        return None
    if value not in {"1", "2", "3", "4", "5"}:
        raise InvalidStateError("not a grade")
    return int(str(value))


def _flags(value: object, known: tuple[str, ...]) -> frozenset[str]:
    chosen = frozenset(_texts(value))
    if not chosen <= set(known):
        raise InvalidStateError("not a flag")
    return chosen


def _strategy(value: object) -> Strategy:
    if value in (None, ""):
        return Strategy.PLANNED
    if value not in {str(each) for each in Strategy}:
        raise InvalidStateError("not a strategy")
    return Strategy(str(value))


def _narrowing(value: object, before: Narrowing) -> Narrowing:
    """Keep what is ticked of what a count of a summary asked for; the control can only take away."""
    kept = _flags(value, NAMES)
    return replace(before, **{name: None for name in NAMES if name not in kept})


def _months(first: object, last: object, before: tuple[float, float] | None) -> tuple[float, float] | None:
    """Read the two month fields; half a range keeps what was there before."""
    low, high = state.finite(first), state.finite(last)
    if low is None and high is None:
        return None
    if low is None or high is None or not -state.MOST_MONTHS <= low < high <= state.MOST_MONTHS:
        return before
    return round(low, 3), round(high, 3)


def _cut(value: object) -> date | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise InvalidStateError("not a date")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InvalidStateError("not a date") from error


def from_controls(values: tuple[object, ...], before: Selection) -> Selection:
    """Read the filter controls into the selection; the page starts again at 1 when a filter has changed."""
    subjects, status, endpoints, grade, flags, first, last, cut, beside, history, strategy, narrowed = values
    chosen, drawn = _flags(flags, EVENT_FLAGS), _flags(beside, BESIDE_FLAGS)
    now = replace(
        before,
        subjects=_texts(subjects),
        status=_statuses(status),
        endpoints=_texts(endpoints),
        grade=_grade(grade),
        serious="serious" in chosen,
        related="related" in chosen,
        emergent="emergent" in chosen,
        news="news" in chosen,
        procedure_emergent="procedure_emergent" in chosen,
        aesi="aesi" in chosen,
        fatal="fatal" in chosen,
        narrowing=_narrowing(narrowed, before.narrowing),
        months=_months(first, last, before.months),
        expected="expected" in drawn,
        natural="natural" in drawn,
        history=History.ALL if _flags(history, (History.ALL,)) else History.ELIGIBLE,
        strategy=_strategy(strategy),
        cut=_cut(cut),
    )
    is_filtered_alike = all(getattr(now, name) == getattr(before, name) for name in FILTER_KEYS)
    return now if is_filtered_alike else replace(now, page=1)


def to_controls(selection: Selection) -> tuple[object, ...]:
    """Give the values of the filter controls, in the order of FILTER_CONTROLS."""
    flags = [name for name in EVENT_FLAGS if getattr(selection, name)]
    first, last = selection.months or (None, None)
    return (
        list(selection.subjects),
        [str(status) for status in selection.status],
        list(selection.endpoints),
        str(selection.grade or ""),
        flags,
        first,
        last,
        selection.cut.isoformat() if selection.cut else None,
        [name for name in BESIDE_FLAGS if getattr(selection, name)],
        [] if selection.history is History.ELIGIBLE else [str(selection.history)],
        "" if selection.strategy is Strategy.PLANNED else str(selection.strategy),
        list(selection.narrowing.words()),
    )


def switched(patch: object, before: Selection) -> Selection:
    """Apply what a button of a view changes: {"event": "01-004:3"}; an empty text clears the key."""
    if not isinstance(patch, dict) or not 0 < len(patch) <= MOST_SWITCHES:
        raise InvalidStateError("not a change")
    if "reset" in patch:
        blank = Selection()
        return replace(before, page=1, **{name: getattr(blank, name) for name in (*FILTER_KEYS, *SLOPE_KEYS)})
    pairs = dict(pair.split("=", 1) for pair in state.to_query(before).split("&") if pair)
    for key, text in patch.items():
        if key not in SWITCHES or not isinstance(text, str):
            raise InvalidStateError("not a change")
        pairs[key] = text
        if key in FILTER_KEYS or key in NAMES:
            pairs["page"] = ""
    selection, notices = state.from_query("&".join(f"{key}={text}" for key, text in pairs.items() if text))
    if notices:
        raise InvalidStateError("not a change")
    return selection


def subject_of(pathname: object, analysis: Analysis) -> str | None:
    """Give the patient an address names, None when it names none that these data have."""
    wanted = state.patient_of(pathname) if isinstance(pathname, str) else None
    return wanted if any(subject.id == wanted for subject in analysis.subjects) else None


def _selection(
    search: object, values: tuple[object, ...], patch: object, before: Selection
) -> tuple[Selection, tuple[str, ...], bool]:
    """Give the wanted selection, its notices, and whether the controls must follow it."""
    triggered = ctx.triggered_id
    if triggered == ShellId.SWITCH and patch is not None:
        return switched(patch, before), (), True
    if triggered in FILTER_CONTROLS:
        return from_controls(values, before), (), False
    if search is not None and not isinstance(search, str):
        raise InvalidStateError("not an address")
    return *state.from_query(search or ""), True


def _notices(texts: tuple[str, ...]) -> list[Component]:
    return [notice(text) for text in texts]


def register(app: Dash, context: AppContext) -> None:
    """Wire address, controls and switches to the state, and the state to the address."""

    @app.callback(
        output=[
            Output(ShellId.STATE, "data"),
            Output(ShellId.FRAME, "data"),
            Output(ShellId.NOTICES, "children"),
            [Output(control, "value") for control in FILTER_CONTROLS],
        ],
        inputs={
            "pathname": Input(ShellId.LOCATION, "pathname"),
            "search": Input(ShellId.LOCATION, "search"),
            "patch": Input(ShellId.SWITCH, "data"),
            "values": [Input(control, "value") for control in FILTER_CONTROLS],
        },
        state={"stored": State(ShellId.STATE, "data"), "frame": State(ShellId.FRAME, "data")},
    )
    def settle(
        pathname: str, search: str, patch: object, values: list[object], stored: StoredSelection | None, frame: object
    ) -> list[object]:
        unchanged = [no_update] * len(FILTER_CONTROLS)
        current = context.current()
        if isinstance(current, Unusable):
            return [no_update, {"cut": "", "version": ""}, [], unchanged]
        before = Selection() if stored is None else state.from_store(stored)[0]
        wanted, told, follow = _selection(search, tuple(values), patch, before)
        selection, more = reconcile(wanted, context.answers.analysis(current, None))
        analysis = context.answers.analysis(current, selection.cut)
        selection, later = reconcile(selection, analysis)
        now = state.to_store(selection, subject_of(pathname, analysis))
        around = {"cut": selection.cut.isoformat() if selection.cut else "", "version": current.version}
        follow = follow or bool(more)
        return [
            no_update if now == stored else now,
            no_update if around == frame else around,
            _notices((*told, *more, *later)),
            list(to_controls(selection)) if follow else unchanged,
        ]

    app.clientside_callback(ClientsideFunction("monitor", "mirror"), Input(ShellId.STATE, "data"))
