"""Parquet: counted before it is read, every column by its type, nothing dropped."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as arrow_parquet

from data_access.parsing.arrow_columns import AGAIN, column, is_text, refuse_foreign_types
from data_access.parsing.columns import column_names
from data_access.parsing.content import Content, ContentError, belied
from data_access.parsing.ledger import Ledger
from data_access.parsing.reading import finished, read_table
from data_access.raw import RawTable

WORDS = "Parquet"
MAX_ROWS = 5_000_000
MAX_CELLS = 250_000_000
"""A file of 84 kB can hold 20 million rows; the largest tables of a trial have some millions, and under 100 columns."""

_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"


def read(path: Path) -> RawTable:
    """Read a Parquet file.

    Dates, timestamps and times become ISO 8601 text (local time where there is a zone), whole and decimal numbers
    float64, logical values Y and N, dictionaries text. Nested, binary and extension types are refused by name.
    """
    return read_table(path, WORDS, _parse)


def _parse(content: Content) -> RawTable:
    _refuse_not_parquet(content.data)
    ledger = Ledger(content.name, content.path.name)
    try:
        table = _table(content.data)
        rows = np.arange(1, table.num_rows + 1, dtype=np.int64)
        names = column_names(table.column_names)
        columns = {name: column(name, table.column(place), rows, ledger) for place, name in enumerate(names)}
    except (pa.ArrowException, OSError, UnicodeDecodeError) as fault:
        raise ContentError("The Parquet file is damaged", AGAIN) from fault
    return finished(content, WORDS, ledger, columns, rows)


def _refuse_not_parquet(data: bytes) -> None:
    if _ENCRYPTED in (data[:4], data[-4:]):
        raise ContentError(
            "The Parquet file is encrypted; keys are not supported", "Write the file without encryption."
        )
    if not data.startswith(_MAGIC):
        raise belied(data, WORDS, "Export the dataset again as Parquet, or give the file the name of its format.")
    if not data.endswith(_MAGIC) or len(data) < 12:
        raise ContentError(f"The file is cut: {len(data):,} bytes, and the end of a Parquet file is missing", AGAIN)


def _table(data: bytes) -> pa.Table:
    """Read all rows; text as codes and distinct values, so that a repeated text takes no room."""
    with arrow_parquet.ParquetFile(pa.BufferReader(data)) as file:
        schema, said = file.schema_arrow, file.metadata
    refuse_foreign_types(schema)
    cells = said.num_rows * len(schema)
    if said.num_rows > MAX_ROWS or cells > MAX_CELLS:
        size = f"{said.num_rows:,} rows × {len(schema)} columns"
        text = f"{size} are over the limit ({MAX_ROWS:,} rows, {MAX_CELLS:,} cells)"
        raise ContentError(text, "Split the dataset over several files, or leave out what is not needed.")
    coded = [field.name for field in schema if is_text(field.type)]
    with arrow_parquet.ParquetFile(
        pa.BufferReader(data), read_dictionary=coded, page_checksum_verification=True
    ) as file:
        table = file.read()
    table.validate()
    if table.num_rows != said.num_rows:
        raise ContentError(f"The file says {said.num_rows:,} rows and holds {table.num_rows:,}", AGAIN)
    return table
