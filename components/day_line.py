"""The day line over the timeline in HTML: the slider that moves it, and the list of what was going on that day."""

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import attrs
from components.elements import Element, element, sr
from components.event_marks import change_of
from components.ids import SafetyId
from components.state import patient_path
from trial.day_line import DayLine, OnDay
from trial.day_words import around, finding, running_words, treatments
from trial.event_words import grade_digit, grade_words, term

MOST_LISTED = 200


def bar() -> Component:
    """Make what stands above the lanes. assets/98-days.js moves the line; the list is answered by the server."""
    thumb = html.Div(
        "Choose a day",
        id=SafetyId.DAY,
        className="saf-thumb",
        role="slider",
        tabIndex="0",
        **attrs(
            aria_label="Day line", aria_valuemin="0", aria_valuemax="0", aria_valuenow="0",
            aria_valuetext="No day chosen", aria_orientation="horizontal",
        ),
    )  # fmt: skip
    stores = [dcc.Store(id=one, storage_type="memory") for one in (SafetyId.DAYS, SafetyId.DAY_TOLD)]
    return html.Div(
        [
            html.Div(
                [
                    html.Span("Day line", className="saf-day-name", **attrs(aria_hidden="true")),
                    html.Div(thumb, className="saf-track", **attrs(data_day_rule="1")),
                ],
                className="saf-slide",
            ),
            html.Div(id=SafetyId.DAY_FOUND, className="saf-found"),
            *stores,
        ],
        className="saf-day",
        role="group",
        **attrs(aria_label="What was going on on one day", data_panel=f"{SafetyId.DAY_FOUND} {SafetyId.DAY_TOLD}"),
    )


def found(line: DayLine | None) -> list[Element]:
    """Make the finding of the day and the list of its events; nothing where no day is chosen."""
    if line is None:
        return []
    clear = element("Button", "No day", type="button", className="action quiet", data_change="day=",
                    aria_label="Take the day line away")  # fmt: skip
    head = element(
        "P",
        [element("B", finding(line), aria_live="polite"), element("Span", around(line)), clear],
        className="saf-told",
    )
    everything = [*line.certain, *line.possible]
    entries = [_entry(one) for one in everything[:MOST_LISTED]]
    if len(everything) > MOST_LISTED:
        entries.append(element("Li", f"and {len(everything) - MOST_LISTED} more"))
    found = [head]
    if entries:
        found.append(element("Ul", entries, className="saf-there", tabIndex="0", aria_label="Events on that day"))
    return found + [element("P", text, className="saf-given") for text in treatments(line)]


def _entry(one: OnDay) -> Element:
    event = one.event
    mark = f"ov-mark g{event.grade or 0}{' serious' if event.serious else ''}"
    page = f"&page={one.page if one.page > 1 else ''}"
    inside = [
        element("A", one.subject, href=patient_path(one.subject), className="patient-link"),
        element(
            "Button",
            [
                element("Span", grade_digit(event.grade), className=mark, aria_hidden="true"),
                sr(f"{grade_words(event)}{', serious' if event.serious else ''}: "),
                term(event),
            ],
            type="button",
            className="saf-open",
            data_change=f"{change_of(one.key)}{page}",
        ),
        element("Span", running_words(one), className="muted"),
    ]
    if not one.certain:
        inside.append(element("B", "may be", className="saf-maybe"))
    return element("Li", inside)
