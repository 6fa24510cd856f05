"""The card of historical records on the data view: how many are eligible by endpoint, and every one with its why."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.state import patient_path
from components.tables import plain_table, shown
from trial.historical_words import COLUMNS, HistoricalView

MOST_ROWS = 300
NONE = "0 historical records: every value belongs to a planned visit or lies after the anchor."


def parts(view: HistoricalView) -> list[Component]:
    """Make what is in the card."""
    said = [html.P(text, className="footnote") for text in (view.rule, view.note)]
    if not view.records.rows:
        return [html.P(NONE, className="statement"), *said[:1]]
    return [
        plain_table(view.counts),
        html.Details([html.Summary("Every record"), _records(view)], className="grp-more"),
        *said,
    ]


def _records(view: HistoricalView) -> Component:
    """List the records; a patient's name leads to the patient."""
    head = html.Thead(html.Tr([html.Th(each.label, scope="col", className=each.kind) for each in COLUMNS]))
    body = [
        html.Tr(
            [
                html.Th(html.A(str(row[0]), href=patient_path(str(row[0])), className="patient-link"), scope="row"),
                *(
                    html.Td(shown(value, column), className=column.kind)
                    for value, column in zip(row[1:], COLUMNS[1:], strict=True)
                ),
            ]
        )
        for row in view.records.rows[:MOST_ROWS]
    ]
    table = html.Table([html.Caption(view.records.title, className="sr"), head, html.Tbody(body)], className="listing")
    box = html.Div(table, className="listing-box", tabIndex="0", role="region", **attrs(aria_label=view.records.title))
    more = len(view.records.rows) - MOST_ROWS
    rest = [html.P(f"The first {MOST_ROWS} of {len(view.records.rows)}; the CSV has all.", className="footnote")]
    return html.Div([box, *(rest if more > 0 else [])])
