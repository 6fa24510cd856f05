"""What is doubtful in spirometry: no volume, per cent of another equation, mixed positions, averaged repeats."""

from collections.abc import Iterator, Sequence

import numpy as np

from trial.columns import Flags, Floats
from trial.cut import KnownData
from trial.instrument_rules import POPULATIONS
from trial.instruments.findings import Finding, Kind
from trial.instruments.reference_equations import NAMES, expected
from trial.instruments.spirometry import LITRES, NO_LITRES, NOT_LITRES, Records, Spirometry
from trial.issues import Severity
from trial.matching import matching
from trial.recomputed import RECOMPUTED
from trial.snapshot import FILE, ROW
from trial.study import Endpoint
from trial.words import counted, listed, number

INSTRUMENT, LABEL = "fvc", "FVC"
NOT_A_VOLUME = Kind(
    "not_litres",
    Severity.ERROR,
    "have a value in litres that is no volume of a breath",
    "Ask the site for the volume; the value is not recomputed to % predicted.",
)
OTHER_PERCENT = Kind(
    "percent_differs",
    Severity.WARNING,
    "have a recorded % predicted that the equation of the study does not give",
    "Ask which equation, age and height the site used: a change of equation looks like a change of the patient.",
)
OWN_PERCENT = Kind(
    "percent_of_own_prediction_differs",
    Severity.WARNING,
    "have a % predicted that does not follow from the site’s own litres and predicted volume",
    "Ask the site which of the three numbers is right.",
)
UNKNOWN = Kind(
    "equation_unknown",
    Severity.NOTE,
    "have % predicted by an unknown equation: it cannot be recomputed",
    "Ask for litres, age, height and sex; until then do not compare these values with others closely.",
)
UNKNOWN_AMONG = Kind(
    "equation_mixed",
    Severity.WARNING,
    "have % predicted by an unknown equation, in a series with values of a known one",
    "Ask for the litres: a change of equation within a series looks like a change of the patient.",
)
POSITIONS = Kind(
    "positions_mixed",
    Severity.ERROR,
    "were taken in another position than the rest of the series",
    'Name one position in the endpoint’s `where`, for example REPOS = "SITTING": lying down alone lowers FVC.',
)
REPEATS = Kind(
    "repeats_averaged",
    Severity.NOTE,
    "have several efforts on one day; the curve draws their mean, spirometry counts the best",
    "Send the best effort alone, or mark it and name the mark in the endpoint’s `where`.",
)

BEST_OF_REPEATS = Kind(
    "repeats_best",
    Severity.NOTE,
    "have several efforts on one day; the best counts, on the curve too",
    "Nothing to do if each is an acceptable effort.",
)
NOT_RECOMPUTED = Kind(
    "not_recomputed",
    Severity.WARNING,
    "cannot be recomputed to % predicted and have no recorded one: the curve lacks them",
    "Ask for litres, height, sex and date of birth.",
)


def findings(known: KnownData, found: Spirometry) -> Iterator[Finding]:
    """Give every finding about spirometry, rule by rule, in the order of subjects and days."""
    yield from _not_litres(found)
    yield from _other_percent(found)
    yield from _own_percent(found)
    yield from _unknown(found)
    endpoints = _on_spirometry(known, found)
    for endpoint in endpoints:
        yield from _mixed_positions(known, found, endpoint)
        yield from _not_recomputed(known, found, endpoint)
    several = REPEATS if any(one.value != RECOMPUTED for one in endpoints) else BEST_OF_REPEATS
    repeated = np.maximum(found.efforts, found.repeats) > 1
    for at in np.flatnonzero(repeated).tolist():
        efforts = max(int(found.efforts[at]), int(found.repeats[at]))
        yield _finding(found, at, several, f"{counted(efforts, 'effort')} on one day; the best counts")


def _finding(found: Spirometry, at: int, kind: Kind, text: str, column: str | None = None) -> Finding:
    day = found.day[at]
    return Finding(
        subject=int(found.subject[at]),
        instrument=INSTRUMENT,
        label=LABEL,
        kind=kind,
        date=found.date[at],
        day=None if np.isnan(day) else int(day),
        visit=found.visit[at],
        text=text,
        table=found.rules.domain,
        column=column or found.rules.value,
        rows=found.rows(at),
    )


def _not_litres(found: Spirometry) -> Iterator[Finding]:
    records = found.records
    for row in np.flatnonzero((records.kind == LITRES) & ~records.is_volume).tolist():
        at = int(np.searchsorted(found.offsets, row, side="right")) - 1
        told = f"{number(float(records.value[row]), 2)} L is no volume of a breath"
        beside = found.recorded[at]
        told += ": it is the % predicted" if beside == records.value[row] else ""
        yield _finding(found, at, NOT_A_VOLUME, told)


def _other_percent(found: Spirometry) -> Iterator[Finding]:
    """Compare recorded and recomputed % predicted; where they differ say which equation would give it."""
    rules = found.rules
    away = np.abs(found.recorded - found.expected.percent) > rules.tolerance
    rows = np.flatnonzero(away)
    others = [each for each in NAMES if each is not rules.equation and rules.population in POPULATIONS[each]]
    sex, height = found.bodies.sex[found.subject[rows]], found.bodies.height[found.subject[rows]]
    guesses: dict[str, Floats] = {
        NAMES[each]: expected(each, rules.population, sex, found.age[rows], height, found.litres[rows]).percent
        for each in others
    }
    for place, at in enumerate(rows.tolist()):
        fits = [name for name, values in guesses.items() if abs(values[place] - found.recorded[at]) <= rules.tolerance]
        told = f"recorded {number(float(found.recorded[at]), 1)} % predicted, {NAMES[rules.equation]} gives "
        told += f"{number(float(found.expected.percent[at]), 1)} %"
        told += f" ({listed(fits)} would give it)" if fits else ""
        yield _finding(found, at, OTHER_PERCENT, told)


def _own_percent(found: Spirometry) -> Iterator[Finding]:
    """Compare the recorded % predicted with 100 x litres / predicted volume, both as the site recorded them."""
    own = 100 * found.litres / np.where(found.site_predicted > 0, found.site_predicted, np.nan)
    for at in np.flatnonzero(np.abs(found.recorded - own) > found.rules.tolerance).tolist():
        told = (
            f"recorded {number(float(found.recorded[at]), 1)} % predicted, but {number(float(found.litres[at]), 2)} L "
            f"of {number(float(found.site_predicted[at]), 2)} L are {number(float(own[at]), 1)} %"
        )
        yield _finding(found, at, OWN_PERCENT, told)


def _unknown(found: Spirometry) -> Iterator[Finding]:
    """Tell % predicted that cannot be recomputed, and whether others of its series can."""
    known = np.isfinite(found.expected.percent)
    unknown = np.isfinite(found.recorded) & ~known & ~np.isin(found.reason, [NOT_LITRES])
    series = {(subject, where) for subject, where in zip(found.subject[known], found.position[known], strict=True)}
    for at in np.flatnonzero(unknown).tolist():
        among = (found.subject[at], found.position[at]) in series
        why = NO_LITRES if found.reason[at] is None else found.reason[at]
        yield _finding(found, at, UNKNOWN_AMONG if among else UNKNOWN, f"% predicted by an unknown equation: {why}")


def _not_recomputed(known: KnownData, found: Spirometry, endpoint: Endpoint) -> Iterator[Finding]:
    """Tell the breaths of an endpoint of recomputed values that have no value at all, so no point either."""
    if endpoint.value == RECOMPUTED:
        meant = matching(known.table(endpoint.domain), endpoint.where)[found.records.table_row]
        lacking = np.isnan(found.expected.percent) & np.isnan(found.recorded)
        for at in np.unique(found.entry[meant]).tolist():
            if lacking[at]:
                yield _finding(found, at, NOT_RECOMPUTED, f"no % predicted: {found.reason[at]}")


def _on_spirometry(known: KnownData, found: Spirometry) -> Sequence[Endpoint]:
    return [one for one in known.study.endpoints if one.domain == found.rules.domain]


def _mixed_positions(known: KnownData, found: Spirometry, endpoint: Endpoint) -> Iterator[Finding]:
    """Find the entries of one endpoint's series that differ in position from the first one of the subject."""
    table = known.table(endpoint.domain)
    meant = matching(table, endpoint.where)
    drawn = _drawn(found.records, set(zip(table[FILE][meant], table[ROW][meant], strict=True)))
    first: dict[int, str | None] = {}
    told: set[int] = set()
    for row in np.flatnonzero(drawn).tolist():
        at = int(np.searchsorted(found.offsets, row, side="right")) - 1
        usual = first.setdefault(int(found.subject[at]), found.position[at])
        if found.position[at] != usual and at not in told:
            told.add(at)
            here, there = (_position(one) for one in (found.position[at], usual))
            yield _finding(found, at, POSITIONS, f"{here} in a series that is {there}", found.rules.position)


def _drawn(records: Records, meant: set[tuple[str, int]]) -> Flags:
    return np.array([pair in meant for pair in zip(records.file, records.row.tolist(), strict=True)], dtype=np.bool_)


def _position(position: str | None) -> str:
    return "without a position" if position is None else position.lower()
