"""The day line in words: which day it is, how much was going on, since when each event was there."""

from datetime import date

from trial.day_line import DayLine, OnDay
from trial.event_words import sentence_case
from trial.words import MINUS, counted, date_text, days_text, inner

LONG_AGO = 999
"""From this day of an event on its date says more than the number."""


def day_name(day: int | date, anchor: str) -> str:
    """Name the day: "Infusion + 7 days", "Infusion − 1 day", "Day of infusion", "30 Jun 2011"."""
    if isinstance(day, date):
        return date_text(day)
    if day == 0:
        return f"Day of {inner(anchor)}"
    return f"{anchor} {'+' if day > 0 else MINUS} {days_text(abs(day))}"


def finding(line: DayLine) -> str:
    """Say how much was going on: "Infusion + 7 days: 3 events in 2 patients, 1 more may have been there"."""
    count = counted(len(line.certain), "event")
    where = f" in {counted(line.patients, 'patient')}" if line.certain else ""
    more = f", {len(line.possible)} {'more ' if line.certain else ''}may have been there" if line.possible else ""
    return f"{day_name(line.day, line.anchor)}: {count}{where}{more}"


def around(line: DayLine) -> str:
    """Say who was under observation, and what the list leaves out."""
    if line.observed:
        parts = [f"{line.observed} of {counted(line.shown, 'patient')} under observation that day"]
    else:
        parts = [f"None of {counted(line.shown, 'patient')} under observation that day"]
    if line.unplaced:
        parts.append(f"{line.unplaced} without {inner(line.anchor)}")
    if line.filtered:
        parts.append("only events that match the filters")
    return "; ".join(parts)


def treatments(line: DayLine) -> list[str]:
    """Say what the patients were given that day: "Medicines: 01-002 Paracetamol; 01-004 Morphine (may be)"."""
    found = []
    for lane, own in line.treatments:
        names = [f"{one.subject} {'★ ' * one.prohibited}{sentence_case(one.name)}{'' if one.certain else ' (may be)'}"
                 for one in own]  # fmt: skip
        where = " (patients of this page)" if line.pages > 1 else ""
        found.append(f"{lane.capitalize()}{where}: {'; '.join(names) if names else 'none recorded on that day'}")
    return found


def running_words(one: OnDay) -> str:
    """Say which day of an event it is: "day 3 of it", "day 3 to 31 of it" where its start is partly dated.

    Of one that began long ago it is told since when.
    """
    least, most = one.running
    if most > LONG_AGO and one.event.start_date is not None:
        return f"since {one.event.start_date}"
    return f"day {most} of it" if least == most else f"day {least} to {most} of it"
