"""Ids: those declared, those in the layout and those in callbacks are the same; graphs cannot share anything."""

from collections import Counter
from collections.abc import Iterator

import pytest
from dash import Dash
from dash.development.base_component import Component

from app import make_app
from callbacks.drawing import GRAPHS
from callbacks.routing import every_layout
from components import shell
from components.ids import ID_ENUMS
from components.theme import GRAPH_CONFIG
from data_access import settings


@pytest.fixture(scope="module")
def app() -> Dash:
    return make_app(settings.read())[0]


def components_of(root: Component) -> Iterator[Component]:
    yield root
    for child in root._traverse():
        if isinstance(child, Component):
            yield child


def ids_of(parts: list[Component]) -> list[str]:
    found = [component for part in parts for component in components_of(part)]
    return [str(component.id) for component in found if getattr(component, "id", None) is not None]


def test_ids_are_declared_once() -> None:
    declared = Counter(str(member) for enum in ID_ENUMS for member in enum)
    assert [name for name, count in declared.items() if count > 1] == []


def test_every_declared_id_stands_in_the_layout() -> None:
    placed = set(ids_of([shell.layout(), *every_layout()]))
    assert {str(member) for enum in ID_ENUMS for member in enum} <= placed


def test_no_id_stands_twice() -> None:
    counts = Counter(ids_of([shell.layout(), *every_layout()]))
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_id_of_a_callback_stands_in_the_layout(app: Dash) -> None:
    placed = set(ids_of([app.validation_layout]))
    wanted = {
        one["id"]
        for entry in app._callback_list
        for key in ("inputs", "state")
        for one in entry[key]
        if not one["id"].startswith("{")
    }
    outputs = {
        one.component_id
        for entry in app.callback_map.values()
        for one in _flat(entry["output"])
        if isinstance(one.component_id, str)
    }
    assert wanted | outputs <= placed


def _flat(output: object) -> list[object]:
    return [one for part in output for one in _flat(part)] if isinstance(output, (list, tuple)) else [output]


def test_every_graph_is_made_by_the_helper_and_shares_nothing() -> None:
    graphs = [one for part in every_layout() for one in components_of(part) if type(one).__name__ == "Graph"]
    assert {str(one.id) for one in graphs} == {str(graph) for graph, _ in GRAPHS}
    assert all(one.config == GRAPH_CONFIG for one in graphs)
    assert GRAPH_CONFIG["showSendToCloud"] is False
    assert GRAPH_CONFIG["plotlyServerURL"] == ""
    assert GRAPH_CONFIG["displayModeBar"] is False


def test_the_dangerous_parts_of_dash_are_off(app: Dash) -> None:
    assert app.config.suppress_callback_exceptions is False
    assert not any("_mcp" in rule.rule for rule in app.server.url_map.iter_rules())
    assert not any(entry.get("background") for entry in app._callback_list)
