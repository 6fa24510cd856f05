"""What is committed speaks of the project alone: no machine's paths, no registry's host, no leavings."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.architecture import sources
from tests.architecture.test_doors import ROOMS
from tests.environment import ROOT

# Written apart, so that this file does not find itself.
MACHINE_PATHS = ("/" + "work/", "/" + "root/", "/" + "home/", "/" + "Users/", "/" + "opt/pypi", "file:" + "///")
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "un" + "pkg.com",
    "jsdelivr" + ".net",
)
LEAVINGS = re.compile(r"(^|/)(__pycache__|\.venv|node_modules|\.DS_Store)(/|$)|\.(pyc|orig|rej|swp)$")
BINARY = {".png", ".woff2", ".parquet", ".xpt", ".ico"}
TOP_LEVEL = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "app.py", "assets",
    "benchmarks", "callbacks", "components", "data_access", "deploy", "docs", "pyproject.toml", "requirements", "tests",
    "trial",
}  # fmt: skip


def committed() -> list[Path]:
    """Every file that git knows in this checkout."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def private(text: str) -> list[str]:
    """What a text says about somebody's machine or about where packages are fetched from."""
    paths = [path for path in MACHINE_PATHS if re.search(rf"(?<![\w.]){re.escape(path)}", text)]
    return paths + [host for host in REGISTRY_HOSTS if host in text]


def test_no_file_names_a_machine_or_a_registry() -> None:
    files = [
        path for path in committed() if path.suffix not in BINARY and ROOT / "assets" / "vendor" not in path.parents
    ]
    assert len(files) > 20
    found = {path.relative_to(ROOT).as_posix(): private(path.read_text(encoding="utf-8")) for path in files}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_private_word_is_seen() -> None:
    assert private("open('" + "/" + "root/x')") == ["/" + "root/"]
    assert private("see https://" + "pypi" + ".org") == ["pypi" + ".org"]
    assert private("net/" + "work/ and trial/home.py") == []


def test_nothing_is_left_lying_about() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in committed()]
    assert [name for name in names if LEAVINGS.search(name)] == []


def test_the_top_level_is_the_house() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert tops <= TOP_LEVEL, "a new top-level name needs a decision record, and a line here"


@pytest.mark.parametrize("name", [".ci/run"])
def test_commands_can_be_run(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111


def test_contracts_and_doors_agree_on_the_ground_of_callbacks() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    apart = next(contract for contract in configuration["contracts"] if contract["id"] == "callbacks-apart")
    ignored = {line.rpartition("callbacks.")[2] for line in apart["ignore_imports"]}
    assert ignored == ROOMS["callbacks"][1]


def test_there_are_browser_journeys() -> None:
    """A suite whose browser tests have all gone would be green and prove nothing on the screen."""
    journeys = [f.name for module in sources.below("tests/e2e") for f in sources.functions(module.tree)]
    assert sum(name.startswith("test_") for name in journeys) >= 10
