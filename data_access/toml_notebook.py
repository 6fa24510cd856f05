"""The mistakes of one TOML file, each with its key, its line and what would be right."""

import re
from dataclasses import dataclass

_HEADER = re.compile(r"\s*\[(?P<array>\[)?\s*(?P<name>[\w.\-]+)\s*\]")
_KEY = re.compile(r"\s*(?P<name>[\w.\-]+|\"[^\"]*\"|'[^']*')\s*=")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a file: at which key and line, what it is, and what would be right."""

    key: str
    text: str
    right: str
    line: int | None = None

    def __str__(self) -> str:
        """Say it in one line."""
        place = f"line {self.line}, {self.key}" if self.line else self.key
        return f"{place}: {self.text}; {self.right}"


class Notebook:
    """Collects the mistakes of one file and knows on which line each key stands."""

    def __init__(self, text: str) -> None:
        """Find the line of every key of `text`; a key inside a value of several lines is looked up by its owner."""
        self.mistakes: list[Mistake] = []
        self._lines = _lines(text)

    def note(self, address: str, key: str, text: str, right: str) -> None:
        """Keep one mistake; the line is that of the key, else of the table it belongs to."""
        self.mistakes.append(Mistake(key, text, right, self._line(address)))

    def _line(self, address: str) -> int | None:
        while address and address not in self._lines:
            address = address.rpartition(".")[0]
        return self._lines.get(address)


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    arrays: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _address(header["name"], bool(header["array"]), arrays)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = key["name"].strip("\"'")
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found


def _address(name: str, is_array: bool, arrays: dict[str, int]) -> str:
    if is_array:
        arrays[name] = arrays.get(name, -1) + 1
    address, plain = "", ""
    for part in name.split("."):
        plain = f"{plain}.{part}" if plain else part
        address = f"{address}.{part}" if address else part
        address += f"[{arrays[plain]}]" if plain in arrays else ""
    return address
