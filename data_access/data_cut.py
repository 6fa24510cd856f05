"""The data cut where the study file names none: the latest complete date of what was held, given, or happened."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from trial.calendar import from_epoch_day
from trial.matching import matching
from trial.snapshot import EARLIEST, LATEST
from trial.study import Anchor, Study
from trial.tables import ASSESSMENTS, contract

_HAPPENED = ("SV", "EX", "AE", "DS")
_OF_SUBJECTS = ("RFICDTC", "RFSTDTC", "RFXSTDTC", "DTHDTC")


def latest_day(tables: Mapping[str, pd.DataFrame], study: Study, today: float) -> tuple[date, str] | None:
    """Give the cut and the column it comes from: visits held, assessments, starts of exposure and events, disposition.

    Planned dates and dates of processing never count, nor do days after `today` (the epoch day of reading): nothing
    was held then, and the record is told. Where none of these tables has a date, DM's own dates do.
    """
    columns = {(name, contract(name).start or "") for name in (*_HAPPENED, *ASSESSMENTS)}
    columns |= {(endpoint.domain, endpoint.date) for endpoint in study.endpoints}
    days = [_latest(tables, name, column, today) for name, column in sorted(columns)]
    days.append(_latest_anchor(tables, study.anchor, today))
    found = max(filter(None, days), default=None) or max(
        filter(None, (_latest(tables, "DM", column, today) for column in _OF_SUBJECTS)), default=None
    )
    return None if found is None else (from_epoch_day(found[0]), found[1])


def _latest_anchor(tables: Mapping[str, pd.DataFrame], anchor: Anchor, today: float) -> tuple[float, str] | None:
    """Count the anchors also where they are neither exposure nor DM's, such as a procedure."""
    table = tables.get(anchor.domain)
    if table is None or anchor.domain == "DM":
        return None
    return _latest({anchor.domain: table[matching(table, anchor.where)]}, anchor.domain, anchor.date, today)


def _latest(tables: Mapping[str, pd.DataFrame], name: str, column: str, today: float) -> tuple[float, str] | None:
    table = tables.get(name)
    if table is None or column + EARLIEST not in table.columns:
        return None
    earliest, latest = table[column + EARLIEST].to_numpy(), table[column + LATEST].to_numpy()
    counted = (earliest == latest) & (earliest <= today)
    if name == "SV" and "SVOCCUR" in table.columns:
        counted &= table["SVOCCUR"].to_numpy() != "N"
    return (float(np.max(earliest[counted])), f"{name}.{column}") if counted.any() else None
