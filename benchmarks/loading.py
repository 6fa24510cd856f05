"""From files to a snapshot and an analysis: CSV, Parquet and SAS transport, each in a process of its own."""

import subprocess
import sys
from pathlib import Path

import orjson

from benchmarks import studies
from benchmarks.measures import ratio
from benchmarks.processes import ROOT
from benchmarks.report import Report, Row
from data_access.synthetic import Format, generate

PATIENTS, QUICK_PATIENTS = 6_450, 600
"""Patients that make about a million rows, and about a tenth of that."""
FORMATS = {"CSV": Format.CSV, "Parquet": Format.PARQUET, "SAS transport": Format.XPT5}
MOST_SECONDS = 300


def report(quick: bool) -> Report:
    """Load a million rows in each format; a quick run a tenth of that, without SAS transport."""
    study = generate(QUICK_PATIENTS if quick else PATIENTS, studies.SEED)
    count = sum(len(table) for table in study.tables.values())
    rows: list[Row] = []
    for name, form in list(FORMATS.items())[: 2 if quick else None]:
        with studies.written(study, form) as folder:
            rows += _rows(name, _once(folder))
    return Report(f"Load of {count:,} rows", tuple(rows))


def _once(folder: Path) -> dict[str, float]:
    """Load in a process of its own, whose memory is its own as well."""
    command = [sys.executable, "-m", "benchmarks.load_once", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=MOST_SECONDS)
    found: dict[str, float] = orjson.loads(done.stdout)
    return found


def _rows(name: str, found: dict[str, float]) -> list[Row]:
    against = f"{name}, files read only"
    return [
        Row(against, found["read"], "ms"),
        Row(f"{name}, to a snapshot", found["snapshot"], "ms", against, ratio(found["snapshot"], found["read"])),
        Row(f"{name}, snapshot to analysis", found["analysis"], "ms"),
        Row(f"{name}, most memory", found["memory"], "MB"),
    ]
