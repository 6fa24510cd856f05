"""Small studies with spirometry, isometric strength, electromyography and the patient's evaluation."""

from tests.factories import one_subject, snapshot, study
from trial.analysis import build
from trial.instrument_rules import (
    EmgRules,
    Equation,
    EvaluationRules,
    FvcRules,
    HeightRules,
    InstrumentRules,
    Muscle,
    MvicRules,
)

FVC = FvcRules(Equation.NHANES_III, height=HeightRules())
ARM_PLACES = [
    (test, joint, side)
    for joint in ("SHOULDER JOINT", "ELBOW JOINT")
    for test in ("ISOMSFL", "ISOMSEXT")
    for side in ("LEFT", "RIGHT")
]
MUSCLES = tuple(
    Muscle(
        f"{joint[:5]}_{test}_{side}".lower(), "arm", (("MKTESTCD", (test,)), ("MKLOC", (joint,)), ("MKLAT", (side,))),
        mean=20.0, sd=5.0,
    )
    for test, joint, side in ARM_PLACES
) + tuple(
    Muscle(f"grip_{side}".lower(), "grip", (("MKTESTCD", ("GRIPSTR",)), ("MKLAT", (side,))), mean=30.0, sd=10.0)
    for side in ("LEFT", "RIGHT")
)  # fmt: skip
MVIC = MvicRules(reference="TQNE", muscles=MUSCLES)
EVALUATION = EvaluationRules(("MN6", "MN12"))
PERSON = {"SUBJID": "01", "SEX": "M", "BRTHDTC": "1956-03-01", "RFICDTC": "2011-02-01"}
"""55 years old on the day of the infusion, 2011-03-01, to the day."""


def measured(cut=None, of=None, person=PERSON, height=178.0, **tables):
    """The instruments of one subject with all four tables named."""
    rules = of or InstrumentRules(fvc=FVC, mvic=MVIC, emg=EmgRules(), evaluation=EVALUATION)
    tall = {"VS": [{"VSTESTCD": "HEIGHT", "VSSTRESN": height, "VSDTC": "2011-02-01"}]} if height else {}
    given = {"DM": [person]} | tall | tables
    made = one_subject(of=study(instruments=rules), **given)
    return build(made, cut).instruments


def breath(day, litres=None, percent=None, position="SITTING", **more):
    """The records of one effort."""
    base = {"REDTC": day, "REPOS": position, "VISIT": f"V {day}", **more}
    found = []
    if litres is not None:
        found.append({**base, "RETESTCD": "FVC", "RESTRESN": litres, "RESTRESU": "L"})
    if percent is not None:
        found.append({**base, "RETESTCD": "FVCPP", "RESTRESN": percent, "RESTRESU": "%", "REORREF": None})
    return found


def force(place, value, day="2011-03-01", **more):
    """The force of one muscle: its position in MUSCLES."""
    record = {column: allowed[0] for column, allowed in MUSCLES[place].where}
    return {"MKDTC": day, "VISIT": "INFUSION", **record, "MKSTRESN": value, **more}


def mega(value, day="2011-03-01", code="MVICARMZ", **more):
    """A recorded megascore."""
    return {"MKDTC": day, "VISIT": "INFUSION", "MKTESTCD": code, "MKSTRESN": value, **more}


def said(instruments):
    """Rule and sentence of every finding."""
    return [(one.kind.name, one.text) for one in instruments.findings]


def kinds(instruments):
    """The rules that were broken."""
    return [one.kind.name for one in instruments.findings]


def asked(answers, cut=None, **tables):
    """The tallies of a study of several subjects infused on 2011-03-01; answers: subject -> records of QS."""
    rules = InstrumentRules(evaluation=EVALUATION)
    ids = sorted(answers)
    records = {
        "DM": [{"USUBJID": one, "SUBJID": one} for one in ids],
        "EX": [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in ids],
        "QS": [{"USUBJID": one, **row} for one in ids for row in answers[one]],
    } | tables
    found = build(snapshot(records, of=study(instruments=rules)), cut).instruments.evaluation
    return {(one.question, one.visit): one for one in found or ()}


def reply(word, visitnum=7, code="PTEV101", day="2011-08-31", **more):
    """One answer."""
    return {"QSTESTCD": code, "QSSTRESC": word, "VISITNUM": visitnum, "QSDTC": day, **more}
