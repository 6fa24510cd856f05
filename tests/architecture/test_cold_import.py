"""Importing the app reads no data: the layout knows none, and each worker loads after it is forked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import ROOT, without_study

WATCHER = """
import json, sys
seen = []
watched = {"open", "os.listdir", "os.scandir"}
sys.addaudithook(lambda event, arguments: seen.append(arguments[0]) if event in watched else None)
STATEMENT
print(json.dumps([str(path) for path in seen if isinstance(path, (str, bytes))]))
"""
DATA_SUFFIXES = {".csv", ".json", ".ndjson", ".parquet", ".toml", ".xpt"}


def touched(statement: str, environ: dict[str, str]) -> list[Path]:
    """The files and folders that a statement opens or lists, run in a fresh Python inside the checkout."""
    script = WATCHER.replace("STATEMENT", statement)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environ, capture_output=True, text=True, check=True, timeout=60
    )
    return [(ROOT / name).resolve() for name in json.loads(done.stdout.splitlines()[-1])]


def data_among(paths: list[Path], study: Path) -> list[Path]:
    """Those that hold a study: whatever is below the demo or `study`, and files of data anywhere in the checkout."""
    demo = ROOT / "data_access" / "demo"
    inside = [path for path in paths if path.is_relative_to(demo) or path.is_relative_to(study)]
    of_data = [
        path
        for path in paths
        if path.suffix in DATA_SUFFIXES and path.parent.is_relative_to(ROOT) and ".venv" not in path.parts
    ]
    return sorted({*inside, *of_data})


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A folder that looks like a study."""
    (tmp_path / "study.toml").write_text("[study]\n", encoding="utf-8")
    (tmp_path / "dm.csv").write_text("USUBJID\n", encoding="utf-8")
    return tmp_path


def test_reading_a_study_is_seen(study: Path) -> None:
    found = touched(f"open({str(study / 'dm.csv')!r}).close()", dict(os.environ))
    assert data_among(found, study) == [study / "dm.csv"]


@pytest.mark.parametrize("named", [False, True], ids=["demo", "study named in the environment"])
def test_importing_the_app_reads_no_data(named: bool, study: Path) -> None:
    environ = without_study(os.environ)
    if named:
        environ |= {"MONITOR_DATA": str(study), "MONITOR_STUDY": str(study / "study.toml")}
    found = touched("import app", environ)
    assert any(path.stem.partition(".")[0] == "app" for path in found), "the watcher saw nothing"
    assert data_among(found, study) == []
