"""The monitor as a process of its own: started on a free port, waited for, stopped by its own process id."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from tests.environment import ROOT, without_study

START_SECONDS = 60
ASKED = 20
APP = [sys.executable, str(ROOT / "app.py")]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str) -> tuple[int, str]:
    """Status and text of a GET; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as told:
            return int(told.status), told.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


@cache
def results(*arguments: str) -> dict:
    """Every number, as the command line prints them."""
    done = subprocess.run([*APP, "results", *arguments], env=without_study(os.environ), capture_output=True, check=True)
    return json.loads(done.stdout)


@dataclass
class Monitor:
    """One running monitor."""

    process: subprocess.Popen[bytes]
    port: int
    log: IO[bytes]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def wait(self, wanted: int = 200, seconds: float = START_SECONDS, spaced: float = 0.02) -> None:
        """Wait until /readyz answers `wanted`, so often and so far apart that every worker was asked.

        A worker that still reads a large study leaves the answers to the one that is ready.
        """
        deadline, times = time.monotonic() + seconds, 0
        while times < ASKED:
            times = times + 1 if answer(f"{self.url}/readyz")[0] == wanted else 0
            if times:
                time.sleep(spaced)
                continue
            if self.process.poll() is not None:
                raise AssertionError(f"the monitor ended with {self.process.returncode}: {self.said()}")
            if time.monotonic() > deadline:
                raise AssertionError(f"/readyz did not answer {wanted} within {seconds} s: {self.said()}")
            time.sleep(0.05)

    def said(self) -> str:
        """What it wrote to its log."""
        return Path(self.log.name).read_text(encoding="utf-8")

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split()]

    def kill_worker(self) -> int:
        """End one worker at once, in the middle of whatever it does."""
        victim = self.workers()[0]
        os.kill(victim, signal.SIGKILL)
        return victim

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=5)
        self.log.close()


def start(arguments: Sequence[str] = (), port: int | None = None, ready: int = 200) -> Monitor:
    """Start `app.py serve` and wait until it is ready."""
    chosen = port or free_port()
    log = tempfile.NamedTemporaryFile(prefix="monitor-", suffix=".log")  # noqa: SIM115
    command = [*APP, "serve", "--port", str(chosen), *arguments]
    process = subprocess.Popen(command, env=without_study(os.environ), stdout=subprocess.DEVNULL, stderr=log)
    monitor = Monitor(process, chosen, log)
    try:
        monitor.wait(ready)
    except BaseException:
        monitor.stop()
        raise
    return monitor
