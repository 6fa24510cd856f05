"""Small datasets written in each format, and what every reader promises about what it gives back."""

import gzip
import hashlib
import io
import json
import math
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from data_access.parsing.reading import STOPPED
from data_access.raw import RawTable
from data_access.readers import FORMATS
from trial.issues import Issue, Severity

Cell = str | float | None
Table = Mapping[str, Sequence[Cell]]

WRITERS = ("csv", "xpt5", "xpt8", "parquet", "json", "json10", "ndjson", "gzip", "zlib")

VITALS: Table = {
    "STUDYID": ["S1", "S1", "S1", "S1"],
    "DOMAIN": ["VS", "VS", "VS", "VS"],
    "USUBJID": ["S1-01", "S1-01", "S1-02", "S1-02"],
    "VSSEQ": [1.0, 2.0, 1.0, 2.0],
    "VSORRES": ["120", "<5", None, "  7,5"],
    "VSSTRESN": [120.0, None, None, 0.1],
    "VSDTC": ["2011-03-01", "2011-03", None, "2011-03-01T10:00"],
}


def save(folder: Path, name: str, data: bytes) -> Path:
    """Write bytes to a file."""
    path = folder / name
    path.write_bytes(data)
    return path


def read(path: Path) -> RawTable:
    """Read a file with the reader of its name, and hold the reader to its promises."""
    table = FORMATS[path.suffix.lower()](path)
    keep_promises(table, path)
    return table


def keep_promises(table: RawTable, path: Path) -> None:
    """What is true of every table that a reader gives back, whatever the file."""
    frame, numbers = table.frame, [row.row for row in table.set_aside]
    assert table.name == table.name.upper()
    assert table.origin.file == path.name
    if path.is_file():
        assert table.origin.bytes == path.stat().st_size
        assert table.origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [*frame.columns] == [str(name).strip().upper() for name in frame.columns]
    assert frame.columns.is_unique
    for column in (frame[name] for name in frame.columns):
        if column.dtype != np.float64:
            assert column.dtype == object
            assert {*map(type, column)} <= {str, type(None)}
            assert not any(text is not None and (text == "" or text.endswith(" ")) for text in column)
        else:
            assert not np.isinf(column).any()
    rows = sorted([*frame.index.tolist(), *numbers])
    assert rows == list(range(1, len(rows) + 1)), "every row of the file stands or is set aside"
    assert table.usable or (frame.empty and any(issue.severity is Severity.ERROR for issue in table.issues))
    for issue in table.issues:
        assert issue.text
        assert issue.remedy
        assert issue.file == path.name
        assert not issue.text.startswith(STOPPED), "the reader did not foresee this content"
    told = {row for issue in table.issues for row in issue.rows}
    assert told >= set(numbers)


def only(table: RawTable, severity: Severity | None = None) -> Issue:
    """The one finding (of a severity)."""
    (issue,) = (issue for issue in table.issues if severity in (None, issue.severity))
    return issue


def refused(table: RawTable, beginning: str) -> Issue:
    """The one error of a file that cannot be used; it begins like this."""
    assert not table.usable
    issue = only(table)
    assert issue.severity is Severity.ERROR
    assert issue.text.startswith(beginning), issue.text
    return issue


def cells(table: RawTable, column: str) -> list[Cell]:
    """One column as a list, NaN as None."""
    return [None if isinstance(value, float) and math.isnan(value) else value for value in table.frame[column]]


def columns(table: RawTable) -> dict[str, list[Cell]]:
    """All columns as lists."""
    return {str(name): cells(table, str(name)) for name in table.frame.columns}


def is_number(values: Sequence[Cell]) -> bool:
    """Whether a column holds numbers."""
    return any(isinstance(value, float) for value in values)


def as_bytes(table: Table, form: str, name: str = "VS") -> bytes:
    """Write a table in one of the forms of WRITERS."""
    if form == "csv":
        return csv_bytes(table)
    if form in ("xpt5", "xpt8"):
        return xport_bytes(table, int(form[3:]), name)
    if form == "parquet":
        return parquet_bytes(arrow(table))
    if form == "json10":
        return json.dumps(json_10(table, name)).encode()
    if form == "json":
        return json.dumps(json_11(table, name)).encode()
    lines = ndjson_bytes(table, name)
    return {"ndjson": lines, "gzip": gzip.compress(lines), "zlib": zlib.compress(lines)}[form]


def suffix(form: str) -> str:
    """The end of the file name that goes with a form."""
    return {"csv": ".csv", "xpt5": ".xpt", "xpt8": ".xpt", "parquet": ".parquet", "ndjson": ".ndjson"}.get(
        form, ".dsjc" if form in ("gzip", "zlib") else ".json"
    )


def csv_bytes(table: Table) -> bytes:
    """Text as it is (quoted where it must be), numbers as Python writes them, nothing for missing."""
    names = list(table)
    rows = [names, *(["" if v is None else str(v) for v in row] for row in zip(*table.values(), strict=True))]
    quoted = [
        [f'"{text.replace(chr(34), chr(34) * 2)}"' if needs_quotes(text) else text for text in row] for row in rows
    ]
    return "".join(",".join(row) + "\n" for row in quoted).encode()


def needs_quotes(text: str) -> bool:
    """Whether RFC 4180 wants a field quoted."""
    return any(sign in text for sign in ',"\n\r')


def frame(table: Table) -> pd.DataFrame:
    """The table as a frame: float64 and object."""
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=np.float64 if is_number(values) else object)
            for name, values in table.items()
        }
    )


def xport_bytes(table: Table, version: int, name: str = "VS", formats: Mapping[str, str] | None = None) -> bytes:
    """SAS transport, written by a library; the structure is checked by our own code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "written.xpt"
        pyreadstat.write_xport(
            frame(table),
            path,
            table_name=name,
            file_format_version=5 if version == 5 else 8,
            column_labels=[f"Label of {column}" for column in table],
            variable_format=dict(formats or {}),
        )
        return path.read_bytes()


def arrow(table: Table) -> pa.Table:
    """The table in Arrow: float64 and string."""
    return pa.table(
        {
            name: pa.array(values, type=pa.float64() if is_number(values) else pa.string())
            for name, values in table.items()
        }
    )


def parquet_bytes(table: pa.Table) -> bytes:
    """Parquet."""
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


def listed(table: Table) -> list[list[Cell]]:
    """The rows as lists."""
    return [list(row) for row in zip(*table.values(), strict=True)]


def declared(table: Table) -> list[dict[str, object]]:
    """The columns as Dataset-JSON 1.1 declares them."""
    return [
        {
            "itemOID": f"IT.{name}",
            "name": name,
            "label": f"Label of {name}",
            "dataType": "float" if is_number(values) else "string",
        }
        for name, values in table.items()
    ]


def metadata(table: Table, name: str = "VS", **changes: object) -> dict[str, object]:
    """The object of a Dataset-JSON 1.1 file without its rows."""
    said: dict[str, object] = {
        "datasetJSONCreationDateTime": "2011-12-31T00:00:00",
        "datasetJSONVersion": "1.1.0",
        "itemGroupOID": f"IG.{name}",
        "records": len(listed(table)),
        "name": name,
        "label": "A dataset",
        "columns": declared(table),
    }
    return {key: value for key, value in {**said, **changes}.items() if value is not None}


def json_11(table: Table, name: str = "VS", **changes: object) -> dict[str, object]:
    """The object of a Dataset-JSON 1.1 file."""
    return metadata(table, name, **{"rows": listed(table), **changes})


def json_10(table: Table, name: str = "VS", part: str = "clinicalData", **changes: object) -> dict[str, object]:
    """The object of a Dataset-JSON 1.0 file."""
    items = [{"OID": "ITEMGROUPDATASEQ", "name": "ITEMGROUPDATASEQ", "label": "Record", "type": "integer"}]
    items += [
        {"OID": one["itemOID"], "name": one["name"], "label": one["label"], "type": one["dataType"]}
        for one in declared(table)
    ]
    rows = [[number, *row] for number, row in enumerate(listed(table), start=1)]
    group = {"records": len(rows), "name": name, "label": "A dataset", "items": items, "itemData": rows, **changes}
    said = {"studyOID": "S1", "metaDataVersionOID": "M1", "itemGroupData": {f"IG.{name}": group}}
    return {"creationDateTime": "2011-12-31T00:00:00", "datasetJSONVersion": "1.0.0", "fileOID": "F1", part: said}


def ndjson_bytes(table: Table, name: str = "VS", **changes: object) -> bytes:
    """Dataset-JSON 1.1 in lines."""
    lines = [metadata(table, name, **changes), *listed(table)]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()
