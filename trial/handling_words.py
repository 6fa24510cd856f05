"""Which values enter the fits, in sentences: the choices that a study has, what is chosen, and what it changed."""

from collections import Counter
from collections.abc import Iterable

from trial.analysis import Analysis
from trial.handling import WORDS, Handling, History, Strategy, censored_kinds
from trial.intercurrent import Intercurrent
from trial.study import Study
from trial.words import counted, listed

MOST_NAMED = 6
OLD_BY_CHOICE = "older than the rule on historical records allows, used by choice"
NEVER_FILLED = "nothing is filled in or carried forward"


def history_label(study: Study) -> str | None:
    """Name the switch for old records, None where the study has no rule that excludes them."""
    months = study.historical_months
    return None if months is None else f"Also records older than {counted(months, 'month')} before screening"


def strategy_labels(study: Study) -> tuple[tuple[Strategy, str], ...]:
    """Name the strategies that make a difference in this study, the default first."""
    planned, censored = (censored_kinds(study.intercurrent, each) for each in (Strategy.PLANNED, Strategy.CENSOR))
    default = f"As planned: censored after {_named(planned)}" if planned else "Treatment policy: all values stay"
    return (
        (Strategy.PLANNED, default),
        *([(Strategy.CENSOR, f"Sensitivity: censored after {_named(censored)}")] if censored != planned else []),
        *([(Strategy.POLICY, "Treatment policy: all values stay")] if planned else []),
    )


def choice_words(study: Study, handling: Handling) -> tuple[str, ...]:
    """Say each choice that is not the default in a few words, for chips of exports."""
    strategies = {
        Strategy.CENSOR: f"Censored after {_named(censored_kinds(study.intercurrent, Strategy.CENSOR))}",
        Strategy.POLICY: "Treatment policy, nothing censored",
    }
    old = ("All historical records in the slopes",) if handling.history is History.ALL else ()
    return (*old, *([strategies[handling.strategy]] if handling.strategy in strategies else []))


def suffix(handling: Handling) -> str:
    """Give what a finding about slopes adds when it is not the default."""
    parts = [
        *(["old records included"] if handling.history is History.ALL else []),
        *(["values after events censored"] if handling.strategy is Strategy.CENSOR else []),
        *(["nothing censored"] if handling.strategy is Strategy.POLICY else []),
    ]
    return f" ({', '.join(parts)})" if parts else ""


def notice(analysis: Analysis) -> str:
    """Say above every view that the slopes are not the default ones, and what that changed; "" for the default."""
    handling = analysis.handling
    said = [
        *([_old(analysis)] if handling.history is History.ALL else []),
        *([_briefly(analysis)] if handling.strategy is not Strategy.PLANNED else []),
    ]
    return f"Slopes are not the default ones. {' '.join(said)}" if said else ""


def rule(analysis: Analysis) -> str:
    """Say in a caption how intercurrent events and old records are handled."""
    old = f"{_old(analysis)} " if analysis.handling.history is History.ALL else ""
    return f"{old}{_strategy(analysis)}"


def _old(analysis: Analysis) -> str:
    """Count the historical records that enter although they are too old."""
    points = analysis.points
    rows = points.used & points.too_old
    label = (history_label(analysis.snapshot.study) or "").removeprefix("Also ")
    if not rows.any():
        return f"There are no {label}."
    people = len(set(points.subject[rows].tolist()))
    verb = "enters" if rows.sum() == 1 else "enter"
    return f"{counted(int(rows.sum()), 'value')} of {counted(people, 'patient')} {verb} the slopes: {label}."


def _strategy(analysis: Analysis) -> str:
    """Name the strategy, the events and whose values it took out."""
    kinds = censored_kinds(analysis.snapshot.study.intercurrent, analysis.handling.strategy)
    if not kinds:
        return f"Values after intercurrent events stay in the slopes (treatment policy); {NEVER_FILLED}."
    is_planned = analysis.handling.strategy is Strategy.PLANNED
    how = "As planned in the study file" if is_planned else "Sensitivity analysis"
    return f"{how}: values after {_named(kinds)} are censored; {NEVER_FILLED}. {_taken(analysis)}"


def _briefly(analysis: Analysis) -> str:
    """Say the strategy without naming every event."""
    if analysis.handling.strategy is Strategy.POLICY:
        return f"Nothing is censored (treatment policy); {NEVER_FILLED}."
    return f"Values after intercurrent events are censored; {NEVER_FILLED}. {_taken(analysis)}"


def _taken(analysis: Analysis) -> str:
    """Say whose values are censored after what, and which events without a date censor nothing."""
    points, recorded = analysis.points, analysis.recorded
    would = recorded.used | (recorded.too_old if analysis.handling.history is History.ALL else False)
    taken = Counter(points.subject[would & ~points.used].tolist())
    named = [
        f"{taken[each.subject]} of {analysis.subjects[each.subject].id} after {WORDS[each.kind]}, day {each.day}"
        f"{'' if each.is_certain else ' at the earliest'}"
        for each in analysis.censorings
        if taken[each.subject]
    ]
    total = sum(taken.values())
    said = f"{counted(total, 'value')} censored: {_few(named)}." if total else "No value is censored."
    undated = sorted({analysis.subjects[each.subject].id for each in analysis.undated})
    lost = f" Without any date, so censoring nothing: events of {listed(undated, MOST_NAMED)}." if undated else ""
    return f"{said}{lost}"


def _few(named: list[str]) -> str:
    more = len(named) - MOST_NAMED
    return "; ".join([*named[:MOST_NAMED], *([f"and of {counted(more, 'more patient')}"] if more > 0 else [])])


def _named(kinds: Iterable[Intercurrent]) -> str:
    return listed([WORDS[kind] for kind in Intercurrent if kind in kinds]).replace(" and ", " or ")
