"""The table of formats: which reader answers to which end of a file name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from data_access.raw import RawTable
from data_access.readers import csv, dataset_json, parquet, xpt

FORMATS: Mapping[str, Callable[[Path], RawTable]] = MappingProxyType(
    {
        ".xpt": xpt.read,
        ".csv": csv.read,
        ".parquet": parquet.read,
        ".json": dataset_json.read,
        ".ndjson": dataset_json.read,
        dataset_json.COMPRESSED: dataset_json.read,
    }
)
"""A file is read by the reader of its name, which says what the content looks like where it is something else."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        ".xpt": xpt.WORDS,
        ".csv": csv.WORDS,
        ".parquet": parquet.WORDS,
        ".json": dataset_json.WORDS,
        ".ndjson": f"{dataset_json.WORDS} in lines",
        dataset_json.COMPRESSED: f"{dataset_json.WORDS}, compressed",
    }
)
"""Each format in words."""
