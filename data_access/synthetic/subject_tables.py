"""The tables of people, visits and what was done: DM, SV, TV, PR, DS, CM, MH, SUPPMH, DD."""

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import PLAN
from data_access.synthetic.draws import Bools, Floats, Ints, Texts, only
from data_access.synthetic.fates import COMPLETED, DIED, FAILED, WITHDREW
from data_access.synthetic.procedures import GASTROSTOMY, MARROW, NIV, PUNCTURE
from data_access.synthetic.record import Record, iso

ARM = ("CELLS", "Autologous bone-marrow cells")
DISEASE = "AMYOTROPHIC LATERAL SCLEROSIS"
_PLACES = {MARROW: "ILIAC CREST", PUNCTURE: "SUBARACHNOID SPACE"}
_REASONS = {
    MARROW: "CELL PRODUCT",
    PUNCTURE: "CELL INFUSION",
    GASTROSTOMY: "DYSPHAGIA",
    NIV: "RESPIRATORY INSUFFICIENCY",
}


def dm(record: Record) -> pd.DataFrame:
    """Make DM: one row a patient."""
    people, everyone = record.cohort.people, np.arange(len(record.cohort.people))
    infused, failed = record.infused, people["screen_failure"].to_numpy(dtype=np.bool_)
    infusion = only(infused, iso(record.anchors.astype(np.float64)))
    end, left = _end(record)
    died = left & (record.fates["end_reason"] == DIED).to_numpy()
    screened = iso(people["screening"].to_numpy(dtype=np.float64))
    table = record.identifiers("DM", everyone).assign(
        SUBJID=people["subjid"], RFSTDTC=infusion, RFENDTC=only(infused, end), RFXSTDTC=infusion, RFXENDTC=infusion,
        RFICDTC=screened, RFPENDTC=end, DTHDTC=only(died, end), DTHFL=only(died, "Y"),
        SITEID=people["site"], AGE=np.floor(people["age"].to_numpy()), AGEU="YEARS", SEX=people["sex"],
        RACE=people["race"], ETHNIC="NOT HISPANIC OR LATINO",
    )  # fmt: skip
    planned = [np.where(failed, other, usual) for other, usual in zip(("SCRNFAIL", "Screen Failure"), ARM, strict=True)]
    actual = [only(infused, each) for each in ARM]
    reason = only(failed, "SCREEN FAILURE")
    return table.assign(
        ARMCD=planned[0],
        ARM=planned[1],
        ACTARMCD=actual[0],
        ACTARM=actual[1],
        ARMNRS=reason,
        COUNTRY=record.parameters.country,
    )


def _end(record: Record) -> tuple[Texts, Bools]:
    """Give the date on which each patient left, as far as known, and who has left."""
    everyone, day = np.arange(len(record.fates)), record.fates["end_day"].to_numpy(dtype=np.float64)
    ends = record.dates(everyone, day)
    return ends, np.asarray(pd.notna(ends), dtype=np.bool_)


def sv(record: Record) -> pd.DataFrame:
    """Make SV: visits held, and planned visits that were missed for good (no record yet while still possible)."""
    occasions = record.occasions[record.occasions["kind"] != "historical"]
    patient, day = occasions["patient"].to_numpy(), occasions["day"].to_numpy(dtype=np.float64)
    held = occasions["held"].to_numpy(dtype=np.bool_)
    closing = occasions["visitnum"].map({float(plan.visitnum): plan.window[1] for plan in PLAN}).fillna(0.0).to_numpy()
    closed = record.known(patient, day + closing.astype(np.float64) + record.parameters.attendance.overdue_grace_days)
    planned = (occasions["kind"] == "planned").to_numpy()
    nominal = (
        occasions["visitnum"].map({float(p.visitnum): p.day + (p.day >= 0) for p in PLAN}).to_numpy(dtype=np.float64)
    )
    date = only(held, record.dates(patient, day))
    study_day = np.where(held, record.study_days(patient, day), np.nan)
    contact = np.where(occasions["telephone"], "TELEPHONE CALL", "IN PERSON")
    table = record.identifiers("SV", patient).assign(
        VISITNUM=occasions["visitnum"].to_numpy(), VISIT=occasions["visit"].to_numpy(dtype=object), VISITDY=nominal,
        SVPRESP=only(planned, "Y"), SVOCCUR=only(planned, np.where(held, "Y", "N")),
        SVREASOC=occasions["missed_reason"].to_numpy(dtype=object), SVCNTMOD=only(held, contact),
        SVSTDTC=date, SVENDTC=date, SVSTDY=study_day, SVENDY=study_day,
    )  # fmt: skip
    return table[np.where(held, record.known(patient, day), closed)].reset_index(drop=True)


def tv(record: Record) -> pd.DataFrame:
    """Make TV: the planned visits."""
    days = [plan.day + (plan.day >= 0) for plan in PLAN]
    starts = [
        f"{abs(plan.day)} days {'before' if plan.day < 0 else 'after'} infusion" if plan.day else "infusion"
        for plan in PLAN
    ]
    return pd.DataFrame(
        {
            "STUDYID": record.parameters.study_id, "DOMAIN": "TV", "VISITNUM": [float(p.visitnum) for p in PLAN],
            "VISIT": [p.visit for p in PLAN], "VISITDY": days, "ARMCD": ARM[0], "ARM": ARM[1], "TVSTRL": starts,
        }
    )  # fmt: skip


def pr(record: Record) -> pd.DataFrame:
    """Make PR: aspiration, puncture, gastrostomy, ventilation, tracheostomy; ventilation has no end."""
    rows = known_rows(record, record.procedures.sort_values(["patient", "day"], kind="stable"))
    date, code = rows.pop("date"), rows["code"]
    lasting = code == NIV
    category = np.where(code.isin([MARROW, PUNCTURE]), "STUDY PROCEDURE", "SUPPORTIVE CARE")
    table = pd.DataFrame({"patient": rows["patient"], "PRTRT": code, "PRDECOD": code, "PRCAT": category})
    table = table.assign(PRINDC=code.map(_REASONS).fillna("RESPIRATORY INSUFFICIENCY"), PRLOC=code.map(_PLACES))
    table = table.assign(PRSTDTC=date, PRENDTC=date.mask(lasting), PRSTDY=rows["study_day"])
    return record.numbered("PR", table)


def ds(record: Record) -> pd.DataFrame:
    """Make DS: consent, entry, and how the patient left."""
    people, everyone = record.cohort.people, np.arange(len(record.fates))
    screened = (people["screening"] - people["infusion"]).to_numpy(dtype=np.float64)
    failed, reason = (
        people["screen_failure"].to_numpy(dtype=np.bool_),
        record.fates["end_reason"].to_numpy(dtype=object),
    )
    milestone, disposition = "PROTOCOL MILESTONE", "DISPOSITION EVENT"
    consent = _milestone(everyone, screened, "INFORMED CONSENT OBTAINED", milestone, "SCREENING")
    entry = _milestone(everyone[~failed], np.zeros(int((~failed).sum())), "ENTERED INTO TRIAL", milestone, "TREATMENT")
    leaving = _milestone(everyone, record.fates["end_day"].to_numpy(), reason, disposition, "FOLLOW-UP")
    leaving["EPOCH"] = leaving["EPOCH"].mask(leaving["DSDECOD"] == FAILED, "SCREENING")
    words = {COMPLETED: "COMPLETED MONTH 12", WITHDREW: "WITHDREW CONSENT"}
    leaving["DSTERM"] = leaving["DSTERM"].replace(words)
    events = pd.concat([consent, entry, leaving], ignore_index=True).sort_values(["patient", "day"], kind="stable")
    rows = known_rows(record, events)
    date, study_day = rows.pop("date"), rows.pop("study_day")
    return record.numbered("DS", rows.drop(columns="day").assign(DSSTDTC=date, DSSTDY=study_day))


def _milestone(patient: Ints, day: Floats, term: str | Texts, category: str, epoch: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"patient": patient, "day": day, "DSTERM": term, "DSDECOD": term, "DSCAT": category, "EPOCH": epoch}
    )


def known_rows(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    """Keep what had begun by the extraction, with its date and study day."""
    kept = rows[record.known(rows["patient"].to_numpy(), rows["day"].to_numpy(dtype=np.float64))].reset_index(drop=True)
    patient, day = kept["patient"].to_numpy(), kept["day"].to_numpy(dtype=np.float64)
    return kept.assign(date=record.dates(patient, day), study_day=record.study_days(patient, day))


def cm(record: Record) -> pd.DataFrame:
    """Make CM: medicines with their start, end or "ongoing"."""
    rows = known_rows(record, record.medications)
    patient, end = rows["patient"].to_numpy(), rows["end_day"].to_numpy(dtype=np.float64)
    end = np.where(end <= record.left(patient), end, np.nan)
    ended = record.dates(patient, end)
    ongoing = pd.isna(ended)
    table = pd.DataFrame(
        {
            "patient": patient, "CMTRT": rows["treatment"], "CMDECOD": rows["treatment"], "CMINDC": rows["indication"],
            "CMSTDTC": rows["date"], "CMENDTC": ended, "CMSTDY": rows["study_day"],
            "CMENDY": record.study_days(patient, end),
            "CMENRTPT": only(ongoing, "ONGOING"),
            "CMENTPT": only(ongoing, record.last_contacts(patient)),
        }
    )  # fmt: skip
    return record.numbered("CM", table)


def mh(record: Record) -> pd.DataFrame:
    """Make MH: onset and diagnosis of the disease; of the onset only the month is known."""
    people = record.cohort.people
    patient = np.repeat(np.arange(len(people)), 2)
    days = people[["onset_day", "diagnosis_day"]].to_numpy(dtype=np.float64).reshape(-1)
    kind = np.tile(np.asarray(["SYMPTOM ONSET", "DIAGNOSIS"], dtype=object), len(people))
    dates = np.array([day[:7] if first else day for day, first in zip(iso(days), kind == "SYMPTOM ONSET", strict=True)])
    rows = {"patient": patient, "MHTERM": DISEASE, "MHDECOD": DISEASE, "MHCAT": "PRIMARY DIAGNOSIS", "MHEVDTYP": kind}
    return record.numbered("MH", pd.DataFrame(rows).assign(MHSTDTC=dates))


def suppmh(record: Record) -> pd.DataFrame:
    """Make SUPPMH: site of onset and El Escorial category, beside the row of the onset."""
    people = record.cohort.people
    qualifiers = (("ONSETSIT", "Site of Onset", "onset"), ("ELESCOR", "El Escorial Category", "el_escorial"))
    rows = [
        pd.DataFrame({"USUBJID": people["usubjid"], "QNAM": name, "QLABEL": label, "QVAL": people[column]})
        for name, label, column in qualifiers
    ]
    table = pd.concat(rows).sort_index(kind="stable").reset_index(drop=True)
    table = table.assign(STUDYID=record.parameters.study_id, RDOMAIN="MH", IDVAR="MHSEQ", IDVARVAL="1", QORIG="CRF")
    return table[["STUDYID", "RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "QNAM", "QLABEL", "QVAL", "QORIG"]]


def dd(record: Record) -> pd.DataFrame:
    """Make DD: the primary cause of death."""
    _, left = _end(record)
    patient = np.flatnonzero(left & (record.fates["end_reason"] == DIED).to_numpy())
    day = record.fates["end_day"].to_numpy(dtype=np.float64)[patient]
    cause = "RESPIRATORY FAILURE"
    rows = {
        "patient": patient,
        "DDTESTCD": "PRCDTH",
        "DDTEST": "Primary Cause of Death",
        "DDORRES": cause,
        "DDSTRESC": cause,
    }
    dated = pd.DataFrame(rows).assign(DDDTC=record.dates(patient, day), DDDY=record.study_days(patient, day))
    return record.numbered("DD", dated)
