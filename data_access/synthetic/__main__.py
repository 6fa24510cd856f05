"""Command line: write a synthetic study into a folder.

python -m data_access.synthetic --patients 306 --seed 7 --out some/folder
python -m data_access.synthetic --demo --out data_access/demo
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

from data_access.synthetic.parameters import Effect, Switches
from data_access.synthetic.simulation import SyntheticStudy, generate
from data_access.synthetic.story import demo
from data_access.synthetic.writers import Format, write

_HELP = {
    "curvature": "MVIC bends",
    "quadratic": "a quadratic term in ALSFRS-R and FVC",
    "skewed_slopes": "log-normal slopes",
    "expectation": "an open-label bump in ALSFRS-R after treatment",
    "rater": "rater differences",
    "dropout": "withdrawal",
    "missingness": "missed visits and assessments not done",
    "screen_failures": "screen failures",
    "data_errors": "errors that real data have, told in truth.json",
}


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    made = argparse.ArgumentParser(
        prog="python -m data_access.synthetic", description="Write a synthetic ALS trial as SDTM tables."
    )
    made.add_argument("--out", type=Path, required=True, help="folder to write into; made where it does not exist")
    made.add_argument("--patients", "-n", type=int, default=6, help="number of patients (default 6)")
    made.add_argument(
        "--seed", type=int, default=20111231, help="the same seed gives the same files (default 20111231)"
    )
    made.add_argument("--format", type=Format, choices=list(Format), default=Format.CSV, help="default csv")
    made.add_argument(
        "--cut", type=date.fromisoformat, help="data cut, YYYY-MM-DD (default: 30 days after the last screening)"
    )
    made.add_argument("--demo", action="store_true", help="the six patients of the demonstration instead of chance")
    made.add_argument(
        "--effect",
        type=float,
        default=0.0,
        help="slowing by treatment, 0.25 = a quarter; negative = harm; default none",
    )
    made.add_argument("--delay", type=float, default=1.0, help="months until the effect begins (default 1)")
    made.add_argument("--waning", action="store_true", help="the effect fades over six months")
    for switch in fields(Switches):
        made.add_argument(
            f"--{switch.name.replace('_', '-')}",
            action=argparse.BooleanOptionalAction,
            default=switch.default,
            help=_HELP[switch.name],
        )
    return made


def study(arguments: argparse.Namespace) -> SyntheticStudy:
    """Make the study that the arguments ask for."""
    if arguments.demo:
        return demo()
    switches = Switches(**{switch.name: getattr(arguments, switch.name) for switch in fields(Switches)})
    effect = Effect(slowing=arguments.effect, delay_months=arguments.delay, waning=arguments.waning)
    return generate(arguments.patients, arguments.seed, effect=effect, switches=switches, cut=arguments.cut)


def main(words: Sequence[str] | None = None) -> int:
    """Write the study and say what was written."""
    arguments = parser().parse_args(words)
    made = study(arguments)
    write(made, arguments.out, arguments.format)
    rows = sum(len(table) for table in made.tables.values())
    sys.stdout.write(f"{len(made.tables)} tables, {rows} rows of synthetic data in {arguments.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
