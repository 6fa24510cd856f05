"""The page of the primary safety endpoint: finding, patients, k of n, deaths, and the method behind one click."""

from dash import html
from dash.development.base_component import Component

from components import endpoint_rates, endpoint_table
from components.attributes import attrs
from components.elements import Element, element
from components.graph import listing_link
from components.notices import empty, empty_by_data, empty_by_filter
from components.state import patient_path
from trial import endpoint_words as words
from trial.endpoint import SafetyEndpoint
from trial.words import listed

WHAT = "A: complication at the infusion site. B: new neurologic deficit not due to natural progression."


Part = Component | Element
FILTERED = "Filters of events and of months change nothing here."


def page(result: SafetyEndpoint) -> list[Part]:
    """Make the page, or say why there is nothing to judge."""
    if not result.everybody:
        return [_alone(empty_by_data("0 patients", "The data have no subject."))]
    if not result.chosen:
        return [_alone(empty_by_filter("patient", result.filters))]
    judged = [_patients(result)] if result.rates or any(line.events for line in result.lines) else []
    rates = [_rates(result)] if result.rates else []
    missing = [] if result.rates else [_alone(_not_collected(result))]
    return [*missing, *judged, *rates, *([_deaths(result)] if result.treated else []), _method(result)]


def _alone(inside: Component) -> Component:
    return html.Section(inside, className="sheet", **attrs(aria_label="Primary safety endpoint"))


def _not_collected(result: SafetyEndpoint) -> Component:
    columns = result.rules.columns
    why = "There is no usable AE table." if not result.collected else f"AE has no {listed(result.rules.missing)}."
    remedy = (
        f"It needs {columns.site} (infusion-site complication) and {columns.neurologic} (new neurologic deficit) as "
        "columns of AE or QNAMs of SUPPAE; other names stand in study.toml, [safety] site and neurologic."
    )
    return empty("The primary safety endpoint is not collected", f"{why} {remedy}", sign="data")


def _section(title: str, key: Part, action: str, parts: list[Part]) -> Element:
    """Make a card with its bar: title, what it is about, the listing to take along."""
    actions = [html.Div([listing_link(action)], className="actions")] if action else []
    bar = element("Div", [html.H2(title), key, *actions], className="sheet-bar")
    return element("Section", [bar, *parts], className="sheet ep", aria_label=title)


def _patients(result: SafetyEndpoint) -> Element:
    told = [html.P(FILTERED, className="footnote ep-rest")] if result.events_filtered else []
    finding = html.P(words.finding(result), className="ep-say")
    parts = [finding, *told, *endpoint_table.table(result)]
    return _section("Primary safety endpoint", html.Span(WHAT, className="key"), "primary", parts)


def _rates(result: SafetyEndpoint) -> Element:
    sentence = words.not_excluded(result)
    said = [html.P(sentence, className="ep-say")] if sentence else []
    parts: list[Part] = [*said, *endpoint_rates.chances(result), endpoint_rates.table(result)]
    return _section("How many of how many", html.Span(endpoint_rates.KEY, className="key"), "primary-rates", parts)


def _deaths(result: SafetyEndpoint) -> Element:
    names = {line.subject.index: line.subject.id for line in result.lines}
    died = [names[index] for index in result.deaths.deaths[: words.MOST_NAMED]]
    links = [html.A(name, href=patient_path(name), className="patient-link") for name in died]
    more = len(result.deaths.deaths) - len(died)
    rest = [html.Span(f"and {more} more")] if more else []
    said = html.P(words.deaths(result.deaths), className="ep-said")
    return _section("Deaths beside natural history", html.Span([*links, *rest], className="key"), "", [said])


def _method(result: SafetyEndpoint) -> Component:
    rules = html.Ul([html.Li(text) for text in words.method(result)])
    return html.Details([html.Summary("Method and rules"), rules], className="sheet ep-method")
