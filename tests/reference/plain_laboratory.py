"""Laboratory values and vital signs of `results` once more, in plain loops over rows of text."""

from collections.abc import Iterator

from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, certain, number

Entry = dict[str, object]
LEVELS = {"NORMAL": "normal", "LOW": "low", "HIGH": "high", "ABNORMAL": "abnormal"}


def laboratory(person: Person, study: dict) -> Iterator[Entry]:
    """One entry for each test, specimen and unit with a number."""
    wanted = study.get("laboratory", {}).get("tests", [])
    for name in ("LB", "VS"):
        series: dict[tuple[object, ...], list[Row]] = {}
        for row in person.table(name):
            if _value(row, name) is not None and (not wanted or row[f"{name}TESTCD"] in wanted):
                series.setdefault(_key(row, name), []).append(row)
        for key, rows in series.items():
            yield _entry(person, name, key, sorted(rows, key=lambda row: _order(row, name)))


def _order(row: Row, name: str) -> tuple[object, ...]:
    day = certain(row[f"{name}DTC"])
    return day is None, day, number(row[f"{name}SEQ"]) or 0


def _key(row: Row, name: str) -> tuple[object, ...]:
    details = tuple(row[f"{name}{end}"] for end in ("POS", "LOC", "LAT", "TPT") if row.get(f"{name}{end}"))
    specimen = row.get(f"{name}SPEC") or row.get(f"{name}CAT") or None
    standard = number(row.get(f"{name}STRESN")) is not None
    return row[f"{name}TESTCD"], specimen, details, row.get(f"{name}{'STRESU' if standard else 'ORRESU'}") or None


def _value(row: Row, name: str) -> float | None:
    """The standard number; the original one where the standard result is not in words."""
    standard = number(row.get(f"{name}STRESN"))
    if standard is not None or (row.get(f"{name}STRESC") and number(row[f"{name}STRESC"]) is None):
        return standard
    return number(row.get(f"{name}ORRES"))


def _level(row: Row, name: str) -> str | None:
    """The recorded indicator, else the limits; where the two disagree, what is outside."""
    standard = number(row.get(f"{name}STRESN"))
    ends = ("STNRLO", "STNRHI") if standard is not None else ("ORNRLO", "ORNRHI")
    low, high = (number(row.get(f"{name}{end}")) for end in ends)
    value, said = _value(row, name), LEVELS.get(row.get(f"{name}NRIND", ""))
    seen = None
    if low is not None or high is not None:
        seen = "low" if low is not None and value < low else "high" if high is not None and value > high else "normal"
    if row.get(f"{name}NRIND") and said is None:
        return None
    return seen if said in (None, "normal") and seen is not None else said


def _entry(person: Person, name: str, key: tuple[object, ...], rows: list[Row]) -> Entry:
    days = [person.day(certain(row[f"{name}DTC"])) for row in rows]
    values = [_value(row, name) for row in rows]
    before = [at for at, day in enumerate(days) if day is not None and day <= 0]
    flagged = [at for flag in ("LOBXFL", "BLFL") for at in before if rows[at].get(f"{name}{flag}") == "Y"]
    first_kind = [at for at in before if rows[at].get(f"{name}LOBXFL") == "Y"] or flagged or before
    base = first_kind[-1] if first_kind else None
    levels = [_level(row, name) for row in rows]
    later = base is not None and len(rows) - 1 > base and days[-1] is not None
    return {
        "subject": person.id, "domain": name, "test": key[0], "name": rows[0].get(f"{name}TEST") or key[0],
        "specimen": key[1], "details": list(key[2]), "unit": key[3], "values": len(rows),
        "baseline": None if base is None else values[base], "baseline_day": None if base is None else days[base],
        "last": values[-1], "last_day": days[-1], "change": values[-1] - values[base] if later else None,
        "with_limits": len([one for one in levels if one]),
        "abnormal": len([one for one in levels if one in ("low", "high", "abnormal")]),
    }  # fmt: skip
