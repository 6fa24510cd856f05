"""An independent reading of a folder of SDTM CSV files, in plain loops: dates, rows set aside, what is known at a cut.

Written from the interface contract of `results` alone, before its author had read a line of the program; it shares no
code with it. Slow and literal on purpose. Where the contract leaves two readings open, a comment says which is taken.
"""

import csv
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from pathlib import Path

Row = dict[str, str]
Span = tuple[date, date]

STARTS = {name: f"{name}STDTC" for name in ("SV", "EX", "PR", "AE", "DS", "CM", "MH")}
USED = {"DM", "SV", "TV", "EX", "PR", "AE", "QS", "RE", "MK", "NV", "DS", "CM", "MH", "LB", "VS", "IE", "DV", "RELREC"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2}|-)(?:-(\d{2}|-))?)?(?:T.*)?")


def span(text: str) -> Span | None:
    """Earliest and latest day an ISO 8601 text can mean; None for none or an impossible one."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part not in (None, "-") else None for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or monthrange(year, last_month)[1])
    except ValueError:
        return None


def certain(text: str) -> date | None:
    """The day of a complete date, the time dropped."""
    found = span(text)
    return found[0] if found and found[0] == found[1] else None


def number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def same(one: str, other: object) -> bool:
    """Equal as text, or as numbers where both are (4 and 4.0)."""
    return one == str(other) or (number(one) is not None and number(one) == number(str(other)))


def matches(row: Row, where: dict[str, object]) -> bool:
    """Every pair must match; a value or a list of values."""
    pairs = ((row.get(column, ""), value) for column, value in where.items())
    return all(
        any(same(cell, each) for each in (value if isinstance(value, list) else [value])) for cell, value in pairs
    )


@dataclass
class Folder:
    """The tables of one folder: rows in, rows used, and names that nobody asks for."""

    rows_in: dict[str, int]
    tables: dict[str, list[Row]]
    unused: list[str]

    def table(self, name: str) -> list[Row]:
        return self.tables.get(name, [])


def read(folder: Path, study: dict) -> Folder:
    """Read every CSV; the DOMAIN column decides. Set rows aside; write qualifiers into their parents."""
    found: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                row = {column: (value or "").strip() for column, value in row.items()}
                name = f"SUPP{row['RDOMAIN']}" if "QNAM" in row else row.get("DOMAIN") or path.stem.upper()
                found.setdefault(name, []).append(row)
    named = USED | {study["anchor"]["domain"]} | {each["domain"] for each in study["endpoints"]} | heights(study)
    unused = sorted(name for name in found if name.removeprefix("SUPP") not in named)
    kept = {name: rows for name, rows in found.items() if name not in unused}
    rows_in = {name: len(rows) for name, rows in kept.items()}
    return Folder(rows_in, _accepted(kept, study), unused)


def _accepted(tables: dict[str, list[Row]], study: dict) -> dict[str, list[Row]]:
    """Subjects first, then their records, then qualifiers; impossible values last, for `where` may name a qualifier."""
    made: dict[str, list[Row]] = {}
    for name in sorted(tables, key=lambda each: (each != "DM", each.startswith("SUPP"), each)):
        known = None if name in ("DM", "TV") else {row["USUBJID"] for row in made["DM"]}
        rows = [row for row in tables[name] if known is None or row["USUBJID"] in known]
        rows = [row for row in rows if _is_dated(name, row)]
        rows = _without_repeats(name, rows)
        made[name] = [row for row in rows if _joined(row, made)] if name.startswith("SUPP") else rows
    for name in [each for each in made if not each.startswith("SUPP")]:
        made[name] = [row for row in made[name] if not _is_impossible(name, row, study["endpoints"])]
    for name in [each for each in made if each.startswith("SUPP") or each == "RELREC"]:
        made[name] = [row for row in made[name] if _parents(row, made)]
    return made


def _is_dated(name: str, row: Row) -> bool:
    """An impossible start sets the row aside; any other impossible date is emptied."""
    start = "" if name == "DM" else STARTS.get(name, f"{name}DTC")
    for column in [each for each in row if each.endswith("DTC") and row[each] and span(row[each]) is None]:
        if column == start:
            return False
        row[column] = ""
    return True


def _key(name: str, row: Row) -> tuple[object, ...]:
    if name.startswith("SUPP"):
        return tuple(row[column] for column in ("USUBJID", "IDVAR", "IDVARVAL", "QNAM"))
    if name == "RELREC":
        return tuple(row[column] for column in ("RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "RELID"))
    if name == "TV":
        return number(row["VISITNUM"]), row.get("ARMCD")
    if name == "SV":
        return row["USUBJID"], number(row["VISITNUM"])
    return (row["USUBJID"],) if name == "DM" else (row["USUBJID"], number(row[f"{name}SEQ"]))


def _without_repeats(name: str, rows: list[Row]) -> list[Row]:
    """Identical rows: the first is used. Same key, other content: none for DM, elsewhere the first."""
    distinct: dict[tuple[tuple[str, str], ...], Row] = {}
    for row in rows:
        distinct.setdefault(tuple(row.items()), row)
    by_key: dict[tuple[object, ...], list[Row]] = {}
    for row in distinct.values():
        by_key.setdefault(_key(name, row), []).append(row)
    return [row for same_key in by_key.values() for row in same_key[:1] if name != "DM" or len(same_key) == 1]


def _parents(row: Row, made: dict[str, list[Row]]) -> list[Row]:
    idvar = row["IDVAR"]
    parents = [each for each in made.get(row["RDOMAIN"], []) if each["USUBJID"] == row["USUBJID"]]
    return [each for each in parents if not idvar or same(each.get(idvar, ""), row["IDVARVAL"])]


def _joined(row: Row, made: dict[str, list[Row]]) -> bool:
    """Write a qualifier into its parents; False for an orphan."""
    parents = _parents(row, made)
    for parent in parents:
        parent.setdefault(row["QNAM"], row["QVAL"])
    return bool(parents)


def _is_impossible(name: str, row: Row, endpoints: list[dict]) -> bool:
    for each in [one for one in endpoints if one["domain"] == name and "range" in one and matches(row, one["where"])]:
        value = number(row.get(each.get("value", f"{name}STRESN")))
        if value is not None and not each["range"][0] <= value <= each["range"][1]:
            return True
    return False


def heights(study: dict) -> set[str]:
    """The table of heights, where spirometry needs one; the other instruments stand in tables that are always used."""
    rules = study.get("instruments", {}).get("fvc", {})
    return {rules["height"].get("domain", "VS")} if "height" in rules else set()


def assessment_tables(folder: Folder, study: dict) -> list[str]:
    """Findings, and what an endpoint reads."""
    named = {each["domain"] for each in study["endpoints"]} | {"QS", "RE", "MK", "NV", "LB", "VS"}
    return sorted(name for name in named if name in folder.tables and name not in STARTS and name != "DM")


def is_held(visit: Row) -> bool:
    return visit.get("SVOCCUR", "") != "N"


def is_done(row: Row, prefix: str) -> bool:
    """NOT DONE is no assessment (a reading: the contract says "assessment")."""
    return row.get(f"{prefix}STAT", "") != "NOT DONE"


def cut_of(folder: Folder, study: dict, as_of: date | None) -> date:
    """The earlier of the two; without either, the latest complete date of what happened."""
    given = [day for day in (as_of, study["study"].get("data_cut")) if day]
    if given:
        return min(given)
    texts = [row[f"{name}DTC"] for name in assessment_tables(folder, study) for row in folder.table(name)]
    texts += [row[STARTS[name]] for name in ("EX", "AE", "DS") for row in folder.table(name)]
    texts += [row["SVSTDTC"] for row in folder.table("SV") if is_held(row)]
    return max(day for day in map(certain, texts) if day)


def known_at(folder: Folder, study: dict, cut: date) -> tuple[dict[str, list[Row]], dict[str, int]]:
    """Drop and count the records whose earliest possible start lies after the cut."""
    known = {}
    for name, rows in folder.tables.items():
        anchored = study["anchor"]["date"] if study["anchor"]["domain"] == name else f"{name}DTC"
        column = "" if name in ("DM", "TV") or name.startswith("SUPP") else STARTS.get(name, anchored)
        known[name] = [row for row in rows if not is_after(row.get(column, ""), cut)]
    return known, {name: len(rows) - len(known[name]) for name, rows in folder.tables.items()}


def is_after(text: str, cut: date) -> bool:
    """Whether every day that a text can mean lies after the cut."""
    found = span(text)
    return found is not None and found[0] > cut
