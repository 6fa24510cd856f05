"""An independent reading of the keys compliance, completeness, due and deviations of `results`, in plain loops."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import median, quantiles

from tests.reference import plain_items
from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, certain, is_after, is_done, is_held, matches, number, span

Entry = dict[str, object]
HELD = ("early", "in_window", "late")
EXPECTED = (*HELD, "overdue", "missed")
URGENCY = ("overdue", "due", "not_yet_due")


def document(persons: list[Person], study: dict, visits: list[Entry], trajectories: list[Entry], cut: date) -> Entry:
    """The four keys, from the visits and trajectories that the independent document has."""
    ids = [person.id for person in persons]
    cells = [entry for person in persons for entry in _cells(person, study, visits)]
    return {
        "compliance": _compliance(study, visits, ids, cut),
        "completeness": _completeness(persons, study, cells),
        "due": [_due(each, cut) for each in visits if each["status"] in URGENCY and each["window"]],
        "deviations": _deviations(persons, study, visits, cells, trajectories, cut),
    }


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


# --- Compliance ---


def _compliance(study: dict, visits: list[Entry], ids: list[str], cut: date) -> Entry:
    plans = study["visits"]
    telling = [each for each in plans if each["day"] != 0 or each["window"] != [0, 0]]
    named = {each["id"] for each in telling}
    return {
        "total": _margin(visits, cut),
        "by_subject": [{"subject": one, **_margin([v for v in visits if v["subject"] == one], cut)} for one in ids],
        "by_visit": [
            {"visit": each["id"], **_margin([v for v in visits if v["visit"] == each["id"]], cut)} for each in plans
        ],
        "offsets": [
            {"visit": None, **_offsets([v for v in visits if v["visit"] in named])},
            *({"visit": each["id"], **_offsets([v for v in visits if v["visit"] == each["id"]])} for each in telling),
        ],
        "data_entry": dict.fromkeys(("n", "median", "longest", "unentered", "before_visit")),
    }


def _margin(visits: list[Entry], cut: date) -> Entry:
    count = {status: sum(v["status"] == status for v in visits) for status in EXPECTED}
    attended = sum(count[status] for status in HELD)
    expected = sum(count.values())
    late = [(cut - date.fromisoformat(v["window"][1])).days for v in visits if v["status"] == "overdue"]
    return {
        **count, "expected": expected, "attended": attended, "percent": _percent(count["in_window"], expected),
        "attended_percent": _percent(attended, expected),
        "in_window_of_attended_percent": _percent(count["in_window"], attended),
        "oldest_overdue_days": max(late) if late else None,
    }  # fmt: skip


def _offsets(visits: list[Entry]) -> Entry:
    own = [v for v in visits if v["status"] in HELD and v["actual"] and v["target"]]
    days = sorted((date.fromisoformat(v["actual"]) - date.fromisoformat(v["target"])).days for v in own)
    lower, _, upper = quantiles(days, n=4, method="inclusive") if len(days) > 1 else (days * 3 or [None] * 3)
    return {
        "n": len(days), **{status: sum(v["status"] == status for v in own) for status in HELD},
        "least": days[0] if days else None, "lower": lower, "median": median(days) if days else None, "upper": upper,
        "most": days[-1] if days else None,
    }  # fmt: skip


def _due(visit: Entry, cut: date) -> Entry:
    first, last = (date.fromisoformat(day) for day in visit["window"])
    days = {"overdue": cut - last, "due": last - cut, "not_yet_due": first - cut}[visit["status"]]
    return {
        "subject": visit["subject"], "visit": visit["visit"], "status": visit["status"],
        "from": visit["window"][0], "to": visit["window"][1], "days": days.days,
    }  # fmt: skip


# --- Completeness ---


def _cells(person: Person, study: dict, visits: list[Entry]) -> list[Entry]:
    """What each required assessment of each visit came to."""
    plans = {each["id"]: each for each in study["visits"]}
    endpoints = {each["id"]: each for each in study["endpoints"]}
    own = [each for each in visits if each["subject"] == person.id]
    numbers = {float(each["visitnum"]) for each in study["visits"]}
    return [
        {"subject": person.id, "visit": visit["visit"], "endpoint": name, "status": visit["status"],
         "state": _state(person, endpoints[name], plans[visit["visit"]], visit, numbers)}
        for visit in own for name in plans[visit["visit"]]["required"]
    ]  # fmt: skip


def _state(person: Person, endpoint: dict, plan: dict, visit: Entry, plans: set[float]) -> str:
    """Usable with a value at that VISITNUM, else on that day; not done where a record says so."""
    if visit["status"] not in HELD:
        return "not_held" if visit["status"] in EXPECTED else "open"
    name, actual = endpoint["domain"], visit["actual"] and date.fromisoformat(visit["actual"])
    dated, valued = endpoint.get("date", f"{name}DTC"), endpoint.get("value", f"{name}STRESN")
    valued = f"{name}STRESN" if valued == "FVCPRED" else valued  # recomputed from the litres of the same record
    for row in person.table(name):
        same_day = actual and certain(row[dated]) == actual
        same_visit = number(row.get("VISITNUM")) == plan["visitnum"]
        if matches(row, endpoint["where"]) and number(row.get(valued)) is not None and (same_day or same_visit):
            return "usable"
    group = endpoint["where"] | {f"{name}TESTCD": f"{name}ALL"}
    told = [
        row
        for row in person.table(name)
        if (matches(row, endpoint["where"]) or matches(row, group))
        and row.get(f"{name}STAT") == "NOT DONE"
        and number(row.get(valued)) is None
    ]
    return "not_done" if any(_belongs(row, dated, plan, actual, plans) for row in told) else "blank"


def _belongs(row: Row, dated: str, plan: dict, actual: date | None, plans: set[float]) -> bool:
    """By a VISITNUM of the plan, whosever day it is; without one by the day."""
    if number(row.get("VISITNUM")) in plans:
        return number(row.get("VISITNUM")) == plan["visitnum"]
    return bool(actual) and certain(row[dated]) == actual


def _completeness(persons: list[Person], study: dict, cells: list[Entry]) -> Entry:
    def part(key: str, value: str) -> Entry:
        return {key: value, **_counts([cell for cell in cells if cell[key] == value])}

    required = {name for plan in study["visits"] for name in plan["required"]}
    return {
        "total": _counts(cells),
        "by_measure": [part("endpoint", each["id"]) for each in study["endpoints"] if each["id"] in required],
        "by_visit": [part("visit", each["id"]) for each in study["visits"]],
        "by_subject": [part("subject", person.id) for person in persons],
        "items": [
            _items(persons, name, rules)
            for name, rules in sorted(study.get("instruments", {}).items(), reverse=True)
            if name in plain_items.ITEMS
        ],
    }


def _counts(cells: list[Entry]) -> Entry:
    count = {state: sum(cell["state"] == state for cell in cells) for state in ("usable", "not_done", "blank")}
    held, absent = sum(count.values()), sum(cell["state"] == "not_held" for cell in cells)
    return {
        **count, "held": held, "expected": held + absent, "percent": _percent(count["usable"], held),
        "of_expected_percent": _percent(count["usable"], held + absent),
    }  # fmt: skip


def _items(persons: list[Person], scale: str, rules: dict) -> Entry:
    found = [each.items for person in persons for each in plain_items.visits(person, scale, rules)]
    found = [items for items in found if any(value is not None for value in items)]
    answered = sum(value is not None for items in found for value in items)
    size = sum(map(len, found))
    return {
        "scale": {"alsfrs_r": "ALSFRS-R", "alsfrs": "ALSFRS"}[scale], "assessments": len(found),
        "whole": sum(None not in items for items in found), "answered": answered, "items": size,
        "percent": _percent(answered, size),
    }  # fmt: skip


# --- Deviations: rule, patient, day, visit ---


def _deviations(
    persons: list[Person], study: dict, visits: list[Entry], cells: list[Entry], courses: list[Entry], cut: date
) -> list[Entry]:
    found = [each for visit in visits for each in _timing(visit)] + _assessments(visits, cells)
    for person in persons:
        found += [*_same_day(visits, person), *_medicines(person, study), *_order(person, study, cut)]
        found += [*_too_old(person, study, courses), *_written_down(person)]
    found += _too_close(persons, study)
    weighty = study.get("deviations", {}).get("important", IMPORTANT)
    return [{"visit": None, **each, "important": each["rule"] in weighty} for each in found]


IMPORTANT = (
    "missed_visit", "assessment_missing", "prohibited_medication", "procedure_order", "infusion_spacing", "eligibility",
    "recorded",
)  # fmt: skip


def _too_close(persons: list[Person], study: dict) -> list[Entry]:
    """By the days of [deviations], else those of [stopping], where 7 stands if it names none."""
    stopping = study.get("stopping")
    other = stopping and stopping.get("minimum_days_between", 7)
    least = study.get("deviations", {}).get("minimum_days_between", other)
    queue = sorted((person.anchor, person.id) for person in persons if person.anchor)
    return [
        {"rule": "infusion_spacing", "subject": who, "date": day.isoformat()}
        for (before, _), (day, who) in pairwise(queue)
        if least and day < before + timedelta(least)
    ]


def _one(rule: str, visit: Entry, day: str | None) -> Entry:
    return {"rule": rule, "subject": visit["subject"], "date": day, "visit": visit["visit"]}


def _timing(visit: Entry) -> list[Entry]:
    if visit["window"] is None:
        return []
    if visit["status"] in ("early", "late"):
        return [_one("out_of_window", visit, visit["actual"])]
    rule = {"missed": "missed_visit", "overdue": "overdue_visit"}.get(visit["status"])
    return [_one(rule, visit, visit["window"][1])] if rule else []


def _assessments(visits: list[Entry], cells: list[Entry]) -> list[Entry]:
    """One for each visit and kind, however many assessments."""
    found = []
    for visit in visits:
        own = {c["state"] for c in cells if (c["subject"], c["visit"]) == (visit["subject"], visit["visit"])}
        rules = {"blank": "assessment_missing", "not_done": "assessment_not_done"}
        found += [_one(rule, visit, visit["actual"]) for state, rule in rules.items() if state in own]
    return found


def _same_day(visits: list[Entry], person: Person) -> list[Entry]:
    seen: set[str] = set()
    found = []
    for visit in visits:
        if visit["subject"] == person.id and visit["actual"]:
            if visit["actual"] in seen:
                found.append(_one("same_day", visit, visit["actual"]))
            seen.add(visit["actual"])
    return found


def _medicines(person: Person, study: dict) -> list[Entry]:
    entry, names = person.screening or person.anchor, study.get("prohibited", {}).get("medications", [])
    found = []
    for row in person.table("CM"):
        words = f"{row.get('CMDECOD', '')} {row['CMTRT']}".upper()
        start, end = span(row["CMSTDTC"]), span(row.get("CMENDTC", ""))
        over = end and entry and end[1] < entry - timedelta(28)
        after = start and person.out and start[0] > person.out
        if entry and is_done(row, "CM") and any(name.upper() in words for name in names) and not over and not after:
            found.append({"rule": "prohibited_medication", "subject": person.id, "date": row["CMSTDTC"] or None})
    return found


def _written_down(person: Person) -> list[Entry]:
    """What the site recorded itself: criteria that a treated patient did not meet, and deviations."""
    criteria = [("eligibility", row.get("IEDTC")) for row in person.table("IE") if person.anchor]
    recorded = [("recorded", row.get("DVSTDTC")) for row in person.table("DV")]
    return [{"rule": rule, "subject": person.id, "date": day or None} for rule, day in criteria + recorded]


def _order(person: Person, study: dict, cut: date) -> list[Entry]:
    """A step that surely comes after one that should follow it; days of one certain record each."""
    written = person.row.get("RFICDTC", "")
    consent = (None if is_after(written, cut) else span(written)) or _consent(person)
    screening = None if person.screening and person.screening > cut else person.screening
    marrow = plain_items.recorded(person, "MARROW.*ASPIRAT|ASPIRAT.*MARROW")
    plans = [float(each["visitnum"]) for each in study["visits"] if each.get("kind") == "procedure"]
    planned = [row["SVSTDTC"] for row in person.table("SV") if is_held(row) and number(row["VISITNUM"]) in plans]
    taken = [day for row in marrow if (day := certain(row["PRSTDTC"]))] or [day for t in planned if (day := certain(t))]
    days = [min(taken) if taken else None, person.anchor]
    steps = [consent, *(day and (day, day) for day in (screening, *days))]
    return [
        {"rule": "procedure_order", "subject": person.id, "date": step[0].isoformat()}
        for place, step in enumerate(steps)
        if step and any(late and step[0] > late[1] for late in steps[place + 1 :])
    ]


def _consent(person: Person) -> tuple[date, date] | None:
    rows = [row for row in person.table("DS") if row["DSDECOD"].upper() == "INFORMED CONSENT OBTAINED"]
    spans = [each for row in rows if (each := span(row["DSSTDTC"]))]
    return (min(first for first, _ in spans), min(last for _, last in spans)) if spans else None


def _too_old(person: Person, study: dict, trajectories: list[Entry]) -> list[Entry]:
    """One for each day with a value from before the limit: set aside for that reason alone."""
    months = study.get("historical", {}).get("months_before_screening")
    if months is None or person.screening is None:
        return []
    year, month = divmod(person.screening.year * 12 + person.screening.month - 1 - months, 12)
    last = [31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    limit = date(year, month + 1, min(person.screening.day, last[month]))
    points = [p for each in trajectories if each["subject"] == person.id for p in each["points"]]
    days = {p["date"] for p in points if p["day"] is not None and date.fromisoformat(p["date"]) < limit}
    return [{"rule": "historical_record", "subject": person.id, "date": day} for day in sorted(days)]
