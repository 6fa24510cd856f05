"""Everything that is known at one data cut, computed once: what every view and the results JSON stand on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from trial import events, handling, milestones, primary, series, since, slopes, subjects, visits
from trial.cut import known_at
from trial.events import Event
from trial.handling import DEFAULT, Censoring, Handling, Undated
from trial.instruments import equations, exclusions, gathered, spirometry
from trial.instruments.equations import NONE_DOUBTED, Equations
from trial.instruments.gathered import Instruments
from trial.milestones import Milestone
from trial.primary import Primary
from trial.series import NotDone, Points
from trial.slopes import Fits
from trial.snapshot import Snapshot
from trial.subjects import Subject
from trial.visits import PlannedVisitStatus, UnscheduledVisit


@dataclass(frozen=True, eq=False)
class Analysis:
    """All results at one cut. Tuples are in subject order (sorted by id); positions are subject.index."""

    snapshot: Snapshot
    cut: date
    after_cut: Mapping[str, int]
    subjects: tuple[Subject, ...]
    points: Points
    not_done: tuple[NotDone, ...]
    fits: Fits
    """pre(p), post(p) -> Line; change(p) -> Change; p = subject.index * len(study.endpoints) + endpoint position."""
    events: tuple[Event, ...]
    primary: tuple[Primary, ...]
    visits: tuple[PlannedVisitStatus, ...]
    """Subject-major: visits[subject.index * len(study.visits) + visit position]."""
    unscheduled: tuple[UnscheduledVisit, ...]
    milestones: tuple[Milestone, ...]
    recorded: Points
    """The points before any intercurrent event censors them: what `points` is made of under another handling."""
    handling: Handling = DEFAULT
    """Which values enter the fits."""
    censorings: tuple[Censoring, ...] = ()
    """The first event of each subject after which values are in no fit."""
    undated: tuple[Undated, ...] = ()
    """Events that would censor and have no date."""
    measured: Callable[[], Instruments] = Instruments
    """Gives the instruments."""
    equations: Equations = NONE_DOUBTED
    """Which points are % predicted by another or an unknown equation; they stay in the fits."""

    @property
    def instruments(self) -> Instruments:
        """Give what every instrument says; read once, when it is first asked for, since few views ask."""
        return self.measured()

    def visits_of(self, subject: int) -> tuple[PlannedVisitStatus, ...]:
        """Give the planned visits of one subject (its position), in the order of the study file."""
        size = len(self.snapshot.study.visits)
        return self.visits[subject * size : (subject + 1) * size]


def cut_at(snapshot: Snapshot, asked: date | None) -> date:
    """Give the cut that holds: what is asked for, but not later than the data cut or as-of date where one is given."""
    if asked is None:
        return snapshot.cut
    return asked if snapshot.cut_limit is None else min(asked, snapshot.cut_limit)


def build(snapshot: Snapshot, cut: date | None) -> Analysis:
    """Compute everything at `cut`, never later than the snapshot's limit; at its own cut if none is asked."""
    at = cut_at(snapshot, cut)
    known = known_at(snapshot, at)
    people = subjects.build(known)
    breath = spirometry.build(known, people)
    points, not_done = series.build(known, people, None if breath is None else breath.breaths)
    scales = gathered.scale_courses(known, people)
    recorded = exclusions.applied(points, known, scales)
    reported = events.build(known, people)
    planned, unscheduled = visits.build(known, people, recorded, not_done)
    happened = milestones.build(known, people)
    standings = primary.build(known, people, reported)
    found = Analysis(
        snapshot=snapshot,
        cut=at,
        after_cut=known.after_cut,
        subjects=people,
        points=recorded,
        not_done=not_done,
        fits=slopes.fits(recorded, len(people) * len(snapshot.study.endpoints)),
        events=since.marked(snapshot, at, reported, standings),
        primary=standings,
        visits=planned,
        unscheduled=unscheduled,
        milestones=happened,
        recorded=recorded,
        measured=cache(lambda: gathered.build(known, people, happened, planned, scales, breath)),
        equations=equations.build(recorded, known, breath),
    )
    return handled(found, DEFAULT)


def handled(analysis: Analysis, asked: Handling) -> Analysis:
    """Give the analysis with other values in its fits; visits, events and all else stay as they are.

    Where the study file censors nothing, the default is the analysis itself.
    """
    study = analysis.snapshot.study
    kinds = handling.censored_kinds(study.intercurrent, asked.strategy)
    censored, undated = handling.censorings(analysis.milestones, analysis.subjects, kinds) if kinds else ((), ())
    points = handling.applied(analysis.recorded, asked, censored, len(analysis.subjects))
    if asked == DEFAULT == analysis.handling and not censored and not undated:
        return analysis
    is_same = points is analysis.points
    fits = analysis.fits if is_same else slopes.fits(points, len(analysis.subjects) * len(study.endpoints))
    return replace(analysis, points=points, fits=fits, handling=asked, censorings=censored, undated=undated)
