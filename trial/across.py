"""Across patients: every change of slope, what they show together, what chance gives, survival and joint rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from trial.across_listing import changes_listing, followed_listing, statistics_listing
from trial.across_outcome import Outcome, outcome
from trial.analysis import Analysis
from trial.equation_words import sentences
from trial.group import statistics
from trial.group.changes import Evaluated, NotEvaluable
from trial.group.statistics import EndpointGroup
from trial.handling import Handling
from trial.handling_words import rule
from trial.selection import Selection, selected_endpoints, selected_subjects
from trial.selection_words import describe
from trial.study import Endpoint
from trial.words import SLOPE_DECIMALS

__all__ = ["changes_listing", "followed_listing", "statistics_listing"]

ENDPOINTS_A_PAGE = 4
FINE_DECIMALS = 2
"""Endpoints recorded with so many decimals have slopes with one more than others."""


@dataclass(frozen=True, slots=True)
class PatientChange:
    """One evaluable patient: slopes before and after by the continuous spline, the change and its interval."""

    patient: str
    pre: float
    post: float
    change: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Lacking:
    """One treated patient who is not evaluable, with the reason."""

    patient: str
    reason: str


@dataclass(frozen=True, eq=False)
class GroupColumn:
    """One endpoint. `patients` are ordered from the best change to the worst; `decimals` are those of slopes."""

    endpoint: int
    id: str
    label: str
    unit: str
    decimals: int
    better: int
    patients: tuple[PatientChange, ...]
    lacking: tuple[Lacking, ...]
    group: EndpointGroup
    natural: tuple[float, float, str] | None
    """Natural history: mean slope, SD between patients, source."""

    @property
    def slower(self) -> int:
        """How many patients changed towards the better side."""
        return sum(self.better * each.change > 0 for each in self.patients)


@dataclass(frozen=True, eq=False)
class Across:
    """What the view Group shows. `endpoints` is (first, last, all) of the page."""

    anchor_label: str
    synthetic: bool
    cut: date
    chosen: int
    everybody: int
    treated: int
    arms: tuple[str, ...]
    """The arms that the treated patients are of, as recorded."""
    columns: tuple[GroupColumn, ...]
    outcome: Outcome
    page: int
    pages: int
    endpoints: tuple[int, int, int]
    filters: tuple[str, ...]
    handling: Handling
    handling_rule: str
    """Which values enter the slopes, in a sentence."""
    equations: tuple[str, ...]
    """Whose reference equation % predicted stands on, in sentences."""

    @property
    def evaluable(self) -> int:
        """The most evaluable patients of an endpoint on the page."""
        return max((len(column.patients) for column in self.columns), default=0)


def build(analysis: Analysis, selection: Selection) -> Across:
    """Answer the view for the selected patients and endpoints; endpoints come by the page."""
    study = analysis.snapshot.study
    chosen, wanted = selected_subjects(selection, analysis), selected_endpoints(selection, analysis)
    people = [subject.index for subject in chosen]
    pages = max(1, -(-len(wanted) // ENDPOINTS_A_PAGE))
    page = min(selection.page, pages)
    left = (page - 1) * ENDPOINTS_A_PAGE
    shown = wanted[left : left + ENDPOINTS_A_PAGE]
    groups = statistics.build(analysis, people, shown)
    return Across(
        anchor_label=study.anchor.label,
        synthetic=study.synthetic,
        cut=analysis.cut,
        chosen=len(chosen),
        everybody=len(analysis.subjects),
        treated=sum(subject.anchor is not None for subject in chosen),
        arms=tuple(sorted({each.arm for each in chosen if each.anchor is not None and each.arm})),
        columns=tuple(_column(analysis, found) for found in groups),
        outcome=outcome(analysis, people, wanted[0] if wanted else None),
        page=page,
        pages=pages,
        endpoints=(left + 1, left + len(shown), len(wanted)),
        filters=describe(selection, analysis),
        handling=analysis.handling,
        handling_rule=rule(analysis),
        equations=sentences(analysis, people, shown),
    )


def slope_decimals(endpoint: Endpoint) -> int:
    """Give the decimals of slopes of this endpoint."""
    return SLOPE_DECIMALS + (endpoint.decimals >= FINE_DECIMALS)


def _column(analysis: Analysis, found: EndpointGroup) -> GroupColumn:
    who = found.evaluated
    endpoint = analysis.snapshot.study.endpoints[who.endpoint]
    better = 1 if endpoint.better == "higher" else -1
    reference = endpoint.reference
    return GroupColumn(
        endpoint=who.endpoint,
        id=endpoint.id,
        label=endpoint.label,
        unit=endpoint.unit,
        decimals=slope_decimals(endpoint),
        better=better,
        patients=_patients(analysis, who, better),
        lacking=_lacking(analysis, who.not_evaluable),
        group=found,
        natural=None if reference is None else (reference.slope, reference.sd, reference.source),
    )


def _patients(analysis: Analysis, who: Evaluated, better: int) -> tuple[PatientChange, ...]:
    order = np.argsort(-better * who.change, kind="stable")
    columns = (who.subjects, who.pre, who.post, who.change, who.lower, who.upper)
    return tuple(
        PatientChange(analysis.subjects[int(subject)].id, pre, post, change, lower, upper)
        for subject, pre, post, change, lower, upper in zip(*(one[order].tolist() for one in columns), strict=True)
    )


def _lacking(analysis: Analysis, found: Sequence[NotEvaluable]) -> tuple[Lacking, ...]:
    return tuple(Lacking(analysis.subjects[each.subject].id, each.reason) for each in found)
