"""The item heat map of the patient view: items by visit as a table, digits in every cell, stages below."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.graph import listing_link
from components.icons import icon
from trial.item_map import NO_MAPPING, ItemCell, ItemColumn, ItemMap, Staging, sentence
from trial.words import NOTHING, day_text, not_done, number

RULES = (
    "0 no function, 4 normal. A total needs every item. Item 5 is 5a, with gastrostomy 5b. "
    "Stages: recorded gastrostomy and ventilation go before items."
)


def cards(found: Sequence[ItemMap]) -> list[Component]:
    """Make a card for each scale; one that says why there is none where the study file names no items."""
    if not found:
        empty = html.P(NO_MAPPING, className="statement")
        return [_sheet("Items and stages", [], [html.Div(empty, className="sheet-body")])]
    return [_card(one) for one in found]


def _sheet(title: str, actions: list[Component], body: list[Component]) -> Component:
    bar = html.Div([html.H2(title), html.Div(actions, className="actions")], className="sheet-bar")
    return html.Section([bar, *body], className="sheet items", **attrs(aria_label=title))


def _card(found: ItemMap) -> Component:
    title = f"{found.label}, items and stages"
    if not found.columns:
        return _sheet(title, [], [html.Div(html.P(sentence(found), className="statement"), className="sheet-body")])
    link = listing_link("items", "CSV", f"subjects={quote(found.subject, safe='')}")
    body: list[Component] = [
        html.P(sentence(found), className="items-sentence"),
        html.Div(_table(found), className="items-box", tabIndex="0", role="region", **attrs(aria_label=title)),
        html.P(RULES, className="footnote"),
    ]
    told = _doubts(found)
    return _sheet(title, [link], [*body[:1], *([told] if told is not None else []), *body[1:]])


def _doubts(found: ItemMap) -> Component | None:
    """List what is doubtful, by visit."""
    lines = [(column, text) for column in found.columns for text in column.doubts]
    if not lines:
        return None
    return html.Ul(
        [html.Li([icon("clock", small=True), f"{_place(column)}: {text}."]) for column, text in lines],
        className="items-doubts",
        **attrs(aria_label="Findings about the items"),
    )


def _place(column: ItemColumn) -> str:
    return f"{column.visit}, {day_text(column.day)}" if column.day is not None else f"{column.visit}, {column.date}"


def _table(found: ItemMap) -> Component:
    """Make the table: a body of rows for each domain, then totals, then stages."""
    head = html.Tr([html.Th("Item", scope="col"), *(_heading(column) for column in found.columns)])
    bodies = [html.Tbody(_domain_rows(found, name, places, most)) for name, places, most in found.domains]
    tables = [html.Caption(sentence(found), className="sr"), html.Thead(head), *bodies]
    tables += [html.Tbody(_total_rows(found), className="sums"), html.Tbody(_stage_rows(found), className="stages")]
    return html.Table(tables, className="item-map")


def _heading(column: ItemColumn) -> Component:
    when = day_text(column.day) if column.day is not None else (column.date or "no date")
    kind = "" if column.is_assessment else "happening"
    return html.Th([html.Span(column.visit), html.Small(when)], scope="col", className=kind, title=column.date or "")


def _domain_rows(found: ItemMap, name: str, places: Sequence[int], most: int) -> list[Component]:
    at = next(place for place, (own, _, _) in enumerate(found.domains) if own == name)
    sums = _row(name, found, lambda column: _plain(column, column.domains[at]), "domain", f"0 to {most}")
    return [sums, *(_row(found.items[place], found, _item(place), "item") for place in places)]


Cells = Callable[[ItemColumn], Component]


def _row(label: str, found: ItemMap, cell: Cells, kind: str = "", more: str = "") -> Component:
    """Make a row; `more` stands small behind the label."""
    heading = html.Th([label, html.Small(f" {more}")] if more else label, scope="row")
    return html.Tr([heading, *(cell(column) for column in found.columns)], className=kind)


def _item(place: int) -> Callable[[ItemColumn], Component]:
    def cell(column: ItemColumn) -> Component:
        return _cell(column, column.cells[place])

    return cell


def _cell(column: ItemColumn, cell: ItemCell) -> Component:
    if not column.is_assessment:
        return html.Td("", className="none")
    form = [html.Small(cell.form)] if cell.form not in ("", "a") else []
    if cell.value is None:
        mark = NOTHING if cell.why is None else html.Span("×", className="undone")
        return html.Td([mark, *form], className="missing", title="both forms scored" if form else _why(cell))
    sign, title = [], ""
    if cell.rose is not None:
        sign, title = [html.Span("▲", className="rise")], f"{cell.rose:g} above the value before"
    return html.Td([number(cell.value, 0), *form, *sign], className=f"v{cell.value:.0f}", title=title)


def _why(cell: ItemCell) -> str:
    return "not recorded" if cell.why is None else not_done(cell.why or None)


def _plain(column: ItemColumn, value: float | None, title: str = "", kind: str = "") -> Component:
    if not column.is_assessment:
        return html.Td("", className="none")
    return html.Td(NOTHING if value is None else number(value, 0), title=title, className=kind)


def _total_rows(found: ItemMap) -> list[Component]:
    size = len(found.items)
    rows = [
        _row("Total of the items", found, _total, "total", f"0 to {found.highest}"),
        _row("Items scored", found, lambda column: _counted(column, size)),
        _row("Total recorded", found, _recorded),
    ]
    if any(column.prorated is not None for column in found.columns):
        rows.append(_row("Sensitivity", found, _prorated, more="prorated within domains"))
    return rows


def _total(column: ItemColumn) -> Component:
    why = "" if column.total is not None else "an item is missing, so no total is given"
    return _plain(column, column.total, why)


def _counted(column: ItemColumn, size: int) -> Component:
    if not column.is_assessment:
        return html.Td("", className="none")
    floor = [html.Small(" floor")] if column.floor else []
    title = f"{column.zeros} items are at 0: the slope is attenuated" if column.floor else ""
    return html.Td([f"{column.scored}/{size}", *floor], title=title)


def _recorded(column: ItemColumn) -> Component:
    if column.recorded is not None and column.differs:
        return html.Td([f"{column.recorded:g}", html.Span("≠", className="rise")], title="not the sum of the items")
    return _plain(column, column.recorded)


def _prorated(column: ItemColumn) -> Component:
    if column.prorated is None:
        return html.Td("" if not column.is_assessment else NOTHING, className="none")
    return html.Td(f"{column.prorated:.1f}")


def _stage_rows(found: ItemMap) -> list[Component]:
    rows: tuple[tuple[str, Callable[[Staging], str | None], Callable[[Staging], str | None]], ...] = (
        ("King’s stage", lambda one: one.kings, lambda one: one.kings_reason),
        ("King’s, worst so far", lambda one: one.worst_kings, lambda _: None),
        ("MiToS stage", lambda one: _digit(one.mitos), lambda one: one.mitos_reason),
        ("MiToS, worst so far", lambda one: _digit(one.worst_mitos), lambda _: None),
    )
    return [_row(label, found, _stage(value, reason)) for label, value, reason in rows]


def _digit(stage: int | None) -> str | None:
    return None if stage is None else str(stage)


def _stage(
    value: Callable[[Staging], str | None], reason: Callable[[Staging], str | None]
) -> Callable[[ItemColumn], Component]:
    def cell(column: ItemColumn) -> Component:
        if column.staging is None:
            return html.Td(NOTHING, className="missing", title="no complete date")
        stage = value(column.staging)
        if stage is None:
            return html.Td(NOTHING, className="missing", title=reason(column.staging) or "not settled so far")
        title = "no region by ALSFRS-R" if stage == "0" else ""
        return html.Td(stage, title=title)

    return cell
