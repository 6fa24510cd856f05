"""The criteria that make an event serious, as recorded."""

from trial.columns import YES
from trial.events import Event

CRITERIA = (
    ("AESDTH", "death"),
    ("AESLIFE", "life-threatening"),
    ("AESHOSP", "hospitalisation or its prolongation"),
    ("AESDISAB", "persistent or significant disability"),
    ("AESCONG", "congenital anomaly"),
    ("AESMIE", "otherwise medically important"),
)
"""The criteria of seriousness (ICH E2A) by their columns."""


def criteria(event: Event) -> tuple[str, ...]:
    """Name the criteria of seriousness that the record says are met."""
    return tuple(words for column, words in CRITERIA if event.record.get(column, "").upper() in YES)
