"""What a request for each registered callback looks like, and whether a body is one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

import dash
import orjson
from dash.dependencies import Output
from werkzeug.exceptions import BadRequest

from callbacks.limits import BOUNDS, Json

KEYS = frozenset({"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"})
NEEDED = frozenset({"output", "inputs", "changedPropIds"})
VALUED = frozenset({"id", "property", "value", "allow_optional"})
NAMED = frozenset({"id", "property"})
MANY = frozenset({"ALL", "ALLSMALLER"})


def _refuse(where: str) -> NoReturn:
    raise BadRequest(f"The request does not fit the page: {where}. Load the page again.")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a callback: the components that may stand in it, and their property."""

    id: str | None
    """The id of the one component; None where the id is a pattern."""
    fixed: Mapping[str, Json]
    """Keys of a pattern with the value that they must have."""
    match: frozenset[str]
    """Keys of a pattern whose value must be the same all over one request."""
    every: frozenset[str]
    """Keys of a pattern that take any number of components at once."""
    property: str
    repeated: bool = False
    """Whether other callbacks write the same property: its name then carries a mark behind an @."""

    def names(self, component: Json, name: Json) -> bool:
        """Say whether an id and a property belong here."""
        if not isinstance(name, str) or (name.partition("@")[0] if self.repeated else name) != self.property:
            return False
        if self.id is not None or not isinstance(component, dict):
            return self.id is not None and component == self.id
        return component.keys() == self.fixed.keys() | self.match | self.every and all(
            _same(value, self.fixed[key]) if key in self.fixed else _is_index(value) for key, value in component.items()
        )


def _same(left: Json, right: Json) -> bool:
    return type(left) is type(right) and left == right


def _is_index(value: Json) -> bool:
    if isinstance(value, str):
        return len(value) <= BOUNDS.index
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53


@dataclass(frozen=True, slots=True)
class Signature:
    """The places of one callback, in the order in which the page fills them."""

    outputs: tuple[Slot, ...]
    several: bool
    """Whether the page sends a list of outputs rather than one."""
    inputs: tuple[Slot, ...]
    state: tuple[Slot, ...]

    def check(self, body: Mapping[str, Json]) -> None:
        """Refuse a body that names other components or properties than this callback has.

        Raises:
            BadRequest: it does; the text says which part, never a value.
        """
        if not NEEDED <= body.keys() <= KEYS:
            _refuse("its parts")
        matched: dict[str, Json] = {}
        outputs = body.get("outputs")
        _fill("outputs", self.outputs, outputs if self.several else [outputs], NAMED, matched)
        _fill("inputs", self.inputs, body["inputs"], VALUED, matched)
        _fill("state", self.state, body.get("state", []), VALUED, matched)
        _triggers(self.inputs, body["changedPropIds"])
        if not isinstance(body.get("parsedChangedPropsIds", []), list):
            _refuse("what changed")


def _fill(part: str, slots: Sequence[Slot], items: Json, keys: frozenset[str], matched: dict[str, Json]) -> None:
    if not slots and items in (None, [], [None]):
        return
    if not isinstance(items, list) or len(items) != len(slots):
        _refuse(part)
    for slot, item in zip(slots, items, strict=True):
        if not slot.every:
            _place(part, slot, item, keys, matched)
        elif not isinstance(item, list) or len(item) > BOUNDS.components:
            _refuse(part)
        else:
            ids = {_place(part, slot, one, keys, matched) for one in item}
            if len(ids) < len(item):
                _refuse(part)


def _place(part: str, slot: Slot, item: Json, keys: frozenset[str], matched: dict[str, Json]) -> bytes:
    """Check one component and give its id as text that is equal for equal ids."""
    if not isinstance(item, dict) or not NAMED <= item.keys() <= keys or not slot.names(item["id"], item["property"]):
        _refuse(part)
    component = item["id"]
    if isinstance(component, dict):
        for key in slot.match:
            if not _same(matched.setdefault(key, component[key]), component[key]):
                _refuse(part)
    return orjson.dumps(component, option=orjson.OPT_SORT_KEYS)


def _triggers(inputs: Sequence[Slot], changed: Json) -> None:
    if not isinstance(changed, list) or len(changed) > BOUNDS.components:
        _refuse("what changed")
    for name in changed:
        component, _, prop = name.rpartition(".") if isinstance(name, str) else ("", "", "")
        named = any(slot.id == component and slot.property == prop for slot in inputs)
        if not named and not _is_pattern(inputs, component, prop):
            _refuse("what changed")


def _is_pattern(inputs: Sequence[Slot], component: str, prop: str) -> bool:
    if not component.startswith("{"):
        return False
    try:
        found: Json = orjson.loads(component)
    except orjson.JSONDecodeError:
        return False
    return any(slot.names(found, prop) for slot in inputs if slot.id is None)


def _slot(component: str, prop: str, repeated: bool = False) -> Slot:
    """Read a dependency as Dash writes it: a plain id, or a pattern as JSON with ["ALL"] where it is open."""
    if not component.startswith("{"):
        return Slot(component, {}, frozenset(), frozenset(), prop, repeated)
    pattern: dict[str, Json] = orjson.loads(component)
    wild = {key: value[0] for key, value in pattern.items() if isinstance(value, list) and value}
    return Slot(
        None,
        {key: value for key, value in pattern.items() if key not in wild},
        frozenset(key for key, kind in wild.items() if kind not in MANY),
        frozenset(key for key, kind in wild.items() if kind in MANY),
        prop,
        repeated,
    )


def _signature(entry: Mapping[str, object]) -> Signature:
    written, inputs, state = entry["output"], entry["inputs"], entry["state"]
    outputs = [written] if isinstance(written, Output) else written
    if not isinstance(outputs, list | tuple) or not isinstance(inputs, list) or not isinstance(state, list):
        raise TypeError("this version of Dash describes its callbacks in another way")
    return Signature(
        tuple(_slot(one.component_id_str(), one.component_property, one.allow_duplicate) for one in outputs),
        not isinstance(written, Output),
        tuple(_slot(one["id"], one["property"]) for one in inputs),
        tuple(_slot(one["id"], one["property"]) for one in state),
    )


def reader(app: dash.Dash) -> Callable[[Json], Signature]:
    """Make the function that gives the signature a body asks for; callbacks of the browser have none.

    The callbacks are looked at when the first request comes, after all of them are registered.
    """
    known: dict[str, Signature] = {}

    def signature(output: Json) -> Signature:
        if not isinstance(output, str):
            _refuse("its output")
        if output not in known:
            entry = app.callback_map.get(output)
            if entry is None or "callback" not in entry:
                _refuse("its output")
            known[output] = _signature(entry)
        return known[output]

    return signature
