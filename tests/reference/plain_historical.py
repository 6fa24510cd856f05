"""An independent reading of the rule on historical records: every day that a date can mean, one by one."""

from calendar import monthrange
from datetime import date, timedelta

from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, Span, certain, number, span

Entry = dict[str, object]


def historical(
    person: Person, study: dict, cut: date, endpoint: str, known: list[tuple[Row, str, float]], points: list[Entry]
) -> list[Entry]:
    """Eligibility of every value that belongs to no planned visit and may lie on or before the anchor, day by day."""
    planned = {float(each["visitnum"]) for each in study["visits"]}
    screening = person.screening if person.screening and person.screening <= cut else None
    oldest = oldest_day(screening, study.get("historical", {}).get("months_before_screening"))
    groups: dict[object, list[tuple[Row, str, float]]] = {}
    for at, record in enumerate(known):
        groups.setdefault(certain(record[1]) or at, []).append(record)
    used = {point["date"]: point["used"] for point in points}
    found = []
    for records in groups.values():
        row, written, _ = next((record for record in records if record[0]["VISIT"]), records[0])
        day, days = certain(written), span(written)
        if number(row.get("VISITNUM")) in planned or "historical" not in study:
            continue
        if days and person.anchor and days[0] > person.anchor:
            continue
        found.append({
            "subject": person.id, "endpoint": endpoint, "date": (day.isoformat() if day else written) or None,
            "day": person.day(day), "visit": row["VISIT"] or None,
            "value": sum(value for _, _, value in records) / len(records),
            "eligibility": _eligibility(days, oldest, screening),
            "used": used[(day.isoformat() if day else written) or None],
        })  # fmt: skip
    return found


def _eligibility(days: Span | None, oldest: date | None, screening: date | None) -> str:
    """One day at a time: is every day, some day or no day that the date can mean from `oldest` to `screening`?"""
    if screening is None or oldest is None:
        return "no screening date"
    if days is None:
        return "indeterminate"
    every = [days[0] + timedelta(days=step) for step in range((days[1] - days[0]).days + 1)]
    inside = sum(oldest <= day <= screening for day in every)
    if inside:
        return "eligible" if inside == len(every) else "indeterminate"
    return "too old" if every[0] < oldest else "after screening"


def oldest_day(screening: date | None, months: int | None) -> date | None:
    """The first day that the rule admits: so many calendar months before screening."""
    if screening is None or months is None:
        return None
    year, month = divmod(screening.year * 12 + screening.month - 1 - months, 12)
    return date(year, month + 1, min(screening.day, monthrange(year, month + 1)[1]))


def of_all(persons: list[Person], study: dict, cut: date, records, trajectory) -> list[Entry]:
    """Every historical record; `records` and `trajectory` are those of a person and an endpoint."""
    return [
        entry
        for person in persons
        for each in study["endpoints"]
        for entry in historical(
            person, study, cut, each["id"], records(person, each, cut, study), trajectory(person, each)["points"]
        )
    ]
