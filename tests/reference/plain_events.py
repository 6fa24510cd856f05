"""An independent reading of the adverse events of `results`, in plain loops."""

from datetime import date

from tests.reference.plain_adverse import judged
from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, certain, is_after, number, span

Entry = dict[str, object]
RELATED = {"AEREL": ["RELATED", "POSSIBLY RELATED", "PROBABLE", "POSSIBLE", "Y"]}
SEVERITY = {"MILD": 1, "MODERATE": 2, "SEVERE": 3}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def entry(person: Person, row: Row, study: dict, cut: date) -> Entry:
    rules = study.get("safety", {})
    start, end = row["AESTDTC"], row["AEENDTC"]
    is_late = is_after(end, cut)
    end = "" if is_late else end
    grade = number(row.get("AETOXGR")) or rules.get("severity_grade", SEVERITY).get(row["AESEV"])
    return {
        "subject": person.id, "seq": int(float(row["AESEQ"])), "term": row["AETERM"],
        "start_day": person.day(certain(start)), "end_day": person.day(certain(end)),
        "ongoing": person.status != "died" if is_late else _ongoing(row, end, person), "grade": grade and int(grade),
        "serious": {"Y": True, "N": False}.get(row["AESER"]), "related": _related(row, rules.get("related", RELATED)),
        "emergent": _emergent(person.anchor, start, end),
        "start_date": _iso(certain(start)) or start or None, "end_date": _iso(certain(end)) or end or None,
        **judged(person, row, study, (start, end), cut),
    }  # fmt: skip


def _ongoing(row: Row, end: str, person: Person) -> bool | None:
    if end or row["AEOUT"] in ("RECOVERED/RESOLVED", "RECOVERED/RESOLVED WITH SEQUELAE", "FATAL"):
        return False
    is_open = row["AEOUT"] not in ("", "UNKNOWN") or "ONGOING" in row.get("AEENRTPT", "")
    return person.status != "died" if is_open else None


def _related(row: Row, rules: dict[str, list[str]]) -> bool | None:
    """True if any judgement says so; null where none was made (a reading: one that was made may say no)."""
    verdicts = [row[column] in wanted for column, wanted in rules.items() if row.get(column)]
    return any(verdicts) if verdicts else None


def _emergent(anchor: date | None, start: str, end: str) -> bool | None:
    """A partial start counts if it may be the anchor day or later, unless the event was over before."""
    if anchor is None:
        return None
    first, latest = span(start) or (date.min, date.max)
    over = span(end)
    return first >= anchor or (latest >= anchor and not (over and over[1] < anchor))
