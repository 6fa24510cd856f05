"""The tests' own helpers: which Chromium, which data, no network, and no silent skip in CI."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import environment
from tests.environment import ROOT


def executable(path: Path) -> Path:
    """A file that can be run."""
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_chromium_that_is_named_comes_first(tmp_path: Path) -> None:
    on_path, named = executable(tmp_path / "chromium"), executable(tmp_path / "mine")
    assert environment.chromium({"PATH": str(tmp_path)}) == on_path
    assert environment.chromium({"PATH": str(tmp_path), "MONITOR_CHROMIUM": str(named)}) == named
    assert environment.chromium({"PATH": str(tmp_path / "empty")}) is None
    with pytest.raises(FileNotFoundError, match="there is no such file"):
        environment.chromium({"MONITOR_CHROMIUM": str(tmp_path / "absent")})


def test_only_root_goes_without_the_sandbox() -> None:
    assert "--no-sandbox" in environment.launch_arguments(0)
    assert "--no-sandbox" not in environment.launch_arguments(1000)


def test_published_data_are_where_they_are_named(tmp_path: Path) -> None:
    assert environment.shared_data_folder({"MONITOR_SHARED_DATA": str(tmp_path)}) == tmp_path
    assert environment.shared_data_folder({"MONITOR_SHARED_DATA": str(tmp_path / "absent")}) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", None, b"127.0.0.1", "0.0.0.0", ""])
def test_what_is_near(host: object) -> None:
    assert environment.is_loopback(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "fe80::1%eth0", "example.org", b"example.org"])
def test_what_is_not(host: object) -> None:
    assert not environment.is_loopback(host)


def test_a_test_cannot_leave_the_machine() -> None:
    with pytest.raises(environment.ForbiddenConnectionError, match=r"192\.0\.2\.1"), socket.socket() as outward:
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(environment.ForbiddenConnectionError, match="example"):
        socket.getaddrinfo("example.org", 443)


def test_a_test_can_reach_its_own_machine() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname(), timeout=5) as near:
        assert near.getpeername() == server.getsockname()


def test_the_developers_own_study_is_left_out() -> None:
    assert not set(environment.STUDY_VARIABLES) & set(os.environ)
    assert environment.without_study({"MONITOR_DATA": "x", "HOME": "y"}) == {"HOME": "y"}


def run_browser_test(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one browser test under this repository's conftest on a machine without a Chromium."""
    conftest = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.conftest import *\n"
    (folder / "conftest.py").write_text(conftest, encoding="utf-8")
    (folder / "test_page.py").write_text("def test_page(page): ...\n", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "MONITOR_", "PYTEST_"))}
    environ = kept | {"PATH": str(folder)} | variables
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:dash", "-p", "no:cacheprovider", "-rs", str(folder)]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=60)


def test_without_chromium_a_browser_test_is_skipped_and_says_what_to_type(tmp_path: Path) -> None:
    done = run_browser_test(tmp_path)
    assert done.returncode == 0, done.stdout
    assert environment.NO_CHROMIUM in done.stdout
    assert "1 skipped" in done.stdout


def test_in_ci_that_is_a_failure(tmp_path: Path) -> None:
    done = run_browser_test(tmp_path, CI="true")
    assert done.returncode == 1, done.stdout
    assert f"a browser test was skipped in CI: Skipped: {environment.NO_CHROMIUM}" in done.stdout
