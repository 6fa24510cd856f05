"""Laboratory values and vital signs outside their limits in the weeks around the start of an event."""

import numpy as np

from trial.analysis import Analysis
from trial.event_words import sentence_case
from trial.events import Event
from trial.laboratory.flags import OUTSIDE, Mark
from trial.laboratory.values import DOMAINS, Values, build
from trial.patient_tables import of_patient
from trial.subjects import Subject
from trial.words import day_text, shortest

NEAR_DAYS = 30
"""Days before the first possible day of onset and after the last one."""


def outside_near(analysis: Analysis, subject: Subject, event: Event) -> tuple[str, ...] | None:
    """Write each value outside its limits near an event, by day; None where the data have neither LB nor VS.

    Nothing is near an event of which no day is known.
    """
    if not any(name in analysis.snapshot.tables for name in DOMAINS):
        return None
    if event.start_bounds is None:
        return ()
    first, last = event.start_bounds[0] - NEAR_DAYS, event.start_bounds[1] + NEAR_DAYS
    found = build(of_patient(analysis, subject, DOMAINS), analysis.subjects)
    rows = np.flatnonzero(np.isin(found.mark, OUTSIDE) & (found.day >= first) & (found.day <= last))
    return tuple(_words(found, at) for at in rows[np.argsort(found.day[rows], kind="stable")].tolist())


def _words(found: Values, at: int) -> str:
    """Write "Protein (cerebrospinal fluid) 0.99 g/L, high, day 14"."""
    test, value = found.tests[int(found.test[at])], float(found.value[at])
    where = f" ({test.specimen.lower()})" if test.specimen and test.domain == "LB" else ""
    measured = str(found.text[at]) if np.isnan(value) else shortest(value)
    unit = f" {test.unit}" if test.unit else ""
    return (
        f"{sentence_case(test.name)}{where} {measured}{unit}, {Mark(int(found.mark[at])).name.lower()}, "
        f"{day_text(int(found.day[at]))}"
    )
