"""The items of the chosen patients as a listing: a row for each assessment and each happening that has a stage."""

from collections.abc import Iterator

from trial import item_map
from trial.analysis import Analysis
from trial.instruments.scales import ALSFRS_R, ITEM_LABELS
from trial.item_map import ItemColumn, ItemMap
from trial.listing import Cell, Column, Listing
from trial.selection import Selection, selected_subjects

NOTE = (
    "The total needs every item. Prorated within domains is a sensitivity: a domain of three items with two of them is "
    "their mean times three. Stages: recorded gastrostomy and ventilation go before items."
)
_ITEMS = (*ALSFRS_R.items, "breathing")
_DOMAINS = tuple(name for name, _ in ALSFRS_R.domains)


def listing(analysis: Analysis, selection: Selection) -> Listing:
    """List items, sub-scores, totals and stages of the chosen patients."""
    maps = item_map.of_patients(analysis, selected_subjects(selection, analysis))
    rows = tuple(row for found in maps for row in _rows(found))
    return Listing("items", "Items, totals and stages", _columns(), rows, NOTE)


def _columns() -> tuple[Column, ...]:
    words = [("subject", "Patient"), ("scale", "Scale"), ("visit", "Visit"), ("date", "Date")]
    numbers = [(name, ITEM_LABELS[name]) for name in _ITEMS]
    numbers += [(name.lower().replace(" ", "_"), f"{name} sub-score") for name in _DOMAINS]
    numbers += [
        ("scored", "Items scored"), ("total", "Total of the items"), ("recorded", "Total recorded"),
        ("prorated", "Total prorated within domains"),
    ]  # fmt: skip
    stages = [
        ("kings", "King's"), ("kings_worst", "King's, worst so far"), ("mitos", "MiToS"),
        ("mitos_worst", "MiToS, worst so far"), ("reason", "Why no stage"), ("findings", "Findings"),
    ]  # fmt: skip
    return (
        *(Column(key, label) for key, label in words),
        Column("day", "Day", "number", 0),
        *(Column(key, label, "number", 0) for key, label in numbers),
        Column("form", "Form of item 5"),
        *(Column(key, label) for key, label in stages),
    )


def _rows(found: ItemMap) -> Iterator[tuple[Cell, ...]]:
    names = [item.partition(" ")[2] for item in found.items]
    for column in found.columns:
        values = dict(zip(names, [cell.value for cell in column.cells], strict=True))
        yield (
            found.subject, found.label, column.visit, column.date, column.day,
            *(values.get(ITEM_LABELS[name]) for name in _ITEMS), *column.domains,
            column.scored if column.is_assessment else None, column.total, column.recorded, column.prorated,
            _form(column), *_stages(column), "; ".join(column.doubts),
        )  # fmt: skip


def _form(column: ItemColumn) -> str | None:
    return next((f"5{cell.form}" for cell in column.cells if cell.form), None)


def _stages(column: ItemColumn) -> tuple[Cell, ...]:
    one = column.staging
    if one is None:
        return (None, None, None, None, "no complete date")
    reasons = list(dict.fromkeys(filter(None, (one.kings_reason, one.mitos_reason))))
    mitos = [None if stage is None else str(stage) for stage in (one.mitos, one.worst_mitos)]
    return (one.kings, one.worst_kings, *mitos, "; ".join(reasons))
