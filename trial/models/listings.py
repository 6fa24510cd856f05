"""The listings of the models: every estimate, the trust in every pre slope, every quarter of the selected courses."""

from trial.analysis import Analysis
from trial.listing import Cell, Column, Listing
from trial.models.estimates import QUARTER_MONTHS, Estimate
from trial.models.sensitivity import Course, Sensitivity, Slowing
from trial.models.sensitivity import build as sensitivity_of
from trial.selection import Selection, selected_endpoints, selected_subjects
from trial.words import SLOPE_DECIMALS


def _number(key: str, label: str, decimals: int = SLOPE_DECIMALS) -> Column:
    return Column(key, label, "number", decimals)


KEY = (Column("subject", "Patient"), Column("endpoint", "Endpoint"), Column("unit", "Unit"))
MODEL_COLUMNS = (
    *KEY,
    Column("model", "Model"),
    Column("method", "Method"),
    _number("n_pre", "Days before", 0),
    _number("n_post", "Days after", 0),
    Column("evaluable", "Evaluable"),
    _number("pre", "Pre slope per month"),
    _number("pre_lower", "Pre 95 % CI lower"),
    _number("pre_upper", "Pre 95 % CI upper"),
    _number("post", "Post slope per month"),
    _number("post_lower", "Post 95 % CI lower"),
    _number("post_upper", "Post 95 % CI upper"),
    _number("change", "Change per month"),
    _number("se", "Standard error"),
    _number("lower", "95 % CI lower"),
    _number("upper", "95 % CI upper"),
    _number("df", "Degrees of freedom", 1),
    _number("p", "p", 4),
    _number("pre_quarter", "Pre slope per 3 months"),
    _number("post_quarter", "Post slope per 3 months"),
    _number("slowing", "Slowing, %", 0),
    Column("note", "Note"),
)
MODEL_NOTE = (
    "Change is post minus pre, per month of 30.4375 days. M1: continuous spline, the default. M2: two lines with one "
    "scatter, which may jump at day 0. M2w: each its own scatter. M3: two lines that share day 0, as in published "
    "tables. Theil-Sen: medians of slopes. Slowing stands beside the change and never for it."
)
TRUST_COLUMNS = (
    *KEY,
    _number("n", "Days before", 0),
    _number("slope", "Pre slope per month"),
    _number("se", "Its standard error"),
    Column("from", "Error from"),
    _number("reliability", "Reliability, %", 0),
    _number("shrunken", "Shrunken slope"),
    _number("sd", "Its SD"),
    _number("natural", "Natural history, slope"),
    _number("between", "Natural history, SD between patients"),
    _number("expected", "Error of the change promised by the visit days"),
    Column("source", "Source of natural history"),
    Column("note", "Note"),
)
TRUST_NOTE = (
    "Reliability is the share of what pre slopes differ by that is truly between patients. Shrunken: the pre slope "
    "moved towards natural history by what is noise; it stands beside the raw slope, never in its place."
)
QUARTER_COLUMNS = (
    *KEY,
    Column("quarter", "Quarter"),
    _number("target", "Target day", 0),
    Column("status", "Status"),
    Column("value", "Value", "number"),
    _number("day", "Day", 0),
    Column("change", "Change from baseline", "number"),
    Column("note", "Note"),
)
QUARTER_NOTE = "The used value nearest day 91, 183, 274 and 365, within 45 days; else what became of the planned visit."


def _selected(analysis: Analysis, selection: Selection) -> Sensitivity:
    people = [subject.index for subject in selected_subjects(selection, analysis)]
    return sensitivity_of(analysis, people, selected_endpoints(selection, analysis))


def _key(course: Course) -> tuple[Cell, ...]:
    return course.subject, course.endpoint.label, course.endpoint.unit


def models_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every model of every selected patient and endpoint."""
    rows = tuple(
        (*_key(course), *_estimate(one, slowing))
        for course in _selected(analysis, selection).courses
        for one, slowing in zip(course.estimates, course.slowings, strict=True)
    )
    return Listing("models", "Change of slope by five models", MODEL_COLUMNS, rows, MODEL_NOTE)


def _estimate(one: Estimate, slowing: Slowing) -> tuple[Cell, ...]:
    quarters = (None if each is None else QUARTER_MONTHS * each for each in (one.pre.value, one.post.value))
    notes = [*one.remarks, slowing.reason and f"slowing {slowing.reason}"]
    return (
        one.model.value, one.model.method, one.n_pre, one.n_post, one.is_evaluable,
        one.pre.value, one.pre.lower, one.pre.upper, one.post.value, one.post.lower, one.post.upper,
        one.change.value, one.change.se, one.change.lower, one.change.upper, one.df, one.p,
        *quarters, slowing.percent, "; ".join(filter(None, notes)) or None,
    )  # fmt: skip


def trust_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List how far the pre slope of every selected patient and endpoint can be trusted."""
    rows = tuple((*_key(course), *_trust(course)) for course in _selected(analysis, selection).courses)
    return Listing("pre-slopes", "How far pre slopes can be trusted", TRUST_COLUMNS, rows, TRUST_NOTE)


def _trust(course: Course) -> tuple[Cell, ...]:
    one, natural = course.trust, course.endpoint.reference
    source = "residual SD of the study file" if one.from_reference else "own scatter"
    known: tuple[Cell, Cell] = (None, None) if natural is None else (natural.slope, natural.sd)
    return (
        one.n, one.slope, one.se, None if one.se is None else source,
        None if one.reliability is None else 100 * one.reliability, one.shrunken, one.sd, *known,
        course.expected_error, None if natural is None else natural.source, one.reason,
    )  # fmt: skip


def quarters_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the quarters of every selected patient and endpoint."""
    rows = tuple(
        (*_key(course), one.name, one.target, one.status.value.replace("_", " "), one.value, one.day, one.change,
         one.text or None)
        for course in _selected(analysis, selection).courses
        for one in course.quarters
    )  # fmt: skip
    return Listing("quarters", "Values by quarter", QUARTER_COLUMNS, rows, QUARTER_NOTE)
