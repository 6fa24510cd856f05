"""The card of the patients' own evaluation: counts with exact intervals, who gave no answer, and what it is worth."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components.graph import listing_link
from components.tables import plain_table
from trial.instruments.evaluation import QUESTIONS, UNBLINDED, Answer, Tally
from trial.listing import Column, Listing
from trial.words import NOTHING, interval_text

TITLE = "The patients’ own evaluation"
MOST_NAMED = 6
NOT_NAMED = "The study file does not say where the patients’ evaluation stands ([instruments.evaluation])."
COLUMNS = (
    Column("question", "Question"),
    Column("visit", "Visit"),
    Column("yes", "Yes"),
    Column("interval", "95 % interval"),
    Column("no", "No", "number", 0),
    Column("unsure", "Unsure", "number", 0),
    Column("none", "Asked, no answer", "number", 0),
    Column("left", "Left before", "number", 0),
    Column("why", "Who, and why"),
    Column("not_yet", "Not yet asked", "number", 0),
)


def parts(tallies: Sequence[Tally] | None, visits: Mapping[str, str]) -> list[Component]:
    """Make what is in the card; `visits` are the labels of the planned visits by id."""
    bar = [html.H2(TITLE), html.Div([listing_link("evaluation")], className="actions")]
    body: list[Component] = (
        [html.P(NOT_NAMED, className="statement")]
        if tallies is None
        else [
            html.P(UNBLINDED, className="statement"),
            plain_table(table(tallies, visits)),
            html.P(RULE, className="footnote"),
        ]
    )
    return [html.Div(bar, className="sheet-bar"), html.Div(body, className="sheet-body evaluation")]


RULE = (
    "Of every treated patient shown. n counts those whose visit is over: who missed it or did not answer, and who died "
    "or left before it, counts without an answer. The interval of yes among n is exact (Clopper and Pearson)."
)


def table(tallies: Sequence[Tally], visits: Mapping[str, str]) -> Listing:
    """Lay out the counts, a row for each question and visit."""
    rows = tuple(
        (
            QUESTIONS[one.question], visits.get(one.visit, one.visit), f"{one.yes} of {one.n}", _interval(one), one.no,
            one.unsure, one.no_answer - one.left, one.left, _missing(one), one.not_yet,
        )
        for one in tallies
    )  # fmt: skip
    return Listing("evaluation", TITLE, COLUMNS, rows)


def _interval(one: Tally) -> str:
    return NOTHING if one.interval is None else f"{interval_text(100 * one.interval[0], 100 * one.interval[1], 0)} %"


def _missing(one: Tally) -> str:
    """Name who gave no answer, and why; of many the first, the listing has all."""
    told = [f"{reply.subject} {reply.why}" for reply in one.replies if reply.answer is Answer.NO_ANSWER]
    more = len(told) - MOST_NAMED
    return "; ".join([*told[:MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])
