"""Which events count for the rule, and which pause dosing: yes, no, or open while something is not known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trial.event_words import SEVERE_GRADE, is_fatal
from trial.events import SEVERITY, Event
from trial.primary_rules import PrimaryRules, is_neurologic, judgement
from trial.stopping_rule import Counted, Pause

LIFE_THREATENING = 4
"""The grade from which any event pauses dosing (CTCAE: life-threatening)."""
ADJUDICATION = "awaits adjudication"
RELATION, SERIOUSNESS, GRADE = "relatedness not recorded", "seriousness not recorded", "grade not recorded"
SEVERE_ONLY = "severe, without a CTCAE grade that tells 4 from 3"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an event meets a criterion; `open` names what is not known while it may."""

    met: bool
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One event that meets criteria, or may: those it meets, and those that are open with what they wait for."""

    event: Event
    met: tuple[Counted, ...]
    open: tuple[tuple[Counted, tuple[str, ...]], ...]

    @property
    def counts(self) -> bool:
        """Whether it counts already."""
        return bool(self.met)


NO = Verdict(met=False)


@dataclass(frozen=True, slots=True)
class Scales:
    """What the data and the study file let a judgement stand on."""

    primary: PrimaryRules
    severity_reaches_4: bool
    """Whether some word of severity stands for grade 4 or 5."""


def counted(event: Event, asked: tuple[Counted, ...], scales: Scales) -> Finding | None:
    """Judge one event by every criterion asked; None where it meets none and may meet none."""
    verdicts = [(each, COUNTED[each](event, scales)) for each in asked]
    met = tuple(each for each, verdict in verdicts if verdict.met)
    unsure = tuple((each, verdict.open) for each, verdict in verdicts if verdict.open)
    return Finding(event, met, unsure) if met or unsure else None


def pauses(event: Event, pause: Pause, scales: Scales) -> Verdict:
    """Judge one event by one of the rules that pause dosing."""
    return PAUSES[pause](event, scales)


def _all(*facts: tuple[bool | None, str]) -> Verdict:
    """Join facts: one that is false decides; else one that is not known leaves it open, with its words."""
    if any(fact is False for fact, _ in facts):
        return NO
    unknown = tuple(words for fact, words in facts if fact is None)
    return Verdict(met=not unknown, open=unknown)


def _primary(event: Event, scales: Scales) -> Verdict:
    found = judgement(event, scales.primary)
    return Verdict(met=found.counts, open=(ADJUDICATION,) if found.pending else ())


def _related_serious(event: Event, _: Scales) -> Verdict:
    return _all((event.serious, SERIOUSNESS), (event.related, RELATION))


def _related_severe(event: Event, _: Scales) -> Verdict:
    grade = None if event.grade is None else event.grade >= SEVERE_GRADE
    return _all((grade, GRADE), (event.related, RELATION))


def _related_death(event: Event, _: Scales) -> Verdict:
    return _all((is_fatal(event), ""), (event.related, RELATION))


def _grade_4(event: Event, scales: Scales) -> Verdict:
    """Judge by grade alone, related or not; what is not serious is not life-threatening, so only the rest is open."""
    if event.grade is not None and event.grade >= LIFE_THREATENING:
        return Verdict(met=True)
    if event.serious is False:
        return NO
    if event.grade is None:
        return Verdict(met=False, open=(GRADE,))
    is_blunt = event.grade_source == SEVERITY and event.grade == SEVERE_GRADE and not scales.severity_reaches_4
    return Verdict(met=False, open=(SEVERE_ONLY,)) if is_blunt else NO


def _neurologic(event: Event, scales: Scales) -> Verdict:
    """Judge a new neurologic deficit not attributed to natural progression; open while adjudication can change it."""
    found = judgement(event, scales.primary)
    if not found.pending:
        return Verdict(met=found.deficit)
    is_other = found.site and not is_neurologic(event, scales.primary)
    return NO if is_other else Verdict(met=False, open=(ADJUDICATION,))


COUNTED: Mapping[Counted, Callable[[Event, Scales], Verdict]] = {
    Counted.PRIMARY: _primary,
    Counted.RELATED_SERIOUS: _related_serious,
    Counted.RELATED_GRADE_3: _related_severe,
}
PAUSES: Mapping[Pause, Callable[[Event, Scales], Verdict]] = {
    Pause.RELATED_DEATH: _related_death,
    Pause.GRADE_4: _grade_4,
    Pause.NEUROLOGIC_PRIMARY: _neurologic,
    Pause.RELATED_SERIOUS: _related_serious,
}
