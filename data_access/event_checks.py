"""Checks within AE: seriousness against its criteria, grade against severity, fatal by one sign only, reports."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from data_access.columns import Rows
from data_access.crosschecks import COMPARE, COMPLETE, told
from trial.columns import NO, YES, capitals, numbers
from trial.disposition import Way, ways
from trial.events import FATAL, RESOLVED
from trial.issues import Issue
from trial.safety_rules import SafetyRules
from trial.seriousness import CRITERIA
from trial.snapshot import EARLIEST
from trial.study import Study
from trial.tables import SUBJECT

REPORT = "Report the event, or record when it was reported."


def issues(tables: Mapping[str, pd.DataFrame], study: Study, cut: float) -> Iterator[Issue]:
    """Tell what does not fit within the records of events. The rows stay in use."""
    events = tables.get("AE")
    if events is None or events.empty:
        return
    yield from _seriousness(events)
    yield from _grades(events, study.safety)
    yield from _fatal(events, tables, study.safety)
    yield from _reports(events, study.safety, cut)


def _one_of(table: pd.DataFrame, column: str, allowed: tuple[str, ...]) -> Rows:
    return np.isin(capitals(table, column).astype(str), allowed)


def _seriousness(events: pd.DataFrame) -> Iterator[Issue]:
    """Compare AESER with the criteria both ways; without any criterion in the data there is nothing to compare."""
    present = [name for name, _ in CRITERIA if name in events.columns]
    if not present or "AESER" not in events.columns:
        return
    met = np.any([_one_of(events, name, YES) for name in present], axis=0)
    refused = np.all([_one_of(events, name, NO) for name in present], axis=0)
    serious = _one_of(events, "AESER", YES)
    yield from told("AE", events, met & ~serious, "AESER", "not called serious, but a criterion of seriousness is met")
    yield from told("AE", events, serious & refused, "AESER", "called serious, but every criterion says no")
    blank = serious & ~met & ~refused
    yield from told("AE", events, blank, "AESER", "called serious, but no criterion says why", COMPLETE)


def _grades(events: pd.DataFrame, rules: SafetyRules) -> Iterator[Issue]:
    """Compare the grade with the severity of the same row; the highest severity stands for every higher grade."""
    grade_of = {word.upper(): grade for word, grade in rules.severity_grade}
    if rules.grade not in events.columns or rules.severity not in events.columns or not grade_of:
        return
    grade = _graded(events, rules)
    meant = np.array([grade_of.get(text or "", np.nan) for text in capitals(events, rules.severity)])
    rows = ~np.isnan(grade) & ~np.isnan(meant) & (np.minimum(grade, max(grade_of.values())) != meant)
    text = f"with a grade ({rules.grade}) that does not fit the severity ({rules.severity})"
    yield from told("AE", events, rows, rules.grade, text, COMPARE)


def _graded(events: pd.DataFrame, rules: SafetyRules) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    found = pd.Series(capitals(events, rules.grade), dtype=object).str.extract(r"^(?:GRADE\s*)?([1-5])$")[0]
    return np.asarray(pd.to_numeric(found), dtype=np.float64)


def _fatal(events: pd.DataFrame, tables: Mapping[str, pd.DataFrame], rules: SafetyRules) -> Iterator[Issue]:
    """Compare the three signs of a fatal event with one another, and grade 5 with the death of the subject."""
    outcomes = capitals(events, "AEOUT")
    fatal = np.array([text is not None and text.startswith(FATAL) for text in outcomes], dtype=np.bool_)
    over = np.array([text is not None and text.startswith(RESOLVED) for text in outcomes], dtype=np.bool_)
    criterion, fifth = _one_of(events, "AESDTH", YES), _graded(events, rules) == 5
    known = ~np.isnan(_graded(events, rules))
    yield from told("AE", events, fatal & _one_of(events, "AESDTH", NO), "AESDTH", "fatal, but AESDTH says no")
    yield from told("AE", events, (criterion | fifth) & over, "AEOUT", "called fatal, but the outcome is recovered")
    text = f"fatal by outcome, but of another grade than 5 ({rules.grade})"
    yield from told("AE", events, fatal & known & ~fifth, rules.grade, text)
    alive = ~events[SUBJECT].isin(_dead(tables)).to_numpy()
    rows = fifth & ~fatal & ~criterion & alive
    yield from told("AE", events, rows, rules.grade, "of grade 5, but neither DM nor DS records a death")


def _dead(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    people = tables["DM"]
    dated = people["DTHDTC"].notna().to_numpy() if "DTHDTC" in people.columns else np.zeros(len(people), np.bool_)
    found = set(people[SUBJECT][_one_of(people, "DTHFL", YES) | dated])
    return found | (set(tables["DS"][SUBJECT][ways(tables["DS"]) == Way.DEATH]) if "DS" in tables else set())


def _reports(events: pd.DataFrame, rules: SafetyRules, cut: float) -> Iterator[Issue]:
    """Tell serious events known at the cut without a date of report, where the data have such a column."""
    if rules.reported not in events.columns:
        return
    blank = np.array([text is None for text in capitals(events, rules.reported)], dtype=np.bool_)
    later = numbers(events, "AESTDTC" + EARLIEST) > cut
    rows = _one_of(events, "AESER", YES) & blank & ~later
    yield from told("AE", events, rows, rules.reported, "serious, without a date of report", REPORT)
