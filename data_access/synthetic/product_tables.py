"""The tables of the infusion: EX and its supplemental qualifiers (volume, viability, lumbar level, needle)."""

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import LEVELS, NEEDLES
from data_access.synthetic.draws import only, pick, stream
from data_access.synthetic.record import Record, decimal_texts

PRODUCT = "AUTOLOGOUS BONE MARROW-DERIVED STEM CELLS"
QUALIFIERS = (
    ("EXVOL", "Volume Infused"),
    ("EXVOLU", "Unit of the Volume"),
    ("EXVIAB", "Viability of the Cells (%)"),
    ("EXLEVEL", "Lumbar Level"),
    ("EXNEEDLE", "Needle"),
)


def ex(record: Record) -> pd.DataFrame:
    """Make EX: the infusion."""
    patient = np.flatnonzero(record.infused)
    date = record.dates(patient, np.zeros(len(patient)))
    subjects = record.cohort.people["subjid"].to_numpy(dtype=object)[patient]
    rows = pd.DataFrame(
        {
            "patient": patient, "EXTRT": PRODUCT, "EXDOSE": 60.0 + patient * 7 % 41, "EXDOSU": "10^6 Therapeutic Cells",
            "EXDOSFRM": "INJECTION, SUSPENSION", "EXDOSFRQ": "ONCE", "EXROUTE": "INTRATHECAL",
            "EXLOC": "SUBARACHNOID SPACE", "EXLOT": [f"LOT-{subject}" for subject in subjects],
            "VISITNUM": 3.0, "VISIT": "INFUSION", "EPOCH": "TREATMENT",
            "EXSTDTC": date, "EXENDTC": date, "EXSTDY": 1.0, "EXENDY": 1.0,
        }
    )  # fmt: skip
    return record.numbered("EX", rows)


def suppex(record: Record) -> pd.DataFrame:
    """Make SUPPEX: what was infused and how, beside the row of each infusion."""
    people, rules, rng = record.cohort.people, record.parameters.product, stream(record.seed, "product")
    n = len(people)
    mean, sd, low, high = rules.viability
    viability = decimal_texts(np.clip(rng.normal(mean, sd, n), low, high), 0)
    columns = (
        decimal_texts(np.round(rng.normal(*rules.volume, n), 1), 1),
        only(np.ones(n, dtype=np.bool_), "mL"),
        only(rng.random(n) >= rules.viability_missing, viability),
        np.asarray(LEVELS, dtype=object)[pick(rng, n, rules.levels)],
        np.asarray(NEEDLES, dtype=object)[pick(rng, n, rules.needles)],
    )
    subjects = people["usubjid"].to_numpy(dtype=object)
    rows = [
        pd.DataFrame({"USUBJID": subjects, "QNAM": name, "QLABEL": label, "QVAL": values})[record.infused]
        for (name, label), values in zip(QUALIFIERS, columns, strict=True)
    ]
    table = pd.concat(rows).sort_index(kind="stable")
    table = table[table["QVAL"].notna()].reset_index(drop=True)
    table = table.assign(STUDYID=record.parameters.study_id, RDOMAIN="EX", IDVAR="EXSEQ", IDVARVAL="1", QORIG="CRF")
    return table[["STUDYID", "RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "QNAM", "QLABEL", "QVAL", "QORIG"]]
