"""What an event can be related to: the cells, the lumbar puncture, the marrow aspiration; one judgement each."""

from enum import StrEnum

from trial.events import Event


class Relation(StrEnum):
    """To what a judgement of relatedness refers; the value is its word on the screen and in the address."""

    CELLS = "cells"
    PUNCTURE = "puncture"
    ASPIRATION = "aspiration"

    def verdict(self, event: Event) -> bool | None:
        """Give the judgement of an event, None where none is recorded."""
        if self is Relation.CELLS:
            return event.related_cells
        return event.related_procedure if self is Relation.PUNCTURE else event.related_aspiration
