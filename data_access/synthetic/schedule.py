"""When patients are seen: historical records, planned visits with their deviations, unscheduled visits.

An occasion is one row: patient, visitnum, visit, kind (historical, planned, unscheduled), day from infusion, held,
missed_reason, telephone; frs, fvc, mvic (0 not planned, 1 done, 2 not done) with frs_reason, fvc_reason, mvic_reason;
items (item scores known), original (0-40 scale), percent_only (no litres), partial (only the month of the date known).
"""

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import (
    BY_TELEPHONE,
    EQUIPMENT,
    FOLLOW_UP,
    LATEST_DAY,
    MISSED_REASONS,
    PLAN,
    POOR_SEAL,
    REFUSED,
    TOO_WEAK,
    Planned,
)
from data_access.synthetic.cohort import Cohort
from data_access.synthetic.courses import Courses
from data_access.synthetic.draws import Floats, Ints, only, pick, stream, whole
from data_access.synthetic.fates import leaving_day
from data_access.synthetic.parameters import Attendance, Parameters, Switches

UNPLANNED, DONE, NOT_DONE = 0, 1, 2
_FLAGS = ("held", "telephone", "items", "original", "percent_only", "partial")
_TEXTS = ("missed_reason", "frs_reason", "fvc_reason", "mvic_reason")


def draw_occasions(
    cohort: Cohort, courses: Courses, fates: pd.DataFrame, seed: int, parameters: Parameters, switches: Switches
) -> pd.DataFrame:
    """Draw all occasions of all patients, in the order of patient and day."""
    parts = [
        _historical(cohort, seed, parameters),
        _before(cohort),
        _follow_up(courses, fates, seed, parameters, switches),
    ]
    parts.append(_unscheduled(parts[-1], fates, seed, parameters))
    occasions = complete(pd.concat(parts, ignore_index=True))
    failed = cohort.people["screen_failure"].to_numpy()[occasions["patient"]]
    occasions = in_order(occasions[~failed | (occasions["visitnum"] <= 1)])
    return _leave_out(occasions, courses, seed, parameters) if switches.missingness else occasions


def complete(occasions: pd.DataFrame) -> pd.DataFrame:
    """Fill what a part leaves open."""
    filled = occasions.copy()
    for name in _FLAGS:
        filled[name] = filled[name].eq(True) if name in filled else name == "held"
    for name in _TEXTS:
        filled[name] = filled[name].astype(object) if name in filled else None
        filled[name] = filled[name].where(filled[name].notna(), None)
    return filled.astype({"day": np.int64, "frs": np.int64, "fvc": np.int64, "mvic": np.int64})


def in_order(occasions: pd.DataFrame) -> pd.DataFrame:
    """Sort by patient, then day, then visit number."""
    return occasions.sort_values(["patient", "day", "visitnum"], kind="stable", ignore_index=True)


def _historical(cohort: Cohort, seed: int, parameters: Parameters) -> pd.DataFrame:
    """Draw the records from before screening; about a quarter is older than three months."""
    rules, rng = parameters.historical, stream(seed, "historical")
    patient = np.repeat(np.arange(len(cohort.people)), pick(rng, len(cohort.people), rules.numbers))
    n = len(patient)
    screened = (cohort.people["screening"] - cohort.people["infusion"]).to_numpy()[patient]
    day = screened - rng.integers(*rules.days_before_screening, n, endpoint=True)
    frame = pd.DataFrame(
        {
            "patient": patient, "kind": "historical", "day": day, "held": True, "frs": DONE, "fvc": DONE,
            "mvic": (rng.random(n) < rules.mvic_measured).astype(np.int64),
            "original": rng.random(n) < rules.original_scale,
            "percent_only": rng.random(n) < rules.percent_only,
            "partial": rng.random(n) < rules.partial_date,
        }
    ).sort_values(["patient", "day"], kind="stable")  # fmt: skip
    number = frame.groupby("patient").cumcount() + 1
    return frame.assign(visitnum=number / 10, visit="HISTORICAL " + number.astype(str))


def _before(cohort: Cohort) -> pd.DataFrame:
    """Give screening, aspiration and infusion their days."""
    people, n = cohort.people, len(cohort.people)
    days = (people["screening"] - people["infusion"], people["aspiration"] - people["infusion"], pd.Series(0, range(n)))
    rows = [
        pd.DataFrame(
            {
                "patient": np.arange(n), "visitnum": float(plan.visitnum), "visit": plan.visit, "kind": "planned",
                "day": day.to_numpy(), "held": True, "frs": measured, "fvc": measured, "mvic": measured,
                "items": bool(measured),
            }
        )
        for plan, day, measured in zip(PLAN, days, (DONE, UNPLANNED, DONE), strict=False)
    ]  # fmt: skip
    return pd.concat(rows, ignore_index=True)


def _follow_up(
    courses: Courses, fates: pd.DataFrame, seed: int, parameters: Parameters, switches: Switches
) -> pd.DataFrame:
    """Draw the planned visits after infusion that the patient is still there for."""
    rules, rng, n = parameters.attendance, stream(seed, "visits"), len(fates)
    leaves = leaving_day(fates)
    rows = []
    for position, plan in enumerate(FOLLOW_UP):
        day = plan.day + _deviation(rng, n, plan, rules)
        day = np.minimum(day, LATEST_DAY[position])
        severe = courses.latent(np.arange(n), day.astype(np.float64))[:, 0] < rules.severe_below
        missed = rng.random(n) < rules.missed[position] * np.where(severe, 2, 1) * switches.missingness
        telephone = rng.random(n) < rules.telephone * switches.missingness
        why = np.asarray(MISSED_REASONS, dtype=object)[rng.integers(0, len(MISSED_REASONS), n)]
        frame = pd.DataFrame(
            {
                "patient": np.arange(n), "visitnum": float(plan.visitnum), "visit": plan.visit, "kind": "planned",
                "day": np.where(missed, plan.day, day), "held": ~missed, "telephone": telephone & ~missed,
                "missed_reason": only(missed, why), "frs": DONE, "fvc": DONE, "mvic": DONE, "items": True,
            }
        )  # fmt: skip
        there = np.where(missed, plan.day + plan.window[1], day) < leaves
        rows.append(frame[there])
    return pd.concat(rows, ignore_index=True)


def _deviation(rng: np.random.Generator, n: int, plan: Planned, rules: Attendance) -> Ints:
    """Draw days off target: normal by the window's half width, with a late tail."""
    days: Floats = rng.normal(0.0, plan.window[1] * rules.sd_of_window, n)
    late = rng.random(n) < rules.late_tail
    return whole(days + late * (plan.window[1] + rng.exponential(rules.late_tail_mean_days, n)))


def _unscheduled(visits: pd.DataFrame, fates: pd.DataFrame, seed: int, parameters: Parameters) -> pd.DataFrame:
    """Draw visits nobody planned, a week or two after a planned one; none after the last."""
    rng = stream(seed, "visits").spawn(1)[0]
    held = visits[visits["held"] & (visits["visitnum"] < FOLLOW_UP[-1].visitnum)]
    chosen = held[rng.random(len(held)) < parameters.attendance.unscheduled]
    added = chosen.assign(
        visitnum=chosen["visitnum"] + 0.1,
        visit=[f"UNSCHEDULED {number + 0.1:.1f}" for number in chosen["visitnum"]],
        kind="unscheduled",
        day=chosen["day"] + rng.integers(5, 16, len(chosen)),
        telephone=False,
    )
    return added[added["day"].to_numpy() < leaving_day(fates)[added["patient"]]]


def _leave_out(occasions: pd.DataFrame, courses: Courses, seed: int, parameters: Parameters) -> pd.DataFrame:
    """Decide which planned assessments were not done, and why."""
    rules, rng, n = parameters.attendance, stream(seed, "missing"), len(occasions)
    result = occasions.copy()
    bulbar = courses.domains(occasions["patient"].to_numpy(), occasions["day"].to_numpy(dtype=np.float64))[:, 0]
    weak_mouth = bulbar <= rules.bulbar_at_most
    recorded = (occasions["kind"] == "historical").to_numpy()
    phone = occasions["telephone"].to_numpy()
    for name, chance in zip(("frs", "fvc", "mvic"), rules.assessment_missing, strict=True):
        risk = np.where(weak_mouth, rules.fvc_missing_bulbar, chance) if name == "fvc" else np.full(n, chance)
        absent = (rng.random(n) < risk) & ~recorded & (result[name] == DONE)
        reasons = np.asarray((TOO_WEAK, REFUSED, EQUIPMENT), dtype=object)[pick(rng, n, (0.5, 0.3, 0.2))]
        if name == "frs":
            reasons[:] = REFUSED
        else:
            reasons[(reasons == TOO_WEAK) & weak_mouth & (name == "fvc")] = POOR_SEAL
            by_phone = phone & (result[name] == DONE)
            absent |= by_phone
            reasons[by_phone] = BY_TELEPHONE
        result.loc[absent, name] = NOT_DONE
        result[f"{name}_reason"] = np.where(absent, reasons, result[f"{name}_reason"])
    return result
