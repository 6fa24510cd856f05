"""What a hover over a point says: date, day, visit, value, change from baseline, and every flag."""

from datetime import date

from components.theme import escaped
from trial.handling_words import OLD_BY_CHOICE
from trial.pairs import Missing, PairPoint
from trial.words import counted, date_text, day_text, not_done, number, signed


def head(patient: str, endpoint: str) -> str:
    """Give the first line of a hover."""
    return f"<b>{escaped(patient)}</b>  {escaped(endpoint)}"


def point_lines(point: PairPoint, unit: str, decimals: int) -> list[str]:
    """Describe a point; `unit` is ready for a label. An average has one decimal more than the records."""
    places = decimals + 1 if point.records > 1 else decimals
    when = (date_text(date.fromisoformat(point.date)), day_text(point.day), escaped(point.planned or point.visit or ""))
    return [
        ", ".join(filter(None, when)),
        f"<b>{number(point.value, places)} {unit}</b>{_change(point, places)}",
        *_flags(point),
    ]


def _change(point: PairPoint, places: int) -> str:
    if point.is_baseline:
        return ", baseline"
    return ", no baseline" if point.change is None else f", {signed(point.change, places)} from baseline"


def _flags(point: PairPoint) -> list[str]:
    found = []
    if point.days_off:
        side = "after" if point.days_off > 0 else "before"
        found.append(f"{counted(abs(point.days_off), 'day')} {side} the window")
    if point.records > 1:
        found.append(f"mean of {point.records} records of that day")
    if point.used and point.is_old:
        found.append(OLD_BY_CHOICE)
    if point.equation:
        found.append(escaped(point.equation))
    if not point.used:
        found.append(f"not used: {escaped(point.reason or 'no reason given')}")
    return found


def missing_lines(each: Missing) -> list[str]:
    """Describe an assessment that was not done."""
    day = None if each.day is None else day_text(each.day)
    when = ", ".join(filter(None, (each.date, day, each.visit)))
    return [escaped(when), escaped(not_done(each.reason))]
