"""What the trajectories show, in sentences computed from the numbers; they count and never judge."""

from collections.abc import Sequence

from trial.beyond_words import NOT_OVERLAID, expected_words, natural_words
from trial.handling_words import suffix
from trial.instruments import curvature
from trial.selection import Arrangement, Scale
from trial.slopes import SHORT_SPAN_AFTER, SHORT_SPAN_BEFORE
from trial.trajectory import MOST_SINGLED, Trajectories
from trial.words import counted, date_text, inner, listed, number

MOST_NAMED = 8


def finding(result: Trajectories) -> str:
    """Say how many courses have a slope on both sides of the anchor."""
    tally, where = result.tally, f"a slope before and after {inner(result.anchor_label)}"
    if not tally.courses or result.is_empty:
        return "No course to show"
    return f"{_both(result, where)}{suffix(result.handling)}"


def _both(result: Trajectories, where: str) -> str:
    tally = result.tally
    if not tally.both:
        return f"No course has {where}"
    if tally.both == tally.courses:
        return f"The course has {where}" if tally.courses == 1 else f"All {tally.courses} courses have {where}"
    return f"{tally.both} of {tally.courses} courses {'has' if tally.both == 1 else 'have'} {where}"


def summary(result: Trajectories) -> str:
    """Say whose courses they are, and where the intervals of the change lie."""
    tally = result.tally
    whose = f"{counted(tally.patients, 'patient')}, {counted(tally.endpoints, 'endpoint')}"
    if not tally.intervals:
        return f"{whose}. {_one_sided(result)}No change of slope can be estimated."
    if tally.intervals == 1:
        where = "includes 0" if tally.includes_zero else "lies above 0" if tally.above else "lies below 0"
        return f"{whose}. The 95 % interval of the change {where}."
    return (
        f"{whose}. The 95 % interval of the change includes 0 in {tally.includes_zero} of {tally.intervals}, "
        f"lies above 0 in {tally.above}, below in {tally.below}."
    )


def _one_sided(result: Trajectories) -> str:
    tally, anchor = result.tally, inner(result.anchor_label)
    sides = [(tally.pre_only, "before"), (tally.post_only, "after")]
    said = [f"{count} of {tally.courses} have a slope only {side} {anchor}" for count, side in sides if count]
    return f"{', '.join(said)}. " if said else ""


def caption(result: Trajectories) -> str:
    """Describe the figure for those who do not see it."""
    names = listed([column.label for column in result.columns])
    months = " to ".join(number(edge, 1) for edge in result.months)
    axis = f"over months {months} from {inner(result.anchor_label)}"
    scale = "one scale an endpoint" if result.scale is Scale.SAME else "scales fitted to what is shown"
    if result.arrangement is Arrangement.OVERLAY:
        shown = (
            f"{counted(len(result.rows), 'patient')} one by one and {counted(result.cohort_patients, 'other')} in grey"
        )
        what = f"{names}: {shown}, {axis}, {scale}."
    else:
        what = f"{names} of {listed([row.id for row in result.rows])}, a panel each, {axis}, {scale}."
    told = [
        what,
        f"{finding(result)}.",
        summary(result),
        result.handling_rule,
        *_history(result),
        *result.equations,
        *beside(result),
        "The table below carries the numbers.",
    ]
    return " ".join(told)


def rules(result: Trajectories) -> list[str]:
    """Give the rules of the figure and what it leaves out, one sentence or two each."""
    bending = levelling([(column.label, column.curve_months) for column in result.columns])
    return [
        _lines(result),
        result.handling_rule,
        *_history(result),
        *result.equations,
        *beside(result),
        *bending,
        *_situation(result),
    ]


def _history(result: Trajectories) -> list[str]:
    return [result.history] if result.history else []


def levelling(courses: Sequence[tuple[str, float | None]]) -> list[str]:
    """Warn of the courses (name, time constant) that level off by themselves: straight lines find a slowing in them."""
    constants = dict.fromkeys(months for _, months in courses if months is not None)
    return [curvature.sentence([name for name, own in courses if own == months], months) for months in constants]


def beside(result: Trajectories) -> list[str]:
    """Say what stands beside the courses; nothing when nothing is asked for."""
    if result.arrangement is Arrangement.OVERLAY:
        return [NOT_OVERLAID] if result.asks_beside else []
    names = [f"{row.id} {column.label}" for row in result.rows for column in result.columns]
    references = [(column.label, column.reference) for column in result.columns]
    expected = list(zip(names, result.expected, strict=bool(result.expected)))
    natural = list(zip(names, result.natural, strict=bool(result.natural)))
    return [
        *([expected_words(expected, result.anchor_label)] if expected else []),
        *([natural_words(natural, references)] if natural else []),
    ]


def _lines(result: Trajectories) -> str:
    anchor = inner(result.anchor_label)
    if not result.rows:
        return (
            f"Grey: the measured values of each patient. Choose up to {MOST_SINGLED} patients in the filter to see "
            "points, lines and numbers of each."
        )
    band = "" if result.arrangement is Arrangement.OVERLAY else "; band: 95 % interval of the mean line"
    return (
        f"A course is one endpoint in one patient. Lines: least squares, pre up to and on the day of {anchor}, post "
        f"after it, each over its own days{band}; thin dotted: 2 points, no interval. "
        f"* span under {SHORT_SPAN_BEFORE} days (pre) or {SHORT_SPAN_AFTER} (post). "
        f"Change, per month: one line through all used points that may bend at {anchor}; where the level steps there, "
        "it is not post minus pre. Where nothing changes, about 1 interval in 20 still leaves 0 out."
    )


def _situation(result: Trajectories) -> list[str]:
    said = []
    if result.is_zoomed:
        outside = f"; {counted(result.off_axis, 'point')} outside are not drawn" if result.off_axis else ""
        said.append(f"The axis of months is cut by the filter{outside}. Slopes still stand on all used points.")
    elif result.off_axis:
        said.append(f"{counted(result.off_axis, 'unused point')} lie off the axis; all points are in the CSV.")
    if result.scale is Scale.FIT:
        what = "endpoint" if result.arrangement is Arrangement.OVERLAY else "panel"
        said.append(f"Fit: each {what} has its own scale, so steepness cannot be compared between them.")
    if any(cohort.ribbon is not None for cohort in result.cohort):
        said.append("Grey bands: quantiles of the patients still measured at that month, fewer with time.")
    if result.undated:
        said.append(f"{counted(result.undated, 'point')} without a day cannot be drawn; the CSV has them.")
    if result.undrawn:
        said.append(f"Without a point that has a day, so not drawn: {listed(result.undrawn, MOST_NAMED)}.")
    said.append(f"Grey ground: after the data cut, {date_text(result.cut)}.")
    return [" ".join(said)]
