"""Prohibited medicines taken by patients who have entered the trial: as milestones, and as deviations."""

from collections.abc import Iterator, Sequence

from trial.analysis import Analysis
from trial.columns import texts
from trial.cut import KnownData
from trial.deviation_rules import Rule
from trial.deviations.found import Deviation, source
from trial.milestones import Milestone, MilestoneKind, prohibited_records
from trial.subjects import Subject

_MARK = ", prohibited"


def prohibited_medicines(analysis: Analysis) -> tuple[Milestone, ...]:
    """Give them by subject and time. Who is neither screened nor treated at the cut cannot deviate yet."""
    return tuple(
        milestone
        for milestone in analysis.milestones
        if milestone.kind == MilestoneKind.PROHIBITED_MEDICATION and _has_entered(analysis.subjects[milestone.subject])
    )


def _has_entered(subject: Subject) -> bool:
    return subject.anchor is not None or subject.screening is not None


def medicine(milestone: Milestone) -> str:
    """Give the name of the medicine as the site wrote it, without capitals throughout."""
    return plain_name(milestone.label.removesuffix(_MARK))


def plain_name(name: str) -> str:
    """Write a name that stands in capitals throughout in small letters."""
    return name.lower() if name.isupper() else name


def build(known: KnownData, subjects: Sequence[Subject]) -> Iterator[Deviation]:
    """Give the records that may reach into the weeks before entry or into the study."""
    cm = known.table("CM")
    starts, ends = texts(cm, "CMSTDTC"), texts(cm, "CMENDTC")
    for row, subject, name in prohibited_records(known, subjects):
        if not _has_entered(subject):
            continue
        begins = f"from {starts[row]}" if starts[row] else "without a start date"
        over = f"to {ends[row]}" if ends[row] else "without an end"
        entry = subject.screening or subject.anchor
        entered = f"; entry {entry.isoformat()}" if entry else ""
        yield Deviation(
            rule=Rule.PROHIBITED_MEDICATION,
            important=Rule.PROHIBITED_MEDICATION in known.study.deviations.important,
            subject=subject.index,
            date=starts[row],
            detail=f"{plain_name(name)} {begins} {over}{entered}",
            source=source("CM", cm, row),
        )
