"""What is doubtful in MVIC: mixed reference sets, megascores that the muscles do not give, too few muscles."""

from collections.abc import Iterator

import numpy as np

from trial.columns import Objects
from trial.instruments.findings import Finding, Kind
from trial.instruments.mvic import GROUPS, Megascores
from trial.issues import Severity
from trial.words import listed, number

INSTRUMENT, LABEL = "mvic", "MVIC"
REFERENCES = Kind(
    "reference_sets_mixed",
    Severity.ERROR,
    "have a Z of another reference set than the rest of the series",
    "Ask for Z scores of one reference set: 0 is the average patient in one, a healthy person in another.",
)
DIFFERS = Kind(
    "megascore_differs",
    Severity.WARNING,
    "have a recorded megascore that the muscles do not give",
    "Ask which muscles and which reference set the site used.",
)
TOO_FEW = Kind(
    "too_few_muscles",
    Severity.NOTE,
    "have forces of too few muscles for a megascore",
    "Nothing to do; a recorded megascore of so few muscles cannot be compared with others.",
)


def findings(found: Megascores) -> Iterator[Finding]:
    """Give every finding about megascores, rule by rule, in the order of subjects and days."""
    yield from _mixed(found)
    yield from _differing(found)
    for at in np.flatnonzero((found.muscles > 0) & np.isnan(found.computed)).tolist():
        yield _finding(found, at, TOO_FEW, f"{found.reason(at)}")


def _finding(found: Megascores, at: int, kind: Kind, text: str, column: str | None = None) -> Finding:
    day, group = found.day[at], GROUPS[found.group[at]]
    return Finding(
        subject=int(found.subject[at]),
        instrument=INSTRUMENT,
        label=f"{LABEL} {group}",
        kind=kind,
        date=found.date[at],
        day=None if np.isnan(day) else int(day),
        visit=found.visit[at],
        text=text,
        table=found.rules.domain,
        column=column or found.rules.value,
        rows=found.rows(at),
    )


def _mixed(found: Megascores) -> Iterator[Finding]:
    """Find recorded megascores of another reference set than the first one of that group in the study."""
    named = found.reference if found.rules.reference_column else np.full(len(found), None, dtype=object)
    for group in range(len(GROUPS)):
        rows = np.flatnonzero((found.group == group) & ~np.isnan(found.recorded))
        usual = _usual(named[rows])
        for at in rows[np.array([name != usual for name in named[rows]], dtype=np.bool_)].tolist():
            here, there = (
                "no reference set named" if name is None else f"reference set {name}" for name in (named[at], usual)
            )
            yield _finding(found, at, REFERENCES, f"{here}, the others have {there}", found.rules.reference_column)


def _usual(names: Objects) -> str | None:
    """Give the name that stands most often; of equals the first."""
    listed_names = list(names)
    return max(dict.fromkeys(listed_names), key=listed_names.count, default=None)


def _differing(found: Megascores) -> Iterator[Finding]:
    away = np.abs(found.recorded - found.computed) > found.rules.tolerance
    for at in np.flatnonzero(away).tolist():
        weak = int(found.weak[at])
        of = [f"{int(found.muscles[at])} muscles", *([f"{weak} of them too weak to test"] if weak else [])]
        told = (
            f"recorded {number(float(found.recorded[at]), 2)}, {listed(of)} give {number(float(found.computed[at]), 2)}"
        )
        yield _finding(found, at, DIFFERS, told)
