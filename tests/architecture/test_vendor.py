"""The vendored files are the ones that the table beside them names, and fit the installed packages."""

import ast
import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files

import dash_bootstrap_components as dbc
import plotly.graph_objects as go
import pytest
from plotly.basedatatypes import BaseTraceType

from tests.architecture import sources
from tests.environment import ROOT

FOLDER = ROOT / "assets" / "vendor"
BUNDLE = FOLDER / "plotly-basic.min.js"
BUNDLE_TRACES = frozenset({"scatter", "bar", "pie"})

# Addresses inside the bundle. Only the first two could ever be asked for: map shapes (the bundle draws no maps) and the
# button that sends a figure away (components.graph leaves it out). The browser tests prove that neither is.
BUNDLE_ADDRESSES = {
    "https://cdn.plot.ly/un/",
    "https://cloud.plotly.com/newchart",
    "https://github.com/d3/d3-format/tree/v1.4.5",
    "https://github.com/d3/d3-time-format/tree/v2.2.3",
    "https://github.com/voidqk/polybooljs",
    "https://plotly.com/",
    "https://plotly.com/javascript/animations/",
}
_CLASSES = (getattr(go, name) for name in dir(go))
TRACE_KINDS = {made.__name__.lower() for made in _CLASSES if isinstance(made, type) and issubclass(made, BaseTraceType)}

ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \|[^|]*\| (?P<version>[\d.]+) \|"
    r" [^(|]*\(`(?P<licence>[^`]+)`\) \| `(?P<sha256>[0-9a-f]{64})` \|$",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table."""

    file: str
    version: str
    licence: str
    sha256: str


def entries() -> dict[str, Entry]:
    """The table of the README, by file."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    return {match["file"]: Entry(**match.groupdict()) for match in ROW.finditer(text)}


def addresses(text: str) -> set[str]:
    """Every https address in a text."""
    return set(re.findall(r"https://[\w./:-]+", text))


def test_the_table_names_every_file_and_no_other() -> None:
    held = {path.name for path in FOLDER.iterdir()} - {"README.md"}
    assert held == set(entries()) | {entry.licence for entry in entries().values()}
    assert len(entries()) == 3


@pytest.mark.parametrize("entry", entries().values(), ids=lambda entry: entry.file)
def test_bytes_are_the_ones_recorded(entry: Entry) -> None:
    assert hashlib.sha256((FOLDER / entry.file).read_bytes()).hexdigest() == entry.sha256


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("LICENSE-plotly.js.txt", "MIT License"),
        ("LICENSE-bootstrap.txt", "The MIT License (MIT)"),
        ("LICENSE-inter.txt", "SIL OPEN FONT LICENSE Version 1.1"),
    ],
)
def test_each_licence_is_there(licence: str, words: str) -> None:
    assert words in (FOLDER / licence).read_text(encoding="utf-8")


def test_plotly_js_is_the_version_of_the_installed_plotly() -> None:
    packaged = files("plotly").joinpath("package_data/plotly.min.js").read_bytes()[:200].decode()
    wanted = re.search(r"plotly\.js v([\d.]+)", packaged)
    assert wanted
    banner = BUNDLE.read_text(encoding="utf-8")[:200]
    assert f"plotly.js (basic - minified) v{wanted[1]}" in banner
    assert "Licensed under the MIT license" in banner
    assert entries()[BUNDLE.name].version == wanted[1]


def test_bootstrap_is_the_version_its_components_are_made_for() -> None:
    wanted = re.search(r"bootstrap@([\d.]+)/", dbc.themes.BOOTSTRAP)
    assert wanted
    assert entries()["bootstrap.min.css"].version == wanted[1]
    assert f"v{wanted[1]}" in (FOLDER / "bootstrap.min.css").read_text(encoding="utf-8")[:200]


def test_nothing_vendored_asks_another_host() -> None:
    assert addresses(BUNDLE.read_text(encoding="utf-8")) == BUNDLE_ADDRESSES
    style = (FOLDER / "bootstrap.min.css").read_text(encoding="utf-8")
    assert addresses(style) == {"https://getbootstrap.com/", "https://github.com/twbs/bootstrap/blob/main/LICENSE"}
    assert "@import" not in style
    assert "sourceMappingURL" not in style + BUNDLE.read_text(encoding="utf-8")
    assert {
        found for found in re.findall(r"url\(([^)]{0,5})", style) if found.strip("\"'") not in {"data:", "data"}
    } == set()


def test_the_font_is_a_woff2() -> None:
    font = (FOLDER / "inter-latin-wght-normal.woff2").read_bytes()
    assert font[:4] == b"wOF2"
    assert int.from_bytes(font[8:12]) == len(font)


def traces_named(tree: ast.Module) -> set[str]:
    """The kinds of trace that a module's dictionaries name under "type"."""
    return {
        str(value.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant)
        and key.value == "type"
        and isinstance(value, ast.Constant)
        and value.value in TRACE_KINDS
    }


@pytest.mark.parametrize("kind", sorted(BUNDLE_TRACES))
def test_the_bundle_draws_what_figures_may_use(kind: str) -> None:
    assert re.search(rf'moduleType:"trace",name:"{kind}"', BUNDLE.read_text(encoding="utf-8"))


def test_figures_use_no_trace_that_the_bundle_lacks() -> None:
    assert traces_named(ast.parse("a = {'type': 'scattergl'}; b = {'type': 'date'}")) == {"scattergl"}
    modules = sources.below("components")
    assert modules or not sources.APP.exists()
    lacking = {module.name: traces_named(module.tree) - BUNDLE_TRACES for module in modules}
    assert {name: kinds for name, kinds in lacking.items() if kinds} == {}
