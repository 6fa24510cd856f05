"""What stands around every view at one cut: the strip, the rail with its facts, the choices of the filters."""

from dataclasses import dataclass
from datetime import date

from trial.analysis import Analysis
from trial.attention import LEVEL_ORDER, Attention, Level
from trial.attention import build as weigh
from trial.handling import Strategy
from trial.handling_words import history_label, strategy_labels
from trial.subjects import Subject, SubjectStatus
from trial.visits import VisitStatus

FEW_PATIENTS = 12
"""Up to this many patients the rail keeps their order; above, attention comes first."""


@dataclass(frozen=True, slots=True)
class RailPatient:
    """One line of the rail."""

    id: str
    status: SubjectStatus
    level: Level


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame's facts. Counts are of the whole study at the cut, before any filter."""

    study_id: str
    phase: str
    registry: str
    synthetic: bool
    cut: date
    cut_limit: date | None
    is_as_of: bool
    version: str
    patients: tuple[RailPatient, ...]
    statuses: tuple[SubjectStatus, ...]
    endpoints: tuple[tuple[str, str], ...]
    events: int
    overdue: int
    set_aside: int
    anchor_label: str
    history_label: str | None
    """Names the switch for old records; None where the study has no rule on them."""
    strategies: tuple[tuple[Strategy, str], ...]
    """What can become of values after intercurrent events, the default first."""


def build(analysis: Analysis) -> Frame:
    """Collect what the frame shows."""
    snapshot = analysis.snapshot
    attention = weigh(analysis)
    overdue = sum(visit.status is VisitStatus.OVERDUE for visit in analysis.visits)
    present = {subject.status for subject in analysis.subjects}
    return Frame(
        study_id=snapshot.study.id,
        phase=snapshot.study.phase,
        registry=snapshot.study.registry,
        synthetic=snapshot.study.synthetic,
        cut=analysis.cut,
        cut_limit=snapshot.cut_limit,
        is_as_of=analysis.cut != snapshot.cut,
        version=snapshot.version,
        patients=_rail(analysis.subjects, attention),
        statuses=tuple(status for status in SubjectStatus if status in present),
        endpoints=tuple((endpoint.id, endpoint.label) for endpoint in snapshot.study.endpoints),
        events=len(analysis.events),
        overdue=overdue,
        set_aside=sum(count.set_aside for count in snapshot.ledger),
        anchor_label=snapshot.study.anchor.label,
        history_label=history_label(snapshot.study),
        strategies=strategy_labels(snapshot.study),
    )


def _rail(subjects: tuple[Subject, ...], attention: tuple[Attention, ...]) -> tuple[RailPatient, ...]:
    lines = [
        RailPatient(subject.id, subject.status, one.level) for subject, one in zip(subjects, attention, strict=True)
    ]
    if len(lines) > FEW_PATIENTS:
        lines.sort(key=lambda line: LEVEL_ORDER[line.level])
    return tuple(lines)
