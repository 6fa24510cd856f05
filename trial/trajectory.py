"""Trajectories: the courses of the shown patients and endpoints, page by page, and how many have slopes at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from trial import beyond, cohort, historical_words, pairs
from trial.analysis import Analysis
from trial.axes import month_range, padded, value_extent
from trial.beyond import Beyond
from trial.calendar import MONTH_DAYS
from trial.cohort import Cohort
from trial.columns import Counts
from trial.equation_words import sentences
from trial.handling import Handling
from trial.handling_words import rule
from trial.milestones import Milestone, MilestoneKind
from trial.pairs import Pair, extent_of
from trial.selection import Arrangement, Scale, Selection, selected_endpoints, selected_subjects
from trial.selection_words import describe
from trial.slope_listing import listing, points_listing
from trial.study import Reference
from trial.subjects import Subject, SubjectStatus

__all__ = ["listing", "points_listing"]

PATIENTS_A_PAGE = 12
ENDPOINTS_A_PAGE = 4
MOST_SINGLED = 12
"""Patients up to whom the overlay draws each one's points and lines."""
MARKED = frozenset(
    {
        MilestoneKind.DEATH,
        MilestoneKind.WITHDRAWAL,
        MilestoneKind.VENTILATION,
        MilestoneKind.TRACHEOSTOMY,
        MilestoneKind.PERMANENT_VENTILATION,
        MilestoneKind.GASTROSTOMY,
        MilestoneKind.PROHIBITED_MEDICATION,
        MilestoneKind.CELL_PRODUCT,
    }
)
"""The happenings that bear on a course and are marked on it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One patient. `cut_month` is the month from the anchor at which the data end."""

    subject: int
    id: str
    status: SubjectStatus
    day: int | None
    """The day of the end once the patient has left, else of the cut."""
    cut_month: float | None
    marks: tuple[Milestone, ...]
    """The happenings that bear on a course."""


@dataclass(frozen=True, slots=True)
class Column:
    """One endpoint. `extent` is the range of values drawn when all patients share one scale."""

    endpoint: int
    id: str
    label: str
    unit: str
    decimals: int
    extent: tuple[float, float]
    has_fixed_axis: bool
    """The study file names the axis or range."""
    reference: Reference | None
    """Its natural history."""
    curve_months: float | None = None
    """Time constant of a course that levels off by itself."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Courses (patient and endpoint) of the whole selection, not of the page.

    `both` have a slope before and after the anchor, `pre_only` and `post_only` one of them. Of the `intervals` (changes
    of slope with a 95 % interval), `includes_zero`, `below` and `above` say where they lie.
    """

    patients: int
    endpoints: int
    courses: int
    both: int
    pre_only: int
    post_only: int
    intervals: int
    includes_zero: int
    below: int
    above: int


@dataclass(frozen=True, slots=True)
class Trajectories:
    """What the view shows. `pairs` are row by row; `extents` their ranges of values, in the same order."""

    anchor_label: str
    synthetic: bool
    cut: date
    arrangement: Arrangement
    scale: Scale
    months: tuple[float, float]
    """The months drawn."""
    is_zoomed: bool
    off_axis: int
    """Points of the page that have a day outside the months drawn."""
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    pairs: tuple[Pair, ...]
    extents: tuple[tuple[float, float], ...]
    cohort: tuple[Cohort, ...]
    """One a column in the overlay, else empty."""
    cohort_patients: int
    latest_cut_month: float | None
    """The month from the anchor after which nothing is known of any patient drawn."""
    page: int
    pages: int
    patients: tuple[int, int, int]
    """First and last patient of the page (from 1) and how many can be drawn."""
    endpoints: tuple[int, int, int]
    """First and last endpoint of the page (from 1) and how many are selected."""
    undrawn: tuple[str, ...]
    """Selected patients without any point that has a day."""
    undated: int
    """Points of the page without a day."""
    tally: Tally
    filters: tuple[str, ...]
    """The filters that are set, in words."""
    handling: Handling
    handling_rule: str
    """Which values enter the slopes, in sentences."""
    history: str
    """How many historical values are eligible, over the whole selection; "" without any."""
    equations: tuple[str, ...]
    """Whose reference equation % predicted stands on, in sentences, over the whole selection."""
    asks_beside: bool
    """Something is to be drawn beside each course."""
    expected: tuple[Beyond, ...]
    """Beside each pair, in the same order: its pre line continued; empty when not asked for or overlaid."""
    natural: tuple[Beyond, ...]
    """Beside each pair, in the same order: the natural history; empty when not asked for or overlaid."""

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to draw."""
        return not self.rows and not self.cohort_patients

    def pair(self, row: int, column: int) -> Pair:
        """Give the course of one row and column."""
        return self.pairs[row * len(self.columns) + column]


def build(analysis: Analysis, selection: Selection) -> Trajectories:
    """Give the page of courses that the selection asks for."""
    chosen, wanted = selected_subjects(selection, analysis), selected_endpoints(selection, analysis)
    has_points = _with_points(analysis, wanted)
    drawable = [subject for subject in chosen if has_points[subject.index]]
    overlaid = selection.arrangement is Arrangement.OVERLAY
    singled = drawable if not overlaid or len(drawable) <= MOST_SINGLED else []
    a_page = max(len(singled), 1) if overlaid else PATIENTS_A_PAGE
    groups = -(-len(wanted) // ENDPOINTS_A_PAGE)
    pages = max(1, groups * -(-len(singled) // a_page), groups if overlaid else 1)
    page = min(selection.page, pages)
    stack, group = divmod(page - 1, max(groups, 1))
    first, left = stack * a_page, group * ENDPOINTS_A_PAGE
    people, shown = singled[first : first + a_page], wanted[left : left + ENDPOINTS_A_PAGE]
    columns = tuple(_column(analysis, endpoint) for endpoint in shown)
    drawn = pairs.build(analysis, [subject.index for subject in people], shown)
    months = selection.months or month_range(analysis)
    others = _others(analysis, drawable, singled) if overlaid else np.zeros(0, dtype=np.int64)
    marks = _marks(analysis, people)
    width = len(analysis.snapshot.study.endpoints)
    beside = [] if overlaid else [subject.index * width + endpoint for subject in people for endpoint in shown]
    return Trajectories(
        anchor_label=analysis.snapshot.study.anchor.label,
        synthetic=analysis.snapshot.study.synthetic,
        cut=analysis.cut,
        arrangement=selection.arrangement,
        scale=selection.scale,
        months=months,
        is_zoomed=selection.months is not None,
        off_axis=sum(not months[0] <= point.month <= months[1] for pair in drawn for point in pair.points),
        rows=tuple(_row(analysis, subject, marks[subject.index]) for subject in people),
        columns=columns,
        pairs=drawn,
        extents=_extents(drawn, columns, selection.scale, months, overlaid),
        cohort=tuple(cohort.build(analysis, others, endpoint) for endpoint in shown) if overlaid else (),
        cohort_patients=len(others),
        latest_cut_month=_latest_cut(analysis, [*(subject.index for subject in people), *others.tolist()]),
        page=page,
        pages=pages,
        patients=(first + 1, first + len(people), len(drawable)),
        endpoints=(left + 1, left + len(shown), len(wanted)),
        undrawn=tuple(subject.id for subject in chosen if not has_points[subject.index]),
        undated=sum(pair.undated for pair in drawn),
        tally=_tally(analysis, chosen, wanted),
        filters=describe(selection, analysis),
        handling=analysis.handling,
        handling_rule=rule(analysis),
        history=historical_words.sentence(analysis, [subject.index for subject in chosen], shown),
        equations=sentences(analysis, [subject.index for subject in chosen], shown),
        asks_beside=selection.expected or selection.natural,
        expected=beyond.expected(analysis, beside) if selection.expected else (),
        natural=beyond.natural(analysis, beside) if selection.natural else (),
    )


def _with_points(analysis: Analysis, endpoints: tuple[int, ...]) -> list[bool]:
    """Say of each subject whether it has a point with a day in any of these endpoints."""
    points = analysis.points
    rows = np.isin(points.endpoint, endpoints) & ~np.isnan(points.day)
    counts = np.bincount(points.subject[rows], minlength=len(analysis.subjects))
    return [bool(count) for count in counts.tolist()]


def _others(analysis: Analysis, drawable: list[Subject], singled: list[Subject]) -> Counts:
    """Give the positions of the patients behind the singled ones: all others, or the whole selection if none is."""
    if not singled:
        return np.array([subject.index for subject in drawable], dtype=np.int64)
    return np.setdiff1d(np.arange(len(analysis.subjects)), [subject.index for subject in singled])


def _latest_cut(analysis: Analysis, subjects: list[int]) -> float | None:
    anchors = [anchor for subject in subjects if (anchor := analysis.subjects[subject].anchor) is not None]
    return (analysis.cut - min(anchors)).days / MONTH_DAYS if anchors else None


def _row(analysis: Analysis, subject: Subject, marks: tuple[Milestone, ...]) -> Row:
    cut = None if subject.anchor is None else (analysis.cut - subject.anchor).days / MONTH_DAYS
    return Row(subject.index, subject.id, subject.status, subject.day_reached(analysis.cut), cut, marks)


def _marks(analysis: Analysis, people: Iterable[Subject]) -> Mapping[int, tuple[Milestone, ...]]:
    found: dict[int, list[Milestone]] = {subject.index: [] for subject in people}
    for each in analysis.milestones:
        if each.kind in MARKED and each.subject in found:
            found[each.subject].append(each)
    return {subject: tuple(marks) for subject, marks in found.items()}


def _column(analysis: Analysis, endpoint: int) -> Column:
    named = analysis.snapshot.study.endpoints[endpoint]
    return Column(
        endpoint=endpoint,
        id=named.id,
        label=named.label,
        unit=named.unit,
        decimals=named.decimals,
        extent=value_extent(analysis, endpoint),
        has_fixed_axis=named.axis is not None or named.range is not None,
        reference=named.reference,
        curve_months=named.curve_months,
    )


def _extents(
    drawn: tuple[Pair, ...], columns: tuple[Column, ...], scale: Scale, months: tuple[float, float], overlaid: bool
) -> tuple[tuple[float, float], ...]:
    """Give each pair's range of values: the endpoint's, or fitted to the pair (in the overlay: to its column)."""
    width = len(columns)
    if scale is Scale.SAME or not drawn:
        return tuple(columns[place % width].extent for place in range(len(drawn)))
    groups = [drawn[place % width :: width] if overlaid else (pair,) for place, pair in enumerate(drawn)]
    fitted = [extent_of(group, months) for group in groups]
    return tuple(
        columns[place % width].extent if extent is None else padded(extent) for place, extent in enumerate(fitted)
    )


def _tally(analysis: Analysis, chosen: tuple[Subject, ...], wanted: tuple[int, ...]) -> Tally:
    fits, width = analysis.fits, len(analysis.snapshot.study.endpoints)
    subjects = np.array([subject.index for subject in chosen], dtype=np.int64)
    own = (subjects[:, None] * width + np.array(wanted, dtype=np.int64)).ravel()
    pre, post = np.isfinite(fits.before.slope[own]), np.isfinite(fits.after.slope[own])
    lower, upper = fits.changes.lower[own], fits.changes.upper[own]
    known = np.isfinite(lower) & np.isfinite(upper)
    below, above = int((upper[known] < 0).sum()), int((lower[known] > 0).sum())
    return Tally(
        patients=len(chosen),
        endpoints=len(wanted),
        courses=len(own),
        both=int((pre & post).sum()),
        pre_only=int((pre & ~post).sum()),
        post_only=int((~pre & post).sum()),
        intervals=int(known.sum()),
        includes_zero=int(known.sum()) - below - above,
        below=below,
        above=above,
    )
