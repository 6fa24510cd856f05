"""One adverse event in words: when it began and ended, what weighs in it, what a hover says."""

from datetime import date

from components.theme import escaped
from trial.calendar import complete_day
from trial.event_course import BLANK_ENDS, End, Observed, course
from trial.event_words import judgements, qualities, sentence_case, since_words, term
from trial.events import Event
from trial.primary import PrimaryStatus
from trial.words import counted, date_text, day_text, number

PRIMARY_WORDS = {
    PrimaryStatus.EVENT: "Primary safety endpoint: counts as an event",
    PrimaryStatus.PENDING: "Primary safety endpoint: pending adjudication",
}
NOT_RECORDED = "Not recorded"


def written_date(text: str) -> str:
    """Write a date of the data: "31 Mar 2011"; one without a day as it stands, and that it is incomplete."""
    day = complete_day(text)
    return f"{text}, incomplete" if day is None else date_text(day)


def _days(certain: int | None, possible: tuple[int, int] | None) -> str:
    if certain is not None:
        return day_text(certain)
    if possible is None:
        return ""
    return f"between {day_text(possible[0])} and {number(possible[1], 0)}"


def start_words(event: Event) -> str:
    """Write when an event began: "31 Mar 2011, day 9", "2011-09, incomplete, between day 79 and 108"."""
    if event.start_date is None:
        return NOT_RECORDED
    return ", ".join(filter(None, (written_date(event.start_date), _days(event.start_day, event.start_bounds))))


def end_words(event: Event, seen: Observed, cut: date) -> str:
    """Write when an event ended, or what is known instead."""
    if event.end_date is not None:
        written = (written_date(event.end_date), _days(event.end_day, event.end_bounds), _doubt(event, seen))
        return ", ".join(filter(None, written))
    one = course(event, seen)
    end = End.UNKNOWN if one is None else one.end
    if end is End.ONGOING:
        return f"Ongoing at the data cut, {date_text(cut)}"
    words = {
        End.LAST_SEEN: "Ongoing when the patient was last seen",
        End.AT_DEATH: "Until death",
        End.NOT_DATED: "Ended, date not recorded",
    }
    return words.get(end, "Not known")


def _doubt(event: Event, seen: Observed) -> str:
    one = course(event, seen)
    return "before the start" if one is not None and one.end is End.BEFORE_START else ""


def duration_words(event: Event, seen: Observed) -> str:
    """Write how long an event lasted: "3 days", "276 days so far"; "" where the dates do not tell."""
    one = course(event, seen)
    if one is None or one.imputed or one.end in BLANK_ENDS:
        return ""
    days = int(one.last - one.first) + 1
    so_far = {End.ONGOING: " so far", End.LAST_SEEN: " until last seen", End.AT_DEATH: " until death"}.get(one.end, "")
    return f"{counted(days, 'day')}{so_far}"


def emergent_words(emergent: bool | None, since: str) -> str:
    """Say whether an event began on the day of `since` or later."""
    if emergent is None:
        return f"Not known, no day of the {since}"
    return f"Yes, on the day of the {since} or after" if emergent else f"No, before the {since}"


def outcome_words(event: Event) -> str:
    """Write the outcome in small letters."""
    return sentence_case(event.outcome) if event.outcome else NOT_RECORDED


def hover(patient: str, event: Event, seen: Observed, cut: date, primary: PrimaryStatus | None) -> str:
    """Write what a hover says, as plotly text."""
    lasted = duration_words(event, seen)
    lines = [
        short_hover(patient, event),
        f"Start {escaped(start_words(event))}",
        f"End {_lower(escaped(end_words(event, seen, cut)))}" + (f", {lasted}" if lasted else ""),
        f"Treatment-emergent: {_yes_no(event.emergent)}",
        f"Outcome: {_lower(escaped(outcome_words(event)))}",
        *([sentence_case(judgements(event))] if judgements(event) else []),
        *(["Of special interest"] if event.aesi else []),
        *([PRIMARY_WORDS[primary]] if primary in PRIMARY_WORDS else []),
        *([f"Since the previous cut: {_lower(since_words(event) or '')}"] if event.news else []),
    ]
    return "<br>".join(lines)


def short_hover(patient: str, event: Event) -> str:
    """Write the first two lines of a hover: whose event it is, which, what weighs in it."""
    weight = ", ".join(qualities(event))
    return f"<b>{escaped(patient)}</b>  {escaped(term(event))}<br>{weight[:1].upper()}{weight[1:]}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _yes_no(value: bool | None) -> str:
    return "not known" if value is None else "yes" if value else "no"
