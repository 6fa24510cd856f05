"""What is measured on each occasion: the latent course, noise within the patient, and the form it is recorded on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.synthetic.cohort import Cohort
from data_access.synthetic.courses import Courses, allocate, bounds
from data_access.synthetic.draws import Bools, Floats, Ints, pick, stream
from data_access.synthetic.parameters import Parameters, Switches
from data_access.synthetic.procedures import GASTROSTOMY, NIV, in_place
from trial.calendar import MONTH_DAYS

ANSWERS, ANSWER_CHANCES = ("YES", "NO", "UNSURE"), (0.45, 0.20, 0.35)


@dataclass(frozen=True, eq=False)
class Values:
    """Measured values, one entry per occasion; `latent` has the columns of MEASURES."""

    latent: Floats
    items: Ints
    """n x 12, in the order of the form; item 5 is 5b where `fed`."""
    total: Ints
    fed: Bools
    litres: Floats
    predicted: Floats
    percent: Floats
    supine: Floats
    arm: Floats
    grip: Floats
    answers: Ints
    """n x 2: treatment effective, another infusion wanted; positions in ANSWERS."""


def measure(cohort: Cohort, courses: Courses, occasions: pd.DataFrame, procedures: pd.DataFrame, seed: int) -> Values:
    """Measure everything on every occasion; what was not done is left out when the tables are made."""
    parameters, rng = courses.parameters, stream(seed, "values")
    patients, days = occasions["patient"].to_numpy(), occasions["day"].to_numpy()
    latent = courses.latent(patients, days.astype(np.float64))
    residual = parameters.noise.residual
    noise = rng.standard_normal((len(days), 5))
    wanted = latent[:, 0] + _frs_shift(patients, days, parameters, courses.switches, rng)
    wanted += noise[:, 0] * frs_noise_sd(parameters, courses.switches)
    fed = in_place(procedures, GASTROSTOMY, patients, days)
    percent = np.maximum(latent[:, 1] + noise[:, 1] * residual[1], 5.0)
    low, high = bounds(fed, in_place(procedures, NIV, patients, days), latent[:, 1])
    item_noise = stream(seed, "items").normal(0.0, parameters.noise.item_sd, (len(days), 12))
    form = courses.items(patients, days.astype(np.float64)) + item_noise
    items = allocate(np.clip(np.rint(wanted), 0, 48).astype(np.int64), form, low, high)
    predicted = np.round(predicted_fvc(cohort, patients, days), 2)
    litres = np.round(percent / 100 * predicted, 2)
    drop = np.maximum(rng.normal(*parameters.noise.supine_drop, len(days)), 0.0)
    return Values(
        latent=latent,
        items=items,
        total=items.sum(axis=1),
        fed=fed,
        litres=litres,
        predicted=predicted,
        percent=np.round(100 * litres / predicted, 1),
        supine=np.round(np.maximum(percent - drop, 4.0), 1),
        arm=np.round(latent[:, 2] + noise[:, 2] * residual[2], 2),
        grip=np.round(latent[:, 3] + noise[:, 3] * residual[3], 2),
        answers=pick(rng, 2 * len(days), ANSWER_CHANCES).reshape(-1, 2),
    )


def frs_noise_sd(parameters: Parameters, switches: Switches) -> float:
    """Give the SD of the visit's own noise: with the rater's share and rounding (1/12) it makes the residual SD."""
    rules = parameters.noise
    rater = rules.rater_sd**2 if switches.rater else 0.0
    return float(np.sqrt(rules.residual[0] ** 2 - rater - 1 / 12))


def _frs_shift(
    patients: Ints, days: Ints, parameters: Parameters, switches: Switches, rng: np.random.Generator
) -> Floats:
    """Give what the rater and (if switched on) expectation add to the ALSFRS-R."""
    rules, n = parameters.noise, len(days)
    offsets = rng.normal(0.0, rules.rater_sd, n) * switches.rater
    changed = rng.random(n) < rules.rater_switch
    changed |= np.r_[True, patients[1:] != patients[:-1]]
    rater = offsets[np.maximum.accumulate(np.where(changed, np.arange(n), 0))]
    hope = rules.expectation_points * np.exp(-days / MONTH_DAYS / rules.expectation_months)
    return np.asarray(rater + hope * (days > 0) * switches.expectation, dtype=np.float64)


def predicted_fvc(cohort: Cohort, patients: Ints, days: Ints) -> Floats:
    """Give the predicted FVC in litres: NHANES III, adults (Hankinson 1999), age in years that day, height in cm."""
    people = cohort.people
    since_screening = days + (people["infusion"] - people["screening"]).to_numpy()[patients]
    age = people["age"].to_numpy()[patients] + since_screening / 365.25
    height = people["height"].to_numpy()[patients]
    man = -0.1933 + 0.00064 * age - 0.000269 * age**2 + 0.00018642 * height**2
    woman = -0.3560 + 0.01870 * age - 0.000382 * age**2 + 0.00014815 * height**2
    return np.asarray(np.where(people["sex"].to_numpy()[patients] == "M", man, woman), dtype=np.float64)
