"""What is done to the patients: aspiration, puncture, gastrostomy, ventilation, tracheostomy.

A procedure is one row: patient, code, day from infusion.
"""

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import FOLLOW_UP, SWALLOWING
from data_access.synthetic.cohort import Cohort
from data_access.synthetic.courses import Courses
from data_access.synthetic.draws import Bools, Floats, Ints, stream
from data_access.synthetic.parameters import Parameters

MARROW, PUNCTURE = "BONE MARROW ASPIRATION", "LUMBAR PUNCTURE"
GASTROSTOMY, NIV, TRACHEOSTOMY = "GASTROSTOMY", "NON-INVASIVE MECHANICAL VENTILATION", "TRACHEOSTOMY"


def draw_procedures(
    cohort: Cohort, courses: Courses, fates: pd.DataFrame, seed: int, parameters: Parameters
) -> pd.DataFrame:
    """Draw the procedures of all patients; those for breathing and feeding are decided at the planned visits."""
    rules, rng, n = parameters.survival, stream(seed, "fate").spawn(1)[0], len(fates)
    everyone = np.arange(n)
    breathing, feeding = np.full(n, np.nan), np.full(n, np.nan)
    for plan in FOLLOW_UP:
        days = np.full(n, float(plan.day))
        fvc = courses.latent(everyone, days)[:, 1]
        swallowing = courses.items(everyone, days)[:, SWALLOWING]
        weak = (fvc < rules.niv_below_fvc) & (rng.random(n) < rules.niv_per_visit) & np.isnan(breathing)
        breathing[weak] = plan.day + rng.integers(3, 21, n)[weak]
        choking = swallowing <= rules.gastrostomy_at_swallowing
        chosen = choking & (rng.random(n) < rules.gastrostomy_per_visit) & np.isnan(feeding)
        feeding[chosen] = plan.day + rng.integers(5, 31, n)[chosen]
    tracheostomy = np.where(fates["event_kind"] == TRACHEOSTOMY, fates["event_day"], np.nan)
    collected = (cohort.people["aspiration"] - cohort.people["infusion"]).to_numpy(dtype=np.float64)
    parts = ((MARROW, collected), (PUNCTURE, np.zeros(n)), (NIV, breathing), (GASTROSTOMY, feeding))
    table = pd.concat([_rows(code, day) for code, day in (*parts, (TRACHEOSTOMY, tracheostomy))], ignore_index=True)
    end = fates["end_day"].to_numpy()[table["patient"]]
    infused = ~cohort.people["screen_failure"].to_numpy()[table["patient"]]
    return table[(table["day"] <= end) & infused].reset_index(drop=True)


def _rows(code: str, day: Floats) -> pd.DataFrame:
    known = np.flatnonzero(~np.isnan(day))
    return pd.DataFrame({"patient": known, "code": code, "day": day[known].astype(np.float64)})


def in_place(procedures: pd.DataFrame, code: str, patients: Ints, days: Ints) -> Bools:
    """Tell for each patient and day whether the procedure had been done by then."""
    done = procedures[procedures["code"] == code].groupby("patient")["day"].min()
    begun = pd.Series(patients).map(done).to_numpy(dtype=np.float64)
    return np.asarray(begun <= days, dtype=np.bool_)
