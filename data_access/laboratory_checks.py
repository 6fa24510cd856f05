"""Checks of laboratory values and vital signs: indicators against limits, one test in several units.

The rows stay in use.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from data_access.rules import some
from trial import subjects
from trial.cut import known_at
from trial.issues import Issue, Severity
from trial.laboratory.values import DOMAINS, Test, Values, build
from trial.snapshot import Snapshot
from trial.words import counted


def issues(snapshot: Snapshot) -> Iterator[Issue]:
    """Tell what does not fit as known at the snapshot's own cut; nothing where the data have neither LB nor VS."""
    if not any(name in snapshot.tables for name in DOMAINS):
        return
    known = known_at(snapshot, snapshot.cut)
    found = build(known, subjects.build(known))
    domains = np.array([*(test.domain for test in found.tests), ""], dtype=object)[found.test]
    for name in DOMAINS:
        yield from _contradictions(found, name, np.asarray(found.contradicted & (domains == name), dtype=np.bool_))
    yield from _units(found)


def _contradictions(found: Values, name: str, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Iterator[Issue]:
    for file in dict.fromkeys(found.file[rows]):
        own = np.flatnonzero(rows & (found.file == file))
        codes = sorted({found.tests[at].code for at in found.test[own].tolist()})
        yield Issue(
            Severity.WARNING,
            name,
            f"{counted(len(own), 'row')} of which {name}NRIND and the limits disagree: {some(codes, mark='')}; what is "
            "outside by either is shown as outside",
            "Correct the indicator or the limits.",
            str(file),
            f"{name}NRIND",
            tuple(sorted(found.row[own].tolist())),
        )


def _units(found: Values) -> Iterator[Issue]:
    """Tell the tests of which one patient has values in several units."""
    units: dict[tuple[int, Test], dict[str, None]] = {}
    numeric = np.flatnonzero(np.isfinite(found.value))
    pairs = np.unique(np.stack([found.subject[numeric], found.test[numeric]], axis=1), axis=0)
    for subject, at in pairs.tolist():
        test = found.tests[at]
        units.setdefault((subject, replace(test, unit=None, name="")), {})[test.unit or "no unit"] = None
    mixed: dict[tuple[str, str], list[dict[str, None]]] = {}
    for (_, test), several in units.items():
        if len(several) > 1:
            mixed.setdefault((test.domain, test.code), []).append(several)
    for (domain, code), patients in mixed.items():
        named = sorted({unit for each in patients for unit in each})
        text = (
            f"{counted(len(patients), 'patient has', 'patients have')} {code} in several units: {some(named, mark='')}"
        )
        remedy = "Each unit is a series of its own; convert to one standard unit if they are the same quantity."
        yield Issue(Severity.NOTE, domain, text, remedy, column=f"{domain}STRESU")
