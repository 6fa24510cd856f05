"""Which procedure a PR record names, and when the marrow was aspirated."""

import re
from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import pandas as pd

from trial.columns import Floats, Objects, capitals, complete_days, first_days, numbers, owners
from trial.contacts import done, held
from trial.cut import KnownData
from trial.study import VisitKind


class Procedure(StrEnum):
    """Procedures that a reader of ALS courses must see."""

    ASPIRATION = "aspiration"
    VENTILATION = "ventilation"
    GASTROSTOMY = "gastrostomy"
    TRACHEOSTOMY = "tracheostomy"
    PERMANENT_VENTILATION = "permanent ventilation"
    OTHER = "procedure"


_UNDONE = re.compile(r"REMOV|CLOSURE|SCAN|SCINTI|DECANNUL")
_NAMES = (
    (Procedure.ASPIRATION, re.compile(r"MARROW.*(ASPIRAT|HARVEST|COLLECT)|(ASPIRAT|HARVEST|COLLECT).*(MARROW|ILIAC)")),
    (Procedure.TRACHEOSTOMY, re.compile(r"TRACHE?OSTOM|TRACHEOTOM")),
    (Procedure.PERMANENT_VENTILATION, re.compile(r"PERMANENT.*VENTILAT|VENTILAT.*PERMANENT|\bPAV\b")),
    (Procedure.GASTROSTOMY, re.compile(r"GASTROSTOM|\bPEG\b|\bRIG\b")),
    (Procedure.VENTILATION, re.compile(r"VENTILAT|\bNIV\b|\bNIPPV\b|\bBIPAP\b|\bCPAP\b")),
)


def classified(pr: pd.DataFrame) -> Objects:
    """Name the Procedure of each PR record, by what PRDECOD and PRTRT say; the place of an aspiration helps (PRLOC)."""
    columns = [capitals(pr, name) for name in ("PRDECOD", "PRTRT", "PRLOC")]
    sentences = [" ".join(word for word in words if word) for words in zip(*columns, strict=True)]
    return np.array([None, *map(_procedure, sentences)], dtype=object)[1:]


def _procedure(sentence: str) -> Procedure:
    if _UNDONE.search(sentence):
        return Procedure.OTHER
    return next((procedure for procedure, name in _NAMES if name.search(sentence)), Procedure.OTHER)


def aspiration_days(known: KnownData, position_of: Mapping[str, int]) -> Floats:
    """Give the epoch day of each subject's first marrow aspiration, NaN without one.

    It is the first such PR record, else the visit planned for the procedure.
    """
    pr = known.table("PR")
    recorded = (classified(pr) == Procedure.ASPIRATION) & done(pr, "PR")
    days = first_days(owners(pr, position_of), complete_days(pr, "PRSTDTC"), recorded, len(position_of))
    return np.where(np.isnan(days), planned_procedure_days(known, position_of), days)


def planned_procedure_days(known: KnownData, position_of: Mapping[str, int]) -> Floats:
    """Give the epoch day on which each subject's planned procedure visit was held, NaN without one."""
    sv = known.table("SV")
    planned = [visit.visitnum for visit in known.study.visits if visit.kind is VisitKind.PROCEDURE]
    rows = np.isin(numbers(sv, "VISITNUM"), planned) & held(sv)
    return first_days(owners(sv, position_of), complete_days(sv, "SVSTDTC"), rows, len(position_of))
