"""Five verbs name every public door: read, build, figure, layout, register."""

import ast

import pytest

from tests.architecture import sources
from tests.environment import ROOT

RESULTS = ("analysis", "results", "overview", "trajectory", "safety", "compliance", "profile", "across", "provenance")

# Folder, the verb its modules answer to, and the modules that are no door: the ground the others stand on.
ROOMS = {
    "data_access/readers": ("read", frozenset[str]()),
    "components/figures": ("figure", frozenset[str]()),
    "components/views": ("layout", frozenset[str]()),
    "callbacks": (
        "register",
        frozenset({"context", "guard", "headers", "limits", "signatures", "statics"}),
    ),
}


def public_functions(tree: ast.Module) -> set[str]:
    """The functions that a module defines at its top level."""
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_of_a_room_has_its_door(room: str) -> None:
    verb, ground = ROOMS[room]
    modules = [m for m in sources.below(room) if m.path.stem != "__init__" and m.path.stem not in ground]
    assert modules, f"{room} is empty"
    closed = [module.name for module in modules if verb not in public_functions(module.tree)]
    assert closed == [], f"each must define {verb}()"


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_module_builds(name: str) -> None:
    assert "build" in public_functions(sources.read(ROOT / "trial" / f"{name}.py").tree)


def test_callbacks_register_all() -> None:
    assert "register" in public_functions(sources.read(ROOT / "callbacks" / "__init__.py").tree)


def test_a_missing_door_is_seen() -> None:
    assert public_functions(ast.parse("def reads(): ...\nclass A:\n    def read(self): ...\n")) == {"reads"}
