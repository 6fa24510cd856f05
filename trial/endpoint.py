"""The primary safety endpoint as a page: where each patient stands and why, how many of how many, and the deaths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trial import endpoint_deaths, tallies
from trial.analysis import Analysis
from trial.endpoint_deaths import Deaths
from trial.endpoint_events import Judged, Standing, judged
from trial.endpoint_rates import Denominator, Horizons, Rate, Reading, Window, horizons, rates
from trial.endpoint_support import Fact, facts
from trial.events import Event
from trial.primary import Primary, PrimaryStatus, without_event
from trial.primary_rules import PrimaryRules, rules_of
from trial.selection import Selection, filters_events, selected_subjects
from trial.selection_words import describe
from trial.subjects import Subject
from trial.tallies import PrimaryTally

FEW_PATIENTS = 12
"""Up to this many patients stand in the order of their ids; of more, those with an event stand first."""
MOST_LINES = 40
"""Patients whose line stands on the screen; all are in the listing."""
ORDER = tuple(PrimaryStatus)


@dataclass(frozen=True, slots=True)
class Line:
    """One patient: the status, and every event that bears on it, also those that do not count."""

    subject: Subject
    primary: Primary
    events: tuple[Judged, ...]

    @property
    def sensitivity(self) -> PrimaryStatus:
        """Where the patient stands if uncertain attribution does not count."""
        status = self.primary.status
        if status is not PrimaryStatus.EVENT or any(
            one.standing is Standing.EVENT and one.certain for one in self.events
        ):
            return status
        waiting = any(one.standing is Standing.PENDING for one in self.events)
        return PrimaryStatus.PENDING if waiting else without_event(self.subject)


@dataclass(frozen=True, eq=False)
class SafetyEndpoint:
    """What the page shows of the patients kept; event filters change nothing in it."""

    anchor_label: str
    cut: date
    chosen: int
    everybody: int
    treated: int
    tally: PrimaryTally
    """The counter of the overview and of the safety view."""
    lines: tuple[Line, ...]
    facts: Mapping[str, tuple[Fact, ...]]
    """By event key, of the events of the first MOST_LINES lines that count or are pending."""
    rates: tuple[Rate, ...]
    """Empty where the endpoint is not collected."""
    at: Horizons
    deaths: Deaths
    rules: PrimaryRules
    collected: bool
    """Whether the data have adverse events at all."""
    filters: tuple[str, ...]
    events_filtered: bool
    selection: Selection

    @property
    def headline(self) -> Rate | None:
        """Any event of the primary analysis among those evaluable at day 30; None where it is not collected."""
        return self.rate(Reading.PRIMARY, Denominator.DAY_30)

    def ids(self, rate: Rate) -> tuple[str, ...]:
        """Name the patients with an event of a rate."""
        wanted = set(rate.subjects)
        return tuple(line.subject.id for line in self.lines if line.subject.index in wanted)

    def rate(self, reading: Reading, denominator: Denominator) -> Rate | None:
        """Give the rate of any event in the whole time."""
        return next((one for one in self.rates if (one.reading, one.denominator) == (reading, denominator)), None)


def build(analysis: Analysis, selection: Selection) -> SafetyEndpoint:
    """Judge the patients that the selection keeps."""
    shown, study = selected_subjects(selection, analysis), analysis.snapshot.study
    lines = lines_of(analysis, shown)
    rules = rules_in(analysis)
    return SafetyEndpoint(
        anchor_label=study.anchor.label,
        cut=analysis.cut,
        chosen=len(shown),
        everybody=len(analysis.subjects),
        treated=sum(subject.anchor is not None for subject in shown),
        tally=tallies.primary(analysis, [subject for subject in shown if subject.anchor is not None]),
        lines=lines,
        facts=_facts(analysis, lines[:MOST_LINES]),
        rates=rates_of(analysis, shown),
        at=horizons(study),
        deaths=endpoint_deaths.build(analysis, shown),
        rules=rules,
        collected="AE" in analysis.snapshot.tables,
        filters=describe(selection, analysis),
        events_filtered=filters_events(selection) or selection.months is not None,
        selection=selection,
    )


def rules_in(analysis: Analysis) -> PrimaryRules:
    """Give the rules on the data of an analysis."""
    table = analysis.snapshot.tables.get("AE")
    columns: Sequence[str] = () if table is None else [str(column) for column in table.columns]
    return rules_of(analysis.snapshot.study.safety, columns, analysis.cut)


def lines_of(analysis: Analysis, shown: Sequence[Subject]) -> tuple[Line, ...]:
    """Give the line of each patient shown: few by id; of many, those with an event first, then by status and id."""
    found = judged_of(analysis, shown)
    lines = [Line(each, analysis.primary[each.index], found.get(each.index, ())) for each in shown]
    if len(lines) > FEW_PATIENTS:
        lines.sort(key=lambda line: (ORDER.index(line.primary.status), not line.events, line.subject.id))
    return tuple(lines)


def judged_of(analysis: Analysis, shown: Sequence[Subject]) -> Mapping[int, tuple[Judged, ...]]:
    """Give the events that bear on the endpoint, by position of their patient; patients without any are left out."""
    rules, own = rules_in(analysis), dict[int, list[Event]]()
    wanted = {subject.index for subject in shown}
    for event in analysis.events:
        if event.subject in wanted:
            own.setdefault(event.subject, []).append(event)
    found = {index: judged(analysis.subjects[index], events, rules) for index, events in own.items()}
    return {index: events for index, events in found.items() if events}


def rates_of(analysis: Analysis, shown: Sequence[Subject]) -> tuple[Rate, ...]:
    """Give the rates over the treated patients shown; none where the data lack what the endpoint needs."""
    if rules_in(analysis).missing:
        return ()
    treated = [subject for subject in shown if subject.anchor is not None]
    return rates(treated, judged_of(analysis, treated), horizons(analysis.snapshot.study))


def _facts(analysis: Analysis, lines: Sequence[Line]) -> dict[str, tuple[Fact, ...]]:
    asked = (Standing.EVENT, Standing.PENDING)
    return {one.key: facts(analysis, one.event) for line in lines for one in line.events if one.standing in asked}


def rows(
    result: SafetyEndpoint, denominator: Denominator, window: Window = Window.WHOLE
) -> tuple[tuple[Rate, ...], ...]:
    """Give the rates of a denominator: a row a tier, a column an analysis."""
    kept = [one for one in result.rates if one.denominator is denominator and one.window is window]
    return tuple(zip(*([one for one in kept if one.reading is reading] for reading in Reading), strict=True))
