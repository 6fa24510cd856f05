"""When subjects were seen: held visits, assessments that were done, starts of events."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from trial.columns import Flags, Floats, capitals, complete_days, owners
from trial.cut import KnownData

NOT_DONE = "NOT DONE"


def held(sv: pd.DataFrame) -> Flags:
    """Mark the SV rows of visits that took place: SVOCCUR is not N."""
    return np.asarray(capitals(sv, "SVOCCUR") != "N", dtype=np.bool_)


def done(table: pd.DataFrame, prefix: str) -> Flags:
    """Mark the rows of findings, procedures or medication that took place: not NOT DONE, --OCCUR not N."""
    status, occurred = capitals(table, f"{prefix}STAT"), capitals(table, f"{prefix}OCCUR")
    return np.asarray((status != NOT_DONE) & (occurred != "N"), dtype=np.bool_)


def assessment_tables(known: KnownData) -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Give name, table and date column of the findings, and of every other table that an endpoint reads."""
    endpoints = {(endpoint.domain, endpoint.date) for endpoint in known.study.endpoints}
    findings = {(name, f"{name}DTC") for name, table in known.tables.items() if f"{name}TESTCD" in table.columns}
    for name, column in sorted(endpoints | findings):
        if name in known.tables and column in known.tables[name].columns:
            yield name, known.tables[name], column


def last_contacts(known: KnownData, position_of: Mapping[str, int], anchors: Floats) -> Floats:
    """Give the epoch day of each subject's latest visit, assessment or event start; the anchor is a contact too.

    Only complete dates up to the cut count: of a partial one the day is not known.
    """
    last = anchors.copy()
    sv, ae = known.table("SV"), known.table("AE")
    sources = [(sv, "SVSTDTC", held(sv)), (ae, "AESTDTC", np.ones(len(ae), dtype=np.bool_))]
    sources += [(table, column, done(table, name)) for name, table, column in assessment_tables(known)]
    for table, column, counts in sources:
        days, owner = complete_days(table, column), owners(table, position_of)
        rows = counts & (owner >= 0) & (days <= known.cut_day)
        np.fmax.at(last, owner[rows], days[rows])
    return last
