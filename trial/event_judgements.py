"""What the site judged of each event: related to the cells, the puncture, the aspiration; natural progression."""

from collections.abc import Iterable
from enum import StrEnum

import pandas as pd

from trial.columns import NO, YES, capitals
from trial.record_rules import Where


class Attribution(StrEnum):
    """Whether an event is attributed to the natural progression of the disease."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"


def related(ae: pd.DataFrame, rules: Where) -> list[bool | None]:
    """Say whether any judgement of each event is in the related set, without regard to case; None if none was made."""
    verdicts: list[bool | None] = [None] * len(ae)
    for column, wanted in rules:
        allowed = {text.upper() for text in wanted}
        judged = [None if text is None else text in allowed for text in capitals(ae, column)]
        verdicts = [one if two is None else two or bool(one) for one, two in zip(verdicts, judged, strict=True)]
    return verdicts


def of_special_interest(ae: pd.DataFrame, terms: Iterable[str]) -> list[bool | None]:
    """Say whether the coded or the reported term stands in the list, without regard to case.

    None for an event without a name, and for every event of a study without a list.
    """
    wanted = {" ".join(term.upper().split()) for term in terms}
    names = zip(_squeezed(ae, "AEDECOD"), _squeezed(ae, "AETERM"), strict=True)
    return [
        None if not wanted or (decoded is None and reported is None) else decoded in wanted or reported in wanted
        for decoded, reported in names
    ]


def _squeezed(ae: pd.DataFrame, column: str) -> list[str | None]:
    return [None if text is None else " ".join(text.split()) for text in capitals(ae, column)]


def natural_progression(ae: pd.DataFrame, column: str) -> list[Attribution | None]:
    """Read the attribution; what is recorded and neither yes nor no is uncertain, a blank is None."""
    return [None if text is None else _attribution(text) for text in capitals(ae, column)]


def _attribution(text: str) -> Attribution:
    return Attribution.YES if text in YES else Attribution.NO if text in NO else Attribution.UNCERTAIN
