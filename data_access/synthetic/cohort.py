"""Who takes part: enrolment, demography, the latent baseline and slopes of each patient."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import EL_ESCORIAL, RACES
from data_access.synthetic.draws import (
    Bools,
    Floats,
    Ints,
    above_zero,
    copula,
    log_normal,
    pick,
    stream,
    truncated_normal,
    whole,
)
from data_access.synthetic.parameters import MEASURES, Parameters, Slopes, Switches
from trial.calendar import MONTH_DAYS, epoch_day


@dataclass(frozen=True, eq=False)
class Cohort:
    """Patients, one row each; matrices have the same rows.

    `people` holds site, subjid, usubjid, days of screening, aspiration and infusion (epoch days), sex, age, height,
    race, onset, onset_day, diagnosis_day, el_escorial, riluzole_before, screen_failure. `baseline` and `slopes` have
    the columns of MEASURES.
    """

    people: pd.DataFrame
    baseline: Floats
    slopes: Floats
    quadratic: Floats
    domain_shares: Floats
    """n x 4: how a loss of points spreads over the domains of the ALSFRS-R."""
    item_shares: Floats
    """n x 12: the same within each domain; each three add to 1."""


def draw_cohort(n: int, seed: int, parameters: Parameters, switches: Switches) -> Cohort:
    """Draw n patients."""
    enrolled = _enrolment(n, seed, parameters)
    people = pd.concat([enrolled, _people(enrolled["screening"].to_numpy(), seed, parameters)], axis=1)
    rng = stream(seed, "fate")
    people["screen_failure"] = switches.screen_failures & (rng.random(n) < parameters.enrolment.screen_failure)
    latent = stream(seed, "latent")
    uniforms = copula(latent, n, parameters.baseline.correlation)
    baseline = [truncated_normal(uniforms[:, k], *margin) for k, margin in enumerate(parameters.baseline.margins)]
    slopes = _slopes(copula(latent, n, parameters.slopes.correlation), parameters.slopes, skewed=switches.skewed_slopes)
    quadratic = latent.normal(0.0, parameters.slopes.quadratic_sd, (n, 2)) * switches.quadratic
    domains, items = _shares(people["onset"].to_numpy() == "BULBAR", latent, parameters)
    return Cohort(people, np.column_stack(baseline), slopes, quadratic, domains, items)


def _enrolment(n: int, seed: int, parameters: Parameters) -> pd.DataFrame:
    """Screen patients one after another in each site until n are in; infusions of a site keep their distance."""
    rules, rng = parameters.enrolment, stream(seed, "enrolment")
    sites = max(1, round(n / rules.patients_per_site))
    shape = (sites, n if sites == 1 else 3 * rules.patients_per_site)
    opened = np.zeros(sites) if sites == 1 else rng.integers(0, rules.site_start_spread_days, sites)
    gaps = rules.gap_minimum_days + rng.exponential(rules.gap_mean_days, shape)
    screening = whole(epoch_day(rules.start) + opened[:, None] + np.cumsum(gaps, axis=1))
    aspiration = screening + rng.integers(*rules.screening_to_aspiration, shape, endpoint=True)
    infusion = aspiration + rng.integers(*rules.aspiration_to_infusion, shape, endpoint=True)
    steps = np.arange(shape[1]) * rules.infusion_gap_days
    spaced = np.maximum.accumulate(infusion - steps, axis=1) + steps
    first = np.sort(np.argsort(screening, axis=None, kind="stable")[:n])
    site, number = np.unravel_index(first, shape)
    width = 2 if sites < 100 else 3
    subjid = [f"{s + 1:0{width}d}-{k + 1:03d}" for s, k in zip(site, number, strict=True)]
    return pd.DataFrame(
        {
            "site": [each[:width] for each in subjid],
            "subjid": subjid,
            "usubjid": [f"{parameters.study_id}-{each}" for each in subjid],
            "screening": screening.ravel()[first],
            "aspiration": (aspiration + spaced - infusion).ravel()[first],
            "infusion": spaced.ravel()[first],
        }
    )


def _people(screening: Ints, seed: int, parameters: Parameters) -> pd.DataFrame:
    """Draw demography and the history of the disease."""
    rules, rng, n = parameters.people, stream(seed, "people"), len(screening)
    male = rng.random(n) < rules.male
    tall = np.where(male[:, None], rules.height_male, rules.height_female)
    months = rng.uniform(*rules.months_since_onset, n)
    onset_day = whole(screening - months * MONTH_DAYS)
    white = rng.random(n) < rules.white
    other = pick(rng, n, (0.0, 0.6, 0.4))
    return pd.DataFrame(
        {
            "sex": np.where(male, "M", "F"),
            "age": truncated_normal(rng.random(n), *rules.age),
            "height": np.rint(rng.normal(tall[:, 0], tall[:, 1])),
            "race": np.asarray(RACES)[np.where(white, 0, other)],
            "onset": np.where(rng.random(n) < rules.bulbar_onset, "BULBAR", "LIMB"),
            "onset_day": onset_day,
            "diagnosis_day": whole(onset_day + (screening - onset_day) * rng.uniform(*rules.diagnosis_delay, n)),
            "el_escorial": np.asarray(EL_ESCORIAL)[pick(rng, n, rules.el_escorial)],
            "riluzole_before": rng.random(n) < rules.riluzole_before,
        }
    )


def _slopes(uniforms: Floats, rules: Slopes, *, skewed: bool) -> Floats:
    """Draw declines per month, all at most 0, with the published means and SDs after truncation."""
    margin = log_normal if skewed else above_zero
    declines = [margin(uniforms[:, k], -rules.mean[k], rules.sd[k]) for k in range(len(MEASURES))]
    slopes = -np.column_stack(declines)
    slopes[:, 0] *= rules.alsfrs_r_factor
    return slopes


def _shares(bulbar: Bools, rng: np.random.Generator, parameters: Parameters) -> tuple[Floats, Floats]:
    """Draw how each patient's loss spreads over domains and items (gamma variates, normalised: Dirichlet)."""
    rules, n = parameters.items, len(bulbar)
    centre = np.where(bulbar[:, None], rules.bulbar, rules.limb)
    domains = rng.gamma(centre * rules.domain_concentration)
    items = rng.gamma(np.full((n, 4, 3), rules.item_concentration / 3))
    shares = items / items.sum(axis=2, keepdims=True)
    return domains / domains.sum(axis=1, keepdims=True), shares.reshape(n, 12)
