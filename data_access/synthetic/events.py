"""Adverse events: those of the procedures, those of the disease, and death.

An event is one row: patient, kind (position in EVENT_KINDS), wording, day and end_day from infusion (NaN: no end
recorded), grade (NaN: not recorded), severity (None: as the grade says; empty: not recorded), serious, hospital,
related, related_puncture, related_aspiration, outcome (None: follows from end and grade), site, neurologic, natural,
adjudication, start_precision and end_precision (day, month); `reporting` adds who was told and when.
"""

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import ASPIRATION, DISEASE, EVENT_KINDS, INFUSION, KIND
from data_access.synthetic.cohort import Cohort
from data_access.synthetic.draws import Floats, Ints, gamma_days, only, pick, stream
from data_access.synthetic.fates import DIED
from data_access.synthetic.parameters import EventPrior, Parameters
from trial.calendar import MONTH_DAYS

NOT_RELATED, POSSIBLE, RELATED = "NOT RELATED", "POSSIBLY RELATED", "RELATED"
"""Relation to the infusion, cells or puncture (AEREL); to puncture and aspiration alone in two qualifiers."""
FATAL, UNKNOWN = "FATAL", "UNKNOWN"
PENDING, FINAL = "PENDING", "FINAL"


def draw_events(cohort: Cohort, fates: pd.DataFrame, seed: int, parameters: Parameters) -> pd.DataFrame:
    """Draw the events of all patients, each before the end of the patient's follow-up, in order of patient and day."""
    rng, rules = stream(seed, "events"), parameters.safety
    parts = [_procedural(cohort, code, prior, rng) for code, prior in rules.procedural]
    parts += [_background(fates, rng, parameters), _respiratory(fates, rng)]
    drawn = pd.concat(parts, ignore_index=True)
    events = _described(drawn, rng, parameters)
    end = fates["end_day"].to_numpy()[events["patient"]]
    infused = ~cohort.people["screen_failure"].to_numpy()[events["patient"]]
    kept = events[infused & (events["day"] <= end).to_numpy()]
    return kept.sort_values(["patient", "day", "kind"], kind="stable", ignore_index=True)


def _procedural(cohort: Cohort, code: str, prior: EventPrior, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the events that follow one procedure."""
    n = len(cohort.people)
    struck = np.flatnonzero(rng.random(n) < prior.probability)
    origin = np.zeros(n)
    if EVENT_KINDS[KIND[code]].origin == ASPIRATION:
        origin = (cohort.people["aspiration"] - cohort.people["infusion"]).to_numpy(dtype=np.float64)
    day = origin[struck] + np.maximum(rng.normal(*prior.onset, len(struck)), 0.0)
    lasting = gamma_days(rng, *(np.full(len(struck), number) for number in prior.duration))
    return _frame(struck, np.full(len(struck), KIND[code]), day, lasting, pick(rng, len(struck), prior.grades) + 1)


def _background(fates: pd.DataFrame, rng: np.random.Generator, parameters: Parameters) -> pd.DataFrame:
    """Draw the events of the disease: Poisson in time, from infusion to the end of follow-up."""
    rules = parameters.safety
    end = np.maximum(fates["end_day"].to_numpy(), 0.0)
    patient = np.repeat(np.arange(len(fates)), rng.poisson(rules.background_per_month * end / MONTH_DAYS))
    n = len(patient)
    kinds = np.asarray([KIND[code] for code, _ in rules.background])
    kind = kinds[pick(rng, n, [share for _, share in rules.background])]
    day = rng.random(n) * end[patient]
    lasting = gamma_days(rng, *(np.full(n, number) for number in rules.background_duration))
    lasting[rng.random(n) < rules.background_unresolved] = np.nan
    grade = pick(rng, n, rules.background_grades) + 1
    grave = np.isin(kind, [KIND["PNEUMONIA"], KIND["DVT"]])
    return _frame(patient, kind, day, lasting, np.where(grave, 3, grade))


def _respiratory(fates: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give everyone who dies a fatal event, some days before death."""
    died = np.flatnonzero((fates["end_reason"] == DIED).to_numpy())
    death = fates["end_day"].to_numpy()[died]
    day = np.maximum(death - rng.integers(0, 10, len(died)), 0.0)
    return _frame(died, np.full(len(died), KIND["RESPIRATORY"]), day, death - day, np.full(len(died), 5))


def _frame(patient: Ints, kind: Ints, day: Floats, lasting: Floats, grade: Ints) -> pd.DataFrame:
    start = np.rint(day)
    return pd.DataFrame(
        {"patient": patient, "kind": kind, "day": start, "end_day": start + np.rint(lasting), "grade": grade * 1.0}
    )


def _described(drawn: pd.DataFrame, rng: np.random.Generator, parameters: Parameters) -> pd.DataFrame:
    """Add wording, seriousness, relation, adjudication and the gaps of real records."""
    rules, n = parameters.safety, len(drawn)
    kind, grade = drawn["kind"].to_numpy(), drawn["grade"].to_numpy()
    origin = np.asarray([each.origin for each in EVENT_KINDS], dtype=object)[kind]
    neurologic = np.asarray([each.neurologic for each in EVENT_KINDS])[kind]
    choice = rng.integers(0, 2, n)
    wordings = [EVENT_KINDS[k].wordings for k in kind]
    unknown = drawn["end_day"].isna().to_numpy() & (rng.random(n) < rules.outcome_unknown / rules.background_unresolved)
    fatal = grade == 5
    hospital = (grade >= 3) & (rng.random(n) < 0.7)
    counted = neurologic & (grade >= 2)
    return drawn.assign(
        wording=[words[c % len(words)] for words, c in zip(wordings, choice, strict=True)],
        grade=np.where((rng.random(n) < rules.grade_missing) & ~fatal, np.nan, grade),
        severity=None,
        serious=hospital | fatal,
        hospital=hospital,
        related=np.where(origin != INFUSION, NOT_RELATED, np.where(kind <= KIND["PUNCTURE"], RELATED, POSSIBLE)),
        related_puncture=np.where(origin == INFUSION, RELATED, NOT_RELATED),
        related_aspiration=np.where(origin == ASPIRATION, RELATED, NOT_RELATED),
        outcome=np.where(fatal, FATAL, only(unknown, UNKNOWN)),
        site=(origin == INFUSION) & (grade >= 3) & ~neurologic,
        neurologic=neurologic,
        natural=np.where(origin == DISEASE, "Y", np.where(counted & (rng.random(n) < 0.3), "U", "N")),
        adjudication=only(neurologic | ((origin == INFUSION) & (grade >= 3)), FINAL),
        start_precision=np.where(rng.random(n) < rules.partial_start, "month", "day"),
        end_precision="day",
    )


TREATED = {
    KIND["PDPH"]: "PARACETAMOL", KIND["FEVER"]: "PARACETAMOL", KIND["RADICULAR"]: "GABAPENTIN",
    KIND["CRAMPS"]: "BACLOFEN", KIND["SIALORRHOEA"]: "GLYCOPYRRONIUM", KIND["CONSTIPATION"]: "MACROGOL",
    KIND["PNEUMONIA"]: "AMOXICILLIN", KIND["DEPRESSION"]: "SERTRALINE", KIND["DVT"]: "ENOXAPARIN",
}  # fmt: skip
"""Kinds of events that are treated, and with what."""


def medications(events: pd.DataFrame, cohort: Cohort) -> pd.DataFrame:
    """Give the medicines that follow: for events, and riluzole that was stopped well before entry.

    One row each: patient, treatment, indication, day, end_day (NaN: ongoing), event (position in `events`, NaN: none).
    """
    chosen = events[events["kind"].isin(list(TREATED))]
    for_events = pd.DataFrame(
        {
            "patient": chosen["patient"], "treatment": chosen["kind"].map(TREATED),
            "indication": [str(words).upper() for words in chosen["wording"]],
            "day": chosen["day"], "end_day": chosen["end_day"], "event": chosen.index.astype(np.float64),
        }
    )  # fmt: skip
    before = np.flatnonzero(cohort.people["riluzole_before"].to_numpy())
    relative = (cohort.people["screening"] - cohort.people["infusion"]).to_numpy()[before]
    diagnosed = (cohort.people["diagnosis_day"] - cohort.people["infusion"]).to_numpy()[before]
    stopped = np.maximum(relative - 35 - before % 40, diagnosed + 1.0)
    earlier = pd.DataFrame(
        {
            "patient": before, "treatment": "RILUZOLE", "indication": "AMYOTROPHIC LATERAL SCLEROSIS",
            "day": diagnosed * 1.0, "end_day": stopped, "event": np.nan,
        }
    )[stopped < relative - 28]  # fmt: skip
    return pd.concat([earlier, for_events], ignore_index=True).sort_values(
        ["patient", "day"], kind="stable", ignore_index=True
    )
