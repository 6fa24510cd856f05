"""What becomes of the patients: death or tracheostomy by hazard, withdrawal, the end of each patient's follow-up."""

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import FOLLOW_UP
from data_access.synthetic.cohort import Cohort
from data_access.synthetic.draws import Floats, stream
from data_access.synthetic.parameters import Parameters, Switches
from trial.calendar import MONTH_DAYS

DIED, WITHDREW, LOST, COMPLETED = "DEATH", "WITHDRAWAL BY SUBJECT", "LOST TO FOLLOW-UP", "COMPLETED"
FAILED = "SCREEN FAILURE"


def hazard(cohort: Cohort, parameters: Parameters) -> Floats:
    """Give each patient's monthly hazard of death, permanent ventilation or tracheostomy.

    base x 0.66^zFVC x 0.75^zFRS x 2^-(slope - mean), slope of the ALSFRS (0-40) in points a month; z by the mean and SD
    of the baseline before truncation (PRO-ACT 2021 for the ratios; the slope's factor is assumed).
    """
    rules, (frs, fvc) = parameters.survival, parameters.baseline.margins[:2]
    z_frs = (cohort.baseline[:, 0] - frs[0]) / frs[1]
    z_fvc = (cohort.baseline[:, 1] - fvc[0]) / fvc[1]
    slope = cohort.slopes[:, 0] / parameters.slopes.alsfrs_r_factor
    relative: Floats = rules.fvc_ratio**z_fvc * rules.frs_ratio**z_frs
    faster = rules.slope_base ** -(slope - parameters.slopes.mean[0])
    return rules.base_per_month * relative * faster


def draw_fates(cohort: Cohort, seed: int, parameters: Parameters, switches: Switches) -> pd.DataFrame:
    """Draw for each patient: event_day and event_kind (DEATH, TRACHEOSTOMY), withdrawal_day; days from infusion."""
    rng, n = stream(seed, "fate"), len(cohort.people)
    rng.random(n)  # the screen failures of the cohort
    event = rng.exponential(1.0, n) / hazard(cohort, parameters) * MONTH_DAYS
    died = rng.random(n) < parameters.survival.died
    withdrawal = rng.exponential(1 / parameters.attendance.withdrawal_per_month, n) * MONTH_DAYS
    return pd.DataFrame(
        {
            "event_day": np.ceil(event),
            "event_kind": np.where(died, DIED, "TRACHEOSTOMY"),
            "withdrawal_day": np.ceil(withdrawal) if switches.dropout else np.full(n, np.inf),
        }
    )


def leaving_day(fates: pd.DataFrame) -> Floats:
    """Give the day of death or withdrawal, whichever comes first; infinite for those who stay."""
    death = np.where(fates["event_kind"] == DIED, fates["event_day"], np.inf)
    earliest: Floats = np.minimum(death, fates["withdrawal_day"].to_numpy())
    return earliest


def conclude(fates: pd.DataFrame, cohort: Cohort, occasions: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Add end_day and end_reason: completed with the last visit, died, withdrew, lost, failed screening."""
    last = FOLLOW_UP[-1]
    final = occasions[(occasions["visitnum"] == last.visitnum) & occasions["held"]]
    held = np.full(len(fates), np.inf)
    held[final["patient"].to_numpy()] = final["day"]
    death = np.where(fates["event_kind"] == DIED, fates["event_day"], np.inf)
    limit = last.day + last.window[1] + parameters.attendance.overdue_grace_days
    choices = np.column_stack([held, death, fates["withdrawal_day"], np.full(len(fates), limit + 1.0)])
    chosen = choices.argmin(axis=1)
    failed = cohort.people["screen_failure"].to_numpy()
    screened = cohort.people["screening"].to_numpy() - cohort.people["infusion"].to_numpy()
    reasons = np.asarray([COMPLETED, DIED, WITHDREW, LOST])[chosen]
    return fates.assign(
        end_day=np.where(failed, screened + 10, choices.min(axis=1)), end_reason=np.where(failed, FAILED, reasons)
    )
