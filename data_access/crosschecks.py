"""Checks between tables: deaths against disposition and events, records after death or the cut, screening."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from data_access.columns import Floats, Rows
from data_access.rules import some
from trial.columns import complete_days, numbers
from trial.contacts import held
from trial.issues import Issue, Severity
from trial.snapshot import EARLIEST, FILE, LATEST, ROW
from trial.study import Study, VisitKind
from trial.tables import SUBJECT, contract

Tables = Mapping[str, pd.DataFrame]
CORRECT, NOTHING = "Correct whichever of the two is wrong.", "Nothing to do."
COMPARE = "Compare with the source; the two are judged by different rules, and both are shown."
COMPLETE = "Ask the site to complete the record."
NOTES = (NOTHING, COMPARE, COMPLETE)
"""Remedies of what is told as a note: nothing contradicts itself."""
DEATH, FATAL, YES = "DEATH", "FATAL", "Y"


def issues(tables: Tables, study: Study, cut: float) -> Iterator[Issue]:
    """Tell what does not fit between the accepted tables. The rows stay in use."""
    yield from _deaths(tables)
    if study.historical_months is not None:
        yield from _without_screening(tables, study)
    for name, table in tables.items():
        start = next(
            (each.date for each in study.endpoints if each.domain == name), contract(name, table.columns).start
        )
        if start is not None and start + EARLIEST in table.columns:
            yield from _after_death(name, table, start, tables["DM"])
            yield from _after_cut(name, table, start, cut)


def _deaths(tables: Tables) -> Iterator[Issue]:
    people = tables["DM"]
    died = _is(people, "DTHFL", YES) | (~_absent(people, "DTHDTC"))
    dead = set(people[SUBJECT][died])
    if "DS" in tables:
        disposition = tables["DS"]
        ended = _is(disposition, "DSDECOD", DEATH)
        rows = ended & ~disposition[SUBJECT].isin(dead).to_numpy()
        yield from told("DS", disposition, rows, "DSDECOD", "with disposition DEATH, but DM records no death")
        rows = died & ~people[SUBJECT].isin(disposition[SUBJECT][ended]).to_numpy()
        yield from told("DM", people, rows, "DTHFL", "with a death, but DS has no disposition DEATH")
        rows = ended & _apart(disposition, "DSSTDTC", people)
        yield from told("DS", disposition, rows, "DSSTDTC", "with disposition DEATH on another day than DTHDTC in DM")
    if "AE" in tables:
        events = tables["AE"]
        rows = (_is(events, "AEOUT", FATAL) | _is(events, "AESDTH", YES)) & ~events[SUBJECT].isin(dead).to_numpy()
        yield from told("AE", events, rows, "AEOUT", "with a fatal event, but DM records no death")


def _is(table: pd.DataFrame, column: str, value: str) -> Rows:
    if column not in table.columns:
        return np.zeros(len(table), dtype=np.bool_)
    found: Rows = (table[column] == value).to_numpy(dtype=np.bool_)
    return found


def _absent(table: pd.DataFrame, column: str) -> Rows:
    if column not in table.columns:
        return np.ones(len(table), dtype=np.bool_)
    return table[column].isna().to_numpy()


def _death_bound(table: pd.DataFrame, people: pd.DataFrame, bound: str) -> Floats:
    """Give each row the earliest or latest possible day of its subject's death, NaN without one."""
    if "DTHDTC" + bound not in people.columns:
        return np.full(len(table), np.nan)
    days: Floats = (
        table[SUBJECT].map(dict(zip(people[SUBJECT], people["DTHDTC" + bound], strict=True))).to_numpy(np.float64)
    )
    return days


def _apart(table: pd.DataFrame, column: str, people: pd.DataFrame) -> Rows:
    """Mark the rows whose date cannot be the day of death."""
    earliest, latest = table[column + EARLIEST].to_numpy(), table[column + LATEST].to_numpy()
    apart: Rows = (latest < _death_bound(table, people, EARLIEST)) | (earliest > _death_bound(table, people, LATEST))
    return apart


def _after_death(name: str, table: pd.DataFrame, start: str, people: pd.DataFrame) -> Iterator[Issue]:
    """Tell records that start after the subject's death; disposition is compared by `_deaths`."""
    if name not in ("DM", "DS") and SUBJECT in table.columns:
        rows = table[start + EARLIEST].to_numpy() > _death_bound(table, people, LATEST)
        if name == "SV":
            rows &= ~_is(table, "SVOCCUR", "N")
        yield from told(name, table, rows, start, f"with {start} after the subject's death")


def _without_screening(tables: Tables, study: Study) -> Iterator[Issue]:
    """Tell the subjects without a screening date: nothing of theirs is excluded by the historical rule."""
    people = tables["DM"]
    rows = np.isnan(complete_days(people, "RFICDTC"))
    if "SV" in tables:
        visits = tables["SV"]
        planned = [visit.visitnum for visit in study.visits if visit.kind is VisitKind.SCREENING]
        screened = held(visits) & np.isin(numbers(visits, "VISITNUM"), planned)
        screened &= ~np.isnan(complete_days(visits, "SVSTDTC"))
        rows &= ~people[SUBJECT].isin(visits[SUBJECT][screened]).to_numpy()
    text = "without a screening date: no historical record is excluded as too old"
    yield from told("DM", people, rows, "RFICDTC", text, "Record the screening visit in SV, or RFICDTC in DM.")


def _after_cut(name: str, table: pd.DataFrame, start: str, cut: float) -> Iterator[Issue]:
    rows = table[start + EARLIEST].to_numpy() > cut
    text = "after the data cut: not known yet, and counted apart"
    yield from told(name, table, rows, start, text, NOTHING)


def told(name: str, table: pd.DataFrame, rows: Rows, column: str, text: str, remedy: str = CORRECT) -> Iterator[Issue]:
    """Tell the marked rows, one finding a file, with the subjects concerned."""
    severity = Severity.NOTE if remedy in NOTES else Severity.WARNING
    for file, found in table[rows].groupby(FILE, sort=False):
        count = "1 row" if len(found) == 1 else f"{len(found):,} rows"
        subjects = some(list(dict.fromkeys(found[SUBJECT])), mark="")
        yield Issue(
            severity, name, f"{count} {text}: {subjects}", remedy, str(file), column, tuple(found[ROW].tolist())
        )
