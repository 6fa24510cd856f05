"""An independent reading of what is judged of an event: emergence from a procedure, period, relatedness, interest."""

from datetime import date, timedelta

from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, certain, is_done, is_held, number, span

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
