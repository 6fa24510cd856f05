"""The page Summaries of the safety view: all events, by class and term, period, relation; listings; rates."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import summary_lines, summary_tables
from components.elements import Element, element
from components.graph import listing_link
from components.notices import empty, empty_by_data, empty_by_filter
from trial.adverse import words
from trial.adverse.lines import EventLine
from trial.adverse.summary import Summary
from trial.words import counted, date_text

Part = Component | Element
NO_EVENTS_TEXT = "There is no usable AE table. Put ae.csv, ae.xpt or ae.json beside the other files and load again."


def page(result: Summary) -> list[Part]:
    """Make the page; where nothing can be counted, say why."""
    if nothing := _nothing(result):
        return [html.Section(nothing, className="sheet")]
    return [
        _card("All events", [words.kept(result)], [summary_tables.overall(result)], [_csv("adverse-counts")],
              "sum-half"),
        _card("Rates", [words.rates(result)], [summary_tables.rates(result)], [_csv("adverse-rates")], "sum-half",
              words.RATE_RULE),
        _card("By class and term", [words.classes(result)], [summary_tables.classes(result)],
              [summary_tables.unfold_all(), _csv("adverse-terms")], "", words.CLASS_RULE),
        _card("By period of onset", [], [summary_tables.periods(result)], [], "sum-half", words.PERIOD_RULE),
        _card("By relatedness", [], [summary_tables.relations(result)], [], "sum-half"),
        _lines("Serious events", words.reports(result), result.serious, result, "serious-events"),
        _lines("Events of special interest", words.special(result), result.special, result, "special-interest"),
    ]  # fmt: skip


def _nothing(result: Summary) -> list[Component]:
    if not result.collected:
        return [empty("Adverse events are not in these data", NO_EVENTS_TEXT, [], "data")]
    if result.patients == 0:
        return [empty_by_filter("patient", result.filters)]
    if result.of_events == 0:
        text = f"None reported in {counted(result.patients, 'patient')} by {date_text(result.cut)}."
        return [empty_by_data("0 adverse events", text)]
    return [empty_by_filter("event", result.filters)] if result.kept.events == 0 else []


def _csv(name: str) -> Component:
    return listing_link(name, "CSV")


def _card(
    title: str, said: Sequence[str], inside: Sequence[Part], actions: Sequence[Part], css: str, rule: str = ""
) -> Element:
    bar = element("Div", [element("H2", title), element("Div", list(actions), className="actions")],
                  className="sheet-bar")  # fmt: skip
    below = [element("Details", [element("Summary", "How this is counted"), element("P", rule, className="footnote")],
                     className="grp-more")] if rule else []  # fmt: skip
    sentences = [element("P", text, className="grp-sentence") for text in said]
    return element("Section", [bar, *sentences, *inside, *below], className=f"sheet grp-card sum-card {css}".strip(),
                   aria_label=title)  # fmt: skip


def _lines(title: str, said: str, found: Sequence[EventLine], result: Summary, name: str) -> Element:
    inside: list[Part] = [summary_lines.lines(title, found, result.cut)] if found else []
    more = len(found) - summary_lines.MOST_LINES
    if more > 0:
        inside.append(html.P(f"And {counted(more, 'event')} more: see the CSV.", className="footnote"))
    rule = words.REPORT_RULE if found and title.startswith("Serious") else ""
    return _card(title, [said], inside, [_csv(name)], "", rule)
