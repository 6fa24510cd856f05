"""What the tests ask of the machine: a Chromium, the published data, and no network beyond this machine."""

import ipaddress
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NO_CHROMIUM = "no Chromium found: type `apt-get install chromium`, or set MONITOR_CHROMIUM to one"
NO_DATA = "not run: data absent"
STUDY_VARIABLES = ("MONITOR_STUDY", "MONITOR_DATA", "MONITOR_AS_OF")

_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
_LOOPBACK_NAMES = frozenset({"localhost", "", "None"})


class ForbiddenConnectionError(RuntimeError):
    """A test tried to leave this machine."""


def in_ci(environ: Mapping[str, str]) -> bool:
    """Whether a browser test that cannot run is a failure."""
    return environ.get("CI", "").lower() in {"1", "true"}


def chromium(environ: Mapping[str, str]) -> Path | None:
    """The Chromium to drive: the one that is named, else the first on the path.

    Raises:
        FileNotFoundError: MONITOR_CHROMIUM names a file that is not there.
    """
    named = environ.get("MONITOR_CHROMIUM")
    if named:
        if not Path(named).is_file():
            message = f"MONITOR_CHROMIUM is {named}, and there is no such file"
            raise FileNotFoundError(message)
        return Path(named)
    found = (shutil.which(name, path=environ.get("PATH", "")) for name in _CHROMIUM_NAMES)
    return next((Path(path) for path in found if path), None)


def launch_arguments(user: int) -> list[str]:
    """Chromium's switches: no screen, no other host, and no sandbox for `user` 0, who cannot have one."""
    arguments = [
        "--headless",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]
    return [*arguments, "--no-sandbox"] if user == 0 else arguments


def shared_data_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder of published data files: MONITOR_SHARED_DATA, else `shared/data` beside the checkout."""
    named = environ.get("MONITOR_SHARED_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def is_loopback(host: object) -> bool:
    """Whether a host name or address, as a socket call gives it, stays on this machine."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if text in _LOOPBACK_NAMES:
        return True
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def refuse_network() -> None:
    """Make every connection or name look-up that leaves the machine raise, until this process ends."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host: object = arguments[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_loopback(host):
        message = f"tests stay on this machine: {event} to {host!r}"
        raise ForbiddenConnectionError(message)


def without_study(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without the developer's own study: tests choose theirs."""
    return {name: value for name, value in environ.items() if name not in STUDY_VARIABLES}


def current_user() -> int:
    """The numeric user, or a plain user where the system has none."""
    return os.geteuid() if hasattr(os, "geteuid") else 1000
