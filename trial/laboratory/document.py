"""`laboratory` of the results document: one entry a series, and the values of some patients for it."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from trial.analysis import Analysis
from trial.columns import Floats
from trial.cut import known_at
from trial.laboratory.flags import JUDGED, OUTSIDE
from trial.laboratory.values import DOMAINS, Values
from trial.laboratory.values import build as values

Document = dict[str, object]


def of_everybody(analysis: Analysis) -> Values:
    """Give the values of all subjects as known at the cut."""
    tables = analysis.snapshot.tables
    own = MappingProxyType({name: tables[name] for name in DOMAINS if name in tables})
    return values(known_at(replace(analysis.snapshot, tables=own), analysis.cut), analysis.subjects)


def laboratory(analysis: Analysis) -> list[Document]:
    """Give one entry for each patient, test, specimen and unit that has a number."""
    return list(_entries(analysis, of_everybody(analysis)))


def _entries(analysis: Analysis, found: Values) -> Iterator[Document]:
    ids = [subject.id for subject in analysis.subjects]
    for first, end in zip(*(each.tolist() for each in found.series()), strict=True):
        rows = np.arange(first, end)
        numbers = rows[np.isfinite(found.value[rows])]
        if not len(numbers):
            continue
        test, last = found.tests[int(found.test[first])], int(numbers[-1])
        baseline = rows[found.baseline[rows]]
        at = int(baseline[0]) if len(baseline) else None
        yield {
            "subject": ids[int(found.subject[first])],
            "domain": test.domain,
            "test": test.code,
            "name": test.name,
            "specimen": test.specimen,
            "details": list(test.details),
            "unit": test.unit,
            "values": len(numbers),
            "baseline": None if at is None else float(found.value[at]),
            "baseline_day": None if at is None else int(found.day[at]),
            "last": float(found.value[last]),
            "last_day": _whole(found.day, last),
            "change": _number(found.change, last),
            "with_limits": int(np.count_nonzero(np.isin(found.mark[rows], JUDGED))),
            "abnormal": int(np.count_nonzero(np.isin(found.mark[rows], OUTSIDE))),
        }


def _number(column: Floats, at: int) -> float | None:
    return None if np.isnan(column[at]) else float(column[at])


def _whole(column: Floats, at: int) -> int | None:
    return None if np.isnan(column[at]) else int(column[at])
