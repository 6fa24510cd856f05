"""The application of `tests.callbacks.watched` under gunicorn, for tests of what a real server does."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.callbacks.watched import FOLDER
from tests.environment import ROOT


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(eq=False)
class Server:
    """The watched application under gunicorn."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"--bind 127.0.0.1:{self.port} --worker-class gthread --workers 2 --threads 8 --preload".split()
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                *options,
                "--log-level=critical",
                "tests.callbacks.watched:application()",
            ],
            cwd=ROOT,
            env={**os.environ, FOLDER: str(self.folder)},
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def say(self, name: str, text: str = "") -> None:
        """Write one of the files that steer the application."""
        (self.folder / name).write_text(text, encoding="utf-8")
