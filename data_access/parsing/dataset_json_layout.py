"""What a Dataset-JSON file says of itself: version, dataset, columns with their types, number of records, rows.

Sources: CDISC Dataset-JSON 1.1 (2024-12-05) and 1.0.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from data_access.parsing.columns import column_names
from data_access.parsing.content import ContentError
from data_access.parsing.strict_json import Json

ROW_NUMBER = "ITEMGROUPDATASEQ"
"""The row number that version 1.0 puts in front of each record; it is no data."""
EXPORT = "Export the dataset again as Dataset-JSON 1.1."

_VERSION = re.compile(r"(1\.[01])(?:\.\d+)?")
_SHOWN = 20


class Kind(StrEnum):
    """How the values of a column are taken."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "logical"


_KINDS = {
    **dict.fromkeys(("string", "datetime", "date", "time", "uri"), Kind.TEXT),
    **dict.fromkeys(("integer", "decimal", "float", "double"), Kind.NUMBER),
    "boolean": Kind.FLAG,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column; `place` is where its value stands in a row."""

    name: str
    label: str
    declared: str
    kind: Kind
    place: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """One declared dataset; `width` is the number of values in a row, `rows` is None where there is no such part."""

    version: str
    name: str
    columns: tuple[Column, ...]
    width: int
    records: int
    rows: list[Json] | None


def dataset(value: Json) -> Dataset:
    """Read the object of a dataset (in NDJSON: the first line).

    Raises:
        ContentError: it is not Dataset-JSON 1.0 or 1.1, or lacks a required part.
    """
    said = value if isinstance(value, dict) else {}
    version = said.get("datasetJSONVersion")
    if not isinstance(version, str):
        raise ContentError("Not Dataset-JSON: datasetJSONVersion is absent", EXPORT)
    known = _VERSION.fullmatch(version)
    if known is None:
        text = f"Version {version[:_SHOWN]} of Dataset-JSON is not known; 1.0 and 1.1 are"
        raise ContentError(text, EXPORT)
    group = said if "columns" in said or known[1] == "1.1" else _only_group(said)
    listed, held = ("columns", "rows") if "columns" in group or known[1] == "1.1" else ("items", "itemData")
    name, records, columns = group.get("name"), group.get("records"), group.get(listed)
    absent = [
        part
        for part, there in (
            ("name", isinstance(name, str) and name.strip()),
            ("records", type(records) is int),
            (listed, isinstance(columns, list) and columns),
        )
        if not there
    ]
    if absent or not isinstance(name, str) or not isinstance(records, int) or not isinstance(columns, list):
        raise ContentError(f"Required parts are absent or empty: {', '.join(absent)}", EXPORT)
    rows = group.get(held)
    if rows is not None and not isinstance(rows, list):
        raise ContentError(f"{held} is not a list", EXPORT)
    return Dataset(known[1], name.strip().upper(), _columns(columns), len(columns), records, rows)


def _only_group(said: dict[str, Json]) -> dict[str, Json]:
    """The one dataset of a version 1.0 file, under clinicalData or referenceData."""
    found: dict[str, Json] = {}
    for part in ("clinicalData", "referenceData"):
        held = said.get(part)
        groups = held.get("itemGroupData") if isinstance(held, dict) else None
        if isinstance(groups, dict):
            found.update(groups)
    if len(found) > 1:
        names = ", ".join(name[:_SHOWN] for name in found)
        raise ContentError(f"Contains {len(found)} datasets ({names}); one per file expected", EXPORT)
    group = next(iter(found.values()), None)
    if not isinstance(group, dict):
        raise ContentError("Required parts are absent or empty: itemGroupData", EXPORT)
    return group


def _columns(listed: list[Json]) -> tuple[Column, ...]:
    described = [item if isinstance(item, dict) else {} for item in listed]
    names = column_names(str(item.get("name") or "") for item in described)
    columns = []
    for place, (name, item) in enumerate(zip(names, described, strict=True)):
        declared = item.get("dataType", item.get("type"))
        kind = _KINDS.get(declared.lower()) if isinstance(declared, str) else None
        if kind is None or not isinstance(declared, str):
            raise ContentError(f"Column {name} has no dataType, or one that is not known", EXPORT, name)
        columns.append(Column(name, str(item.get("label") or ""), declared, kind, place))
    return tuple(column for column in columns if column.name != ROW_NUMBER)
