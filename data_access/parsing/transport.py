"""Structure of a SAS transport file, version 5 or 8, checked byte by byte before a parser is trusted with it.

Sources: SAS TS-140 (version 5) and "Record layout of a SAS version 8 or 9 data set in SAS transport format".
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from data_access.parsing.columns import column_names
from data_access.parsing.content import ContentError, belied

RECORD = 80
_PREFIX = b"HEADER RECORD*******"
_LIBRARY = {b"LIBRARY ": 5, b"LIBV8   ": 8}
_MEMBER = {5: b"MEMBER  ", 8: b"MEMBV8  "}
_DESCRIPTOR = {5: b"DSCRPTR ", 8: b"DSCPTV8 "}
_NAMES = {5: b"NAMESTR ", 8: b"NAMSTV8 "}
_OBSERVATIONS = {5: b"OBS     ", 8: b"OBSV8   "}
_HEADER = b"HEADER RECORD!!!!!!!"
_VARIABLE_BYTES = 140
_FIXED = struct.Struct(">h2xh50x8s20xi")
_TEXT, _NUMBER = 2, 1
AGAIN = "Transfer the file again in binary mode, or export it again."


@dataclass(frozen=True, slots=True)
class Variable:
    """One column: where its bytes stand in a row, and the SAS format it is shown in."""

    name: str
    is_text: bool
    start: int
    width: int
    format: str

    @property
    def end(self) -> int:
        """Where its bytes in a row end."""
        return self.start + self.width


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file says of itself: version, dataset, columns, row width, where rows begin, how many there are (v8)."""

    version: int
    dataset: str
    variables: tuple[Variable, ...]
    width: int
    begin: int
    count: int | None


def layout(data: bytes) -> Layout:
    """Read the headers.

    Raises:
        ContentError: it is no transport file, is cut in its headers, or holds another number of datasets than one.
    """
    version = _version(data)
    _refuse_several(data, version)
    for place, kind in ((240, _MEMBER), (320, _DESCRIPTOR), (560, _NAMES)):
        _expect(data, place, kind[version])
    if _number(data, 313, 318) not in (None, _VARIABLE_BYTES):
        raise ContentError("Variable descriptions of another length than 140 bytes (VAX) are not supported", AGAIN)
    number = _number(data, 560 + 53, 560 + 58)
    if not number:
        raise ContentError("The header record of the variables is damaged", AGAIN)
    after = 640 + number * _VARIABLE_BYTES
    variables = tuple(_variables(data, version, number))
    begin = _first_row(data, version, -(-after // RECORD) * RECORD)
    width = sum(variable.width for variable in variables)
    count = _count(data[begin - RECORD : begin]) if version == 8 else None
    return Layout(version, _dataset(data, 400, version), variables, width, begin, count)


def _version(data: bytes) -> int:
    version = _LIBRARY.get(data[20:28])
    if data.startswith(_PREFIX) and version is not None and data[28:48] == _HEADER:
        return version
    if data.startswith(_PREFIX[:6]):
        raise ContentError("The first header record of the SAS transport file is damaged", AGAIN)
    raise belied(data, "XPT", "Export the dataset again as SAS transport, or give the file the name of its format.")


def _refuse_several(data: bytes, version: int) -> None:
    names = [_dataset(data, place + 160, version) for place in _member_headers(data, version)]
    if len(names) > 1:
        text = f"Contains {len(names)} datasets ({', '.join(names)}); one per file expected"
        raise ContentError(text, "Export each dataset to a file of its own.")


def _member_headers(data: bytes, version: int) -> Iterator[int]:
    header = _PREFIX + _MEMBER[version] + _HEADER
    place = data.find(header)
    while place >= 0:
        if place % RECORD == 0:
            yield place
        place = data.find(header, place + 1)


def _expect(data: bytes, place: int, kind: bytes) -> None:
    if data[place : place + 48] == _PREFIX + kind + _HEADER:
        return
    if len(data) < place + RECORD:
        raise ContentError(f"The file is cut inside its headers, after {len(data):,} bytes", AGAIN)
    raise ContentError(f"The header record {kind.decode().strip()} is missing or damaged", AGAIN)


def _number(data: bytes, start: int, end: int) -> int | None:
    digits = data[start:end]
    return int(digits) if digits.isdigit() else None


def _dataset(data: bytes, place: int, version: int) -> str:
    name = data[place + 8 : place + (40 if version == 8 else 16)]
    return name.decode("latin-1").strip(" \x00").upper()


def _variables(data: bytes, version: int, number: int) -> Iterator[Variable]:
    if len(data) < 640 + number * _VARIABLE_BYTES:
        raise ContentError(f"The file is cut inside its variable descriptions, after {len(data):,} bytes", AGAIN)
    places = range(640, 640 + number * _VARIABLE_BYTES, _VARIABLE_BYTES)
    described = [data[place : place + _VARIABLE_BYTES] for place in places]
    names = column_names(_name(raw, version) for raw in described)
    start = 0
    for name, raw in zip(names, described, strict=True):
        kind, width, shown, place = _FIXED.unpack(raw[: _FIXED.size])
        widths = range(2, 9) if kind == _NUMBER else range(1, 32768)
        formats = raw[56:64] + raw[72:80]
        if kind not in (_TEXT, _NUMBER) or width not in widths or place != start or not formats.isascii():
            raise ContentError(f"The description of variable {name} is damaged", AGAIN, name)
        yield Variable(name, kind == _TEXT, start, width, readable(shown).upper())
        start += width


def _name(raw: bytes, version: int) -> str:
    long = readable(raw[88:120]) if version == 8 else ""
    return long or readable(raw[8:16])


def readable(raw: bytes) -> str:
    """Decode a name or label: UTF-8, else Windows-1252."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.strip(" \x00")


def _first_row(data: bytes, version: int, place: int) -> int:
    """Find the header record of the observations; in version 8 long labels may stand before it."""
    header = _PREFIX + _OBSERVATIONS[version] + _HEADER
    if version == 8:
        found = data.find(header, place) if data.startswith(_PREFIX + b"LABELV", place) else place
        place = found if found >= 0 and found % RECORD == 0 else place
    if data[place : place + 48] != header:
        cut = f"The file is cut after its variable descriptions, at {len(data):,} bytes"
        damaged = "The header record of the observations is missing or damaged"
        raise ContentError(cut if len(data) < place + RECORD else damaged, AGAIN)
    return place + RECORD


def _count(record: bytes) -> int | None:
    """The number of rows that a version 8 file written by SAS states."""
    digits = record[48:].strip()
    return int(digits) if digits.isdigit() else None
