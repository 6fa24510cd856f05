"""By which name an event is counted: system organ class and term as coded, else as reported and said to be uncoded."""

from trial.event_words import sentence_case
from trial.events import Event

NOT_CODED = "Not coded"
"""What stands for the system organ class where the data give none."""
NO_TERM = "Event without a name"


def fold(text: str) -> str:
    """Give what two spellings of one name share: case and outer or double blanks do not count."""
    return " ".join(text.split()).casefold()


def soc_name(event: Event) -> str:
    """Give the system organ class of the data, or that there is none."""
    return sentence_case(event.body_system) if event.body_system else NOT_CODED


def term_name(event: Event) -> str:
    """Give the coded term, else the reported one."""
    return sentence_case(event.decoded or event.term or NO_TERM)


def is_coded(event: Event) -> bool:
    """Say whether the term comes from a dictionary: whether the data give AEDECOD."""
    return event.decoded is not None
