"""The two functional rating scales: their items, the four domains, and which record of a study is which item."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.columns import NOBODY, Counts, Flags, Floats, Objects, bounds, capitals, numbers, owners, plain, texts
from trial.contacts import NOT_DONE
from trial.cut import KnownData
from trial.instrument_rules import ALSFRS_ITEMS, ALSFRS_R_ITEMS, ScaleRules
from trial.matching import matching
from trial.snapshot import FILE, ROW

HIGHEST = 4
"""Each item is a whole number of 0 (no function) to 4 (normal)."""
FIVE = 4
"""Position of item 5, which has two forms; positions count from 0."""
OTHER = -1
"""Position of a record that is no item and no total."""

ITEM_LABELS: Mapping[str, str] = {
    "speech": "Speech",
    "salivation": "Salivation",
    "swallowing": "Swallowing",
    "handwriting": "Handwriting",
    "cutting": "Cutting food",
    "dressing": "Dressing and hygiene",
    "turning": "Turning in bed",
    "walking": "Walking",
    "stairs": "Climbing stairs",
    "dyspnea": "Dyspnoea",
    "orthopnea": "Orthopnoea",
    "respiratory": "Respiratory insufficiency",
    "breathing": "Breathing",
}
"""Item 5 stands once: its two forms are one item."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale: `columns` are its items as recorded (5a and 5b apart), `domains` name and size of each sub-score."""

    key: str
    label: str
    columns: tuple[str, ...]
    domains: tuple[tuple[str, int], ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items as scored: item 5 once."""
        return (*self.columns[: FIVE + 1], *self.columns[FIVE + 2 :])

    @property
    def highest(self) -> int:
        """The highest total."""
        return HIGHEST * len(self.items)


ALSFRS_R = Scale(
    "alsfrs_r", "ALSFRS-R", ALSFRS_R_ITEMS, (("Bulbar", 3), ("Fine motor", 3), ("Gross motor", 3), ("Respiratory", 3))
)
ALSFRS = Scale(
    "alsfrs", "ALSFRS", ALSFRS_ITEMS, (("Bulbar", 3), ("Fine motor", 3), ("Gross motor", 3), ("Respiratory", 1))
)


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the data hold for one part of a scale: the texts that were found for it, and how many records."""

    part: str
    patterns: tuple[str, ...]
    found: tuple[str, ...]
    records: int


@dataclass(frozen=True, eq=False)
class ScaleRecords:
    """The records of one scale, in columns, in the order of the table. `part` is a position in `scale.columns`.

    The total has the position behind the last item, a test that was not mapped OTHER.
    """

    scale: Scale
    domain: str
    column: str
    """Where the values stand."""
    position: Counts
    """Of each record, its place in the table as known at the cut."""
    subject: Counts
    part: Counts
    value: Floats
    not_done: Flags
    why: Objects
    earliest: Floats
    latest: Floats
    date: Objects
    visit: Objects
    visitnum: Floats
    file: Objects
    row: Counts
    mapped: tuple[Mapped, ...]
    unmapped: tuple[Mapped, ...]
    ambiguous: tuple[str, ...]
    """Tests that more than one part names: they are mapped to none."""

    @property
    def total(self) -> int:
        """The position of the recorded total."""
        return len(self.scale.columns)

    def __len__(self) -> int:
        """Count the records."""
        return len(self.subject)


def build(known: KnownData, scale: Scale, rules: ScaleRules, position_of: Mapping[str, int]) -> ScaleRecords:
    """Give the records of a scale as the study file describes them."""
    table = known.table(rules.domain)
    owner = owners(table, position_of)
    rows = np.flatnonzero(matching(table, rules.where) & (owner != NOBODY)) if len(table) else np.empty(0, np.int64)
    own = table.take(rows)
    prefix = rules.domain[:2]
    codes, words = _coded(own, rules.test)
    parts = [(name, dict(rules.items).get(name, ())) for name in scale.columns] + [("total", rules.total)]
    part_of = [_part(word, [patterns for _, patterns in parts]) for word in words]
    counts = np.bincount(codes[codes >= 0], minlength=len(words)).tolist()
    earliest, latest = bounds(own, f"{prefix}DTC")
    return ScaleRecords(
        scale=scale,
        domain=rules.domain,
        column=rules.value,
        position=rows,
        subject=owner[rows],
        part=np.array([*part_of, OTHER], dtype=np.int64)[codes],
        value=numbers(own, rules.value),
        not_done=np.equal(capitals(own, f"{prefix}STAT"), NOT_DONE).astype(np.bool_),
        why=texts(own, f"{prefix}REASND"),
        earliest=earliest,
        latest=latest,
        date=texts(own, f"{prefix}DTC"),
        visit=texts(own, "VISIT"),
        visitnum=numbers(own, "VISITNUM"),
        file=own[FILE].to_numpy(dtype=object) if FILE in own.columns else np.empty(0, dtype=object),
        row=own[ROW].to_numpy(dtype=np.int64) if ROW in own.columns else np.empty(0, dtype=np.int64),
        mapped=tuple(
            _mapped(name, patterns, [(word, n) for word, n, at in zip(words, counts, part_of, strict=True) if at == p])
            for p, (name, patterns) in enumerate(parts)
        ),
        unmapped=tuple(
            Mapped("", (), (word,), count)
            for word, count, at in zip(words, counts, part_of, strict=True)
            if at == OTHER and word.upper() != f"{prefix}ALL"
        ),
        ambiguous=tuple(word for word in words if sum(_named(word, patterns) for _, patterns in parts) > 1),
    )


def _coded(own: pd.DataFrame, column: str) -> tuple[Counts, list[str]]:
    """Code a column: each distinct text is looked at once; -1 for a record without any."""
    if column not in own.columns:
        return np.full(len(own), -1, dtype=np.int64), []
    codes, distinct = pd.factorize(own[column])
    return codes.astype(np.int64), [plain(text) or "" for text in distinct]


def _part(word: str, patterns: Sequence[Sequence[str]]) -> int:
    """Find the one part that a text names; OTHER for none, and for more than one, which is told as not mapped."""
    found = [part for part, own in enumerate(patterns) if _named(word, own)]
    return found[0] if len(found) == 1 else OTHER


def _named(word: str, patterns: Sequence[str]) -> bool:
    return any(_fits(pattern, word) for pattern in patterns)


def _fits(pattern: str, word: str) -> bool:
    """Compare a whole text with a pattern, without regard to case: * stands for any letters, ? for one."""
    written = re.escape(pattern.strip()).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(written, word, re.IGNORECASE | re.DOTALL) is not None


def _mapped(part: str, patterns: tuple[str, ...], found: Sequence[tuple[str, int]]) -> Mapped:
    return Mapped(part, patterns, tuple(word for word, _ in found), sum(count for _, count in found))
