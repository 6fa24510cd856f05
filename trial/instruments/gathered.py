"""Everything that the instruments of a study say at one cut: their courses, what was mapped, what is doubtful."""

from collections.abc import Sequence
from dataclasses import dataclass

from trial.cut import KnownData
from trial.instrument_rules import ScaleRules
from trial.instruments import (
    alsfrs,
    alsfrs_rules,
    assessments,
    emg,
    evaluation,
    mvic,
    mvic_findings,
    scales,
    spirometry,
    spirometry_findings,
    stage_course,
    support,
)
from trial.instruments.alsfrs import Scores
from trial.instruments.assessments import Assessments
from trial.instruments.emg import Emg
from trial.instruments.evaluation import Tally
from trial.instruments.findings import Finding
from trial.instruments.mvic import Megascores
from trial.instruments.scales import ALSFRS, ALSFRS_R, Scale
from trial.instruments.spirometry import Spirometry
from trial.instruments.stage_course import NO_STAGES, Stages
from trial.milestones import Milestone
from trial.subjects import Subject, positions
from trial.visits import PlannedVisitStatus


@dataclass(frozen=True, eq=False)
class ScaleCourse:
    """All assessments of one scale, and what their items add up to."""

    assessments: Assessments
    scores: Scores

    @property
    def scale(self) -> Scale:
        """The scale."""
        return self.assessments.scale


@dataclass(frozen=True, eq=False)
class Instruments:
    """What the instruments say. An instrument that the study file does not name has nothing here."""

    scales: tuple[ScaleCourse, ...] = ()
    findings: tuple[Finding, ...] = ()
    stages: Stages = NO_STAGES
    spirometry: Spirometry | None = None
    mvic: Megascores | None = None
    emg: Emg | None = None
    evaluation: tuple[Tally, ...] | None = None

    def scale(self, key: str) -> ScaleCourse | None:
        """Give one scale by its key in the study file."""
        return next((course for course in self.scales if course.scale.key == key), None)


def scale_courses(known: KnownData, subjects: Sequence[Subject]) -> tuple[ScaleCourse, ...]:
    """Read the scales that the study file names."""
    rules, position_of = known.study.instruments, positions(subjects)
    named = [(scale, each) for scale, each in ((ALSFRS_R, rules.alsfrs_r), (ALSFRS, rules.alsfrs)) if each is not None]
    return tuple(_course(known, scale, each, position_of) for scale, each in named)


def build(
    known: KnownData,
    subjects: Sequence[Subject],
    milestones: Sequence[Milestone],
    visits: Sequence[PlannedVisitStatus] = (),
    courses: tuple[ScaleCourse, ...] | None = None,
    breath: Spirometry | None = None,
) -> Instruments:
    """Read every instrument that the study file names; without `visits` the patient's evaluation is left out.

    `courses` are the scales and `breath` is the spirometry, where they have been read already.
    """
    recorded = support.build(known, milestones, positions(subjects))
    courses = scale_courses(known, subjects) if courses is None else courses
    doubtful = [
        finding
        for course in courses
        for finding in alsfrs_rules.build(course.assessments, course.scores, recorded, subjects)
    ]
    stages = stage_course.build([course.assessments for course in courses], recorded, milestones, subjects)
    breath, strength = breath or spirometry.build(known, subjects), mvic.build(known, subjects)
    doubtful += [] if breath is None else spirometry_findings.findings(known, breath)
    doubtful += [] if strength is None else mvic_findings.findings(strength)
    return Instruments(
        scales=courses,
        findings=tuple(doubtful),
        stages=stages,
        spirometry=breath,
        mvic=strength,
        emg=emg.build(known, subjects),
        evaluation=evaluation.build(known, subjects, visits) if visits else None,
    )


def _course(known: KnownData, scale: Scale, rules: ScaleRules, position_of: dict[str, int]) -> ScaleCourse:
    found = assessments.build(scales.build(known, scale, rules, position_of))
    return ScaleCourse(found, alsfrs.build(found))
