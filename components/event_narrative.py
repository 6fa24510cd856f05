"""The narrative of an event with its copy button, and what stands beside the event: linked, or at the same time."""

from collections.abc import Sequence
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon
from trial.beside_event import PROCEDURE_DAYS, Intervention, Link
from trial.event_record import EventRecord
from trial.event_words import course_words, grade_words, sentence_case, term
from trial.events import Event
from trial.laboratory.nearby import NEAR_DAYS
from trial.narrative import Narrative, intervention_words

MOST_LISTED = 8


def narrative(found: Narrative) -> list[Component]:
    """Make the narrative in paragraphs; the button copies it as plain text."""
    copy = html.Button(
        [icon("link"), "Copy"], type="button", className="action",
        **attrs(data_copy_text=found.text, aria_label="Copy the narrative as text"),
    )  # fmt: skip
    said = [html.P([*([html.B(f"{about}. ")] if about else []), text]) for about, text in found.paragraphs]
    return [
        html.Div([html.H3("Narrative"), copy], className="saf-part"),
        html.Div(said, className="saf-narrative"),
    ]


def beside(record: EventRecord) -> list[Component]:
    """List medication, procedures and other records that belong to the event, and what was at the same time."""
    found = record.beside
    lists: tuple[tuple[str, Sequence[Component]], ...] = (
        ("Linked", [_intervention(one) for one in (*found.medication, *found.procedures) if one.link is not None]),
        ("Linked too", [html.Li(f"{one.domain}: {sentence_case(one.name)}") for one in found.related]),
        ("Medication at the time", [_intervention(one) for one in found.meanwhile(found.medication)]),
        (
            f"Procedures since {PROCEDURE_DAYS} days before",
            [_intervention(one) for one in found.meanwhile(found.procedures)],
        ),
        (f"Outside limits within {NEAR_DAYS} days", [html.Li(words) for words in found.outside or ()]),
        ("Other events at the time", [_event(record, other) for other in found.events]),
    )
    absent = [
        name for name, there in (("CM", found.medication_recorded), ("PR", found.procedures_recorded)) if not there
    ]
    blocks: list[Component] = [_block(label, items) for label, items in lists if items]
    if absent:
        blocks.append(html.P(f"The data have no {' and no '.join(absent)}.", className="saf-source"))
    if not blocks:
        blocks.append(html.P("No medication, procedure or other event at the time.", className="saf-source"))
    return [html.H3("Beside it"), *blocks]


def _block(label: str, items: Sequence[Component]) -> Component:
    more = [html.Li(f"and {len(items) - MOST_LISTED} more")] if len(items) > MOST_LISTED else []
    return html.Div([html.H4(label), html.Ul([*items[:MOST_LISTED], *more])], className="saf-beside")


def _intervention(one: Intervention) -> Component:
    source = f"{one.file}, data row {one.row}"
    words = intervention_words(one, with_link=False)
    if one.link is None:
        return html.Li(words, title=source)
    how = html.Span("RELREC" if one.link is Link.RELREC else str(one.link), className="chip")
    return html.Li([words, " ", how], title=source)


def _event(record: EventRecord, other: Event) -> Component:
    """Make a button that opens another event of the patient."""
    key = f"{record.subject.id}:{other.seq}"
    words = f"{term(other)}, {grade_words(other)}, {course_words(other)}"
    return html.Li(
        html.Button(words, type="button", className="link", **attrs(data_change=f"event={quote(key, safe='')}"))
    )
