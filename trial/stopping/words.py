"""How the guidance is put into words: what stands, what is pending, what to review; never that a trial is to stop."""

from collections.abc import Iterable, Sequence

from trial.primary import EVALUABLE_DAYS
from trial.stopping.criteria import Finding
from trial.stopping.guidance import Guidance, State, Step
from trial.stopping.pause_words import PAUSE_OPEN
from trial.stopping.text import chance_text, first_large, share_text
from trial.stopping_rule import Counted, Pocock, StoppingRule
from trial.words import NOTHING, counted, date_text, day_text, inner, listed, shortest

MOST_NAMED = 6
CHARTER, ILLUSTRATIVE = "the trial’s charter", "illustrative, not a charter"
STATES = {
    State.NOBODY: "nobody treated yet",
    State.UNKNOWN: "cannot be judged",
    State.BELOW: "below the boundary",
    State.ALERT: "alert",
    State.CROSSED: "boundary crossed: board review",
}
COUNTED_WORDS = {
    Counted.PRIMARY: "primary safety event",
    Counted.RELATED_SERIOUS: "related serious event",
    Counted.RELATED_GRADE_3: "related event of grade 3 or more",
}
NO_RULE = "The study file has no rule for stopping, so nothing here is judged against one."
ASSUMPTION = (
    "Every patient has the same probability p of an event, independent of the others; a patient counts once, however "
    "many events."
)


def standing(found: Guidance) -> str:
    """Say where the count stands: "Below the boundary: 1 of 6 treated patients has an event that counts."."""
    if not found.steps:
        return "Nobody treated yet: there is no count to hold against the boundary."
    if found.state is State.UNKNOWN:
        who = counted(found.n, "treated patient")
        return f"Cannot be judged: the data have no {found.lacking}, so no event of {who} could count."
    return f"{first_large(STATES[found.state])}: {tally(found.k, found.n)}. {_limits(found)}"


def tally(k: int, n: int) -> str:
    """Write the count: "1 of 6 treated patients has an event that counts"."""
    noun = "patient" if n == 1 else "patients"
    return f"{k} of {n} treated {noun} {'has' if k == 1 else 'have'} an event that counts"


def _limits(found: Guidance) -> str:
    look = found.steps[-1].look
    if look.stop is None:
        reached = "no count reaches the boundary"
    elif look.alert == look.stop:
        reached = f"alert and boundary are both at {look.stop}"
    else:
        reached = f"the alert is at {look.alert}, the boundary at {look.stop}"
    return f"After {counted(found.n, 'patient')} {reached}; {probability(found)}."


def probability(found: Guidance) -> str:
    """Write the posterior of the count now: "P(p > 0.20) is 0.353"."""
    return f"P(p > {share_text(found.rule.rate)}) is {chance_text(found.above(found.k))}"


def pending(found: Guidance) -> str:
    """Say what the count becomes if everything open counts; "" where nothing is open that could change it."""
    more = found.k_open - found.k
    if not more:
        return ""
    waiting = [step.subject for step in found.steps if step.findings and not step.has_event]
    which = "the pending event is" if more == 1 else f"the pending events of {more} patients are"
    return (
        f"k = {found.k} now; k = {found.k_open} if {which} confirmed ({listed(waiting, MOST_NAMED)}): "
        f"{STATES[found.state_open]}, P(p > {share_text(found.rule.rate)}) is {chance_text(found.above(found.k_open))}."
    )


def earlier(found: Guidance) -> str:
    """Say that the count stood higher before more patients came; "" where it stands highest now."""
    step = found.highest
    if step is None or step.state in (State.UNKNOWN, State.BELOW, found.state):
        return ""
    return (
        f"{first_large(STATES[step.state])} after patient {step.look.n}, {step.subject}, by what is known now "
        f"({step.k} of {step.look.n}). Patients treated later do not undo that."
    )


def short_follow_up(found: Guidance) -> str:
    """Name who was followed too briefly for the absence of an event to say anything; "" where nobody was."""
    names = [f"{step.subject} ({_followed(step)})" for step in found.steps if step.is_short]
    if not names:
        return ""
    return (
        f"Counted as without an event, though followed for fewer than {EVALUABLE_DAYS} days, which says little yet: "
        f"{listed(names, MOST_NAMED)}."
    )


def _followed(step: Step) -> str:
    return "no contact recorded" if step.last_day is None else counted(max(step.last_day, 0), "day")


def outside(found: Guidance) -> str:
    """Name who is not in the count because the day of treatment is not known; "" where nobody is."""
    if not found.outside:
        return ""
    return f"Not in the count, since the date of treatment is incomplete: {listed(found.outside, MOST_NAMED)}."


def limits_of_data(found: Guidance) -> list[str]:
    """Say what the data cannot show the rule."""
    told: list[str] = []
    if found.lacking is None and found.missing:
        told.append(f"The data have no {listed(found.missing)}: primary safety events of that kind cannot count.")
    if found.n > found.planned:
        told.append(f"More patients are treated than the {found.planned} planned.")
    elif found.n and found.n == found.planned:
        told.append(f"All {found.planned} planned patients are treated.")
    if found.related:
        told.append(f"Related is judged by {listed(found.related)} alone, as [safety] related of the study file says.")
    return told


def reasons(finding: Finding) -> str:
    """Say why an event counts, or what it waits for: "related serious event; pending as primary safety event: …"."""
    parts = [listed([COUNTED_WORDS[each] for each in finding.met])] if finding.met else []
    parts += [f"{PAUSE_OPEN} as {COUNTED_WORDS[each]}: {listed(why)}" for each, why in finding.open]
    return "; ".join(parts)


def source(rule: StoppingRule) -> str:
    """Say whose rule it is."""
    return CHARTER if rule.charter else ILLUSTRATIVE


def method(rule: StoppingRule) -> str:
    """Write the rule as a sentence: prior, threshold, levels."""
    a, b = map(shortest, rule.prior)
    words = (
        f"p is the probability of an event that counts, with prior Beta({a}, {b}); after k of n patients it is "
        f"Beta({a} + k, {b} + n − k). Alert where P(p > {share_text(rule.rate)}) is at least {share_text(rule.alert)}, "
        f"boundary where it is at least {share_text(rule.stop)}, looked at after every patient."
    )
    return words if rule.pocock is None else f"{words} {pocock(rule.pocock)}"


def pocock(rule: Pocock) -> str:
    """Write the boundary of Pocock's type as a sentence."""
    return (
        f"Beside it a boundary of Pocock’s type, the same level at every look: P(X ≥ k | n, {share_text(rule.rate)}) "
        f"of at most {share_text(rule.level)}."
    )


def what_counts(rule: StoppingRule) -> str:
    """Say what makes a patient count."""
    return (
        f"A patient counts with a {listed_or([COUNTED_WORDS[each] for each in rule.events])} that began on the day of "
        "treatment or later, or may have. What is not recorded or not adjudicated is pending."
    )


def listed_or(items: Sequence[str]) -> str:
    """Join words: "a, b or c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} or {items[-1]}" if items else NOTHING


def caption(found: Guidance) -> str:
    """Read the figure aloud: the count after each patient against the boundary."""
    if not found.steps:
        return f"No patient yet; the boundary for {found.planned} patients stands alone."
    last = found.steps[-1]
    events = [f"{step.subject} on {_first_day(step)}" for step in found.steps if step.has_event]
    said = f"Patients in the order of treatment, {date_text(found.steps[0].anchor)} to {date_text(last.anchor)}"
    who = f": {listed(events, MOST_NAMED)}" if events else ""
    return f"{said}; {tally(found.k, found.n)}{who}."


def _first_day(step: Step) -> str:
    days = [one.event.start_day for one in step.findings if one.counts and one.event.start_day is not None]
    return day_text(min(days)) if days else "a day not known"


def about_everybody(patients: int, filters: Iterable[str]) -> str:
    """Say that the filters of the screen do not reach a rule about the whole trial; "" where none is set."""
    words = "; ".join(filters)
    whole = f"all {patients} patients" if patients != 1 else "the one patient"
    return f"About {whole} at the cut. Not applied here: {inner(words)}." if words else ""
