"""The tables of where a trial stands: the count after each patient with the events behind it, and the pause rules."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.event_marks import change_of
from components.group_tables import Cell, table
from components.icons import icon
from components.ids import VIEW_PATHS, ViewKey
from components.state import patient_path, to_query
from trial.event_words import grade_words, term
from trial.events import Event
from trial.selection import Selection
from trial.stopping import pause_words, words
from trial.stopping.guidance import Guidance, State, Step
from trial.stopping.pauses import PauseState, Trigger
from trial.stopping.plan import Look
from trial.stopping_rule import Pause
from trial.words import NOTHING, counted, date_text, day_text

MOST_ROWS = 24
"""Up to this many patients each has a row; of more, those with an event or something pending, and the last."""
MOST_LISTED = 60
MOST_TRIGGERS = 10
LEVELS = {State.NOBODY: "", State.UNKNOWN: "", State.BELOW: "", State.ALERT: "low", State.CROSSED: "high"}
TIMELINE: Mapping[Pause, Callable[[Selection], Selection]] = {
    Pause.RELATED_DEATH: lambda asked: replace(asked, grade=5, related=True),
    Pause.GRADE_4: lambda asked: replace(asked, grade=4),
    Pause.RELATED_SERIOUS: lambda asked: replace(asked, serious=True, related=True),
}
"""The filters that show all events of a rule on the timeline, where filters can name them."""
CHIPS = {
    pause_words.PAUSE_MET: ("solid", "bang"),
    pause_words.PAUSE_OPEN: ("watch", "clock"),
    pause_words.PAUSE_NOT: ("good", "check"),
    pause_words.PAUSE_UNKNOWN: ("watch", "bang"),
}


def course(found: Guidance) -> Component:
    """Give the count after each patient, with the boundary for that number of patients."""
    has_open = any(step.k_open != step.k for step in found.steps)
    heads: list[Cell] = [_small("n", "treated"), "Patient", "Event that counts", "k"]
    heads += ["k with pending"] if has_open else []
    heads += [_small("Alert", "at k of"), _small("Boundary", "at k of")]
    heads += [_small("Pocock-type", "at k of")] if found.rule.pocock else []
    steps, left = _kept(found.steps)
    rows = [_row(step, step.look, has_open, found) for step in steps]
    if len(found.looks) <= MOST_ROWS:
        rows += [_row(None, look, has_open, found) for look in found.looks[found.n :]]
    below = [html.P(f"{left} without an event are not listed; the CSV has all.", className="footnote")] if left else []
    return html.Div([table("The count after each patient", heads, rows), *below], className="stp-course")


def _kept(steps: Sequence[Step]) -> tuple[list[Step], int]:
    if len(steps) <= MOST_ROWS:
        return list(steps), 0
    last = len(steps) - 1
    kept = [step for place, step in enumerate(steps) if step.findings or place == last][-MOST_LISTED:]
    return kept, len(steps) - len(kept)


def _small(text: str, small: str) -> Cell:
    return [text, html.Small(small)]


def _row(step: Step | None, look: Look, has_open: bool, found: Guidance) -> list[Cell]:
    limits: list[Cell] = [_limit(look.alert), _limit(look.stop)]
    limits += [_limit(look.pocock)] if found.rule.pocock else []
    if step is None:
        blank: list[Cell] = [NOTHING] * (2 if has_open else 1)
        return [str(look.n), html.Span("not yet treated", className="muted"), "", *blank, *limits]
    count = html.B(str(step.k), className=f"stp-k {LEVELS[step.state]}", title=words.STATES[step.state])
    counts: list[Cell] = [count, *([str(step.k_open)] if has_open else [])]
    return [str(look.n), _patient(step), _events(step), *counts, *limits]


def _limit(k: int | None) -> Cell:
    return html.Span(NOTHING, title="no count reaches it") if k is None else str(k)


def _patient(step: Step) -> Cell:
    parts: list[Component | str] = [link(step.subject), html.Small(date_text(step.anchor))]
    if step.is_short:
        followed = "no contact" if step.last_day is None else counted(max(step.last_day, 0), "day")
        parts.append(html.Small(f"followed {followed}", className="watch"))
    return parts


def link(subject: str) -> Component:
    """Make the link to a patient."""
    return html.A(subject, href=patient_path(subject), className="patient-link")


def _events(step: Step) -> Cell:
    if not step.findings:
        return NOTHING
    parts: list[Component | str] = []
    for finding in step.findings:
        parts.append(record(step.subject, finding.event))
        parts.append(html.Small(words.reasons(finding), className="" if finding.counts else "watch"))
    return parts


def record(subject: str, event: Event) -> Component:
    """Make the button that opens the record of an event, with its day."""
    when = "day not known" if event.start_day is None else day_text(event.start_day)
    change = change_of(f"{subject}:{event.seq}")
    return html.Button(f"{term(event)}, {when}", type="button", className="stp-record", **attrs(data_change=change))


def paused(found: Guidance, selection: Selection) -> Component:
    """Give each rule that pauses dosing, where it stands, and the records behind it."""
    rows: list[list[Cell]] = [
        [pause_words.PAUSE_WORDS[each.pause], _state(each), list(_triggers(each, selection))] for each in found.pauses
    ]
    return table("What pauses dosing until the board has reviewed it", ["Rule", "State", "Records"], rows)


def _state(each: PauseState) -> Cell:
    text = pause_words.pause_state(each)
    kind, sign = CHIPS[text]
    return html.Span([icon(sign, small=True), text.capitalize()], className=f"chip {kind}")


def _triggers(each: PauseState, selection: Selection) -> Iterator[Component | str]:
    every = (*each.met, *each.open)
    if not every:
        yield NOTHING if each.lacking is None else html.Small(f"The data have no {each.lacking}.")
    for trigger in every[:MOST_TRIGGERS]:
        yield html.Div(list(_trigger(trigger)), className="stp-trigger")
    more = len(every) - MOST_TRIGGERS
    if more > 0 and each.pause in TIMELINE:
        asked = TIMELINE[each.pause](Selection(cut=selection.cut))
        link_to = f"{VIEW_PATHS[ViewKey.SAFETY]}?{to_query(asked)}"
        yield html.A(f"{more} more: all on the timeline", href=link_to, className="stp-record")
    elif more > 0:
        yield html.Small(f"{more} more")


def _trigger(trigger: Trigger) -> Iterator[Component | str]:
    yield link(trigger.subject)
    if trigger.event is not None:
        yield record(trigger.subject, trigger.event)
        yield html.Small(grade_words(trigger.event))
    else:
        yield html.Small("died")
    if trigger.open:
        yield html.Small(f"{pause_words.PAUSE_OPEN}: {pause_words.waiting(trigger)}", className="watch")
