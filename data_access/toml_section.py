"""One table of a TOML file, read key by key: every mistake is noted with its key, its line and what would be right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from data_access.toml_notebook import Notebook
from trial.columns import plain

LARGEST = 1_000_000
"""No number in a study file is larger; neither nan nor inf is a number."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a text must look: a pattern, and the same in words."""

    pattern: re.Pattern[str]
    words: str


FREE = Form(re.compile(r".*\S.*", re.DOTALL), "a text that is not empty")
ANY = Form(re.compile(r".*", re.DOTALL), "a text in quotation marks")
IDENTIFIER = Form(re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*"), "letters, digits, _ - . only, as it stands in addresses")
DOMAIN = Form(re.compile(r"[A-Z][A-Z0-9]{1,7}"), 'a domain as SDTM writes it, such as "QS"')
COLUMN = Form(re.compile(r"[A-Z_][A-Z0-9_]{0,31}"), 'a column name in capital letters, such as "QSSTRESN"')


class Section:
    """A table of the file. Every method names its key once; what nobody asked for is a mistake told by `finish`."""

    def __init__(self, values: Mapping[str, object], notebook: Notebook, address: str = "", shown: str = "") -> None:
        """Read `values`; `address` finds its line, `shown` names it in messages."""
        self._values = values
        self._notebook = notebook
        self._address = address
        self._shown = shown
        self._asked: list[str] = []

    def wrong(self, key: str, text: str, right: str) -> None:
        """Note a mistake at `key` of this table."""
        self._notebook.note(f"{self._address}.{key}".lstrip("."), f"{self._shown}.{key}".lstrip("."), text, right)

    def finish(self) -> None:
        """Tell every key that does not belong here."""
        for key in self._values:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, n=1)
                right = f"did you mean {near[0]}?" if near else f"known here: {', '.join(self._asked)}"
                self.wrong(key, "unknown key", right)

    def _value(self, key: str, like: str | None) -> object:
        """Give the value as it stands, None where it is not written; `like` is told when a needed key is missing."""
        self._asked.append(key)
        if key not in self._values and like is not None:
            self.wrong(key, "is missing", f"write {key} = {like}")
        return self._values.get(key)

    def text(self, key: str, form: Form = FREE, like: str | None = None, default: str = "") -> str:
        """Read a text; `like` makes the key needed and is the example told."""
        value = self._value(key, like)
        if value is None:
            return default
        if not isinstance(value, str) or not form.pattern.fullmatch(value):
            self.wrong(key, f"{_shown(value)} cannot be used", f"must be {form.words}")
            return default
        return value

    def choice(self, key: str, allowed: Sequence[str], like: str | None = None, default: str = "") -> str:
        """Read one of a few words."""
        value = self._value(key, like)
        if value is None:
            return default
        if value not in allowed:
            self.wrong(key, f"{_shown(value)} cannot be used", f"must be one of {', '.join(map(_shown, allowed))}")
            return default
        return str(value)

    def flag(self, key: str) -> bool:
        """Read true or false; false where it is not written."""
        value = self._value(key, None)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, f"{_shown(value)} cannot be used", "must be true or false, without quotation marks")
        return value is True

    def number(self, key: str, like: str | None = None) -> float | None:
        """Read a number."""
        value = self._value(key, like)
        if value is None:
            return None
        if not _is_number(value):
            self.wrong(key, f"{_shown(value)} is not a number", "must be a number, without quotation marks")
            return None
        return float(str(value))

    def whole(self, key: str, at_least: int = -LARGEST, like: str | None = None) -> int | None:
        """Read a whole number."""
        value = self._value(key, like)
        if value is None:
            return None
        if not _is_number(value, whole=True) or not isinstance(value, int) or value < at_least:
            least = "" if at_least == -LARGEST else f" of at least {at_least}"
            self.wrong(
                key, f"{_shown(value)} cannot be used", f"must be a whole number{least}, without quotation marks"
            )
            return None
        return value

    def pair(
        self, key: str, example: str, *, needed: bool = False, whole: bool = False, equal: bool = False
    ) -> tuple[float, float] | None:
        """Read [low, high]; `equal` allows both to be the same."""
        value = self._value(key, example if needed else None)
        if value is None:
            return None
        kind = "whole numbers" if whole else "numbers"
        fits = isinstance(value, list) and len(value) == 2 and all(_is_number(each, whole) for each in value)
        if not fits or not isinstance(value, list):
            self.wrong(key, f"{_shown(value)} cannot be used", f"must be two {kind}, such as {example}")
            return None
        low, high = float(value[0]), float(value[1])
        if low > high or (low == high and not equal):
            self.wrong(key, f"low {value[0]} is not below high {value[1]}", "write the lower number first")
            return None
        return low, high

    def numbers(self, key: str, example: str) -> tuple[float, ...]:
        """Read a list of numbers; empty where it is not written."""
        value = self._value(key, None)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(_is_number(each) for each in value):
            self.wrong(key, f"{_shown(value)} cannot be used", f"must be a list of numbers, such as {example}")
            return ()
        return tuple(float(each) for each in value)

    def day(self, key: str) -> date | None:
        """Read a calendar date."""
        value = self._value(key, None)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.wrong(
                key, f"{_shown(value)} is not a date", f"write {key} = 2011-12-31, without quotation marks or time"
            )
            return None
        return value

    def texts(self, key: str, form: Form = FREE) -> tuple[str, ...]:
        """Read a list of texts; empty where it is not written."""
        value = self._value(key, None)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.wrong(key, f"{_shown(value)} is not a list", f'write {key} = ["…", "…"]')
            return ()
        return tuple(each for each in value if self._is_text(key, each, form))

    def patterns(self, key: str, like: str | None = None) -> tuple[str, ...]:
        """Read one text or a list of texts; empty where it is not written and not needed."""
        value = self._value(key, like)
        if value is None:
            return ()
        each = value if isinstance(value, list) else [value]
        if not each:
            self.wrong(key, "an empty list matches nothing", "name at least one text")
        return tuple(str(one) for one in each if self._is_text(key, one))

    def _is_text(self, key: str, value: object, form: Form = FREE) -> bool:
        if isinstance(value, str) and form.pattern.fullmatch(value):
            return True
        hint = f'write "{value}"' if _is_number(value) else f"must be {form.words}"
        self.wrong(key, f"{_shown(value)} cannot be used", hint)
        return False

    def where(self, key: str, like: str | None = None) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Read { COLUMN = "value" } or { COLUMN = ["value", …] }; a number stands for its text."""
        value = self._value(key, like)
        if value is None:
            return ()
        if not isinstance(value, dict) or not value:
            self.wrong(key, f"{_shown(value)} cannot be used", f'write {key} = {{ COLUMN = "value" }}')
            return ()
        return tuple((column, self._allowed(key, column, allowed)) for column, allowed in value.items())

    def _allowed(self, key: str, column: str, allowed: object) -> tuple[str, ...]:
        place = f"{key}.{column}"
        if not COLUMN.pattern.fullmatch(column):
            self.wrong(place, f"{_shown(column)} is no column name", f"must be {COLUMN.words}")
        values = allowed if isinstance(allowed, list) else [allowed]
        if not values:
            self.wrong(place, "an empty list matches nothing", "name at least one value")
        return tuple(plain(each) or "" for each in values if _is_number(each) or self._is_text(place, each))

    def grades(self, key: str) -> tuple[tuple[str, int], ...] | None:
        """Read { WORD = grade }, each grade a whole number of 1 to 5; None where it is not written."""
        value = self._value(key, None)
        if value is None:
            return None
        right = "write { MILD = 1, MODERATE = 2, SEVERE = 3 }, grades 1 to 5"
        if not isinstance(value, dict) or not value:
            self.wrong(key, f"{_shown(value)} cannot be used", right)
            return None
        for word, grade in value.items():
            if isinstance(grade, bool) or not isinstance(grade, int) or not 1 <= grade <= 5:
                self.wrong(f"{key}.{word}", f"{_shown(grade)} is no grade", right)
        return tuple((str(word), grade) for word, grade in value.items())

    def section(self, key: str, *, needed: bool = False) -> "Section | None":
        """Read a table inside this one; None where it is not written."""
        value = self._value(key, None)
        if isinstance(value, dict):
            return self._inner(value, key, key)
        if value is not None or needed:
            text = "is missing" if value is None else f"{_shown(value)} is not a table"
            self.wrong(key, text, f"write [{key}] with its keys below it")
        return None

    def written(self, key: str) -> str | None:
        """Give a value as text for comparison, None where it is not written."""
        value = self._values.get(key)
        return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    def sections(self, key: str) -> list["Section"]:
        """Read an array of tables; each is named by its id in messages, else by its number."""
        value = self._value(key, None)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(key, "is not a list of tables", f"write [[{key}]] with its keys below it, once for each")
            return []
        return [self._inner(each, f"{key}[{at}]", f"{key}[{each.get('id', at + 1)}]") for at, each in enumerate(value)]

    def _inner(self, values: Mapping[str, object], address: str, shown: str) -> "Section":
        return Section(
            values, self._notebook, f"{self._address}.{address}".lstrip("."), f"{self._shown}.{shown}".lstrip(".")
        )


def _is_number(value: object, whole: bool = False) -> bool:
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return False
    return abs(value) <= LARGEST


def _shown(value: object) -> str:
    """Quote a value as the file writes it, cut short."""
    written = (
        f'"{" ".join(value.splitlines())}"'
        if isinstance(value, str)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )
    return written if len(written) <= 60 else f"{written[:57]}…"
