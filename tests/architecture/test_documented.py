"""The documents are complete: every command, setting, target, address and decision that there is stands in them."""

import re
from pathlib import Path

import pytest

import app
from components.ids import VIEW_PATHS
from data_access.settings import PREFIX, Settings
from tests.environment import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
TEXTS = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"]
PICTURES = ROOT / "docs" / "pictures"


def options(command: str) -> set[str]:
    """The options of a command, as its help prints them."""
    actions = app._parser()._subparsers._group_actions[0].choices[command]._actions
    return {option for action in actions for option in action.option_strings if option.startswith("--")} - {"--help"}


@pytest.mark.parametrize("command", app.COMMANDS)
def test_every_command_stands_in_the_readme_with_its_options(command: str) -> None:
    lines = [line for line in README.splitlines() if line.startswith(f"| `python app.py {command}")]
    lines += [line for line in README.splitlines() if line.startswith(f"| `python app.py [{command}]")]
    assert len(lines) == 1
    assert set(re.findall(r"--[a-z-]+", lines[0])) == options(command)


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_described(name: str) -> None:
    row = f"| `{PREFIX}{name.upper()}` |"
    assert row in README
    assert row in DATA


@pytest.mark.parametrize("path", [*VIEW_PATHS.values(), "/patient/<id>", "/healthz", "/readyz"])
def test_every_address_is_described(path: str) -> None:
    assert f"`{path}`" in README


def test_every_variable_named_in_the_program_is_a_setting() -> None:
    folders = ("callbacks", "components", "data_access", "trial")
    sources = [path for folder in folders for path in (ROOT / folder).rglob("*.py")] + [ROOT / "app.py"]
    named = {name for path in sources for name in re.findall(r"MONITOR_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert named - {PREFIX} <= known


def names_in(pattern: str) -> list[tuple[Path, str]]:
    """What a pattern finds in the documents, each with the document."""
    return [(path, name) for path in TEXTS for name in re.findall(pattern, path.read_text(encoding="utf-8"))]


def test_every_link_between_documents_leads_somewhere() -> None:
    links = [(path, name) for path, name in names_in(r"\]\((?!https?:)([^)#]+)\)") if "://" not in name]
    if not PICTURES.exists():
        links = [(path, name) for path, name in links if "pictures/" not in name]
    assert len(links) > 5
    assert [f"{path.name}: {name}" for path, name in links if not (path.parent / name).exists()] == []


def test_every_file_that_a_document_names_exists() -> None:
    named = names_in(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|js|css|md|toml|csv))`")
    assert len(named) > 20
    lost = [(path, name) for path, name in named if not any((at / name).exists() for at in (ROOT, path.parent))]
    assert [f"{path.name}: {name}" for path, name in lost] == []


def test_decision_records_are_numbered_once() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    titles = [(ROOT / "docs" / "decisions" / name).read_text(encoding="utf-8").split("\n", 1)[0] for name in names]
    numbers = [int(name[:4]) for name in names]
    assert len(set(numbers)) == len(numbers)
    assert [int(title.removeprefix("# ").partition(".")[0]) for title in titles] == numbers
