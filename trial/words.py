"""How numbers, days, dates and counts are written: one place for every screen, figure and export."""

from collections.abc import Sequence
from datetime import date

MINUS, NOTHING = "−", "–"
"""The sign of a negative number, and what stands where there is no number."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The same in every locale; a figure holds hundreds of dates."""
SLOPE_DECIMALS = 2
ONE_PATIENT_SENTENCE = "One patient’s pre and post lines do not show a treatment effect."
"""Stands on every screen and picture with pre and post lines."""
SYNTHETIC_MARK = "SYNTHETIC DATA"
SYNTHETIC_SENTENCE = "Simulated patients. Not for clinical use."


def number(value: float, decimals: int) -> str:
    """Write a number with a true minus and never a negative zero: "−1.33"."""
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def shortest(value: float) -> str:
    """Write a number with the decimals that it has: "−6", "0.25", "1234567"; rounding of the arithmetic stays out."""
    return number(0, 0) if value == 0 else f"{value:.10g}".replace("-", MINUS)


def signed(value: float, decimals: int) -> str:
    """Write a change with its sign: "+0.39", "−0.13", "0.00"."""
    text = number(value, decimals)
    return f"+{text}" if not text.startswith(MINUS) and float(text) > 0 else text


def interval_text(lower: float, upper: float, decimals: int) -> str:
    """Write an interval with thin words: "−0.47 to 1.25"."""
    return f"{number(lower, decimals)} to {number(upper, decimals)}"


def day_text(day: int) -> str:
    """Write a day counted from the anchor: "day −30"."""
    return f"day {number(day, 0)}"


def days_text(days: int) -> str:
    """Write a duration: "1 day", "3 days"."""
    return counted(days, "day")


def date_text(day: date) -> str:
    """Write a date that nobody can misread: "31 Dec 2011"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def range_text(first: date, last: date) -> str:
    """Write a range of dates; the year stands once unless the range crosses a year."""
    if first == last:
        return date_text(first)
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {date_text(last)}"
    return f"{date_text(first)} to {date_text(last)}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun: "1 event", "2 events"."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def share(part: int, whole: int) -> str:
    """Write n of N with a whole per cent: "36 of 42 (86 %)"; without a whole "0 of 0"."""
    return f"{part} of {whole} ({percent(part, whole)})" if whole else "0 of 0"


def percent(part: int, whole: int) -> str:
    """Write a whole per cent, halves up: "86 %"; "–" of nothing."""
    return f"{int(100 * part / whole + 0.5)} %" if whole else NOTHING


def percent_of(share: float) -> str:
    """Write a share of 1 as a whole per cent: 0.474 is "47 %"."""
    return f"{share * 100:.0f} %"


def sentence(text: str) -> str:
    """End a text with a full stop unless it ends with a sign of its own."""
    return text if not text or text[-1] in ".!?…:" else f"{text}."


def listed(items: Sequence[str], most: int | None = None) -> str:
    """Join words: "a", "a and b", "a, b and c"; of more than `most` the first: "a, b and 3 more"."""
    if most is not None and len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most} more"
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def inner(label: str) -> str:
    """Write a label inside a sentence: Infusion -> infusion, IT dose stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def not_done(reason: str | None) -> str:
    """Say that an assessment was not done: "not done: too weak", "not done: no reason given"."""
    return f"not done: {reason.lower() if reason else 'no reason given'}"


def version_text(version: str) -> str:
    """Write a version as people compare it: its first eight characters."""
    return version[:8]
