"""How an adverse event is put into a few words, the same on every screen."""

from trial.events import FATAL, SEVERITY, Event
from trial.words import day_text

SEVERE_GRADE = 3
"""From this grade on an event is severe (CTCAE)."""


def sentence_case(text: str) -> str:
    """Write text of the data inside a sentence: capitals throughout become small, the first letter is large."""
    plain = " ".join(text.split())
    return plain.capitalize() if plain.isupper() else plain[:1].upper() + plain[1:]


def term(event: Event) -> str:
    """Give the event's name for a title: as reported, else as coded."""
    return sentence_case(event.term or event.decoded or "Event without a name")


def is_severe(event: Event) -> bool:
    """Say whether an event is of grade 3 or more."""
    return event.grade is not None and event.grade >= SEVERE_GRADE


def is_fatal(event: Event) -> bool:
    """Say whether an event is recorded as fatal, by its outcome or by grade 5."""
    return event.grade == 5 or (event.outcome or "").upper().startswith(FATAL)


def grade_digit(grade: int | None) -> str:
    """Write a grade inside a mark: "3", "?" where none is recorded."""
    return "?" if grade is None else str(grade)


def grade_words(event: Event) -> str:
    """Write the grade: "grade 3", "grade 3 by severity", "grade not recorded"."""
    if event.grade is None:
        return "grade not recorded"
    return f"grade {event.grade}{' by severity' if event.grade_source == SEVERITY else ''}"


def course_words(event: Event) -> str:
    """Write when the event was: "ongoing from day 9", "day 1 to day 4", "from day 3, end unknown"."""
    start = event.start_date if event.start_day is None else day_text(event.start_day)
    if event.ongoing:
        return f"ongoing from {start}" if start else "ongoing, start not recorded"
    end = event.end_date if event.end_day is None else day_text(event.end_day)
    if end is None and event.ongoing is None:
        return f"from {start}, end unknown" if start else "start and end not recorded"
    if start is None:
        return f"ended {end}" if end else "ended"
    if end is None:
        return f"from {start}, ended"
    return start if start == end else f"{start} to {end}"


def state_words(event: Event) -> str:
    """Write how the event stands at the cut in a word or two."""
    return "ongoing" if event.ongoing else "end unknown" if event.ongoing is None else "ended"


def since_words(event: Event) -> str | None:
    """Say what has come to an event since the previous cut: "New", "Changed: end, outcome"; None for nothing."""
    if event.news is None:
        return None
    what = f": {', '.join(event.changes)}" if event.changes else ""
    return f"{event.news.capitalize()}{what}"


def judgements(event: Event) -> str:
    """Write what was judged: "related to cells yes, to puncture no; natural progression uncertain"; "" if nothing."""
    verdicts = (("cells", event.related_cells), ("puncture", event.related_procedure),
                ("aspiration", event.related_aspiration))  # fmt: skip
    made = [f"to {what} {'yes' if verdict else 'no'}" for what, verdict in verdicts if verdict is not None]
    parts = [f"related {', '.join(made)}"] if made else []
    if event.natural_progression is not None:
        parts.append(f"natural progression {event.natural_progression}")
    return "; ".join(parts)


def qualities(event: Event) -> list[str]:
    """List what weighs in an event: its grade, serious, related."""
    words = [grade_words(event)]
    if event.serious:
        words.append("serious")
    if event.related is not None:
        words.append("related" if event.related else "not related")
    return words


def description(event: Event) -> str:
    """Write grade, seriousness, relatedness and course as one sentence: "Grade 3, serious, ongoing from day 9."."""
    text = ", ".join([*qualities(event), course_words(event)])
    return f"{text[:1].upper()}{text[1:]}."
