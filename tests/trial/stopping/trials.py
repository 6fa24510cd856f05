"""Small trials under a rule for stopping: patients infused on given days, each with a few events."""

from datetime import date, timedelta

from tests.factories import snapshot, study
from trial import analysis
from trial.stopping import guidance
from trial.stopping_rule import StoppingRule

ANCHOR = date(2011, 3, 1)
CUT = date(2012, 6, 30)
PLAIN = {
    "PESITE": "N",
    "PENEURO": "N",
    "PENATPRG": "N",
    "PEADJ": None,
    "AESER": "N",
    "AEREL": "NOT RELATED",
    "AETOXGR": "1",
}
ILLUSTRATIVE = StoppingRule()
FATAL = {"AEOUT": "FATAL", "AESER": "Y", "AETOXGR": "5"}
SITE = {"PESITE": "Y", "PEADJ": "FINAL"}
PENDING = {"PESITE": "Y", "PEADJ": "PENDING"}
DEFICIT = {"PENEURO": "Y", "PEADJ": "FINAL"}
RELATED_SAE = {"AESER": "Y", "AEREL": "RELATED"}
RELATED_3 = {"AETOXGR": "3", "AEREL": "RELATED"}


def day(number, zero=ANCHOR):
    return (zero + timedelta(days=number)).isoformat()


def records(*patients, apart=30):
    """One patient for each list of events; infusions `apart` days from one another, all seen 60 days after theirs."""
    made = {"DM": [], "EX": [], "SV": [], "AE": []}
    for place, events in enumerate(patients):
        name, zero = f"S-{place + 1:02}", ANCHOR + timedelta(days=apart * place)
        made["DM"].append({"USUBJID": name, "SUBJID": name})
        made["EX"].append({"USUBJID": name, "EXSTDTC": zero.isoformat(), "EXROUTE": "INTRATHECAL"})
        made["SV"].append({"USUBJID": name, "VISITNUM": 6, "SVSTDTC": day(60, zero)})
        for row in events:
            start = day(int(row.get("day", 3)), zero)
            plain = {key: value for key, value in row.items() if key != "day"}
            made["AE"].append({"USUBJID": name, "AETERM": "Leg pain", "AESTDTC": start, **PLAIN, **plain})
    if not made["AE"]:
        made["AE"].append({"USUBJID": "S-01", "AETERM": "Fall", "AESTDTC": day(9), **PLAIN})
    return made


def analysed(made, rule=ILLUSTRATIVE, cut=CUT, **changes):
    return analysis.build(snapshot(made, cut, study(stopping=rule, **changes)), None)


def guided(*patients, rule=ILLUSTRATIVE, apart=30, **changes):
    found = guidance.build(analysed(records(*patients, apart=apart), rule, **changes))
    assert found is not None
    return found
