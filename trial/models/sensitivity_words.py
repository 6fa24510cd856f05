"""What the sensitivity of shown courses says in plain sentences, for a reader who knows no statistics."""

from collections.abc import Sequence

from trial.models.quarters import QUARTERS, QuarterStatus
from trial.models.sensitivity import Course, Sensitivity
from trial.words import counted, inner, listed, percent_of

MOST_NAMED = 3


def agreement(result: Sensitivity, what: str = "endpoint") -> str:
    """Say whether the direction of the change depends on the model, and whether any change is clear of 0."""
    compared = [course for course in result.courses if course.is_compared]
    if not compared:
        return f"No two models can give a change: too few values before or after {inner(result.anchor_label)}."
    torn = [course for course in compared if not course.has_one_direction]
    clear = sum(course.is_clear_of_0 for course in compared)
    if torn:
        named = listed([_name(course, result) for course in torn], MOST_NAMED)
        said = f"The direction of the change depends on the model in {len(torn)} of {counted(len(compared), what)}"
        said = f"{said} ({named})."
    else:
        said = f"All models give the change the same direction in {_all(len(compared), what)}."
    if not clear:
        return f"{said} In none is the change clear of 0 in every model with an interval."
    return f"{said} In {clear} of {len(compared)} the change is clear of 0 in every model with an interval."


def _all(count: int, what: str) -> str:
    return f"the one {what} that can be compared" if count == 1 else f"all {count} {what}s that can be compared"


def _name(course: Course, result: Sensitivity) -> str:
    patients = {one.subject for one in result.courses}
    return course.endpoint.label if len(patients) == 1 else f"{course.subject} {course.endpoint.label}"


def trust(result: Sensitivity) -> str:
    """Say how much of the pre slopes is signal."""
    known = sorted(course.trust.reliability for course in result.courses if course.trust.reliability is not None)
    if not known:
        return "How much of a pre slope is signal is not estimable here."
    low, high = percent_of(known[0]), percent_of(known[-1])
    share = low if low == high else f"{low.removesuffix(' %')} to {high}"
    return f"With these visits {share} of what a pre slope shows is signal; the rest is scatter of single values."


def quarterly(result: Sensitivity) -> str:
    """Say which quarters are empty by plan; an empty text when none is."""
    cells = [course.quarters for course in result.courses]
    empty = [
        name for at, (name, _) in enumerate(QUARTERS) if cells and _is_unplanned([row[at].status for row in cells])
    ]
    if not empty:
        return "The used value nearest each quarter of the year, and its change from baseline."
    return f"{listed(empty)}: the protocol plans no visit there, so an empty cell is no missed visit."


def _is_unplanned(statuses: Sequence[QuarterStatus]) -> bool:
    return all(status is QuarterStatus.NO_VISIT_PLANNED for status in statuses)
