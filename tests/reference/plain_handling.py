"""An independent reading of which values enter the fits: plain loops over the rows of the files."""

from dataclasses import dataclass
from datetime import date

from tests.reference.plain_people import Person
from tests.reference.plain_tables import certain, is_done, span

WORDS = {
    "gastrostomy": ("GASTROSTOMY", "PEG"),
    "tracheostomy": ("TRACHEOSTOMY",),
    "ventilation": ("VENTILATION", "NIV", "BIPAP"),
}


@dataclass(frozen=True)
class Choice:
    """Whether old records count, and after which events values no longer do."""

    all_history: bool = False
    censored: tuple[str, ...] = ()


def last_day(person: Person, study: dict, choice: Choice) -> float:
    """The last day from the anchor whose values count."""
    days = [day for text in _starts(person, study, choice.censored) if (day := _first(person, text)) is not None]
    return min(days, default=float("inf"))


def _first(person: Person, text: str) -> int | None:
    """The first day that a start can mean, not before day 0; None for one that was over before it."""
    meant = span(text)
    if meant is None or person.anchor is None or meant[1] < person.anchor:
        return None
    return max(0, (meant[0] - person.anchor).days)


def _starts(person: Person, study: dict, kinds: tuple[str, ...]) -> list[str]:
    found = [
        row["PRSTDTC"]
        for kind in kinds
        for row in person.table("PR")
        if is_done(row, "PR") and any(word in _words(row, "PR") for word in WORDS.get(kind, ()))
    ]
    if "death" in kinds and certain(person.row.get("DTHDTC", "")):
        found.append(person.row["DTHDTC"])
    if "prohibited_medication" in kinds:
        names = [name.upper() for name in study.get("prohibited", {}).get("medications", [])]
        rows = [row for row in person.table("CM") if is_done(row, "CM")]
        found += [row["CMSTDTC"] for row in rows if any(name in _words(row, "CM") for name in names)]
    return found


def _words(row: dict[str, str], prefix: str) -> list[str]:
    text = f"{row.get(f'{prefix}TRT', '')} {row.get(f'{prefix}DECOD', '')}".upper()
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def counts(day: date, oldest: date | None, person: Person, choice: Choice, last: float) -> bool:
    """Whether a dated value enters the fits."""
    if person.anchor is None or (oldest and day < oldest and not choice.all_history):
        return False
    return (day - person.anchor).days <= last
