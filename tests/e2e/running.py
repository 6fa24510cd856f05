"""The monitor as a process of its own: started on a free port, waited for, stopped by its own process id."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.environment import ROOT, STUDY_VARIABLES

START_SECONDS = 60


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(url: str) -> int:
    """The status of a GET; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@dataclass
class Monitor:
    """One running monitor."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def wait(self, wanted: int = 200, seconds: float = START_SECONDS) -> None:
        """Wait until /readyz answers `wanted`."""
        deadline = time.monotonic() + seconds
        while status(f"{self.url}/readyz") != wanted:
            if self.process.poll() is not None:
                raise AssertionError(f"the monitor ended with {self.process.returncode}")
            if time.monotonic() > deadline:
                raise AssertionError(f"/readyz did not answer {wanted} within {seconds} s")
            time.sleep(0.05)

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split()]

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=5)


def start(arguments: Sequence[str] = (), port: int | None = None, ready: int = 200) -> Monitor:
    """Start `app.py serve` and wait until it is ready."""
    chosen = port or free_port()
    environ = {name: value for name, value in os.environ.items() if name not in STUDY_VARIABLES}
    command = [sys.executable, str(ROOT / "app.py"), "serve", "--port", str(chosen), *arguments]
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    monitor = Monitor(process, chosen)
    try:
        monitor.wait(ready)
    except BaseException:
        monitor.stop()
        raise
    return monitor
