"""One characteristic of the patients, and one value of it with its day and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """One value as known at the cut: a number or a text, the date as written, and the record it comes from."""

    number: float | None
    text: str
    when: str | None
    source: str

    @property
    def level(self) -> str:
        """The value as a level of a category: without the date or the like that its text may go on with."""
        return self.text.partition(",")[0]

    @property
    def origin(self) -> str:
        """Date and source in words."""
        return f"{self.when}, {self.source}" if self.when else self.source


@dataclass(frozen=True, slots=True)
class Characteristic:
    """What is told of every patient; `by_subject` by position of the subject, absent where it is not recorded."""

    key: str
    label: str
    unit: str
    by_subject: Mapping[int, Known]
    decimals: int = 0
    is_number: bool = True
    order: tuple[str, ...] = ()
    """Levels of a category in their own order."""
    note: str = ""
