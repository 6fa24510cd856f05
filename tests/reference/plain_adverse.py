"""An independent reading of what is judged of an event: emergence from a procedure, period, relatedness, interest."""

from datetime import date, timedelta

from scipy.stats import chi2

from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, certain, is_after, is_done, is_held, number, span

VALUES = ["RELATED", "POSSIBLY RELATED", "PROBABLE", "POSSIBLE", "Y"]


def judged(person: Person, row: Row, study: dict, dates: tuple[str, str], cut: date) -> dict[str, object]:
    """The keys of an event that come after its end date. `dates`: start and end as known at the cut."""
    rules = study.get("safety", {})
    related = rules.get("related", {"AEREL": VALUES})
    values = [value for allowed in related.values() for value in allowed]
    aspirated, zero = aspiration(person, study), person.anchor
    names = {row.get("AEDECOD", "").upper(), row.get("AETERM", "").upper()} - {""}
    listed = {term.upper() for term in rules.get("aesi", [])}
    return {
        "procedure_emergent": _since(aspirated, dates)[0],
        "aesi": bool(names & listed) if names and listed else None,
        "related_cells": _verdict(row, rules.get("related_cells", related)),
        "related_procedure": _verdict(row, rules.get("related_procedure", {"RELPROC": values})),
        "related_aspiration": _verdict(row, rules.get("related_aspiration", {"RELASP": values})),
        "period": _period(zero, aspirated, dates, cut),
        "imputed": _since(zero, dates)[1],
        "procedure_imputed": _since(aspirated, dates)[1],
    }


def aspiration(person: Person, study: dict) -> date | None:
    """The first marrow aspiration of PR, else the visit planned for the procedure."""
    rows = [row for row in person.table("PR") if "ASPIRATION" in row["PRTRT"].upper() and is_done(row, "PR")]
    days = [day for row in rows if (day := certain(row["PRSTDTC"]))]
    if not days:
        planned = [float(each["visitnum"]) for each in study["visits"] if each.get("kind") == "procedure"]
        visits = [row for row in person.table("SV") if is_held(row) and number(row["VISITNUM"]) in planned]
        days = [day for row in visits if (day := certain(row["SVSTDTC"]))]
    return min(days, default=None)


def _verdict(row: Row, rules: dict[str, list[str]]) -> bool | None:
    verdicts = [row[column] in wanted for column, wanted in rules.items() if row.get(column)]
    return any(verdicts) if verdicts else None


def _since(day: date | None, dates: tuple[str, str]) -> tuple[bool | None, bool]:
    """Whether the event began on the day or later, and whether that is assumed of a start that leaves it open."""
    if day is None:
        return None, False
    first, latest = span(dates[0]) or (date.min, date.max)
    over = span(dates[1])
    if first >= day:
        return True, False
    could = latest >= day and not (over and over[1] < day)
    return could, could


def _period(zero: date | None, aspirated: date | None, dates: tuple[str, str], cut: date) -> str | None:
    """Every day on which the event may have begun, one by one; a patient without an aspiration may be PRE or ASP."""
    found, over = span(dates[0]), span(dates[1])
    if zero is None or found is None:
        return None
    last = min(found[1], over[1]) if over and over[1] >= found[0] else found[1]
    last, names = min(last, cut), set[str]()
    for step in range((last - found[0]).days + 1):
        day = found[0] + timedelta(step)
        after = (day - zero).days
        if after >= 0:
            names.add("T0" if after <= 3 else "E" if after <= 30 else "L")
        elif aspirated is None:
            names |= {"PRE", "ASP"}
        else:
            names.add("ASP" if day >= aspirated else "PRE")
    ordered = [name for name in ("PRE", "ASP", "T0", "E", "L") if name in names]
    return ordered[0] if len(ordered) == 1 else f"{', '.join(ordered[:-1])} or {ordered[-1]}"


# --- Summaries ---

CRITERIA = {
    "AESDTH": "death", "AESLIFE": "life-threatening", "AESHOSP": "hospitalisation or its prolongation",
    "AESDISAB": "persistent or significant disability",
    "AESCONG": "congenital anomaly", "AESMIE": "otherwise medically important",
}  # fmt: skip
Reported = tuple[Person, Row, dict]
"""An event: whose it is, its row, its entry in `events`."""


def document(
    reported: list[Reported], persons: list[Person], study: dict, cut: date, rows: list[Row]
) -> dict[str, object]:
    """The part `safety` of the document that counts events; `rows` are all of AE, also those not yet known."""
    column = study.get("safety", {}).get("reported", "AERPTDTC")
    collected = any(column in row for row in rows)
    for _, row, entry in reported:
        entry |= {"soc": _named(row.get("AEBODSYS") or row.get("AESOC") or "Not coded"),
                  "name": _named(row.get("AEDECOD") or row["AETERM"]), "coded": bool(row.get("AEDECOD")),
                  "fatal": entry["grade"] == 5 or (_outcome(row, cut).startswith(("FATAL", "DEATH", "DIED"))),
                  "severe": None if entry["grade"] is None else entry["grade"] >= 3}  # fmt: skip
    every = [entry for _, _, entry in reported]
    infused = [person for person in persons if person.anchor]
    days = sum(max(person.day(person.last) or 0, 0) for person in infused)
    made = {
        "summary": _rows(every),
        "overall": [
            {"question": question, **_answers(every, key)}
            for question, key in (("serious", "serious"), ("fatal", "fatal"), ("grade", "severe"), ("aesi", "aesi"),
                                  ("emergent", "emergent"), ("procedure_emergent", "procedure_emergent"))
        ],
        "periods": _periods(every, study, persons),
        "relations": [
            {"relation": name, **_answers(every, key)}
            for name, key in (("cells", "related_cells"), ("puncture", "related_procedure"),
                              ("aspiration", "related_aspiration"))
        ],
        "exposure": {"patients": len(infused), "months": days / 30.4375},
        "rates": [_rate(label, [(each, asked(each)) for each in every if each["emergent"]], len(infused), days)
                  for label, asked in RATES],
        "reports": [_report(*each, study, cut, collected) for each in reported if each[2]["serious"]],
    }  # fmt: skip
    for entry in every:
        for name in ("soc", "name", "coded", "fatal", "severe"):
            entry.pop(name)
    return made


RATES = (
    ("Any event", lambda each: True),
    ("Serious", lambda each: each["serious"]),
    ("Grade 3 and up", lambda each: each["severe"]),
    ("Of special interest", lambda each: each["aesi"]),
    ("Related to the cells", lambda each: each["related_cells"]),
    ("Related to the puncture", lambda each: each["related_procedure"]),
)


def _named(text: str) -> str:
    text = " ".join(text.split())
    return text.capitalize() if text == text.upper() else text[0].upper() + text[1:]


def _outcome(row: Row, cut: date) -> str:
    """The outcome of an event that ends after the cut is not known."""
    return "" if is_after(row["AEENDTC"], cut) else row["AEOUT"].upper()


def _count(entries: list[dict]) -> dict[str, int]:
    return {"patients": len({each["subject"] for each in entries}), "events": len(entries)}


def _answers(entries: list[dict], key: str) -> dict[str, object]:
    answers = (("yes", True), ("no", False), ("unknown", None))
    return {name: _count([each for each in entries if each[key] is answer]) for name, answer in answers}


def _rows(entries: list[dict]) -> list[dict]:
    names = {(each["soc"].upper(), None) for each in entries}
    names |= {(each["soc"].upper(), each["name"].upper()) for each in entries}
    rows = []
    for soc, term in names:
        own = [each for each in entries if each["soc"].upper() == soc and term in (None, each["name"].upper())]
        worst = {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0, "unknown": 0}
        for patient in {each["subject"] for each in own}:
            grades = [each["grade"] for each in own if each["subject"] == patient and each["grade"] is not None]
            worst[str(max(grades)) if grades else "unknown"] += 1
        rows.append({"soc": own[0]["soc"], "term": term and own[0]["name"],
                     "coded": all(each["coded"] for each in own), **_count(own), "worst": worst})  # fmt: skip
    return rows


def _periods(entries: list[dict], study: dict, persons: list[Person]) -> list[dict]:
    """The five periods, four without any aspiration, and whatever a partial start leaves open."""
    names: list[str | None] = ["PRE", "T0", "E", "L"]
    names += ["ASP"] * any(aspiration(person, study) for person in persons)
    names += sorted({str(each["period"]) for each in entries if each["period"]} - set(names))
    names += [None] * any(each["period"] is None for each in entries)
    return [{"period": name, **_count([each for each in entries if each["period"] == name])} for name in names]


def _rate(label: str, answers: list[tuple[dict, bool | None]], infused: int, days: int) -> dict[str, object]:
    """What is recorded of no event has no rate: nothing known is not a zero."""
    entries = [each for each, answer in answers if answer]
    silent = bool(answers) and all(answer is None for _, answer in answers)
    count, months = len(entries), 0 if silent else days / 30.4375
    low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    high = chi2.ppf(0.975, 2 * count + 2) / 2
    patients = _count(entries)["patients"]
    return {
        "events_of": label, "patients": patients, "events": count, "without": infused - patients,
        "rate": count / months if months else None, "lower": low / months if months else None,
        "upper": high / months if months else None,
    }  # fmt: skip


def _report(person: Person, row: Row, entry: dict, study: dict, cut: date, collected: bool) -> dict:
    rules = study.get("safety", {})
    verdicts = [entry[key] for key in ("related", "related_cells", "related_procedure", "related_aspiration")]
    is_grave = entry["fatal"] or row.get("AESDTH") == "Y" or row.get("AESLIFE") == "Y"
    allowed = None if set(verdicts) - {None} == {False} else 7 if is_grave else 15
    dates = [certain(row.get(rules.get(key, name), "")) for key, name in (("aware", "AEAWDTC"), (None, "AESTDTC"))]
    known = [day if day and day <= cut else None for day in dates]
    basis = "awareness" if known[0] else "onset" if known[1] else None
    begun = known[0] or known[1]
    column = rules.get("reported", "AERPTDTC")
    written = row.get(column, "")
    sent = certain(written)
    sent = sent if sent and sent <= cut else None
    days = None
    if collected and begun and not (written and not certain(written)):
        days = ((sent or cut) - begun).days
    state = "no expedited clock" if allowed is None else "not recorded" if days is None else None
    if state is None and sent:
        state = "reported in time" if days <= allowed else "reported late"
    elif state is None:
        state = "not reported yet" if days <= allowed else "overdue"
    return {
        "subject": person.id, "seq": entry["seq"],
        "criteria": [words for name, words in CRITERIA.items() if row.get(name) == "Y"], "state": state,
        "allowed": allowed, "from": basis, "days": days, "reported": sent.isoformat() if sent else None,
    }  # fmt: skip
