"""Loads one study and prints how long each step took and how much memory the process had at most, as JSON.

`python -m benchmarks.load_once FOLDER`
"""

import math
import re
import sys
from pathlib import Path

import orjson
import pyarrow.csv
import pyarrow.parquet
import pyreadstat

from benchmarks.measures import timed
from benchmarks.studies import loaded
from trial import analysis
from trial.snapshot import Snapshot


def read_only(folder: Path) -> None:
    """Read the files with the fastest reader of each format, into columns, and nothing else."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".csv":
            pyarrow.csv.read_csv(path)
        elif path.suffix == ".parquet":
            pyarrow.parquet.read_table(path)
        elif path.suffix == ".xpt":
            pyreadstat.read_xport(str(path))


def most_memory() -> float:
    """Give the most memory that this process had at once, in MB; not a number where the machine does not tell.

    The kernel's own account of the process: getrusage counts what the process that started this one had.
    """
    status = Path("/proc/self/status")
    told = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text() if status.exists() else "", re.MULTILINE)
    return int(told[1]) / 1_000 if told else math.nan


def main() -> int:
    """Load and print."""
    folder = Path(sys.argv[1])
    made: list[Snapshot] = []
    found = {
        "read": min(timed(lambda: read_only(folder)) for _ in range(2)),
        "snapshot": timed(lambda: made.append(loaded(folder))),
        "analysis": timed(lambda: analysis.build(made[0], None)),
        "memory": most_memory(),
    }
    sys.stdout.write(orjson.dumps(found).decode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
