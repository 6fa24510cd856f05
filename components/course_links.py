"""Ways from a count on the page of the patients to the patients and events behind it."""

from collections.abc import Sequence
from dataclasses import replace

from components.elements import Element, Node, element
from components.state import to_query
from trial.selection import Part, Selection
from trial.words import counted, listed

MOST_ADDRESS = 6_000
"""Characters of an address that still name patients; longer ones are refused by some programs."""
MOST_NAMED = 8


def patients(words: str, subjects: Sequence[str], selection: Selection) -> Node:
    """Make a count that opens the overview of its patients; plain words of nobody or of too many for an address."""
    if not subjects:
        return element("B", words)
    if len(subjects) > MOST_NAMED:
        says = f"{counted(len(subjects), 'patient')}: open in the overview"
    else:
        says = f"Open {listed(subjects)} in the overview"
    return _link(words, "/", _plain(selection, subjects), says)


def events(words: str, subject: str, selection: Selection, says: str) -> Node:
    """Make a count that opens the safety timeline of its patient."""
    return _link(words, "/safety", _plain(selection, (subject,)), says)


def _plain(selection: Selection, subjects: Sequence[str]) -> Selection:
    return replace(
        selection, subjects=tuple(subjects), status=(), grade=None, serious=False, related=False, emergent=False,
        part=Part.TIMELINE, page=1, event=None, visit=None,
    )  # fmt: skip


def _link(words: str, path: str, selection: Selection, says: str) -> Element:
    query = to_query(selection)
    if len(query) > MOST_ADDRESS:
        return element("B", words, title="Too many patients for one address; the CSV names them.")
    return element("A", words, href=f"{path}?{query}", className="crs-count", title=says, aria_label=f"{words}. {says}")
