"""Finds and reads the program's own modules, for the tests of its shape."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.environment import ROOT

FLOORS = ("trial", "data_access", "components", "callbacks")
APP = ROOT / "app.py"


@dataclass(frozen=True, slots=True)
class Module:
    """One source file and its syntax tree."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path inside the checkout, as people say it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        """How long the file is."""
        return len(self.path.read_text(encoding="utf-8").splitlines())


def read(path: Path) -> Module:
    """A source file with its tree."""
    return Module(path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))


def below(folder: str) -> list[Module]:
    """Every module below a top-level folder, in name order."""
    return [read(path) for path in sorted((ROOT / folder).rglob("*.py"))]


def program() -> list[Module]:
    """Every module that the monitor is made of."""
    floors = [module for folder in FLOORS for module in below(folder)]
    return [*floors, read(APP)] if APP.exists() else floors


def everything() -> list[Module]:
    """The program, its tests and its benchmarks."""
    return [*program(), *below("tests"), *below("benchmarks")]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function in a tree, nested ones and methods too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def dotted(node: ast.AST) -> str:
    """A name or attribute as it is written (`app.callback`), empty where it is neither."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
        case _:
            return ""
