"""Dataset-JSON 1.1 and 1.0, as JSON, in lines (NDJSON) and compressed: the declared columns and types rule."""

import zlib
from pathlib import Path

import numpy as np

from data_access.parsing.columns import Numbers, Objects, Rows
from data_access.parsing.content import Content, ContentError, belied, looks_like
from data_access.parsing.dataset_json_layout import EXPORT, Dataset, dataset
from data_access.parsing.json_columns import column
from data_access.parsing.ledger import Ledger
from data_access.parsing.reading import finished, read_table
from data_access.parsing.strict_json import AGAIN, Json, parse, text_of
from data_access.raw import RawTable
from trial.issues import Severity

WORDS = "Dataset-JSON"
COMPRESSED = ".dsjc"
MAX_UNPACKED = 1 << 29
"""Bytes to which a compressed file may unfold: half a gibibyte, some two million rows."""

_PACKED = {"gzip", "a zlib stream"}
_GZIP_OR_ZLIB = 47
_LINES = "Correct these lines at the source; in NDJSON row n stands in line n + 1."


def read(path: Path) -> RawTable:
    """Read a Dataset-JSON file; whether it is one object or lines is seen in its content.

    Guaranteed: version 1.0 or 1.1; as many rows as `records` says; every row used has one value for each column;
    numbers where numbers are declared. Attributes that the standard does not name are ignored.
    """
    return read_table(path, WORDS, _parse)


def _parse(content: Content) -> RawTable:
    packed = content.path.suffix.lower() == COMPRESSED
    data = _unpacked(content.data) if packed else content.data
    if looks_like(data) != "JSON":
        raise belied(data, WORDS, EXPORT)
    text = text_of(data)
    first, _, rest = text.partition("\n")
    declared, in_lines = _declared(text, first, rest)
    ledger = Ledger(declared.name, content.path.name)
    rows = _lines(rest, ledger) if in_lines else declared.rows
    form = ("NDJSON, " if in_lines else "") + ("compressed" if packed else "")
    words = f"{WORDS} {declared.version}" + (f" ({form.removesuffix(', ')})" if form else "")
    if rows is None:
        ledger.find(Severity.WARNING, "The dataset has no rows part: read as 0 rows", EXPORT)
    return _table(content, words, declared, rows or [], ledger)


def _unpacked(data: bytes) -> bytes:
    """Unfold a compressed file, gzip (as published) or zlib (as specified)."""
    if looks_like(data) not in _PACKED:
        raise belied(data, f"compressed {WORDS}", "Compress the file, or give it the name of its format.")
    stream = zlib.decompressobj(wbits=_GZIP_OR_ZLIB)
    try:
        unpacked = stream.decompress(data, MAX_UNPACKED)
    except zlib.error as fault:
        raise ContentError("The compressed content is damaged", AGAIN) from fault
    if stream.unconsumed_tail:
        text = f"The compressed content unfolds to more than {MAX_UNPACKED:,} bytes"
        raise ContentError(text, "Split the dataset over several files.")
    if not stream.eof:
        raise ContentError(f"The compressed file is cut, after {len(data):,} bytes", AGAIN)
    if stream.unused_data:
        raise ContentError("Foreign bytes follow the compressed content", AGAIN)
    if not unpacked:
        raise ContentError("Empty file: nothing is compressed in it", AGAIN)
    return unpacked


def _declared(text: str, first: str, rest: str) -> tuple[Dataset, bool]:
    """Read what the file says of itself, and whether its rows are lines of their own."""
    if rest.strip():
        try:
            said = parse(first)
        except ContentError:
            return dataset(parse(text)), False
        return dataset(said), True
    return dataset(parse(text)), False


def _lines(rest: str, ledger: Ledger) -> list[Json]:
    """Read one row a line; a line that is not JSON becomes None and is set aside."""
    lines = [line for line in rest.split("\n") if line.strip()]
    rows: list[Json] = []
    wrong: dict[str, list[int]] = {}
    for number, line in enumerate(lines, start=1):
        try:
            rows.append(parse(line))
        except ContentError as fault:
            rows.append(None)
            wrong.setdefault("the line is not valid JSON" if "Not valid" in fault.text else fault.text, []).append(
                number
            )
    for reason, numbers in wrong.items():
        ledger.put_aside(numbers, reason, remedy=_LINES)
    return rows


def _table(content: Content, words: str, declared: Dataset, held: list[Json], ledger: Ledger) -> RawTable:
    numbers: Rows = np.arange(1, len(held) + 1, dtype=np.int64)
    widths = np.array([len(row) if isinstance(row, list) else -1 for row in held], dtype=np.int64)
    ledger.put_aside(numbers[widths < 0], "not a list of values", remedy=_LINES)
    for width in np.unique(widths[(widths >= 0) & (widths != declared.width)]):
        counted = "1 value" if width == 1 else f"{width} values"
        ledger.put_aside(numbers[widths == width], f"{counted}, {declared.width} expected")
    if declared.records != len(held):
        raise _miscounted(declared, len(held), [item.row for item in ledger.set_aside])
    rows = [row for row in held if isinstance(row, list) and len(row) == declared.width]
    standing = numbers[widths == declared.width]
    values = list(zip(*rows, strict=True)) or [()] * declared.width
    columns: dict[str, Objects | Numbers] = {
        one.name: column(one, values[one.place], standing, ledger) for one in declared.columns
    }
    labels = {one.name: one.label for one in declared.columns}
    return finished(content, words, ledger, columns, standing, labels)


def _miscounted(declared: Dataset, found: int, unfit: list[int]) -> ContentError:
    also = f"; row {unfit[0]:,} is the first of {len(unfit):,} that do not fit the columns" if unfit else ""
    text = f"Says {declared.records:,} records, has {found:,}{also}"
    return ContentError(text, "The file is cut or was edited: export it again.", rows=tuple(unfit))
