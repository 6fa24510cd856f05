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
    lowest = max(found.values(), default=0.0)
    return (
        _lifted(labels, found, order) if lowest > height - LINE / 2 else [found[place] for place in range(len(labels))]
    )


def _meet(one: Label, other: Label) -> bool:
    """Say whether two labels share some of their width."""
    return one.x < other.x + LETTER * (len(other.text) + 1) and other.x < one.x + LETTER * (len(one.text) + 1)


def _lifted(labels: Sequence[Label], found: dict[int, float], order: Sequence[int]) -> list[float]:
    """Push labels that ran over the foot up again, from the lowest."""
    limit = max(label.y for label in labels)
    for place in reversed(order):
        below = [found[o] for o in found if o != place and _meet(labels[place], labels[o]) and found[o] > found[place]]
        found[place] = min(found[place], min((y - LINE for y in below), default=limit))
    return [found[place] for place in range(len(labels))]
