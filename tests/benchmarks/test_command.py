"""The command line runs the suites that are asked for and tells what is missed."""

from pathlib import Path

import orjson
import pytest

from benchmarks import __main__ as command
from benchmarks.report import Report, Row


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Put suites that measure nothing in the place of the real ones; gives what was asked of them."""
    given: list[tuple[str, bool]] = []

    def suite(name: str) -> object:
        def report(quick: bool) -> Report:
            given.append((name, quick))
            return Report(name, (Row(f"{name} takes", 2, "ms", most=1),))

        return report

    monkeypatch.setattr(command, "SUITES", {name: suite(name) for name in command.SUITES})
    return given


def test_every_suite_is_run(asked: list[tuple[str, bool]], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    assert asked == [(name, False) for name in command.SUITES]
    said = capsys.readouterr().out
    assert "load average" in said.splitlines()[0]
    assert f"{len(asked)} goals missed" in said


def test_suites_can_be_chosen(asked: list[tuple[str, bool]], tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    assert command.main(["--quick", "--only", "starting", "scaling", "--json", str(file)]) == 0
    assert asked == [("starting", True), ("scaling", True)]
    assert [one["title"] for one in orjson.loads(file.read_bytes())] == ["starting", "scaling"]


def test_a_suite_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--only", "nothing"])
    assert "round_trips" in capsys.readouterr().err
