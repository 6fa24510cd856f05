"""Counts of adverse events: patients with at least one, and events; each patient once at the worst grade."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from trial.event_names import fold, is_coded, soc_name, term_name
from trial.event_periods import Period, period_text
from trial.event_words import is_severe
from trial.events import Event

GRADES: tuple[int | None, ...] = (1, 2, 3, 4, 5, None)
"""The columns of worst grades; None: no grade recorded in any of the events."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Patients with at least one such event, and such events."""

    patients: int
    events: int


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A system organ class, or one term of it. `worst` counts each patient once, in the order of GRADES."""

    soc: str
    term: str | None
    """None: the row of the whole class."""
    coded: bool
    count: Tally
    worst: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SocRows:
    """The row of a system organ class, and those of its terms, the most frequent first."""

    whole: GradeRow
    terms: tuple[GradeRow, ...]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How one yes-or-no question about each event was answered; not recorded is never a no."""

    yes: Tally
    no: Tally
    unknown: Tally

    @property
    def is_unanswered(self) -> bool:
        """Whether there are events, and the answer is recorded of none: nothing is known, which is not a zero."""
        return self.unknown.events > 0 == self.yes.events + self.no.events


def tally(events: Iterable[Event]) -> Tally:
    """Count events and the patients who have them."""
    owners = [event.subject for event in events]
    return Tally(len(set(owners)), len(owners))


def verdicts(events: Sequence[Event], verdict: Callable[[Event], bool | None]) -> Verdicts:
    """Count the events by the answer to a question; a patient with two answers stands under both."""
    found: dict[bool | None, list[Event]] = {True: [], False: [], None: []}
    for event in events:
        found[verdict(event)].append(event)
    return Verdicts(tally(found[True]), tally(found[False]), tally(found[None]))


def by_class(events: Sequence[Event]) -> tuple[SocRows, ...]:
    """Count by system organ class and term, the most patients first, then the most events, then by name."""
    groups: dict[str, dict[str, list[Event]]] = {}
    for event in events:
        groups.setdefault(fold(soc_name(event)), {}).setdefault(fold(term_name(event)), []).append(event)
    rows = [_class_rows(terms) for terms in groups.values()]
    return tuple(sorted(rows, key=lambda row: _order(row.whole)))


def _class_rows(terms: dict[str, list[Event]]) -> SocRows:
    every = [event for own in terms.values() for event in own]
    rows = sorted((_row(own, term_name(own[0])) for own in terms.values()), key=_order)
    return SocRows(_row(every, None), tuple(rows))


def _row(events: Sequence[Event], term: str | None) -> GradeRow:
    worst = Counter(worst_grades(events).values())
    return GradeRow(
        soc=soc_name(events[0]),
        term=term,
        coded=all(map(is_coded, events)),
        count=tally(events),
        worst=tuple(worst[grade] for grade in GRADES),
    )


def _order(row: GradeRow) -> tuple[int, int, str]:
    return -row.count.patients, -row.count.events, fold(row.term or row.soc)


def worst_grades(events: Iterable[Event]) -> dict[int, int | None]:
    """Give each patient's worst recorded grade among the events; None where none of them has one."""
    worst: dict[int, int | None] = {}
    for event in events:
        before = worst.setdefault(event.subject, event.grade)
        if event.grade is not None and (before is None or event.grade > before):
            worst[event.subject] = event.grade
    return worst


def by_period(events: Iterable[Event]) -> dict[tuple[Period, ...], Tally]:
    """Count by the period of onset. A partial start has what it leaves possible as a group of its own."""
    found: dict[tuple[Period, ...], list[Event]] = {}
    for event in events:
        found.setdefault(event.periods, []).append(event)
    return {periods: tally(own) for periods, own in found.items()}


def period_name(periods: tuple[Period, ...]) -> str:
    """Write a period of onset: "T0", "T0 or E", "Not known"."""
    return period_text(periods) or "Not known"


def is_grade_3(event: Event) -> bool | None:
    """Say whether an event is of grade 3 or more, None without a grade."""
    return None if event.grade is None else is_severe(event)
