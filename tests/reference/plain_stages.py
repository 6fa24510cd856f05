"""An independent reading of King's and MiToS stages, one patient at a time, from the rules in words."""

from datetime import date

from tests.reference.plain_items import CARE, ITEMS, Entry, Visit, bounds, is_there, recorded, visits
from tests.reference.plain_people import Person
from tests.reference.plain_tables import certain, span


def staging(person: Person, instruments: dict) -> list[Entry]:
    """Every dated assessment, recorded support and death, with both stages and the worst so far."""
    if not instruments:
        return []
    entries = [
        (visit.day, 0, scale, visit.text, visit)
        for scale, rules in instruments.items()
        for visit in visits(person, scale, rules)
        if visit.day
    ]
    for kind, words in CARE.items():
        days = [certain(row.get("PRSTDTC", "")) for row in recorded(person, words)]
        entries += [(day, 1, kind, day.isoformat(), None) for day in days if day]
    death = _death(person)
    if person.status == "died":
        day = certain(death)
        entries.append((day or date.max, 2, "death", day.isoformat() if day else death or None, None))
    entries.sort(key=lambda each: each[:2])
    return _with_worst(person, entries, span(death))


def _death(person: Person) -> str:
    """The date of death as written: a certain one goes first, of DM before DS."""
    own = [row["DSSTDTC"] for row in person.table("DS") if row["DSDECOD"].upper() == "DEATH"]
    texts = [person.row.get("DTHDTC", ""), *sorted(own)]
    return next((text for text in texts if certain(text)), next((text for text in texts if text), ""))


def _with_worst(person: Person, entries: list[tuple], death: tuple[date, date] | None) -> list[Entry]:
    found, regions, ways, dead, lost = [], -1, set(), False, -1
    for day, _, source, text, visit in entries:
        is_dead = source == "death" or bool(death and death[1] < day)
        kings = "5" if is_dead else _kings(person, day, visit)
        mitos = 5 if is_dead else _mitos(visit)
        dead |= is_dead
        if kings and kings[0] == "4":
            ways |= set(kings.replace("4", "").replace("+", ""))
        elif kings:
            regions = max(regions, int(kings))
        lost = max(lost, -1 if mitos is None else mitos)
        worst = "5" if dead else "+".join(f"4{way}" for way in sorted(ways)) if ways else str(regions)
        found.append({
            "subject": person.id, "date": text, "day": None if day == date.max else person.day(day), "source": source,
            "kings": kings, "mitos": mitos, "kings_worst": None if worst == "-1" else worst,
            "mitos_worst": None if lost < 0 else lost,
        })  # fmt: skip
    return found


def _kings(person: Person, day: date, visit: Visit | None) -> str | None:
    tube = is_there(bounds(recorded(person, "GASTROSTOM|PEG"), "PRSTDTC"), day)
    breath = is_there(bounds(recorded(person, "VENTILAT|NIV|TRACHEOSTOM"), "PRSTDTC"), day)
    if tube is None and visit is not None:
        tube = {"a": False, "b": True}.get(visit.forms)
    failing = _breathing(breath, visit)
    ways = [way for way, so in (("4A", tube), ("4B", failing)) if so]
    if ways:
        return "+".join(ways)
    if visit is None or tube is None or failing is None:
        return None
    arm = ["handwriting"] if visit.forms == "b" else ["handwriting", "cutting"]
    count = 0
    for region in (["speech", "salivation", "swallowing"], arm, ["walking"]):
        below = [None if (value := visit.item(name)) is None else value < 4 for name in region]
        if any(below):
            count += 1
        elif None in below:
            return None
    return str(count)


def _breathing(recorded_: bool | None, visit: Visit | None) -> bool | None:
    """Respiratory failure: ventilation by record, else by item 12; or item 10 is 0."""
    if visit is None:
        return recorded_
    if visit.scale == "alsfrs":
        return bool(recorded_)
    ten, twelve = visit.item("dyspnea"), visit.item("respiratory")
    supported = recorded_ if recorded_ is not None else None if twelve is None else twelve < 4
    if supported or ten == 0:
        return True
    return None if supported is None or ten is None else False


def _mitos(visit: Visit | None) -> int | None:
    if visit is None:
        return None
    domains = (
        any,
        [("walking", 1), ("dressing", 1)],
        any,
        [("swallowing", 1)],
        all,
        [("speech", 1), ("handwriting", 1)],
        any,
        [("dyspnea", 1), ("respiratory", 2)],
    )
    lost = 0
    for rule, items in zip(domains[::2], domains[1::2], strict=True):
        sides = [None if (value := visit.item(name) if name in ITEMS[visit.scale] else None) is None else value <= most
                 for name, most in items]  # fmt: skip
        if (rule is any and any(sides)) or (rule is all and None not in sides and all(sides)):
            lost += 1
        elif None in sides and not (rule is all and False in sides):
            return None
    return lost
