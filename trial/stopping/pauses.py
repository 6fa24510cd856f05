"""What pauses dosing until the board has reviewed it, whatever the numbers: records that meet a rule, days between."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from trial.analysis import Analysis
from trial.event_words import is_fatal
from trial.events import Event
from trial.stopping.criteria import Scales, pauses
from trial.stopping_rule import Pause, StoppingRule
from trial.subjects import Subject, SubjectId, SubjectStatus

NO_CAUSE = "no fatal event is recorded as the cause"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A record that meets a pause rule, or may: its patient, the event (None: the death itself), what it waits for."""

    subject: SubjectId
    event: Event | None
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PauseState:
    """One pause rule with the records that meet it, and those that may."""

    pause: Pause
    met: tuple[Trigger, ...]
    open: tuple[Trigger, ...]
    lacking: str | None
    """What the data have not, so that the rule cannot be called not met; None where they have all it needs."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between the treatment of two consecutive patients."""

    before: SubjectId
    after: SubjectId
    day: date
    days: int
    is_short: bool


def paused(analysis: Analysis, pause: Pause, own: Mapping[int, list[Event]], scales: Scales) -> PauseState:
    """Find what meets one pause rule.

    Counted from the marrow aspiration on where its date is known, else from the treatment; of a patient whose
    treatment has an incomplete date everything counts that may have begun after it.
    """
    met: list[Trigger] = []
    unsure: list[Trigger] = []
    for subject in analysis.subjects:
        events = [event for event in own.get(subject.index, ()) if _is_on_study(event, subject)]
        for event in events:
            verdict = pauses(event, pause, scales)
            if verdict.met:
                met.append(Trigger(subject.id, event, ()))
            elif verdict.open:
                unsure.append(Trigger(subject.id, event, verdict.open))
        is_treated = subject.anchor is not None or subject.anchor_note is not None
        has_died = subject.status is SubjectStatus.DIED and is_treated
        if pause is Pause.RELATED_DEATH and has_died and not any(map(is_fatal, events)):
            unsure.append(Trigger(subject.id, None, (NO_CAUSE,)))
    return PauseState(pause, tuple(met), tuple(unsure), _lacking(analysis, pause, scales))


def _lacking(analysis: Analysis, pause: Pause, scales: Scales) -> str | None:
    neurologic = scales.primary.columns.neurologic
    if "AE" not in analysis.snapshot.tables:
        return "adverse events (AE)"
    return neurologic if pause is Pause.NEUROLOGIC_PRIMARY and neurologic in scales.primary.missing else None


def _is_on_study(event: Event, subject: Subject) -> bool:
    unclear = event.emergent is None and event.procedure_emergent is None and subject.anchor_note is not None
    return bool(event.emergent or event.procedure_emergent or unclear)


def gaps(treated: Sequence[Subject], rule: StoppingRule) -> Iterator[Gap]:
    """Give the days between consecutive patients, in the order of treatment."""
    for before, after in pairwise(treated):
        if before.anchor is not None and after.anchor is not None:
            days = (after.anchor - before.anchor).days
            yield Gap(before.id, after.id, after.anchor, days, days < rule.minimum_days_between)
