"""An independent reading of the guidance for stopping from raw records, in plain loops; limits by scipy.stats."""

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

from scipy.stats import beta, binom

from tests.reference import plain_tables as plain
from tests.reference.plain_endpoint import FINAL, STILL_OPEN
from tests.reference.plain_events import entry
from tests.reference.plain_people import Person, people
from tests.reference.plain_tables import Row, is_after, is_done, matches, span

Entry = dict[str, object]
MOST = 10**6


def document(folder: Path, as_of: date | None = None) -> Entry:
    """What stands in `safety.stopping` of counts, limits, pauses and gaps, under the default numbers."""
    study = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    data = plain.read(folder, study)
    cut = plain.cut_of(data, study, as_of)
    known, _ = plain.known_at(data, study, cut)
    persons = list(people(known, data.tables, study, cut, plain.assessment_tables(data, study)))
    columns = {name for person in persons for row in person.table("AE") for name in row}
    events = {
        person.id: [(row, entry(person, row, study, cut), _standing(row, columns, cut)) for row in person.table("AE")]
        for person in persons
    }
    treated = sorted((person for person in persons if person.anchor), key=lambda each: (each.anchor, each.id))
    limits = [
        _limits(n) for n in range(1, max(study["study"].get("planned_subjects") or len(persons), len(treated)) + 1)
    ]
    outside = [each.id for each in persons if _is_unclear(each, study)]
    path, k, k_open = [], 0, 0
    for n, person in enumerate(treated, start=1):
        judged = [_counts(*each) for each in events[person.id] if each[1]["emergent"]]
        k, k_open = k + ("yes" in judged), k_open + any(each != "no" for each in judged)
        path.append((person.id, n, k, k_open, _state(k, limits[n - 1]), _is_short(person, judged)))
    return {
        "path": path,
        "limits": limits,
        "pauses": {rule: _pauses(rule, persons, events, outside) for rule in RULES},
        "gaps": [(b.anchor - a.anchor).days for a, b in pairwise(treated)],
        "outside": outside,
    }


def _is_unclear(person: Person, study: dict) -> bool:
    anchor = study["anchor"]
    rows = [row for row in person.table(anchor["domain"]) if matches(row, anchor.get("where", {}))]
    spans = [span(row.get(anchor["date"], "")) for row in rows if is_done(row, anchor["domain"])]
    return person.anchor is None and any(each and each[0] != each[1] for each in spans)


def _standing(row: Row, columns: set[str], cut: date) -> str:
    """Of the primary endpoint: pending, event, deficit (an event by the neurologic flag), or nothing."""
    site, deficit = row.get("PESITE") == "Y", row.get("PENEURO") == "Y"
    stated = row.get("PEADJ", "").upper()
    final = stated.startswith(FINAL) and not is_after(row.get("PEADJDTC", ""), cut)
    if stated.startswith(STILL_OPEN) or ("PEADJ" in columns and (site or deficit) and not final):
        return "pending site" if site and not deficit else "pending"
    if deficit and row.get("PENATPRG") != "Y":
        return "deficit"
    return "event" if site else ""


def _three(*facts: bool | None) -> str:
    return "no" if False in facts else "open" if None in facts else "yes"


def _counts(_: Row, event: Entry, standing: str) -> str:
    primary = "open" if standing.startswith("pending") else "yes" if standing else "no"
    grade = None if event["grade"] is None else event["grade"] >= 3
    found = {primary, _three(event["serious"], event["related"]), _three(grade, event["related"])}
    return "yes" if "yes" in found else "open" if "open" in found else "no"


def _is_short(person: Person, judged: list[str]) -> bool:
    return "yes" not in judged and (person.day(person.last) or -1) < 30


def _limits(n: int) -> tuple[int | None, int | None, int | None]:
    chances = [beta.sf(0.2, 0.4 + k, 1.6 + n - k) for k in range(n + 1)]
    tails = [binom.sf(k - 1, n, 0.1) for k in range(n + 1)]
    alert = [k for k, chance in enumerate(chances) if chance >= 0.8]
    stop = [k for k, chance in enumerate(chances) if chance >= 0.9]
    pocock = [k for k, chance in enumerate(tails) if chance <= 0.05]
    return tuple(each[0] if each else None for each in (alert, stop, pocock))


def _state(k: int, limits: tuple[int | None, int | None, int | None]) -> str:
    alert, stop, _ = (MOST if each is None else each for each in limits)
    return "boundary crossed" if k >= stop else "alert" if k >= alert else "below"


def _death(row: Row, event: Entry, _: str) -> str:
    return _three(event["grade"] == 5 or row["AEOUT"].upper().startswith("FATAL"), event["related"])


def _grade_4(row: Row, event: Entry, _: str) -> str:
    if (event["grade"] or 0) >= 4:
        return "yes"
    blunt = event["grade"] is None or (event["grade"] == 3 and not plain.number(row.get("AETOXGR")))
    return "open" if blunt and event["serious"] is not False else "no"


def _neurologic(_: Row, __: Entry, standing: str) -> str:
    return {"pending": "open", "deficit": "yes"}.get(standing, "no")


def _serious(_: Row, event: Entry, __: str) -> str:
    return _three(event["serious"], event["related"])


RULES = {
    "related_death": _death, "grade_4": _grade_4, "neurologic_primary": _neurologic, "related_serious": _serious,
}  # fmt: skip


def _pauses(rule: str, persons: list[Person], events: dict[str, list[tuple]], outside: list[str]) -> dict[str, list]:
    found: dict[str, list] = {"yes": [], "open": [], "no": []}
    for person in persons:
        scope = [each for each in events[person.id] if _on_study(each[1], person.id in outside)]
        for row, event, standing in scope:
            found[RULES[rule](row, event, standing)].append((person.id, event["seq"]))
        fatal = any(event["grade"] == 5 or row["AEOUT"].upper().startswith("FATAL") for row, event, _ in scope)
        is_treated = person.anchor is not None or person.id in outside
        if rule == "related_death" and person.status == "died" and is_treated and not fatal:
            found["open"].append((person.id, None))
    return {"met": found["yes"], "pending": found["open"]}


def _on_study(event: Entry, is_unclear: bool) -> bool:
    unknown = event["emergent"] is None and event["procedure_emergent"] is None
    return bool(event["emergent"] or event["procedure_emergent"] or (unknown and is_unclear))
