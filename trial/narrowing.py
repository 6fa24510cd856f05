"""Filters of events that a count sets: its term, class, period, judgement and worst grade; how they are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from trial.event_names import fold, soc_name, term_name
from trial.event_periods import PERIODS, period_text
from trial.event_relations import Relation
from trial.events import Event

UNKNOWN = "unknown"
"""How a period or a verdict that is not known is written."""
ANSWERS = {"yes": True, "no": False, UNKNOWN: None}
NO_GRADE = 0
"""The worst grade of a patient none of whose events has one."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which events a count stands for. None keeps all."""

    term: str | None = None
    soc: str | None = None
    period: str | None = None
    """As `period_text` writes it: "T0", "T0 or E"; or UNKNOWN."""
    judged: tuple[Relation, bool | None] | None = None
    """A judgement of relatedness and its answer; (Relation.CELLS, None): not recorded."""
    worst: int | None = None
    """Keeps patients whose worst grade among what the other filters keep is this one, and their events of it."""

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return self != EVERYTHING

    def keeps(self, event: Event) -> bool:
        """Say whether an event passes, the worst grade apart: that needs all events of the patient."""
        return (
            (self.term is None or fold(term_name(event)) == fold(self.term))
            and (self.soc is None or fold(soc_name(event)) == fold(self.soc))
            and (self.period is None or (period_text(event.periods) or UNKNOWN) == self.period)
            and (self.judged is None or self.judged[0].verdict(event) is self.judged[1])
        )

    def at_worst(self, events: Sequence[Event]) -> list[Event]:
        """Give those events of one patient that its worst grade asks for; all of them where none is asked for."""
        if self.worst is None:
            return list(events)
        grades = [event.grade or NO_GRADE for event in events]
        if max(grades, default=NO_GRADE) != self.worst:
            return []
        return [event for event, grade in zip(events, grades, strict=True) if grade == self.worst]

    def words(self) -> dict[str, str]:
        """Say each filter that is set, by the name of its field."""
        found = {
            "term": self.term,
            "soc": None if self.soc is None else f"Class {self.soc}",
            "period": None if self.period is None else f"Began in {self.period}".replace(UNKNOWN, "a period not known"),
            "judged": None if self.judged is None else _judged_words(*self.judged),
            "worst": None if self.worst is None else _worst_words(self.worst),
        }
        return {name: text for name, text in found.items() if text is not None}


EVERYTHING = Narrowing()
NAMES = tuple(each.name for each in fields(Narrowing))


def _judged_words(relation: Relation, answer: bool | None) -> str:
    if answer is None:
        return f"Relation to the {relation} not recorded"
    return f"{'Related' if answer else 'Not related'} to the {relation}"


def _worst_words(grade: int) -> str:
    return "No grade recorded" if grade == NO_GRADE else f"Worst grade {grade}"


def lacking(narrowing: Narrowing, events: Iterable[Event]) -> tuple[str, ...]:
    """Name the fields that ask for what no event of these data has; every certain period is one that may be asked."""
    terms, classes, periods = set[str](), set[str](), {*map(str, PERIODS), UNKNOWN}
    for event in events:
        terms.add(fold(term_name(event)))
        classes.add(fold(soc_name(event)))
        periods.add(period_text(event.periods) or UNKNOWN)
    asked = (("term", narrowing.term, terms), ("soc", narrowing.soc, classes), ("period", narrowing.period, periods))
    return tuple(
        name
        for name, text, known in asked
        if text is not None and (text if name == "period" else fold(text)) not in known
    )
