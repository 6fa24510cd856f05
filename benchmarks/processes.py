"""Servers as processes of their own: started on a free port of this machine, waited for, ended by their own id."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parent.parent
START_SECONDS, STOP_SECONDS = 120.0, 15.0
STUDY_VARIABLES = ("MONITOR_STUDY", "MONITOR_DATA", "MONITOR_AS_OF")


@dataclass(frozen=True, slots=True)
class Server:
    """One running server and how long it took until it was ready, in milliseconds."""

    port: int
    started: float
    pid: int

    @property
    def url(self) -> str:
        """Give where it answers."""
        return f"http://{HOST}:{self.port}"


def free_port() -> int:
    """Give a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def status(port: int, path: str) -> int:
    """Give the status of a GET; 0 when nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@contextmanager
def serving(arguments: Sequence[str], ready: str = "/readyz") -> Iterator[Server]:
    """Run `python <arguments> --port P` until the block ends. Ready is when `ready` answers 200."""
    port = free_port()
    environ = {name: value for name, value in os.environ.items() if name not in STUDY_VARIABLES}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments, "--port", str(port)], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL
    )
    try:
        while status(port, ready) != 200:
            if process.poll() is not None:
                raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
            if time.perf_counter() - start > START_SECONDS:
                raise RuntimeError(f"{' '.join(arguments)} was not ready within {START_SECONDS:.0f} s")
            time.sleep(0.01)
        yield Server(port, (time.perf_counter() - start) * 1_000, process.pid)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=STOP_SECONDS)


def monitor(folder: Path | None = None) -> list[str]:
    """Give the arguments that serve the monitor as `make run` does; without a folder the embedded demo."""
    return ["app.py", "serve", *([] if folder is None else ["--data", str(folder)])]


def floor(figures: Path | None = None) -> list[str]:
    """Give the arguments that serve the floors, with a static page that holds these figures."""
    return ["-m", "benchmarks.floor", *([] if figures is None else ["--figures", str(figures)])]
