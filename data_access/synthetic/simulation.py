"""Puts the stages together: patients, fates, visits, values, events, tables, and the truth behind them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

import numpy as np
import pandas as pd

from data_access.synthetic import clinic_tables, event_tables, findings, product_tables, subject_tables
from data_access.synthetic.cohort import draw_cohort
from data_access.synthetic.courses import Courses
from data_access.synthetic.draws import only
from data_access.synthetic.errors import spoil
from data_access.synthetic.events import draw_events, medications
from data_access.synthetic.fates import conclude, draw_fates
from data_access.synthetic.parameters import MEASURES, PARAMETERS, Effect, Parameters, Switches
from data_access.synthetic.procedures import draw_procedures
from data_access.synthetic.record import Record
from data_access.synthetic.related import relrec
from data_access.synthetic.reporting import followed_up
from data_access.synthetic.schedule import draw_occasions
from data_access.synthetic.study_text import study_text
from data_access.synthetic.values import measure
from trial.calendar import epoch_day, from_epoch_day

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, eq=False)
class SyntheticStudy:
    """One synthetic trial: its tables by name, its study file, and the truth."""

    record: Record
    tables: Mapping[str, pd.DataFrame]
    study_text: str
    truth: dict[str, Json]


def generate(
    n: int = 6,
    seed: int = 20111231,
    *,
    effect: Effect | None = None,
    switches: Switches | None = None,
    parameters: Parameters = PARAMETERS,
    cut: date | None = None,
) -> SyntheticStudy:
    """Simulate a trial of n patients. The same arguments give the same tables, to the byte."""
    if n < 1:
        raise ValueError(f"a study needs at least one patient, not {n}")
    chosen = switches or Switches()
    cohort = draw_cohort(n, seed, parameters, chosen)
    courses = Courses(cohort, parameters, chosen, effect or Effect())
    fates = draw_fates(cohort, seed, parameters, chosen)
    occasions = draw_occasions(cohort, courses, fates, seed, parameters, chosen)
    fates = conclude(fates, cohort, occasions, parameters)
    procedures = draw_procedures(cohort, courses, fates, seed, parameters)
    events = followed_up(draw_events(cohort, fates, seed, parameters), seed, parameters)
    last_screening = int(cohort.people["screening"].max()) + parameters.enrolment.cut_after_last_screening_days
    cut_day = last_screening if cut is None else epoch_day(cut)
    record = Record(
        seed=seed, parameters=parameters, cohort=cohort, courses=courses, fates=fates, occasions=occasions,
        measured=measure(cohort, courses, occasions, procedures, seed), procedures=procedures, events=events,
        medications=medications(events, cohort), cut=cut_day,
        extraction=cut_day + parameters.enrolment.extraction_after_cut_days,
    )  # fmt: skip
    return written_down(record)


def written_down(record: Record) -> SyntheticStudy:
    """Turn a record into tables, study file and truth; with data errors where they are switched on."""
    tables = {
        "DM": subject_tables.dm(record), "SV": subject_tables.sv(record), "TV": subject_tables.tv(record),
        "EX": product_tables.ex(record), "PR": subject_tables.pr(record), "AE": event_tables.ae(record),
        "SUPPAE": event_tables.suppae(record), "QS": findings.qs(record), "RE": findings.re(record),
        "MK": findings.mk(record), "NV": findings.nv(record), "DS": subject_tables.ds(record),
        "CM": subject_tables.cm(record), "MH": subject_tables.mh(record), "SUPPMH": subject_tables.suppmh(record),
        "DD": subject_tables.dd(record), "VS": clinic_tables.vs(record), "LB": clinic_tables.lb(record),
        "SUPPEX": product_tables.suppex(record),
    }  # fmt: skip
    tables["RELREC"] = relrec(record, tables)
    told: list[dict[str, str]] = []
    if record.courses.switches.data_errors:
        tables, told = spoil(tables, record.seed, record.parameters)
    return SyntheticStudy(
        record,
        tables,
        study_text(len(record.fates), from_epoch_day(record.cut)),
        {**truth(record), "errors": [dict(each) for each in told]},
    )


def truth(record: Record) -> dict[str, Json]:
    """Say what is behind the data: latent baselines and slopes, the effect, and when what happened."""
    people, cohort = record.cohort.people, record.cohort
    patients: dict[str, Json] = {
        "usubjid": people["usubjid"].tolist(),
        "infusion": [from_epoch_day(day).isoformat() for day in record.anchors],
        "event_day": record.fates["event_day"].tolist(),
        "event_kind": list(only(np.isfinite(record.fates["event_day"]), record.fates["event_kind"])),
        "withdrawal_day": [None if np.isinf(day) else float(day) for day in record.fates["withdrawal_day"]],
        "end_day": record.fates["end_day"].tolist(),
        "end_reason": record.fates["end_reason"].tolist(),
    }
    for position, name in enumerate(MEASURES):
        patients[f"baseline_{name}"] = np.round(cohort.baseline[:, position], 6).tolist()
        patients[f"slope_{name}"] = np.round(cohort.slopes[:, position], 6).tolist()
    factor = record.parameters.slopes.alsfrs_r_factor
    patients["slope_alsfrs"] = np.round(cohort.slopes[:, 0] / factor, 6).tolist()
    return {
        "synthetic": True,
        "study": record.parameters.study_id,
        "seed": record.seed,
        "cut": from_epoch_day(record.cut).isoformat(),
        "effect": asdict(record.courses.effect),
        "switches": asdict(record.courses.switches),
        "patients": patients,
    }
