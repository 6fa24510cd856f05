"""Related records (RELREC): each row must name a record in use, and a relation needs two ends."""

from collections.abc import Mapping

import numpy as np

from data_access import qualifiers
from data_access.columns import Codes, Rows, coded, filled, missing
from data_access.draft import Draft
from trial.tables import RDOMAIN, SUBJECT

_NAMES_NOTHING = "it names no record of {0}"
_SET_ASIDE = "the record of {0} that it names is set aside"
_NOT_READ = "it is about {0}, which is not among the tables in use"


def hold_to_records(relrec: Draft, drafts: Mapping[str, Draft]) -> None:
    """Set aside the rows that name no record in use; tell relations of which one end alone is left.

    A row without USUBJID and IDVARVAL relates a whole table by the values of IDVAR (SDTMIG 3.4, 8.3).
    """
    reasons = filled(relrec.size)
    tables, names = coded(relrec.column(RDOMAIN))
    for at, name in enumerate(names):
        rows = relrec.used & (tables == at)
        parent = drafts.get(str(name))
        if parent is None:
            reasons[rows] = _NOT_READ.format(name)
        else:
            _hold(relrec, parent, rows, reasons)
    remedy = "RDOMAIN, USUBJID, IDVAR and IDVARVAL must name a record that is used."
    for reason in dict.fromkeys(reasons[~missing(reasons)]):
        relrec.set_aside(reasons == reason, str(reason), remedy, "IDVARVAL")
    _tell_single(relrec)


def _hold(relrec: Draft, parent: Draft, rows: Rows, reasons: np.ndarray[tuple[int], np.dtype[np.object_]]) -> None:
    """Say of each of these rows why it names no record of the parent in use; None where it does."""
    name, (variables, columns) = parent.table.name, coded(relrec.column("IDVAR"))
    whole = missing(relrec.column(SUBJECT)) & missing(relrec.column("IDVARVAL"))
    for at in range(-1, len(columns)):
        own = rows & (variables == at)
        if at < 0 or columns[at] not in parent.names:
            reasons[own] = _NAMES_NOTHING.format(name)
            continue
        single = np.flatnonzero(own & ~whole)
        found = qualifiers.link(relrec, parent, single, str(columns[at]))
        exists, accepted = _among(found, np.ones(parent.size, dtype=np.bool_)), _among(found, parent.used)
        reasons[single[~exists]] = _NAMES_NOTHING.format(name)
        reasons[single[exists & ~accepted]] = _SET_ASIDE.format(name)


def _among(found: qualifiers.Link, rows: Rows) -> Rows:
    codes: Codes = found.parent_codes[rows & (found.parent_codes >= 0)]
    marked: Rows = np.isin(found.codes, codes)
    return marked


def _tell_single(relrec: Draft) -> None:
    """Tell the relations, by subject and RELID, of which one row alone is in use."""
    subjects, _ = coded(relrec.column(SUBJECT))
    relations, names = coded(relrec.column("RELID"))
    codes = (subjects + 1) * (len(names) + 1) + relations + 1
    _, places, counts = np.unique(codes[relrec.used], return_inverse=True, return_counts=True)
    single = np.zeros(relrec.size, dtype=np.bool_)
    single[relrec.used] = counts[places] == 1
    relrec.tell(single, "of a relation without another end", "Give both ends the same RELID.", "RELID")
