"""JSON as the standard has it: no NaN, no key twice, no endless nesting; what is wrong is said with its place."""

import json
from typing import NoReturn, TypeAlias

from data_access.parsing.content import ContentError

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
AGAIN = "Export or transfer the file again."
_SHOWN = 40
_WORDS = ("null", "true", "false", "-", ".", "e+", "e-", "E+", "E-")
"""How a value that is cut off can begin."""


def parse(text: str) -> Json:
    """Read one JSON text.

    Raises:
        ContentError: it is cut or not valid.
    """
    try:
        value: Json = _DECODER.decode(text)
    except json.JSONDecodeError as fault:
        raise _invalid(text, fault) from fault
    except RecursionError as fault:
        raise ContentError("The JSON text is nested too deeply", AGAIN) from fault
    except ValueError as fault:
        raise ContentError("The JSON text holds a number of thousands of digits", AGAIN) from fault
    return value


def text_of(data: bytes) -> str:
    """Decode a JSON file; a byte order mark does no harm.

    Raises:
        ContentError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ContentError(f"Not UTF-8, as JSON must be: byte {fault.start + 1:,}", AGAIN) from fault


def _invalid(text: str, fault: json.JSONDecodeError) -> ContentError:
    rest = text[fault.pos :].rstrip()
    if fault.msg.startswith("Unterminated string") or any(word.startswith(rest) for word in _WORDS):
        return ContentError(f"The JSON text is cut: it ends inside a value, after {len(text):,} characters", AGAIN)
    return ContentError(f"Not valid JSON at line {fault.lineno:,}, character {fault.colno:,}", AGAIN)


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ContentError(f"The JSON text has the key {double[:_SHOWN]} twice in one object", AGAIN)
    return found


def _no_constant(word: str) -> NoReturn:
    raise ContentError(f"The JSON text holds {word}, which is not JSON", "Write missing values as null.")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
