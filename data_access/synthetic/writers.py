"""Writes a synthetic study in any of the formats; the same tables carry the same information in each.

Nothing in a file depends on the clock or the machine: dates of creation are fixed.
"""

import csv
import io
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from data_access.synthetic.columns import TABLES, label
from data_access.synthetic.draws import only
from data_access.synthetic.simulation import SyntheticStudy
from trial.tables import contract

CREATED = "2012-01-10T00:00:00"
_SAS_CREATED = b"10JAN12:00:00:00"
_SAS_CLOCK = re.compile(rb"\d{2}[A-Z]{3}\d{2}:\d{2}:\d{2}:\d{2}")
_SAS_HEADER_BYTES = 720
"""Library and member headers, before the descriptions of the columns."""


class Format(StrEnum):
    """A way to write tables."""

    CSV = "csv"
    PARQUET = "parquet"
    XPT5 = "xpt5"
    XPT8 = "xpt8"
    JSON = "dataset-json"
    NDJSON = "dataset-ndjson"
    JSON10 = "dataset-json-1.0"

    @property
    def suffix(self) -> str:
        """The ending of the file's name."""
        return {"csv": ".csv", "parquet": ".parquet", "xpt5": ".xpt", "xpt8": ".xpt", "dataset-ndjson": ".ndjson"}.get(
            self.value, ".json"
        )


def write(study: SyntheticStudy, folder: Path, form: Format = Format.CSV) -> None:
    """Write tables, study.toml and truth/truth.json (apart, so that it is not taken for data) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in study.tables.items():
        write_table(name, table, folder / f"{name.lower()}{form.suffix}", form)
    (folder / "study.toml").write_text(study.study_text, encoding="utf-8", newline="\n")
    (folder / "truth").mkdir(exist_ok=True)
    (folder / "truth" / "truth.json").write_bytes(orjson.dumps(study.truth, option=orjson.OPT_INDENT_2) + b"\n")


def write_table(name: str, table: pd.DataFrame, path: Path, form: Format) -> None:
    """Write one table."""
    if form is Format.CSV:
        path.write_bytes(csv_bytes(name, table))
    elif form is Format.PARQUET:
        pq.write_table(_arrow(name, table), path)
    elif form in (Format.XPT5, Format.XPT8):
        _write_xpt(name, table, path, 5 if form is Format.XPT5 else 8)
    elif form is Format.JSON10:
        path.write_bytes(_json_1_0(name, table))
    else:
        path.write_bytes(_json_1_1(name, table, lines=form is Format.NDJSON))


def csv_bytes(name: str, table: pd.DataFrame) -> bytes:
    """Write a table as CSV: UTF-8, LF, numbers as they were recorded, nothing for missing."""
    columns = [_number_texts(table, c) if contract(name).is_number(c) else _texts(table, c) for c in map(str, table)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def _texts(table: pd.DataFrame, column: str) -> list[str | None]:
    """Give text cells, None for missing."""
    values = table[column].to_numpy(dtype=object)
    return list(only(pd.notna(values), values))


def _numbers(table: pd.DataFrame, column: str) -> list[float | None]:
    """Give number cells, None for missing; whole numbers as int."""
    distinct, back = np.unique(table[column].to_numpy(dtype=np.float64), return_inverse=True)
    plain = [None if np.isnan(v) else int(v) if float(v).is_integer() else float(v) for v in distinct]
    return list(np.array([*plain, None], dtype=object)[back])


def _number_texts(table: pd.DataFrame, column: str) -> list[str | None]:
    """Give numbers in the shortest decimal text that means the same number."""
    return [None if value is None else repr(value) for value in _numbers(table, column)]


def _arrow(name: str, table: pd.DataFrame) -> pa.Table:
    arrays = [
        pa.array(table[c].to_numpy(dtype=np.float64), type=pa.float64(), from_pandas=True)
        if contract(name).is_number(c)
        else pa.array(_texts(table, c), type=pa.string())
        for c in map(str, table)
    ]
    return pa.table(dict(zip(table.columns, arrays, strict=True)))


def _write_xpt(name: str, table: pd.DataFrame, path: Path, version: int) -> None:
    """Write SAS transport and put a fixed time of creation into its headers."""
    typed = {
        c: table[c].astype(np.float64) if contract(name).is_number(c) else pd.Series(_texts(table, c), dtype=object)
        for c in map(str, table)
    }
    labels: list[str | None] = [label(column) for column in map(str, table)]
    pyreadstat.write_xport(
        pd.DataFrame(typed), path, file_label=TABLES[name], column_labels=labels, table_name=name,
        file_format_version=5 if version == 5 else 8,
    )  # fmt: skip
    with path.open("r+b") as file:
        head = file.read(_SAS_HEADER_BYTES)
        file.seek(0)
        file.write(_SAS_CLOCK.sub(_SAS_CREATED, head))


def _rows(name: str, table: pd.DataFrame) -> Iterator[list[str | float | None]]:
    """Give the rows of a table as lists."""
    columns = [_numbers(table, c) if contract(name).is_number(c) else _texts(table, c) for c in map(str, table)]
    return map(list, zip(*columns, strict=True))


def _data_type(name: str, column: str, table: pd.DataFrame) -> str:
    """Name a column's type: string, integer where all numbers are whole, else float."""
    if not contract(name).is_number(column):
        return "string"
    values = table[column].to_numpy(dtype=np.float64)
    return "integer" if np.all(np.isnan(values) | (values == np.rint(values))) else "float"


def _json_1_1(name: str, table: pd.DataFrame, *, lines: bool) -> bytes:
    """Write Dataset-JSON 1.1, as one document or as lines."""
    columns = [
        {"itemOID": f"IT.{name}.{c}", "name": c, "label": label(c), "dataType": _data_type(name, c, table)}
        for c in map(str, table)
    ]
    head = {
        "datasetJSONCreationDateTime": CREATED, "datasetJSONVersion": "1.1.0", "fileOID": f"TCA-ALS-SYN.{name}",
        "originator": "Synthetic data generator", "studyOID": "TCA-ALS-SYN", "metaDataVersionOID": "MDV.TCA-ALS-SYN",
        "itemGroupOID": f"IG.{name}", "records": len(table), "name": name, "label": TABLES[name], "columns": columns,
    }  # fmt: skip
    if lines:
        return b"".join(orjson.dumps(line) + b"\n" for line in (head, *_rows(name, table)))
    return orjson.dumps({**head, "rows": list(_rows(name, table))})


def _json_1_0(name: str, table: pd.DataFrame) -> bytes:
    """Write Dataset-JSON 1.0: everything below clinicalData, a running number before each row."""
    items = [
        {"OID": f"IT.{name}.{c}", "name": c, "label": label(c), "type": _data_type(name, c, table)}
        for c in map(str, table)
    ]
    running = {"OID": "ITEMGROUPDATASEQ", "name": "ITEMGROUPDATASEQ", "label": "Record identifier", "type": "integer"}
    group = {
        "records": len(table), "name": name, "label": TABLES[name], "items": [running, *items],
        "itemData": [[number, *row] for number, row in enumerate(_rows(name, table), start=1)],
    }  # fmt: skip
    study = {"studyOID": "TCA-ALS-SYN", "metaDataVersionOID": "MDV.TCA-ALS-SYN", "itemGroupData": {f"IG.{name}": group}}
    return orjson.dumps(
        {
            "creationDateTime": CREATED,
            "datasetJSONVersion": "1.0.0",
            "fileOID": f"TCA-ALS-SYN.{name}",
            "clinicalData": study,
        }
    )
