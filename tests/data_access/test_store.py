"""The store: loads once in the background, swaps as one step, keeps the last good snapshot."""

import threading
from pathlib import Path

from data_access.folder import Limits
from data_access.settings import Settings
from data_access.store import SnapshotStore
from tests.factories import one_subject
from trial.snapshot import Snapshot, Unusable

GOOD, BETTER = one_subject(), one_subject()
BAD = Unusable("no_dm", "There is no DM", "Put it there.")


class Maker:
    """Hands out prepared states; `gate` holds a load back until it is opened."""

    def __init__(self, *states: Snapshot | Unusable | Exception) -> None:
        self.states = list(states)
        self.gate = threading.Event()
        self.gate.set()
        self.calls: list[tuple[Path, Path, Limits]] = []

    def __call__(self, folder: Path, study_file: Path, limits: Limits) -> Snapshot | Unusable:
        self.calls.append((folder, study_file, limits))
        assert self.gate.wait(10)
        state = self.states.pop(0)
        if isinstance(state, Exception):
            raise state
        return state


def finished(store: SnapshotStore) -> Snapshot | Unusable:
    """Wait for the background load."""
    for thread in threading.enumerate():
        if thread.name == "snapshot-loader":
            thread.join(10)
    state = store.current()
    assert state is not None
    return state


def test_nothing_is_read_before_the_first_question() -> None:
    make = Maker(GOOD)
    store = SnapshotStore(Settings(), make)
    assert make.calls == []
    make.gate.clear()
    assert store.current() is None
    make.gate.set()
    assert finished(store) is GOOD


def test_many_threads_load_once() -> None:
    make = Maker(GOOD)
    make.gate.clear()
    store = SnapshotStore(Settings(), make)
    askers = [threading.Thread(target=store.current) for _ in range(20)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(10)
    store.start_loading()
    make.gate.set()
    assert finished(store) is GOOD
    assert len(make.calls) == 1


def test_loading_waits_and_takes_the_settings() -> None:
    make = Maker(GOOD)
    settings = Settings(data=Path("a"), study=Path("b/mine.toml"), max_files=5, max_file_mb=7)
    assert SnapshotStore(settings, make).load() is GOOD
    assert make.calls == [(Path("a"), Path("b/mine.toml"), Limits(files=5, bytes_per_file=7_000_000))]


def test_a_failure_keeps_the_last_good_one() -> None:
    store = SnapshotStore(Settings(), Maker(GOOD, BAD, BETTER))
    store.load()
    assert store.load() is BAD
    assert store.current() is GOOD
    store.load()
    assert store.current() is BETTER


def test_the_reason_for_nothing_is_kept_until_there_is_something() -> None:
    store = SnapshotStore(Settings(), Maker(BAD, GOOD))
    store.load()
    assert store.current() is BAD
    store.load()
    assert store.current() is GOOD


def test_a_fault_of_the_program_is_a_state_without_values() -> None:
    store = SnapshotStore(Settings(), Maker(KeyError("S-01 died")))
    state = store.load()
    assert isinstance(state, Unusable)
    assert state.code == "internal"
    assert "S-01" not in state.text + state.remedy


def test_the_embedded_demo_loads() -> None:
    state = SnapshotStore(Settings()).load()
    assert isinstance(state, Snapshot)
    assert len(state.tables["DM"]) == 6
    assert state.study.synthetic
