"""The row ledger: where every row of every file went. Rows in = rows used + rows set aside, or nothing is shown."""

from collections.abc import Mapping, Sequence

from data_access.datasets import Dataset
from data_access.draft import Draft
from data_access.raw import RawTable
from trial.snapshot import SetAside, SourceFile, TableCount


class LedgerError(RuntimeError):
    """Rows were lost or made on the way: a fault of the program, never of the data."""


def counts(found: Mapping[str, Dataset], drafts: Mapping[str, Draft]) -> tuple[TableCount, ...]:
    """Count the rows of each table in use; raises LedgerError where the equation does not hold."""
    made = []
    for name, draft in drafts.items():
        used, aside = int(draft.used.sum()), len(draft.rows_set_aside()) + len(found[name].set_aside)
        if found[name].rows != used + aside:
            raise LedgerError(f"{name}: {found[name].rows} rows in, {used} used, {aside} set aside")
        made.append(TableCount(name, found[name].rows, used, aside))
    return tuple(made)


def rows_set_aside(found: Mapping[str, Dataset], drafts: Mapping[str, Draft]) -> tuple[SetAside, ...]:
    """List every row set aside, by the reader or by a rule, in the order of tables, files and rows."""
    return tuple(
        row
        for name, draft in drafts.items()
        for row in sorted([*found[name].set_aside, *draft.rows_set_aside()], key=lambda each: (each.file, each.row))
    )


def sources(raws: Sequence[RawTable], found: Mapping[str, Dataset], drafts: Mapping[str, Draft]) -> list[SourceFile]:
    """List the files that were read: dataset, format, hash, rows, and whether any row of it is in use."""
    owners: dict[str, list[str]] = {}
    for name, dataset in found.items():
        for part in dataset.parts:
            owners.setdefault(part.file, []).append(name)
    return [_source(raw, owners.get(raw.origin.file, []), drafts) for raw in raws]


def _source(raw: RawTable, tables: list[str], drafts: Mapping[str, Draft]) -> SourceFile:
    origin = raw.origin
    in_use = [name for name in tables if name in drafts]
    return SourceFile(
        name=origin.file,
        table=", ".join(tables) or raw.name,
        format=origin.format,
        bytes=origin.bytes,
        sha256=origin.sha256,
        rows=len(raw.frame) + len(raw.set_aside) if raw.usable else None,
        used=any(bool((drafts[name].used & (drafts[name].files == origin.file)).any()) for name in in_use),
    )
