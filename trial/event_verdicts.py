"""What the site judged of one event, as recorded: criteria of seriousness, relatedness, the primary endpoint."""

from collections.abc import Iterator

from trial.adverse.clock import clock
from trial.adverse.lines import clock_words
from trial.analysis import Analysis
from trial.columns import NO, YES
from trial.events import Event
from trial.seriousness import criteria

NOT_RECORDED = "not recorded"


def recorded(event: Event, column: str) -> str:
    """Give what is recorded in a column, in small letters where the data have capitals, Y and N in words."""
    text = event.record.get(column)
    if text is None:
        return NOT_RECORDED
    if text.upper() in YES:
        return "yes"
    if text.upper() in NO:
        return "no"
    return text.lower() if text.isupper() else text


def serious_words(event: Event) -> str:
    """Say whether the event is serious, and why: "yes: death, life-threatening"; a contradiction is told."""
    met = ", ".join(criteria(event))
    if event.serious:
        return f"yes: {met}" if met else "yes; no criterion recorded"
    if event.serious is None:
        return f"{NOT_RECORDED}, but a criterion is: {met}" if met else NOT_RECORDED
    return f"no, but a criterion is recorded: {met}" if met else "no"


def relations(analysis: Analysis, event: Event) -> Iterator[tuple[str, str]]:
    """Give each judgement of relatedness that the data have, and what it says."""
    rules, columns = analysis.snapshot.study.safety, analysis.snapshot.tables["AE"].columns
    judged = (
        ("the cells", rules.cells),
        ("the lumbar puncture", rules.procedure),
        ("the marrow aspiration", rules.aspiration),
    )
    for what, where in judged:
        there = [column for column, _ in where if column in columns]
        if there:
            yield what, ", ".join(dict.fromkeys(recorded(event, column) for column in there))


def report(analysis: Analysis, event: Event) -> str | None:
    """Say how the report of a serious event stands against the days allowed; None of any other event."""
    rules = analysis.snapshot.study.safety
    is_collected = rules.reported in analysis.snapshot.tables["AE"].columns
    return clock_words(clock(event, rules, analysis.cut, is_collected), analysis.cut) if event.serious else None


def natural_progression(analysis: Analysis, event: Event) -> str | None:
    """Say whether the event is attributed to the natural course of the disease; None where the data do not ask."""
    column = analysis.snapshot.study.safety.natural_progression
    if column not in analysis.snapshot.tables["AE"].columns:
        return None
    said = recorded(event, column)
    return "uncertain" if said in ("u", "unknown") else said


def primary_answers(analysis: Analysis, event: Event) -> Iterator[tuple[str, str]]:
    """Give what the primary safety endpoint asks of each event, as far as the data have it."""
    rules, columns = analysis.snapshot.study.safety, analysis.snapshot.tables["AE"].columns
    asked = (
        (rules.site, "complication at the infusion site"),
        (rules.neurologic, "new neurologic deficit"),
        (rules.adjudication, "adjudication"),
    )
    yield from ((what, recorded(event, column)) for column, what in asked if column in columns)
    if rules.adjudication in event.record:
        details = (
            (rules.adjudicator, "adjudicator"),
            (rules.adjudication_date, "date"),
            (rules.adjudication_reason, "reason"),
        )
        yield from ((what, recorded(event, column)) for column, what in details if column in columns)
