"""The listings of the trajectories: every slope with its interval, every point with its use."""

from collections.abc import Iterator

from trial.analysis import Analysis
from trial.handling_words import OLD_BY_CHOICE
from trial.listing import Cell, Column, Listing
from trial.pairs import PairPoint
from trial.pairs import build as pairs_of
from trial.selection import Selection, selected_endpoints, selected_subjects
from trial.slopes import METHOD, Change, Line
from trial.words import SLOPE_DECIMALS, not_done

SHORT_SPAN = "short span"
SLOPE_COLUMNS = (
    Column("subject", "Patient"),
    Column("endpoint", "Endpoint"),
    Column("unit", "Unit"),
    Column("period", "Period"),
    Column("n", "n", "number", 0),
    Column("slope", "Slope or change per month", "number", SLOPE_DECIMALS),
    Column("se", "Standard error", "number", SLOPE_DECIMALS),
    Column("lower", "95 % CI lower", "number", SLOPE_DECIMALS),
    Column("upper", "95 % CI upper", "number", SLOPE_DECIMALS),
    Column("span", "Span, days", "number", 0),
    Column("spline_pre", "Pre slope of the change model", "number", SLOPE_DECIMALS),
    Column("spline_post", "Post slope of the change model", "number", SLOPE_DECIMALS),
    Column("df", "Degrees of freedom", "number", 0),
    Column("p", "p", "number", 4),
    Column("note", "Note"),
)
POINT_COLUMNS = (
    Column("subject", "Patient"),
    Column("endpoint", "Endpoint"),
    Column("unit", "Unit"),
    Column("date", "Date"),
    Column("day", "Day", "number", 0),
    Column("month", "Month", "number", 2),
    Column("visit", "Visit"),
    Column("value", "Value", "number"),
    Column("change", "Change from baseline", "number"),
    Column("baseline", "Baseline"),
    Column("days_off", "Days outside window", "number", 0),
    Column("records", "Records averaged", "number", 0),
    Column("used", "Used"),
    Column("note", "Note"),
)
SLOPE_NOTE = (
    "Slopes are units per month of 30.4375 days. Pre: least squares over days up to 0; post: over days after 0. "
    f"Change: {METHOD} over all used points, so not exactly post minus pre."
)
POINT_NOTE = "Day 0 is the anchor. Change counts from the last used value at or before day 0."


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List pre slope, post slope and change of every selected patient and endpoint."""
    rows = tuple(_slope_rows(analysis, selection))
    return Listing("slopes", "Slopes per month before and after", SLOPE_COLUMNS, rows, SLOPE_NOTE)


def _slope_rows(analysis: Analysis, selection: Selection) -> Iterator[tuple[Cell, ...]]:
    endpoints, fits = analysis.snapshot.study.endpoints, analysis.fits
    for subject in selected_subjects(selection, analysis):
        for place in selected_endpoints(selection, analysis):
            pair = subject.index * len(endpoints) + place
            key = (subject.id, endpoints[place].label, endpoints[place].unit)
            yield (*key, "Pre", *_line_cells(fits.pre(pair)))
            yield (*key, "Post", *_line_cells(fits.post(pair)))
            used = int(fits.before.n[pair] + fits.after.n[pair])
            yield (*key, "Change", used, *_change_cells(fits.change(pair)))


def _line_cells(line: Line) -> tuple[Cell, ...]:
    numbers = (line.n, line.slope, line.se, line.lower, line.upper, line.span_days)
    return (*numbers, None, None, None, None, line_note(line))


def line_note(line: Line) -> str | None:
    """Say what a line lacks, and whether its span is short; None when there is nothing to say."""
    notes = [line.reason] if line.reason else []
    return "; ".join([*notes, *([SHORT_SPAN] if line.short_span else [])]) or None


def _change_cells(change: Change) -> tuple[Cell, ...]:
    interval = (change.estimate, change.se, change.lower, change.upper)
    return (*interval, None, change.pre, change.post, change.df, change.p, change.reason)


def points_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every point of every selected patient and endpoint, used or not, and what was not done."""
    rows = tuple(_point_rows(analysis, selection))
    return Listing("points", "Measured points", POINT_COLUMNS, rows, POINT_NOTE)


def _point_rows(analysis: Analysis, selection: Selection) -> Iterator[tuple[Cell, ...]]:
    endpoints, places = analysis.snapshot.study.endpoints, selected_endpoints(selection, analysis)
    people = selected_subjects(selection, analysis)
    width = len(endpoints)
    for pair in pairs_of(analysis, [subject.index for subject in people], places):
        described = endpoints[pair.endpoint]
        key = (analysis.subjects[pair.subject].id, described.label, described.unit)
        yield from ((*key, *_point_cells(point)) for point in pair.points)
        yield from ((*key, *cells) for cells in _undated(analysis, pair.subject * width + pair.endpoint))
        for one in pair.missing:
            yield (*key, one.date, one.day, one.month, one.visit, *(None,) * 5, False, not_done(one.reason))


def _point_cells(point: PairPoint) -> tuple[Cell, ...]:
    return (
        point.date, point.day, point.month, point.visit, point.value, point.change,
        "Baseline" if point.is_baseline else None, point.days_off, point.records, point.used,
        note_of(point),
    )  # fmt: skip


def note_of(point: PairPoint) -> str | None:
    """Say why a point is not used, or what is to be known of one that is; None when there is nothing to say."""
    old = OLD_BY_CHOICE if point.used and point.is_old else None
    return "; ".join(filter(None, (point.reason, old, point.equation))) or None


def _undated(analysis: Analysis, pair: int) -> Iterator[tuple[Cell, ...]]:
    """Give the points of a pair without a day; they stand after the dated ones."""
    points, equations = analysis.points, analysis.equations
    for row in range(*points.offsets[pair : pair + 2].tolist()):
        if points.day[row] != points.day[row]:
            seen = (points.date[row], None, None, points.visit[row], float(points.value[row]))
            note = "; ".join(filter(None, (points.reason[row], equations.text(row)))) or None
            yield (*seen, None, None, None, int(points.records[row]), bool(points.used[row]), note)
