"""Which reference equation the drawn values of vital capacity stand on, and whose values do not, in sentences."""

from collections.abc import Iterable, Iterator

import numpy as np

from trial.analysis import Analysis
from trial.columns import Counts
from trial.instruments.equations import Doubt
from trial.instruments.reference_equations import NAMES
from trial.recomputed import RECOMPUTED, UNKNOWN
from trial.words import counted, listed, shortest

MOST_NAMED = 6


def sentences(analysis: Analysis, subjects: Iterable[int], endpoints: Iterable[int]) -> tuple[str, ...]:
    """Say of every endpoint of % predicted whose equation it is; nothing where the study file names no spirometry."""
    points, study = analysis.points, analysis.snapshot.study
    found, chosen = analysis.instruments.spirometry, np.fromiter(subjects, dtype=np.int64)
    said = []
    for place in endpoints if found is not None else ():
        own = np.flatnonzero((points.endpoint == place) & np.isin(points.subject, chosen))
        if study.endpoints[place].value == RECOMPUTED:
            said.append(f"{study.endpoints[place].label}: {_recomputed(analysis, own)}")
        elif place in analysis.equations.recorded:
            said.append(f"{study.endpoints[place].label}: {_recorded(analysis, own)}")
    return tuple(said)


def _recorded(analysis: Analysis, own: Counts) -> str:
    rules = analysis.snapshot.study.instruments.fvc
    used = own[analysis.points.used[own]]
    told = [part for doubt in Doubt for part in _told(analysis, used, doubt)]
    if not told:
        if rules is None or not len(used):
            return "% predicted as recorded."
        same = f"{NAMES[rules.equation]} gives every value in the fits within {shortest(rules.tolerance)} %"
        return f"% predicted as recorded; {same}."
    return (
        f"% predicted as recorded. In the fits: {'; '.join(told)}. "
        "A change of equation looks like a change of the patient."
    )


def _told(analysis: Analysis, used: Counts, doubt: Doubt) -> Iterator[str]:
    """Count the used values of one doubt, and name their patients."""
    rules = analysis.snapshot.study.instruments.fvc
    of_point = analysis.equations.of_point
    rows = np.array([at for at in used.tolist() if at in of_point and of_point[at].doubt is doubt], dtype=np.int64)
    if len(rows) and rules is not None:
        values = counted(len(rows), "value")
        does = "does not" if len(rows) == 1 else "do not"
        what = {
            Doubt.UNKNOWN: f"{values} by an unknown equation, which cannot be recomputed",
            Doubt.OTHER: f"{values} that {does} follow from {NAMES[rules.equation]}",
        }
        yield f"{what[doubt]} ({_names(analysis, rows)})"


def _recomputed(analysis: Analysis, own: Counts) -> str:
    rules = analysis.snapshot.study.instruments.fvc
    name = "" if rules is None else f" by {NAMES[rules.equation]}"
    said = f"% predicted recomputed from litres{name} at every visit, also before the study."
    reasons = analysis.points.reason
    left = np.array([at for at in own.tolist() if str(reasons[at] or "").startswith(UNKNOWN)], dtype=np.int64)
    if not len(left):
        return said
    values, verb = counted(len(left), "recorded value"), "is" if len(left) == 1 else "are"
    return f"{said} {values} by an unknown equation {verb} in no fit ({_names(analysis, left)})."


def _names(analysis: Analysis, points: Counts) -> str:
    whose = np.unique(analysis.points.subject[points]).tolist()
    return listed([analysis.subjects[subject].id for subject in whose], MOST_NAMED)
