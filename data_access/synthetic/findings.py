"""The tables of measurements: QS (ALSFRS-R and the patient's evaluation), RE (spirometry), MK (MVIC), NV."""

import numpy as np
import pandas as pd

from data_access.synthetic.catalogue import DOMAINS, FOLLOW_UP, ITEM_CODES, ITEM_NAMES, MUSCLES, PLAN
from data_access.synthetic.draws import Bools, Floats, Ints, Texts, only, stream
from data_access.synthetic.record import Record, decimal_texts
from data_access.synthetic.schedule import DONE, NOT_DONE
from data_access.synthetic.values import ANSWERS

ALSFRS_R, ALSFRS = "ALSFRS-R", "ALSFRS"
TOTAL, ORIGINAL_TOTAL = "ALSR1TOT", "ALSF1TOT"
LONG_VISITS = (FOLLOW_UP[3].visitnum, FOLLOW_UP[4].visitnum)
"""Month 6 and month 12, where the patient's evaluation, supine FVC and EMG belong."""
_FIXED = ("TESTCD", "TEST", "CAT", "SCAT", "ORRES", "ORRESU", "STRESC", "STRESN", "STRESU", "STAT", "REASND")


def qs(record: Record) -> pd.DataFrame:
    """Make QS: items, sub-scores and totals of the ALSFRS-R, totals of old records, the patient's evaluation."""
    occasions, values = record.occasions, record.measured
    seen = took_place(record)
    done = seen & (occasions["frs"] == DONE).to_numpy()
    original = occasions["original"].to_numpy()
    with_items = np.flatnonzero(done & occasions["items"].to_numpy())
    plain = np.flatnonzero(done & ~occasions["items"].to_numpy() & ~original)
    older = np.flatnonzero(done & original)
    without_two = values.total - values.items[:, 10:].sum(axis=1)
    parts = [
        _form(record, with_items),
        _total(plain, values.total[plain], TOTAL, "ALSR1-Total Score", ALSFRS_R),
        _total(older, without_two[older], ORIGINAL_TOTAL, "ALSF1-Total Score", ALSFRS),
        _not_done(record, "frs", ((TOTAL, "ALSR1-Total Score"),)).assign(CAT=ALSFRS_R, DRVFL="Y"),
        _evaluation(record),
    ]
    rows = pd.concat(parts, ignore_index=True)
    phone = occasions["telephone"].to_numpy()[rows["occasion"]]
    rows["METHOD"] = np.where(phone, "TELEPHONE INTERVIEW", "INTERVIEW")
    return finished("QS", rows, record, ("METHOD", "DRVFL"))


def _form(record: Record, chosen: Ints) -> pd.DataFrame:
    """Give the twelve items, the total and four sub-scores of each form."""
    items = record.measured.items[chosen]
    parts = items.reshape(-1, 4, 3).sum(axis=2)
    scores = np.column_stack([items, items.sum(axis=1), parts])
    codes = [f"ALSR1{code}" for code in ITEM_CODES] + [TOTAL] + [f"ALSR1{code}" for code, _ in DOMAINS]
    names = [*ITEM_NAMES, "Total Score", *(f"{name} Subscore" for _, name in DOMAINS)]
    groups = [name for _, name in DOMAINS]
    scat = [*np.repeat(groups, 3), None, *groups]
    n, width = len(chosen), len(codes)
    code = np.tile(np.asarray(codes, dtype=object), (n, 1))
    code[record.measured.fed[chosen], 4] = "ALSR105B"
    return pd.DataFrame(
        {
            "occasion": np.repeat(chosen, width),
            "order": np.tile(np.arange(width), n),
            "TESTCD": code.reshape(-1),
            "TEST": np.tile(np.asarray([f"ALSR1-{name}" for name in names], dtype=object), n),
            "CAT": ALSFRS_R,
            "SCAT": np.tile(np.asarray(scat, dtype=object), n),
            "STRESN": scores.reshape(-1).astype(np.float64),
            "decimals": 0,
            "DRVFL": np.tile(np.asarray([None] * 12 + ["Y"] * 5, dtype=object), n),
        }
    )


def _total(chosen: Ints, totals: Ints, code: str, name: str, category: str) -> pd.DataFrame:
    rows = {"occasion": chosen, "order": 12, "TESTCD": code, "TEST": name, "CAT": category, "decimals": 0, "DRVFL": "Y"}
    return pd.DataFrame(rows).assign(STRESN=totals.astype(np.float64))


def _evaluation(record: Record) -> pd.DataFrame:
    """Ask at month 6 and month 12 whether the treatment worked and whether another infusion is wanted."""
    asked = np.flatnonzero(took_place(record) & record.occasions["visitnum"].isin(LONG_VISITS).to_numpy())
    answers = np.asarray(ANSWERS, dtype=object)[record.measured.answers[asked]].reshape(-1)
    return pd.DataFrame(
        {
            "occasion": np.repeat(asked, 2),
            "order": np.tile([30, 31], len(asked)),
            "TESTCD": np.tile(np.asarray(["PTEV101", "PTEV102"], dtype=object), len(asked)),
            "TEST": np.tile(
                np.asarray(["Treatment Effective for Me", "Would Consider Another Infusion"], dtype=object), len(asked)
            ),
            "CAT": "PATIENT EVALUATION (STUDY)",
            "text": answers,
        }
    )


def re(record: Record) -> pd.DataFrame:
    """Make RE: FVC in litres and in % predicted sitting, % predicted supine at screening, month 6 and month 12."""
    occasions, values = record.occasions, record.measured
    done = took_place(record) & (occasions["fvc"] == DONE).to_numpy()
    lying = done & occasions["visitnum"].isin((PLAN[0].visitnum, *LONG_VISITS)).to_numpy()
    litres = done & ~occasions["percent_only"].to_numpy()
    tests = (("FVC", "Forced Vital Capacity"), ("FVCPP", "Percent Predicted Forced Vital Capacity"))
    parts = [
        measured(np.flatnonzero(litres), values.litres, tests[0], 2, "L").assign(order=0, POS="SITTING"),
        measured(np.flatnonzero(done), values.percent, tests[1], 1, "%").assign(order=1, POS="SITTING"),
        measured(np.flatnonzero(lying), values.supine, tests[1], 1, "%").assign(order=2, POS="SUPINE"),
        _not_done(record, "fvc", tests).assign(POS="SITTING"),
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows["METHOD"] = "SPIROMETRY"
    reference = decimal_texts(values.predicted, 2)[rows["occasion"]]
    rows["ORREF"] = only((rows["TESTCD"] == "FVC") & rows["STRESN"].notna(), reference)
    return finished("RE", rows, record, ("ORREF", "POS", "METHOD"))


def mk(record: Record) -> pd.DataFrame:
    """Make MK: the MVIC megascores of arm and grip."""
    done = np.flatnonzero(took_place(record) & (record.occasions["mvic"] == DONE).to_numpy())
    tests = (("MVICARMZ", "MVIC Arm Megascore Z"), ("MVICGRPZ", "MVIC Grip Megascore Z"))
    parts = [
        measured(done, record.measured.arm, tests[0], 2, None).assign(order=0),
        measured(done, record.measured.grip, tests[1], 2, None).assign(order=1),
        _not_done(record, "mvic", tests),
    ]
    rows = pd.concat(parts, ignore_index=True).assign(CAT="MVIC", METHOD="DYNAMOMETRY", DRVFL="Y")
    return finished("MK", rows, record, ("METHOD", "DRVFL"))


def nv(record: Record) -> pd.DataFrame:
    """Make NV: needle EMG at screening, month 6 and month 12; active denervation grows as points are lost."""
    visits = (PLAN[0].visitnum, *LONG_VISITS)
    occasions = record.occasions
    done = np.flatnonzero(
        took_place(record) & occasions["visitnum"].isin(visits).to_numpy() & ~occasions["telephone"].to_numpy()
    )
    rng = stream(record.seed, "values").spawn(1)[0]
    lost = (48 - record.measured.latent[done, 0])[:, None] / 48
    scores = np.clip(np.rint(4 * lost + rng.normal(0.0, 0.8, (len(done), len(MUSCLES)))), 0.0, 4.0).reshape(-1) + 0.0
    occasion, muscle = np.repeat(done, len(MUSCLES)), np.tile(np.arange(len(MUSCLES)), len(done))
    place = np.asarray(MUSCLES, dtype=object)[muscle]
    spikes = pd.DataFrame({"occasion": occasion, "order": 2 * muscle, "STRESN": scores, "decimals": 0, "LOC": place})
    spikes = spikes.assign(TESTCD="FIBPSW", TEST="Fibrillations and Positive Sharp Waves")
    twitches = np.where(rng.random(len(scores)) < 0.7, "PRESENT", "ABSENT")
    fasciculations = pd.DataFrame({"occasion": occasion, "order": 2 * muscle + 1, "text": twitches, "LOC": place})
    fasciculations = fasciculations.assign(TESTCD="FASCIC", TEST="Fasciculations")
    rows = pd.concat([spikes, fasciculations], ignore_index=True)
    return finished("NV", rows.assign(CAT="ELECTROMYOGRAPHY", METHOD="ELECTROMYOGRAPHY"), record, ("LOC", "METHOD"))


def took_place(record: Record) -> Bools:
    """Tell which occasions took place by the extraction."""
    occasions = record.occasions
    known = record.known(occasions["patient"].to_numpy(), occasions["day"].to_numpy(dtype=np.float64))
    return np.asarray(known & occasions["held"].to_numpy(dtype=np.bool_), dtype=np.bool_)


def measured(chosen: Ints, values: Floats, test: tuple[str, str], decimals: int, unit: str | None) -> pd.DataFrame:
    """Give the rows of one test on the chosen occasions."""
    rows = {"occasion": chosen, "TESTCD": test[0], "TEST": test[1], "STRESN": values[chosen], "decimals": decimals}
    return pd.DataFrame(rows).assign(ORRESU=unit, STRESU=unit)


def _not_done(record: Record, measure: str, tests: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Give a NOT DONE row with the site's reason for each test of a measure that was planned and not done."""
    missing = np.flatnonzero(took_place(record) & (record.occasions[measure] == NOT_DONE).to_numpy())
    reasons = record.occasions[f"{measure}_reason"].to_numpy()[missing]
    rows = [
        pd.DataFrame({"occasion": missing, "order": 12 + k, "TESTCD": code, "TEST": name, "REASND": reasons})
        for k, (code, name) in enumerate(tests)
    ]
    return pd.concat(rows, ignore_index=True).assign(STAT="NOT DONE")


def finished(domain: str, rows: pd.DataFrame, record: Record, extra: tuple[str, ...]) -> pd.DataFrame:
    """Put rows in order and give them results in words, visit, dates, baseline flag and SDTM names."""
    rows = rows.sort_values(["occasion", "order"], kind="stable", ignore_index=True)
    occasion = record.occasions.take(rows["occasion"].to_numpy())
    patient = occasion["patient"].to_numpy()
    day = occasion["day"].to_numpy(dtype=np.float64)
    result = np.array(rows["text"], dtype=object) if "text" in rows else np.full(len(rows), None, dtype=object)
    for decimals in (0, 1, 2):
        numeric = (rows["decimals"] == decimals).to_numpy() & rows["STRESN"].notna().to_numpy()
        result[numeric] = decimal_texts(rows["STRESN"].to_numpy(dtype=np.float64)[numeric], decimals)
    rows["ORRES"] = rows["STRESC"] = result
    partial = occasion["partial"].to_numpy()
    dates = record.dates(patient, day)
    dates[partial] = [text[:7] for text in dates[partial]]
    named = rows.reindex(columns=[*_FIXED, *extra])
    named = named.rename(columns={name: f"{domain}{name}" for name in named})
    named[f"{domain}LOBXFL"] = _last_before(rows, patient, (day <= 0) & ~partial & pd.notna(result))
    named["VISITNUM"], named["VISIT"] = occasion["visitnum"].to_numpy(), occasion["visit"].to_numpy(dtype=object)
    named["EPOCH"] = _epochs(occasion)
    named[f"{domain}DTC"] = dates
    named[f"{domain}DY"] = np.where(partial, np.nan, record.study_days(patient, day))
    return record.numbered(domain, named.assign(patient=patient))


def _last_before(rows: pd.DataFrame, patient: Ints, eligible: Bools) -> Texts:
    """Flag the last result of each test on or before the infusion day."""
    keys = pd.DataFrame({"patient": patient, "test": rows["TESTCD"], "position": rows.get("POS", "")})[eligible]
    flags = np.full(len(rows), None, dtype=object)
    flags[keys.drop_duplicates(keep="last").index.to_numpy()] = "Y"
    return flags


def _epochs(occasion: pd.DataFrame) -> Texts:
    """Name the part of the trial each occasion belongs to."""
    by_number = {float(plan.visitnum): plan.epoch for plan in PLAN}
    epochs = occasion["visitnum"].map(by_number)
    return np.asarray(epochs.mask(occasion["kind"] == "historical", "PRE-SCREENING").fillna("FOLLOW-UP"), dtype=object)
