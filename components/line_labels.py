"""Names at the ends of lines, moved apart where they would cover one another."""

from collections.abc import Sequence
from dataclasses import dataclass

LINE, LETTER = 14.0, 7.2
"""Height of a label and width of one letter, in px."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name that belongs at a spot; px to the right and down from the panel's top left corner."""

    text: str
    x: float
    y: float


def apart(labels: Sequence[Label], height: float) -> list[float]:
    """Give the y of each label: as near to its own as the others and the panel's height allow, in the same order."""
    order = sorted(range(len(labels)), key=lambda place: (labels[place].y, labels[place].text))
    found: dict[int, float] = {}
    for place in order:
        label = labels[place]
        y = min(max(label.y, LINE / 2), height - LINE / 2)
        for other in sorted((o for o in found if _meet(label, labels[o])), key=found.__getitem__):
            if abs(y - found[other]) < LINE:
                y = found[other] + LINE
        found[place] = y
    return _lifted(labels, found, height - LINE / 2)


def _meet(one: Label, other: Label) -> bool:
    """Say whether two labels share some of their width."""
    return one.x < other.x + LETTER * (len(other.text) + 1) and other.x < one.x + LETTER * (len(one.text) + 1)


def _lifted(labels: Sequence[Label], found: dict[int, float], lowest: float) -> list[float]:
    """Push what ran over the foot up again, from the lowest label to the highest."""
    settled: dict[int, float] = {}
    for place in sorted(found, key=found.__getitem__, reverse=True):
        above = [y - LINE for other, y in settled.items() if _meet(labels[place], labels[other])]
        settled[place] = min([found[place], lowest, *above])
    return [settled[place] for place in range(len(labels))]
