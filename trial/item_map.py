"""The items of one patient by visit: values, sub-scores, totals recorded and recomputed, stages, doubts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from trial.analysis import Analysis
from trial.calendar import epoch_day
from trial.columns import Counts
from trial.instruments.alsfrs import Form
from trial.instruments.alsfrs_rules import ITEM_RISE, item_label
from trial.instruments.findings import Finding
from trial.instruments.gathered import ScaleCourse
from trial.instruments.scales import FIVE, HIGHEST, Scale
from trial.instruments.stage_course import NO_ASSESSMENT, Stages
from trial.instruments.staging import UNKNOWN, Kings
from trial.subjects import Subject
from trial.words import counted, day_text, listed

NO_MAPPING = "The study file names no items: it has no [instruments.alsfrs_r]. docs/data.md says how to write it."


@dataclass(frozen=True, slots=True)
class Staging:
    """Both stages of one day and the worst so far; None where a stage is not settled, with the reason."""

    kings: str | None
    mitos: int | None
    worst_kings: str | None
    worst_mitos: int | None
    kings_reason: str | None
    mitos_reason: str | None


@dataclass(frozen=True, slots=True)
class ItemCell:
    """One item at one visit. `form` is a or b for item 5; `rose` says by how much where that is not plausible.

    `why` is the site's reason where the item is recorded as not done, "" without one; None where it is not.
    """

    value: float | None
    form: str = ""
    rose: float | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """One assessment, or one recorded happening that has a stage and no items."""

    visit: str
    date: str | None
    day: int | None
    is_assessment: bool
    cells: tuple[ItemCell, ...]
    domains: tuple[float | None, ...]
    total: float | None
    scored: int
    recorded: float | None
    prorated: float | None
    """Given only where an item is missing and every domain has two of three."""
    zeros: int
    floor: bool
    staging: Staging | None
    doubts: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the recorded total is not the sum of the items."""
        return self.total is not None and self.recorded is not None and self.total != self.recorded


@dataclass(frozen=True, slots=True)
class ItemMap:
    """All assessments of one patient on one scale, in time, those without a complete date last."""

    subject: str
    label: str
    highest: int
    items: tuple[str, ...]
    domains: tuple[tuple[str, tuple[int, ...], int], ...]
    """Name, positions of its items, highest sub-score."""
    columns: tuple[ItemColumn, ...]

    @property
    def assessments(self) -> tuple[ItemColumn, ...]:
        """The columns that are assessments."""
        return tuple(column for column in self.columns if column.is_assessment)


def build(analysis: Analysis, subject_id: str) -> tuple[ItemMap, ...]:
    """Give a map for each scale that the study file names; none where it names none or there is no such patient."""
    return tuple(of_patients(analysis, [one for one in analysis.subjects if one.id == subject_id]))


def of_patients(analysis: Analysis, subjects: Sequence[Subject]) -> Iterator[ItemMap]:
    """Give the maps of several patients; the findings are looked through once."""
    wanted = {subject.index for subject in subjects}
    told: dict[tuple[int, str], list[Finding]] = {}
    for one in analysis.instruments.findings:
        if one.subject in wanted:
            told.setdefault((one.subject, one.instrument), []).append(one)
    for subject in subjects:
        for course in analysis.instruments.scales:
            own = told.get((subject.index, course.scale.key), [])
            yield _item_map(analysis.instruments.stages, course, subject, own)


def _item_map(stages: Stages, course: ScaleCourse, subject: Subject, told: Sequence[Finding]) -> ItemMap:
    scale = course.scale
    rows = _between(course.assessments.subject, subject.index)
    entries = _between(stages.subject, subject.index)
    staged = {int(stages.assessment[at]): at for at in entries if stages.source[at] == scale.key}
    doubts: dict[str | None, list[str]] = {}
    for one in told:
        doubts.setdefault(one.date, []).append(one.text)
    columns = [
        (_when(course, at), _assessment(course, at, subject, doubts, _staging(stages, staged.get(at)))) for at in rows
    ]
    happened = [at for at in entries if stages.assessment[at] == NO_ASSESSMENT]
    columns += [(_order(stages, at), _happening(scale, stages, at)) for at in happened]
    return ItemMap(
        subject=subject.id,
        label=scale.label,
        highest=scale.highest,
        items=tuple(item_label(scale.items, place) for place in range(len(scale.items))),
        domains=tuple(_domains(scale)),
        columns=tuple(_with_rises([column for _, column in sorted(columns, key=lambda each: each[0])])),
    )


def _domains(scale: Scale) -> Iterator[tuple[str, tuple[int, ...], int]]:
    first = 0
    for name, size in scale.domains:
        yield name, tuple(range(first, first + size)), HIGHEST * size
        first += size


def _between(owner: Counts, subject: int) -> list[int]:
    """Give the positions of one subject; the columns are sorted by subject."""
    low, high = np.searchsorted(owner, (subject, subject + 1))
    return list(range(int(low), int(high)))


def _when(course: ScaleCourse, at: int) -> tuple[int, str, int]:
    """Order by day; without a complete date last, by text; an assessment before what happened on its day."""
    found = course.assessments
    return (0 if found.dated[at] else 1, found.date[at] or "", 0)


def _order(stages: Stages, at: int) -> tuple[int, str, int]:
    is_dated = len(stages.date[at] or "") == len("2011-03-01")
    return (0 if is_dated else 2, stages.date[at] or "", 1)


def _assessment(
    course: ScaleCourse, at: int, subject: Subject, doubts: dict[str | None, list[str]], staging: Staging | None
) -> ItemColumn:
    found, scores = course.assessments, course.scores
    day = None if subject.anchor is None or not found.dated[at] else int(found.earliest[at]) - epoch_day(subject.anchor)
    form = {Form.A: "a", Form.B: "b", Form.BOTH: "a+b"}.get(Form(int(scores.form[at])), "")
    values = [_value(value) for value in scores.items[at].tolist()]
    why = _not_done(course, at)
    cells = tuple(
        ItemCell(value, form if place == FIVE else "", why=why.get(place) if value is None else None)
        for place, value in enumerate(values)
    )
    complete = scores.scored[at] == len(cells)
    return ItemColumn(
        visit=(found.visit[at] or "Assessment").capitalize(),
        date=found.date[at],
        day=day,
        is_assessment=True,
        cells=cells,
        domains=tuple(_value(value) for value in scores.domains[at].tolist()),
        total=_value(float(scores.total[at])),
        scored=int(scores.scored[at]),
        recorded=_value(float(found.recorded[at])),
        prorated=None if complete else _value(float(scores.prorated_total[at])),
        zeros=int(scores.zeros[at]),
        floor=bool(scores.floor[at]),
        staging=staging,
        doubts=tuple(doubts.get(found.date[at], ())),
    )


def _not_done(course: ScaleCourse, at: int) -> dict[int, str]:
    """Give the reason of every item that an assessment records as not done; both forms of item 5 are one item."""
    found = course.assessments
    rows = found.order[found.offsets[at] : found.offsets[at + 1]]
    parts, done = found.records.part[rows], ~found.records.not_done[rows]
    return {
        int(part) - (part > FIVE): found.records.why[row] or ""
        for row, part, is_done in zip(rows.tolist(), parts.tolist(), done.tolist(), strict=True)
        if not is_done and part < found.records.total
    }


def _happening(scale: Scale, stages: Stages, at: int) -> ItemColumn:
    nothing = tuple(ItemCell(None) for _ in scale.items)
    return ItemColumn(
        visit=str(stages.source[at]).capitalize(),
        date=stages.date[at],
        day=None if np.isnan(stages.day[at]) else int(stages.day[at]),
        is_assessment=False,
        cells=nothing,
        domains=(None,) * len(scale.domains),
        total=None,
        scored=0,
        recorded=None,
        prorated=None,
        zeros=0,
        floor=False,
        staging=_staging(stages, at),
        doubts=(),
    )


def _value(number: float) -> float | None:
    return None if np.isnan(number) else number


def _staging(stages: Stages, at: int | None) -> Staging | None:
    if at is None:
        return None
    kings = [None if stage == UNKNOWN else Kings(stage).label for stage in (stages.kings[at], stages.worst_kings[at])]
    mitos = [None if stage == UNKNOWN else int(stage) for stage in (stages.mitos[at], stages.worst_mitos[at])]
    return Staging(kings[0], mitos[0], kings[1], mitos[1], stages.kings_reason[at], stages.mitos_reason[at])


def _with_rises(columns: Sequence[ItemColumn]) -> Iterator[ItemColumn]:
    """Mark the items that are implausibly above the value before."""
    before: dict[int, float] = {}
    for column in columns:
        if not column.is_assessment or len(column.date or "") != len("2011-03-01"):
            yield column
            continue
        cells = []
        for place, cell in enumerate(column.cells):
            rise = None if cell.value is None or place not in before else cell.value - before[place]
            cells.append(replace(cell, rose=rise if rise is not None and rise >= ITEM_RISE else None))
            if cell.value is not None:
                before[place] = cell.value
        yield replace(column, cells=tuple(cells))


def sentence(found: ItemMap) -> str:
    """Say what the map shows: how many assessments, the last total and stages, the worst so far."""
    own = found.assessments
    if not own:
        return f"{found.subject} has no record of {found.label} at this cut."
    size = len(found.items)
    whole = sum(column.scored == size for column in own)
    parts = [f"{found.label}: {counted(len(own), 'assessment')}, {whole} with all {size} items."]
    last = next((column for column in reversed(own) if column.total is not None and column.day is not None), None)
    if last is not None:
        parts.append(f"Last total {last.total:g} of {found.highest} on {day_text(last.day or 0)}.")
    staged = [column.staging for column in found.columns if column.staging is not None]
    if staged and staged[-1].worst_kings is not None:
        worst = [f"King\u2019s {staged[-1].worst_kings}"]
        if staged[-1].worst_mitos is not None:
            worst.append(f"MiToS {staged[-1].worst_mitos}")
        parts.append(f"Worst stage so far: {listed(worst)}.")
    return " ".join(parts)
