"""Supplemental qualifiers (SUPP--): each QNAM becomes a column of the parent; rows without a parent are orphans."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.columns import Codes, Floats, Rows, Texts, coded, filled, missing, numbers
from data_access.draft import Draft, column_series
from data_access.rules import some
from trial.tables import SUBJECT

_QNAM = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, eq=False)
class Link:
    """Which rows of the parent the rows of one IDVAR mean: equal codes belong together, -1 means none."""

    rows: Codes
    codes: Codes
    parent_codes: Codes


def links(supp: Draft, parent: Draft) -> list[Link]:
    """Find the parent rows of every qualifier row, one link for each IDVAR; without IDVAR the subject is the parent."""
    variables, names = coded(supp.column("IDVAR"))
    found = []
    for at in range(-1, len(names)):
        rows = np.flatnonzero(supp.used & (variables == at))
        if len(rows) and (at < 0 or names[at] in parent.names):
            found.append(link(supp, parent, rows, None if at < 0 else str(names[at])))
    return found


def link(supp: Draft, parent: Draft, rows: Codes, variable: str | None) -> Link:
    """Match some rows, by subject and IDVARVAL, with the rows of the parent that `variable` names."""
    subjects = _common(supp.column(SUBJECT)[rows], parent.column(SUBJECT))
    if variable is None:
        return Link(rows, subjects[: len(rows)], subjects[len(rows) :])
    wanted = supp.words("IDVARVAL")[rows]
    if variable in parent.number:
        values = _common(numbers(column_series(wanted))[0], parent.number[variable])
    else:
        values = _common(wanted, parent.text[variable])
    both = np.where((subjects < 0) | (values < 0), -1, subjects * (int(values.max(initial=0)) + 1) + values)
    codes = pd.factorize(np.where(both < 0, np.nan, both))[0].astype(np.int64)
    return Link(rows, codes[: len(rows)], codes[len(rows) :])


def _common(left: Texts | Floats, right: Texts | Floats) -> Codes:
    """Number the distinct values of two columns as if they were one."""
    return pd.factorize(np.concatenate([left, right]))[0].astype(np.int64)


def attach(supp: Draft, parent: Draft, found: list[Link]) -> None:
    """Give the parent a column for each QNAM: the first value of a cell stays, a name already taken is told."""
    qnams, names = coded(supp.words("QNAM"))
    own = set(parent.names)
    taken = [at for at, name in enumerate(names) if str(name) in own or not _QNAM.fullmatch(str(name))]
    if taken:
        supp.tell(
            np.isin(qnams, taken),
            f"with a QNAM that cannot be a column of {parent.table.name}: {some([str(names[at]) for at in taken])}",
            "Choose a QNAM that is new and made of letters, digits and _.",
            "QNAM",
        )
    for at, name in enumerate(names):
        if at not in taken:
            parent.add_text(str(name), _values(supp, parent, found, qnams == at))


def _values(supp: Draft, parent: Draft, found: list[Link], of_qnam: Rows) -> Texts:
    values = filled(parent.size)
    for link in found:
        chosen = of_qnam[link.rows]
        table = filled(int(max(link.codes.max(initial=-1), link.parent_codes.max(initial=-1))) + 2)
        positions = link.rows[chosen][::-1]
        table[link.codes[chosen][::-1]] = supp.words("QVAL")[positions]
        given = table[link.parent_codes]
        values = np.where(missing(values), given, values)
    return values


def set_orphans_aside(supp: Draft, parent: Draft | None, found: list[Link]) -> None:
    """Set aside the qualifier rows without a parent row, and those whose parent rows are all set aside."""
    name = supp.table.name.removeprefix("SUPP")
    exists, accepted = np.zeros(supp.size, dtype=np.bool_), np.zeros(supp.size, dtype=np.bool_)
    for link in found if parent is not None else ():
        exists[link.rows] = np.isin(link.codes, link.parent_codes[link.parent_codes >= 0])
        used = link.parent_codes[parent.used & (link.parent_codes >= 0)] if parent is not None else link.parent_codes
        accepted[link.rows] = np.isin(link.codes, used)
    remedy = f"IDVAR and IDVARVAL must name a row of {name}."
    supp.set_aside(~exists, f"there is no row of {name} that it belongs to", remedy, "IDVARVAL")
    supp.set_aside(
        ~accepted, f"the row of {name} that it belongs to is set aside", f"See the findings on {name}.", "IDVARVAL"
    )
