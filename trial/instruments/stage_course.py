"""The stages of every subject in time: one entry for each assessment, each recorded support and a death."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trial.calendar import complete_day, epoch_day
from trial.columns import Counts, Floats, Objects
from trial.instruments import staging
from trial.instruments.alsfrs_rules import column_label
from trial.instruments.assessments import Assessments
from trial.instruments.scales import ALSFRS, ALSFRS_R
from trial.instruments.staging import DEAD_MITOS, UNKNOWN, Kings
from trial.instruments.support import Support
from trial.milestones import Milestone, MilestoneKind
from trial.subjects import Subject, anchor_days

RECORDED = (
    MilestoneKind.GASTROSTOMY,
    MilestoneKind.VENTILATION,
    MilestoneKind.TRACHEOSTOMY,
    MilestoneKind.PERMANENT_VENTILATION,
    MilestoneKind.DEATH,
)
NO_ASSESSMENT = -1
KINGS_ITEMS = (
    staging.SPEECH, staging.SALIVATION, staging.SWALLOWING, staging.HANDWRITING, staging.CUTTING, staging.WALKING,
    staging.DYSPNEA, staging.RESPIRATORY,
)  # fmt: skip
MITOS_ITEMS = (
    staging.SPEECH, staging.SWALLOWING, staging.HANDWRITING, staging.DRESSING, staging.WALKING, staging.DYSPNEA,
    staging.RESPIRATORY,
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Stages:
    """Entries in columns, sorted by subject and day; a death without a complete date stands last.

    `source` is the key of the scale or the kind of the milestone; `assessment` its position in that scale's
    assessments, NO_ASSESSMENT for a milestone. `kings` holds Kings, `mitos` 0 to 5, both UNKNOWN with a reason.
    """

    subject: Counts
    day: Floats
    """Counts from the anchor, NaN without an anchor or a complete date."""
    date: Objects
    source: Objects
    assessment: Counts
    kings: Counts
    mitos: Counts
    worst_kings: Counts
    worst_mitos: Counts
    kings_reason: Objects
    mitos_reason: Objects

    def __len__(self) -> int:
        """Count the entries."""
        return len(self.subject)


_NONE, _NOTHING = np.empty(0, dtype=np.int64), np.empty(0, dtype=object)
NO_STAGES = Stages(_NONE, np.empty(0), _NOTHING, _NOTHING, _NONE, _NONE, _NONE, _NONE, _NONE, _NOTHING, _NOTHING)


@dataclass(frozen=True, eq=False)
class _Entries:
    """What is staged, before it is sorted."""

    subject: Counts
    when: Floats
    rank: Counts
    date: Objects
    source: Objects
    assessment: Counts
    values: Floats
    dead: Counts


def build(
    scales: Sequence[Assessments], support: Support, milestones: Sequence[Milestone], subjects: Sequence[Subject]
) -> Stages:
    """Stage every assessment with a complete date, every dated support and every death; without a scale, nothing."""
    if not scales:
        return NO_STAGES
    parts = [*(_of_scale(each) for each in scales), _of_milestones(milestones)]
    return _staged(_together(parts), support, subjects)


def _of_scale(found: Assessments) -> _Entries:
    """Take the dated assessments. The original ALSFRS has no items 10 to 12: its item on breathing is another."""
    rows = np.flatnonzero(found.dated)
    values = np.full((len(rows), len(ALSFRS_R.columns)), np.nan)
    common = [name in ALSFRS_R.columns for name in found.scale.columns]
    values[:, : sum(common)] = found.cells[rows][:, common]
    count = len(rows)
    return _Entries(
        subject=found.subject[rows],
        when=found.earliest[rows],
        rank=np.zeros(count, dtype=np.int64),
        date=found.date[rows],
        source=np.full(count, found.scale.key, dtype=object),
        assessment=rows,
        values=values,
        dead=np.zeros(count, dtype=np.int64),
    )


def _of_milestones(milestones: Sequence[Milestone]) -> _Entries:
    """Take recorded support with a complete date, and every death: it is the last entry, whatever its date."""
    days = [(one, complete_day(one.start_date)) for one in milestones if one.kind in RECORDED]
    taken = [(one, day) for one, day in days if day is not None or one.kind == MilestoneKind.DEATH]
    count = len(taken)
    dead = np.array([one.kind == MilestoneKind.DEATH for one, _ in taken], dtype=np.int64)
    return _Entries(
        subject=np.array([one.subject for one, _ in taken], dtype=np.int64),
        when=np.array([np.inf if day is None else epoch_day(day) for _, day in taken], dtype=np.float64),
        rank=1 + dead,
        date=np.array([*(one.start_date if day is None else day.isoformat() for one, day in taken), None], object)[:-1],
        source=np.array([*(str(one.kind) for one, _ in taken), None], dtype=object)[:-1],
        assessment=np.full(count, NO_ASSESSMENT, dtype=np.int64),
        values=np.full((count, len(ALSFRS_R.columns)), np.nan),
        dead=dead,
    )


def _together(parts: Sequence[_Entries]) -> _Entries:
    """Put all entries under one another, sorted by subject, day, and assessments before what is recorded."""
    counts, floats, objects = np.empty(0, dtype=np.int64), np.empty(0), np.empty(0, dtype=object)
    whole = _Entries(
        subject=np.concatenate([counts, *(part.subject for part in parts)]),
        when=np.concatenate([floats, *(part.when for part in parts)]),
        rank=np.concatenate([counts, *(part.rank for part in parts)]),
        date=np.concatenate([objects, *(part.date for part in parts)]),
        source=np.concatenate([objects, *(part.source for part in parts)]),
        assessment=np.concatenate([counts, *(part.assessment for part in parts)]),
        values=np.concatenate([np.empty((0, len(ALSFRS_R.columns))), *(part.values for part in parts)]),
        dead=np.concatenate([counts, *(part.dead for part in parts)]),
    )
    order = np.lexsort((whole.rank, whole.when, whole.subject))
    return _Entries(
        whole.subject[order], whole.when[order], whole.rank[order], whole.date[order], whole.source[order],
        whole.assessment[order], whole.values[order], whole.dead[order],
    )  # fmt: skip


def _staged(found: _Entries, support: Support, subjects: Sequence[Subject]) -> Stages:
    items = found.assessment != NO_ASSESSMENT
    tube = staging.recorded(support.gastrostomy, found.subject, found.when, found.when)
    breath = staging.recorded(support.ventilation, found.subject, found.when, found.when)
    failed = staging.failures(found.values, tube, breath, items & (found.source != ALSFRS.key))
    dead = (found.dead == 1) | (found.when > support.death.latest[found.subject])
    by_kings = np.where(dead, Kings.DEAD, staging.kings(found.values, failed)).astype(np.int64)
    by_mitos = np.where(dead, DEAD_MITOS, staging.mitos(found.values)).astype(np.int64)
    anchors = anchor_days(subjects)[found.subject]
    return Stages(
        subject=found.subject,
        day=np.where(np.isinf(found.when), np.nan, found.when - anchors),
        date=found.date,
        source=found.source,
        assessment=found.assessment,
        kings=by_kings,
        mitos=by_mitos,
        worst_kings=staging.worst_kings(found.subject, by_kings),
        worst_mitos=staging.running(found.subject, by_mitos),
        kings_reason=_reasons(found, by_kings, KINGS_ITEMS),
        mitos_reason=_reasons(found, by_mitos, MITOS_ITEMS),
    )


def _reasons(found: _Entries, stage: Counts, needed: Sequence[int]) -> Objects:
    """Say of each entry without a stage why there is none."""
    reasons = np.full(len(stage), None, dtype=object)
    for at in np.flatnonzero(stage == UNKNOWN).tolist():
        reasons[at] = _reason(found, at, needed)
    return reasons


def _reason(found: _Entries, at: int, needed: Sequence[int]) -> str:
    if found.assessment[at] == NO_ASSESSMENT:
        return "no items on this day"
    missing = staging.missing_items(found.values[at], needed)
    if len(missing) == len(needed):
        return "no items on this day"
    if found.source[at] == ALSFRS.key and set(missing) <= {staging.DYSPNEA, staging.RESPIRATORY}:
        return "the original ALSFRS does not ask items 10 to 12"
    if not missing:
        return "item 5 is scored in both forms"
    return f"missing: {', '.join(column_label(ALSFRS_R.columns, column) for column in missing)}"
