"""The tables of the clinic: VS (height, weight, pressure, pulse, temperature) and LB (blood and spinal fluid)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import KIND, PLAN
from data_access.synthetic.draws import Bools, Floats, Ints, stream
from data_access.synthetic.findings import finished, measured, took_place
from data_access.synthetic.record import Record
from trial.calendar import MONTH_DAYS

SCREENING, INFUSION, MONTH_1 = (PLAN[position].visitnum for position in (0, 2, 4))
FLUID = "CEREBROSPINAL FLUID"
_SIGNS_OF_ROOTS = (KIND["RADICULAR"], KIND["MENINGISM"])


@dataclass(frozen=True, slots=True)
class Analyte:
    """A laboratory test with the usual limits of men and of women (illustrative)."""

    code: str
    name: str
    category: str
    specimen: str
    unit: str
    decimals: int
    men: tuple[float, float]
    women: tuple[float, float]


BLOOD = (
    Analyte("HCT", "Hematocrit", "HEMATOLOGY", "BLOOD", "%", 1, (41, 53), (36, 46)),
    Analyte("PLAT", "Platelets", "HEMATOLOGY", "BLOOD", "10^9/L", 0, (150, 400), (150, 400)),
    Analyte("INR", "Prothrombin Intl. Normalized Ratio", "COAGULATION", "PLASMA", "RATIO", 2, (0.8, 1.2), (0.8, 1.2)),
    Analyte("CREAT", "Creatinine", "CHEMISTRY", "SERUM", "mg/dL", 2, (0.7, 1.3), (0.5, 1.1)),
)
CELLS = Analyte("WBC", "Leukocytes", FLUID, FLUID, "10^6/L", 0, (0, 5), (0, 5))
PROTEIN = Analyte("PROT", "Protein", FLUID, FLUID, "g/L", 2, (0.15, 0.45), (0.15, 0.45))


def vs(record: Record) -> pd.DataFrame:
    """Make VS: the height at screening, which the predicted FVC depends on; the rest at planned visits in person."""
    occasions, people = record.occasions, record.cohort.people
    patient = occasions["patient"].to_numpy()
    screened = np.flatnonzero(took_place(record) & (occasions["visitnum"] == SCREENING).to_numpy())
    tall = np.full(len(patient), np.nan)
    tall[screened] = people["height"].to_numpy()[patient[screened]]
    there = np.flatnonzero(_in_person(record) & (occasions["kind"] == "planned").to_numpy())
    parts = [measured(screened, tall, ("HEIGHT", "Height"), 0, "cm").assign(order=0)]
    for order, (test, values, decimals, unit) in enumerate(_signs(record), start=1):
        parts.append(measured(there, np.round(values, decimals), test, decimals, unit).assign(order=order))
    return finished("VS", pd.concat(parts, ignore_index=True), record, ())


def _signs(record: Record) -> list[tuple[tuple[str, str], Floats, int, str]]:
    """Draw the vital signs of every occasion: test, values, decimals, unit."""
    rules, rng, people = record.parameters.vital_signs, stream(record.seed, "vital_signs"), record.cohort.people
    patient = record.occasions["patient"].to_numpy()
    n, many = len(people), len(patient)
    mean, sd, low, high = rules.body_mass_index
    start = np.clip(rng.normal(mean, sd, n), low, high) * (people["height"].to_numpy() / 100) ** 2
    months = record.occasions["day"].to_numpy() / MONTH_DAYS
    lost = rules.kilograms_per_point * record.cohort.slopes[patient, 0] * months
    weight = np.maximum(start[patient] + lost + rng.normal(0.0, rules.weight_noise, many), 30.0)
    usual = (rules.systolic, rules.diastolic, rules.pulse, rules.temperature)
    systolic, diastolic, pulse, temperature = (
        rng.normal(mean, sd, n)[patient] + rng.normal(0.0, visit, many) for mean, sd, visit in usual
    )
    hot = rng.uniform(*rules.fever, many)
    return [
        (("WEIGHT", "Weight"), weight, 1, "kg"),
        (("SYSBP", "Systolic Blood Pressure"), systolic, 0, "mmHg"),
        (("DIABP", "Diastolic Blood Pressure"), np.minimum(diastolic, systolic - 20), 0, "mmHg"),
        (("PULSE", "Pulse Rate"), pulse, 0, "beats/min"),
        (("TEMP", "Temperature"), np.where(_feverish(record), hot, temperature), 1, "C"),
    ]


def _in_person(record: Record) -> Bools:
    return np.asarray(took_place(record) & ~record.occasions["telephone"].to_numpy(dtype=np.bool_), dtype=np.bool_)


def _feverish(record: Record) -> Bools:
    """Tell the occasions that fall into a fever."""
    fevers = record.events.loc[record.events["kind"] == KIND["FEVER"], ["patient", "day", "end_day"]]
    each = (
        record.occasions[["patient", "day"]].rename(columns={"day": "seen"}).assign(at=np.arange(len(record.occasions)))
    )
    pairs = each.merge(fevers, on="patient")
    within = (pairs["day"] <= pairs["seen"]) & (pairs["seen"] <= pairs["end_day"].fillna(pairs["day"]))
    hot = np.zeros(len(each), dtype=np.bool_)
    hot[pairs.loc[within, "at"].to_numpy()] = True
    return hot


def lb(record: Record) -> pd.DataFrame:
    """Make LB: blood at screening and month 1 (INR at screening alone), fluid at the infusion and after a sign."""
    rng = stream(record.seed, "laboratory")
    here, number = _in_person(record), record.occasions["visitnum"].to_numpy()
    blood = _blood(record, rng)
    parts = []
    for order, (analyte, values) in enumerate(zip(BLOOD, blood, strict=True)):
        visits = (SCREENING,) if analyte.code == "INR" else (SCREENING, MONTH_1)
        parts.append(_results(record, analyte, np.flatnonzero(here & np.isin(number, visits)), values, order))
    cells, protein, later = _fluid(record, rng)
    punctured = np.flatnonzero(here & record.infused[record.occasions["patient"]] & ((number == INFUSION) | later))
    parts += [_results(record, CELLS, punctured, cells, 10), _results(record, PROTEIN, punctured, protein, 11)]
    return finished("LB", pd.concat(parts, ignore_index=True), record, ("STNRLO", "STNRHI", "NRIND", "SPEC"))


def _results(record: Record, analyte: Analyte, chosen: Ints, values: Floats, order: int) -> pd.DataFrame:
    """Give the rows of one analyte with its limits and how the value stands to them."""
    values = np.round(values, analyte.decimals)
    rows = measured(chosen, values, (analyte.code, analyte.name), analyte.decimals, analyte.unit)
    man = (record.cohort.people["sex"] == "M").to_numpy()[record.occasions["patient"].to_numpy()[chosen]]
    low, high = (np.where(man, analyte.men[side], analyte.women[side]).astype(np.float64) for side in (0, 1))
    mark = np.where(rows["STRESN"] < low, "LOW", np.where(rows["STRESN"] > high, "HIGH", "NORMAL")).astype(object)
    rows = rows.assign(CAT=analyte.category, SPEC=analyte.specimen, order=order)
    return rows.assign(STNRLO=low, STNRHI=high, NRIND=mark)


def _blood(record: Record, rng: np.random.Generator) -> list[Floats]:
    """Draw the four blood values of every occasion, about the mean of the patient; nobody enters below the limits."""
    rules, people = record.parameters.laboratory, record.cohort.people
    patient, man = record.occasions["patient"].to_numpy(), (people["sex"] == "M").to_numpy()
    spread = [
        tuple(np.where(man, *pair) for pair in zip(*rules.haematocrit, strict=True)),
        tuple(np.full(len(people), value) for value in rules.platelets),
        tuple(np.full(len(people), value) for value in rules.inr),
        tuple(np.where(man, *pair) for pair in zip(*rules.creatinine, strict=True)),
    ]
    lowest = (31.0, 105.0, 0.8, 0.25)
    values = []
    for (mean, sd), low in zip(spread, lowest, strict=True):
        own = rng.normal(mean, sd)[patient]
        values.append(np.maximum(own + rng.normal(0.0, 1.0, len(patient)) * sd[patient] * rules.visit_share, low))
    values[2] = np.minimum(values[2], 1.5)
    return values


def _fluid(record: Record, rng: np.random.Generator) -> tuple[Floats, Floats, Bools]:
    """Draw cells and protein of the fluid for every occasion, and tell where fluid is taken for a sign of the roots."""
    rules, occasions, many = record.parameters.laboratory, record.occasions, len(record.occasions)
    mean, sd, low, high = rules.fluid_protein
    cells = np.minimum(rng.poisson(rules.fluid_cells, many), 5).astype(np.float64)
    protein = np.clip(rng.normal(mean, sd, many), low, high)
    events = record.events
    raised = (rng.random(len(events)) < rules.raised) | (events["grade"] >= 3).to_numpy()
    height = np.exp(rng.normal(0.0, 0.25, (len(events), 2))) * (rules.raised_cells, rules.raised_protein)
    signs = events[["patient", "day"]].assign(cells=height[:, 0] * raised, protein=height[:, 1] * raised)
    signs = signs[events["kind"].isin(_SIGNS_OF_ROOTS)].assign(sign=lambda rows: np.arange(len(rows)))
    each = occasions[["patient", "day", "kind"]].rename(columns={"day": "seen"}).assign(at=np.arange(many))
    pairs = each[_in_person(record)].merge(signs, on="patient")
    taken = _taken_for(pairs, rules.sampled_within)
    fading = np.exp(-(taken["seen"] - taken["day"]) / rules.raised_fades_days)
    for values, name in ((cells, "cells"), (protein, "protein")):
        np.maximum.at(values, taken["at"].to_numpy(), (values[taken["at"]] + taken[name] * fading).to_numpy())
    later = np.zeros(many, dtype=np.bool_)
    later[taken["at"].to_numpy()] = True
    return cells, protein, later


def _taken_for(pairs: pd.DataFrame, within: tuple[int, int]) -> pd.DataFrame:
    """Keep the first visit soon after each sign, and the unscheduled visits of the weeks after it."""
    since = pairs["seen"] - pairs["day"]
    soon = pairs[(since > 0) & (since <= within[0])]
    first = soon.sort_values(["sign", "seen"], kind="stable").drop_duplicates("sign")
    extra = pairs[(since > 0) & (since <= within[1]) & (pairs["kind"] == "unscheduled")]
    return pd.concat([first, extra]).drop_duplicates(["sign", "at"])
