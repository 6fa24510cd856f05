"""An independent reading of the items of ALSFRS-R and ALSFRS, one patient at a time: assessments and findings.

Written from the rules in words; it shares no code with the program. Slow and literal on purpose.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, certain, is_done, matches, number, span

Entry = dict[str, object]
NINE = ["speech", "salivation", "swallowing", "handwriting", "cutting", "dressing", "turning", "walking", "stairs"]
ITEMS = {"alsfrs_r": [*NINE, "dyspnea", "orthopnea", "respiratory"], "alsfrs": [*NINE, "breathing"]}
TUBE = "cutting_gastrostomy"
CARE = {"gastrostomy": "GASTROSTOM|PEG", "tracheostomy": "TRACHEOSTOM", "ventilation": "VENTILAT|NIV"}


@dataclass
class Visit:
    """One assessment of one scale: every value that was written, by the name of the item."""

    scale: str
    text: str
    day: date | None
    written: dict[str, list[float]] = field(default_factory=dict)
    totals: list[float] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)

    def recorded(self, name: str) -> float | None:
        """The value of one recorded item: whole, 0 to 4, and the same in every record of the day."""
        values = set(self.written.get(name, []))
        return values.pop() if len(values) == 1 else None

    @property
    def total(self) -> float | None:
        """The total as the site wrote it."""
        return self.totals[0] if len(set(self.totals)) == 1 else None

    @property
    def forms(self) -> str:
        """Which forms of item 5 have a value: "a", "b", both or none."""
        return "".join(f for f, name in (("a", "cutting"), ("b", TUBE)) if self.recorded(name) is not None)

    def item(self, name: str) -> float | None:
        """An item as scored: item 5 in the form that is there."""
        if name != "cutting":
            return self.recorded(name)
        return {"a": self.recorded("cutting"), "b": self.recorded(TUBE)}.get(self.forms)

    @property
    def items(self) -> list[float | None]:
        return [self.item(name) for name in ITEMS[self.scale]]

    @property
    def sum(self) -> float | None:
        """The total of all items, none if one is missing."""
        return None if None in self.items else sum(self.items)


def visits(person: Person, scale: str, rules: dict) -> list[Visit]:
    """Every assessment of one scale: dated ones by day, then the others by their text."""
    found: dict[tuple, Visit] = {}
    parts = {**rules["items"], "total": rules.get("total", [])}
    name = rules.get("domain", "QS")
    for row in person.table(name):
        part = _part(row.get(rules.get("test", f"{name}TESTCD"), ""), parts)
        if not matches(row, rules["where"]) or part is None:
            continue
        day, text = certain(row[f"{name}DTC"]), row[f"{name}DTC"]
        key = (0, day.isoformat()) if day else (1, text) if text else (2, number(row.get("VISITNUM")) or -1.0)
        visit = found.setdefault(key, Visit(scale, day.isoformat() if day else text, day))
        _write(visit, part, number(row.get(rules.get("value", f"{name}STRESN"))), is_done(row, name))
    return [found[key] for key in sorted(found)]


def _part(text: str, parts: dict[str, object]) -> str | None:
    named = {
        name
        for name, patterns in parts.items()
        for pattern in (patterns if isinstance(patterns, list) else [patterns])
        if re.fullmatch("".join(_letter(each) for each in pattern), text, re.IGNORECASE)
    }
    return named.pop() if len(named) == 1 else None


def mapped(persons: list[Person], scale: str, rules: dict) -> list[Entry]:
    """What was found for every part of one scale, and the tests that are none."""
    name = rules.get("domain", "QS")
    column = rules.get("test", f"{name}TESTCD")
    rows = [row for person in persons for row in person.table(name) if matches(row, rules["where"])]
    order = [*NINE[:5], TUBE, *NINE[5:], *ITEMS[scale][9:], "total"]
    parts = {part: {**rules["items"], "total": rules.get("total", [])}[part] for part in order}
    counts: dict[str, int] = {}
    for row in rows:
        if text := row.get(column, ""):
            counts[text] = counts.get(text, 0) + 1
    known = {text: _part(text, parts) for text in counts}
    found = {part: [text for text in counts if known[text] == part] for part in parts}
    entries = [
        {
            "instrument": scale, "part": part, "patterns": patterns if isinstance(patterns, list) else [patterns],
            "found": found[part], "records": sum(counts[text] for text in found[part]),
        }
        for part, patterns in parts.items()
    ]  # fmt: skip
    loose = [text for text in counts if known[text] is None and text.upper() != f"{name}ALL"]
    return entries + [
        {"instrument": scale, "part": None, "patterns": [], "found": [text], "records": counts[text]} for text in loose
    ]


def _letter(letter: str) -> str:
    return {"*": ".*", "?": "."}.get(letter, re.escape(letter))


def _write(visit: Visit, part: str, value: float | None, done: bool) -> None:
    if value is None:
        return
    if part == "total":
        visit.totals += [value] if done else []
    elif not done:
        visit.wrong.add("not_done_with_value")
    elif value not in (0, 1, 2, 3, 4):
        visit.wrong.add("impossible_item")
    else:
        visit.written.setdefault(part, []).append(value)


def without_total(person: Person, endpoint: dict, study: dict) -> set[date]:
    """The days on which an endpoint that is a recorded total cannot be right: both forms of item 5 are scored."""
    scales = {name: each for name, each in study.get("instruments", {}).items() if name in ITEMS}
    days: set[date] = set()
    for scale, rules in scales.items():
        name = rules.get("domain", "QS")
        parts = {**rules["items"], "total": rules.get("total", [])}
        rows = [row for row in person.table(name) if matches(row, rules["where"]) and matches(row, endpoint["where"])]
        test = rules.get("test", f"{name}TESTCD")
        if endpoint["domain"] == name and any(_part(row.get(test, ""), parts) == "total" for row in rows):
            days |= {visit.day for visit in visits(person, scale, rules) if visit.day and visit.forms == "ab"}
    return days


# --- What is recorded beside the items ---


def recorded(person: Person, words: str, without: str = "REMOV|CLOSURE|SCAN|SCINTI|DECANNUL") -> list[Row]:
    """The procedures whose name has one of some words."""
    rows = [row for row in person.table("PR") if row.get("PROCCUR", "") != "N" and is_done(row, "PR")]
    texts = [(row, f"{row.get('PRDECOD', '')} {row.get('PRTRT', '')}".upper()) for row in rows]
    return [row for row, text in texts if re.search(words, text) and not (without and re.search(without, text))]


def bounds(rows: list[Row], column: str) -> tuple[date, date] | None:
    """Between which days something was there for the first time; None where nothing is recorded."""
    spans = [span(row.get(column, "")) or (date.min, date.max) for row in rows]
    return (min(each[0] for each in spans), min(each[1] for each in spans)) if spans else None


def is_there(known: tuple[date, date] | None, day: date) -> bool | None:
    """Whether it is there on a day by record: yes, no, or open."""
    if known is None or known[0] <= day < known[1]:
        return None
    return known[1] <= day


# --- Findings ---


def findings(person: Person, scale: str, rules: dict) -> list[Entry]:
    """Every doubtful assessment: rule, date and day."""
    tube = bounds(recorded(person, "GASTROSTOM|PEG"), "PRSTDTC")
    breath = bounds(recorded(person, "VENTILAT|NIV|TRACHEOSTOM"), "PRSTDTC")
    gone = [row for row in recorded(person, "GASTROSTOM|PEG", "") if "REMOV" in f"{row.get('PRTRT')}".upper()]
    removed = bounds(gone, "PRSTDTC")
    told: list[Entry] = []
    values: dict[str, float] = {}
    form = ""
    for visit in visits(person, scale, rules):
        first, last = (visit.day, visit.day) if visit.day else span(visit.text) or (date.max, date.min)
        names = set(visit.wrong) | _unlike(visit) | _totals(visit)
        is_removed = bool(removed and removed[0] <= last)
        if visit.forms == "b" and not (tube and tube[0] <= last):
            names.add("form_before_gastrostomy")
        is_back = visit.day is not None and visit.forms == "a" and form == "b" and not is_removed
        if is_back:
            names.add("form_back")
        elif visit.forms == "a" and tube and tube[1] < first and not is_removed:
            names.add("form_after_gastrostomy")
        if (
            scale == "alsfrs_r"
            and (visit.recorded("respiratory") or 0) < 4
            and visit.recorded("respiratory") is not None
        ):
            names |= {"ventilation_before_record"} if breath and breath[0] > last else set()
        if visit.day:
            names |= _rises(visit, values)
            form = visit.forms if len(visit.forms) == 1 else form
        told += [
            {
                "subject": person.id, "instrument": scale, "finding": name, "date": visit.text or None,
                "day": person.day(visit.day),
            }
            for name in names
        ]  # fmt: skip
    return told


def _unlike(visit: Visit) -> set[str]:
    two = any(len(set(each)) > 1 for each in [*visit.written.values(), visit.totals])
    return {"two_values"} if two else set()


def _totals(visit: Visit) -> set[str]:
    names, count = set(), sum(item is not None for item in visit.items)
    if visit.forms == "ab":
        names.add("both_forms")
    elif 0 < count < len(visit.items):
        names.add("items_missing" if visit.total is None else "total_without_items")
    if visit.total is not None and visit.sum is not None and visit.total != visit.sum:
        names.add("total_differs")
    if visit.items.count(0) >= 4:
        names.add("floor")
    return names


def _rises(visit: Visit, before: dict[str, float]) -> set[str]:
    """Compare with the last values and remember the new ones."""
    names, count = set(), sum(item is not None for item in visit.items)
    now = dict(zip(ITEMS[visit.scale], visit.items, strict=True))
    now["total"] = visit.total if count == 0 else visit.sum
    for name, value in now.items():
        if value is not None:
            limit = 4 if name == "total" else 2
            if name in before and value - before[name] >= limit:
                names.add("total_rise" if name == "total" else "item_rise")
            before[name] = value
    return names
