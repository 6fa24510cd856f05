"""The adverse events of the demonstration study, as the story has them."""

from dataclasses import asdict, dataclass, fields

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import KIND
from data_access.synthetic.events import FATAL, FINAL, NOT_RELATED, PENDING, POSSIBLE, RELATED, UNKNOWN


@dataclass(frozen=True, slots=True)
class Scripted:
    """One event; days from infusion. The fields are the columns of `events`, less the kind's position."""

    patient: int
    code: str
    wording: str
    day: int
    end_day: float
    grade: float = 1.0
    severity: str | None = None
    serious: bool = False
    hospital: bool = False
    related: str = NOT_RELATED
    related_puncture: str = NOT_RELATED
    related_aspiration: str = NOT_RELATED
    outcome: str | None = None
    site: bool = False
    neurologic: bool = False
    natural: str = "N"
    adjudication: str | None = None
    start_precision: str = "day"
    end_precision: str = "day"
    aware_day: float = np.nan
    reported_day: float = np.nan
    adjudicated_day: float = np.nan
    rationale: str | None = None


ONGOING = NOT_RECORDED = float("nan")


def _crest(
    patient: int, wording: str, day: int, end_day: int, code: str = "ILIAC", end_precision: str = "day"
) -> Scripted:
    return Scripted(patient, code, wording, day, end_day, related_aspiration=RELATED, end_precision=end_precision)


def _puncture(patient: int, code: str, wording: str, day: int, end_day: int, grade: float = 1.0) -> Scripted:
    return Scripted(patient, code, wording, day, end_day, grade, related=RELATED, related_puncture=RELATED)


EVENTS = (
    _crest(0, "Aspiration-site pain", -21, -18),
    _puncture(0, "PUNCTURE", "Puncture-site pain", 0, 2),
    _crest(1, "Pain at iliac crest", -20, -16),
    _puncture(1, "PDPH", "Post-puncture headache", 2, 6, 2.0),
    Scripted(1, "CONSTIPATION", "Constipation", 95, 130, NOT_RECORDED, severity="", natural="Y"),
    Scripted(1, "FALL", "Fell at home", 240, 244, natural="Y"),
    Scripted(1, "COLD", "Common cold", 387, ONGOING),
    _crest(2, "Aspiration-site pain", -22, -20),
    _puncture(2, "PUNCTURE", "Low back pain at puncture site", 0, 1),
    Scripted(2, "WEAKNESS", "Leg weakness increased", 95, ONGOING, 2.0, neurologic=True, natural="Y",
             adjudication=FINAL, adjudicated_day=139, rationale="SAME PACE AS BEFORE THE INFUSION, NO SENSORY SIGN"),
    Scripted(2, "PNEUMONIA", "Aspiration pneumonia", 207, 221, 3.0, serious=True, hospital=True, natural="Y",
             aware_day=209, reported_day=210),
    Scripted(2, "RESPIRATORY", "Respiratory failure", 258, 264, 5.0, serious=True, hospital=True, outcome=FATAL,
             natural="Y", aware_day=259, reported_day=276),
    _crest(3, "Aspiration-site pain", -19, -17),
    _puncture(3, "PUNCTURE", "Puncture-site pain", 0, 1),
    Scripted(3, "RADICULAR", "Radicular leg pain, left", 9, ONGOING, 3.0, serious=True, hospital=True, related=POSSIBLE,
             related_puncture=POSSIBLE, neurologic=True, natural="U", adjudication=PENDING, aware_day=14),
    Scripted(3, "FALL", "Fall", 119, 126, 2.0, natural="Y"),
    Scripted(3, "SIALORRHOEA", "Sialorrhoea", 142, ONGOING, natural="Y"),
    _crest(4, "Aspiration-site haematoma", -29, -18, "HAEMATOMA", "month"),
    Scripted(4, "FEVER", "Fever", 0, 1, related=POSSIBLE, related_puncture=POSSIBLE),
    Scripted(4, "CRAMPS", "Muscle cramps", 40, NOT_RECORDED, outcome=UNKNOWN, natural="Y"),
    Scripted(5, "FALL", "Fall", 40, 47, 2.0, natural="Y"),
    Scripted(5, "NAUSEA", "Nausea", 74, 206),
    Scripted(5, "DEPRESSION", "Low mood", 95, ONGOING, NOT_RECORDED, severity="MODERATE", natural="Y",
             start_precision="month"),
)  # fmt: skip


def events() -> pd.DataFrame:
    """Give the script as a table of events, in the order of patient and day."""
    rows = [asdict(event) | {"kind": KIND[event.code]} for event in EVENTS]
    columns = [field.name for field in fields(Scripted)] + ["kind"]
    table = pd.DataFrame(rows, columns=columns).astype({"day": np.float64, "end_day": np.float64, "grade": np.float64})
    for name in ("severity", "outcome", "adjudication", "rationale"):
        table[name] = table[name].astype(object).where(table[name].notna(), None)
    return table.sort_values(["patient", "day"], kind="stable", ignore_index=True)
