"""The listings of the view Group: every change, every statistic, every outcome."""

from collections.abc import Iterator

from trial.across_outcome import outcome
from trial.analysis import Analysis
from trial.group import statistics
from trial.group.responders import Kind, Responders
from trial.group.statistics import EndpointGroup, Summary
from trial.listing import Cell, Column, Listing
from trial.selection import Selection, selected_endpoints, selected_subjects
from trial.slopes import METHOD

DESCRIPTIVE = "Descriptive; no confirmatory test planned."
CHANGE_COLUMNS = (
    Column("subject", "Patient"),
    Column("endpoint", "Endpoint"),
    Column("unit", "Unit per month"),
    Column("pre", "Slope before", "number"),
    Column("post", "Slope after", "number"),
    Column("change", "Change", "number"),
    Column("se", "Standard error", "number"),
    Column("lower", "95 % CI lower", "number"),
    Column("upper", "95 % CI upper", "number"),
    Column("evaluable", "Evaluable"),
    Column("reason", "Why not"),
)
STATISTIC_COLUMNS = (
    Column("endpoint", "Endpoint"),
    Column("unit", "Unit per month"),
    Column("statistic", "Statistic"),
    Column("n", "n", "number"),
    Column("value", "Value", "number"),
    Column("lower", "Lower", "number"),
    Column("upper", "Upper", "number"),
    Column("p", "p, two-sided", "number"),
    Column("note", "Note"),
)
FATE_COLUMNS = (
    Column("subject", "Patient"),
    Column("day", "Followed to day", "number"),
    Column("event", "Event"),
    Column("visit", "Last visit with function"),
    Column("change", "Change of function", "number"),
    Column("score", "Joint score", "number"),
    Column("rank", "Joint rank, 1 the worst", "number"),
)

Row = tuple[Cell, ...]


def changes_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the change of slope of every selected treated patient and endpoint."""
    note = f"{DESCRIPTIVE} {METHOD.capitalize()}; slopes per month of 30.4375 days."
    return Listing("changes", "Changes of slope", CHANGE_COLUMNS, tuple(_change_rows(analysis, selection)), note)


def _change_rows(analysis: Analysis, selection: Selection) -> Iterator[Row]:
    for group in _groups(analysis, selection):
        who = group.evaluated
        endpoint = analysis.snapshot.study.endpoints[who.endpoint]
        key = (endpoint.label, endpoint.unit)
        numbers = (who.subjects, who.pre, who.post, who.change, who.se, who.lower, who.upper)
        for subject, *slopes in zip(*(column.tolist() for column in numbers), strict=True):
            yield (analysis.subjects[subject].id, *key, *slopes, True, None)
        for each in who.not_evaluable:
            yield (analysis.subjects[each.subject].id, *key, *(None,) * 6, False, each.reason)


def statistics_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every statistic across the selected patients, with its interval, p and note."""
    rows = tuple(
        (endpoint.label, endpoint.unit, *row)
        for group in _groups(analysis, selection)
        for endpoint in (analysis.snapshot.study.endpoints[group.evaluated.endpoint],)
        for row in _statistic_rows(group)
    )
    return Listing("group", "Statistics across patients", STATISTIC_COLUMNS, rows, DESCRIPTIVE)


def _groups(analysis: Analysis, selection: Selection) -> tuple[EndpointGroup, ...]:
    people = [subject.index for subject in selected_subjects(selection, analysis)]
    return statistics.build(analysis, people, selected_endpoints(selection, analysis))


def _statistic_rows(group: EndpointGroup) -> Iterator[Row]:
    n, by_chance = len(group.evaluated), group.by_chance
    yield ("Smallest attainable p", n, None, None, None, group.smallest_p, group.reason)
    if group.summary is not None:
        yield from _summary_rows(n, group.summary)
    for each in group.responders:
        yield from _responder_rows(each)
    if by_chance is not None:
        yield ("Median r without effect", n, by_chance.correlation, None, None, None, f"{by_chance.draws} draws")
        for one in by_chance.power:
            name = f"for a true slowing of {one.effect:.4g}"
            yield (f"Chance that all changes share a sign {name}", n, one.same_sign, None, None, None, None)
            yield (f"Chance of paired t p < 0.05 {name}", n, one.paired_t, None, None, None, None)


def _summary_rows(n: int, found: Summary) -> Iterator[Row]:
    mean, centre, mixed = found.mean, found.hodges_lehmann, found.mixed
    flips = f"{found.sign_flip.patterns} patterns{'' if found.sign_flip.exact else ', drawn at random'}"
    yield ("Mean change", n, mean.mean, mean.lower, mean.upper, mean.p, "paired t, 95 % interval")
    yield ("SD of the changes", n, mean.sd, None, None, None, None)
    yield ("Sign-flip test of the mean", n, None, None, None, found.sign_flip.p, flips)
    if found.signed_rank is not None:
        rank = found.signed_rank
        yield (
            "Wilcoxon signed rank, W",
            rank.n,
            rank.w,
            None,
            None,
            rank.p,
            "exact" if rank.exact else "normal approximation",
        )
    level = "no interval" if centre.level is None else f"exact interval of level {centre.level:.6g}"
    yield ("Hodges-Lehmann", n, centre.estimate, centre.lower, centre.upper, None, level)
    if found.sign_test is not None:
        yield (
            "Sign test, changes above 0",
            found.sign_test.n,
            found.sign_test.above,
            None,
            None,
            found.sign_test.p,
            None,
        )
    yield ("r (slope before, change)", n, found.correlation.r, None, None, None, found.correlation.reason)
    said = "; ".join(part for part in (mixed.model, mixed.note) if part)
    yield ("Mixed model", n, mixed.estimate, mixed.lower, mixed.upper, mixed.p, said)


def _responder_rows(found: Responders) -> Iterator[Row]:
    name = threshold_text(found)
    yield (f"Responders, {name}", found.of, found.count, None, None, None, found.reason)
    yield (f"Rate without effect, {name}", found.of, found.null_rate, None, None, None, None)
    yield (f"Chance of at least as many without effect, {name}", found.of, found.null_at_least, None, None, None, None)


def threshold_text(found: Responders) -> str:
    """Write a threshold: "25 % slower", "1.5 per month slower"."""
    value = f"{found.threshold.value:.10g}"
    if found.threshold.kind is Kind.PER_MONTH:
        return f"slower by {value} per month or more"
    return "halted or better (100 %)" if found.threshold.value == 100 else f"slower by {value} % or more"


def followed_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List how far each treated patient was followed, the event, and the joint rank."""
    people = [subject.index for subject in selected_subjects(selection, analysis)]
    wanted = selected_endpoints(selection, analysis)
    found = outcome(analysis, people, wanted[0] if wanted else None)
    rows = tuple(
        (each.patient, each.day, each.event, each.last_visit, each.change, each.score, each.rank)
        for each in found.fates
    )
    note = f"{DESCRIPTIVE} Event: death, tracheostomy or permanent ventilation. Function: {found.function or 'none'}."
    return Listing("outcome", "Outcome and joint rank", FATE_COLUMNS, rows, note)
