"""An independent reading of the primary safety endpoint from the raw records, in plain loops; bounds by scipy."""

from datetime import date
from itertools import product

from scipy.stats import binomtest

from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, certain, is_after, span

Entry = dict[str, object]
ANALYSES = ("primary", "sensitivity", "if_pending_confirmed")
TIERS, WINDOWS = ("any", "grade_2", "grade_3_or_serious"), ("whole", "day_0_to_30")
FINAL = ("FINAL", "COMPLETE", "ADJUDICATED", "CONFIRMED", "CLOSED", "DONE")
STILL_OPEN = (
    "PENDING", "OPEN", "IN PROGRESS", "ONGOING", "UNDER ", "TO BE ", "NOT ADJUDICATED", "NOT COMPLETE", "NOT FINAL",
)  # fmt: skip


def document(persons: list[Person], events: list[Entry], study: dict, cut: date) -> Entry:
    """The part `safety.primary`; `events` are the entries of `results`, of the same records."""
    columns = {name for person in persons for row in person.table("AE") for name in row}
    emergent = {(each["subject"], each["seq"]): each for each in events}
    days = {"treated": None, "evaluable_day_30": 30, "evaluable_month_12": _month_12(study)}
    missing = [name for name in ("PESITE", "PENEURO") if name not in columns]
    found = {}
    for person in persons:
        rows = [(row, emergent[person.id, int(float(row["AESEQ"]))]) for row in person.table("AE")]
        judged = [_judged(person, row, entry, columns, cut) for row, entry in rows]
        found[person.id] = [each for each in judged if each["component"] or each["standing"] == "pending"]
    return {
        "evaluable_days": days,
        "subjects": [_subject(person, found[person.id], bool(missing)) for person in persons],
        "rates": [] if missing else _rates([each for each in persons if each.anchor], found, days),
        "deaths": {
            "treated": sum(each.anchor is not None for each in persons),
            "deaths": sorted(each.id for each in persons if each.anchor and each.status == "died"),
        },
    }


def _month_12(study: dict) -> int:
    near = sorted((abs(each["day"] - 365), each["day"] + each["window"][0]) for each in study["visits"])
    return near[0][1] if near and near[0][0] <= 31 else 365


def _judged(person: Person, row: Row, entry: Entry, columns: set[str], cut: date) -> Entry:
    site, deficit = row.get("PESITE") == "Y", row.get("PENEURO") == "Y"
    natural, stated = row.get("PENATPRG") or None, row.get("PEADJ", "").upper()
    later = is_after(row.get("PEADJDTC", ""), cut)
    is_open = stated.startswith(STILL_OPEN)
    undecided = ("PEADJ" in columns and (site or deficit)) and (later or not stated.startswith(FINAL))
    if not entry["emergent"]:
        standing = "not_after_anchor"
    elif is_open or undecided:
        standing = "pending"
    else:
        standing = "event" if site or (deficit and natural != "Y") else "natural_progression"
    sent = "" if is_after(row.get("PEADJREQ", ""), cut) else row.get("PEADJREQ", "")
    words = stated.lower() or "not recorded"
    starts = span(row["AESTDTC"])
    early = starts is None or (starts[0] - (person.anchor or starts[0])).days <= 30
    return {
        "seq": entry["seq"], "standing": standing, "component": ["A"] * site + ["B"] * deficit,
        "natural_progression": natural, "adjudication": f"{words}, dated after the cut" if stated and later else words,
        "adjudicator": None if later else row.get("PEADJBY") or None,
        "adjudication_date": None if later else row.get("PEADJDTC") or None,
        "adjudication_reason": None if later else row.get("PEADJRAT") or None,
        "sent": sent or None,
        "waiting_days": (cut - certain(sent)).days if standing == "pending" and certain(sent) else None,
        "_certain": site or natural == "N", "_early": early, "_grade": entry["grade"], "_serious": entry["serious"],
    }  # fmt: skip


def _shown(event: Entry) -> Entry:
    return {name: value for name, value in event.items() if not name.startswith("_")}


def _subject(person: Person, events: list[Entry], is_blind: bool) -> Entry:
    """Status: an event, else a pending one, else whether 30 days without one were seen."""
    plain = (
        "not collected" if is_blind else "no event" if (person.day(person.last) or -1) >= 30 else "not yet evaluable"
    )
    settled = [each for each in events if each["standing"] == "event"]
    waiting = [each for each in events if each["standing"] == "pending"]
    behind = settled or waiting
    status = "event" if settled else "pending adjudication" if waiting else plain
    sure = [each for each in settled if each["_certain"]]
    return {
        "subject": person.id, "status": status,
        "sensitivity": "event" if sure else "pending adjudication" if waiting else plain,
        "to_day": person.day(person.last),
        "events": [_shown(each) for each in behind],
        "others": [_shown(each) for each in events if each not in behind],
    }  # fmt: skip


def _reaches(event: Entry, tier: str) -> bool | None:
    grade, serious = event["_grade"], event["_serious"]
    if tier == "grade_2":
        return None if grade is None else grade > 1
    if tier == "grade_3_or_serious" and not (serious or (grade or 0) >= 3):
        return None if grade is None or serious is None else False
    return True


def _rates(treated: list[Person], found: dict[str, list[Entry]], days: dict[str, int | None]) -> list[Entry]:
    rates = []
    for name, (denominator, least), window, tier in product(ANALYSES, days.items(), WINDOWS, TIERS):
        with_event, n, ungraded = [], 0, 0
        for person in treated:
            own = [each for each in found[person.id] if _counts(each, name) and (window == "whole" or each["_early"])]
            reached = {_reaches(each, tier) for each in own}
            if True in reached:
                with_event.append(person.id)
            ungraded += True not in reached and None in reached
            n += True in reached or least is None or (person.day(person.last) or -1) >= least
        rates.append({
            "analysis": name, "denominator": denominator, "tier": tier, "window": window, "k": len(with_event), "n": n,
            **_bounds(len(with_event), n), "with_event": sorted(with_event), "ungraded": ungraded,
        })  # fmt: skip
    return rates


def _counts(event: Entry, analysis: str) -> bool:
    if event["standing"] == "pending":
        return analysis == "if_pending_confirmed"
    return event["standing"] == "event" and (analysis != "sensitivity" or bool(event["_certain"]))


def _bounds(k: int, n: int) -> Entry:
    if not n:
        return {"lower": None, "upper": None, "upper_one_sided": None}
    both = binomtest(k, n).proportion_ci(method="exact")
    one = binomtest(k, n, alternative="less").proportion_ci(method="exact")
    return {"lower": both.low, "upper": both.high, "upper_one_sided": one.high}
