"""Ways out of the trial, as DS and DM record them: death, screen failure, withdrawal, completion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from trial.calendar import from_epoch_day
from trial.columns import YES, Flags, Floats, Objects, bounds, capitals, first_rows, owners, texts
from trial.tables import TEXT

DISPOSITION_EVENT = "DISPOSITION EVENT"
ARMS = ("ARMCD", "ARM", "ACTARMCD", "ACTARM", "ARMNRS")
"""Columns of DM that can say that a subject was not assigned because screening failed."""


class Way(StrEnum):
    """How a subject left the trial or came to its end."""

    DEATH = "death"
    SCREEN_FAILURE = "screen failure"
    WITHDRAWAL = "withdrawal"
    COMPLETION = "completion"


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out that a subject has taken: bounds of its epoch day (NaN without a date) and the data's words for it."""

    way: Way
    earliest: float
    latest: float
    written: str | None
    """The date as written."""
    reason: str | None
    """DSDECOD or the like."""

    @property
    def date(self) -> date | None:
        """The day, None unless it is certain."""
        return from_epoch_day(self.earliest) if self.earliest == self.latest else None

    @property
    def words(self) -> str:
        """Why the subject is no longer expected at visits, in a word or two."""
        return _words(self.way, (self.reason or "").upper())

    def last_expected_day(self, last_contact: float) -> float:
        """Give the last epoch day on which a visit can be expected, NaN when neither date nor contact is known.

        Of a partial date the earliest possible day, but not before the last contact; without a date the last contact.
        """
        if np.isnan(self.earliest):
            return last_contact
        return max(self.earliest, float(np.fmin(last_contact, self.latest)))


_DEATHS = frozenset({"DEATH", "DIED"})
_SCREEN_FAILURES = frozenset({"SCREEN FAILURE", "SCREENING FAILURE", "SCREEN FAILED"})
_FAILURE_ARMS = ("SCRNFAIL", "SCREEN FAILURE")
_COMPLETIONS = frozenset({"COMPLETED", "COMPLETE", "PROTOCOL COMPLETED", "STUDY COMPLETED"})
_LOST = "LOST TO FOLLOW-UP"
_REASONS = frozenset(
    {
        "ADVERSE EVENT", "DISEASE RELAPSE", "FAILURE TO MEET CONTINUATION CRITERIA", "LACK OF EFFICACY", _LOST,
        "NON-COMPLIANCE WITH STUDY DRUG", "OTHER", "PHYSICIAN DECISION", "PREGNANCY", "PROGRESSIVE DISEASE",
        "PROTOCOL DEVIATION", "PROTOCOL VIOLATION", "RECOVERY", "SITE TERMINATED BY SPONSOR",
        "STUDY TERMINATED BY SPONSOR", "TECHNICAL PROBLEMS", "WITHDRAWAL BY PARENT/GUARDIAN", "WITHDRAWAL BY SUBJECT",
    }
)  # fmt: skip
"""Reasons for non-completion (CDISC codelist NCOMPLT), used where DSCAT is empty."""


def ways(ds: pd.DataFrame) -> Objects:
    """Say of each DS record which Way it means; None for milestones and other events.

    Death and screen failure count in every category; any other disposition event but a completion is a withdrawal.
    Completing the screening epoch is no completion of the trial.
    """
    terms = (None if term is None else term.upper() for term in _terms(ds))
    rows = zip(terms, capitals(ds, "DSCAT"), capitals(ds, "EPOCH"), strict=True)
    return np.array([None, *(_way(*row) for row in rows)], dtype=object)[1:]


def _way(term: str | None, category: str | None, epoch: str | None) -> Way | None:
    if term in _DEATHS:
        return Way.DEATH
    if term in _SCREEN_FAILURES:
        return Way.SCREEN_FAILURE
    if term is None or not (category == DISPOSITION_EVENT or (category is None and term in _REASONS | _COMPLETIONS)):
        return None
    if term not in _COMPLETIONS:
        return Way.WITHDRAWAL
    return None if epoch is not None and "SCREEN" in epoch else Way.COMPLETION


def _words(way: Way, reason: str) -> str:
    if way is Way.DEATH:
        return "died"
    if way is not Way.WITHDRAWAL:
        return "screen failure" if way is Way.SCREEN_FAILURE else "completed"
    if reason == _LOST:
        return "lost to follow-up"
    return "withdrew" if not reason or reason.startswith("WITHDRAWAL") else f"left: {reason.lower()}"


def in_failure_arm(dm: pd.DataFrame) -> Flags:
    """Mark the subjects whose arm says screen failure."""
    arms = [np.isin(capitals(dm, column).astype(str), _FAILURE_ARMS) for column in ARMS]
    return np.asarray(np.any(arms, axis=0), dtype=np.bool_)


def exits(dm: pd.DataFrame, ds: pd.DataFrame, position_of: Mapping[str, int]) -> list[dict[Way, Exit]]:
    """Give for each subject the ways out that the data record, each with its first date."""
    found = _exits_of_ds(ds, position_of)
    rows = zip(owners(dm, position_of).tolist(), _deaths_of_dm(dm), in_failure_arm(dm).tolist(), strict=True)
    for position, death, failed in rows:
        if position >= 0 and death is not None:
            found[position][Way.DEATH] = _better_dated(death, found[position].get(Way.DEATH))
        if position >= 0 and failed:
            failure = Exit(Way.SCREEN_FAILURE, np.nan, np.nan, None, None)
            found[position].setdefault(Way.SCREEN_FAILURE, failure)
    return found


def _exits_of_ds(ds: pd.DataFrame, position_of: Mapping[str, int]) -> list[dict[Way, Exit]]:
    found: list[dict[Way, Exit]] = [{} for _ in position_of]
    owner, way, terms = owners(ds, position_of), ways(ds), _terms(ds)
    earliest, latest, written = _days_of_ds(ds)
    order = np.where(earliest == latest, earliest, earliest + 0.5)  # of the same first day, the certain one
    for each in Way:
        rows = first_rows(owner, order, way == each, len(found)).tolist()
        for position, row in enumerate(rows):
            if row >= 0:
                found[position][each] = Exit(each, float(earliest[row]), float(latest[row]), written[row], terms[row])
    return found


def _days_of_ds(ds: pd.DataFrame) -> tuple[Floats, Floats, Objects]:
    """Give the bounds and the text of each disposition's start, else of the day on which it was recorded."""
    started, recorded = bounds(ds, "DSSTDTC"), bounds(ds, "DSDTC")
    undated = np.isnan(started[0])
    return (
        np.where(undated, recorded[0], started[0]),
        np.where(undated, recorded[1], started[1]),
        np.where(undated, texts(ds, "DSDTC"), texts(ds, "DSSTDTC")),
    )


def _deaths_of_dm(dm: pd.DataFrame) -> list[Exit | None]:
    """Give the death of each DM row: a date of death, also one that cannot be read, or the flag."""
    earliest, latest = bounds(dm, "DTHDTC")
    rows = zip(
        earliest.tolist(), latest.tolist(), texts(dm, "DTHDTC"), texts(dm, "DTHDTC" + TEXT), capitals(dm, "DTHFL"),
        strict=True,
    )  # fmt: skip
    return [
        Exit(Way.DEATH, first, last, written or unread, None) if written or unread or flag in YES else None
        for first, last, written, unread, flag in rows
    ]


def _better_dated(death: Exit, other: Exit | None) -> Exit:
    """Choose between DM and DS: DM unless only DS has a certain date, or any; the words are those of DS."""
    if other is None:
        return death
    other_is_better = death.date is None and (other.date is not None or np.isnan(death.earliest))
    dated = other if other_is_better else death
    return Exit(Way.DEATH, dated.earliest, dated.latest, dated.written, other.reason)


def _terms(ds: pd.DataFrame) -> Objects:
    """Give the standard term of each DS record, else what the site wrote."""
    decoded, written = texts(ds, "DSDECOD"), texts(ds, "DSTERM")
    return np.where([term is None for term in decoded], written, decoded)
