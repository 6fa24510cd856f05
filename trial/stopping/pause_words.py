"""How the rules that pause dosing are put into words: met, pending, not met; and the days between patients."""

from trial.stopping.guidance import Guidance
from trial.stopping.pauses import Gap, PauseState, Trigger
from trial.stopping.text import first_large
from trial.stopping_rule import Pause
from trial.words import counted, date_text, listed, sentence

PAUSE_WORDS = {
    Pause.RELATED_DEATH: "Related death",
    Pause.GRADE_4: "Event of grade 4 or more, related or not",
    Pause.NEUROLOGIC_PRIMARY: "New neurologic deficit, not natural progression",
    Pause.RELATED_SERIOUS: "Related serious event",
}
PAUSE_SHORT = {
    Pause.RELATED_DEATH: "related death",
    Pause.GRADE_4: "grade 4 or more",
    Pause.NEUROLOGIC_PRIMARY: "neurologic deficit",
    Pause.RELATED_SERIOUS: "related serious event",
}
PAUSE_MET, PAUSE_OPEN, PAUSE_NOT, PAUSE_UNKNOWN = "pause until review", "pending", "not met", "cannot be judged"
PAUSE_SCOPE = (
    "From the marrow aspiration on where its date is known, else from the treatment. Grade 4 or more: any event, "
    "related or not; an event of unknown grade is pending unless it is not serious. A death without a fatal event is "
    "pending: its cause is not recorded."
)


def pauses_line(found: Guidance) -> str:
    """Say how many pause rules are met or pending: "2 of 4 rules are met: ...; 1 is pending: ..."."""
    if not found.rule.pause:
        return "The study file names no rule that pauses dosing."
    met = [PAUSE_SHORT[each.pause] for each in found.pauses if each.met]
    unsure = [PAUSE_SHORT[each.pause] for each in found.pauses if each.open and not each.met]
    unknown = [PAUSE_SHORT[each.pause] for each in found.pauses if pause_state(each) == PAUSE_UNKNOWN]
    if not met and not unsure and not unknown:
        return "None of the pause rules is met."
    parts = [f"{PAUSE_MET}: {listed(met)}"] if met else []
    parts += [f"{PAUSE_OPEN}: {listed(unsure)}"] if unsure else []
    parts += [f"{PAUSE_UNKNOWN}: {listed(unknown)}"] if unknown else []
    return sentence(first_large("; ".join(parts)))


def pause_state(one: PauseState) -> str:
    """Say where one pause rule stands."""
    if one.met:
        return PAUSE_MET
    return PAUSE_OPEN if one.open else PAUSE_NOT if one.lacking is None else PAUSE_UNKNOWN


def waiting(trigger: Trigger) -> str:
    """Say what a record waits for: "awaits adjudication"; "" where it is certain."""
    return listed(trigger.open)


def gaps_line(found: Guidance) -> str:
    """Say whether consecutive patients were treated far enough apart."""
    minimum, gaps = found.rule.minimum_days_between, found.gaps
    rule = f"at least {counted(minimum, 'day')}" if minimum else "no minimum"
    if not gaps:
        return f"Fewer than two patients treated; the rule asks for {rule} between them."
    days = sorted(gap.days for gap in gaps)
    span = str(days[0]) if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    said = f"{span} {'day' if days[-1] == 1 else 'days'} between consecutive patients; the rule asks for {rule}"
    short = sum(gap.is_short for gap in gaps)
    return f"{said}: {f'{short} of {len(gaps)} are shorter' if short else 'none is shorter'}."


def gap_text(gap: Gap) -> str:
    """Write one gap: "01-001 to 01-002: 28 days, 14 Dec 2010"."""
    return f"{gap.before} to {gap.after}: {counted(gap.days, 'day')}, {date_text(gap.day)}"
