"""No module and no function is too long to be read in one go."""

import ast

import pytest

from tests.architecture import sources
from tests.environment import ROOT

MODULE_LINES = 300
FUNCTION_LINES = 60
RECORD_LINES = 40


def test_there_is_something_to_measure() -> None:
    assert len(sources.everything()) > 10


@pytest.mark.parametrize("module", sources.everything(), ids=lambda module: module.name)
def test_module_and_its_functions_are_short(module: sources.Module) -> None:
    assert module.lines <= MODULE_LINES
    long = {f.name: f.end_lineno - f.lineno + 1 for f in sources.functions(module.tree)}
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_LINES} == {}


def test_style_sheets_and_scripts_are_short() -> None:
    own = [path for path in (ROOT / "assets").glob("*.*") if path.suffix in {".css", ".js"}]
    assert own or not sources.APP.exists()
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in own}
    assert {name: lines for name, lines in long.items() if lines > MODULE_LINES} == {}


@pytest.mark.parametrize("module", sources.program(), ids=lambda module: module.name)
def test_imports_stand_at_the_top(module: sources.Module) -> None:
    hidden = [
        node.lineno
        for function in sources.functions(module.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_every_folder_of_source_is_a_package() -> None:
    """A folder without __init__.py is invisible to the import contracts."""
    folders = {module.path.parent for module in sources.program() if module.path != sources.APP}
    assert folders
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_decision_records_are_a_page() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert records
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in records}
    assert {name: lines for name, lines in long.items() if lines > RECORD_LINES} == {}
