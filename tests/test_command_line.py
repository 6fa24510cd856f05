"""The commands as other programs call them: exit codes, what goes to which stream, and the shape of the documents."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import app
from data_access import settings
from tests.environment import ROOT, without_study

RESULT_KEYS = [
    "study", "rows", "after_cut", "unused", "issues", "subjects", "trajectories", "events", "visits", "unscheduled",
]  # fmt: skip
KEYS_OF = {
    "subjects": {"id", "usubjid", "infusion", "last_day", "status"},
    "trajectories": {"subject", "endpoint", "unit", "points", "pre", "post", "change"},
    "events": {
        "subject", "seq", "term", "start_day", "end_day", "ongoing", "grade", "serious", "related", "emergent",
        "start_date", "end_date",
    },
    "visits": {
        "subject", "visit", "status", "target", "window", "actual", "days_off", "days_to_window_end", "required",
        "completed", "optimal", "in_optimal",
    },
    "unscheduled": {"subject", "visitnum", "visit", "date", "day"},
    "issues": {"severity", "table", "file", "column", "rows", "text", "remedy"},
}  # fmt: skip


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *arguments],
        capture_output=True, text=True, timeout=60, env=without_study(os.environ), cwd=ROOT.parent, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def results() -> dict[str, object]:
    done = run("results")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_results_have_the_keys_of_the_contract(results: dict[str, object]) -> None:
    assert [key for key in results if key in RESULT_KEYS] == RESULT_KEYS
    for name, keys in KEYS_OF.items():
        assert all(keys <= set(entry) for entry in results[name]), name


def test_rows_in_are_rows_used_and_rows_set_aside(results: dict[str, object]) -> None:
    assert all(count["in"] == count["used"] + count["set_aside"] for count in results["rows"].values())
    assert sum(count["set_aside"] for count in results["rows"].values()) == 2


def test_every_subject_has_every_course_and_every_visit(results: dict[str, object]) -> None:
    subjects = {one["id"] for one in results["subjects"]}
    courses = {(one["subject"], one["endpoint"]) for one in results["trajectories"]}
    cells = {(one["subject"], one["visit"]) for one in results["visits"]}
    assert len(subjects) == 6
    assert len(courses) == len(results["trajectories"]) == 24
    assert len(cells) == len(results["visits"]) == 48


def test_an_as_of_date_is_the_cut(results: dict[str, object]) -> None:
    early = json.loads(run("results", "--as-of", "2011-04-30").stdout)
    assert early["study"]["cut"] == "2011-04-30"
    assert early["study"]["version"] == results["study"]["version"]
    assert len(early["events"]) < len(results["events"])
    assert sum(early["after_cut"].values()) > sum(results["after_cut"].values())


def test_a_cut_after_the_data_cut_changes_nothing(results: dict[str, object]) -> None:
    assert json.loads(run("results", "--as-of", "2030-01-01").stdout) == results


def test_check_tells_findings_with_exit_code_one() -> None:
    done = run("check")
    assert done.returncode == 1
    assert "QSSTRESN" in done.stdout
    assert "= 1482 used + 2 set aside" in done.stdout


def test_check_as_json_has_the_keys_of_the_contract(results: dict[str, object]) -> None:
    document = json.loads(run("check", "--json").stdout)
    assert document["usable"] is True
    assert document["rows"] == results["rows"]
    assert document["issues"] == results["issues"]


def test_an_empty_folder_is_unusable_and_says_what_is_missing(tmp_path: Path) -> None:
    done = run("check", "--data", str(tmp_path))
    assert done.returncode == 2
    assert "study.toml" in done.stdout
    done = run("results", "--data", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "study.toml" in done.stderr
    document = json.loads(run("check", "--json", "--data", str(tmp_path)).stdout)
    assert (document["usable"], document["rows"]) == (False, {})
    assert [issue["severity"] for issue in document["issues"]] == ["error"]
    assert "There is no study file" in document["issues"][0]["text"]


@pytest.mark.parametrize("arguments", [["results", "--as-of", "31/12/2011"], ["check", "--bogus"], ["--port", "no"]])
def test_a_wrong_command_ends_with_two_and_nothing_on_standard_output(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_without_access_control_only_this_machine_is_served(host: str) -> None:
    done = run("serve", "--host", host)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "access control" in done.stderr


def test_a_busy_port_given_by_name_is_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "taken" in done.stderr


def test_arguments_without_a_command_serve() -> None:
    assert app.main(["--host", "0.0.0.0"]) == app.UNUSABLE


@pytest.mark.parametrize("options", [[], ["--preload"]])
def test_each_worker_of_gunicorn_starts_to_load_without_being_asked(tmp_path: Path, options: list[str]) -> None:
    """Contract, addresses: "Each worker starts loading at fork". A pipe for a study file tells when it is read."""
    study = tmp_path / "study.toml"
    os.mkfifo(study)
    command = [sys.executable, "-m", "gunicorn", "app:server", "--bind", "127.0.0.1:0", *options]
    environment = without_study(os.environ) | {"MONITOR_DATA": str(tmp_path), "MONITOR_STUDY": str(study)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            assert is_being_read(study, server)
        finally:
            server.terminate()


def is_being_read(pipe: Path, server: subprocess.Popen[bytes]) -> bool:
    """Whether somebody opens the pipe for reading within 40 seconds; writes nothing into it."""
    for _ in range(400):
        try:
            os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:  # nobody reads
            if server.poll() is not None:
                return False
            time.sleep(0.1)
        else:
            return True
    return False


def test_every_command_setting_and_view_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = {f"app.py {name}" for name in ("check", "results")} | {"app.py [serve]", "gunicorn app:server"}
    variables = {f"MONITOR_{name.upper()}" for name in settings.Settings.model_fields}
    addresses = {
        "`/`",
        "`/trajectories`",
        "`/safety`",
        "`/visits`",
        "`/patient/<id>`",
        "`/data`",
        "/healthz",
        "/readyz",
    }
    assert [word for word in sorted(commands | variables | addresses) if word not in readme] == []
