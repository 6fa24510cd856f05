"""What the view Group says in sentences: the finding, what can and cannot be concluded, what each panel shows."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from trial.across import Across, GroupColumn
from trial.across_listing import DESCRIPTIVE, threshold_text
from trial.across_outcome import Outcome
from trial.handling_words import suffix
from trial.instruments.curvature import spurious
from trial.words import NOTHING, counted, inner, interval_text, listed, number, percent, shortest, signed

HALF = 2
"""Position in `power` of the slowing by half of the natural slope."""
LEAST_P, LEAST = 0.0001, Decimal("0.0001")
LIMIT, SEEN = 0.05, 0.5
SIX, NEARLY_ALL = 6, 8
"""With 6 patients all must point the same way for p < 0.05; up to 8 nearly all."""
TOGETHER = (
    "Patients of {arms} arms ({names}) are taken together here and the arms are not compared: nothing on this page "
    "tells one treatment from another. Who died or left early has fewer points, or none."
)
MOST_ARMS = 4
MOST_UNDATED = 4
NO_CONTROL = (
    "There is no control group: expectation, practice, a change of rater and the course of the disease itself cannot "
    "be told from an effect. Who died or left early has fewer points, or none."
)


def p_text(p: float | None) -> str:
    """Write a p-value with four decimals, halves up: "0.0313", "< 0.0001"."""
    if p is None:
        return NOTHING
    if p > 1 - LEAST_P:
        return "1"
    return "< 0.0001" if p < LEAST_P else str(Decimal(repr(p)).quantize(LEAST, ROUND_HALF_UP))


def rate_text(rate: float | None) -> str:
    """Write a share as a whole per cent: "34 %", "< 1 %"."""
    if rate is None:
        return NOTHING
    return "< 1 %" if 0 < rate < 0.005 else percent(round(rate * 1000), 1000)


def finding(result: Across) -> str:
    """Say the finding of the first endpoint beside what chance gives, in one line."""
    column = next((each for each in result.columns if each.patients), None)
    if column is None:
        return "No patient is evaluable for a change of slope"
    n = len(column.patients)
    chance = shortest(n / 2)
    seen = f"{column.slower} of {counted(n, 'patient')}, {chance} expected by chance"
    return f"{column.label}: slower decline in {seen}{suffix(result.handling)}"


def summary(result: Across) -> str:
    """Say who is counted, and that nothing here confirms anything."""
    together = f"{len(result.arms)} arms taken together and not compared"
    others = together if len(result.arms) > 1 else "no control group"
    who = f"{counted(result.treated, 'treated patient')}, {others}"
    some = (
        "" if result.chosen == result.everybody else f" {result.chosen} of {result.everybody} patients by the filter."
    )
    return f"{DESCRIPTIVE} {who.capitalize()}.{some}"


def limits(result: Across) -> tuple[str, ...]:
    """Say what can and what cannot be concluded from these patients, from the data."""
    return tuple(
        text
        for text in (
            *_smallest(result),
            _power(result),
            _regression(result),
            _curves(result),
            _control(result),
        )
        if text
    )


def _control(result: Across) -> str:
    """Say that there is no control group, or that arms are taken together."""
    if len(result.arms) < 2:
        return NO_CONTROL
    more = len(result.arms) - MOST_ARMS
    names = [*result.arms[:MOST_ARMS], *([f"{more} more"] if more > 0 else [])]
    return TOGETHER.format(arms=len(result.arms), names=listed(names))


def _smallest(result: Across) -> Iterator[str]:
    by_n: dict[int, list[str]] = {}
    for column in result.columns:
        by_n.setdefault(len(column.patients), []).append(column.label)
    for n, labels in sorted(by_n.items(), reverse=True):
        names = listed(labels)
        if n < 2:
            yield f"{names}: {counted(n, 'evaluable patient')}, so nothing can be summarised."
            continue
        least = next(column.group.smallest_p for column in result.columns if len(column.patients) == n)
        if least > LIMIT:
            yield (
                f"{names}: with {n} evaluable patients the exact tests give p = {least:.4g} at best. "
                f"Whatever the data, they cannot fall below {LIMIT}."
            )
        elif n <= NEARLY_ALL:
            way = "all changes point" if n == SIX else "nearly all changes point"
            yield (
                f"{names}: with {n} evaluable patients the exact tests give p = {least:.4g} at best, and fall below "
                f"{LIMIT} only if {way} the same way."
            )
        else:
            yield f"{names}: {n} evaluable patients let an exact test fall below {LIMIT}; it would still show no cause."


def _power(result: Across) -> str:
    column = next((each for each in result.columns if each.group.by_chance is not None), None)
    if column is None or column.group.by_chance is None:
        reason = next((each.group.chance_reason for each in result.columns if each.group.chance_reason), "")
        return f"What chance gives cannot be simulated: {reason}." if reason else ""
    half = column.group.by_chance.power[HALF]
    return (
        f"If the {column.label} decline were truly slowed by half ({number(half.effect, column.decimals)} "
        f"{column.unit} per month) in every patient, all changes would point the same way in "
        f"{rate_text(half.same_sign)} of such trials, and a paired t test would be below {LIMIT} in "
        f"{rate_text(half.paired_t)}{': a true effect would mostly stay unseen' if half.paired_t < SEEN else ''}."
    )


def _regression(result: Across) -> str:
    found = [
        (column, column.group.summary.correlation.r)
        for column in result.columns
        if column.group.summary is not None and column.group.summary.correlation.r is not None
    ]
    if not found:
        return ""
    parts = []
    for column, r in found:
        by_chance = column.group.by_chance
        expected = None if by_chance is None else by_chance.correlation
        more = "" if expected is None else f" ({signed(expected, 2)} without any effect)"
        parts.append(f"{column.label} {signed(r, 2)}{more}")
    return (
        "A slope that was steep before by chance looks better afterwards by itself. "
        f"Correlation r of slope before and change: {listed(parts)}."
    )


def _curves(result: Across) -> str:
    bent = [(column.label, column.group.curve) for column in result.columns if column.group.curve is not None]
    if not bent:
        return ""
    parts = listed([f"{label} {number(curve.percent, 0)} %" for label, curve in bent])
    planned = dict.fromkeys(f"{spurious(curve.months).slowing:.0f} %" for _, curve in bent)
    return (
        f"These courses level off by themselves; straight lines on the days held then find a slowing that is not "
        f"there: {parts} with no effect at all ({listed(list(planned))} with every visit on its planned day)."
    )


def dots_sentence(result: Across) -> str:
    """Say how many changed for the better, and how many intervals leave 0 out beside what chance gives."""
    shown = [column for column in result.columns if column.patients]
    if not shown:
        return "No patient is evaluable."
    parts = [f"{column.label} {column.slower} of {len(column.patients)}" for column in shown]
    sure = sum(each.lower > 0 or each.upper < 0 for column in shown for each in column.patients)
    every = sum(len(column.patients) for column in shown)
    return (
        f"Slower decline after the {inner(result.anchor_label)}: {listed(parts)}. {sure} of {every} intervals "
        f"{'leaves' if sure == 1 else 'leave'} 0 out; without any effect about 1 in 20 would."
    )


def slopes_sentence(result: Across) -> str:
    """Say how to read slopes before against slopes after."""
    above = "above" if all(column.better > 0 for column in result.columns) else "on the better side of"
    sentence = (
        f"Each point is a patient; {above} the diagonal the decline was slower after the {inner(result.anchor_label)}."
    )
    sources = sorted({column.natural[2] for column in result.columns if column.natural and column.group.by_chance})
    if sources:
        sentence += (
            " Without any effect 95 of 100 patients would lie inside the ellipse: natural history "
            f"({'; '.join(sources)}), measured on these visit dates."
        )
    return sentence


def statistics_sentence(result: Across) -> str:
    """Say the mean changes in plain words."""
    parts = []
    for column in result.columns:
        found = column.group.summary
        if found is None:
            continue
        mean = found.mean
        between = "" if mean.lower is None or mean.upper is None else (
            f" (95 % interval {interval_text(mean.lower, mean.upper, column.decimals)})"
        )  # fmt: skip
        parts.append(f"{column.label} {signed(mean.mean, column.decimals)} {column.unit} per month{between}")
    turned = listed([column.label for column in result.columns if _disagrees(column)])
    other = f" The mixed model, which weighs every point, points the other way: {turned}." if turned else ""
    return f"Mean change: {'; '.join(parts)}.{other}" if parts else "Too few evaluable patients for a summary."


def _disagrees(column: GroupColumn) -> bool:
    found = column.group.summary
    return found is not None and (found.mixed.estimate or 0.0) * found.mean.mean < 0


def responders_sentence(result: Across) -> str:
    """Say of the first threshold what was seen and what chance gives."""
    for column in result.columns:
        for found in column.group.responders:
            if found.null_rate is not None and found.null_at_least is not None:
                return (
                    f"{column.label}, {threshold_text(found)}: {found.count} of {found.of} patients. Without any "
                    f"effect {rate_text(found.null_rate)} of patients would be, and in "
                    f"{rate_text(found.null_at_least)} of such trials at least {found.count} would."
                )
    counts = [found for column in result.columns for found in column.group.responders]
    if counts:
        return f"No rate without effect can be given: {counts[0].reason}."
    return "The study file names no thresholds (responders)."


def survival_sentence(result: Across) -> str:
    """Say how many had the event, and how many would be expected by natural history."""
    found = result.outcome
    if not found.fates:
        return "No patient has been treated."
    whom = counted(len(found.fates), "treated patient")
    seen = f"{found.events} of {whom} died, had a tracheostomy or permanent ventilation"
    lost = _undated(found)
    if found.expected is None or found.expected_events is None:
        return f"{seen}. The study file names no natural history of survival.{lost}"
    by_then = len(found.fates) * (1 - found.expected.surviving(found.expected.month))
    return (
        f"{seen}; by natural history {number(found.expected_events, 1)} would be expected in the time they were "
        f"followed, and {number(by_then, 1)} of {len(found.fates)} by month {shortest(found.expected.month)} "
        f"({found.expected_source}).{lost}"
    )


def _undated(found: Outcome) -> str:
    """Tell the events without any date, which no day of the curve can hold."""
    if not found.undated:
        return ""
    named = listed([f"{event} of {patient}" for patient, event in found.undated], MOST_UNDATED)
    verb = "has no date and counts" if len(found.undated) == 1 else "have no date and count"
    return f" {named[:1].upper()}{named[1:]} {verb} nowhere here: the patient is followed as if without event."
