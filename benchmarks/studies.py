"""Synthetic studies of any size, written once into a folder that is taken away afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data_access.settings import Settings
from data_access.store import SnapshotStore
from data_access.synthetic import Format, SyntheticStudy, generate, write
from trial import analysis
from trial.snapshot import Snapshot

SEED = 20111231


@contextmanager
def written(study: SyntheticStudy, form: Format = Format.PARQUET) -> Iterator[Path]:
    """Write a study into a folder of its own until the block ends."""
    with tempfile.TemporaryDirectory(prefix="monitor-bench-") as name:
        write(study, Path(name), form)
        yield Path(name)


@contextmanager
def generated(patients: int) -> Iterator[Path]:
    """Write a study of so many patients until the block ends."""
    with written(generate(patients, SEED)) as folder:
        yield folder


def loaded(folder: Path) -> Snapshot:
    """Load a study.

    Raises:
        RuntimeError: it is not usable.
    """
    state = SnapshotStore(Settings(data=folder)).load()
    if not isinstance(state, Snapshot):
        raise RuntimeError(f"{state.text} {state.remedy}")  # noqa: TRY004
    return state


def first_subject(folder: Path) -> str:
    """Give the id of the first patient of a study."""
    return analysis.build(loaded(folder), None).subjects[0].id
