"""The patients' table of the primary safety endpoint: status, the events that bear on it, judgements, facts."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from components.elements import Element, element, sign
from components.overview_summary import PIPS
from components.state import patient_path, to_query
from trial import endpoint_words as words
from trial.calendar import complete_day
from trial.endpoint import MOST_LINES, Line, SafetyEndpoint
from trial.endpoint_events import Judged, Standing
from trial.endpoint_support import Answer, Fact
from trial.event_words import grade_digit, term
from trial.primary import PrimaryStatus
from trial.words import counted, date_text, day_text

HEADS = ("Patient", "Status", "Event behind it", "Component", "Natural progression", "Adjudication")
SIGNS = {Answer.YES: "yes", Answer.NO: "no", Answer.UNKNOWN: "unknown"}


def table(result: SafetyEndpoint) -> list[Component | Element]:
    """Make the table: a line a patient, further lines for further events, facts below the events that may count."""
    lines = result.lines[:MOST_LINES]
    title = "Where each patient stands on the primary safety endpoint"
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in HEADS]))
    rows = [_patient(result, line) for line in lines]
    made = element("Table", [html.Caption(title, className="sr"), head, *rows], className="ep-lines")
    box = element("Div", made, className="listing-box", tabIndex="0", role="region", aria_label=title)
    return [box, *_rest(result)]


def _rest(result: SafetyEndpoint) -> list[Component]:
    """Count who is not on the screen, by status."""
    rest = result.lines[MOST_LINES:]
    if not rest:
        return []
    found = {status: sum(line.primary.status is status for line in rest) for status in PrimaryStatus}
    said = ", ".join(f"{count} {status}" for status, count in found.items() if count)
    return [html.P(f"And {counted(len(rest), 'more patient')}, in the CSV: {said}.", className="footnote ep-rest")]


def _patient(result: SafetyEndpoint, line: Line) -> Element:
    facts = [fact for one in line.events for fact in _facts(result, one)]
    size = max(1, len(line.events)) + len(facts)
    link = element("A", line.subject.id, href=patient_path(line.subject.id), className="patient-link")
    first = [element("Th", link, scope="rowgroup", rowSpan=size), element("Td", _status(line), rowSpan=size)]
    if not line.events:
        quiet = element("Td", _quiet(line), className="ep-quiet", colSpan=len(HEADS) - 2)
        return element("Tbody", element("Tr", [*first, quiet]))
    rows: list[Element] = []
    for place, one in enumerate(line.events):
        rows.append(element("Tr", [*(first if place == 0 else ()), *_event(result, one)]))
        rows.extend(_facts(result, one))
    return element("Tbody", rows)


def _status(line: Line) -> list[Element]:
    """Make the chip of the status; the sensitivity analysis stands below where it differs."""
    found, to_day = [_chip(line.primary.status)], line.primary.to_day
    if to_day is not None:
        found.append(element("Div", f"Followed to {day_text(to_day)}", className="ep-sub"))
    if line.sensitivity is not line.primary.status:
        found.append(element("Div", f"Sensitivity analysis: {line.sensitivity}", className="ep-sub"))
    return found


def _chip(status: PrimaryStatus) -> Element:
    kind, name = PIPS[status]
    word = "Pending" if status is PrimaryStatus.PENDING else status.capitalize()
    return element("Span", [sign(name), word], className=f"chip {kind}")


def _quiet(line: Line) -> str:
    """Say that there is none, or why nothing can be said; until when stands under the status."""
    return "None" if line.primary.status is PrimaryStatus.NO_EVENT else line.primary.text


def _event(result: SafetyEndpoint, one: Judged) -> list[Element]:
    return [
        element("Td", _named(result, one)),
        element("Td", one.component.value),
        element("Td", one.natural.capitalize(), className="ep-unsure" if not one.certain else None),
        element("Td", _adjudication(one)),
    ]


def _named(result: SafetyEndpoint, one: Judged) -> list[Element]:
    """Name an event with its grade; a click opens its record beside the page."""
    event, query = one.event, to_query(replace(result.selection, event=one.key))
    mark = element(
        "Span", grade_digit(event.grade), className=f"ov-mark g{event.grade or 0}{' serious' * bool(event.serious)}"
    )
    day = event.start_date or "start not recorded" if event.start_day is None else day_text(event.start_day)
    link = element("A", term(event), href=f"/safety?{query}", className="ep-event", data_change=f"event={one.key}")
    weight = f"{day}, {'serious, ' * bool(event.serious)}{words.judgement(one).lower()}"
    return [element("Div", [mark, link], className="ep-named"), element("Div", weight, className="ep-sub")]


def _adjudication(one: Judged) -> list[Element]:
    """Say how far adjudication is; who, when and why, or that it is not recorded."""
    lines = [element("Div", one.adjudication.capitalize())]
    if one.standing is Standing.PENDING and one.sent:
        wait = "" if one.waiting_days is None else f", {counted(one.waiting_days, 'day')} before the cut"
        lines.append(element("Div", f"Sent {_date(one.sent)}{wait}", className="ep-sub"))
    told = (
        ("By", one.adjudicator),
        ("On", _date(one.adjudicated_on) if one.adjudicated_on else None),
        ("Why:", one.reason),
    )
    lines += [element("Div", f"{name} {value}", className="ep-sub") for name, value in told if value]
    missing = words.unrecorded(one)
    return [*lines, element("Div", missing.capitalize(), className="ep-sub")] if missing else lines


def _date(text: str) -> str:
    day = complete_day(text)
    return f"{text}, incomplete" if day is None else date_text(day)


def _facts(result: SafetyEndpoint, one: Judged) -> list[Element]:
    """Give the facts of an event in a row of their own, each with its source."""
    found = result.facts.get(one.key, ())
    if not found:
        return []
    said = [element("Summary", "Facts for the adjudicator, no verdict"), element("Ul", [_fact(fact) for fact in found])]
    inside = element("Details", said, open=one.standing is Standing.PENDING)
    return [element("Tr", element("Td", inside, colSpan=len(HEADS) - 2), className="ep-facts")]


def _fact(fact: Fact) -> Element:
    answer = element("B", fact.answer.capitalize(), className=f"ep-{SIGNS[fact.answer]}")
    return element("Li", [f"{fact.about}: ", answer, f". {fact.text} ", element("Small", fact.source)])
