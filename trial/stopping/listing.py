"""The guidance as a listing: one row a treated patient in the order of treatment, the count against the boundary."""

from collections.abc import Iterator

from trial.analysis import Analysis
from trial.event_words import term
from trial.listing import Cell, Column, Listing
from trial.stopping import guidance
from trial.stopping.guidance import Guidance
from trial.stopping.statistics import posterior
from trial.stopping.words import NO_RULE, method, reasons, source, what_counts

_COLUMNS = (
    Column("n", "After patient", "number", 0),
    Column("subject", "Patient"),
    Column("treated", "Treated"),
    Column("followed", "Day of last contact", "number", 0),
    Column("events", "Events that count or may"),
    Column("k", "k", "number", 0),
    Column("k_if_pending", "k with pending", "number", 0),
    Column("posterior", "P(p > rate)", "number", 3),
    Column("alert", "Alert at k of", "number", 0),
    Column("boundary", "Boundary at k of", "number", 0),
    Column("pocock", "Pocock-type at k of", "number", 0),
    Column("state", "State"),
    Column("state_if_pending", "State with pending"),
)


def listing(analysis: Analysis) -> Listing:
    """List the whole trial at the cut; without a rule no row, and the note says so."""
    found = guidance.build(analysis)
    title = "Events against the boundary, as patients accrued"
    if found is None:
        return Listing("stopping", title, _COLUMNS, (), NO_RULE)
    rule = found.rule
    note = f"Rule: {source(rule)}. All patients, whatever the filters. {what_counts(rule)} {method(rule)}"
    return Listing("stopping", title, _COLUMNS, tuple(_rows(found)), note)


def _rows(found: Guidance) -> Iterator[tuple[Cell, ...]]:
    for step in found.steps:
        look = step.look
        told = "; ".join(f"AESEQ {one.event.seq} {term(one.event)}: {reasons(one)}" for one in step.findings)
        above = float(posterior(step.k, look.n, found.rule.prior, found.rule.rate))
        yield (
            look.n, step.subject, step.anchor.isoformat(), step.last_day, told, step.k, step.k_open, above,
            look.alert, look.stop, look.pocock, str(step.state), str(step.state_open),
        )  # fmt: skip
