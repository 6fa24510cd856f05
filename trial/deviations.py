"""Protocol deviations that these data can show: prohibited medicines taken by patients who have entered the trial."""

from trial.analysis import Analysis
from trial.milestones import Milestone, MilestoneKind

_MARK = ", prohibited"


def prohibited_medicines(analysis: Analysis) -> tuple[Milestone, ...]:
    """Give them by subject and time. Who is neither screened nor treated at the cut cannot deviate yet."""
    return tuple(
        milestone
        for milestone in analysis.milestones
        if milestone.kind == MilestoneKind.PROHIBITED_MEDICATION and _has_entered(analysis, milestone)
    )


def _has_entered(analysis: Analysis, milestone: Milestone) -> bool:
    subject = analysis.subjects[milestone.subject]
    return subject.anchor is not None or subject.screening is not None


def medicine(milestone: Milestone) -> str:
    """Give the name of the medicine as the site wrote it, without capitals throughout."""
    name = milestone.label.removesuffix(_MARK)
    return name.lower() if name.isupper() else name
