"""Holds the snapshot in use: loads once in the background, swaps as one step, keeps the last good one."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from data_access.assemble import assemble
from data_access.folder import Limits
from data_access.settings import Settings
from trial.snapshot import Snapshot, Unusable

Make = Callable[[Path, Path, Limits], Snapshot | Unusable]


class SnapshotStore:
    """Where the request side gets its data (trial.snapshot.SnapshotSource). One per process, safe between threads."""

    def __init__(self, settings: Settings, make: Make = assemble) -> None:
        """Take where the study is; nothing is read before the first question, `start_loading` or `load`."""
        self._settings = settings
        self._make = make
        self._lock = threading.Lock()
        self._state: Snapshot | Unusable | None = None
        self._thread: threading.Thread | None = None

    def current(self) -> Snapshot | Unusable | None:
        """Give the snapshot, why there is none, or None while the first load runs; starts it if nobody has."""
        if self._state is None:
            self.start_loading()
        return self._state

    def start_loading(self) -> None:
        """Load in the background, once: call it in each worker after the fork."""
        with self._lock:
            if self._thread is None and self._state is None:
                self._thread = threading.Thread(target=self.load, name="snapshot-loader", daemon=True)
                self._thread.start()

    def load(self) -> Snapshot | Unusable:
        """Load now and wait for it. A snapshot replaces what is there; a failure replaces no snapshot."""
        try:
            made = self._make(self._settings.data, self._settings.study_file, _limits(self._settings))
            made = _as_of(made, self._settings.as_of)
        except Exception as error:
            made = _failed(error)
        with self._lock:
            if isinstance(made, Snapshot) or not isinstance(self._state, Snapshot):
                self._state = made
        return made


def _as_of(state: Snapshot | Unusable, day: date | None) -> Snapshot | Unusable:
    """Apply the as-of date: the cut is the earlier of it and the data cut, and no later one can be asked for."""
    if day is None or isinstance(state, Unusable):
        return state
    cut = day if state.cut_limit is None else min(day, state.cut_limit)
    return replace(state, cut=cut, cut_limit=cut)


def _limits(settings: Settings) -> Limits:
    return Limits(files=settings.max_files, bytes_per_file=settings.max_file_mb * 1_000_000)


def _failed(error: Exception) -> Unusable:
    """Turn a fault of the program into a state that says so, without a value from the data."""
    return Unusable(
        "internal",
        f"The data could not be loaded: an internal error ({type(error).__name__})",
        "Run `python app.py check` on the same data and report what it says.",
    )
