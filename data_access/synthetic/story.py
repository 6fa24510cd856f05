"""The demonstration study: six patients whose story is written here, on top of the generator.

The script fixes who they are, when they were seen, what happened to them and which records are wrong. What was measured
comes from the generator: the latent courses with the noise of one seed. No value in the files is typed by hand, but the
one that has to be wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import BY_TELEPHONE, PLAN, TOO_WEAK
from data_access.synthetic.cohort import Cohort, draw_cohort
from data_access.synthetic.courses import Courses
from data_access.synthetic.events import medications
from data_access.synthetic.fates import COMPLETED, DIED, WITHDREW
from data_access.synthetic.findings import TOTAL
from data_access.synthetic.parameters import PARAMETERS, Effect, Switches
from data_access.synthetic.procedures import GASTROSTOMY, MARROW, NIV, PUNCTURE
from data_access.synthetic.record import Record
from data_access.synthetic.schedule import DONE, NOT_DONE, UNPLANNED, complete, in_order
from data_access.synthetic.script import events
from data_access.synthetic.simulation import SyntheticStudy, written_down
from data_access.synthetic.values import measure
from trial.calendar import MONTH_DAYS, epoch_day

SEED = 151
"""Chosen so that the noise leaves the six courses easy to tell apart; no fitted line rises."""
CUT = date(2011, 12, 31)
TYPED_TOTAL = 52.0
"""What was typed for the ALSFRS-R total of 01-002 at month 2; the scale ends at 48."""


@dataclass(frozen=True, slots=True)
class Role:
    """One patient of the story. `visits` are the days of the eight planned visits; None: no record at the cut."""

    infusion: date
    sex: str
    age: float
    height: float
    onset: str
    months: float
    baseline: tuple[float, float, float, float]
    slopes: tuple[float, float, float, float]
    visits: tuple[int | None, ...]
    historical: tuple[int, ...]
    end: float = np.inf
    reason: str = ""


CAST = (
    Role(date(2010, 11, 16), "F", 52.4, 164, "LIMB", 16.2, (37.0, 92.0, -0.40, -0.60), (-0.62, -1.50, -0.050, -0.060),
         (-29, -21, 0, 14, 31, 62, 181, 366), (-160, -98, -61), 366, COMPLETED),
    Role(date(2010, 12, 14), "M", 61.7, 176, "LIMB", 21.5, (36.0, 88.0, -0.90, -0.70), (-0.95, -2.20, -0.070, -0.090),
         (-27, -20, 0, 15, 41, 63, 178, None), (-110, -89, -60)),
    Role(date(2011, 2, 1), "M", 64.9, 172, "BULBAR", 11.8, (31.0, 72.0, -1.10, -1.40), (-1.70, -4.30, -0.110, -0.120),
         (-34, -22, 0, 13, 29, 51, 185, None), (-90, -62), 264, DIED),
    Role(date(2011, 3, 22), "M", 58.3, 179, "LIMB", 14.1, (35.0, 84.0, -1.90, -2.20), (-0.75, -2.60, -0.110, -0.120),
         (-25, -19, 0, 14, 34, 73, 190, None), (-99, -61)),
    Role(date(2011, 5, 3), "F", 47.2, 168, "LIMB", 24.6, (40.0, 97.0, -0.30, -0.20), (-0.60, -1.20, -0.030, -0.060),
         (-36, -29, 0, 14, 35, 61, None, None), (-113, -69), 73, WITHDREW),
    Role(date(2011, 6, 14), "M", 55.5, 181, "LIMB", 18.9, (34.0, 80.0, -1.30, -1.60), (-1.00, -2.90, -0.090, -0.110),
         (-21, -15, 0, 16, 30, 59, None, None), (-104, -76, -48)),
)  # fmt: skip


def demo(seed: int = SEED) -> SyntheticStudy:
    """Tell the story: no treatment effect, no chance in who does what, noise in what was measured."""
    switches = Switches(screen_failures=False)
    cohort = cast(draw_cohort(len(CAST), seed, PARAMETERS, switches))
    courses = Courses(cohort, PARAMETERS, switches, Effect())
    fates, occasions, done = endings(), staged(), procedures(cohort)
    happened = events()
    cut = epoch_day(CUT)
    record = Record(
        seed=seed, parameters=PARAMETERS, cohort=cohort, courses=courses, fates=fates, occasions=occasions,
        measured=measure(cohort, courses, occasions, done, seed), procedures=done, events=happened,
        medications=_taken(happened, cohort), cut=cut, extraction=cut + PARAMETERS.enrolment.extraction_after_cut_days,
    )  # fmt: skip
    study = written_down(record)
    return replace(study, tables=spoiled(study.tables))


def cast(cohort: Cohort) -> Cohort:
    """Give the drawn patients their roles."""
    infusion = np.array([epoch_day(role.infusion) for role in CAST])
    screening = infusion + [role.visits[0] or 0 for role in CAST]
    onset = np.rint(screening - [role.months * MONTH_DAYS for role in CAST]).astype(np.int64)
    people = cohort.people.assign(
        infusion=infusion, screening=screening, aspiration=infusion + [role.visits[1] or 0 for role in CAST],
        sex=[role.sex for role in CAST], age=[role.age for role in CAST], height=[float(role.height) for role in CAST],
        onset=[role.onset for role in CAST], onset_day=onset, diagnosis_day=onset + (screening - onset) // 2,
        riluzole_before=[position == 1 for position in range(len(CAST))],
    )  # fmt: skip
    shares = np.where([[role.onset == "BULBAR"] for role in CAST], PARAMETERS.items.bulbar, PARAMETERS.items.limb)
    baseline, slopes = (np.array([getattr(role, name) for role in CAST]) for name in ("baseline", "slopes"))
    return replace(cohort, people=people, baseline=baseline, slopes=slopes, domain_shares=shares)


def endings() -> pd.DataFrame:
    """Say how each patient left, if so."""
    died = [role.reason == DIED for role in CAST]
    end = np.array([role.end for role in CAST])
    return pd.DataFrame(
        {
            "event_day": np.where(died, end, np.inf), "event_kind": DIED,
            "withdrawal_day": [role.end if role.reason == WITHDREW else np.inf for role in CAST],
            "end_day": end, "end_reason": [role.reason for role in CAST],
        }
    )  # fmt: skip


def staged() -> pd.DataFrame:
    """Lay out the occasions, with what was not done, by telephone, missed, too old or only half known."""
    rows: list[dict[str, object]] = []
    for patient, role in enumerate(CAST):
        for number, day in enumerate(sorted(role.historical), start=1):
            rows.append(_occasion(patient, number / 10, f"HISTORICAL {number}", day, DONE) | {"kind": "historical"})
        for plan, visit_day in zip(PLAN, role.visits, strict=True):
            if visit_day is not None:
                planned = UNPLANNED if plan.id == "ASP" else DONE
                rows.append(
                    _occasion(patient, plan.visitnum, plan.visit, visit_day, planned) | {"items": planned == DONE}
                )
    rows.append(_occasion(3, 5.1, "UNSCHEDULED 5.1", 44, DONE) | {"kind": "unscheduled", "items": True})
    return in_order(_directed(complete(pd.DataFrame(rows))))


def _occasion(patient: int, visitnum: float, visit: str, day: int, measured: int) -> dict[str, object]:
    return {
        "patient": patient, "visitnum": float(visitnum), "visit": visit, "kind": "planned", "day": day, "held": True,
        "frs": measured, "fvc": measured, "mvic": measured,
    }  # fmt: skip


def _directed(occasions: pd.DataFrame) -> pd.DataFrame:
    """Change single occasions as the story wants them."""
    changes: tuple[tuple[int, float, dict[str, object]], ...] = (
        (1, 0.1, {"original": True, "fvc": UNPLANNED, "mvic": UNPLANNED}),
        (1, 0.2, {"percent_only": True}),
        (2, 7.0, {"fvc": NOT_DONE, "fvc_reason": TOO_WEAK}),
        (4, 0.1, {"partial": True}),
        (4, 4.0, {"telephone": True, "fvc": NOT_DONE, "fvc_reason": BY_TELEPHONE, "mvic": NOT_DONE,
                  "mvic_reason": BY_TELEPHONE}),
        (4, 6.0, {"held": False, "missed_reason": "PATIENT DECLINED"}),
        (5, 0.2, {"mvic": UNPLANNED}),
    )  # fmt: skip
    directed = occasions.copy()
    for patient, visitnum, values in changes:
        chosen = (directed["patient"] == patient) & (directed["visitnum"] == visitnum)
        for column, value in values.items():
            directed.loc[chosen, column] = value  # type: ignore[call-overload]
    return directed


def procedures(cohort: Cohort) -> pd.DataFrame:
    """List what was done: aspiration and puncture for all; gastrostomy and ventilation for the third."""
    everyone = np.arange(len(CAST))
    collected = (cohort.people["aspiration"] - cohort.people["infusion"]).to_numpy(dtype=np.float64)
    done = pd.concat(
        [
            pd.DataFrame({"patient": everyone, "code": MARROW, "day": collected}),
            pd.DataFrame({"patient": everyone, "code": PUNCTURE, "day": 0.0}),
            pd.DataFrame({"patient": 2, "code": [GASTROSTOMY, NIV], "day": [141.0, 170.0]}),
        ],
        ignore_index=True,
    )
    return done.sort_values(["patient", "day"], kind="stable", ignore_index=True)


def _taken(happened: pd.DataFrame, cohort: Cohort) -> pd.DataFrame:
    """Add the deviation: the sixth patient takes riluzole after the infusion; the site links no event to baclofen."""
    riluzole = {
        "patient": 5, "treatment": "RILUZOLE", "indication": "AMYOTROPHIC LATERAL SCLEROSIS",
        "day": 67.0, "end_day": np.nan, "event": np.nan,
    }  # fmt: skip
    taken = pd.concat([medications(happened, cohort), pd.DataFrame([riluzole])], ignore_index=True)
    taken.loc[taken["treatment"] == "BACLOFEN", "event"] = np.nan
    return taken.sort_values(["patient", "day"], kind="stable", ignore_index=True)


def spoiled(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Put in the two rows that must be set aside, and the date on which the leg pain went to the adjudicator."""
    changed = dict(tables)
    qs = tables["QS"].copy()
    wrong = qs["USUBJID"].str.endswith("002") & (qs["QSTESTCD"] == TOTAL) & (qs["VISIT"] == "MONTH 2")
    qs.loc[wrong, ["QSORRES", "QSSTRESC"]] = str(int(TYPED_TOTAL))
    qs.loc[wrong, "QSSTRESN"] = TYPED_TOTAL
    ae = tables["AE"]
    entered_twice = ae[ae["USUBJID"].str.endswith("005") & (ae["AEDECOD"] == "Fever")]
    leg_pain = ae[ae["AEDECOD"] == "Radicular pain"].iloc[0]
    supp = tables["SUPPAE"]
    own = (supp["USUBJID"] == leg_pain["USUBJID"]) & (supp["IDVARVAL"] == str(leg_pain["AESEQ"]))
    sent = supp[own].tail(1).assign(QNAM="PEADJREQ", QLABEL="Date Sent to Adjudicator", QVAL="2011-10-31")
    changed["QS"] = qs
    changed["AE"] = pd.concat([ae, entered_twice]).sort_index(kind="stable").reset_index(drop=True)
    changed["SUPPAE"] = pd.concat([supp, sent]).sort_index(kind="stable").reset_index(drop=True)
    return changed
