"""The deviations of the patients shown: counted by rule, one rule or all of them listed; the offsets of visits."""

from collections.abc import Sequence
from dataclasses import dataclass

from trial.analysis import Analysis
from trial.deviation_rules import Rule
from trial.deviations import gathered
from trial.deviations.found import Deviation, Unjudged
from trial.paging import Page, page_of
from trial.selection import Selection, selected_subjects
from trial.subjects import Subject
from trial.visit_offsets import Offsets, offsets

ROWS_PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One rule that was broken: how many times, and by how many patients."""

    rule: Rule
    important: bool
    records: int
    patients: int


@dataclass(frozen=True, slots=True)
class ShownDeviations:
    """What the display of deviations shows."""

    subjects: tuple[Subject, ...]
    """All subjects, by position."""
    shown: int
    """Patients that the filters keep."""
    patients: int
    """Patients with a deviation, among them."""
    total: int
    important: int
    counts: tuple[RuleCount, ...]
    rule: Rule | None
    rows: tuple[Deviation, ...]
    """The rows of the page."""
    page: Page
    unjudged: tuple[Unjudged, ...]
    everything: Offsets
    offsets: tuple[Offsets, ...]


def build(analysis: Analysis, selection: Selection) -> ShownDeviations:
    """Put together what is shown."""
    people = selected_subjects(selection, analysis)
    wanted, gathered_all = {subject.index for subject in people}, gathered.build(analysis)
    own = [one for one in gathered_all.found if one.subject in wanted]
    listed = [one for one in own if selection.rule is None or one.rule is selection.rule]
    page = page_of(selection.page, len(listed), ROWS_PER_PAGE)
    everything, each = offsets(analysis, people)
    return ShownDeviations(
        subjects=analysis.subjects,
        shown=len(people),
        patients=len({one.subject for one in own}),
        total=len(own),
        important=sum(one.important for one in own),
        counts=tuple(_count(rule, own) for rule in Rule if any(one.rule is rule for one in own)),
        rule=selection.rule,
        rows=tuple(listed[page.start : page.stop]),
        page=page,
        unjudged=gathered_all.unjudged,
        everything=everything,
        offsets=each,
    )


def _count(rule: Rule, own: Sequence[Deviation]) -> RuleCount:
    broken = [one for one in own if one.rule is rule]
    return RuleCount(rule, broken[0].important, len(broken), len({one.subject for one in broken}))
