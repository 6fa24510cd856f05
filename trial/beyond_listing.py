"""The listing beside the courses: every value after the anchor with what was expected from before and by history."""

from collections.abc import Iterator

import numpy as np

from trial.analysis import Analysis
from trial.beyond import NO_BASELINE, NO_REFERENCE, natural_at, prediction
from trial.calendar import MONTH_DAYS
from trial.columns import Floats
from trial.listing import Cell, Column, Listing
from trial.selection import Selection, selected_endpoints, selected_subjects
from trial.words import SLOPE_DECIMALS

COLUMNS = (
    Column("subject", "Patient"),
    Column("endpoint", "Endpoint"),
    Column("unit", "Unit"),
    Column("date", "Date"),
    Column("day", "Day", "number", 0),
    Column("visit", "Visit"),
    Column("value", "Value", "number"),
    Column("used", "Used"),
    Column("expected", "Expected from before", "number", SLOPE_DECIMALS),
    Column("expected_lower", "95 % prediction interval lower", "number", SLOPE_DECIMALS),
    Column("expected_upper", "95 % prediction interval upper", "number", SLOPE_DECIMALS),
    Column("inside", "Value inside"),
    Column("expected_note", "Why not expected"),
    Column("natural", "Natural history", "number", SLOPE_DECIMALS),
    Column("natural_lower", "Natural history lower", "number", SLOPE_DECIMALS),
    Column("natural_upper", "Natural history upper", "number", SLOPE_DECIMALS),
    Column("natural_note", "Source of natural history"),
)
TITLE = "Values after the anchor against before"
NOTE = (
    "Expected from before: the pre line continued, with the 95 % prediction interval of one new value, each by itself. "
    "Natural history: from the baseline value, reference slope -+ 1.96 SD between patients."
)


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every value after the anchor of every selected patient and endpoint."""
    return Listing("expected", TITLE, COLUMNS, tuple(_rows(analysis, selection)), NOTE)


def _rows(analysis: Analysis, selection: Selection) -> Iterator[tuple[Cell, ...]]:
    points, endpoints = analysis.points, analysis.snapshot.study.endpoints
    people = {subject.index: subject.id for subject in selected_subjects(selection, analysis)}
    wanted = (points.day > 0) & np.isin(points.subject, list(people))
    rows = np.flatnonzero(wanted & np.isin(points.endpoint, selected_endpoints(selection, analysis)))
    pairs = points.subject[rows] * len(endpoints) + points.endpoint[rows]
    months = (points.day[rows] / MONTH_DAYS)[:, None]
    before = [edge[:, 0] for edge in prediction(analysis.fits.before, pairs, months)]
    natural = [edge[:, 0] for edge in natural_at(analysis, pairs, months)]
    for place, row in enumerate(rows.tolist()):
        endpoint, value = int(points.endpoint[row]), float(points.value[row])
        named = endpoints[endpoint]
        seen = (points.date[row], int(points.day[row]), points.visit[row], value, bool(points.used[row]))
        middle, low, high = (_cell(edge, place) for edge in before)
        inside = None if low is None or high is None else low <= value <= high
        why = None if low is not None else analysis.fits.pre(int(pairs[place])).reason
        reference = [_cell(edge, place) for edge in natural]
        source = _source(analysis, endpoint, reference[0])
        yield (
            people[int(points.subject[row])], named.label, named.unit, *seen, middle, low, high, inside, why,
            *reference, source,
        )  # fmt: skip


def _cell(column: Floats, place: int) -> float | None:
    value = float(column[place])
    return None if value != value else value


def _source(analysis: Analysis, endpoint: int, mean: float | None) -> str | None:
    reference = analysis.snapshot.study.endpoints[endpoint].reference
    if reference is None:
        return NO_REFERENCE
    return NO_BASELINE if mean is None else reference.source
