"""Settings from the environment and the command line."""

import re
from datetime import date
from pathlib import Path

import pytest

from data_access import settings
from data_access.settings import DEMO, Settings, SettingsError
from tests.environment import ROOT


def test_the_defaults_are_the_demo_wherever_one_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = settings.read()
    assert found.data == DEMO == ROOT / "data_access" / "demo"
    assert found.study_file == DEMO / "study.toml"
    assert found.is_demo
    assert (found.host, found.port, found.as_of) == ("127.0.0.1", None, None)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_DATA", "some/where")
    monkeypatch.setenv("MONITOR_AS_OF", "2011-12-31")
    found = settings.read()
    assert (found.data, found.as_of) == (Path("some/where"), date(2011, 12, 31))
    assert found.study_file == Path("some/where/study.toml")
    assert not found.is_demo


def test_the_command_line_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_STUDY", "environment.toml")
    monkeypatch.setenv("MONITOR_PORT", "wrong but not asked")
    found = settings.read({"study": Path("given.toml"), "port": 8060, "data": None})
    assert (found.study_file, found.port, found.data) == (Path("given.toml"), 8060, DEMO)


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_AS_OF", "")
    assert settings.read().as_of is None


@pytest.mark.parametrize("written", ["2011-13-01", "31.12.2011", "1318204800", "2011-12-31T00:00:00", "today"])
def test_a_date_is_iso_8601(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("MONITOR_AS_OF", written)
    with pytest.raises(SettingsError, match="MONITOR_AS_OF"):
        settings.read()


@pytest.mark.parametrize(("name", "written"), [("PORT", "0"), ("PORT", "99999"), ("PORT", "x"), ("MAX_FILES", "0")])
def test_a_wrong_number_names_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, written: str) -> None:
    monkeypatch.setenv(f"MONITOR_{name}", written)
    with pytest.raises(SettingsError, match=f"MONITOR_{name}"):
        settings.read()


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `MONITOR_(\w+)`", text, re.MULTILINE))
    assert documented == {name.upper() for name in Settings.model_fields}
