"""What every callback works with: the snapshot source and the cached answers. Frozen; one per application."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import TypedDict

import orjson
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from components.state import InvalidStateError, from_store
from trial.analysis import Analysis, handled
from trial.analysis import build as analyse
from trial.handling import DEFAULT, Handling
from trial.selection import Selection, reconcile
from trial.snapshot import Snapshot, SnapshotSource, Unusable

FIRST_LOAD_SECONDS = 60.0
MOST_ANALYSES = 8
MOST_ANSWERS = 1_024

HTML = "dash_html_components"
AS_PLOTLY = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
Answer = orjson.Fragment
"""Bytes of JSON that are ready to be sent."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One question with the data it is asked of. Equal when version, selection and patient are equal."""

    version: str
    selection: Selection
    subject: str | None
    analysis: Analysis = field(compare=False, repr=False)


class Form(TypedDict):
    """A component as it travels."""

    type: str
    namespace: str
    props: dict[str, object]


Make = Callable[[Reading], object]
MakeParts = Callable[[Reading], list[object]]


class Answers:
    """Caches analyses by (version, cut, handling) and ready bytes by (maker, version, selection, patient)."""

    def __init__(self, analyses: int = MOST_ANALYSES, answers: int = MOST_ANSWERS) -> None:
        """Make empty caches that hold at most so many analyses and answers."""
        self._analysis = lru_cache(maxsize=analyses)(_Analysed)
        self._handled = lru_cache(maxsize=analyses)(_Handled)
        self._answer = lru_cache(maxsize=answers)(_answer)
        self._parts = lru_cache(maxsize=answers)(_parts)

    def analysis(self, snapshot: Snapshot, cut: date | None, handling: Handling = DEFAULT) -> Analysis:
        """Give everything known at the cut, computed once: who asks meanwhile waits for it.

        Another handling shares all but points and fits with the default.
        """
        versioned = _Versioned(snapshot.version, snapshot)
        if handling == DEFAULT:
            return self._analysis(versioned, cut).result()
        return self._handled(versioned, cut, handling).result(lambda: self.analysis(snapshot, cut))

    def answer(self, make: Make, reading: Reading) -> Answer:
        """Give `make(reading)` as ready bytes. `make` is a function of a module, so that it is a stable key."""
        return self._answer(make, reading)

    def each(self, make: MakeParts, reading: Reading) -> list[Answer]:
        """Give every part of `make(reading)` as ready bytes, for a callback with several outputs."""
        return self._parts(make, reading)


@dataclass(frozen=True, slots=True)
class _Versioned:
    version: str
    snapshot: Snapshot = field(compare=False)


class _Analysed:
    """An analysis that is made by whoever asks first; the others wait for it."""

    def __init__(self, versioned: _Versioned, cut: date | None) -> None:
        self._snapshot, self._cut = versioned.snapshot, cut
        self._lock = Lock()
        self._result: Analysis | None = None

    def result(self) -> Analysis:
        """Give the analysis."""
        with self._lock:
            if self._result is None:
                self._result = analyse(self._snapshot, self._cut)
            return self._result


class _Handled:
    """An analysis under another handling, made from the default one by whoever asks first."""

    def __init__(self, versioned: _Versioned, cut: date | None, handling: Handling) -> None:
        self._handling = handling
        self._lock = Lock()
        self._result: Analysis | None = None

    def result(self, default: Callable[[], Analysis]) -> Analysis:
        """Give the analysis; `default` gives the one that it is made of."""
        with self._lock:
            if self._result is None:
                self._result = handled(default(), self._handling)
            return self._result


def _answer(make: Make, reading: Reading) -> Answer:
    return _bytes(make(reading))


def _parts(make: MakeParts, reading: Reading) -> list[Answer]:
    return [_bytes(part) for part in make(reading)]


def _bytes(value: object) -> Answer:
    """Serialise at once: plotly's own way looks at every number of a figure by itself and takes four times as long.

    HTML without ids travels as one component, which draws it in the browser (assets/84-html.js).
    """
    forms: list[Form] = []

    def travelling(part: object) -> Form:
        """Give the form in which a component travels; anything else does not belong into an answer."""
        if not isinstance(part, Component):
            raise TypeError(f"{type(part).__name__} cannot be sent to the page")
        form: Form = part.to_plotly_json()
        forms.append(form)
        return form

    made = orjson.dumps(value, default=travelling, option=AS_PLOTLY)
    if _is_markup(value) and all(form["namespace"] == HTML and "id" not in form["props"] for form in forms):
        return orjson.Fragment(b'{"namespace":"monitor","type":"Html","props":{"tree":%b}}' % made)
    return orjson.Fragment(made)


def _is_markup(value: object) -> bool:
    parts = value if isinstance(value, list | tuple) else [value]
    kinds = {isinstance(one, Component) for one in parts if one is not None and not isinstance(one, str)}
    return kinds == {True}


@dataclass(frozen=True, slots=True)
class AppContext:
    """What `register` hands to every module."""

    source: SnapshotSource
    answers: Answers = field(default_factory=Answers)

    def current(self) -> Snapshot | Unusable:
        """Give the snapshot or why there is none; waits for the first load."""
        deadline = time.monotonic() + FIRST_LOAD_SECONDS
        while (state := self.source.current()) is None:
            if time.monotonic() > deadline:
                return Unusable("loading", "The study is still loading.", "Try again in a minute.")
            time.sleep(0.05)
        return state

    def analysis(self, cut: date | None = None, handling: Handling = DEFAULT) -> Analysis:
        """Give everything known at the cut; PreventUpdate when no study is loaded (the page says so elsewhere)."""
        state = self.current()
        if isinstance(state, Unusable):
            raise PreventUpdate
        return self.answers.analysis(state, cut, handling)

    def reading(self, stored: object) -> Reading:
        """Read the page's store against the data.

        Raises InvalidStateError when the store is not what this program wrote or names what these data do not have;
        PreventUpdate before the first state and when no study is loaded.
        """
        if stored is None:
            raise PreventUpdate
        selection, subject = from_store(stored)
        analysis = self.analysis(selection.cut, selection.handling)
        if reconcile(selection, analysis)[1]:
            raise InvalidStateError("the selection names what these data do not have")
        if subject is not None and all(one.id != subject for one in analysis.subjects):
            raise InvalidStateError("no such patient")
        return Reading(analysis.snapshot.version, selection, subject, analysis)

    def answer(self, make: Make, stored: object) -> Answer:
        """Give the ready bytes of `make` for the page's store."""
        return self.answers.answer(make, self.reading(stored))

    def each(self, make: MakeParts, stored: object) -> list[Answer]:
        """Give the ready bytes of every part of `make` for the page's store."""
        return self.answers.each(make, self.reading(stored))
