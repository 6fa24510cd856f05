"""What this program never does: load code from data, hide state, or switch off a protection of Dash."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.architecture import sources
from tests.environment import ROOT

MODULES = frozenset({"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "diskcache", "dash_auth"})
CALLS = frozenset({"eval", "exec", "compile", "yaml.load", "os.system", "__import__"})
SWITCHES = {
    "dangerously_allow_html": True,
    "suppress_callback_exceptions": True,
    "debug": True,
    "background": True,
    "shell": True,
    "enable_mcp": True,
}
# dbc and native controls instead; a graph comes from components.graph alone.
CONTROLS = frozenset(
    f"dcc.{name}"
    for name in (
        "Checklist", "DatePickerRange", "DatePickerSingle", "Dropdown", "Graph", "Input", "Markdown", "RadioItems",
        "RangeSlider", "Slider", "Tab", "Tabs", "Textarea",
    )
) | {"dbc.Tabs", "dbc.Tab"}  # fmt: skip


def imports(tree: ast.Module) -> Iterator[str]:
    """Modules that load code from data, or are known to be unsafe."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        yield from (f"imports {name}" for name in names if name.partition(".")[0] in MODULES)


def calls(tree: ast.Module) -> Iterator[str]:
    """Calls that run text as code, and switches set the wrong way."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if sources.dotted(node.func) in CALLS:
            yield f"calls {sources.dotted(node.func)}"
        for keyword in node.keywords:
            if keyword.arg in SWITCHES and constant(keyword.value) is SWITCHES[keyword.arg]:
                yield f"sets {keyword.arg}={SWITCHES[keyword.arg]}"


def constant(node: ast.expr) -> object:
    """The value of a literal; a fresh object, equal to nothing, where it is none."""
    return node.value if isinstance(node, ast.Constant) else object()


def early_callbacks(tree: ast.Module) -> Iterator[str]:
    """Callbacks made while a module is imported: a second app in the same process would get none of them."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if sources.dotted(called).rpartition(".")[2] in {"callback", "route", "get", "post"}:
                    yield f"registers {node.name} at import"


def shared_state(tree: ast.Module) -> Iterator[str]:
    """Names rebound from inside a function, and values that can be changed after they are made."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"rebinds {', '.join(node.names)}"
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name} is a dataclass that can change" for d in node.decorator_list if changeable(d))


def changeable(decorator: ast.expr) -> bool:
    """Whether a decorator makes a dataclass that is not frozen, or has no slots and is not compared by identity."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    if sources.dotted(called).rpartition(".")[2] != "dataclass":
        return False
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    said = {keyword.arg: constant(keyword.value) for keyword in keywords}
    return said.get("frozen") is not True or (said.get("slots") is not True and said.get("eq") is not False)


def controls(tree: ast.Module) -> Iterator[str]:
    """Components that the house does without."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and sources.dotted(node) in CONTROLS:
            yield f"uses {sources.dotted(node)}"


RULES: tuple[Callable[[ast.Module], Iterator[str]], ...] = (imports, calls, early_callbacks, shared_state, controls)
GRAPH_MAKER = ("components/graph.py", "uses dcc.Graph")


@pytest.mark.parametrize("module", sources.program(), ids=lambda module: module.name)
def test_module_keeps_the_rules(module: sources.Module) -> None:
    found = [offence for rule in RULES for offence in rule(module.tree)]
    assert [offence for offence in found if (module.name, offence) != GRAPH_MAKER] == []


@pytest.mark.parametrize(
    ("source", "offence"),
    [
        ("import pickle", "imports pickle"),
        ("from diskcache import Cache", "imports diskcache"),
        ("def f(x):\n    return eval(x)", "calls eval"),
        ("html(dangerously_allow_html=True)", "sets dangerously_allow_html=True"),
        ("Dash(suppress_callback_exceptions=True)", "sets suppress_callback_exceptions=True"),
        ("@callback(Output('a', 'b'))\ndef draw(): ...", "registers draw at import"),
        ("@app.callback(Output('a', 'b'))\ndef draw(): ...", "registers draw at import"),
        ("def f():\n    global STATE\n    STATE = 1", "rebinds STATE"),
        ("@dataclass\nclass A: ...", "A is a dataclass that can change"),
        ("@dataclass(frozen=True)\nclass A: ...", "A is a dataclass that can change"),
        ("@dataclass(slots=True, eq=False)\nclass A: ...", "A is a dataclass that can change"),
        ("dcc.Dropdown()", "uses dcc.Dropdown"),
    ],
)
def test_the_rules_see_an_offence(source: str, offence: str) -> None:
    assert [found for rule in RULES for found in rule(ast.parse(source))] == [offence]


def test_the_rules_let_good_work_pass() -> None:
    good = (
        "@dataclass(frozen=True, slots=True)\nclass A: ...\n"
        "def register(app):\n    @app.callback(1)\n    def draw(): ...\n"
        "Dash(debug=False)\n"
    )
    assert [found for rule in RULES for found in rule(ast.parse(good))] == []


def test_own_scripts_and_styles_name_no_other_host_and_run_no_text() -> None:
    banned = re.compile(r"\beval\(|new Function\(|\bdocument\.write\(|https?://(?!www\.w3\.org/)|@import\b")
    own = [path for path in (ROOT / "assets").glob("*.*") if path.suffix in {".css", ".js"}]
    assert own or not sources.APP.exists()
    assert {path.name: found for path in own if (found := banned.findall(path.read_text(encoding="utf-8")))} == {}
