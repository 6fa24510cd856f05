"""The table of formats: which reader answers to which file name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data_access.raw import RawTable
from data_access.readers import csv, dataset_json, parquet, xpt


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how its file names end, its name in words, and its reader."""

    suffix: str
    words: str
    read: Callable[[Path], RawTable]


FORMATS = (
    Format(".xpt", xpt.WORDS, xpt.read),
    Format(".csv", csv.WORDS, csv.read),
    Format(".parquet", parquet.WORDS, parquet.read),
    Format(".json", dataset_json.WORDS, dataset_json.read),
    Format(".ndjson", dataset_json.WORDS, dataset_json.read),
    Format(dataset_json.COMPRESSED, dataset_json.WORDS, dataset_json.read),
)
"""A file is read by the reader of its name, which says what the content looks like where it is something else."""


def format_of(path: Path) -> Format | None:
    """Find the format by the end of a file name, without regard to case; None if there is none."""
    return next((known for known in FORMATS if known.suffix == path.suffix.lower()), None)
