"""What the summaries say in sentences: the finding of each card, and the rules by which it was counted."""

from trial.adverse.clock import ClockState
from trial.adverse.summary import Summary
from trial.words import counted, inner, listed, number

REPORT_RULE = (
    "Expedited reports: 7 calendar days for a fatal or life-threatening event, 15 for another serious one, if any "
    "judgement says related, or none was made. Counted from awareness, else from onset, to the report, else to the "
    "data cut. Whether an event was expected is not in the data: every related one counts as unexpected."
)
CLASS_RULE = (
    "Each patient stands once in a row, at the worst recorded grade; no grade: none of the patient's events has one. "
    "Classes and terms are those of the data; uncoded: the term as reported."
)
PERIOD_RULE = (
    "T0 is 72 hours from day 0; of days without hours the whole third day. A partial start date stands under every "
    "period that it leaves possible. The per cent is of the patients who came to the period."
)
RATE_RULE = (
    "Time runs from day 0 to the last contact. Exact Poisson intervals (Garwood): events are taken as independent and "
    "their rate as constant; events that recur in one patient make the true interval wider."
)


def kept(found: Summary) -> str:
    """Say how much is counted: "All 22 events of the 6 patients shown", "5 of 22 events kept by the filters"."""
    patients = f"of the {counted(found.patients, 'patient')} shown"
    if untreated := found.patients - found.time.patients:
        patients += f", {untreated} of them not treated"
    if found.filtered:
        return f"{found.kept.events} of {counted(found.of_events, 'event')} {patients} kept by the filters"
    return f"All {counted(found.of_events, 'event')} {patients}"


def classes(found: Summary) -> str:
    """Say what is most frequent."""
    if not found.classes:
        return "No event."
    first = found.classes[0]
    text = (
        f"Most frequent: {first.whole.soc}, {counted(first.whole.count.patients, 'patient')} and "
        f"{counted(first.whole.count.events, 'event')}."
    )
    uncoded = f" {counted(found.uncoded, 'event')} uncoded." if found.uncoded else ""
    severity = f" {counted(found.by_severity, 'grade')} from severity, not CTCAE." if found.by_severity else ""
    return text + uncoded + severity


def reports(found: Summary) -> str:
    """Say how many serious events there are and how their reports stand."""
    answers = next(each.found for each in found.questions if each.key == "serious")
    if answers.is_unanswered:
        return "The data do not say of any event whether it is serious."
    if not found.serious:
        blank = f" Not recorded of {counted(answers.unknown.events, 'event')}." if answers.unknown.events else ""
        return f"0 serious events.{blank}"
    patients = len({line.patient for line in found.serious})
    text = f"{counted(len(found.serious), 'serious event')} in {counted(patients, 'patient')}."
    if not found.dates_collected:
        return f"{text} The data have no date of report."
    states = [line.clock.state for line in found.serious if line.clock is not None]
    said = [
        f"{states.count(state)} {state}"
        for state in (ClockState.OVERDUE, ClockState.LATE, ClockState.RUNNING, ClockState.ON_TIME, ClockState.NONE,
                      ClockState.NOT_RECORDED)
        if state in states
    ]  # fmt: skip
    return f"{text} Reports: {listed(said)}."


def special(found: Summary) -> str:
    """Say how many events are of special interest."""
    if not found.has_aesi_list:
        return "The study file lists no event of special interest ([safety] aesi)."
    patients = len({line.patient for line in found.special})
    return f"{counted(len(found.special), 'event')} of special interest in {counted(patients, 'patient')}."


def rates(found: Summary) -> str:
    """Say the rate of all treatment-emergent events."""
    rate = found.rates[0].rate
    time = f"{number(found.time.months, 1)} patient-months of {counted(found.time.patients, 'treated patient')}"
    if rate.rate is None or rate.lower is None or rate.upper is None:
        return f"No time from {inner(found.anchor_label)} to a contact, so there is no rate."
    interval = f"{number(100 * rate.lower, 1)} to {number(100 * rate.upper, 1)}"
    per = f"{number(100 * rate.rate, 1)} per 100 patient-months (95 % interval {interval})"
    return f"{counted(rate.events, 'treatment-emergent event')} in {time}: {per}; {rate.without} without one."
