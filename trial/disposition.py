"""What a DS record says about a subject's way out: death, screen failure, withdrawal, completion."""

from enum import StrEnum

import numpy as np
import pandas as pd

from trial.columns import Objects, capitals

DISPOSITION_EVENT = "DISPOSITION EVENT"


class Way(StrEnum):
    """How a subject left the trial or came to its end."""

    DEATH = "death"
    SCREEN_FAILURE = "screen failure"
    WITHDRAWAL = "withdrawal"
    COMPLETION = "completion"


_DEATHS = frozenset({"DEATH", "DIED"})
_SCREEN_FAILURES = frozenset({"SCREEN FAILURE", "SCREENING FAILURE", "SCREEN FAILED"})
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


def terms(ds: pd.DataFrame) -> Objects:
    """Give the standard term of each DS record in capital letters, else what the site wrote."""
    decoded, written = capitals(ds, "DSDECOD"), capitals(ds, "DSTERM")
    return np.where([term is None for term in decoded], written, decoded)


def ways(ds: pd.DataFrame) -> Objects:
    """Say of each DS record which Way it means; None for milestones and other events.

    Death and screen failure count in every category; any other disposition event but a completion is a withdrawal.
    Completing the screening epoch is no completion of the trial.
    """
    rows = zip(terms(ds), capitals(ds, "DSCAT"), capitals(ds, "EPOCH"), strict=True)
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


def in_words(way: Way, term: str | None) -> str:
    """Say in a word or two why a subject is no longer expected at visits."""
    if way is Way.DEATH:
        return "died"
    if way is Way.SCREEN_FAILURE:
        return "screen failure"
    if term == _LOST:
        return "lost to follow-up"
    return "withdrew" if term is None or term.startswith("WITHDRAWAL") else f"left: {term.lower()}"
