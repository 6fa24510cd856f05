"""Where the whole trial stands on its rule for stopping at the cut: the count as patients accrued, what to review.

Always over all patients of the study: a rule about the trial does not follow the filters of a screen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trial.analysis import Analysis
from trial.events import Event
from trial.primary import is_followed
from trial.primary_rules import PrimaryRules, rules_of
from trial.stopping.criteria import Finding, Scales, counted
from trial.stopping.pauses import Gap, PauseState, gaps, paused
from trial.stopping.plan import Look, looks
from trial.stopping.statistics import posterior
from trial.stopping_rule import Counted, StoppingRule
from trial.subjects import Subject, SubjectId
from trial.words import listed


class State(StrEnum):
    """Where a count stands, the least first."""

    NOBODY = "nobody treated"
    UNKNOWN = "cannot be judged"
    BELOW = "below"
    ALERT = "alert"
    CROSSED = "boundary crossed"


ORDER = {state: place for place, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Step:
    """The count after one more patient, in the order of treatment; `open` counts what may still count as well."""

    subject: SubjectId
    anchor: date
    findings: tuple[Finding, ...]
    is_short: bool
    """No event, and followed for fewer than 30 days: the absence of an event says nothing yet."""
    last_day: int | None
    k: int
    k_open: int
    state: State
    state_open: State
    look: Look

    @property
    def has_event(self) -> bool:
        """Whether the patient counts as one with an event."""
        return any(finding.counts for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Guidance:
    """The rule of the study file, and where the trial stands on it."""

    rule: StoppingRule
    planned: int
    looks: tuple[Look, ...]
    """The boundaries up to the patients planned, or treated where these are more."""
    steps: tuple[Step, ...]
    pauses: tuple[PauseState, ...]
    gaps: tuple[Gap, ...]
    outside: tuple[SubjectId, ...]
    """Patients with a treatment whose date is incomplete: not in the count, since their day 0 is not known."""
    missing: tuple[str, ...]
    """Columns of the primary endpoint that the data lack."""
    lacking: str | None
    """What the data have not, so that no count can be called below the boundary; None where they have all it needs."""
    related: tuple[str, ...] = ()
    """Columns by which an event is related; relations recorded elsewhere do not count."""

    @property
    def n(self) -> int:
        """Patients treated, in the count."""
        return len(self.steps)

    @property
    def k(self) -> int:
        """Patients of whom an event counts."""
        return self.steps[-1].k if self.steps else 0

    @property
    def k_open(self) -> int:
        """The same if everything that is open counts too."""
        return self.steps[-1].k_open if self.steps else 0

    @property
    def state(self) -> State:
        """Where the count stands now."""
        return self.steps[-1].state if self.steps else State.NOBODY

    @property
    def state_open(self) -> State:
        """Where it would stand if everything open counted."""
        return self.steps[-1].state_open if self.steps else State.NOBODY

    @property
    def highest(self) -> Step | None:
        """The first step at which the count stood highest: more patients do not undo a boundary crossed before."""
        return max(self.steps, key=lambda step: (ORDER[step.state], -step.look.n), default=None)

    @property
    def told(self) -> State:
        """What is told first: a boundary crossed at any step, else where the count stands now."""
        step = self.highest
        return State.CROSSED if step is not None and step.state is State.CROSSED else self.state

    def above(self, k: int) -> float:
        """Give P(p > rate) after k events in the patients treated."""
        return float(posterior(k, self.n, self.rule.prior, self.rule.rate))


def build(analysis: Analysis) -> Guidance | None:
    """Apply the rule of the study file to everything known at the cut; None where the file has no rule."""
    study, rule = analysis.snapshot.study, analysis.snapshot.study.stopping
    if rule is None:
        return None
    ae = analysis.snapshot.tables.get("AE")
    primary = rules_of(study.safety, () if ae is None else ae.columns, analysis.cut)
    reaches_4 = any(grade > 3 for _, grade in study.safety.severity_grade)
    scales = Scales(primary, reaches_4)
    own = _by_subject(analysis.events)
    treated = sorted(
        (subject for subject in analysis.subjects if subject.anchor is not None),
        key=lambda subject: (subject.anchor, subject.id),
    )
    planned = planned_patients(analysis, rule)
    ahead = looks(rule, max(planned, len(treated)))
    lacking = _lacking(rule, primary, has_events=ae is not None)
    steps = _steps(treated, own, rule, scales, ahead)
    return Guidance(
        rule=rule,
        planned=planned,
        looks=ahead,
        steps=tuple(step if lacking is None else _unknown(step) for step in steps),
        pauses=tuple(paused(analysis, pause, own, scales) for pause in rule.pause),
        gaps=tuple(gaps(treated, rule)),
        outside=tuple(subject.id for subject in analysis.subjects if subject.anchor_note is not None),
        missing=primary.missing if Counted.PRIMARY in rule.events else (),
        lacking=lacking,
        related=tuple(column for column, _ in study.safety.related),
    )


def _lacking(rule: StoppingRule, primary: PrimaryRules, *, has_events: bool) -> str | None:
    """Say what the data have not without which no event that counts can be known."""
    if not has_events:
        return "adverse events (AE)"
    has_nothing = len(primary.missing) > 1 and rule.events == (Counted.PRIMARY,)
    return listed(primary.missing) if has_nothing else None


def _unknown(step: Step) -> Step:
    """Take back that a count is below where nothing could have counted."""
    known = {State.BELOW: State.UNKNOWN}
    return replace(
        step, state=known.get(step.state, step.state), state_open=known.get(step.state_open, step.state_open)
    )


def planned_patients(analysis: Analysis, rule: StoppingRule) -> int:
    """Give the number of patients planned: by the rule, by the study, else all of these data."""
    return rule.planned or analysis.snapshot.study.planned_subjects or max(len(analysis.subjects), 1)


def _by_subject(events: Iterable[Event]) -> Mapping[int, list[Event]]:
    found = defaultdict[int, list[Event]](list)
    for event in events:
        found[event.subject].append(event)
    return found


def _steps(
    treated: Sequence[Subject],
    own: Mapping[int, list[Event]],
    rule: StoppingRule,
    scales: Scales,
    ahead: Sequence[Look],
) -> Iterator[Step]:
    """Count patient by patient. An event counts from the day of treatment on; so does one that may have begun then."""
    k = k_open = 0
    for subject, look in zip(treated, ahead, strict=False):
        judged = [counted(event, rule.events, scales) for event in own.get(subject.index, ()) if event.emergent]
        findings = tuple(finding for finding in judged if finding is not None)
        has_event = any(finding.counts for finding in findings)
        k, k_open = k + has_event, k_open + bool(findings)
        if subject.anchor is not None:
            yield Step(
                subject=subject.id,
                anchor=subject.anchor,
                findings=findings,
                is_short=not has_event and not is_followed(subject),
                last_day=subject.last_day,
                k=k,
                k_open=k_open,
                state=state_of(k, look),
                state_open=state_of(k_open, look),
                look=look,
            )


def state_of(k: int, look: Look) -> State:
    """Say where a count stands after so many patients."""
    if look.stop is not None and k >= look.stop:
        return State.CROSSED
    return State.ALERT if look.alert is not None and k >= look.alert else State.BELOW
