"""The tables of the view Group: statistics by endpoint, responders beside chance, power, changes, fates."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.state import patient_path
from trial.across import Across, GroupColumn
from trial.across_listing import threshold_text
from trial.across_words import p_text, rate_text
from trial.group.statistics import EFFECTS, Summary
from trial.words import NOTHING, interval_text, number, percent_of, shortest, signed

MOST_ROWS = 48
"""Patients whose numbers stand on the screen; more are in the CSV."""
Cell = str | Component | list[str | Component]
Write = Callable[[GroupColumn, Summary], Cell]


def statistics(result: Across) -> Component:
    """Give the statistics, a row each, a column an endpoint, with what each says in plain words."""
    heads: list[Cell] = ["Statistic", *map(_head, result.columns)]
    rows: list[list[Cell]] = [
        [_named("Evaluable", "patients with enough days on both sides"), *map(_evaluable, result.columns)]
    ]
    rows += [[_named(name, says), *(_cell(column, write) for column in result.columns)] for name, says, write in ROWS]
    rows.append([_named("Smallest p", "that exact tests can reach with these patients"),
                 *(f"{column.group.smallest_p:.4g}" for column in result.columns)])  # fmt: skip
    return table("Statistics across patients", heads, rows)


def _named(name: str, says: str) -> Cell:
    return [html.B(name), html.Small(says)]


def _head(column: GroupColumn) -> Cell:
    return [column.label, html.Small(f"{column.unit} per month")]


def _evaluable(column: GroupColumn) -> str:
    return f"{len(column.patients)} of {column.group.evaluated.treated}"


def _cell(column: GroupColumn, write: Write) -> Cell:
    return NOTHING if column.group.summary is None else write(column, column.group.summary)


def _mean(column: GroupColumn, found: Summary) -> Cell:
    spread = "" if found.mean.sd is None else f"SD {number(found.mean.sd, column.decimals)}"
    return [signed(found.mean.mean, column.decimals), html.Small(spread)]


def _t(column: GroupColumn, found: Summary) -> Cell:
    mean = found.mean
    if mean.t is None or mean.lower is None or mean.upper is None:
        return "no spread: no test"
    return [f"p {p_text(mean.p)}", html.Small(
        f"t {number(mean.t, 2)}, df {mean.df}; {interval_text(mean.lower, mean.upper, column.decimals)}"
    )]  # fmt: skip


def _flip(column: GroupColumn, found: Summary) -> Cell:
    how = f"{found.sign_flip.patterns:,} patterns".replace(",", " ")
    return [f"p {p_text(found.sign_flip.p)}", html.Small(how if found.sign_flip.exact else f"{how} at random")]


def _wilcoxon(column: GroupColumn, found: Summary) -> Cell:
    rank = found.signed_rank
    return (
        "all 0"
        if rank is None
        else [f"p {p_text(rank.p)}", html.Small(f"W {shortest(rank.w)}, n {rank.n}{'' if rank.exact else ', normal'}")]
    )


def _sign(column: GroupColumn, found: Summary) -> Cell:
    test = found.sign_test
    return "all 0" if test is None else [f"p {p_text(test.p)}", html.Small(f"{test.above} of {test.n} above 0")]


def _centre(column: GroupColumn, found: Summary) -> Cell:
    centre, digits = found.hodges_lehmann, column.decimals
    if centre.lower is None or centre.upper is None or centre.level is None:
        return [signed(centre.estimate, digits), html.Small("too few for an interval")]
    level = f"{100 * centre.level:.4g} %"
    return [
        signed(centre.estimate, digits),
        html.Small(f"{interval_text(centre.lower, centre.upper, digits)}, {level}"),
    ]


def _mixed(column: GroupColumn, found: Summary) -> Cell:
    model, digits = found.mixed, column.decimals
    if model.estimate is None or model.lower is None or model.upper is None:
        return [NOTHING, html.Small(model.note)]
    said = f"{interval_text(model.lower, model.upper, digits)}, p {p_text(model.p)}"
    note = f" Set aside: {model.note}." if model.note else ""
    return [signed(model.estimate, digits), html.Small(said), html.Small(f"{model.model.capitalize()}.{note}")]


def _correlation(column: GroupColumn, found: Summary) -> Cell:
    by_chance = column.group.by_chance
    if found.correlation.r is None:
        return [NOTHING, html.Small(found.correlation.reason or "")]
    expected = (
        "" if by_chance is None or by_chance.correlation is None else f"{signed(by_chance.correlation, 2)} by chance"
    )
    return [signed(found.correlation.r, 2), html.Small(expected)]


ROWS: tuple[tuple[str, str, Write], ...] = (
    ("Mean change", "above 0: the slope rose; SD between patients", _mean),
    ("Paired t", "p if changes are normal; 95 % interval of the mean", _t),
    ("Sign-flip test", "how often chance signs give a mean as far from 0", _flip),
    ("Wilcoxon signed rank", "the same with ranks in place of sizes", _wilcoxon),
    ("Sign test", "counts only which way each patient went", _sign),
    ("Hodges–Lehmann", "a middle that one outlier cannot move; exact interval", _centre),
    ("Mixed model", "all points of all patients in one model; df n − 1", _mixed),
    ("r (before, change)", "regression to the mean makes it negative", _correlation),
)


def responders(result: Across) -> Component | None:
    """Give every threshold with the patients who pass, and beside it the rate that no effect gives; None without."""
    heads = [
        "Endpoint",
        "Called a responder if",
        "Patients",
        "Without effect, a patient passes",
        "Without effect, at least so many pass",
    ]
    rows: list[list[Cell]] = [
        [column.label, threshold_text(found), [f"{found.count} of {found.of}",
         html.Small(f"{found.undefined} without a decline before" if found.undefined else "")],
         [rate_text(found.null_rate), html.Small(found.reason or "")], rate_text(found.null_at_least)]
        for column in result.columns
        for found in column.group.responders
    ]  # fmt: skip
    return table("Responders beside chance", heads, rows) if rows else None


def power(result: Across) -> Component | None:
    """Give the chance to see a true slowing; None where nothing can be simulated."""
    if all(column.group.by_chance is None for column in result.columns):
        return None
    rows: list[list[Cell]] = [
        [f"{100 * part:.0f} % of the natural slope", *(_power(column, place) for column in result.columns)]
        for place, part in enumerate(EFFECTS)
    ]
    heads = ["True slowing in every patient", *(column.label for column in result.columns)]
    return table("Chance that all changes share a sign; below it, that a paired t has p < 0.05", heads, rows)


def _power(column: GroupColumn, place: int) -> Cell:
    if column.group.by_chance is None:
        return NOTHING
    found = column.group.by_chance.power[place]
    return [rate_text(found.same_sign), html.Small(f"paired t {rate_text(found.paired_t)}")]


def changes(result: Across) -> Component:
    """Give the slopes and the change of every patient on the screen, by endpoint."""
    rows: list[list[Cell]] = [
        [
            _link(each.patient), column.label, number(each.pre, column.decimals), number(each.post, column.decimals),
            signed(each.change, column.decimals),
            interval_text(each.lower, each.upper, column.decimals) if each.lower == each.lower else NOTHING,
        ]
        for column in result.columns
        for each in column.patients[:MOST_ROWS]
    ]  # fmt: skip
    heads = ["Patient", "Endpoint", "Before", "After", "Change", "95 % interval"]
    return table("Slopes per month by the continuous spline", heads, rows)


def fates(result: Across) -> Component:
    """Give who was followed until when, and the joint rank; the worst first."""
    found = result.outcome
    rows: list[list[Cell]] = [
        [
            _link(each.patient), f"day {each.day}", each.event or "none known",
            [
                NOTHING if each.change is None else signed(each.change, found.decimals),
                html.Small(each.last_visit or ""),
            ],
            NOTHING if each.score is None else signed(each.score, 0),
            NOTHING if each.rank is None else shortest(each.rank),
        ]
        for each in found.fates[:MOST_ROWS]
    ]  # fmt: skip
    function = f"Change of {found.function}" if found.function else "Change"
    heads = ["Patient", "Followed to", "Event", function, "Joint score", "Rank, 1 worst"]
    return table("Outcome and joint rank", heads, rows)


def levels(result: Across) -> Component:
    """Give the share without event at the months of the figure, with its interval."""
    found = result.outcome
    rows: list[list[Cell]] = [
        [
            shortest(one.month), str(one.at_risk), str(one.events), percent_of(one.survival),
            NOTHING if one.lower is None or one.upper is None
            else f"{interval_text(100 * one.lower, 100 * one.upper, 0)} %",
            NOTHING if found.expected is None else percent_of(found.expected.surviving(one.month)),
        ]
        for one in found.levels
    ]  # fmt: skip
    heads = ["Month", "At risk", "Events so far", "Without event", "95 % interval", "Natural history"]
    return table("Survival by month", heads, rows)


def _link(patient: str) -> Component:
    return html.A(patient, href=patient_path(patient), className="patient-link")


def table(title: str, heads: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> Component:
    """Make a table; the first cell of a row names it. It scrolls sideways where it is too wide."""
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    body = html.Tbody([html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])]) for row in rows])
    return html.Div(
        html.Table([html.Caption(title, className="sr"), head, body], className="listing grp-table"),
        className="listing-box",
        tabIndex="0",
        role="region",
        **attrs(aria_label=title),
    )


def opened(summary: str, inside: Component | None, rule: str = "") -> list[Component]:
    """Put a table behind one click, with the rule to read it by; nothing where there is no table."""
    if inside is None:
        return []
    below = [html.P(rule, className="footnote")] if rule else []
    return [html.Details([html.Summary(summary), inside, *below], className="grp-more")]
