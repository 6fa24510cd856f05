"""The tables of adverse events: AE and its supplemental qualifiers."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from data_access.synthetic.catalogue import ADJUDICATOR, EVENT_KINDS
from data_access.synthetic.draws import Bools, Texts, only
from data_access.synthetic.events import FATAL, FINAL, TREATED, UNKNOWN
from data_access.synthetic.record import Record, decimal_texts, shortened

RESOLVED, NOT_RESOLVED = "RECOVERED/RESOLVED", "NOT RECOVERED/NOT RESOLVED"
QUALIFIERS = (
    ("PESITE", "Infusion-Site Complication"),
    ("PENEURO", "New Neurologic Deficit"),
    ("PENATPRG", "Attributed to Natural Progression"),
    ("PEADJ", "Adjudication Status"),
    ("RELPROC", "Relation to Lumbar Puncture"),
    ("RELASP", "Relation to Marrow Aspiration"),
    ("PEADJBY", "Adjudicator"),
    ("PEADJDTC", "Date of Adjudication"),
    ("PEADJRAT", "Reason of the Adjudication"),
    ("AEAWDTC", "Date the Site Became Aware"),
    ("AERPTDTC", "Date Reported to the Sponsor"),
)


def ae(record: Record) -> pd.DataFrame:
    """Make AE: one row an event."""
    rows = begun(record)
    patient = rows["patient"].to_numpy()
    day, end = rows["day"].to_numpy(dtype=np.float64), rows["end_day"].to_numpy(dtype=np.float64)
    start = shortened(record.dates(patient, day), rows["start_precision"].to_numpy(dtype=object))
    ended = shortened(record.dates(patient, end), rows["end_precision"].to_numpy(dtype=object))
    kinds = [EVENT_KINDS[kind] for kind in rows["kind"]]
    outcome = _outcomes(rows, pd.notna(ended))
    ongoing = pd.isna(ended) & (outcome == NOT_RESOLVED)
    table = pd.DataFrame(
        {
            "patient": patient, "AETERM": rows["wording"].to_numpy(dtype=object),
            "AEDECOD": [kind.term for kind in kinds], "AEBODSYS": [kind.group for kind in kinds],
            "AESEV": _severities(rows), "AESER": _yes(rows["serious"]), "AEACN": "NOT APPLICABLE",
            "AEREL": rows["related"].to_numpy(dtype=object), "AEOUT": outcome,
            "AESDTH": _yes(rows["grade"] == 5), "AESLIFE": _yes(rows["grade"] == 4), "AESHOSP": _yes(rows["hospital"]),
            "AESDISAB": "N", "AESCONG": "N", "AESMIE": _yes(rows["serious"] & ~rows["hospital"] & (rows["grade"] != 5)),
            "AECONTRT": _yes(rows["kind"].isin(list(TREATED)) | rows["hospital"]),
            "AETOXGR": decimal_texts(rows["grade"].to_numpy(dtype=np.float64), 0),
            "EPOCH": np.where(day < 0, "BASELINE", np.where(day > 195, "LONG-TERM FOLLOW-UP", "FOLLOW-UP")),
            "AESTDTC": start, "AEENDTC": ended,
            "AESTDY": np.where(rows["start_precision"] == "day", record.study_days(patient, day), np.nan),
            "AEENDY": np.where(rows["end_precision"] == "day", record.study_days(patient, end), np.nan),
            "AEENRTPT": only(ongoing, "ONGOING"),
            "AEENTPT": only(ongoing, record.last_contacts(patient)),
        }
    )  # fmt: skip
    return record.numbered("AE", table)


def suppae(record: Record) -> pd.DataFrame:
    """Make SUPPAE: what the primary endpoint needs, the relation to puncture and aspiration, who was told when."""
    rows = begun(record)
    sequence = (rows.groupby("patient").cumcount() + 1).astype(str)
    subjects = record.cohort.people["usubjid"].to_numpy(dtype=object)[rows["patient"]]
    columns = (
        _yes(rows["site"]), _yes(rows["neurologic"]), rows["natural"], rows["adjudication"], rows["related_puncture"],
        rows["related_aspiration"], *_judged(rows, record), *_told(rows, record),
    )  # fmt: skip
    parts = [
        pd.DataFrame(
            {"USUBJID": subjects, "IDVARVAL": sequence, "QNAM": name, "QLABEL": label, "QVAL": np.asarray(value)}
        )
        for (name, label), value in zip(QUALIFIERS, columns, strict=True)
    ]
    table = pd.concat(parts).sort_index(kind="stable")
    table = table[table["QVAL"].notna()].reset_index(drop=True)
    table = table.assign(STUDYID=record.parameters.study_id, RDOMAIN="AE", IDVAR="AESEQ", QORIG="CRF")
    return table[["STUDYID", "RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "QNAM", "QLABEL", "QVAL", "QORIG"]]


def begun(record: Record) -> pd.DataFrame:
    """Give the events that had begun when the data were extracted; no end is known after the patient has left."""
    events = record.events
    known = record.known(events["patient"].to_numpy(), events["day"].to_numpy(dtype=np.float64))
    kept = events[known].reset_index(names="event")
    left = record.left(kept["patient"].to_numpy())
    return kept.assign(end_day=kept["end_day"].where(kept["end_day"] <= left))


def _judged(rows: pd.DataFrame, record: Record) -> tuple[Texts, Texts, Texts]:
    """Write by whom, when and why an event was judged; a judgement that is in the data was made by the extraction."""
    patient = rows["patient"].to_numpy()
    made = (rows["adjudication"] == FINAL).to_numpy()
    latest = float(record.extraction) - record.anchors[patient]
    day = np.where(made, np.minimum(rows["adjudicated_day"].to_numpy(dtype=np.float64), latest), np.nan)
    return only(made, ADJUDICATOR), record.dates(patient, day), only(made, rows["rationale"].to_numpy(dtype=object))


def _told(rows: pd.DataFrame, record: Record) -> list[Texts]:
    """Write when the site became aware of a serious event, and when it told the sponsor."""
    patient, serious = rows["patient"].to_numpy(), rows["serious"].to_numpy(dtype=np.bool_)
    days = [rows[name].to_numpy(dtype=np.float64) for name in ("aware_day", "reported_day")]
    return [record.dates(patient, np.where(serious, day, np.nan)) for day in days]


def _yes(flags: ArrayLike) -> Texts:
    return np.where(np.asarray(flags, dtype=np.bool_), "Y", "N").astype(object)


def _severities(rows: pd.DataFrame) -> Texts:
    """Write the severity as the grade says, or as the record says instead."""
    words = np.array([None, "MILD", "MODERATE", "SEVERE", "SEVERE", "SEVERE"], dtype=object)
    by_grade = words[np.nan_to_num(rows["grade"].to_numpy(dtype=np.float64)).astype(np.int64)]
    recorded = rows["severity"].to_numpy(dtype=object)
    return np.where(pd.isna(recorded), by_grade, only(recorded != "", recorded))


def _outcomes(rows: pd.DataFrame, ended: Bools) -> Texts:
    """Write the outcome: as recorded, else resolved where there is an end."""
    recorded = rows["outcome"].to_numpy(dtype=object)
    given = pd.notna(recorded) & ~(ended & (recorded == UNKNOWN)) & (ended | (recorded != FATAL))
    return np.where(given, recorded, np.where(ended, RESOLVED, NOT_RESOLVED))
