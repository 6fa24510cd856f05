"""Command line: measure everything, or some suites, and print tables.

python -m benchmarks --quick
python -m benchmarks --only browser starting --json results.json
"""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from benchmarks import browser, loading, round_trips, scaling, starting, viewers, views
from benchmarks.report import missed

SUITES = {
    "round_trips": round_trips.report,
    "browser": browser.report,
    "views": views.report,
    "scaling": scaling.report,
    "loading": loading.report,
    "viewers": viewers.report,
    "starting": starting.report,
}


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure the monitor beside its floors. Only ratios of one run can be held against one another.",
    )
    made.add_argument("--quick", action="store_true", help="less of everything, about four minutes")
    made.add_argument("--only", nargs="+", choices=list(SUITES), metavar="SUITE", help=", ".join(SUITES))
    made.add_argument("--json", type=Path, metavar="FILE", help="write the rows into a file as well")
    return made


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print. Always 0: on a machine that does other things a missed goal proves nothing by itself."""
    chosen = parser().parse_args(words)
    reports = []
    sys.stdout.write(f"{_machine()}\n\n")
    for name in chosen.only or SUITES:
        reports.append(SUITES[name](chosen.quick))
        sys.stdout.write(f"{reports[-1].markdown()}\n")
        sys.stdout.flush()
    if chosen.json:
        chosen.json.write_bytes(orjson.dumps([report.as_data() for report in reports], option=orjson.OPT_INDENT_2))
    late = missed(reports)
    sys.stdout.write(f"{len(late)} goals missed{': ' if late else '.'}{'; '.join(row.what for row in late)}\n")
    sys.stdout.write(f"{_machine()}\n")
    return 0


def _machine() -> str:
    """Say on what, and how busy it is: absolute times mean little without it."""
    busy = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, load average {busy}."


if __name__ == "__main__":
    sys.exit(main())
