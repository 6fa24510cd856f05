"""The locks: complete, hashed, without a host, above the known weaknesses, and what is installed."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.environment import ROOT

LOCKS = ("run", "test")

# The oldest versions without a weakness known at the time of writing.
FLOORS = {
    "dash": "4.4.1",  # callbacks in the background; CVE-2024-21485
    "flask": "3.1.3",  # CVE-2026-27205
    "werkzeug": "3.1.5",  # device names in safe_join
    "gunicorn": "22",  # CVE-2024-1135, CVE-2024-6827
    "pyarrow": "23.0.1",  # CVE-2023-47248, CVE-2026-25087
    "setuptools": "78.1.1",  # CVE-2024-6345, CVE-2025-47273
    "jinja2": "3.1.6",  # CVE-2025-27516
}
REFUSED = {"diskcache", "dash-auth", "flask-caching", "joblib"}


def locked(name: str) -> dict[str, Requirement]:
    """The pins of one lock file, by project."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    lines = (line.removesuffix(" \\") for line in text.splitlines() if line and not line.startswith((" ", "#")))
    return {pin.name: pin for pin in map(Requirement, lines)}


def exact(pin: Requirement) -> Version:
    """The one version that a pin allows."""
    (only,) = pin.specifier
    assert only.operator == "=="
    return Version(only.version)


def declared() -> list[tuple[str, Requirement]]:
    """What pyproject.toml asks for, each with the lock that must hold it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = [("run", Requirement(text)) for text in project["dependencies"]]
    return run + [("test", Requirement(text)) for text in project["optional-dependencies"]["test"]]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash_and_no_host(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert len(blocks) == len(locked(name)) > 40
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.search(r"://|--(extra-)?index|--find-links|@ ", text) is None


def test_what_is_tested_is_what_runs() -> None:
    run, test = locked("run"), locked("test")
    assert {name: str(pin) for name, pin in run.items()} == {name: str(test[name]) for name in run}


@pytest.mark.parametrize(("lock", "asked"), declared(), ids=lambda value: getattr(value, "name", value))
def test_locked_and_installed_are_what_is_asked_for(lock: str, asked: Requirement) -> None:
    pinned = exact(locked(lock)[asked.name])
    assert asked.specifier.contains(pinned)
    assert Version(version(asked.name)) == pinned, "the environment is not the lock: make venv"


@pytest.mark.parametrize("name", LOCKS)
def test_locks_stay_above_known_weaknesses(name: str) -> None:
    pins = locked(name)
    assert {floor: exact(pins[floor]) >= Version(oldest) for floor, oldest in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    )
    assert REFUSED.isdisjoint(pins)


@pytest.mark.parametrize(("name", "oldest"), [(n, v) for n, v in FLOORS.items() if n != "setuptools"])
def test_installed_stay_above_known_weaknesses(name: str, oldest: str) -> None:
    assert Version(version(name)) >= Version(oldest)


def test_every_folder_of_locks_is_known() -> None:
    assert {path.name for path in Path(ROOT / "requirements").iterdir()} == {f"{name}.lock" for name in LOCKS}
