"""docs/statistics.md names the test behind each statement: each of them exists, and no test of the fits is left out."""

import ast
import re

from tests.environment import ROOT

PAGE = ROOT / "docs" / "statistics.md"
FITS = ("tests/trial/test_slopes.py", "tests/trial/test_slopes_edges.py")
PROOFS = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests").rglob("test_*.py"))]


def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def named_tests() -> set[str]:
    return set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))


def test_every_proof_that_is_named_exists() -> None:
    assert len(named_tests()) > 30
    assert named_tests() - set[str]().union(*map(functions_of, PROOFS)) == set()


def test_every_property_and_rule_of_the_fits_is_documented() -> None:
    plain = {"test_no_points_at_all"}
    assert set[str]().union(*map(functions_of, FITS)) - named_tests() - plain == set()
