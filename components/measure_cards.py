"""The cards of lung function, strength and electromyography on the patient view: a sentence, a table, its rules."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.graph import listing_link
from components.tables import plain_table
from trial.measurements import FVC, Card, Measurements


def cards(found: Measurements) -> list[Component]:
    """Make a card for each instrument that the study file names: lung function on its own, the others side by side."""
    only = f"subjects={quote(found.subject, safe='')}"
    made = {card.name: _card(card, only) for card in found.cards}
    wide = made.pop(FVC, None)
    pair = [html.Div(list(made.values()), className="measure-pair")] if made else []
    return [*([wide] if wide is not None else []), *pair]


def _card(card: Card, only: str) -> Component:
    link = [listing_link(card.name, "CSV", only)] if card.listing is not None else []
    bar = html.Div([html.H2(card.title), html.Div(link, className="actions")], className="sheet-bar")
    body: list[Component] = [html.P(card.sentence, className="statement")]
    if card.listing is not None:
        body.append(plain_table(card.listing))
    if card.rules:
        body.append(html.P(" ".join(card.rules), className="footnote"))
    return html.Section(
        [bar, html.Div(body, className="sheet-body")],
        className=f"sheet measures {card.name}",
        **attrs(aria_label=card.title),
    )
