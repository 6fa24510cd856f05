"""From files to datasets: the DOMAIN column decides which rows belong together, whatever the files are called."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import numpy as np
import pandas as pd

from data_access.columns import Floats, Texts, coded, filled, numbers, spread, texts
from data_access.draft import Draft
from data_access.raw import RawTable
from trial.issues import Issue, Severity
from trial.snapshot import SetAside
from trial.tables import DOMAIN, RDOMAIN, SUPP, TEXT, Table

MOST_DOMAINS = 20
"""A file with more different values in DOMAIN does not hold domains there."""


@dataclass(frozen=True, eq=False)
class Part:
    """The rows of one file that belong to one dataset."""

    file: str
    frame: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Dataset:
    """All parts of one dataset, collected file by file, the rows that readers set aside, and findings about its files.

    `conflict` names the files that hold the same part twice, in two formats: neither is used.
    """

    name: str
    parts: list[Part] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    conflict: set[str] = field(default_factory=set)

    @property
    def columns(self) -> list[str]:
        """The columns of all parts, in the order of their first appearance."""
        return list(dict.fromkeys(str(name) for part in self.parts for name in part.frame.columns))

    @property
    def rows(self) -> int:
        """How many rows the files hold, those that readers set aside included."""
        return sum(len(part.frame) for part in self.parts) + len(self.set_aside)


def datasets(raws: Sequence[RawTable]) -> dict[str, Dataset]:
    """Sort the rows of all files into datasets: by the value of DOMAIN, SUPP + RDOMAIN, else the name in the file."""
    found: dict[str, Dataset] = {}
    twins = {name: group for group in same_part([raw.origin.file for raw in raws]) for name in group}
    for raw in (each for each in raws if each.usable):
        codes, names = _names(raw)
        owner = _owner(codes, names, raw.name)
        codes = np.where(codes < 0, names.index(owner) if owner in names else -1, codes)
        for name in {owner: None} | dict.fromkeys(names):
            rows = codes == (names.index(name) if name in names else -1)
            dataset = found.setdefault(name, Dataset(name))
            dataset.parts.append(Part(raw.origin.file, raw.frame if rows.all() else raw.frame.loc[rows]))
            dataset.conflict.update(twins.get(raw.origin.file, ()))
        found[owner].set_aside.extend(replace(each, table=owner) for each in raw.set_aside)
        found[owner].issues.extend(_issues(raw, owner, names))
    return found


def same_part(files: Sequence[str]) -> list[tuple[str, ...]]:
    """Group the files whose names differ in their ending alone: dm.csv and DM.xpt are two sources for one part."""
    stems: dict[str, list[str]] = defaultdict(list)
    for file in files:
        stems[PurePath(file).stem.lower()].append(file)
    return [tuple(group) for group in stems.values() if len(group) > 1]


def _names(raw: RawTable) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], list[str]]:
    """Give each row the name of its dataset as a code, -1 where the file does not say."""
    frame = raw.frame
    if DOMAIN in frame.columns:
        codes, values = coded(texts(frame[DOMAIN]))
        prefix = ""
    elif RDOMAIN in frame.columns and "QNAM" in frame.columns:
        codes, values = coded(texts(frame[RDOMAIN]))
        prefix = SUPP
    else:
        codes, values, prefix = np.full(len(frame), -1), [], ""
    if len(values) > MOST_DOMAINS:
        return np.full(len(frame), -1), []
    written = [f"{prefix}{str(value).strip().upper()}" for value in values]
    names = list(dict.fromkeys(written))
    place = np.array([*(names.index(each) for each in written), -1], dtype=np.int64)
    return place[codes], names


def _owner(codes: np.ndarray[tuple[int], np.dtype[np.int64]], names: list[str], fallback: str) -> str:
    """Name the dataset that most rows of a file belong to."""
    counts = Counter(codes[codes >= 0].tolist())
    return names[counts.most_common(1)[0][0]] if counts else fallback


def _issues(raw: RawTable, owner: str, names: list[str]) -> list[Issue]:
    found = [replace(each, table=owner if each.table == raw.name else each.table) for each in raw.issues]
    if len(names) > 1:
        found.append(
            Issue(
                Severity.WARNING,
                owner,
                f"The file holds rows of several domains: {', '.join(sorted(names))}; each row went to its own",
                "Write one file for each domain, or correct a mistyped DOMAIN.",
                file=raw.origin.file,
                column=DOMAIN,
            )
        )
    return found


def combined(dataset: Dataset, table: Table) -> Draft:
    """Put the parts of a dataset together; columns that a part lacks are empty in its rows."""
    lengths = [len(part.frame) for part in dataset.parts]
    files = spread(np.repeat(np.arange(len(lengths)), lengths), [part.file for part in dataset.parts])
    rows = [part.frame.index.to_numpy(dtype=np.int64) for part in dataset.parts]
    draft = Draft(table, files, np.concatenate(rows) if rows else np.empty(0, dtype=np.int64))
    for name in dataset.columns:
        if table.is_number(name):
            _add_numbers(draft, name, [_numbers(part, name) for part in dataset.parts])
        else:
            draft.add_text(name, _joined([_texts(part, name) for part in dataset.parts]))
    return draft


def _add_numbers(draft: Draft, name: str, pieces: list[tuple[Floats, Texts | None]]) -> None:
    draft.add_number(name, np.concatenate([floats for floats, _ in pieces]))
    if any(unread is not None for _, unread in pieces):
        kept = [filled(len(floats)) if unread is None else unread for floats, unread in pieces]
        draft.add_text(name + TEXT, _joined(kept))


def _numbers(part: Part, name: str) -> tuple[Floats, Texts | None]:
    if name not in part.frame.columns:
        return np.full(len(part.frame), np.nan), None
    return numbers(part.frame[name])


def _texts(part: Part, name: str) -> Texts:
    return texts(part.frame[name]) if name in part.frame.columns else filled(len(part.frame))


def _joined(pieces: list[Texts]) -> Texts:
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
