"""What stands beside a course, in sentences: what it is, where it comes from, and where and why it is not drawn."""

from collections.abc import Iterable, Sequence

from trial.beyond import NORMAL, Beyond
from trial.study import Reference
from trial.words import counted, inner, listed, shortest

EXPECTED, NATURAL = "Expected from before", "Natural history"
MOST_NAMED = 6
NOT_OVERLAID = (
    f"{EXPECTED} and natural history stand beside one course each, so they are drawn in panels, not in the overlay."
)

Named = Sequence[tuple[str, Beyond]]
"""What is drawn or not, each with the name of its course: "01-003 FVC"."""


def expected_words(named: Named, anchor_label: str) -> str:
    """Say what the continued pre line is, and of which courses it is not drawn."""
    anchor = inner(anchor_label)
    return (
        f"{EXPECTED} (dotted, blue ground): the pre line continued from {anchor} to the last day known, with its 95 % "
        "prediction interval. If the straight line of before simply went on, 19 of 20 single new values would fall "
        f"inside, at each day by itself; it is cut at the edge of the panel. {_not_drawn(named)}"
    ).rstrip()


def natural_words(named: Named, references: Iterable[tuple[str, Reference | None]]) -> str:
    """Say what the band of natural history is, with its numbers and sources, and where it is not drawn."""
    said = [
        f"{label} {shortest(each.slope)} ± {shortest(float(f'{NORMAL * each.sd:.3g}'))} per month ({each.source})"
        for label, each in references
        if each is not None
    ]
    what = (
        f"{NATURAL} (dotted, grey ground): from the baseline value, the mean slope of other patients ± {NORMAL} SD "
        f"between patients, without the scatter of measurements; not a control group. {'; '.join(said)}"
    )
    return f"{what}{'. ' if said else ''}{_not_drawn(named)}".rstrip()


def _not_drawn(named: Named) -> str:
    """Name the courses without it, by reason; a reason that all courses share stands once."""
    reasons = dict.fromkeys(one.reason for _, one in named if one.reason is not None)
    said = []
    for reason in reasons:
        names = [name for name, one in named if one.reason == reason]
        whose = f"all {counted(len(names), 'course')}" if len(names) == len(named) > 1 else listed(names, MOST_NAMED)
        said.append(f"{whose} ({reason})")
    return f"Not drawn: {'; '.join(said)}." if said else ""
