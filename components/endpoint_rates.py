"""The table of k of n of the primary safety endpoint: analyses side by side, each with its exact interval drawn."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from components.elements import Element, element
from components.state import to_query
from trial import endpoint_words as words
from trial.endpoint import SafetyEndpoint, rows
from trial.endpoint_rates import TRUE_RATES, Denominator, Rate, Reading, Window, chance_of_any
from trial.selection import Part
from trial.words import counted, number

MOST_LINKED = 100
"""Patients up to which a count links to their events; more do not fit an address."""
PERI = (Denominator.TREATED, Denominator.DAY_30)
"""Denominators that the peri-procedural row stands under."""
KEY = "Bar: exact two-sided 95 % interval. Mark on it: one-sided 95 % upper bound (≤). Dot: k of n."


def table(result: SafetyEndpoint) -> Element:
    """Make the table: a block a denominator, a row a tier, a column an analysis."""
    heads = [html.Th("Patients with an event", scope="col")]
    heads += [html.Th([name, html.Small(said)], scope="col") for name, said in words.READINGS.values()]
    title = "Patients with the primary safety endpoint, exact intervals"
    parts = [html.Caption(title, className="sr"), html.Thead(html.Tr(heads))]
    blocks = [_block(result, denominator) for denominator in Denominator]
    made = element("Table", [*parts, *blocks], className="ep-rates")
    return element("Div", made, className="listing-box", tabIndex="0", role="region", aria_label=title)


def _block(result: SafetyEndpoint, denominator: Denominator) -> Element:
    found = [*rows(result, denominator), *(rows(result, denominator, Window.PERI)[:1] if denominator in PERI else ())]
    name, rule = words.DENOMINATORS[denominator], words.denominator_rule(result, denominator)
    head = element("Th", [name, element("Small", f": {rule}")], scope="rowgroup", colSpan=1 + len(Reading))
    return element("Tbody", [element("Tr", head, className="ep-block"), *(_row(result, row) for row in found)])


def _row(result: SafetyEndpoint, row: tuple[Rate, ...]) -> Element:
    label = f"{words.TIERS[row[0].tier]}{words.WINDOWS[row[0].window]}"
    return element("Tr", [element("Th", label, scope="row"), *(_cell(result, rate) for rate in row)])


def _cell(result: SafetyEndpoint, rate: Rate) -> Element:
    inside: list[Element | str] = [_count(result, rate), _bar(rate)]
    inside.append(element("Span", words.bounds(rate), className="ep-bounds"))
    if rate.ungraded:
        inside.append(element("Span", f"and {counted(rate.ungraded, 'patient')} of unknown grade", className="ep-note"))
    return element("Td", element("Div", inside, className="ep-cell"))


def _count(result: SafetyEndpoint, rate: Rate) -> Element:
    """Write k of n; where there are events it leads to the timeline of these patients."""
    text = f"{rate.k} of {rate.n}"
    if not rate.k or rate.k > MOST_LINKED:
        return element("B", text)
    ids = result.ids(rate)
    query = to_query(replace(result.selection, subjects=ids, part=Part.TIMELINE, page=1, event=None))
    return element("A", text, href=f"/safety?{query}", className="ep-count", title=f"Events of {', '.join(ids[:12])}")


def _bar(rate: Rate) -> Element:
    """Draw the interval on an axis from 0 to 100 %; the words beside it say the same."""
    if rate.lower is None or rate.upper is None or rate.upper_one_sided is None:
        return element("Span", className="ep-bar", aria_hidden="true")
    span = {"left": _at(rate.lower), "width": _at(rate.upper - rate.lower)}
    marks = [
        element("I", className="ep-span", style=span),
        element("I", className="ep-one", style={"left": _at(rate.upper_one_sided)}),
        element("I", className="ep-dot" + (" some" if rate.k else ""), style={"left": _at(rate.k / rate.n)}),
    ]
    return element("Span", marks, className="ep-bar", aria_hidden="true")


def _at(share: float) -> str:
    return f"{100 * share:.4g}%"


def chances(result: SafetyEndpoint) -> list[Component]:
    """Give the chance to see at least one event among those evaluable, for some true rates; nothing of nobody."""
    found = result.headline
    if found is None or not found.n:
        return []
    heads = [html.Th("If the true rate were", scope="row"), *(html.Td(f"{100 * rate:.0f} %") for rate in TRUE_RATES)]
    seen = [html.Td(f"{number(100 * chance_of_any(rate, found.n), 1)} %") for rate in TRUE_RATES]
    label = f"chance to see at least one event in {found.n}"
    return [
        html.Table(
            [
                html.Caption("Chance to see at least one event", className="sr"),
                html.Tbody([html.Tr(heads), html.Tr([html.Th(label, scope="row"), *seen])]),
            ],
            className="ep-chances",
        )
    ]
